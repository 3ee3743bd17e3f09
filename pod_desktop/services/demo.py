"""The made-up family: people who never lived, played through the use cases at the dates of their script."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from operator import itemgetter

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.clock import Clock, Instant, ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.paths import Profile
from pod_desktop.services import (
    agenda,
    decisions,
    endings,
    invitations,
    meetings,
    network,
    people,
    planning,
    turn_log,
)
from pod_desktop.services.demo_script import (
    AskScript,
    DecisionScript,
    LogScript,
    MeetingScript,
    MemberScript,
    PersonScript,
    Script,
    TaskScript,
    TopicScript,
    moment,
    read_script,
)
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
        for number, member in enumerate(person.members):
            since = self._at(member.since) if member.since else contact + timedelta(minutes=12 + number)
            yield since, partial(self._add_member, person, member)
        mapped = max((self._at(member.since) for member in person.members if member.since), default=contact)
        yield mapped + timedelta(minutes=30), partial(self._tie, person)
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
        if person.nhs_number:
            people.change_person(self._journal, id_, name=person.name, nhs=person.nhs_number)
        contact = self._at(person.first_contact)
        people.record_first_contact(self._journal, id_, contact, person.first_contact_by)

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

    def _tie(self, person: PersonScript) -> None:
        for one, other, known, words in person.ties:
            network.tie(
                self._journal, self.ids[person.key], self.ids[one], self.ids[other], known=known, words=words
            )

    def _note_idea(self, who: str) -> None:
        invitations.note_idea(self._journal, self.ids[who])

    def _ask(self, ask: AskScript) -> None:
        invitations.record_asked(self._journal, self.ids[ask.who], self.ids[ask.by])

    def _answer(self, ask: AskScript) -> None:
        if ask.answer:
            invitations.record_answer(self._journal, self.ids[ask.who], MemberAnswer(ask.answer))

    def _hold(self, person: PersonScript, meeting: MeetingScript) -> None:
        _Sitting(self._journal, self._clock, self.ids, person, meeting).hold()
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


class _Sitting:
    """One meeting, minute by minute."""

    def __init__(
        self,
        journal: Journal,
        clock: ManualClock,
        ids: dict[str, EntityId],
        person: PersonScript,
        script: MeetingScript,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._person = person
        self._script = script
        self._began = clock.now()

    def hold(self) -> None:
        """From who is here to the close."""
        self._begin()
        for minute, do in sorted(self._acts(), key=itemgetter(0)):
            self._clock.set_wall(max(self._clock.now(), self._began + timedelta(minutes=minute)))
            do()

    def _begin(self) -> None:
        script = self._script
        self._id = self._ids[script.key] = meetings.begin_meeting(
            self._journal,
            self._ids[self._person.key],
            here=[self._ids[who] for who in script.here],
            meeting_id=self._ids.get(script.key),
            without_person_reason=script.reason,
            place=script.place,
            place_chosen_by=script.chosen_by,
        )
        seats = turn_log.log_view(self._journal, self._id).seats
        meetings.seat_people(
            self._journal, {stay.id: 360 * place / len(seats) for place, stay in enumerate(seats)}
        )

    def _acts(self) -> Iterator[tuple[float, Callable[[], object]]]:
        script, end = self._script, self._script.minutes
        yield 3, partial(agenda.set_idea_words, self._journal, self._id, script.idea)
        for number, (who, words) in enumerate(script.wishes):
            yield 5 + 2 * number, partial(agenda.set_wish, self._journal, self._id, self._ids[who], words)
        for number, topic in enumerate(script.topics):
            yield 18 + number / 2, partial(self._raise, topic)
        if script.log is not None:
            yield 25, partial(self._log, script.log)
        for number, decision in enumerate(script.decisions):
            yield 42 + 6 * number, partial(self._decide, decision)
        for minute, who, way in script.moves:
            move = meetings.arrive if way == "comes" else meetings.leave
            yield minute, partial(move, self._journal, self._id, self._ids[who])
        yield end - 9, self._settle_topics
        yield end - 8, partial(self._share_out, script.tasks, None)
        for who in script.yes:
            yield end - 5, partial(invitations.person_said_yes, self._journal, self._ids[who])
        choice = script.log.choice if script.log is not None else ""
        yield end, partial(meetings.close_meeting, self._journal, self._id, choice)

    def _raise(self, topic: TopicScript) -> None:
        if topic.brought_from:
            id_ = agenda.bring_forward(self._journal, self._id, self._ids[topic.brought_from])
            if topic.words:
                agenda.reword_topic(self._journal, id_, topic.words)
        else:
            id_ = agenda.add_topic(self._journal, self._id, topic.words, self._ids[topic.by])
        self._ids[topic.key] = id_

    def _settle_topics(self) -> None:
        for topic in self._script.topics:
            if topic.becomes:
                agenda.set_topic_state(self._journal, self._ids[topic.key], TopicState(topic.becomes))

    def _decide(self, script: DecisionScript) -> None:
        id_ = decisions.word_decision(self._journal, self._id, script.words, self._ids[script.topic])
        for who, words in script.views:
            decisions.add_opinion(self._journal, id_, self._ids[who], words)
        if script.accepted:
            self._clock.advance(minutes=2)
            decisions.accept_decision(self._journal, id_)
        self._share_out(script.tasks, id_)

    def _share_out(self, tasks: Sequence[TaskScript], decision: EntityId | None) -> None:
        for task in tasks:
            decisions.add_task(
                self._journal, self._id, self._ids[task.who], task.what, task.by_when, decision
            )

    def _log(self, script: LogScript) -> None:
        turn_log.record_asked_aloud(self._journal, self._id)
        turn_log.record_everybody_agreed(self._journal, self._id)
        turn_log.start_log(self._journal, self._id)
        here = {stay.who.id: stay.who for stay in turn_log.log_view(self._journal, self._id).seats}
        live = turn_log.LiveLog(self._journal, self._id)
        for who, seconds, words in script.spans:
            if who == "silence":
                live.silence()
            elif who == "reflecting":
                live.reflecting()
            else:
                live.tap(here[self._ids[who]])
            if words:
                newest = turn_log.log_view(self._journal, self._id).turns[-1]
                turn_log.set_words(self._journal, newest.id, words)
            self._clock.advance(seconds=max(seconds, 1))
        live.nobody()
