"""The made-up family: people who never lived, played through the use cases at the dates of their script."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from operator import itemgetter

from pod_desktop.domain.clock import Clock, Instant, ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.network import Direction, pair
from pod_desktop.paths import Profile
from pod_desktop.services import (
    endings,
    invitations,
    network,
    people,
    person_details,
    planning,
)
from pod_desktop.services.demo_script import (
    AskScript,
    MeetingScript,
    MemberScript,
    MoveScript,
    PersonScript,
    Script,
    TieScript,
    moment,
    read_script,
)
from pod_desktop.services.demo_sitting import Sitting
from pod_desktop.services.profile import open_team, start_team
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost

_CHEAP = Cost(memory=8 * 1024 * 1024, passes=1)
"""Nothing here is worth guessing at: nobody in it is real, and the passphrase is 128 random bits."""

_Step = tuple[Instant, Callable[[], object]]


def start_demo(profile: Profile, clock: Clock) -> Journal:
    """Fill an empty (temporary) profile with the made-up family and open it with `clock`.

    Its passphrase is made up too and told to nobody. Raises MissingPart and what `start_team` raises.
    """
    script, now = read_script(), clock.now()
    past = ManualClock(min(moment(person.first_contact, now) for person in script.people) - timedelta(days=1))
    me, passphrase = script.practitioners[0], secrets.token_hex(16)
    journal = start_team(
        profile,
        team=script.team,
        author=me.name,
        profession=me.profession,
        peer=me.peer,
        passphrase=passphrase,
        clock=past,
        cost=_CHEAP,
    )
    try:
        make_demo(journal, past, now)
    finally:
        journal.close()
    return open_team(profile, passphrase, clock)


def make_demo(journal: Journal, clock: ManualClock, now: Instant) -> dict[str, EntityId]:
    """Play the made-up family into a team that is used by its first practitioner and has nobody else yet.

    `clock` is the journal's; it is moved through the script's dates and stands at `now` at the end. Returns
    the ids under the script's keys.
    """
    player = _Player(journal, clock, now)
    player.play(read_script())
    clock.set_wall(now)
    return player.ids


class _Player:
    """Does what the script says, in the order of time."""

    def __init__(self, journal: Journal, clock: ManualClock, now: Instant) -> None:
        self.ids: dict[str, EntityId] = {}
        self._journal = journal
        self._clock = clock
        self._now = now

    def play(self, script: Script) -> None:
        """The team, then everything that happened."""
        first, *others = script.practitioners
        self.ids[first.key] = self._journal.author_id
        for one in others:
            self.ids[one.key] = people.add_practitioner(
                self._journal, one.name, one.profession, peer=one.peer
            )
        steps = [step for person in script.people for step in self._story(person)]
        for instant, do in sorted(steps, key=itemgetter(0)):
            self._clock.set_wall(instant)
            do()

    def _story(self, person: PersonScript) -> Iterator[_Step]:
        contact = self._at(person.first_contact)
        yield contact + timedelta(minutes=10), partial(self._begin_record, person)
        since = {person.key: contact}
        for number, member in enumerate(person.members):
            usual = contact + timedelta(minutes=12 + number)
            since[member.key] = self._at(member.since) if member.since else usual
            yield since[member.key], partial(self._add_member, person, member)
        for tie in person.ties:
            both_there = max(since[tie.one], since[tie.other])
            yield both_there + timedelta(minutes=15), partial(self._tie, person, tie)
        for move in person.moves:
            yield self._at(move.when), partial(self._move, move)
        for idea in person.ideas:
            yield self._at(idea.when), partial(self._note_idea, idea.who)
        for ask in person.asks:
            yield self._at(ask.when), partial(self._ask, ask)
            yield self._at(ask.when) + timedelta(hours=1), partial(self._answer, ask)
        for meeting in person.meetings:
            if meeting.minutes:
                yield self._at(meeting.began), partial(self._hold, person, meeting)

    def _at(self, words: str) -> Instant:
        return moment(words, self._now)

    def _begin_record(self, person: PersonScript) -> None:
        id_ = self.ids[person.key] = people.add_person(self._journal, person.name)
        contact = self._at(person.first_contact)
        people.record_first_contact(
            self._journal, id_, contact, person.first_contact_by, words=person.first_contact_words
        )
        if person.nhs_number or person.born or person.contact:
            person_details.change_details(
                self._journal, id_, nhs_number=person.nhs_number, born=person.born, contact=person.contact
            )
        if person.needs:
            person_details.record_needs(self._journal, id_, needs=person.needs)

    def _add_member(self, person: PersonScript, member: MemberScript) -> None:
        id_ = self.ids[member.key] = network.add_member(
            self._journal,
            self.ids[person.key],
            member.name,
            words=member.words,
            sector=member.sector,
            member_kind=member.kind,
        )
        if member.place is not None:
            network.place_member(self._journal, id_, *member.place)
        network.change_member(
            self._journal,
            id_,
            knows=member.knows,
            worried=member.worried,
            could_help=member.could_help,
            contact=member.contact,
        )
        if member.needs:
            network.record_needs(self._journal, id_, needs=member.needs)

    def _tie(self, person: PersonScript, tie: TieScript) -> None:
        one, other = self.ids[tie.one], self.ids[tie.other]
        made = network.tie(self._journal, self.ids[person.key], one, other, known=tie.known, words=tie.words)
        if tie.way or tie.how:
            forth = (tie.way == "forth") == (pair(one, other)[0] == one)
            way = Direction.A_TO_B if forth else Direction.B_TO_A
            network.change_tie(
                self._journal, made, direction=way if tie.way else Direction.NONE, quality=tie.how
            )

    def _move(self, move: MoveScript) -> None:
        network.place_member(self._journal, self.ids[move.who], *move.place)

    def _note_idea(self, who: str) -> None:
        invitations.note_idea(self._journal, self.ids[who])

    def _ask(self, ask: AskScript) -> None:
        invitations.record_asked(self._journal, self.ids[ask.who], self.ids[ask.by])

    def _answer(self, ask: AskScript) -> None:
        if ask.answer:
            invitations.record_answer(self._journal, self.ids[ask.who], MemberAnswer(ask.answer))

    def _hold(self, person: PersonScript, meeting: MeetingScript) -> None:
        Sitting(self._journal, self._clock, self.ids, person, meeting).hold()
        for following in person.meetings:
            if following.set_in == meeting.key:
                self._plan(person, following)
        self._clock.advance(minutes=11)
        endings.carry_out_due_choices(self._journal)

    def _plan(self, person: PersonScript, following: MeetingScript) -> None:
        self.ids[following.key] = planning.plan_meeting(
            self._journal,
            self.ids[person.key],
            planned=self._at(following.began),
            place=following.place,
            place_chosen_by=following.chosen_by,
            invited=[self.ids[who] for who in following.invited],
            set_in=self.ids[following.set_in],
        )
