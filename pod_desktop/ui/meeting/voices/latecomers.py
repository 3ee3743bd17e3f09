"""Somebody came in later: ask them too, quietly, while the log goes on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from pod_desktop.domain.log_views import LiveView
from pod_desktop.domain.views import (
    AttendanceView,
)
from pod_desktop.ui.widgets import PersonBadge, SecondaryButton, Sentence


class AskLatecomer(QFrame):
    """One line with a yes and a no for whoever was not asked yet."""

    answered = Signal(str, str)
    """The attendance, and "yes" or "no"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: AttendanceView | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._badge = PersonBadge("", 0, size=36)
        self._words = Sentence()
        self.yes = SecondaryButton(self.tr("Yes"), meeting=True)
        self.no = SecondaryButton(self.tr("No"), meeting=True)
        row.addWidget(self._badge)
        row.addWidget(self._words, 1)
        for button, answer in ((self.yes, "yes"), (self.no, "no")):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on, answer=answer: self._answer(answer))
            row.addWidget(button)

    @property
    def asks(self) -> bool:
        """Whether there is somebody to ask."""
        return self._asked is not None

    def refresh(self, live: LiveView) -> None:
        """Who is still to be asked."""
        self._asked = live.to_ask[0] if live.to_ask else None
        if self._asked is not None:
            name = self._asked.who.name
            sentence = self.tr("{name} came in. May we note when they speak?").format(name=name)
            self._badge.set_person(name, self._asked.who.hue)
            self._words.setText(sentence)
            self.setAccessibleName(sentence)
            self.yes.setAccessibleName(self.tr("{name}: yes").format(name=name))
            self.no.setAccessibleName(self.tr("{name}: no").format(name=name))

    def _answer(self, answer: str) -> None:
        if self._asked is not None:
            self.answered.emit(self._asked.id, answer)
