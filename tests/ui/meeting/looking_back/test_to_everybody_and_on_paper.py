"""The page in the shared view and on paper says what the page says; never while a meeting goes on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from pod_desktop.outputs.figures import Rows, Strip
from pod_desktop.services import endings, meetings
from pod_desktop.tour.pdf_text import is_tagged, says
from pod_desktop.ui.meeting.looking_back.for_everybody import TurnsForEverybody
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.looking_back.tables import FigureTable

Key = Qt.Key


@pytest.fixture
def shared(page, qtbot):
    """The window for the room, opened by keyboard."""
    page.ways.everybody.setFocus()
    qtbot.keyClick(page.ways.everybody, Key.Key_Space)
    yield page.ways.shared
    page.ways.shared.close()


def tables_of(widget) -> list[list[list[str]]]:
    tables = [each for each in widget.findChildren(FigureTable) if each.window() is widget.window()]
    return [table.rows() for table in tables if table.isVisibleTo(widget)]


def test_it_has_every_table_of_the_page_with_the_same_cells(page, shared):
    assert sorted(map(str, tables_of(shared))) == sorted(map(str, tables_of(page)))


def test_nothing_in_it_can_be_pressed_or_written_in(shared):
    assert [each for each in shared.findChildren(QAbstractButton) if each.isVisibleTo(shared)] == []


def test_it_has_no_way_to_forms_repairs_or_words_of_turns(shared):
    words = " ".join(each.text() for each in shared.findChildren(QLabel) if each.isVisibleTo(shared))
    assert "It is loud there." not in words
    assert "Putting the log right" not in words


def test_it_follows_what_is_looked_up_anew(page, shared):
    page.episodes.mark.click()
    page.episodes.form.since.set_text("0:40")
    page.episodes.form.until.set_text("1:10")
    page.episodes.form.about.set_text("The noise")
    page.episodes.form.keep.click()
    words = [each.text() for each in shared.findChildren(QLabel) if each.isVisibleTo(shared)]
    assert "1. The noise" in words
    assert sorted(map(str, tables_of(shared))) == sorted(map(str, tables_of(page)))


def test_closed_it_is_not_made_anew_and_it_is_up_to_date_when_it_is_shown_again(page, shared, monkeypatch):
    content = shared.findChild(TurnsForEverybody)
    shared.close()
    made = []
    really = content.set_view

    def counted(*view):
        made.append(view)
        really(*view)

    monkeypatch.setattr(content, "set_view", counted)
    page.repairs.mark.option("partial").click()
    assert made == []
    page.ways.everybody.click()
    assert len(made) == 1
    assert any("partial" in each.text() for each in shared.findChildren(QLabel))


def test_the_arrow_keys_scroll_it_and_esc_closes_it(page, shared, qtbot):
    content = shared.findChild(TurnsForEverybody)
    assert content.hasFocus()
    qtbot.waitUntil(lambda: content.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(content, Key.Key_Down)
    assert content.verticalScrollBar().value() > 0
    qtbot.keyClick(content, Key.Key_Escape)
    assert not shared.isVisible()
    assert page.isVisible()


def test_in_a_narrow_window_the_arrow_keys_move_tables_so_that_every_column_is_read(shared, qtbot):
    content = shared.findChild(TurnsForEverybody)
    shared.showNormal()
    shared.resize(500, 600)
    bars = [table.horizontalScrollBar() for table in content.findChildren(FigureTable)]
    qtbot.waitUntil(lambda: any(bar.maximum() > 0 for bar in bars))
    (bar, *_) = [bar for bar in bars if bar.maximum() > 0]
    for _step in range(bar.maximum()):
        qtbot.keyClick(content, Key.Key_Right)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(content, Key.Key_Left)
    assert bar.value() < bar.maximum()


def test_where_a_meeting_begins_it_closes_and_is_offered_no_more(page, shared, desk, kept):
    meetings.begin_meeting(desk.journal, kept.sam, here=[kept.sam, kept.me])
    assert not shared.isVisible()
    assert not page.ways.everybody.isVisible()


def test_it_is_covered_while_the_page_cannot_be_seen(page, shared):
    page.hide()
    assert shared.is_covered


def test_the_paper_has_every_table_and_the_strip_of_the_page(page):
    figures = page.ways.figures()
    parts = [part for each in figures.stretches for part in each.parts]
    cells = [[list(row) for row in part.rows] for part in parts if isinstance(part, Rows)]
    shown = [rows for rows in tables_of(page) if rows not in tables_of(page.following)]
    assert all(rows in cells for rows in shown)
    (strip,) = [part for part in parts if isinstance(part, Strip)]
    assert [lane.name for lane in strip.lanes] == [who.name for who in page.view.people]
    assert strip.lanes[0].pieces
    following = next(each for each in figures.stretches if each.title == "Who spoke after whom")
    (matrix,) = [part for part in following.parts if isinstance(part, Rows)]
    assert any(row[0].startswith("May (") for row in matrix.rows)


def test_it_is_saved_as_a_tagged_pdf_where_somebody_says(page, tmp_path, qtbot):
    path = tmp_path / "page.pdf"
    page.ways.choose_path = lambda *_asked: path
    qtbot.keyClick(page.ways.save, Key.Key_Space)
    pdf = path.read_bytes()
    assert is_tagged(pdf)
    for words in (
        "Looking back together",
        "23 November 2026",
        "Voices heard",
        "Jo",
    ):
        assert says(pdf, words), words
    assert not says(pdf, "It is loud there.")
    assert page.ways.said.text() == "The page is saved as “page.pdf”."


def test_beside_the_button_stands_what_the_pdf_holds_and_a_name_is_offered(page):
    suggested = []
    page.ways.choose_path = lambda _parent, _title, path, *_more: suggested.append(path)
    page.ways.save.click()
    assert suggested == ["Looking back 2026-11-23.pdf"]
    assert page.ways.about.isVisible()
    assert "names of everybody" in page.ways.about.text()
    assert "not encrypted" in page.ways.about.text()


def test_left_without_a_path_nothing_is_written(page, tmp_path):
    page.ways.choose_path = lambda *_asked: None
    page.ways.save.click()
    assert list(tmp_path.glob("*.pdf")) == []
    assert not page.ways.said.isVisible()


def test_of_totals_the_paper_says_what_is_left(desk, held, clock, shown):
    meetings.close_meeting(desk.journal, held.id, "totals")
    clock.advance(minutes=11)
    endings.carry_out_now(desk.journal, held.id)
    figures = shown(LookingBackPage(desk, held.id)).ways.figures()
    assert "The room kept only totals" in figures.said
    titles = [each.title for each in figures.stretches]
    assert titles == ["The meeting in figures", "Turns and time of everybody"]
