"""Who spoke after whom, drawn on the network map: by keyboard, with n, never during a meeting."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import endings, meetings, network, people
from pod_desktop.services.places_at import places_at
from pod_desktop.ui.meeting.looking_back.on_map.place import FollowingOnMap
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage

Key = Qt.Key


@pytest.fixture
def opened(page, qtbot):
    """The window, opened by keyboard."""
    page.following.on_map.setFocus()
    qtbot.keyClick(page.following.on_map, Key.Key_Space)
    return page.ways.on_map


def said(opened) -> list[str]:
    words: str = opened.layer.drawing.accessibleDescription()
    return words.split("\n")


def test_the_arrows_are_those_of_the_table_each_in_words(opened):
    assert sorted(said(opened)) == [
        "Ana Reyes after Sam Penrose: 1",
        "May after Sam Penrose: 1",
        "Sam Penrose after Ana Reyes: 1",
        "Sam Penrose after May: 1",
    ]
    assert "Changes of speaker: n = 4." in opened.layer.legend.words


def test_shares_and_one_persons_arrows_are_chosen_with_the_arrow_keys(opened, kept, qtbot):
    assert QApplication.focusWidget() is opened.layer.what.option("count")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert "May after Sam Penrose: 50 %" in said(opened)
    assert any("÷ all changes from the first" in words for words in opened.layer.legend.words)
    qtbot.keyClick(opened.layer.whose.option(kept.may), Key.Key_Space)
    assert sorted(said(opened)) == ["May after Sam Penrose: 50 %", "Sam Penrose after May: 100 %"]


def test_invitations_are_offered_only_where_somebody_marked_them(opened):
    assert opened.layer.what.ids == ["count", "share"]


def test_esc_leaves_and_the_page_is_as_it_was(opened, page, qtbot):
    qtbot.keyClick(opened, Key.Key_Escape)
    assert not opened.isVisible()
    assert page.isVisible()


def test_it_goes_with_the_page_as_under_the_cover(opened, page):
    page.hide()
    assert not opened.isVisible()


def test_where_a_meeting_begins_it_closes_and_is_offered_no_more(opened, page, desk, kept):
    assert page.following.on_map.isVisible()
    meetings.begin_meeting(desk.journal, kept.sam, here=[kept.sam, kept.me])
    assert not opened.isVisible()
    assert not page.following.on_map.isVisible()
    page.ways.show_on_map()
    assert not page.ways.on_map.isVisible()


def test_pressed_twice_there_is_one_window_and_none_is_left_open_in_a_meeting(page, desk, kept):
    def open_ones() -> list[FollowingOnMap]:
        return [each for each in page.findChildren(FollowingOnMap) if each.isVisible()]

    page.following.on_map.click()
    page.following.on_map.click()
    assert len(open_ones()) == 1
    meetings.begin_meeting(desk.journal, kept.sam, here=[kept.sam, kept.me])
    assert open_ones() == []


def test_closed_it_is_opened_again(opened, page, qtbot):
    qtbot.keyClick(opened, Key.Key_Escape)
    page.following.on_map.click()
    assert page.ways.on_map is not opened
    assert page.ways.on_map.isVisible()


def test_a_meeting_with_somebody_else_hides_nothing(page, desk, kept):
    other = people.add_person(desk.journal, "Zoe")
    meetings.begin_meeting(desk.journal, other, here=[other, kept.me])
    assert page.following.on_map.isVisible()


def test_places_are_those_at_the_end_of_the_meeting(desk, held, clock):
    network.place_member(desk.journal, held.may, 90.0, 0.5)
    meetings.close_meeting(desk.journal, held.id, "keep")
    clock.advance(minutes=11)
    network.place_member(desk.journal, held.may, 10.0, 0.9)
    network.place_member(desk.journal, held.jo, 200.0, 0.9)
    found = places_at(desk.journal, held.id)
    assert {who: tuple(place) for who, place in found.items()} == {held.may: (90.0, 0.5)}


def test_of_totals_there_is_no_way_to_it(desk, held, clock, shown):
    meetings.close_meeting(desk.journal, held.id, "totals")
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    page = shown(LookingBackPage(desk, held.id))
    assert not page.following.on_map.isVisible()
