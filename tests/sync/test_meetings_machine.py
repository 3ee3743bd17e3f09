"""What the people of a team decide, choose and erase while their laptops are apart (SYNC §6).

Three laptops and one folder that works. They hold meetings of one person, also the same one on several,
close them with different choices for their turn logs, invite somebody and are told not to, and erase the
person's data; one may hear of it all a year later. In the end what is left is the same everywhere and is what
the rules of the practice say, worked out here from what each laptop was told.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select
from typing_extensions import override

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choices_offered, strictest
from pod_desktop.errors import PodError
from pod_desktop.services import (
    agenda,
    decisions,
    endings,
    erasure,
    invitations,
    meeting_views,
    meetings,
    network,
    people,
    turn_log,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files
from pod_desktop.storage.tables import JournalEvent, Meeting, Member
from tests.machines import run_machine
from tests.sync.laptops import Laptops, require_equal

LAPTOPS = 3
SAM = "qnamesam"
"""Names and words begin with q, so that they stand in no other bytes."""

which = st.integers(0, LAPTOPS - 1)
one_of = st.integers(0, 20)


@dataclass
class Told:
    """What a meeting was told, on all laptops together."""

    choices: dict[int, LogChoice] = field(default_factory=dict)
    """The last choice of each laptop that made one."""
    turns: set[str] = field(default_factory=set)
    accepted: dict[str, int] = field(default_factory=dict)
    """The words of decisions, and the laptop on which the room accepted them."""
    closed_knowing: dict[int, set[str]] = field(default_factory=dict)
    """The decisions that each laptop which closed the meeting had before it."""
    after_hearing: set[str] = field(default_factory=set)
    """Decisions accepted where another laptop's closing was known already."""


