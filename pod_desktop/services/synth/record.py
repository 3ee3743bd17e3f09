"""One made-up person: how their record begins, and what is between two meetings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.network import Known, Sector, sector_span
from pod_desktop.services import invitations, network, people, planning
from pod_desktop.services.synth import words
from pod_desktop.storage.journal import Journal


@dataclass
class Record:
    """What is known of a made-up person from one meeting to the next."""

    journal: Journal
    clock: ManualClock
    team: Sequence[EntityId]
    person: EntityId
    members: list[EntityId] = field(default_factory=list)
    sectors: dict[EntityId, Sector] = field(default_factory=dict)
    coming: list[EntityId] = field(default_factory=list)
    """Members to whose invitation the person said yes, the latest last."""
    planned: EntityId | None = None
    """The next meeting, if one was planned."""
    left_open: EntityId | None = None
    """A topic of the last meeting to bring forward."""

    def place(self, chance: Random, member: EntityId) -> None:
        """Put a member somewhere in their sector of the map, or move them there."""
        start, end = sector_span(self.sectors[member])
        angle = round(start + (end - start) * (0.1 + 0.8 * chance.random()), 1)
        distance = round(0.25 + 0.7 * chance.random(), 2)
        network.place_member(self.journal, member, angle, distance)

    def tie_two(self, chance: Random) -> None:
        """Join two members, or say anew how they are joined."""
        one, other = chance.sample(self.members, 2)
        known = chance.choice([Known.YES, Known.YES, Known.NO, Known.NOT_KNOWN])
        said = words.sentence(chance) if chance.random() < 0.5 else ""
        network.tie(self.journal, self.person, one, other, known=known, words=said)

    def ask_and_plan(self, chance: Random, last: EntityId) -> None:
        """Whoever the person said yes to is asked and answers; the next meeting is planned."""
        asked = self.coming[-1]
        self.clock.advance(minutes=5)
        invitations.record_asked(self.journal, asked, self.team[0])
        invitations.record_answer(self.journal, asked, chance.choice(list(MemberAnswer)))
        self.planned = planning.plan_meeting(
            self.journal,
            self.person,
            planned=self.clock.now() + timedelta(days=7),
            place=chance.choice(words.PLACES),
            place_chosen_by="person",
            invited=self.coming[-3:],
            set_in=last,
        )


def begin_record(journal: Journal, clock: ManualClock, team: Sequence[EntityId], chance: Random) -> Record:
    """The first contact: name, NHS number, who belongs to the person's life, and who knows whom."""
    person = people.add_person(journal, words.name(chance))
    record = Record(journal, clock, team, person)
    if chance.random() < 0.8:
        known_as = people.record(journal, person).name
        people.change_person(journal, person, name=known_as, nhs=words.nhs_number(chance))
    people.record_first_contact(journal, person, clock.now() - timedelta(minutes=20), words.name(chance))
    for relation, sector in chance.sample(words.RELATIONS, chance.randint(4, 7)):
        clock.advance(minutes=1)
        _add_member(record, chance, relation, Sector(sector))
    for _ in range(3):
        record.tie_two(chance)
    return record


def _add_member(record: Record, chance: Random, relation: str, sector: Sector) -> None:
    member = network.add_member(
        record.journal, record.person, words.first_name(chance), words=relation, sector=sector
    )
    record.members.append(member)
    record.sectors[member] = sector
    record.place(chance, member)
    knows, worried, could_help = (chance.choice(list(Known)) for _ in range(3))
    network.change_member(record.journal, member, knows=knows, worried=worried, could_help=could_help)
