"""A writer: records, maps, plans and meetings without a turn log, form by form."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, MeetingView
from pod_desktop.errors import NotAllowed
from pod_desktop.services import (
    agenda,
    decisions,
    invitations,
    meeting_views,
    meetings,
    network,
    people,
    planning,
)
from pod_desktop.storage.journal import Journal
from tests.faults.looking import Seen, plain, spread

_NHS = ("999 000 0018", "999 000 0026", "999 000 0034", "")
_ACTS_OF_A_MEETING = 25
_OTHER: dict[str, TopicState] = {
    TopicState.OPEN: TopicState.TALKED_ABOUT,
    TopicState.TALKED_ABOUT: TopicState.OPEN,
}


def write(journal: Journal, clock: ManualClock, chance: Random) -> Iterator[None]:
    """Goes on for ever, a person at a time; yields after each call of a service that returned."""
    still_open = meetings.open_meeting(journal)
    if still_open is not None:
        yield from _in_the_meeting(journal, clock, chance, still_open.id)
    while True:
        person_id = people.add_person(journal, f"Sam {len(people.people(journal))}")
        yield
        yield from _record(journal, clock, chance, person_id)
        yield from _map(journal, clock, chance, person_id)
        meeting_id = planning.plan_meeting(
            journal, person_id, planned=clock.now() + timedelta(days=1), place="at home"
        )
        yield
        yield from _plan(journal, clock, chance, person_id, meeting_id)
        meetings.begin_meeting(journal, person_id, here=_everybody(journal, person_id), meeting_id=meeting_id)
        yield
        yield from _in_the_meeting(journal, clock, chance, meeting_id)


def _everybody(journal: Journal, person_id: EntityId) -> list[EntityId]:
    members = network.network_map(journal, person_id).members
    return [person_id, *(one.id for one in members), *(one.id for one in people.practitioners(journal))]


def _record(journal: Journal, clock: ManualClock, chance: Random, person_id: EntityId) -> Iterator[None]:
    clock.advance(seconds=30)
    people.record_first_contact(journal, person_id, clock.now() - timedelta(days=1), "a relative")
    yield
    form = people.record(journal, person_id)
    people.change_person(
        journal, person_id, name=f"{form.name} Okafor", nhs=chance.choice(_NHS), seen=form.seen
    )
    yield


def _map(journal: Journal, clock: ManualClock, chance: Random, person_id: EntityId) -> Iterator[None]:
    for name in ("May", "Joy", "the choir"):
        member_id = network.add_member(journal, person_id, f"{name} {chance.randrange(99)}", words="aunt")
        yield
        clock.advance(seconds=3)
        network.place_member(journal, member_id, chance.uniform(0, 359), chance.random(), sector="relatives")
        yield
    members = [member.id for member in network.network_map(journal, person_id).members]
    for _ in range(chance.randrange(3, 9)):
        clock.advance(seconds=5)
        one, other = chance.sample(members, 2)
        match chance.randrange(5):
            case 0:
                network.tie(journal, person_id, one, other, words=f"since {chance.randrange(1960, 2020)}")
            case 1:
                card = network.member(journal, one)
                words = f"aunt {chance.random()}"
                network.change_member(journal, one, seen=card.seen, words=words, contact="by post")
            case 2:
                network.record_needs(journal, one, needs=f"a quiet room {chance.randrange(99)}")
            case 3:
                network.place_member(journal, one, chance.uniform(0, 359), chance.random())
            case 4:
                invitations.note_idea(journal, other)
        yield
    if chance.random() < 0.4:
        network.strike_member(journal, chance.choice(members), "entered twice")
        yield


def _plan(
    journal: Journal, clock: ManualClock, chance: Random, person_id: EntityId, meeting_id: EntityId
) -> Iterator[None]:
    (asker, *_) = people.practitioners(journal)
    invited = []
    for member in network.network_map(journal, person_id).members[:2]:
        clock.advance(minutes=1)
        invitations.person_said_yes(journal, member.id)
        yield
        invitations.record_asked(journal, member.id, asker.id)
        yield
        invited.append(member.id)
    planning.change_plan(
        journal,
        meeting_id,
        planned=clock.now() + timedelta(days=chance.randrange(1, 9)),
        zone="Europe/London",
        place=f"the kitchen {chance.randrange(99)}",
        place_chosen_by="person",
        invited=invited,
    )
    yield


def _in_the_meeting(
    journal: Journal, clock: ManualClock, chance: Random, meeting_id: EntityId
) -> Iterator[None]:
    for _ in range(_ACTS_OF_A_MEETING):
        clock.advance(seconds=20)
        try:
            _one_act(journal, meeting_views.meeting(journal, meeting_id), chance)
        except NotAllowed:
            continue  # a decision that stands already, say
        yield
    meetings.close_meeting(journal, meeting_id)
    yield


def _one_act(journal: Journal, view: MeetingView, chance: Random) -> None:
    """Something that is said in a meeting; nothing where it has no ground yet."""
    holder = chance.choice([stay.who.id for stay in view.attendances])
    words = f"what was said the {chance.randrange(10**6)}th time"
    topic = chance.choice(view.topics) if view.topics else None
    decision = chance.choice(view.decisions) if view.decisions else None
    match chance.randrange(9):
        case 0:
            agenda.set_idea_words(journal, view.brief.id, words)
        case 1:
            agenda.set_wish(journal, view.brief.id, holder, words)
        case 2 if view.wishes:
            agenda.wish_becomes_topic(journal, chance.choice(view.wishes).id)
        case 3:
            agenda.add_topic(journal, view.brief.id, words, holder)
        case 4 if topic is not None:
            agenda.move_topic(journal, topic.id, chance.randrange(len(view.topics)))
        case 5 if topic is not None:
            agenda.set_topic_state(journal, topic.id, _OTHER[topic.state])
        case 6:
            decisions.word_decision(journal, view.brief.id, words, topic.id if topic is not None else None)
        case 7 if decision is not None:
            _about_a_decision(journal, decision, holder, chance)
        case 8:
            decisions.add_task(journal, view.brief.id, holder, words, "by Friday")


def _about_a_decision(journal: Journal, decision: DecisionView, holder: EntityId, chance: Random) -> None:
    match chance.randrange(3):
        case 0:
            decisions.reword_decision(journal, decision.id, f"{decision.words}, and slowly")
        case 1:
            decisions.accept_decision(journal, decision.id)
        case 2:
            decisions.add_opinion(journal, decision.id, holder, "I see it in another way")


def look(journal: Journal) -> Seen:
    """Everybody's record, map and meetings, and the meeting that is offered back."""
    still_open = meetings.open_meeting(journal)
    seen: Seen = {"open meeting": still_open.id if still_open else None}
    for row in people.people(journal):
        record = people.record(journal, row.id)
        seen |= spread(f"record {row.id}", record)
        seen |= spread(f"map {row.id}", network.network_map(journal, row.id))
        for brief in record.meetings:
            seen |= spread(f"meeting {brief.id}", meeting_views.meeting(journal, brief.id))
    seen["planned"] = plain([brief.id for brief in planning.planned_meetings(journal)])
    return seen
