"""What a system expects of any program: About, Quit, a menu bar on macOS.

    ProgramMenu(window)       made once, for the one window of the program

On macOS there is a menu bar, with About, Preferences and Quit in the menu that has the program's name.
Elsewhere there is none: About is F1, Preferences Ctrl+comma, both stand below Keeping safe.
"""

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from typing_extensions import override

from pod_desktop.ui.about import show_about
from pod_desktop.ui.main_window import MainWindow

ON_MACOS = sys.platform == "darwin"


class ProgramMenu(QObject):
    """Every end goes through closing the window, which stores what is half typed and asks nothing."""

    def __init__(self, window: MainWindow, *, on_macos: bool = ON_MACOS) -> None:
        super().__init__(window)
        self.window, self._on_macos = window, on_macos
        self.about = self._action(self.tr("About POD Desktop"), QAction.MenuRole.AboutRole)
        self.about.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.about.triggered.connect(self.show_about)
        window.addAction(self.about)
        self.quit = self._action(self.tr("Quit POD Desktop"), QAction.MenuRole.QuitRole)
        self.quit.triggered.connect(window.close)
        self.preferences = self._action(self.tr("Text and colours…"), QAction.MenuRole.PreferencesRole)
        self.preferences.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Comma))
        self.preferences.triggered.connect(self.show_preferences)
        window.addAction(self.preferences)
        self.bar: QMenuBar | None = self._menu_bar() if on_macos else None
        application = QApplication.instance()
        if application is not None and on_macos:
            application.installEventFilter(self)

    def show_about(self) -> None:
        """Not over the cover, nor over a question: that one waits for its answer."""
        if self._may_open():
            show_about(self.window)

    def show_preferences(self) -> None:
        """The same; while locked nothing could be kept."""
        habits = self.window.habits
        if habits is not None and self._may_open():
            from pod_desktop.ui.preferences import show_preferences

            show_preferences(self.window, habits)

    def _may_open(self) -> bool:
        return not self.window.cover_screen.is_on() and QApplication.activeModalWidget() is None

    def _action(self, name: str, role: QAction.MenuRole) -> QAction:
        action = QAction(name, self)
        action.setMenuRole(role)
        return action

    def _menu_bar(self) -> QMenuBar:
        """A menu bar of the whole program, so that it is there with the shared view, too."""
        bar = QMenuBar()
        bar.setNativeMenuBar(self._on_macos)
        self.quit.setShortcut(QKeySequence.StandardKey.Quit)
        menu = bar.addMenu(self.tr("Window"))
        menu.addAction(self.about)  # the system moves these three into the menu with the program's name
        menu.addAction(self.preferences)
        menu.addAction(self.quit)
        minimise = self._action(self.tr("Minimise"), QAction.MenuRole.NoRole)
        minimise.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_M))
        minimise.triggered.connect(self.window.showMinimized)
        close = self._action(self.tr("Close"), QAction.MenuRole.NoRole)
        close.setShortcut(QKeySequence.StandardKey.Close)
        close.triggered.connect(self._close_active)
        menu.addAction(minimise)
        menu.addAction(close)
        return bar

    def _close_active(self) -> None:
        """The window in front: the shared view, or the program's own."""
        (QApplication.activeWindow() or self.window).close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationActivate and self._is_out_of_sight():
            self.window.come_to_front()  # a press on the Dock
        return super().eventFilter(watched, event)

    def _is_out_of_sight(self) -> bool:
        return self.window.isMinimized() and not any(
            each.isWindow() and each.isVisible() and not each.isMinimized()
            for each in self.window.findChildren(QWidget)
        )
