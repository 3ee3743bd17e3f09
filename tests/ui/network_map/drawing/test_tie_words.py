import pytest
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from pod_desktop.domain.network import Place
from pod_desktop.services import network
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing import tie_words
from pod_desktop.ui.network_map.drawing.tie_words import (
    TieLabel,
    TieWords,
    box_round,
    covered,
    freest,
    nearest,
)

SUNDAYS = "“they ring each other on Sundays”"


@pytest.fixture
def words(hand):
    """May and Jo have words on their tie; Zoe and Jo have none on theirs."""
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, words="they ring each other on Sundays")
    network.tie(hand.journal, hand.zoe, hand.zoe, hand.jo)
    hand.move(QPoint(2, 2))
    return hand.page.map.map_scene.words


def between(hand):
    return (hand.where(hand.may) + hand.where(hand.jo)) / 2


def test_the_words_of_a_tie_are_drawn_while_it_or_one_of_its_ends_is_chosen(hand, words):
    assert words.shown() == []
    for chosen, drawn in (
        (hand.ties()[0].id if hand.ties()[0].words else hand.ties()[1].id, [SUNDAYS]),
        (hand.may, [SUNDAYS]),
        (hand.zoe, []),
        (hand.jo, [SUNDAYS]),
        (None, []),
    ):
        hand.page.choose(chosen)
        assert words.shown() == drawn


def test_the_words_of_a_tie_are_drawn_while_it_or_one_of_its_ends_is_pointed_at(hand, words):
    hand.move(hand.where(hand.may))
    assert words.shown() == [SUNDAYS]
    hand.move(hand.at(Place(300, 0.9)))
    assert words.shown() == []
    hand.move(between(hand))
    assert words.shown() == [SUNDAYS]


def test_the_keyboard_shows_the_words_of_whomever_it_comes_to(hand, words):
    hand.page.map.setFocus()
    hand.page.choose(hand.zoe)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert hand.page.chosen == hand.jo
    assert words.shown() == [SUNDAYS]
    hand.page.choose(hand.zoe)
    hand.key(Qt.Key.Key_L)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert words.shown() == [SUNDAYS]
    hand.key(Qt.Key.Key_Escape)
    assert words.shown() == []


def test_words_follow_what_is_written_and_go_with_the_tie(hand, words):
    hand.page.choose(hand.may)
    tie = next(each for each in hand.ties() if each.words)
    network.change_tie(hand.journal, tie.id, words="not since the wedding")
    assert words.shown() == ["“not since the wedding”"]
    network.strike_tie(hand.journal, tie.id, "taken away")
    assert words.shown() == []


def test_while_somebody_is_carried_no_words_stand_in_the_way(hand, words):
    hand.press(hand.where(hand.may))
    hand.move(hand.at(Place(36, 0.5)))
    hand.move(hand.at(Place(36, 0.9)))
    assert words.shown() == []
    hand.release(hand.at(Place(36, 0.9)))
    assert words.shown() == [SUNDAYS]
    label = next(each for each in hand.page.map.map_scene.items() if isinstance(each, TieLabel))
    line = next(each for each in hand.page.map.map_scene.lines.values() if each._tie.words).line()
    assert QLineF(label.pos(), line.p1()).length() + QLineF(label.pos(), line.p2()).length() == pytest.approx(
        line.length(), abs=1
    )


def test_words_cover_nobody_however_short_the_line_is(hand):
    network.tie(hand.journal, hand.zoe, hand.zoe, hand.may, words="she taught me to swim")
    hand.page.choose(hand.may)
    scene = hand.page.map.map_scene
    label = next(each for each in scene.items() if isinstance(each, TieLabel))
    size = label.boundingRect().size() / scene.pixels
    room = QRectF(label.pos() - QPointF(size.width() / 2, size.height() / 2), size)
    for somebody in scene.people.values():
        boxes = (somebody.badge_box(), somebody.taken()[1])
        for left, top, right, bottom in boxes:
            box = QRectF(QPointF(left, top), QPointF(right, bottom))
            assert not room.intersects(somebody.mapRectToScene(box))
    assert label.leader.isVisible() == (not room.contains(label.leader.line().p2()))


def test_words_find_room_to_the_left_or_right_of_a_short_line_among_people():
    """As on a small screen: nothing above or below the line is free, and the person stands beside it."""
    line, across, down = QLineF(175, 260, 221, 307), 203.0, 25.0
    people = [(235.0, 200.0, 330.0, 256.0), (155.0, 240.0, 195.0, 300.0), (198.0, 287.0, 245.0, 347.0)]
    best = freest(line, across, down, people)
    assert covered(box_round(best, across, down), people) == 0
    assert abs(best.x() - 198) < across
    assert abs(best.y() - 283) < 3 * down + 47


def test_words_that_have_no_room_on_their_line_stand_near_it_and_inside_what_is_seen():
    line, across, down, seen = QLineF(0, 0, 100, 0), 60.0, 20.0, (-50.0, -12.0, 150.0, 200.0)
    on_it = [(-40.0, -12.0, 140.0, 12.0)]
    best = freest(line, across, down, on_it, seen)
    box = box_round(best, across, down)
    assert covered(box, on_it) == 0
    assert covered(box, [seen]) == pytest.approx(across * down)
    assert 20 < best.y() < 40
    assert nearest(line, best).y() == 0


def test_words_stand_towards_the_other_end():
    """Many lines may meet at the end that is chosen."""
    assert freest(QLineF(0, 0, 100, 0), 20, 10, []).x() > 50
    assert freest(QLineF(100, 0, 0, 0), 20, 10, []).x() < 50


def test_a_line_leads_from_words_beside_a_tie_to_it(hand, words, monkeypatch):
    monkeypatch.setattr(tie_words, "freest", lambda line, *_rest: line.center() + QPointF(0, 300))
    hand.page.choose(hand.may)
    (label,) = words._labels
    line = next(each for each in hand.page.map.map_scene.lines.values() if each._tie.words).line()
    led = label.leader.line()
    assert label.leader.isVisible()
    assert led.p1() == label.pos()
    assert QLineF(led.p2(), line.p1()).length() + QLineF(led.p2(), line.p2()).length() == pytest.approx(
        line.length(), abs=1
    )
    hand.page.choose(None)
    assert not label.leader.isVisible()


def test_words_find_their_place_anew_when_somebody_comes_closer(hand, words):
    hand.page.choose(hand.may)
    (label,) = words._labels
    before = label.pos()
    hand.page.map.zoom_by(3.0)
    assert label.pos() != before
    hand.page.map.fit()
    assert label.pos() == before


def test_words_make_way_for_the_name_that_shows_with_them(hand, monkeypatch):
    """Tom's name has no room beside Jo's until Tom is chosen."""
    network.place_member(hand.journal, hand.tom, 186.0, 0.8)
    network.tie(hand.journal, hand.zoe, hand.may, hand.tom, words="from work")
    named = []

    def taken(words):
        named.append(words._scene.people[hand.tom].named)
        return []

    monkeypatch.setattr(TieWords, "_taken", taken)
    hand.page.choose(hand.tom)
    assert named == [True]


def test_long_words_end_with_dots_after_a_few_lines(qapp):
    theme.apply(qapp, theme.Scheme.LIGHT)
    label = TieLabel()
    label.show_words("they have known each other since school and ring on Sundays " * 9)
    assert label.words.endswith("…”")
    line = QFontMetricsF(theme.font("quiet")).height()
    assert label.boundingRect().height() < 5 * line
    label.show_words("x" * 400)
    assert label.boundingRect().height() < 5 * line
    assert label.boundingRect().width() < 17 * line
