"""The cover hides everything at once and says nothing of what was there."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from pod_desktop.ui import theme
from pod_desktop.ui.cover import Cover
from pod_desktop.ui.widgets import IconButton, PrimaryButton, SecondaryButton
from pod_desktop.ui.widgets.buttons import PodButton


class Room(QMainWindow):
    """A window with something in it that is nobody else's business."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Ayesha")
        page = QWidget()
        column = QVBoxLayout(page)
        self.secret, self.hidden, self.field = QLabel("Ayesha’s words"), QLabel("not shown"), QLineEdit()
        for widget in (self.secret, self.hidden, self.field):
            column.addWidget(widget)
        self.hidden.hide()
        self.setCentralWidget(page)
        self.statusBar().showMessage("Ayesha")
        self.resize(800, 600)
        self.cover = Cover(self)


@pytest.fixture
def room(qtbot, qapp: QApplication) -> Room:
    theme.apply(qapp, theme.Scheme.LIGHT)
    made = Room()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.setFocus()
    return made


def test_nothing_of_the_window_can_be_seen_or_read_out(room: Room):
    room.cover.put_on()
    under = [w for w in room.findChildren(QWidget) if w.isVisible() and not room.cover.isAncestorOf(w)]
    assert under == []
    assert room.cover.isVisible()
    assert room.cover.geometry() == room.rect()
    assert room.cover.hasFocus()


def test_the_title_says_no_name(room: Room):
    room.cover.put_on()
    assert "Ayesha" not in room.windowTitle()
    room.cover.lift()
    assert room.windowTitle() == "Ayesha"


def test_lifting_shows_the_window_as_it_was(room: Room):
    room.cover.put_on()
    room.cover.lift()
    assert room.secret.isVisible()
    assert not room.hidden.isVisible()
    assert not room.cover.isVisible()
    assert room.field.hasFocus()


def test_a_second_press_of_the_key_changes_nothing(qtbot, room: Room):
    room.cover.put_on()
    with qtbot.assertNotEmitted(room.cover.lift_requested):
        room.cover.put_on()
        qtbot.keyClick(room.cover, Qt.Key.Key_F9)
        qtbot.keyClick(room.cover, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(room.cover, Qt.Key.Key_Shift)
    assert room.cover.is_on()


def test_a_key_or_a_tap_asks_to_lift(qtbot, room: Room):
    room.cover.put_on()
    with qtbot.waitSignal(room.cover.lift_requested, timeout=1000):
        qtbot.keyClick(room.cover, Qt.Key.Key_Space)
    with qtbot.waitSignal(room.cover.lift_requested, timeout=1000):
        qtbot.mouseClick(room.cover, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert room.cover.is_on()


def test_the_first_digit_typed_is_the_first_of_the_pin(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "4")
    qtbot.keyClicks(_entry(room), "711")
    with qtbot.waitSignal(room.cover.pin_given, timeout=1000) as told:
        qtbot.keyClick(_entry(room), Qt.Key.Key_Return)
    assert told.args == ["4711"]


def test_a_letter_that_brought_the_panel_is_no_part_of_the_pin(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "a")
    assert _entry(room).text() == ""


def test_a_pin_can_be_given_by_tapping_alone(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.mouseClick(room.cover, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    keys = {key.text(): key for key in room.cover.findChildren(SecondaryButton)}
    for digit in "4799":
        qtbot.mouseClick(keys[digit], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(_shown(room, IconButton), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(keys["1"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(room.cover.pin_given, timeout=1000) as told:
        qtbot.mouseClick(_shown(room, PrimaryButton), Qt.MouseButton.LeftButton)
    assert told.args == ["4791"]


def test_a_passphrase_is_taken_as_it_was_typed(qtbot, room: Room):
    room.cover.set_mode("passphrase")
    room.cover.put_on()
    qtbot.keyClick(room.cover, Qt.Key.Key_Space)
    qtbot.keyClicks(_entry(room), " four quiet words ")
    with qtbot.waitSignal(room.cover.passphrase_given, timeout=1000) as told:
        qtbot.keyClick(_entry(room), Qt.Key.Key_Return)
    assert told.args == [" four quiet words "]


def test_a_wrong_pin_is_said_in_a_sentence_and_can_be_typed_again(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "4")
    room.cover.refuse("That was not the PIN. Two more tries, then the passphrase.")
    entry = _entry(room)
    assert entry.text() == ""
    assert entry.accessibleDescription().startswith("That was not the PIN")


def test_after_three_tries_the_passphrase_is_asked_for_in_the_same_place(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "4")
    room.cover.set_mode("passphrase")
    assert _entry(room).accessibleName() == "Passphrase"
    assert _entry(room).text() == ""
    assert _entry(room).hasFocus()


def test_escape_goes_back_to_the_picture_and_forgets_what_was_typed(qtbot, room: Room):
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "4")
    entry = _entry(room)
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert not entry.isVisible()
    assert entry.text() == ""
    assert room.cover.hasFocus()


def test_an_open_question_is_left_as_with_escape(qtbot, room: Room):
    question = QDialog(room)
    qtbot.addWidget(question)
    question.open()
    with qtbot.waitSignal(question.rejected, timeout=1000):
        room.cover.put_on()
    assert not question.isVisible()


def test_what_the_program_adds_meanwhile_stays_under_the_cover(room: Room):
    room.cover.put_on()
    late = QLabel("Ayesha again", room)
    late.setGeometry(room.rect())
    late.show()
    QApplication.processEvents()
    assert room.childAt(20, 20) is room.cover


def test_the_cover_grows_with_the_window(room: Room):
    room.cover.put_on()
    room.resize(1000, 700)
    assert room.cover.geometry() == room.rect()


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_the_panel_has_room_on_the_smallest_screen_and_at_two_hundred_percent(
    qtbot, room: Room, size: tuple[int, int]
):
    room.resize(*size)
    room.cover.set_mode("pin")
    room.cover.put_on()
    qtbot.keyClick(room.cover, "4")
    room.cover.refuse("That was not the PIN. Two more tries, then the passphrase.")
    QApplication.processEvents()
    for part in room.cover.findChildren(QWidget):
        if part.isVisible():
            corner = part.mapTo(room.cover, QPoint(0, 0))
            assert room.cover.rect().contains(corner)
            assert room.cover.rect().contains(part.mapTo(room.cover, part.rect().bottomRight()))
    shown = [key for key in room.cover.findChildren(PodButton) if key.isVisible()]
    assert min(key.height() for key in shown) >= 48
    places = [QRect(key.mapTo(room.cover, QPoint(0, 0)), key.size()) for key in shown]
    assert [(a, b) for a, b in combinations(places, 2) if a.intersects(b)] == []


def test_a_picture_is_painted_over_the_whole_cover(room: Room):
    room.cover.put_on()
    image = room.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, 800, 40) for y in range(0, 600, 40)}
    assert len(colours) > 12
    assert image.pixelColor(2, 2).name() != theme.palette().paper.lower()


def _entry(room: Room) -> QLineEdit:
    return next(edit for edit in room.cover.findChildren(QLineEdit) if edit.isVisible())


def _shown(room: Room, kind: type[QWidget]) -> QWidget:
    return next(widget for widget in room.cover.findChildren(kind) if widget.isVisible())
