"""More about one of the last turns, in their place: who spoke, whose words, its marks and its topic.

Below stands what whoever’s words they are may ask for.

What is chosen is stored at once, and undone like a tap. Meanwhile all keys and faces of the table say what
they always do.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.marks import Mark
from pod_desktop.domain.views import Someone
from pod_desktop.services import second_taps
from pod_desktop.services.live_log import LiveLog
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.turn_aspects import Aspect, Offered, TurnAspects
from pod_desktop.ui.meeting.voices.own_words_of_turn import OwnWordsOfTurn
from pod_desktop.ui.meeting.voices.second_taps import KEYS
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets.own_press import came_by_press

_LEAST = theme.TARGET_MEETING + 24
"""Its heading is that much higher than the one of the last turns."""


class TurnDetails(QScrollArea):
    """The turn that was chosen for more, as long as it is there."""

    closed = Signal()

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self.turn: TurnView | None = None
        self.aspects = TurnAspects(has_back=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_LEAST)
        self.own_words = OwnWordsOfTurn(sitting)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.aspects)
        column.addWidget(self.own_words)
        column.addStretch(1)
        self.setWidget(sheet)
        self._sheet = sheet
        self.aspects.left.connect(self.close_turn)
        self.own_words.left.connect(self.close_turn)
        self.aspects.chosen.connect(self._say)
        self.aspects.turned.connect(self._turned)

    @override
    def sizeHint(self) -> QSize:
        """Little: what is chosen here takes no room from what is being typed, nor from the table."""
        return QSize(super().sizeHint().width(), _LEAST)

    def go_back(self) -> None:
        """From a choice to the rows, from these to the last turns."""
        if self.aspects.open_choice is not None:
            self.aspects.close_choice()
        else:
            self.close_turn()

    def open_turn(self, turn: TurnView) -> None:
        """More about this turn."""
        self.turn = turn
        self.aspects.close_choice()
        self.refresh()

    def close_turn(self) -> None:
        """Back to the last turns."""
        self.turn = None
        self.closed.emit()

    def refresh(self) -> None:
        """The turn as it is now. One that was taken back is not shown any more."""
        if self.turn is None:
            return
        live = self._sitting.live
        turn = next((each for each in live.last if each.id == self.turn.id), None)
        turn = turn or self._sitting.turn_now(self.turn.id)
        if turn is None:
            self.close_turn()
            return
        self.turn = turn
        people = {stay.who.id: stay.who for stay in live.stays}
        voices = tuple(voice.who for voice in live.voices)
        self.aspects.offer(Offered(tuple(people.values()), voices, self._sitting.topics()))
        self.aspects.set_turn(turn)
        self.own_words.set_turn(turn)
        self.own_words.setVisible(self.own_words.is_asked_for() and self.aspects.open_choice is None)
        newest = next(iter(live.last), None)
        keys = KEYS if newest is not None and newest.id == turn.id else {}
        asked = {Aspect(each.value): key for each, key in keys.items()}
        if turn.speaker is not None:
            asked.pop(Aspect.SPEAKER, None)  # that key asks about whoever has no name yet
        self.aspects.set_keys(asked)

    def _turned(self) -> None:
        """What came is seen from its beginning, and nothing else stands below a question."""
        choice = self.aspects.open_choice
        self.own_words.setHidden(choice is not None or not self.own_words.is_asked_for())
        if (column := self._sheet.layout()) is not None:
            column.activate()
        came_by_press(self._sheet)
        at = QApplication.focusWidget()
        self.verticalScrollBar().setValue(0)
        if choice is None and at is not None and self._sheet.isAncestorOf(at):
            self.ensureWidgetVisible(at, 0, 4)

    def _say(self, aspect: Aspect, value: EntityId | None) -> None:
        turn = self.turn
        if turn is None:
            return
        who = self._someone(turn, value)
        if aspect is Aspect.VOICE_OF:
            self._sitting.says_words_of(turn, who)
        else:
            self._sitting.say_of(lambda log: _say(log, turn.id, aspect, who, value))

    def _someone(self, turn: TurnView, id_: EntityId | None) -> Someone | None:
        live = self._sitting.live
        known = [*(stay.who for stay in live.stays), *(voice.who for voice in live.voices), turn.voice_of]
        return next((each for each in known if each is not None and each.id == id_), None)


def _say(
    log: LiveLog, turn_id: EntityId, aspect: Aspect, who: Someone | None, topic_id: EntityId | None
) -> None:
    if aspect is Aspect.SPEAKER:
        second_taps.name_speaker(log, turn_id, who)
    elif aspect is Aspect.TOPIC:
        second_taps.about(log, turn_id, topic_id)
    else:
        second_taps.mark(log, turn_id, Mark(aspect.value), who)
