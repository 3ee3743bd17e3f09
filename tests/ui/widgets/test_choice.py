"""One of a few, chosen by hand or by arrow keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QRadioButton, QVBoxLayout, QWidget

from pod_desktop.ui.widgets import Choice

WHEN = [("today", "Today"), ("tomorrow", "Tomorrow"), ("later", "Another day")]
_NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def when(qtbot) -> Choice:
    made = Choice(WHEN, "When do we meet?")
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_is_chosen_until_somebody_chooses(when: Choice):
    assert when.value() is None


def test_a_press_anywhere_on_an_option_chooses_it(qtbot, when: Choice):
    option = when.findChildren(QRadioButton)[1]
    with qtbot.waitSignal(when.chosen, timeout=1000) as told:
        qtbot.mouseClick(option, Qt.MouseButton.LeftButton, pos=option.rect().bottomRight() / 2)
    assert told.args == ["tomorrow"]
    assert when.value() == "tomorrow"


def test_arrow_keys_move_the_choice(qtbot, when: Choice):
    when.set_value("today")
    options = when.findChildren(QRadioButton)
    options[0].setFocus()
    with qtbot.waitSignal(when.chosen, timeout=1000):
        qtbot.keyClick(options[0], Qt.Key.Key_Right)
    assert when.value() == "tomorrow"


def test_setting_the_value_is_no_choosing(qtbot, when: Choice):
    with qtbot.assertNotEmitted(when.chosen):
        when.set_value("later")
        when.set_value(None)
    assert when.value() is None


def test_an_unknown_value_is_refused(when: Choice):
    with pytest.raises(KeyError):
        when.set_value("never")


def test_an_option_is_read_out_as_one_of_several(when: Choice):
    option = when.findChildren(QRadioButton)[0]
    read = QAccessible.queryAccessibleInterface(option)
    assert read.role() == QAccessible.Role.RadioButton
    assert read.text(QAccessible.Text.Name) == "Today"
    assert read.text(QAccessible.Text.Description) == "When do we meet?"


def test_options_wrap_where_there_is_little_room(when: Choice):
    when.resize(150, when.heightForWidth(150))
    options = when.findChildren(QRadioButton)
    assert len({option.y() for option in options}) > 1
    assert all(option.geometry().right() <= 150 for option in options)


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("given", [True, False])
def test_tab_comes_to_what_is_chosen_so_that_space_changes_nothing(qtbot, back: bool, given: bool):
    page = QWidget()
    qtbot.addWidget(page)
    before, choice, after = QLineEdit(), Choice(WHEN, "When?", value="today" if given else None), QLineEdit()
    rows = QVBoxLayout(page)
    for each in (before, choice, after):
        rows.addWidget(each)
    page.show()
    choice.set_value("tomorrow")
    (after if back else before).setFocus()
    chosen: list[str] = []

    def at() -> str:
        option = page.focusWidget()
        return option.text() if isinstance(option, QRadioButton) else ""

    choice.chosen.connect(chosen.append)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier if back else _NONE)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert (at(), choice.value(), chosen) == ("Tomorrow", "tomorrow", [])
    choice.set_value("later")
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert at() == "Another day"
    choice.set_value(None)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert at() == "Today"
