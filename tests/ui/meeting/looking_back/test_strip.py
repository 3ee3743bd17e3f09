"""The strip: everybody's row, what is chosen in words, zoom and pan by keys, wheel, buttons and drag."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.looking_back.strip_model import StripModel, Window, ticks

Key = Qt.Key
BEGAN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def strip(page):
    (part,) = page.strips
    part.strip.setFocus()
    return part.strip


def said(page) -> str:
    return str(page.strips[0].said())


def test_the_arrow_keys_go_from_turn_to_turn_and_say_who_when_how_long_and_the_words(page, strip, qtbot):
    qtbot.keyClick(strip, Key.Key_Right)
    assert said(page) == "Sam Penrose, from 0:30, for 10 s."
    qtbot.keyClick(strip, Key.Key_Right)
    assert said(page) == "May, from 0:40, for 20 s. “It is loud there.”"
    assert strip.accessibleDescription() == said(page)
    qtbot.keyClick(strip, Key.Key_Right)
    assert said(page) == "Together in silence, from 1:00, for 5 s."
    qtbot.keyClick(strip, Key.Key_End)
    assert said(page) == "Sam Penrose, from 1:30; the end is not known."
    qtbot.keyClick(strip, Key.Key_Escape)
    assert said(page).startswith("Choose a turn")


def test_up_and_down_go_to_the_nearest_turn_of_the_next_person_who_has_one(page, strip, qtbot):
    qtbot.keyClick(strip, Key.Key_Home)
    qtbot.keyClick(strip, Key.Key_Down)
    first = said(page)
    assert not first.startswith("Sam")
    qtbot.keyClick(strip, Key.Key_Down)
    assert not said(page).startswith("Sam")
    assert said(page) != first
    for _ in range(3):
        qtbot.keyClick(strip, Key.Key_Up)
    assert said(page).startswith("Sam")


def test_plus_comes_closer_page_keys_pan_and_0_shows_all(strip, qtbot):
    window = strip.window_shown
    whole = window.seconds
    qtbot.keyClick(strip, Key.Key_Plus)
    qtbot.keyClick(strip, Key.Key_Plus)
    assert window.seconds == pytest.approx(whole / 1.5**2)
    before = window.start
    qtbot.keyClick(strip, Key.Key_PageDown)
    later = window.start
    assert later > before
    qtbot.keyClick(strip, Key.Key_PageUp)
    assert window.start < later
    qtbot.keyClick(strip, Key.Key_0)
    assert window.seconds == whole


def test_the_buttons_do_the_same(page, strip, qtbot):
    part, window = page.strips[0], strip.window_shown
    whole = window.seconds
    for button in (part.closer, part.closer, part.later):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.seconds < whole
    assert window.start + window.seconds == pytest.approx(window.last)
    qtbot.mouseClick(part.whole, Qt.MouseButton.LeftButton)
    assert (window.start, window.seconds) == (window.first, whole)


def test_the_wheel_scrolls_the_page_and_only_with_ctrl_zooms_where_the_pointer_is(strip):
    window, place = strip.window_shown, QPointF(strip.left() + strip.time_wide() / 4, 20)
    at, whole = strip.moment_at(place.x()), window.seconds
    for held, zooms in ((Qt.KeyboardModifier.NoModifier, False), (Qt.KeyboardModifier.ControlModifier, True)):
        event = QWheelEvent(
            place, QPointF(strip.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(strip, event)
        assert event.isAccepted() is zooms
        assert (window.seconds < whole) is zooms
    assert strip.moment_at(place.x()) == pytest.approx(at)


def test_a_press_chooses_and_a_drag_pans_without_choosing(page, strip, qtbot):
    number = strip.model.row_of(strip.model.turns[0])
    middle = QPoint(round(strip.across(35)), round((number + 0.5) * strip.row_high()))
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=middle)
    assert said(page) == "Sam Penrose, from 0:30, for 10 s."
    strip.zoom(4)
    before = strip.window_shown.start
    qtbot.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(600, 20))
    qtbot.mouseMove(strip, QPoint(500, 20))
    qtbot.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(500, 20))
    assert strip.window_shown.start > before
    assert said(page) == "Sam Penrose, from 0:30, for 10 s."


def test_pointing_says_a_turn_and_leaving_says_the_chosen_one_again(page, strip, qtbot):
    qtbot.keyClick(strip, Key.Key_Home)
    silence = QPoint(round(strip.across(62)), round(strip.row_high() * 0.5))
    qtbot.mouseMove(strip, silence)
    assert said(page).startswith("Together in silence")
    QApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))
    assert said(page).startswith("Sam Penrose")


def long_log(turns: int) -> tuple[list[TurnView], list[Someone]]:
    people = [Someone(EntityId(f"{n:032x}"), f"Person {n}", n, "member") for n in range(8)]
    rng, at, log = random.Random(7), 0.0, []  # noqa: S311 - made-up turns
    for number in range(turns):
        began, at = at, at + rng.uniform(0.2, 4)
        log.append(
            TurnView(
                EntityId(f"{number:032x}"), people[rng.randrange(8)], "turn",
                BEGAN + timedelta(seconds=began), BEGAN + timedelta(seconds=at), False, "", None,
            )
        )  # fmt: skip
    return log, people


def test_of_twenty_thousand_turns_no_more_is_painted_than_fits_beside_each_other():
    log, people = long_log(20_000)
    model, window = StripModel(log, people, BEGAN), Window()
    window.cover(model.first, model.last)
    for row in model.rows:
        assert len(list(row.pieces(window, 900))) <= 900
    window.zoom(1000, 20_000)
    seen = [len(row.seen(window.start, window.start + window.seconds)) for row in model.rows]
    assert sum(seen) < 60


def test_every_turn_is_painted_alone_or_with_those_that_touch_it():
    log, people = long_log(2_000)
    model, window = StripModel(log, people, BEGAN), Window()
    window.cover(model.first, model.last)
    per_second = 900 / window.seconds
    for row in model.rows:
        pieces = list(row.pieces(window, 900))
        for start, end in zip(row.starts, row.ends, strict=True):
            left, right = (start - window.start) * per_second, (end - window.start) * per_second
            assert any(piece.left <= left + 0.01 and right <= piece.right + 0.01 for piece in pieces)


def test_turns_too_narrow_to_be_told_apart_are_never_painted_as_one_turn():
    log, people = long_log(2_000)
    model, window = StripModel(log, people, BEGAN), Window()
    window.cover(model.first, model.last)
    pieces = [piece for row in model.rows for piece in row.pieces(window, 900)]
    assert any(piece.turn is None for piece in pieces)
    for piece in pieces:
        if piece.turn is not None:
            start, end = model.span(piece.turn)
            assert piece.right - piece.left <= max(1.01, (end - start) * 900 / window.seconds + 1.01)


def test_turns_with_something_between_them_are_not_painted_as_one():
    log, people = long_log(2_000)
    model, window = StripModel([log[0], log[1000], log[1999]], people, BEGAN), Window()
    window.cover(model.first, model.last)
    assert sum(len(row.pieces(window, 900)) for row in model.rows) == 3
    alone = next(row for row in StripModel(log[:1], people, BEGAN).rows if row.turns)
    alone.add(replace(log[30], speaker=log[0].speaker), BEGAN)
    alone.reach = list(alone.ends)
    assert len(alone.pieces(window, 900)) == 2


def test_the_window_never_leaves_the_meeting_and_never_gets_too_narrow():
    window = Window()
    window.cover(-5, 600)
    window.zoom(1e9, 600)
    assert window.seconds == 10
    assert window.start + window.seconds <= 600
    window.pan(-1e9)
    assert window.start == -5
    window.zoom(1e-9, 0)
    assert (window.start, window.seconds) == (-5, 605)


def test_the_axis_has_whole_moments_and_not_too_many():
    window = Window()
    window.cover(0, 3600)
    assert ticks(window, 8) == tuple(range(0, 3601, 600))
    window.zoom(60, 100)
    assert len(ticks(window, 8)) <= 9
