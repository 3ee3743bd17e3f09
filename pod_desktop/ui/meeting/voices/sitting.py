"""One sitting at the table: every tap of it, and what it shows.

    Sitting.of(desk, meeting_id)     the one of this unlocked time, made when first asked for

It outlives the screen: leaving the meeting's page and coming back is not a stop of the program. What went on
when the program was left before this sitting is `interrupted` until somebody says what became of it. What
went on when the laptop fell asleep has no known end.

It is one long class since every act has to settle the same things first, in one order: a sleep, keys that are
held, words that are half typed, what is awaited and what was interrupted. Each has a module of its own.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.domain.turns import AgreementState, SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.errors import NotFound, PodError
from pod_desktop.services import (
    Facts,
    log_pause,
    meetings,
    not_my_words,
    own_words,
    seats,
    second_taps,
    turn_log,
)
from pod_desktop.services.live_log import Held, LiveLog
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.voices import place_keys, sentences
from pod_desktop.ui.meeting.voices.holds import Holds
from pod_desktop.ui.meeting.voices.interrupted import Interrupted
from pod_desktop.ui.meeting.voices.places import Places
from pod_desktop.ui.meeting.voices.second_taps import Asked, SecondTaps
from pod_desktop.ui.meeting.voices.sleep_watch import SleepWatch

_AT_THE_TABLE = frozenset({"turn", "attendance", "absent_voice"})


class Sitting(QObject):
    """The acts of one sitting. An act that a rule forbids changes nothing and is said by `refused`."""

    changed = Signal()
    """Something of `live` is different, or what undo would take back."""
    turn_began = Signal(str)
    """A tap of this sitting began this turn."""
    refused = Signal(str)
    """Why an act could not be done; "" after one that could."""
    second_tap_taken = Signal()
    """A tap on somebody said something more of a turn that began already."""
    words_requested = Signal()
    """Whoever holds words that are not stored stores them now."""

    def __init__(self, desk: Desk, meeting_id: EntityId, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(meeting_id)
        self._journal, self._facts = desk.journal, desk.facts
        self._meeting_id = meeting_id
        self._habits = desk.habits
        self.log = self._new_log()
        self._acting = False
        self.live: LiveView = turn_log.live_view(self._journal, meeting_id)
        self.keys = self._give_keys({})
        """The key of everybody who was here, in the order in which they came; "" for none."""
        self.interrupted = Interrupted(self._journal, meeting_id, self.live)
        self.places = Places()
        """Where people sit who have not chosen a seat."""
        self.unstored: dict[EntityId, str] = {}
        """Words of turns that could not be stored, as they were typed."""
        self.several = False
        """Whether a tap adds a voice instead of changing to it."""
        self.holds = Holds(self)
        """The keys that are held."""
        self.left_off = False
        """*Not today*: the room would rather not."""
        self.topic_id = self._topic_of_newest()
        """What is talked about: after a restart the topic of the newest turn."""
        self._sleep = SleepWatch(desk.clock, self)
        self._sleep.slept.connect(self._woke)
        self.voice_waits: Someone | None = None
        """A voice that was tapped while nobody spoke: whoever is tapped next speaks for it."""
        self.second = SecondTaps(
            lambda: self.log,
            lambda: self.live,
            self._attempt,
            nameless=lambda: second_taps.nameless(self._journal, meeting_id),
            turn_now=self.turn_now,
            taken=self.second_tap_taken.emit,
        )
        self.nameless = self._count_nameless()
        """How many turns have no name yet."""
        desk.facts.changed.connect(self._facts_changed)
        desk.facts.held_changed.connect(self._something_waits)
        self._rest_after_a_no()

    @classmethod
    def of(cls, desk: Desk, meeting_id: EntityId) -> "Sitting":
        """The sitting of this meeting since the team's data was opened."""
        found = desk.facts.findChild(Sitting, meeting_id)
        return found if isinstance(found, Sitting) else cls(desk, meeting_id, desk.facts)

    # --- what shows ---------------------------------------------------------------------------------------

    @property
    def going_on(self) -> tuple[TurnView, ...]:
        """What goes on now, as far as anybody knows."""
        return () if self.interrupted.spans else self.live.going_on

    def is_on(self, kind: SpanKind) -> bool:
        """Whether such a span goes on."""
        return any(span.turn_kind == kind for span in self.going_on)

    @property
    def hold(self) -> bool:
        """Whether a key that is held says who speaks, and for how long; a tap begins, and ends, a turn."""
        return self._habits.turns_by_holding and not self.several

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self.log.undo_stack.undo_label

    @property
    def redo_label(self) -> str:
        """What redo would do again; "" when there is nothing."""
        return self.log.undo_stack.redo_label

    def turn_now(self, turn_id: EntityId) -> TurnView | None:
        """A turn as it is now; None where it was taken back."""
        return second_taps.turn_now(self._journal, turn_id)

    def topics(self) -> tuple[tuple[EntityId, str], ...]:
        """The topics of the agenda and their words, in the room's order."""
        return second_taps.topics_of(self._journal, self._meeting_id)

    # --- before the log -----------------------------------------------------------------------------------

    def answer(self, attendance_id: EntityId, answer: str) -> None:
        """What somebody here said to the turn log: "yes" or "no".

        A no of whoever was still to be asked takes their turns out; undo takes that no back.
        """
        who = next((stay.who.name for stay in self.live.here if stay.id == attendance_id), "")
        self.words_requested.emit()
        self.holds.settle()
        log, taken_out = self._new_log(), list[int]()
        with log.undo_stack.step(f"{who}: {answer}"):
            self._attempt(
                lambda: taken_out.append(turn_log.record_agreement(self._journal, attendance_id, answer))
            )
        if sum(taken_out):
            self.log = log  # what was done before is against their no
            self.second.leave()
            self.refused.emit(sentences.taken_out(who))
            self.changed.emit()

    def everybody_agreed(self) -> None:
        """Everybody on the screen who had not answered yet said yes."""
        asked = [stay.id for stay in self.live.to_ask]
        self._attempt(lambda: turn_log.record_everybody_agreed(self._journal, self._meeting_id, asked=asked))

    def leave_out(self, who: EntityId, words_left_out: bool) -> None:
        """Somebody asks that none of their own words be in the log, or that they be taken in after all."""
        self.second.leave()
        self.words_requested.emit()
        self._attempt(
            lambda: own_words.leave_out(self._journal, self._meeting_id, who, words_left_out=words_left_out)
        )

    def begin(self) -> None:
        """The log begins, where the room agreed."""
        self._attempt(lambda: turn_log.start_log(self._journal, self._meeting_id))

    # --- taps ---------------------------------------------------------------------------------------------

    def tap(self, person_id: EntityId, began: Instant | None = None) -> None:
        """This person speaks now; with `several`, a second tap ends it. Or they speak since they `began`.

        Where a second tap is awaited it says that instead.
        """
        stay = next((stay for stay in self.live.here if stay.who.id == person_id), None)
        self.holds.settle()
        if stay is None or self._is_second_tap(stay.who) or self._settled_by_tap(person_id):
            return
        before = {span.id for span in self.live.going_on}
        voice, self.voice_waits = self.voice_waits, None
        beside = self.holds.beside if self.hold else None
        self._attempt(
            lambda: self.log.tap(
                stay.who,
                several=self.several or self.hold,
                beside=beside,
                topic_id=self.topic_id,
                voice_of=voice,
                began=began,
            )
        )
        self._tell_begun(before)

    def somebody(self) -> None:
        """Somebody speaks now, and is named later; again, and somebody else does."""
        self.holds.settle()
        self.second.leave()
        self.end_not_known()
        before = {span.id for span in self.live.going_on}
        voice, self.voice_waits = self.voice_waits, None
        several, beside = self.several or self.hold, self.holds.beside if self.hold else None
        self._attempt(
            lambda: self.log.somebody(several=several, beside=beside, topic_id=self.topic_id, voice_of=voice)
        )
        self._tell_begun(before)

    def ask(self, asked: Asked) -> None:
        """The next tap on somebody says this of the newest turn; again, and it does not."""
        self.voice_waits = None
        self.refused.emit(self.second.ask(asked))
        self.changed.emit()

    def they_speak(self) -> None:
        """The tap that was taken for a second one was a tap as always: they speak since then."""
        self.notice_sleep()
        self.second.leave()
        marked = self.second.take_back()
        if marked is not None:
            self.tap(marked.who.id, marked.at)

    def say_of(self, act: Callable[[LiveLog], object]) -> bool:
        """Says something more of a turn. Whether it could be stored."""
        self.second.leave()
        self.words_requested.emit()
        return self._attempt(lambda: act(self.log))

    def hold_turn(self, person_id: EntityId) -> Held | None:
        """This person speaks while their key is held; None where that cannot be, or was a second tap."""
        stay = next((stay for stay in self.live.here if stay.who.id == person_id), None)
        if stay is None or self._is_second_tap(stay.who):
            return None
        self._settled_by_tap(person_id)
        before = {span.id for span in self.live.going_on}
        voice, self.voice_waits = self.voice_waits, None
        held: list[Held] = []
        beside, topic = self.holds.beside, self.topic_id
        self._attempt(
            lambda: held.append(self.log.holds(stay.who, beside=beside, topic_id=topic, voice_of=voice))
        )
        self._tell_begun(before)
        return held[0] if held else None

    def end_held(self, held: Held, at: Instant, *, again: bool = False) -> bool:
        """A held turn ended then; `again`, where undo or redo brought it back. Whether it could be stored."""
        return self._attempt(lambda: self.log.lets_go(held, at, again=again))

    def voice(self, voice_id: EntityId) -> None:
        """Whoever began to speak last says this voice's words; again, and they are their own.

        While nobody speaks, whoever is tapped next does.
        """
        voice = next((each.who for each in self.live.voices if each.who.id == voice_id), None)
        if voice is None or self._is_second_tap(voice) or self.log.is_slip(voice):
            return
        self.holds.settle()
        self.end_not_known()
        speaking = [span for span in self.live.going_on if span.turn_kind == SpanKind.TURN]
        if not speaking:
            self.voice_waits = None if self.voice_waits == voice else voice
            self.refused.emit("")
            self.changed.emit()
            return
        turn = max(speaking, key=lambda span: (span.began, span.id))
        self.says_words_of(turn, None if turn.voice_of == voice else voice)

    def says_words_of(self, turn: TurnView, who: Someone | None) -> None:
        """Whose words the speaker of a turn said; None for their own."""
        self.second.leave()
        self.words_requested.emit()
        self._attempt(lambda: self.log.says_words_of(turn, who))

    def ask_nobody(self) -> None:
        """Nobody is to speak for the voice that waits, and no second tap is awaited."""
        waited, self.voice_waits = self.voice_waits or self.second.awaited, None
        self.second.leave()
        if waited is not None:
            self.changed.emit()

    def silence(self) -> None:
        """Together in silence; again, and it ends."""
        self._act(self.log.silence)

    def reflecting(self) -> None:
        """The team reflects; again, and the network responds."""
        self._act(self.log.reflecting)

    def pause(self) -> None:
        """Nothing is logged for a while."""
        self._act(self.log.pause)

    def nobody(self) -> None:
        """Whoever spoke has stopped."""
        self._act(self.log.nobody)

    def set_several(self, several: bool) -> None:
        """Whether several speak at once. What goes on stays."""
        self.several = several
        self.changed.emit()

    def way_back(self) -> Callable[[], None]:
        """How keys and taps come to work again as they do now."""
        several, holds = self.several, self._habits.turns_by_holding

        def back() -> None:
            self.set_hold(holds)
            self.set_several(several)

        return back

    def set_hold(self, on: bool) -> None:
        """Whether keys are held while their people speak, from now on, on this laptop. What goes on stays."""
        self.several = False
        self._attempt(lambda: self._habits.set_turns_by_holding(on))

    @property
    def slip_ms(self) -> int:
        """The same tap again within so many milliseconds is a slip."""
        return self._habits.slip_ms

    def set_slip_ms(self, milliseconds: int) -> None:
        """The same from now on, on this laptop: 0 to 1000."""
        self._attempt(lambda: self._habits.set_slip_ms(milliseconds))
        self.log.slip_seconds = self._habits.slip_ms / 1000

    def undoable(self, act: Callable[[], object]) -> Callable[[], object] | None:
        """Does an act. How to take just that back, while it is the last; None if nothing was done.

        What would also answer what became of interrupted turns is not done: nothing takes an answer back.
        """
        if self.interrupted.spans:
            self.refused.emit(self.tr("Please answer the question below first."))
            return None
        before = self.log.undo_stack.latest
        act()
        done = self.log.undo_stack.latest
        if done is before:
            return None
        return lambda: self.undo() if self.log.undo_stack.latest is done else None

    def undo(self) -> None:
        """Take the last act of this sitting back."""
        self.words_requested.emit()
        self.voice_waits = None
        self.second.leave()
        self.holds.settle()
        self._attempt(self.log.undo_stack.undo)
        self.holds.mend()

    def redo(self) -> None:
        """Do again what was undone last."""
        self.second.leave()
        self.holds.settle()
        self._attempt(self.log.undo_stack.redo)
        self.holds.mend()

    # --- beside the taps ----------------------------------------------------------------------------------

    def keep_words(self, turn_id: EntityId, words: str) -> bool:
        """Store somebody's words for a turn, letter by letter. Whether they could be stored."""
        return self._attempt(lambda: turn_log.set_words(self._journal, turn_id, words))

    def not_theirs(self, turn_id: EntityId) -> bool:
        """What was noted for a turn is not what was said. Whether it could be taken out."""
        self.second.leave()
        self.words_requested.emit()
        return self._attempt(lambda: not_my_words.of_turn(self.log, turn_id))

    def choose_key(self, person_id: EntityId, key: str) -> None:
        """This is their key from now on, on this laptop; who had it has theirs."""
        others = place_keys.changed(self.keys, person_id, key)
        if not self._attempt(lambda: seats.choose_keys(self._journal, self._meeting_id, others)):
            return
        self.keys = {**self.keys, **others}
        names = {stay.who.id: stay.who.name for stay in self.live.here}
        told = [(names[who], others[who]) for who in (person_id, *others) if who in names]
        self.refused.emit(sentences.have_keys(list(dict.fromkeys(told))))
        self.changed.emit()

    def seat(self, angles: Mapping[EntityId, float]) -> None:
        """Where people sit: for each attendance degrees clockwise from the top."""
        self._attempt(lambda: meetings.seat_people(self._journal, angles))

    def goes_on(self) -> None:
        """What the stop of the program interrupted still goes on."""
        self.interrupted.goes_on()
        self.refused.emit("")
        self.changed.emit()

    def end_not_known(self) -> None:
        """What was interrupted ended at a time that nobody knows."""
        if not self.interrupted.end_unknown(self._attempt):
            self.changed.emit()

    # --- inside -------------------------------------------------------------------------------------------

    def _is_second_tap(self, who: Someone) -> bool:
        """Whether a tap says something more of a turn. What is half typed is stored before that."""
        self.notice_sleep()
        if self.second.awaited is not None:
            self.words_requested.emit()
        return self.second.takes(who)

    def _settled_by_tap(self, person_id: EntityId) -> bool:
        """A tap may answer what became of interrupted turns: soon after, on who spoke then, they still do."""
        if self.interrupted.is_answered_by(person_id):
            self.goes_on()
            return True
        self.end_not_known()
        return False

    def _tell_begun(self, before: Collection[EntityId]) -> None:
        for span in self.live.going_on:
            if span.id not in before and span.turn_kind == SpanKind.TURN:
                if self.hold:
                    self.holds.began(span.id)
                self.turn_began.emit(span.id)

    def _give_keys(self, known: Mapping[EntityId, str]) -> dict[EntityId, str]:
        if all(stay.who.id in known for stay in self.live.stays):
            return dict(known)  # a tap looks up nothing
        own = seats.keys_chosen(self._journal, self._meeting_id)
        return place_keys.given(
            [(stay.who.id, stay.arrived, stay.left) for stay in self.live.stays], own, known
        )

    def _topic_of_newest(self) -> EntityId | None:
        topic = self.live.last[0].topic_id if self.live.last else None
        return topic if topic in dict(self.topics()) else None

    def _new_log(self) -> LiveLog:
        log = LiveLog(self._journal, self._meeting_id)
        log.slip_seconds = self._habits.slip_ms / 1000
        return log

    def _act(self, act: Callable[[], object]) -> None:
        self.holds.settle()
        self.end_not_known()
        self.voice_waits = None
        self.second.leave()
        self._attempt(act)

    def _count_nameless(self) -> int:
        return second_taps.how_many_nameless(self._journal, self._meeting_id)

    def notice_sleep(self) -> None:
        """If the laptop has slept since the last look, nothing goes on, is held or awaited any more."""
        self._sleep.look()

    def _woke(self) -> None:
        """The laptop slept while somebody spoke: nobody knows how long they did."""
        self.ask_nobody()
        self.second.forget()
        self.holds.settle()
        self.holds.forget()
        if self.going_on and not self.is_on(SpanKind.PAUSE):
            names = sentences.speakers(self.going_on)
            self.interrupted.slept(self.live.going_on)
            self.end_not_known()
            if not self.interrupted.spans:
                self.refused.emit(self._slept_words(names))

    def _slept_words(self, names: list[str]) -> str:
        if not names:
            return self.tr("The laptop has slept. Tap whoever speaks now.")
        words = self.tr("The laptop has slept. How long {names} spoke is not known. Tap whoever speaks now.")
        return words.format(names=sentences.joined(names))

    def _attempt(self, act: Callable[[], object]) -> bool:
        self.notice_sleep()
        sentence = ""
        self._acting = True
        try:
            act()
        except PodError as error:
            sentence = str(error)
        finally:
            self._acting = False
        self.refused.emit(sentence)
        self.changed.emit()
        return not sentence

    def _end(self) -> None:
        """The meeting is not stored any more: what was said there, and could be undone, is let go of."""
        self._facts.changed.disconnect(self._facts_changed)
        self._facts.held_changed.disconnect(self._something_waits)
        self.setObjectName("")
        self.deleteLater()

    def _facts_changed(self, facts: Facts) -> None:
        if "erasure" in facts.kinds():
            self.log = self._new_log()  # undo names nobody who is erased
            self.second.leave()
            self.unstored.clear()
            self.changed.emit()
        here = (stay.who.id for stay in self.live.stays)
        about = {self._meeting_id, *here, *(voice.who.id for voice in self.live.voices)}
        if not facts.kinds() & _AT_THE_TABLE and not any(id_ in about for _, id_ in facts.changed):
            return
        look = partial(turn_log.live_view, self._journal, self._meeting_id)
        try:
            before, self.live = self.live, self._facts.look(look, self.live, facts)
        except NotFound:
            self._end()
            return
        self.keys = self._give_keys(self.keys)
        self.nameless = self._count_nameless()
        if self.voice_waits not in [voice.who for voice in self.live.voices]:
            self.voice_waits = None
        self.interrupted.look(self.live)
        no = AgreementState.SOMEBODY_SAID_NO
        if self.live.agreement == no and before.agreement != no:
            # Undoing what was before a no would log turns against it.
            self.log = self._new_log()
        if not self._acting:
            if self.live.agreement == no:
                self._rest_after_a_no()
            self.changed.emit()

    def _something_waits(self) -> None:
        """What came from other laptops is not shown yet, but nobody is logged against their no meanwhile."""
        if "attendance" in self._facts.held.kinds():
            self._rest_after_a_no()

    def _rest_after_a_no(self) -> None:
        try:
            goes_on = log_pause.has_to_rest(self._journal, self._meeting_id)
        except NotFound:
            return  # a look will tell
        if goes_on:
            self.end_not_known()
            self._attempt(lambda: log_pause.rest(self._journal, self._meeting_id))
