"""Going from place to place, and being asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Question, Rail, ScrollColumn

PLACES = [
    ("map", "Network", "network"),
    ("meetings", "Meetings", "calendar"),
    ("share", "Share", "file-text"),
]
ANSWERS = [("keep", "Keep"), ("discard", "Discard")]


@pytest.fixture
def rail(qtbot) -> Rail:
    made = Rail(PLACES, "Parts of the record")
    qtbot.addWidget(made)
    made.show()
    return made


def test_arrow_keys_go_from_place_to_place(qtbot, rail: Rail):
    assert rail.current() == "map"
    with qtbot.waitSignal(rail.chosen, timeout=1000) as told:
        qtbot.keyClick(rail, Qt.Key.Key_Down)
    assert told.args == ["meetings"]


def test_going_by_program_is_not_told_as_a_choice(qtbot, rail: Rail):
    with qtbot.assertNotEmitted(rail.chosen):
        rail.set_current("share")
    assert rail.current() == "share"
    with pytest.raises(KeyError):
        rail.set_current("nowhere")


def test_a_narrow_rail_still_has_its_names(rail: Rail):
    wide = rail.sizeHint().width()
    rail.set_compact(True)
    assert rail.sizeHint().width() < wide / 2
    assert rail.item(1).toolTip() == "Meetings"
    read = QAccessible.queryAccessibleInterface(rail).child(1)
    assert read.text(QAccessible.Text.Name) == "Meetings"
    rail.set_compact(False)
    assert rail.item(1).text() == "Meetings"


def test_a_question_tells_the_answer(qtbot):
    question = Question("The turns", "What happens with the turns?", ANSWERS)
    qtbot.addWidget(question)
    question.open()
    buttons = question.findChildren(QPushButton)
    with qtbot.waitSignal(question.answered, timeout=1000) as told:
        qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == ["discard"]
    assert question.given == "discard"


def test_a_question_left_with_escape_has_no_answer(qtbot):
    question = Question("The turns", "What happens with the turns?", ANSWERS)
    qtbot.addWidget(question)
    question.open()
    with qtbot.waitSignal(question.rejected, timeout=1000):
        qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert question.given is None


def test_an_answer_that_was_not_offered_is_refused(qtbot):
    question = Question("The turns", "What happens with the turns?", ANSWERS)
    qtbot.addWidget(question)
    with pytest.raises(KeyError):
        question.answer("perhaps")


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_a_question_asked_from_a_page_that_scrolls_has_buttons_as_anywhere(qtbot, look, scheme):
    window, page = QWidget(), ScrollColumn()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(page)
    look.set_scheme(scheme)
    try:
        question = Question("The turns", "What happens with the turns?", ANSWERS, page)
        question.show()
        first, second = question.findChildren(QPushButton)
        colours = theme.palette()
        for button, ground in ((first, colours.accent), (second, colours.card)):
            painted = button.grab().toImage()
            assert painted.pixelColor(10, painted.height() // 2) == QColor(ground)
    finally:
        look.set_scheme(theme.Scheme.LIGHT)
