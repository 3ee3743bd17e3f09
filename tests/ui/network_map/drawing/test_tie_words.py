import pytest
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from pod_desktop.domain.network import Place
from pod_desktop.services import network
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.tie_words import TieLabel, box_round, covered, freest

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
        assert not room.intersects(somebody.scene_rect())


def test_words_find_room_to_the_left_or_right_of_a_short_line_among_people():
    """As on a small screen: nothing above or below the line is free, and the person stands beside it."""
    line, across, down = QLineF(175, 260, 221, 307), 203.0, 25.0
    people = [(235.0, 200.0, 330.0, 256.0), (155.0, 240.0, 195.0, 300.0), (198.0, 287.0, 245.0, 347.0)]
    best = freest(line, across, down, people)
    assert covered(box_round(best, across, down), people) == 0
    assert abs(best.x() - 198) < across
    assert abs(best.y() - 283) < 3 * down + 47


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
