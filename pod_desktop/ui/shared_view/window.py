"""A second window for the room. What it shows is put into it by the page whose thing it is.

    shared = SharedWindow(page, content, "Zoe’s network")
    shared.show_to_everybody()

It lives as long as the page, and shows a neutral picture while the page cannot be seen: the cover hides the
page, so it hides this, too. Another record cannot come into it.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.cover import CoverPicture
from pod_desktop.ui.widgets import Heading


class SharedWindow(QWidget):
    """Large type, nothing to press. Esc closes it, F11 makes it as large as the screen and small again."""

    def __init__(self, page: QWidget, content: QWidget, title: str) -> None:
        super().__init__(page, Qt.WindowType.Window)
        self._page = page
        self.setWindowTitle(self.tr("POD Desktop"))
        self.setAccessibleName(title)
        self.setMinimumSize(480, 360)
        self._shown = shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(24, 16, 24, 16)
        heading = Heading(title, 1)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        column.addWidget(content, 1)
        self._picture = CoverPicture()
        self._layers = QStackedLayout(self)
        self._layers.addWidget(shown)
        self._layers.addWidget(self._picture)
        theme.as_meeting(self)
        page.installEventFilter(self)

    @property
    def is_covered(self) -> bool:
        """Whether only the picture can be seen."""
        return self._layers.currentWidget() is self._picture

    def show_to_everybody(self) -> None:
        """On the other screen where there is one; else over this one, until Esc."""
        here = self._page.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        self._follow_page()
        # Beside the page the keyboard stays with who writes and taps; over it, it has to be closed by keys.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, bool(others))
        if others:
            self.setGeometry(others[0].availableGeometry())
        self.showFullScreen()
        if not others:
            self.activateWindow()

    def _follow_page(self) -> None:
        self._layers.setCurrentWidget(self._shown if self._page.isVisible() else self._picture)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._follow_page()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._page.window().activateWindow()
