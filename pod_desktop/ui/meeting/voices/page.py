"""The running log on one page: the table, the buttons, the words, the last turns."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import AgreementState, SpanKind
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.meeting.voices.another_key import AnotherKey
from pod_desktop.ui.meeting.voices.held_keys import HeldKeys
from pod_desktop.ui.meeting.voices.keys_menu import KeysMenu
from pod_desktop.ui.meeting.voices.latecomers import AskLatecomer
from pod_desktop.ui.meeting.voices.one_line import OneLine
from pod_desktop.ui.meeting.voices.recent import RecentTurns
from pod_desktop.ui.meeting.voices.restart import OfferBack
from pod_desktop.ui.meeting.voices.second_taps import before_whom, in_short, question, told
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.meeting.voices.states import States
from pod_desktop.ui.meeting.voices.table import RoundTable
from pod_desktop.ui.meeting.voices.words import WordsOfTurns
from pod_desktop.ui.widgets import Notice, Quiet, QuietButton


class TablePage(QScrollArea):
    """Everything for the running log. It scrolls down where there is little room, never sideways."""

    agreement_requested = Signal()
    """Somebody would like to see, or change, who agreed."""
    key_typed = Signal(str)
    """A letter or digit, with Ctrl or without, was typed while a menu of the table was open."""

    def __init__(self, sitting: Sitting, near: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._near = near
        self._room: object = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = RoundTable(sitting.places)
        self.states = States(sitting)
        self.words = WordsOfTurns(sitting)
        self.recent = RecentTurns(sitting)
        before = sitting.interrupted
        self.offer_back = OfferBack(long_ago=before.long_ago, same_data=before.same_data)
        self.latecomer = AskLatecomer()
        self.held_keys = HeldKeys(self, sitting.holds)
        self.keys = KeysMenu(sitting)
        self.another_key = AnotherKey()
        self.refusal = Attempts()
        self.silent = Quiet()
        self._said_no = Notice(self.tr("Somebody here would rather not have it, so nothing is logged."))
        self._voice_waits = Notice("")
        self._awaited = Notice("")
        self.they_speak = Notice("")
        self._leave_voice = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._upper.setSpacing(12)
        self._upper.addWidget(self.table, 1)
        self._upper.addWidget(self.states, 0, Qt.AlignmentFlag.AlignTop)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(16)
        self._lower.addWidget(self.words, 1)
        self._lower.addWidget(self.recent, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(self._upper, 1)
        left.addWidget(self.silent)
        right.addLayout(self._lower, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(12)
        self._halves.addLayout(left)
        self._halves.addLayout(right)
        sheet = QWidget()
        whole = QVBoxLayout(sheet)
        whole.setContentsMargins(16, 12, 16, 16)
        whole.setSpacing(8)
        whole.addLayout(self._head())
        whole.addWidget(self.offer_back)
        whole.addLayout(self._halves, 1)
        self.setWidget(sheet)
        for hidden in (self.silent, self.offer_back):
            hidden.hide()

    def _head(self) -> QHBoxLayout:
        self._topic, self.besides = OneLine(), OneLine()
        self.who_agreed = QuietButton(self.tr("Who agreed"), "list-checks")
        self.who_agreed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        quiet = QWidget()
        lines = QVBoxLayout(quiet)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._topic)
        lines.addWidget(self.besides)
        # What is said or asked meanwhile has one place, as high as the highest: a tap never moves a seat.
        self._above = QStackedWidget()
        notices = (
            self.refusal,
            self._said_no,
            self._voice_waits,
            self._awaited,
            self.they_speak,
            self.another_key,
        )
        for each in (quiet, self.latecomer, *notices):
            self._above.addWidget(each)
        for notice in notices:
            if (row := notice.layout()) is not None:
                row.setContentsMargins(8, 0, 8, 0)
        self._quiet = quiet
        head = QHBoxLayout()
        head.addWidget(self._above, 1)
        head.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.who_agreed, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _connect(self) -> None:
        sitting = self._sitting
        self.table.person_tapped.connect(sitting.tap)
        self.table.voice_tapped.connect(sitting.voice)
        self.table.somebody_tapped.connect(sitting.somebody)
        self.they_speak.action_requested.connect(sitting.they_speak)
        self._leave_voice.activated.connect(sitting.ask_nobody)
        self.table.seats_moved.connect(sitting.seat)
        self.table.key_requested.connect(self.ask_another_key)
        self.keys.key_requested.connect(self.ask_another_key)
        self.table.key_typed.connect(self.key_typed)
        self.keys.key_typed.connect(self.key_typed)
        self.another_key.chosen.connect(self._key_chosen)
        self.another_key.left.connect(self._no_other_key)
        self.recent.turn_chosen.connect(self.words.choose)
        self.recent.details.own_words.not_theirs_chosen.connect(self._not_theirs)
        self.words.left.connect(self._to_table)
        for box in self.words.boxes:
            box.edit.focus_came.connect(partial(self._bring_into_view, box))
        self.words.turn_changed.connect(self._show_recent)
        self.offer_back.still_chosen.connect(sitting.goes_on)
        self.offer_back.unknown_chosen.connect(sitting.end_not_known)
        self.latecomer.answered.connect(sitting.answer)
        self.who_agreed.clicked.connect(self.agreement_requested)
        self.table.seat_pressed.connect(self._take_keyboard)
        for button in (*self.states.buttons(), self.latecomer.yes, self.latecomer.no):
            button.pressed.connect(self._take_keyboard)
        sitting.refused.connect(self._refused)
        sitting.turn_began.connect(self.words.follow)

    def _not_theirs(self, turn: TurnView) -> None:
        """What was noted goes, and the keyboard is where their own wording can be written."""
        if self._sitting.not_theirs(turn.id):
            self.words.choose(turn)

    def _to_table(self) -> None:
        self.table.take_focus()
        at = QApplication.focusWidget()
        if at is not None and self.table.isAncestorOf(at):
            self._bring_into_view(at)

    def _bring_into_view(self, part: QWidget) -> None:
        """Whoever goes somewhere by a key sees where they are, also where the page is higher than its room.

        What is pressed stays under the finger.
        """
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            whole = self.words if self.words.isAncestorOf(part) else part
            self.ensureWidgetVisible(whole if whole.height() <= self.viewport().height() else part, 0, 8)

    def _take_keyboard(self) -> None:
        """A press on this page takes the keyboard from a field beside it, which stores its words by that.

        Else what is typed next, of whoever was tapped, would land among somebody else's words there. The
        words of a turn keep the keyboard: they say whose they are.
        """
        at = QApplication.focusWidget()
        if at is None or not self.isAncestorOf(at):
            self.table.take_focus()

    def key_pressed(self, key: str) -> None:
        """Whoever has this key speaks; where keys are held until it is let go."""
        who = self.with_key(key)
        if who is not None and (self._sitting.hold or self._sitting.holds.has(who)):
            self.held_keys.press(Qt.Key(ord(key)), who)
        elif who is not None:
            self._sitting.tap(who)

    def key_tapped(self, key: str) -> None:
        """Whoever has this key speaks, as by a tap."""
        if (who := self.with_key(key)) is not None:
            self._sitting.tap(who)

    def with_key(self, key: str) -> EntityId | None:
        """Who is here and has this key."""
        here = {stay.who.id for stay in self._sitting.live.here}
        return next((who for who, held in self._sitting.keys.items() if held == key and who in here), None)

    def ask_another_key(self, person_id: EntityId) -> None:
        """The next letter or digit is to be the key of this person."""
        who = next((stay.who for stay in self._sitting.live.here if stay.who.id == person_id), None)
        if who is not None:
            self.another_key.ask(who, self._sitting.keys.get(who.id, ""))
            self._show_above()
            self._bring_into_view(self._above)
            self.another_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key_chosen(self, person_id: EntityId, key: str) -> None:
        self._to_seat(person_id)
        self._sitting.choose_key(person_id, key)

    def _no_other_key(self, person_id: EntityId) -> None:
        if self.another_key.hasFocus():
            self._to_seat(person_id)
        self._show_above()

    def _to_seat(self, person_id: EntityId) -> None:
        if any(stay.who.id == person_id for stay in self._sitting.live.here):
            self.table.seat(person_id).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.take_focus()

    def set_topic(self, words: str) -> None:
        """What is talked about; new turns carry it."""
        self._topic.say(self.tr("About “{topic}”").format(topic=words) if words else "")

    def set_silent(self, names: list[str]) -> None:
        """Who has not spoken yet, in a quiet line; nobody, and there is no line."""
        self.silent.setText(self.tr("Not heard yet: {names}").format(names=sentences.joined(names)))
        self.silent.setVisible(bool(names))

    def refresh(self) -> None:
        """Shows the sitting as it stands."""
        live, going_on = self._sitting.live, self._sitting.going_on
        keys = self._sitting.keys
        room: list[object] = [
            (stay.id, stay.who, stay.seat, stay.by_phone, keys.get(stay.who.id)) for stay in live.here
        ]
        room += live.voices
        if room != self._room:
            self._room = room
            came = list(keys)
            here = sorted(live.here, key=lambda stay: came.index(stay.who.id))
            stays = sorted(live.stays, key=lambda stay: came.index(stay.who.id))
            self._sitting.places.as_they_came(stays, self._near)
            self.table.set_room(here, keys, self._near, live.voices)
            self._order_tabs()
            self._fold()
        paused = self._sitting.is_on(SpanKind.PAUSE)
        waits = self._sitting.voice_waits
        heard = [] if paused else [each for span in going_on for each in (span.speaker, span.voice_of)]
        self.table.set_speaking({each.id for each in [*heard, waits] if each is not None})
        called = self.table.called()
        said = sentences.going_on(going_on, called, hold=self._sitting.hold)
        awaited = self._sitting.second.awaited
        if awaited is not None:
            who = awaited.turn.speaker
            name = called.get(who.id, who.name) if who is not None else sentences.somebody()
            said = in_short(awaited.asked, name), ""
        self.table.say(*(sentences.who_speaks_for(waits, called) if waits else said))
        interrupted = self._sitting.interrupted.spans
        if interrupted:
            self.offer_back.set_interrupted(interrupted)
        self.offer_back.setVisible(bool(interrupted))
        for part in (self.words, self.recent):
            part.setVisible(not interrupted)
        self._fold()
        self.besides.say(sentences.besides(live.stays))
        self.latecomer.refresh(live)
        self._show_above()
        self.states.refresh()
        self.keys.refresh()
        self.held_keys.watch(self._sitting.hold and self.isVisible())
        self.words.refresh(live)
        self._show_recent()

    def _refused(self, sentence: str) -> None:
        self.refusal.say(sentence)
        self._show_above()

    def _show_above(self) -> None:
        """What is to be seen above the table: why an act was refused, else whom to ask, else who said no."""
        said_no = self._sitting.live.agreement == AgreementState.SOMEBODY_SAID_NO
        shown: QWidget = self._quiet
        waits, second = self._sitting.voice_waits, self._sitting.second
        self._leave_voice.setEnabled(waits is not None or second.awaited is not None)
        if self.another_key.asks:
            shown = self.another_key
        elif self.refusal.sentence:
            shown = self.refusal
        elif second.awaited is not None:
            turn = second.awaited.turn
            asked = question(second.awaited.asked, sentences.spoke(turn))
            if second.awaited.asked.mark is None:
                asked = f"{asked} {before_whom(turn, self._sitting.live.last)}".strip()
            self._awaited.set_sentence(self.tr("{asked} Tap them. Esc: not now.").format(asked=asked))
            shown = self._awaited
        elif (marked := second.marked) is not None:
            said = told(marked.asked, sentences.spoke(marked.turn), marked.who.name)
            instead = self.tr("No: {name} speaks now").format(name=marked.who.name)
            self.they_speak.set_sentence(said, instead if marked.can_speak else "")
            shown = self.they_speak
        elif waits is not None:
            words = self.tr("Who speaks for {name}? Tap their face. Esc: nobody does.")
            self._voice_waits.set_sentence(words.format(name=waits.name))
            shown = self._voice_waits
        elif self.latecomer.asks:
            shown = self.latecomer
        elif said_no:
            shown = self._said_no
        self._above.setCurrentWidget(shown)

    def _order_tabs(self) -> None:
        beside = [
            *self.offer_back.answers,
            *(box.edit for box in self.words.boxes),
            self.recent.back,
            *(each for pair in zip(self.recent.rows, self.recent.more, strict=True) for each in pair),
            *self.recent.details.aspects.tab_order(),
            *self.recent.details.own_words.tab_order(),
            self.keys,
            self.who_agreed,
        ]
        for before, after in pairwise(
            [*self.table.seats(), self.table.middle, *self.states.buttons(), *beside]
        ):
            QWidget.setTabOrder(before, after)

    def _show_recent(self) -> None:
        awaited = self._sitting.second.awaited
        asked = awaited.turn.id if awaited is not None else None
        self.recent.refresh(self._sitting.live, self.words.turn_id, asked)
        self.recent.say_nameless(self._sitting.nameless)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.held_keys.watch(self._sitting.hold)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.held_keys.leave()
        self.words.store()
        self._sitting.ask_nobody()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Side by side what has room side by side."""
        two_lines = round(QFontMetricsF(theme.font(meeting=True)).lineSpacing() * 2) + 4
        self._above.setMinimumHeight(max(two_lines, theme.TARGET_MEETING))
        letter = QFontMetricsF(theme.font(meeting=True)).averageCharWidth()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        width = self.viewport().width() - 32
        wide = width > letter * 105
        self._halves.setDirection(across if wide else down)
        writes = 0 if self._sitting.interrupted.spans else 2
        self._halves.setStretch(0, 3 if wide else 1)  # where it is low, the words get most of the height
        self._halves.setStretch(1, writes)
        left = width * 0.6 if wide else width
        more_people = max(len(self._sitting.live.here) + len(self._sitting.live.voices) - 7, 0)
        beside = left >= letter * (26 + 3 * more_people) + self.states.column_width() + 12
        self._upper.setDirection(across if beside else down)
        if beside:
            self.states.stand_beside()
        else:
            self.states.stand_below(round(left))
        self._lower.setDirection(down if wide or width < letter * 56 else across)
