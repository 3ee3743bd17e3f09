"""The keyboard's place is always seen."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pod_desktop.ui import theme
from pod_desktop.ui.focus_ring import FocusRing


@pytest.fixture
def ring(qapp: QApplication) -> FocusRing:
    theme.apply(qapp, theme.Scheme.LIGHT)
    found = qapp.findChild(FocusRing)
    assert isinstance(found, FocusRing)
    return found


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for widget in (QPushButton("One"), QLineEdit(), QPushButton("Two")):
        column.addWidget(widget)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_tab_brings_the_ring(qtbot, ring: FocusRing, window: QWidget):
    one, two = window.findChildren(QPushButton)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is one
    qtbot.keyClick(one, Qt.Key.Key_Tab)
    assert ring.around() is None  # a field shows it by its frame
    two.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is two


def test_a_widget_that_shows_the_focus_itself_has_no_ring(ring: FocusRing, window: QWidget):
    one, two = window.findChildren(QPushButton)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    two.setProperty("own_focus", True)
    two.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is None


def test_a_press_of_the_mouse_brings_no_ring(qtbot, ring: FocusRing, window: QWidget):
    one, two = window.findChildren(QPushButton)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.mousePress(two, Qt.MouseButton.LeftButton)
    assert two.hasFocus()
    assert ring.around() is None
    qtbot.mouseRelease(two, Qt.MouseButton.LeftButton)


def test_the_ring_goes_with_what_it_is_round(ring: FocusRing, window: QWidget):
    one, two = window.findChildren(QPushButton)
    one.setFocus(Qt.FocusReason.TabFocusReason)
    before = _place(ring)
    assert before.contains(one.geometry())
    window.resize(window.width() + 100, window.height() + 60)
    assert _place(ring) != before
    assert _place(ring).contains(one.geometry())
    one.hide()
    assert ring.around() is two  # where the keyboard went, past the field (ui/left_keyboard)


def test_the_ring_is_cut_where_a_scroll_area_ends(qtbot, ring: FocusRing):
    window, area, inner = QWidget(), QScrollArea(), QWidget()
    inner.resize(300, 900)
    low = QPushButton("Low", inner)
    low.setGeometry(20, 300, 100, 32)
    area.setWidget(inner)
    area.setFixedSize(320, 200)
    column = QVBoxLayout(window)
    column.addWidget(area)
    column.addSpacing(400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    low.setFocus(Qt.FocusReason.TabFocusReason)
    area.verticalScrollBar().setValue(0)
    assert ring.around() is None
    area.verticalScrollBar().setValue(120)
    assert ring.around() is low
    end = area.viewport().mapTo(window, area.viewport().rect().bottomLeft()).y()
    assert _place(ring).bottom() <= end < low.mapTo(window, low.rect().bottomLeft()).y()


def test_the_ring_outlives_its_window(qtbot, ring: FocusRing, window: QWidget):
    other = QWidget()
    button = QPushButton("Other", other)
    qtbot.addWidget(other)
    window.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is button
    other.close()
    assert ring.around() is None


def _place(ring: FocusRing) -> QRect:
    assert ring._ring is not None
    return ring._ring.geometry()
