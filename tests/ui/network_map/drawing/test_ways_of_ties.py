"""Ties that go one way, and how ties are."""

import pytest

from pod_desktop.domain.network import Direction
from pod_desktop.outputs.network_map.svg import map_svg
from pod_desktop.services import network
from pod_desktop.storage.tables import Tie
from pod_desktop.ui.network_map.page import NetworkPage


@pytest.fixture
def tie(hand):
    """May and Jo are tied; the tie's card is open."""
    made = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.choose(made)
    return made


def stored(hand):
    (tie,) = hand.ties()
    return tie


def only_from(hand, one):
    return Direction.A_TO_B if stored(hand).a_id == one else Direction.B_TO_A


@pytest.mark.usefixtures("tie")
def test_the_card_says_by_name_which_way_a_tie_goes_and_the_line_says_it_too(hand):
    card = hand.page.side.tie_card
    way = only_from(hand, hand.may)
    card.way.chosen.emit(way.value)
    assert stored(hand).direction == way
    may, jo = hand.member(hand.may).name, hand.member(hand.jo).name
    assert card.way._options[way.value].text() == f"Only from {may} to {jo}"
    assert f"Only from {may} to {jo}" in hand.page.sheet.said
    assert "one way only" in hand.page.sheet.legend_words()


@pytest.mark.parametrize("from_", ["may", "jo"])
def test_the_head_of_the_line_is_at_whom_it_goes_to(hand, tie, from_):
    start = getattr(hand, from_)
    network.change_tie(hand.journal, tie, direction=only_from(hand, start))
    people, line = hand.page.map.map_scene.people, hand.page.map.map_scene.lines[tie]
    (head,) = line.childItems()

    def away(who):
        between = people[who].pos() - head.pos()
        return between.x() ** 2 + between.y() ** 2

    end = hand.jo if start == hand.may else hand.may
    assert away(end) < away(start)


def test_a_tie_that_goes_both_ways_again_loses_its_head(hand, tie):
    network.change_tie(hand.journal, tie, direction=Direction.A_TO_B)
    network.change_tie(hand.journal, tie, direction=Direction.NONE)
    assert hand.page.map.map_scene.lines[tie].childItems() == []
    assert "one way only" not in hand.page.sheet.legend_words()


def test_how_a_tie_is_is_neither_asked_nor_shown_until_somebody_wants_it(hand, tie):
    network.change_tie(hand.journal, tie, quality="strained")
    page, line = hand.page, hand.page.map.map_scene.lines[tie]
    plain = line.pen()
    assert page.side.tie_card.quality.isHidden() or not page.side.tie_card.quality.isVisibleTo(page)
    assert line.childItems() == []
    assert "strained" not in page.sheet.legend_words()
    page._show_quality(True)
    assert page.side.tie_card.quality.isVisibleTo(page.side.tie_card)
    assert len(line.childItems()) == 1
    assert "strained" in page.sheet.legend_words()
    page._show_quality(False)
    assert line.childItems() == []
    assert line.pen() == plain
    assert "strained" not in page.sheet.legend_words()


@pytest.mark.usefixtures("tie")
def test_another_look_at_the_map_begins_without_it(hand, desk, qtbot):
    hand.page._show_quality(True)
    again = NetworkPage(desk, hand.zoe)
    qtbot.addWidget(again)
    assert not again.map.map_scene.quality_shown


@pytest.mark.usefixtures("tie")
def test_what_was_done_can_be_undone_after_the_page_was_opened_again(hand, desk, qtbot):
    hand.page.side.tie_card.way.chosen.emit(Direction.A_TO_B.value)
    name = hand.page.acts.undo_label
    again = NetworkPage(desk, hand.zoe)
    qtbot.addWidget(again)
    assert again.acts.undo_label == name != ""
    again.acts.undo()
    assert stored(hand).direction == ""
    assert again.acts.redo_label == name


def test_a_way_that_only_a_newer_version_knows_is_nowhere_told_as_one_of_ours(hand, tie):
    with hand.journal.act() as act:
        act.change(Tie, tie, direction="by_turns")
    (shown,) = hand.ties()
    hand.page.choose(tie)
    assert "one way only" not in hand.page.sheet.legend_words()
    assert hand.page.sheet.said.endswith(" know each other")
    drawing = map_svg(network.network_map(hand.journal, hand.zoe)).decode()
    assert "direction" not in drawing
    assert " to Jo" not in drawing
    assert " to Aunt May" not in drawing
    assert not shown.goes_one_way


@pytest.mark.usefixtures("tie")
def test_the_list_of_ties_on_a_card_says_which_way_each_goes(hand):
    network.change_tie(hand.journal, stored(hand).id, direction=only_from(hand, hand.jo).value)
    for whose, other in ((hand.may, "Jo"), (hand.jo, "Aunt May")):
        hand.page.choose(whose)
        (button,) = hand.page.side.member_card.ties._buttons.values()
        assert button.text() == f"{other} (only Jo to Aunt May)"
        assert button.accessibleName() == f"Tie with {other} (only Jo to Aunt May)"


@pytest.mark.parametrize("known", ["no", "not_known"])
def test_where_no_tie_is_known_no_way_is_told_and_the_stored_one_comes_back_with_yes(hand, tie, known):
    network.change_tie(hand.journal, tie, direction=only_from(hand, hand.jo).value)
    hand.page.choose(tie)
    card = hand.page.side.tie_card
    assert "Jo to Aunt May" in hand.page.sheet.said
    card.known._options[known].click()
    assert not card.way.isVisible()
    assert "only" not in hand.page.sheet.said.lower()
    assert " to Aunt May" not in map_svg(network.network_map(hand.journal, hand.zoe)).decode()
    card.known._options["yes"].click()
    assert card.way.isVisible()
    assert "Jo to Aunt May" in hand.page.sheet.said
