import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.ui.shared_view.window import SharedWindow


@pytest.fixture
def page(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    page = QWidget()
    QVBoxLayout(window).addWidget(page)
    window.show()
    yield page
    window.close()


def test_what_is_shown_to_everybody_is_covered_while_the_page_cannot_be_seen(page):
    shared = SharedWindow(page, QLabel("what everybody sees"), "Zoe’s network")
    shared.show_to_everybody()
    covered = [shared.is_covered]
    for visible in (False, True):
        page.setVisible(visible)
        covered.append(shared.is_covered)
    assert covered == [False, True, False]


def test_it_opens_covered_where_the_page_is_hidden_already(page):
    page.hide()
    shared = SharedWindow(page, QLabel("what everybody sees"), "Zoe’s network")
    shared.show_to_everybody()
    assert shared.is_covered


def test_it_goes_with_its_page(page):
    shared = SharedWindow(page, QLabel("what everybody sees"), "Zoe’s network")
    shared.show_to_everybody()
    page.setParent(None)
    page.deleteLater()
    QTest.qWait(0)
    assert not isValid(shared)


def test_escape_closes_it_and_f11_makes_it_small_and_large_again(page):
    shared = SharedWindow(page, QLabel("what everybody sees"), "Zoe’s network")
    shared.show_to_everybody()
    assert shared.isFullScreen()
    QTest.keyClick(shared, Qt.Key.Key_F11)
    assert shared.isVisible()
    assert not shared.isFullScreen()
    QTest.keyClick(shared, Qt.Key.Key_F11)
    assert shared.isFullScreen()
    QTest.keyClick(shared, Qt.Key.Key_Escape)
    assert not shared.isVisible()
    shared.show_to_everybody()
    assert shared.isVisible()
