"""How large text is and which colours there are, on this laptop.

show_preferences(window, habits)      opens it over the window
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.durable_files import CannotStore
from pod_desktop.settings import Scheme
from pod_desktop.ui import theme
from pod_desktop.ui.habits import Habits
from pod_desktop.ui.widgets import Choice, Heading, Notice, PrimaryButton, Quiet

_SIZES = (1.0, 1.25, 1.5, 2.0)


class Preferences(QDialog):
    """What is chosen is seen at once, and kept. Esc closes it."""

    def __init__(self, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self.setWindowTitle(self.tr("Text and colours"))
        self._said = Notice("")
        self._said.hide()
        self.text_size = Choice(
            [(f"{size:g}", f"{size:.0%}") for size in _SIZES], self.tr("Size of all text")
        )
        self.text_size.chosen.connect(self._choose_size)
        self.scheme = Choice(
            [
                (Scheme.SYSTEM, self.tr("As the system")),
                (Scheme.LIGHT, self.tr("Light")),
                (Scheme.DARK, self.tr("Dark")),
            ],
            self.tr("Colours"),
        )
        self.scheme.chosen.connect(self._choose_scheme)
        close = PrimaryButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("Text and colours"), 2))
        for name, choice in (
            (self.tr("Size of all text"), self.text_size),
            (self.tr("Colours"), self.scheme),
        ):
            column.addWidget(Quiet(name))
            column.addWidget(choice)
        column.addWidget(self._said)
        row = QHBoxLayout()
        row.addWidget(close)
        row.addStretch(1)
        column.addLayout(row)
        look = _look()
        self.text_size.set_value(f"{look.text_scale:g}" if look.text_scale in _SIZES else None)
        self.scheme.set_value(look.scheme)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """Why something could not be kept; "" where all could."""
        return "" if self._said.isHidden() else self._said.accessibleName()

    def _choose_size(self, value: str) -> None:
        _look().set_text_scale(float(value))
        QTimer.singleShot(0, self._fit)  # once everything in it has its new font
        self._keep(lambda: self._habits.set_text_scale(float(value)))

    def _fit(self) -> None:
        """As wide as one line of choices, where the window has so much, and as high as it needs then."""
        column, over = self.layout(), self.parentWidget()
        if column is not None:
            width = max(self.width(), column.sizeHint().width())
            width = min(width, over.width()) if over is not None else width
            self.resize(width, max(self.height(), column.totalHeightForWidth(width)))

    def _choose_scheme(self, value: str) -> None:
        _look().set_scheme(Scheme(value))
        self._keep(lambda: self._habits.set_scheme(Scheme(value)))

    def _keep(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except CannotStore as error:
            self._said.set_sentence(self.tr("It holds until the program locks. {why}").format(why=error))
            self._said.show()


def _look() -> theme.Theme:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - there is no widget without one
    found = application.findChild(theme.Theme)
    return found if isinstance(found, theme.Theme) else theme.apply(application)


def show_preferences(window: QWidget, habits: Habits) -> Preferences:
    """Opens it over the window; what is half typed there stays."""
    shown = Preferences(habits, window)
    shown.finished.connect(shown.deleteLater)
    shown.open()
    return shown
