"""What becomes of the turn log: each choice in one sentence, so that the room can hear what it chooses."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.log_views import ChosenElsewhere, LogView
from pod_desktop.domain.turns import LogChoice
from pod_desktop.ui.meeting.log_words import choice_name, elsewhere_words
from pod_desktop.ui.team_folder.listing import listed
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
        self._elsewhere = Sentence()
        self._column.addWidget(self._elsewhere)
        self._explained: dict[LogChoice, Quiet] = {}
        for kind in LogChoice:
            self._explained[kind] = Quiet(self._explanation(kind))
            self._column.addWidget(self._explained[kind])
        self._how_long = Quiet()
        self._column.addWidget(self._how_long)

    def offer(self, log: LogView, value: str = "", *, is_last: bool = False) -> None:
        """What can be chosen and why not all of it, and what was; `is_last`: the ten minutes have passed."""
        offered = log.choices
        self._elsewhere.setText(self._why_not_all(offered, log.elsewhere))
        self._elsewhere.setVisible(bool(self._elsewhere.text()))
        self._how_long.setText(self._how_long_words(offered, is_last=is_last))
        kinds = tuple(kind for kind in LogChoice if kind in offered)
        if kinds != self._offered:
            self._offered = kinds
            if self.choice is not None:
                self.choice.hide()
                self.choice.deleteLater()
            options = [(str(kind), choice_name(kind)) for kind in kinds]
            self.choice = Choice(options, self.tr("Turn log"), meeting=self._meeting)
            self.choice.chosen.connect(self.chosen)
            self._column.insertWidget(2, self.choice)
        for kind, words in self._explained.items():
            words.setVisible(kind in kinds)
        if self.choice is not None:
            self.choice.show_stored(value)

    def value(self) -> str:
        """A domain.turns.LogChoice, or "" while nothing is chosen."""
        return (self.choice.value() or "") if self.choice is not None else ""

    def _how_long_words(self, offered: Collection[str], *, is_last: bool) -> str:
        if is_last:
            return self.tr("The ten minutes after closing have passed, so what is chosen now holds.")
        if len(offered) == len(LogChoice):
            return self.tr("For ten minutes after closing, the room can choose again.")
        if len(offered) > 1:
            return self.tr("For ten minutes after closing, the room can choose again between these.")
        return ""

    def _why_not_all(self, offered: Collection[str], elsewhere: ChosenElsewhere | None) -> str:
        said = [elsewhere_words(elsewhere)] if elsewhere is not None else []
        left_out = [choice_name(kind) for kind in LogChoice if kind not in offered]
        if elsewhere is not None and elsewhere.choice != LogChoice.KEEP:
            said.append(
                self.tr("The stricter choice holds, so {choices} cannot be chosen here.").format(
                    choices=listed(left_out)
                )
            )
        elif left_out:
            said.append(
                self.tr("Seven days have passed without the room, so {choices} cannot be chosen.").format(
                    choices=listed(left_out)
                )
            )
        return " ".join(said)

    def _explanation(self, kind: LogChoice) -> str:
        return {
            LogChoice.KEEP: self.tr("Keep: who spoke when, and words that were written down, stay."),
            LogChoice.TOTALS: self.tr(
                "Totals only: how often and how long each person spoke stays; words and order are destroyed."
            ),
            LogChoice.DISCARD: self.tr("Discard: all of the turn log is destroyed."),
        }[kind]
