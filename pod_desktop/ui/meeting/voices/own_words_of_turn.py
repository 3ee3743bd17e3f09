"""What whoever’s words a turn has may ask for: that they are not theirs, or that none of theirs be noted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.log_views import TurnView
from pod_desktop.ui.meeting.left_out_part import what_happens
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets import SecondaryButton, ToggleChip
from pod_desktop.ui.widgets.as_typed import plain_tip


class OwnWordsOfTurn(QWidget):
    """One press each; another one on the latter, or undo, takes it back."""

    not_theirs_chosen = Signal(object)
    """The turn (a TurnView): what was noted is not what was said."""
    left = Signal()
    """Escape."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._turn: TurnView | None = None
        self.not_theirs = SecondaryButton("", "quote", meeting=True)
        self.leave_out = ToggleChip("", meeting=True)
        self.leave_out.setToolTip(plain_tip(what_happens(closed=False)))
        self.leave_out.setAccessibleDescription(what_happens(closed=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for button in (self.not_theirs, self.leave_out):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            column.addWidget(button)
        self.not_theirs.clicked.connect(lambda: self.not_theirs_chosen.emit(self._turn))
        self.leave_out.clicked.connect(lambda on: self._leave_out(sitting, on))

    def set_turn(self, turn: TurnView) -> None:
        """Shows what may be asked for at this turn."""
        self._turn = turn
        whose = turn.voice_of or turn.speaker
        if whose is None:
            return
        name = whose.name.replace("&", "&&")
        self.not_theirs.setText(self.tr("{name}: “Not my words”").format(name=name))
        self.not_theirs.setVisible(bool(turn.words))
        self.leave_out.setText(self.tr("Leave out all words of {name}").format(name=name))
        self.leave_out.setChecked(turn.left_out)

    def is_asked_for(self) -> bool:
        """Whether the turn is anybody’s who may ask for something."""
        return self._turn is not None and (self._turn.voice_of or self._turn.speaker) is not None

    def tab_order(self) -> list[QWidget]:
        """What stands here, as it is read."""
        return [self.not_theirs, self.leave_out]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _leave_out(self, sitting: Sitting, on: bool) -> None:
        whose = (self._turn.voice_of or self._turn.speaker) if self._turn is not None else None
        if whose is not None:
            sitting.leave_out(whose.id, on)