class Meetings(RuleBasedStateMachine):
    """Three laptops that hold meetings of one person."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.clock = ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
        self.told: dict[EntityId, Told] = {}
        self.count = 0
        self.is_erased = False

    @initialize()
    def begin(self) -> None:
        self.laptops = Laptops(self.place, self.clock)
        ana = self.laptops.ana
        self.laptops.join("Ben Okafor")
        self.laptops.join("Cem Acar")
        self.sam = people.add_person(ana, SAM)
        self.may = network.add_member(ana, self.sam, "qnamemay")
        self.laptops.meet()

    @override
    def teardown(self) -> None:
        if hasattr(self, "laptops"):
            self.in_the_end()
            self.laptops.close()
        shutil.rmtree(self.place)

    # What people do

    @rule(number=which, pick=one_of)
    def sit_together(self, number: int, pick: int) -> None:
        """Begin a meeting, or go on with one that another laptop holds."""
        journal = self.at(number)
        meeting = self.picked(pick)
        if meeting is not None and pick % 2:
            self.trying(lambda: meetings.take_in_hand(journal, meeting))
            return
        here = [self.sam, self.may, journal.author_id]
        begun = self.trying(lambda: meetings.begin_meeting(journal, self.sam, here=here))
        if begun is not None:
            self.told[begun] = Told()

    @rule(number=which, pick=one_of)
    def decide(self, number: int, pick: int) -> None:
        journal, meeting = self.at(number), self.picked(pick)
        if meeting is None:
            return
        words = self.new_words("decision")
        knew = self.row(number, meeting)
        worded = self.trying(lambda: decisions.word_decision(journal, meeting, words, None))
        if worded is not None and self.did(lambda: decisions.accept_decision(journal, worded)):
            told = self.told[meeting]
            told.accepted[words] = number
            if knew is not None and knew.closed is not None:
                told.after_hearing.add(words)

    @rule(number=which, pick=one_of)
    def raise_a_topic(self, number: int, pick: int) -> None:
        journal, meeting, words = self.at(number), self.picked(pick), self.new_words("topic")
        if meeting is not None:
            self.trying(lambda: agenda.add_topic(journal, meeting, words, self.sam))

    @rule(number=which, pick=one_of)
    def speak(self, number: int, pick: int) -> None:
        """A turn with words; the log begins with the first, everybody agreeing."""
        journal, meeting = self.at(number), self.picked(pick)
        if meeting is not None:
            self.trying(lambda: self._speak(journal, meeting))

    def _speak(self, journal: Journal, meeting: EntityId) -> None:
        view = turn_log.log_view(journal, meeting)
        if not view.turns:
            turn_log.record_everybody_agreed(journal, meeting)
            turn_log.start_log(journal, meeting)
        seats = turn_log.log_view(journal, meeting).seats
        who = next((seat.who for seat in seats if seat.who.id == self.sam), None)
        if who is None:
            return
        words = self.new_words("turn")
        live = LiveLog(journal, meeting)
        live.nobody()
        live.tap(who)
        turn_log.set_words(journal, turn_log.log_view(journal, meeting).turns[-1].id, words)
        self.told[meeting].turns.add(words)

    @rule(number=which, pick=one_of, choice=st.sampled_from(list(LogChoice)))
    def close(self, number: int, pick: int, choice: LogChoice) -> None:
        meeting = self.picked(pick)
        if meeting is not None:
            self.close_one(number, meeting, choice)

    def close_one(self, number: int, meeting: EntityId, choice: LogChoice) -> None:
        journal, told = self.at(number), self.told[meeting]
        knew = self.standing(number, meeting)
        if self.did(lambda: meetings.close_meeting(journal, meeting, str(choice))):
            told.closed_knowing[number] = told.closed_knowing.get(number, set()) | knew
            if self.require_row(number, meeting).log_kind:
                told.choices[number] = choice

    @rule(number=which, pick=one_of, choice=st.sampled_from(list(LogChoice)))
    def choose_again(self, number: int, pick: int, choice: LogChoice) -> None:
        journal, meeting = self.at(number), self.picked(pick)
        if meeting is not None and self.did(lambda: endings.change_choice(journal, meeting, choice)):
            self.told[meeting].choices[number] = choice

    @rule(number=which)
    def what_is_due(self, number: int) -> None:
        """What the program does by itself in between."""
        endings.carry_out_due_choices(self.at(number))
        erasure.finish_erasures(self.at(number))

    @rule(number=which, yes=st.booleans())
    def the_person_says(self, number: int, yes: bool) -> None:
        journal = self.at(number)
        if yes:
            self.trying(lambda: invitations.person_said_yes(journal, self.may))
        else:
            self.trying(lambda: invitations.take_yes_back(journal, self.may))

    @rule(number=which, other=which)
    def erase(self, number: int, other: int) -> None:
        """Ask, or confirm what somebody asked."""
        asking, confirming = self.at(number), self.at(other)
        self.trying(lambda: erasure.ask_erasure(asking, "person", self.sam, "asked for in a letter"))
        for each in erasure.erasures(confirming):
            self.is_erased |= self.did(partial(erasure.confirm_erasure, confirming, each.id))

    # What the laptops do

    @rule(number=which)
    def exchange(self, number: int) -> None:
        sync.exchange(self.at(number))
        self.what_is_due(number)

    @rule(minutes=st.sampled_from([1, 4, 11, 8 * 24 * 60, 400 * 24 * 60]))
    def time_goes_by(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    # What must hold

    def in_the_end(self) -> None:
        for meeting in self.told:
            for number in range(LAPTOPS):
                row = self.row(number, meeting)
                if row is not None and meeting in self.at(number).in_hand:
                    offered = choices_offered(row.began or self.clock.now(), self.clock.now())
                    self.close_one(number, meeting, offered[0])
        for _ in range(4):
            self.clock.advance(minutes=11)
            for number in range(LAPTOPS):
                self.exchange(number)
                self.choose_where_asked(number)
        self.laptops.meet()
        require_equal(*self.laptops.all)
        for number in range(LAPTOPS):
            with files.looking(self.at(number)) as session:
                bodies = b"".join(session.scalars(select(JournalEvent.body)))
            self.require_invitation(number)
            if self.is_erased:
                assert SAM.encode() not in bodies, "something of an erased person is left"
                continue
            for meeting, told in self.told.items():
                self.require_log(bodies, told)
                self.require_decisions(number, meeting, told)

    def choose_where_asked(self, number: int) -> None:
        for brief in endings.unchosen(self.at(number)):
            choice = choices_offered(brief.began or self.clock.now(), self.clock.now())[0]
            endings.change_choice(self.at(number), brief.id, choice)
            self.told[brief.id].choices[number] = choice

    def require_log(self, bodies: bytes, told: Told) -> None:
        choice = strictest(list(told.choices.values())) if told.choices else None
        for words in told.turns:
            is_there = words.encode() in bodies
            if choice is LogChoice.KEEP:
                assert is_there, "words that all rooms kept are not on every laptop"
            elif choice is not None:
                assert not is_there, "words are left of a log that a room did not keep"

    def require_decisions(self, number: int, meeting: EntityId, told: Told) -> None:
        views = {view.words: view for view in meeting_views.meeting(self.at(number), meeting).decisions}
        assert set(told.accepted) <= {view.words for view in views.values() if view.stands}, (
            "decided, and gone"
        )
        for words, laptop in told.accepted.items():
            knew = [laptop for laptop, known in told.closed_knowing.items() if words in known]
            without = told.closed_knowing.keys() - {*knew, laptop}
            if without and not knew:
                assert views[words].late, "a closing without this decision is not told of"
            if not without:
                assert views[words].late == Late.NO

    def require_invitation(self, number: int) -> None:
        """A no that no later word has seen counts, whatever else was said."""
        with self.at(number).read() as reading:
            row = reading.session.get(Member, self.may)
            if row is None:
                assert self.is_erased
                return
            speaking = [said.value for said in reading.sayings(Member, self.may, "invite_yes") if said.speaks]
        assert (row.invite_yes is True) == (bool(speaking) and all(value is True for value in speaking))

    # Help

    def at(self, number: int) -> Journal:
        return self.laptops.all[number]

    def picked(self, pick: int) -> EntityId | None:
        made = list(self.told)
        return made[pick % len(made)] if made else None

    def new_words(self, kind: str) -> str:
        self.count += 1
        return f"q{kind}{self.count}q"

    def row(self, number: int, meeting: EntityId) -> Meeting | None:
        with self.at(number).read() as reading:
            return reading.session.get(Meeting, meeting)

    def require_row(self, number: int, meeting: EntityId) -> Meeting:
        row = self.row(number, meeting)
        assert row is not None
        return row

    def standing(self, number: int, meeting: EntityId) -> set[str]:
        """The decisions that a laptop knows to stand."""
        row = self.row(number, meeting)
        if row is None or row.state == MeetingState.PLANNED:
            return set()
        view = meeting_views.meeting(self.at(number), meeting)
        return {decision.words for decision in view.decisions if decision.stands}

    def trying(self, do: Callable[[], Any]) -> Any:
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


run = partial(run_machine, Meetings)


@pytest.mark.slow
def test_whatever_is_decided_chosen_and_erased_apart_the_rules_hold_together():
    run(examples=15, steps=25, phases=[Phase.generate])


@pytest.mark.thorough
def test_whatever_is_decided_chosen_and_erased_apart_the_rules_hold_together_for_long():
    run(examples=1_000, steps=40)
