"""What becomes of the turn log: each choice in one sentence, so that the room can hear what it chooses."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.turns import LogChoice
from pod_desktop.ui.widgets import Choice, Quiet, Sentence


class LogChoicePart(QWidget):
    """Keep, totals only or discard; nothing is chosen until the room has chosen."""

    chosen = Signal(str)

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self._meeting = meeting
        self._offered: tuple[LogChoice, ...] = ()
        self.choice: Choice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(Sentence(self.tr("What should become of the turn log? The room chooses.")))
        self._explained: dict[LogChoice, Quiet] = {}
        for kind in LogChoice:
            self._explained[kind] = Quiet(self._explanation(kind))
            self._column.addWidget(self._explained[kind])
        self._how_long = Quiet()
        self._column.addWidget(self._how_long)

    def offer(self, offered: Collection[str], value: str = "", *, is_last: bool = False) -> None:
        """Which can be chosen, and what was; `is_last` where the ten minutes have passed."""
        self._how_long.setText(
            self.tr("The ten minutes after closing have passed, so what is chosen now holds.")
            if is_last
            else self.tr("For ten minutes after closing, the room can choose again.")
        )
        kinds = tuple(kind for kind in LogChoice if kind in offered)
        if kinds != self._offered:
            self._offered = kinds
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            options = [(str(kind), self._label(kind)) for kind in kinds]
            self.choice = Choice(options, self.tr("Turn log"), meeting=self._meeting)
            self.choice.chosen.connect(self.chosen)
            self._column.insertWidget(1, self.choice)
        for kind, words in self._explained.items():
            words.setVisible(kind in kinds)
        if self.choice is not None:
            self.choice.set_value(value or None)

    def value(self) -> str:
        """A domain.turns.LogChoice, or "" while nothing is chosen."""
        return (self.choice.value() or "") if self.choice is not None else ""

    def _label(self, kind: LogChoice) -> str:
        return {
            LogChoice.KEEP: self.tr("Keep"),
            LogChoice.TOTALS: self.tr("Totals only"),
            LogChoice.DISCARD: self.tr("Discard"),
        }[kind]

    def _explanation(self, kind: LogChoice) -> str:
        return {
            LogChoice.KEEP: self.tr("Keep: who spoke when, and words that were written down, stay."),
            LogChoice.TOTALS: self.tr(
                "Totals only: how often and how long each person spoke stays; words and order are destroyed."
            ),
            LogChoice.DISCARD: self.tr("Discard: all of the turn log is destroyed."),
        }[kind]
