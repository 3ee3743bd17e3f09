"""A meeting's life on two laptops that hear from each other now and then (PRACTICE, SYNC §6).

Whatever people do in whatever order: nothing is decided outside an open meeting with the person in the room,
no decision, wish or word is lost or stands under another's name, nobody is invited without the person's yes.
So it is when acts are undone and done again, when two meetings are said to be one, and when clocks differ.
What was said is kept beside the program (`tests.services.life`) and compared after every step.

Over 1,000 lines, since the rules of one machine share its state and have to stand in one class.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
from sqlalchemy import Engine
from typing_extensions import override

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.differences import SaidBy, ToSettle
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.meeting import ReflectionKind, present_at
from pod_desktop.domain.views import DecisionView, MeetingView, Seen
from pod_desktop.errors import NotInMeeting, PersonNotPresent, PodError
from pod_desktop.services import (
    agenda,
    amending,
    between_meetings,
    conflicts,
    decisions,
    invitations,
    meeting_views,
    meetings,
    network,
    people,
    planning,
    quotes,
    same_meeting,
    timeline,
)
from pod_desktop.services.taking_back import undo_of_meeting
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage import projection
from pod_desktop.storage.act import Facts
from pod_desktop.storage.check import check
from pod_desktop.storage.database import open_database
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS
from pod_desktop.storage.tables import Practitioner, Team
from tests.journals import new_journal
from tests.machines import run_machine
from tests.services.broken_rules import RULES, Broken
from tests.services.laptops import Laptop
from tests.services.life import HELD_WORDS, STRUCK, UNDER, Known, Said, first, words_of

KEY = b"k" * 32
A_FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)
STATES = tuple(TopicState)

FORMS = ("wish", "topic", "quote", "outcome", "opinion", "task", "to_bring", "outside")
IN_THE_ROOM = (
    *("come_or_go", "wish", "raise_a_topic", "order_or_state", "note_words", "reflect"),
    *("decide", "decide", "decide", "settle_the_words", "view_or_task", "what_became_of_it"),
    *("undo_or_redo", "undo_or_redo", "undo_or_redo"),
    *("open_a_form", "open_a_form", "save_a_form", "save_a_form"),
)
ACTS = (
    *("time_goes_by", *IN_THE_ROOM, "time_goes_by", *IN_THE_ROOM, "settle_a_difference"),
    *("the_person_says", "plan", "somebody_asks_them", "it_does_not_happen", "between", "plan"),
    *("sit_down", "sit_down", "close", "close", "after_closing", "after_closing", "lock"),
    *("hear", "hear", "hear", "hear", "hear_each_other"),
    *("the_other_room_decides_unknowing", "the_yes_is_taken_back_meanwhile", "both_note_one_meeting"),
    *("one_meeting_or_two", "one_meeting_or_two", "both_write_on_it", "both_write_on_it"),
)
"""As often as they come."""
which = st.integers(0, 1)
pick = st.integers(0, 11)
AHEAD = (0, 0, 3, -3, 9, -9, 25, -25, 60, -60)
"""By how many minutes the clock of Ben's laptop may differ."""


