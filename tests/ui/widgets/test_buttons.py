"""Buttons are large enough, are pressed by keys, and their icons follow the palette."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pod_desktop.ui import assets, theme
from pod_desktop.ui.meeting.pressable import Pressable
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    IconButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    ToggleChip,
    buttons,
)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize(("meeting", "least"), [(False, 32), (True, 48)])
def test_everything_to_touch_is_large_enough(
    qtbot, look: theme.Theme, meeting: bool, least: int, scale: float
):
    look.set_text_scale(scale)
    sheet = QWidget()
    qtbot.addWidget(sheet)
    row = FlowLayout(sheet)
    for each in (
        PrimaryButton("Begin", "play", meeting=meeting),
        SecondaryButton("Plan", meeting=meeting),
        QuietButton("Later", meeting=meeting),
        IconButton("undo-2", "Undo", meeting=meeting),
        ToggleChip("Sam", meeting=meeting),
        ToggleChip("Sam", 2, checked=True, meeting=meeting),
    ):
        row.addWidget(each)
    sheet.resize(900, 200)
    sheet.show()
    sizes = [(type(b).__name__, b.width(), b.height()) for b in sheet.findChildren(QWidget)]
    look.set_text_scale(1.0)
    assert [size for size in sizes if min(size[1:]) < least] == []


def test_as_meeting_makes_what_is_inside_large(qtbot):
    sheet = QWidget()
    qtbot.addWidget(sheet)
    row = FlowLayout(sheet)
    button = SecondaryButton("Leave open")
    row.addWidget(button)
    before = button.fontInfo().pointSizeF()
    theme.as_meeting(sheet)
    sheet.resize(400, 100)
    sheet.show()
    assert button.height() >= 48
    assert button.fontInfo().pointSizeF() >= 14 > before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_a_button(qtbot, key: Qt.Key):
    button = SecondaryButton("Plan")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        qtbot.keyClick(button, key)


def test_a_button_with_an_icon_alone_has_a_name_to_read_out(qtbot):
    button = IconButton("undo-2", "Undo the last tap")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Undo the last tap"
    button.set_name("Nothing to undo")
    assert button.accessibleName() == "Nothing to undo"


def test_an_icon_changes_with_the_palette(qtbot, look: theme.Theme):
    button = PrimaryButton("Begin", "play")
    qtbot.addWidget(button)
    button.show()
    by_day = button.icon().pixmap(20, 20).toImage()
    look.set_scheme(theme.Scheme.DARK)
    by_night = button.icon().pixmap(20, 20).toImage()
    look.set_scheme(theme.Scheme.LIGHT)
    assert by_day != by_night


def test_a_chip_is_switched_by_the_keyboard_and_shows_it_by_more_than_colour(qtbot):
    chip = ToggleChip("Interpreter")
    qtbot.addWidget(chip)
    chip.show()
    off = chip.icon().pixmap(20, 20).toImage()
    with qtbot.waitSignal(chip.toggled, timeout=1000) as told:
        qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert told.args == [True]
    assert chip.icon().pixmap(20, 20).toImage() != off


def test_an_icon_that_is_shown_already_is_not_drawn_again(qtbot, monkeypatch):
    drawn: list[str] = []

    def icon(name: str, *_looks: object) -> QIcon:
        drawn.append(name)
        return QIcon()

    monkeypatch.setattr(buttons, "_kept", {})
    monkeypatch.setattr(assets, "icon", icon)
    sheet = QWidget()
    qtbot.addWidget(sheet)
    row = FlowLayout(sheet)
    for _like_the_other in range(2):
        button = QuietButton("Later", "play")
        row.addWidget(button)
        sheet.show()
        button.set_icon("undo-2")
    assert drawn == ["play", "undo-2"]


def test_the_icons_that_are_kept_do_not_grow_without_end(qtbot, monkeypatch):
    monkeypatch.setattr(buttons, "_kept", {})
    monkeypatch.setattr(buttons, "_MOST_KEPT", 2)
    button = QuietButton("Later", "play")
    qtbot.addWidget(button)
    for name in ("undo-2", "check", "plus", "x"):
        button.set_icon(name)
    assert len(buttons._kept) <= 2


@pytest.fixture(
    params=[
        lambda: SecondaryButton("Back"),
        lambda: QuietButton("Back"),
        lambda: ToggleChip("Back"),
        Pressable,
        lambda: Choice([("back", "Back")], "Yes"),
    ],
    ids=["secondary", "quiet", "chip", "pressable", "choice"],
)
def swapped(qtbot, request):
    """A button that goes when it is pressed, and of each kind another one that comes in its place."""
    sheet = QWidget()
    qtbot.addWidget(sheet)
    first = SecondaryButton("Zoe says yes")
    comes = request.param()
    done = []
    for each in (first, comes):
        each.setParent(sheet)
        each.setGeometry(0, 0, 240, 48)
    comes.hide()
    for pressed in (lambda: done.append("yes"), first.hide, comes.show):
        first.clicked.connect(pressed)
    (comes.chosen if isinstance(comes, Choice) else comes.clicked).connect(lambda *_: done.append("back"))
    sheet.resize(300, 100)
    with qtbot.waitExposed(sheet):
        sheet.show()
    return sheet, comes, done


def test_a_double_click_does_not_press_what_came_in_its_place(swapped):
    sheet, _comes, done = swapped
    QTest.mouseDClick(sheet.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert done == ["yes"]


def test_what_came_in_its_place_is_pressed_by_a_click_of_its_own(swapped):
    sheet, _comes, done = swapped
    for _ in range(2):
        QTest.mouseClick(sheet.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert done == ["yes", "back"]


def test_two_quick_presses_on_one_button_are_two(qtbot):
    button = SecondaryButton("Undo")
    qtbot.addWidget(button)
    done = []
    button.clicked.connect(lambda: done.append("undo"))
    with qtbot.waitExposed(button):
        button.show()
    QTest.mouseDClick(button.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert done == ["undo", "undo"]


@pytest.mark.parametrize("made", [PrimaryButton, SecondaryButton, QuietButton, ToggleChip])
def test_an_ampersand_shows_as_it_was_typed_and_is_no_key(qtbot, made):
    button = made("Tom & Jerry")
    qtbot.addWidget(button)
    assert button.text() == "Tom & Jerry"
    assert button.shortcut().isEmpty()
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Tom & Jerry"
    button.setText("Ann & Bo & Cy")
    assert button.text() == "Ann & Bo & Cy"
    assert button.shortcut().isEmpty()


def test_an_ampersand_in_an_option_is_no_key_either(qtbot):
    choice = Choice([("one", "Only from Tom & Jerry"), ("other", "Other")], "Which way?")
    qtbot.addWidget(choice)
    option = choice._options["one"]
    assert option.text() == "Only from Tom & Jerry"
    assert option.shortcut().isEmpty()
    choice.set_label("one", "Only to Ann & Bo")
    assert option.text() == "Only to Ann & Bo"
