"""Places to write: errors are sentences that are read out, words stay as they were said."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.widgets import Field, WordsField


class Listener(QWidget):
    """Hears the keys that nobody inside used."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Control:
            self.heard.append(event.key())


def test_an_error_is_a_sentence_below_and_is_read_out_with_the_field(qtbot):
    field = Field("Name", hint="As they say it.")
    qtbot.addWidget(field)
    field.show()
    assert field.edit.accessibleName() == "Name"
    assert field.edit.accessibleDescription() == "As they say it."
    field.set_error("A name is needed to begin.")
    assert field.error() == "A name is needed to begin."
    assert field.edit.accessibleDescription() == "A name is needed to begin."


def test_typing_takes_the_error_away(qtbot):
    field = Field("Name")
    qtbot.addWidget(field)
    field.set_error("A name is needed to begin.")
    with qtbot.waitSignal(field.changed, timeout=1000):
        qtbot.keyClicks(field.edit, "S")
    assert field.error() == ""


def test_enter_submits_the_text_without_blanks_at_its_ends(qtbot):
    field = Field("Name")
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "  Sam ")
    with qtbot.waitSignal(field.submitted, timeout=1000) as told:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert told.args == ["Sam"]


def test_showing_a_text_is_no_typing(qtbot):
    field = Field("Name")
    qtbot.addWidget(field)
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("Sam")
    assert field.text() == "Sam"


def test_a_secret_is_not_shown(qtbot):
    field = Field("Passphrase", secret=True)
    qtbot.addWidget(field)
    field.set_text("four quiet words here")
    assert "four" not in field.edit.displayText()


def test_in_a_words_field_digits_are_text_and_control_digit_is_not(qtbot):
    window = Listener()
    field = WordsField("Own words")
    QVBoxLayout(window).addWidget(field)
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClicks(field.edit, "At 3")
    qtbot.keyClick(field.edit, "4", Qt.KeyboardModifier.ControlModifier)
    assert field.words() == "At 3"
    assert window.heard == [Qt.Key.Key_4]


def test_enter_is_a_new_line_and_control_enter_submits(qtbot):
    field = WordsField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.edit, "one")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(field.edit, "two")
    with qtbot.waitSignal(field.submitted, timeout=1000) as told:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["one\ntwo"]


def test_tab_leaves_a_words_field(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    first, second = WordsField("One"), WordsField("Two")
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    first.edit.setFocus()
    qtbot.keyClick(first.edit, Qt.Key.Key_Tab)
    assert window.focusWidget() is second.edit


def test_a_words_field_grows_with_the_words_and_then_scrolls(qtbot):
    field = WordsField(lines=2)
    qtbot.addWidget(field)
    field.resize(300, 100)
    field.show()
    empty = field.edit.height()
    field.set_words("\n".join("line" for _ in range(5)))
    grown = field.edit.height()
    field.set_words("\n".join("line" for _ in range(50)))
    assert empty < grown < field.edit.height() <= 3.5 * empty
    field.set_words("")
    assert field.edit.height() == empty


def test_words_that_are_there_already_are_seen_whole_once_the_field_is_narrow(qtbot):
    field = WordsField(lines=1)
    qtbot.addWidget(field)
    field.set_words("To sit here with a cup of tea and not be sent home.")
    field.resize(300, 200)
    field.show()
    qtbot.waitUntil(lambda: not field.edit.verticalScrollBar().isVisible())
    assert field.edit.verticalScrollBar().maximum() == 0