class Life(RuleBasedStateMachine):
    """Ana's laptop and Ben's, with Sam's record on both."""

    @initialize(sits_together=st.sampled_from([True, True, False]), ahead=st.sampled_from(AHEAD))
    def begin_the_record(self, sits_together: bool, ahead: int) -> None:
        # A part of a second apart: no two laptops make the same stamp.
        bens = A_FRIDAY + timedelta(minutes=ahead, milliseconds=370)
        self.clocks = (ManualClock(A_FRIDAY), ManualClock(bens))
        self.apart = abs(bens - A_FRIDAY)
        self.count = 0
        self.undo: list[dict[EntityId, UndoStack]] = [{}, {}]
        self.beside: set[tuple[EntityId, str, Any]] | None = None
        template = _template()
        self.sam, self.members = template.sam, template.members
        self.laptops = [
            Laptop(Journal(_opened(path), clock), clock, who)
            for path, clock, who in zip(_put_back(template), self.clocks, template.practitioners, strict=True)
        ]
        self.known = [Known(), Known()]
        self.form: tuple[frozenset[Said], EntityId] | None = None
        self.forms: list[tuple[int, str, EntityId, Seen, frozenset[Said]]] = []
        for number, laptop in enumerate(self.laptops):
            laptop.journal.listen(partial(self.note, number))
        self.changed = {0, 1}
        self.is_hearing = False
        self.the_person_says(0, 0, 0)
        if sits_together:
            self.sit_down(0, 0, 1)
            self._hear(1)
            self.sit_down(1, 1, 1)

    @override
    def teardown(self) -> None:
        if hasattr(self, "laptops"):
            try:
                self.in_the_end()
            finally:
                for laptop in self.laptops:
                    laptop.journal.close()

    def note(self, number: int, facts: Facts) -> None:
        """Keep beside the program what an act has said."""
        if self.is_hearing:
            return
        known = self.known[number]
        self.changed.add(number)
        before: dict[EntityId, frozenset[Said]] = {}
        told = {(change.table.kind, change.id) for change in facts.changes}
        for kind, id_ in sorted(facts.changed - told):
            if kind == "meeting":  # the room goes on though another laptop has closed
                self.say(number, id_, kind, "state", "open", known.about(id_))
        for change in facts.changes:
            saw = before.setdefault(change.id, known.about(change.id))
            if self.form is not None and self.form[1] == change.id:
                saw = self.form[0]
            if change.verb in (Verb.STRIKE, Verb.RESTORE):
                is_struck = change.verb == Verb.STRIKE
                self.say(number, change.id, change.table.kind, STRUCK, is_struck, saw)
            for name, value in change.after.items():
                knew = saw
                if (
                    self.beside is not None and change.verb == Verb.CHANGE
                ):  # an undo replaces only what is ours
                    is_beside = (change.id, name, value) in self.beside
                    own = (each for each in known.about(change.id) if each.laptop == number)
                    knew = frozenset(() if is_beside else own)
                self.say(number, change.id, change.table.kind, name, value, knew)

    def say(
        self, number: int, thing: EntityId, kind: str, name: str, value: Any, saw: frozenset[Said]
    ) -> None:
        stamp = self.known[number].stamp(self.now(number))
        self.known[number].add(Said(thing, kind, name, value, saw, stamp, number))

    @rule(number=which, what=st.integers(0, 10_000), one=pick, other=pick)
    def step(self, number: int, what: int, one: int, other: int) -> None:
        """By name: of many rules hypothesis leaves out most, and only together are they a meeting."""
        self.advance(seconds=1)
        getattr(self, ACTS[what % len(ACTS)])(number, one, other)

    def advance(self, **by: float) -> None:
        for clock in self.clocks:
            clock.advance(**by)

    def now(self, number: int) -> datetime:
        return self.clocks[number].now()

    # Planning and inviting

    def the_person_says(self, number: int, who: int, how: int) -> None:
        yes = (True, None, True, False, True)[how % 5]
        member = self.members[(0, 0, 0, 1, 2)[who % 5]]
        say = {
            True: invitations.person_said_yes,
            None: invitations.take_yes_back,
            False: invitations.person_said_no,
        }[yes]
        if self.did(lambda: say(self.at(number), member)):
            assert (self.known[number].has_yes(member)) == (yes is True)

    def somebody_asks_them(self, number: int, who: int, _how: int) -> None:
        member = self.members[(0, 0, 0, 1, 2)[who % 5]]
        has_yes = self.known[number].has_yes(member)
        asked = self.did(
            lambda: invitations.record_asked(self.at(number), member, self.laptops[number].practitioner)
        )
        assert asked == has_yes

    def plan(self, number: int, again: int, who: int) -> None:
        journal, known = self.at(number), self.known[number]
        wanted = [member for place, member in enumerate(self.members) if who & 1 << place]
        if who > 7:
            wanted = [member for member in wanted if known.has_yes(member)]
        may = all(map(known.has_yes, wanted))
        when = self.now(number) + timedelta(days=again)
        old = first([m for m in known.things("meeting") if known.state(m) == "planned"], again)
        if old is not None and again % 2:
            change = partial(planning.change_plan, journal, old, planned=when, zone="Europe/London")
            done = self.did(lambda: change(place="", place_chosen_by="person", invited=wanted))
        else:
            done = self.did(lambda: planning.plan_meeting(journal, self.sam, planned=when, invited=wanted))
        assert done == may, "invited without a yes" if done else "a yes was not enough"

    def it_does_not_happen(self, number: int, which_one: int, _how: int) -> None:
        known = self.known[number]
        meeting = first(known.things("meeting"), which_one)
        if meeting is not None:
            was = known.state(meeting)
            done = self.did(lambda: planning.did_not_happen(self.at(number), meeting, "nobody could come"))
            assert done == (was == "planned")

    # In the room

    def sit_down(self, number: int, which_one: int, who: int) -> None:
        """Begin what was planned, or what nobody planned; or go on with what another laptop holds."""
        journal, known, me = self.at(number), self.known[number], self.laptops[number].practitioner
        person_comes = bool(who % 5)
        open_one = first([m for m in known.things("meeting") if known.state(m) == "open"], which_one)
        if open_one is not None and which_one % 4:
            meetings.take_in_hand(journal, open_one)
            known.in_hand.add(open_one)
            return
        planned = first([m for m in known.things("meeting") if known.state(m) == "planned"], which_one)
        here = [self.members[0], me, *([self.sam] if person_comes else [])]
        begun = self.tried(
            lambda: meetings.begin_meeting(
                journal,
                self.sam,
                here=here,
                meeting_id=planned if which_one % 2 else None,
                without_person_reason="" if person_comes else "Sam asked us to",
            )
        )
        if begun is not None:
            kind = "network" if person_comes else "conversation"
            self.say(number, begun, "meeting", "begun", kind, frozenset())
            known.in_hand.add(begun)

    def come_or_go(self, number: int, which_one: int, who: int) -> None:
        person = self.sam if who % 3 else self.anybody(number, who // 3)
        meeting = self.meeting(number, which_one)
        if meeting is None:
            return
        comes = not self.known[number].is_in_the_room(meeting, person) or which_one > 9
        move = meetings.arrive if comes else meetings.leave
        if self.did_in(number, meeting, lambda: move(self.at(number), meeting, person)):
            assert self.known[number].is_in_the_room(meeting, person) == comes

    def wish(self, number: int, which_one: int, who: int) -> None:
        taken_back, holder = which_one % 4 == 3, self.anybody(number, who)
        words = "" if taken_back else self.new_words("wish")
        meeting = self.meeting(number, which_one)
        if meeting is not None:
            done = self.did_in(
                number, meeting, lambda: agenda.set_wish(self.at(number), meeting, holder, words)
            )
            if done and words:
                self.require_said(number, "wish", words, holder)

    def raise_a_topic(self, number: int, which_one: int, who: int) -> None:
        journal, known = self.at(number), self.known[number]
        meeting = self.meeting(number, which_one)
        if meeting is None:
            return
        how = ("offered", "said", "wish")[which_one % 3]
        if how == "said":
            words, by = self.new_words("topic"), self.anybody(number, who)
            if self.did_in(number, meeting, lambda: agenda.add_topic(journal, meeting, words, by)):
                self.require_said(number, "topic", words, by)
        elif how == "wish":
            wish = first(known.there("wish"), who)
            if wish is not None:
                home = known.value(wish, "meeting_id")
                self.did_in(number, home, lambda: agenda.wish_becomes_topic(journal, wish))
        else:
            offered = first(self.view(number, meeting).offered, who)
            if offered is not None:
                bring = partial(agenda.bring_forward, journal, meeting, offered.id)
                if self.did_in(number, meeting, bring):
                    assert offered.id not in {each.id for each in self.view(number, meeting).offered}

    def order_or_state(self, number: int, which_one: int, to: int) -> None:
        known, state = self.known[number], (None, None, *STATES)[to % (len(STATES) + 2)]
        topic = first(known.there("topic"), which_one)
        if topic is None:
            return
        meeting = known.value(topic, "meeting_id")
        journal = self.at(number)
        if state is None:
            if self.did_in(number, meeting, lambda: agenda.move_topic(journal, topic, to)):
                order = [each.id for each in self.view(number, meeting).topics]
                assert order.index(topic) == min(to, len(order) - 1)
        else:
            self.did_in(number, meeting, lambda: agenda.set_topic_state(journal, topic, state))

    def note_words(self, number: int, which_one: int, who: int) -> None:
        journal, known, speaker = self.at(number), self.known[number], self.anybody(number, who)
        meeting, words = self.meeting(number, which_one), self.new_words("note")
        if meeting is None:
            return
        of_it = [t for t in known.there("topic") if known.value(t, "meeting_id") == meeting]
        reflections = [r for r in known.there("reflection") if known.value(r, "meeting_id") == meeting]
        done = self.did_in(
            number,
            meeting,
            lambda: quotes.note_words(
                journal,
                meeting,
                speaker,
                words,
                topic_id=first(of_it, who) if which_one % 2 else None,
                reflection_id=first(reflections, who) if not which_one % 2 else None,
            ),
        )
        if done:
            self.require_said(number, "quote", words, speaker)

    def reflect(self, number: int, which_one: int, how: int) -> None:
        journal, meeting = self.at(number), self.meeting(number, which_one)
        if meeting is None:
            return
        if how % 2:
            kind = (ReflectionKind.REFLECTING, ReflectionKind.SILENCE)[how // 2 % 2]
            self.did_in(number, meeting, lambda: quotes.begin_reflection(journal, meeting, str(kind)))
            return
        going_on = first((each for each in self.view(number, meeting).reflections if not each.ended), 0)
        if going_on is not None:
            self.did_in(number, meeting, lambda: quotes.end_reflection(journal, going_on.id))

    # Deciding

    def decide(self, number: int, which_one: int, earlier: int) -> None:
        what = ("decides", "changes", "decides", "not_now", "takes_back", "decides")[earlier % 6]
        journal, known, meeting = self.at(number), self.known[number], self.meeting(number, which_one)
        if meeting is None:
            return
        elsewhere = [d for d in known.there("decision") if known.value(d, "meeting_id") != meeting]
        among = elsewhere if elsewhere and which_one else known.there("decision")
        of = first(among, earlier) if what in ("changes", "takes_back") else None
        topics = [t for t in known.there("topic") if known.value(t, "meeting_id") == meeting]
        topic, words = (first(topics, earlier) if earlier % 2 else None), self.new_words("decision")
        worded = self.decided(
            number,
            meeting,
            lambda: decisions.word_decision(journal, meeting, words, topic, does=what, earlier=of),
        )
        if worded is None:
            return
        self.require_said(number, "decision", words)
        if which_one % 4:
            self.decided(number, meeting, lambda: decisions.accept_decision(journal, worded))
            assert self.decision(number, worded).stands, "accepted, and does not stand"

    def settle_the_words(self, number: int, which_one: int, how: int) -> None:
        """Of words that do not stand yet, and of those that do: those nobody may touch."""
        journal, known = self.at(number), self.known[number]
        worded = [d for d in known.there("decision") if True not in known.values(d, "accepted")]
        decision = first(worded if worded and how < 9 else known.there("decision"), which_one)
        if decision is None:
            return
        meeting = known.value(decision, "meeting_id")
        stood = self.decision(number, decision).stands
        if how % 3 == 0:
            done = self.decided(number, meeting, lambda: decisions.accept_decision(journal, decision))
        elif how % 3 == 1:
            words = self.new_words("decision")
            done = self.decided(number, meeting, lambda: decisions.reword_decision(journal, decision, words))
        else:
            done = self.did_in(number, meeting, lambda: decisions.drop_wording(journal, decision))
        assert not (stood and done), "what stood was changed in its own meeting"

    def view_or_task(self, number: int, which_one: int, who: int) -> None:
        journal, known, holder = self.at(number), self.known[number], self.anybody(number, who)
        decision = first(known.there("decision"), which_one)
        if decision is None:
            return
        meeting, words = known.value(decision, "meeting_id"), self.new_words("view")
        task = who % 3 == 0
        if task:
            add: Callable[[], Any] = partial(
                decisions.add_task, journal, meeting, holder, words, "", decision
            )
        else:
            add = partial(decisions.add_opinion, journal, decision, holder, words)
        if self.decided(number, meeting, add, undoably=True):
            self.require_said(number, "task" if task else "opinion", words, holder)

    def what_became_of_it(self, number: int, which_one: int, about: int) -> None:
        journal, meeting = self.at(number), self.meeting(number, which_one)
        if meeting is None:
            return
        asked = first(self.view(number, meeting).earlier, about)
        if asked is not None:
            words, by = self.new_words("outcome"), self.anybody(number, which_one)
            tell = partial(decisions.tell_outcome, journal, meeting, asked.id, words, by)
            if self.did_in(number, meeting, tell):
                self.require_said(number, "outcome", words, by)

    # Forms: what somebody opened a while ago is changed or struck out

    def open_a_form(self, number: int, which_one: int, what: int) -> None:
        known, kind = self.known[number], FORMS[what % len(FORMS)]
        thing = first(known.there(kind), which_one)
        if thing is not None:
            with self.at(number).read() as reading:
                seen = reading.seen(KINDS[kind], thing)
            self.forms.append((number, kind, thing, seen, known.about(thing)))

    def save_a_form(self, _number: int, which_one: int, how: int) -> None:
        if not self.forms:
            return
        number, kind, thing, seen, saw = self.forms.pop(which_one % len(self.forms))
        strikes = how % 3 == 0
        journal, known = self.at(number), self.known[number]
        words = self.new_words(kind)
        rewords: dict[str, Callable[..., None]] = {
            "topic": agenda.reword_topic,
            "quote": quotes.reword_quote,
            "outcome": decisions.reword_outcome,
            "to_bring": between_meetings.reword_to_bring,
        }
        takes_away: dict[str, Callable[..., None]] = {
            "topic": partial(agenda.strike_topic, reason="entered by mistake"),
            "quote": quotes.strike_quote,
            "outcome": decisions.strike_outcome,
            "opinion": decisions.strike_opinion,
            "task": decisions.strike_task,
            "to_bring": between_meetings.strike_to_bring,
            "outside": between_meetings.strike_outside,
        }
        do: Callable[[], Any]
        if kind == "wish":
            holder, meeting = known.value(thing, "holder_id"), known.value(thing, "meeting_id")
            if self.first_wish(number, meeting, holder) != thing:
                return
            do = partial(agenda.set_wish, journal, meeting, holder, "" if strikes else words, seen=seen)
        elif strikes and kind in takes_away:
            do = partial(takes_away[kind], journal, thing, seen=seen)
        elif not strikes and kind in rewords:
            do = partial(rewords[kind], journal, thing, words, seen=seen)
        else:
            return
        self.form = saw, thing
        try:
            home = known.value(thing, "meeting_id")
            if kind in ("opinion", "task"):
                done = bool(self.decided(number, home, do, undoably=True))
            else:
                done = self.did(do) if home is None else self.did_in(number, home, do)
        finally:
            self.form = None
        if done and not strikes:
            assert words in known.values(thing, words_of(kind)), "acknowledged, and not stored"

    def settle_a_difference(self, number: int, which_one: int, choose: int) -> None:
        journal = self.at(number)
        waits = conflicts.to_settle(journal, self.sam)
        difference = first(waits.differences, which_one)
        back = first(waits.came_back, which_one)
        if difference is not None:
            alternative = first(difference.alternatives, choose)
            held = meetings.open_meeting(journal)
            undoably = held is not None and difference.kind != "decision"
            with self.stack(number, held.id).step("act") if undoably and held else nullcontext():
                if choose % 2 and difference.both:
                    self.did(lambda: conflicts.keep_both(journal, difference))
                else:
                    self.did(lambda: conflicts.settle(journal, difference, alternative))
        elif back is not None:
            do = conflicts.keep if choose % 2 else conflicts.strike_again
            self.did(lambda: do(journal, back))

    # Undo

    def stack(self, number: int, meeting: EntityId) -> UndoStack:
        return self.undo[number].setdefault(meeting, undo_of_meeting(self.at(number), meeting))

    def undo_or_redo(self, number: int, how_often: int, how: int) -> None:
        known, every = self.known[number], self.undo[number]
        meeting = first(sorted(every, key=lambda each: not known.goes_on(each)), 0 if how < 10 else how)
        if meeting is None:
            return
        stack = every[meeting]
        for _ in range(1 + how_often % 3):
            back = how % 3 > 0 or not stack.redo_label
            if not (stack.undo_label if back else stack.redo_label):
                return
            at_decisions = self.who_decided(number, meeting)
            steps = stack._done if back else stack._undone
            self.beside = {
                (change.id, name, value)
                for change in steps[-1].changes
                for name, values in change.settled.items()
                for value in values[1:]
            }
            beside_decisions = [c for c in steps[-1].changes if c.table.kind in ("opinion", "task")]
            comes_back = back and all(change.verb == Verb.STRIKE for change in beside_decisions)
            try:
                if beside_decisions and not comes_back:
                    done = self.decided(number, meeting, stack.undo if back else stack.redo)
                else:
                    done = self.did_in(number, meeting, stack.undo if back else stack.redo, undoably=False)
            finally:
                self.beside = None
            assert self.who_decided(number, meeting) == at_decisions, "undone, and a decision is another"
            if not done:
                return

    def who_decided(self, number: int, meeting: EntityId) -> list[tuple[Any, ...]]:
        """Of all that stands: the words, whether it is late, and who was in the room when it was made."""
        view = self.view(number, meeting)
        stays = [stay.there for stay in view.attendances]
        return [(d.words, d.late, d.made, present_at(stays, d.made)) for d in view.decisions if d.stands]

    # One meeting that two laptops noted

    def both_note_one_meeting(self, number: int, which_one: int, other: int) -> None:
        """Neither has heard of the other's; as a rule both are closed soon."""
        for laptop in (number, 1 - number):
            self.sit_down(laptop, 0, 1)
            self.advance(seconds=1)
            self.decide(laptop, 1, other)
            self.raise_a_topic(laptop, 1, other)
        self.advance(seconds=10)
        if which_one % 4:
            for laptop in (number, 1 - number):
                self.close(laptop, which_one, 0)
        if which_one % 2:
            self.advance(minutes=11)
        self._hear(number)
        self.one_meeting_or_two(number, which_one, 1)

    def one_meeting_or_two(self, number: int, which_one: int, how: int) -> None:
        journal, known = self.at(number), self.known[number]
        asked = [
            (meeting, other.id)
            for meeting in known.things("meeting")
            if known.state(meeting) == "closed"
            for other in self.view(number, meeting).same
        ]
        pair = first(asked, which_one)
        if pair is not None:
            do = same_meeting.join if how % 3 else same_meeting.keep_apart
            self.did(lambda: do(journal, *pair))

    # Closing, and what comes after

    def close(self, number: int, which_one: int, _how: int) -> None:
        journal, meeting = self.at(number), self.meeting(number, which_one)
        if meeting is not None and self.did_in(
            number, meeting, lambda: meetings.close_meeting(journal, meeting), undoably=False
        ):
            self.known[number].in_hand.discard(meeting)
            assert self.known[number].state(meeting) == "closed"

    def after_closing(self, number: int, which_one: int, how: int) -> None:
        journal, known = self.at(number), self.known[number]
        closed = [m for m in known.things("meeting") if known.state(m) == "closed"]
        meeting = first(closed, which_one)
        if meeting is None:
            return
        if how in (4, 8):  # when it has become final
            self.time_goes_by(number, 0, 2)
        if how % 2:
            words, me = self.new_words("amendment"), self.laptops[number].practitioner
            if self.did(lambda: amending.amend(journal, meeting, words, "it was forgotten")):
                self.require_said(number, "amendment", words, me)
            return
        last = max(each for each in self.closings(number, meeting))
        if self.did(lambda: amending.open_again(journal, meeting)):
            assert self.now(number) - last < timedelta(minutes=10), "opened again too late"
            known.in_hand.add(meeting)

    def between(self, number: int, how: int, who: int) -> None:
        journal, words, by = self.at(number), self.new_words("between"), self.anybody(number, who)
        if how % 2:
            between_meetings.happened_outside(journal, self.sam, words, self.now(number))
            self.require_said(number, "outside", words)
        else:
            between_meetings.ask_to_bring(journal, self.sam, words, by)
            self.require_said(number, "to_bring", words, by)

    # What seldom comes together by chance

    def the_other_room_decides_unknowing(self, number: int, which_one: int, other: int) -> None:
        """The person goes out here, and the room at the other laptop has not heard of it."""
        self.come_or_go(number, which_one, 1)
        self.advance(seconds=1)
        self.decide(1 - number, which_one | 1, other)

    def both_write_on_it(self, number: int, which_one: int, what: int) -> None:
        """On one thing with a form each; whoever saves last has heard of the other's words, or has not."""
        self._hear(1 - number)
        for laptop in (1 - number, number):
            self.open_a_form(laptop, which_one, what)
        for laptop in (number, 1 - number):
            if self.forms and self.forms[-1][0] == laptop:
                self.advance(seconds=1)
                self.save_a_form(laptop, len(self.forms) - 1, 1)
            if which_one % 2:
                self._hear(1 - number)
        self._hear(number)

    def the_yes_is_taken_back_meanwhile(self, number: int, which_one: int, who: int) -> None:
        """Before or after somebody is invited on the other laptop, and perhaps said again."""
        self.the_person_says(number, who, 0)
        self._hear(1 - number)
        for step in ("plan", "back") if which_one % 2 else ("back", "plan"):
            self.advance(seconds=1)
            if step == "plan":
                self.plan(number, which_one & ~1, 11)
            else:
                self.the_person_says(1 - number, who, 1)
        self.advance(seconds=1)
        if which_one % 4 == 1:
            self.the_person_says(1 - number, who, 0)

    # What the laptops do

    def lock(self, number: int, _one: int, _how: int) -> None:
        """As when the lid is closed, or the battery died."""
        self.at(number).in_hand.clear()
        self.known[number].in_hand.clear()
        self.undo[number].clear()
        self.changed.add(number)

    def hear(self, number: int, _one: int, _how: int) -> None:
        self._hear(number)

    def _hear(self, number: int) -> None:
        self.is_hearing = True
        self.laptops[number].hears(self.laptops[1 - number])
        self.is_hearing = False
        self.known[number].hear(self.known[1 - number])
        self.changed.add(number)

    def hear_each_other(self, _number: int, _one: int, _how: int) -> None:
        self._hear(0)
        self._hear(1)
        self.require_same()

    def time_goes_by(self, _number: int, _one: int, how: int) -> None:
        self.advance(minutes=(1, 4, 11, 8 * 24 * 60)[how % 4])
        self.changed = {0, 1}

    # What must hold

    @invariant()
    def all_holds(self) -> None:
        for number in sorted(getattr(self, "changed", ())):
            self.require_all(number)
        self.changed = set()

    def require_all(self, number: int) -> None:
        known = self.known[number]
        views = [self.view(number, meeting) for meeting in known.things("meeting")]
        self.require_words(number, views)
        for view in views:
            assert (view.brief.state == "open") == known.goes_on(view.id)
            assert (not view.cannot_decide) == known.can_decide(view.id, self.sam)
            self.require_invited(number, view)
            for decision in view.decisions:
                if decision.stands and decision.meeting_id == view.id:  # of the other of two: in its own view
                    self.require_counts(view, decision)
        self.require_chains(number, views)
        self.require_offered(number, views)

    def require_words(self, number: int, views: list[MeetingView]) -> None:
        known, found = self.known[number], dict(self.told(number, views))
        # Of two that one meeting has alike, as two topics made of one wish, one is shown.
        joined = {view.id for view in views if any(each.joined for each in view.same)}
        alike = {(known.kind(thing), who, *words) for thing, (who, words) in found.items()}
        for kind in sorted(HELD_WORDS):
            for thing in known.things(kind):
                if known.is_gone(thing):
                    assert thing not in found, f"{kind}: struck out, and there"
                    continue
                if thing not in found and known.value(thing, "meeting_id") in joined:
                    under = known.value(thing, UNDER[kind]) if kind in UNDER else None
                    assert (kind, under, *known.values(thing, words_of(kind))) in alike, f"{kind}: not joined"
                    continue
                assert thing in found, f"{kind}: said, and gone"
                holder, words = found[thing]
                assert holder == (known.value(thing, UNDER[kind]) if kind in UNDER else None), kind
                assert words == known.values(thing, words_of(kind)), f"{kind}: words are missing, or new"
        for decision in known.there("decision"):
            if True in known.values(decision, "accepted"):
                assert self.decision(number, decision).stands, "decided, and gone"

    def told(
        self, number: int, views: list[MeetingView]
    ) -> Iterator[tuple[EntityId, tuple[EntityId | None, set[str]]]]:
        """What pages show: each thing with whose it is, and all words that it has."""
        with self.at(number).read() as reading:
            outside = between_meetings.outside(reading, self.sam)
            to_bring = between_meetings.to_bring(reading, self.sam)
            other = {
                each.id: set(reading.values_of(KINDS[kind], each.id, words_of(kind)))
                for kind, some in (("outside", outside), ("to_bring", to_bring))
                for each in some
            }
        for each in outside:
            yield each.id, (None, other[each.id])
        for asked in to_bring:
            yield asked.id, (asked.asked_by.id if asked.asked_by else None, other[asked.id])
        for view in views:
            assert len({topic.id for topic in view.topics}) == len(view.topics)
            yield from _told(view)

    def require_counts(self, view: MeetingView, decision: DecisionView) -> None:
        """The person was in the room and the meeting open, as both laptops tell; else it is marked."""
        assert view.brief.meeting_kind == "network", "decided without the person"
        began, closed = view.brief.began, view.brief.closed
        assert began is not None
        assert began <= decision.made
        stays = [stay.there for stay in view.attendances if stay.who.id == self.sam]
        was_here = any(came <= decision.made <= (left or decision.made) for _who, came, left in stays)
        was_open = closed is None or decision.made <= closed + self.apart  # each by a clock of its own
        assert decision.late or (was_here and was_open), "decided without the person in an open meeting"

    def require_invited(self, number: int, view: MeetingView) -> None:
        """Who is invited to what is still planned: exactly those whose yes has stood since they were."""
        known, told = self.known[number], {view.id: view.invited}
        if view.next_meeting is not None:
            told[view.next_meeting.id] = view.next_invited
        for meeting, invited in told.items():
            if known.state(meeting) == "planned":
                rows = [i for i in known.there("invitee") if known.value(i, "meeting_id") == meeting]
                may = {known.value(each, "member_id") for each in rows if known.may_be_invited(each)}
                assert {each.id for each in invited} <= may, "invited without a yes"
                assert {each.id for each in invited} >= may, "invited with a yes, and not told"

    def require_chains(self, number: int, views: list[MeetingView]) -> None:
        known = self.known[number]
        standing = {d.id: d for view in views for d in view.decisions if d.stands}
        changed = {
            known.value(each, "earlier_id"): each for each in standing if known.value(each, "earlier_id")
        }
        for decision in standing.values():
            assert (decision.state in ("changed", "taken_back")) == (decision.id in changed)
        for earlier, later in changed.items():
            assert known.value(earlier, "meeting_id") != known.value(later, "meeting_id")

    def require_offered(self, number: int, views: list[MeetingView]) -> None:
        """What waits is offered to every meeting but its own, until it is taken up."""
        known = self.known[number]
        taken = {known.value(t, "brought_from_id") for t in known.there("topic")}
        for view in views:
            offered = {each.id for each in view.offered}
            for kind in ("outside", "to_bring"):
                assert set(known.there(kind)) - taken <= offered, f"{kind}: not offered"
            one = {view.id, *(each.id for each in view.same if each.joined)}
            for other in views:
                if other.id not in one and known.state(other.id) == "closed":
                    late = {d.id for d in other.decisions if d.stands and d.late} - taken
                    assert late <= offered, "decided late, and not offered"
                    left = {t for t in other.topics if t.state in ("left_open", "carried_over")}
                    for topic in left:  # of two that one meeting has alike, one is offered and taken up
                        alike = {t.id for t in other.topics if t.words == topic.words and other.same}
                        assert {topic.id, *alike} & (taken | offered), "left open, and not offered"

    def require_same(self) -> None:
        """Both tell the same, whoever holds which meeting."""
        walls = [clock.now() for clock in self.clocks]
        for clock in self.clocks:  # what depends on the time is compared at one time
            clock.set_wall(max(walls))
        held = [set(laptop.journal.in_hand) for laptop in self.laptops]
        for laptop in self.laptops:
            laptop.journal.in_hand.clear()
        told = [self.everything(number) for number in (0, 1)]
        for laptop, had in zip(self.laptops, held, strict=True):
            laptop.journal.in_hand |= had
        for clock, wall in zip(self.clocks, walls, strict=True):
            clock.set_wall(wall)
        for here, there in zip(*told, strict=True):
            assert here == there, "both have heard everything and tell different things"

    def everything(self, number: int) -> tuple[Any, ...]:
        journal = self.at(number)
        with journal.read() as reading:
            found = (
                projection.digest(reading.session),
                between_meetings.outside(reading, self.sam),
                between_meetings.to_bring(reading, self.sam),
            )
        meetings_ = sorted(self.known[number].things("meeting"))
        return (
            *found,
            [meeting_views.meeting(journal, meeting) for meeting in meetings_],
            replace(people.record(journal, self.sam), open_elsewhere=False),
            timeline.timeline(journal, self.sam),
            _without_this_laptop(conflicts.to_settle(journal)),
            invitations.persons_words(journal, self.sam),
            planning.planned_meetings(journal),
        )

    def in_the_end(self) -> None:
        for _ in range(2):
            self._hear(0)
            self._hear(1)
        for number in (0, 1):
            self.require_all(number)
            report = check(self.at(number))
            assert report.ok, report.faults
        self.require_same()

    # Help

    def at(self, number: int) -> Journal:
        return self.laptops[number].journal

    def view(self, number: int, meeting: EntityId) -> MeetingView:
        return meeting_views.meeting(self.at(number), meeting)

    def decision(self, number: int, decision: EntityId) -> DecisionView:
        view = self.view(number, self.known[number].value(decision, "meeting_id"))
        return next(each for each in view.decisions if each.id == decision)

    def meeting(self, number: int, which_one: int) -> EntityId | None:
        """One that is open as a rule, else any."""
        known = self.known[number]
        going_on = [m for m in known.things("meeting") if known.goes_on(m)]
        found: EntityId | None = first(
            going_on if going_on and which_one else known.things("meeting"), which_one
        )
        return found

    def anybody(self, number: int, who: int) -> EntityId:
        everybody = [self.sam, *self.members, self.laptops[number].practitioner]
        return everybody[who % len(everybody)]

    def first_wish(self, number: int, meeting: EntityId, holder: EntityId) -> EntityId | None:
        return next((w.id for w in self.view(number, meeting).wishes if w.holder.id == holder), None)

    def closings(self, number: int, meeting: EntityId) -> list[datetime]:
        said = self.known[number].about(meeting)
        return [each.value for each in said if each.name == "closed" and each.value is not None]

    def new_words(self, kind: str) -> str:
        self.count += 1
        return f"{kind} {self.count}"

    def require_said(self, number: int, kind: str, words: str, holder: EntityId | None = None) -> None:
        """A service has acknowledged it, so it is stored under the right name."""
        known = self.known[number]
        found = [t for t in known.there(kind) if words in known.values(t, words_of(kind))]
        assert len(found) == 1, f"{kind}: acknowledged, and not stored"
        assert holder is None or known.value(found[0], UNDER[kind]) == holder

    def tried(self, do: Callable[[], Any]) -> Any:
        """The result, or None where the program refuses in words."""
        try:
            return do()
        except PodError:
            return None

    def did(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except PodError:
            return False
        return True

    def did_in(
        self, number: int, meeting: EntityId, do: Callable[[], object], *, undoably: bool = True
    ) -> bool:
        """The same of what is done inside an open meeting only."""
        goes_on = self.known[number].goes_on(meeting)
        try:
            with self.stack(number, meeting).step("act") if undoably else nullcontext():
                do()
        except NotInMeeting:
            assert not goes_on, "the meeting is open, and the program says that it is not"
            return False
        except PodError:
            return False
        assert goes_on, "done outside an open meeting"
        return True

    def decided(
        self, number: int, meeting: EntityId, do: Callable[[], Any], *, undoably: bool = False
    ) -> Any:
        """The same of what is done only with the person in the room of an open meeting."""
        may = self.known[number].can_decide(meeting, self.sam)
        try:
            with self.stack(number, meeting).step("act") if undoably else nullcontext():
                done = do()
        except (NotInMeeting, PersonNotPresent):
            assert not may, "the person is here, and the program says that nothing can be decided"
            return None
        except PodError:
            return None
        assert may, "decided outside an open meeting with the person in the room"
        return done or True


def _without_this_laptop(waits: ToSettle) -> ToSettle:
    """Each calls itself "this laptop"."""

    def by(some: tuple[SaidBy, ...]) -> tuple[SaidBy, ...]:
        return tuple(replace(each, laptop="") for each in some)

    differences = [
        replace(each, alternatives=tuple(replace(a, said_by=by(a.said_by)) for a in each.alternatives))
        for each in waits.differences
    ]
    back = [replace(each, struck_by=by(each.struck_by)) for each in waits.came_back]
    return ToSettle(tuple(differences), tuple(back))


def _told(view: MeetingView) -> Iterator[tuple[EntityId, tuple[EntityId | None, set[str]]]]:
    """All that is said in a meeting."""
    assert len({topic.id for topic in view.topics}) == len(view.topics)
    opinions = [opinion for decision in view.decisions for opinion in decision.opinions]
    outcomes = [outcome for each in view.decisions for outcome in each.outcomes]
    outcomes += [outcome for each in view.earlier for outcome in each.outcomes]
    several: list[tuple[Any, Any, str]] = [
        *((each, each.holder, each.words) for each in view.wishes),
        *((each, each.holder, each.words) for each in opinions),
        *((each, each.raised_by, each.words) for each in view.topics),
        *((each, each.speaker, each.words) for each in view.quotes),
        *((each, each.who, each.what) for each in view.tasks),
        *((each, None, each.words) for each in view.decisions),
        *((each, each.told_by, each.words) for each in outcomes),
    ]
    for each, who, words in several:
        yield each.id, (who and who.id, {words, *each.also})
    for amendment in view.amendments:
        yield amendment.id, (amendment.by.id, {amendment.words})


# The laptops of one example after the other: making them takes a while, so their disks are copied.


class _Template:
    """A team with a record, on two disks."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.paths = [self.place / f"{name}.db" for name in ("ana", "ben")]
        clock = ManualClock(A_FRIDAY)
        self.practitioners = [new_id(), new_id()]
        journals = [new_journal(path, clock, KEY) for path in self.paths]
        for journal, who in zip(journals, self.practitioners, strict=True):
            journal.set_up_laptop(who)
        ana, _ben = journals
        with ana.act() as act:
            act.create(Team, name="Exe Valley POD")
            for who, name in zip(self.practitioners, ("Ana Reyes", "Ben Cole"), strict=True):
                act.create(Practitioner, id_=who, name=name)
        self.sam = people.add_person(ana, "Sam Okafor")
        self.members = [network.add_member(ana, self.sam, name) for name in ("Aunt May", "Joy", "Tom")]
        laptops = [Laptop(j, clock, who) for j, who in zip(journals, self.practitioners, strict=True)]
        laptops[1].hears(laptops[0])
        for journal in journals:
            journal.close()


@cache
def _template() -> _Template:
    return _Template()


_engines: dict[Path, Engine] = {}


def _opened(path: Path) -> Engine:
    """The database there. An engine is kept for each path, since a new one compiles every statement anew."""
    if path not in _engines:
        _engines[path] = open_database(path, KEY)
    return _engines[path]


def _put_back(template: _Template) -> list[Path]:
    """The two disks as they were."""
    used = template.place / "used"
    if used.exists():
        shutil.rmtree(used)
    used.mkdir()
    return [Path(shutil.copy(path, used / path.name)) for path in template.paths]


run = partial(run_machine, Life)


@pytest.mark.slow
def test_whatever_becomes_of_a_meeting_its_decisions_words_and_invitations_are_as_the_practice_says():
    run(examples=12, steps=40, phases=[Phase.generate])


@pytest.mark.thorough
def test_whatever_becomes_of_a_meeting_its_decisions_words_and_invitations_are_so_for_long():
    run(examples=3_000, steps=60)


@pytest.mark.thorough
@pytest.mark.parametrize("broken", RULES, ids=lambda broken: broken.__name__)
def test_the_machine_finds_each_broken_rule(broken: Broken, monkeypatch: pytest.MonkeyPatch):
    broken(monkeypatch)
    with pytest.raises((AssertionError, Flaky)):
        run(examples=1_000, steps=50, phases=[Phase.generate])
