"""The team's practitioners, the people at the centre, and their first contact."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pod_desktop.domain import days, nhs_number
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.record_views import PersonRow, RecordView, TeamPart
from pod_desktop.domain.response import FirstContact, require_possible
from pod_desktop.domain.roster import Absence
from pod_desktop.domain.views import (
    NONE,
    MeetingBrief,
    PractitionerView,
    Seen,
)
from pod_desktop.errors import BadInput
from pod_desktop.services import briefs, roster, same_meeting
from pod_desktop.services.elsewhere import open_elsewhere, open_on_locked_out
from pod_desktop.services.first_contact import contact_of, first_episode
from pod_desktop.services.joined import stands_in
from pod_desktop.services.names import HUES, practitioner_hue
from pod_desktop.services.roster import team_parts
from pod_desktop.services.shown import differing, shown
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import (
    Episode,
    Meeting,
    Member,
    Person,
    Practitioner,
    Team,
)


def team_name(journal: Journal) -> str:
    """The name of the team whose data this is; "" while a laptop waits to be let into one."""
    with journal.read() as reading:
        teams = reading.all(Team)
    return teams[0].name if teams else ""


def has_team(journal: Journal) -> bool:
    """Whether it is known whose data this is: not yet on a laptop that waits for a team to let it in."""
    with journal.read() as reading:
        return bool(reading.all(Team))


def practitioners(journal: Journal) -> tuple[PractitionerView, ...]:
    """The team, by name; the one using this laptop first."""
    me = journal.author_id
    with journal.read() as reading:
        rows = reading.all(Practitioner)
        forms = shown(reading, Practitioner, [row.id for row in rows])
        found = [
            PractitionerView(
                id=p.id,
                name=p.name,
                profession=p.profession,
                peer=p.peer,
                hue=p.hue,
                is_me=p.id == me,
                seen=forms[p.id].seen,
                differs=forms[p.id].differs,
                away_from=days.day_of(p.away_from),
                away_until=days.day_of(p.away_until),
                left_on=days.day_of(p.left_on),
            )
            for p in rows
        ]
    return tuple(sorted(found, key=lambda p: (not p.is_me, folded(p.name), p.id)))


def practitioners_offered(journal: Journal) -> tuple[PractitionerView, ...]:
    """Who is offered where practitioners are chosen today: nobody on leave, nobody who has left."""
    today = roster.day_of(journal.clock.now())
    return tuple(each for each in practitioners(journal) if each.is_offered(today))


def add_practitioner(journal: Journal, name: str, profession: str = "", *, peer: bool = False) -> EntityId:
    """Add a practitioner to the team. Raises BadInput without a name."""
    name = require_name(name)
    with journal.act() as act:
        hue = practitioner_hue(len(act.all(Practitioner)))
        return act.create(Practitioner, name=name, profession=profession.strip(), peer=peer, hue=hue).id


def change_practitioner(
    journal: Journal,
    id_: EntityId,
    *,
    name: str,
    profession: str,
    peer: bool,
    absence: Absence | None = None,
    seen: Seen | None = None,
) -> None:
    """Change what is said about a practitioner; without an `absence` leave and last day stay as they are.

    Raises BadInput without a name, or for a leave that cannot be.
    """
    said: dict[str, Any] = {"name": require_name(name), "profession": profession.strip(), "peer": peer}
    if absence is not None:
        said |= roster.stored(absence)
    with journal.act() as act:
        act.change(Practitioner, id_, seen=seen, **said)


def add_person(journal: Journal, name: str) -> EntityId:
    """Begin a person's record. Only the name is needed. Raises BadInput without one."""
    name = require_name(name)
    with journal.act() as act:
        hue = len(act.all(Person)) % HUES
        return act.create(Person, name=name, hue=hue, added=journal.clock.now()).id


def change_person(
    journal: Journal,
    person_id: EntityId,
    *,
    name: str,
    nhs: str = "",
    seen: Seen | None = None,
) -> None:
    """Change the name or the NHS number ("" for none). Raises BadInput for a number that cannot be one."""
    number = nhs_number.parse(nhs) if nhs.strip() else ""
    with journal.act() as act:
        act.change(Person, person_id, seen=seen, name=require_name(name), nhs_number=number)


def record_first_contact(
    journal: Journal,
    person_id: EntityId,
    when: Instant,
    by: str,
    *,
    words: str = "",
    offered: Instant | None = None,
    zone: str = "Europe/London",
    seen: Seen | None = None,
) -> EntityId:
    """Record when, by whom and in whose words help was first asked for: the episode of care begins.

    `offered` is when a first meeting was offered. Called again, it changes the same episode; `seen` is what
    the form showed of it. Raises BadInput for a time in the future, or an offer before anybody asked.
    """
    require_possible(FirstContact(when, by, words, offered), journal.clock.now())
    said: dict[str, Any] = {
        "first_contact": when,
        "first_contact_by": by.strip(),
        "first_contact_words": words.strip(),
        "first_offer": offered,
        "zone": zone,
    }
    with journal.act() as act:
        episode = first_episode(act.all(Episode, person_id=person_id))
        if episode is None:
            return act.create(Episode, person_id=person_id, **said).id
        act.change(Episode, episode.id, seen=seen, **said)
        return episode.id


def people(journal: Journal, search: str = "") -> tuple[PersonRow, ...]:
    """Everybody whose name contains all words of `search` (no matter the case or accents).

    Who waits for a first meeting comes first, the longest wait on top; then by name.
    """
    wanted = folded(search).split()
    with journal.read() as reading:
        episodes: dict[EntityId, list[Episode]] = {}
        for each in reading.all(Episode):
            episodes.setdefault(each.person_id, []).append(each)
        meetings: dict[EntityId, list[Meeting]] = {}
        joined = same_meeting.joined_ids(reading)
        for meeting in reading.all(Meeting):
            if meeting.id in joined:
                continue
            meetings.setdefault(meeting.person_id, []).append(meeting)
        rows = [
            _row(
                person,
                first_episode(episodes.get(person.id, [])),
                [briefs.brief(m, reading.in_hand) for m in meetings.get(person.id, [])],
                open_elsewhere(reading, meetings.get(person.id, [])),
                open_on_locked_out(reading, meetings.get(person.id, [])),
            )
            for person in reading.all(Person)
            if all(word in folded(person.name) for word in wanted)
        ]
    return tuple(sorted(rows, key=_list_order))


def _list_order(row: PersonRow) -> tuple[bool, float, str, str]:
    since = row.first_contact.timestamp() if row.waiting and row.first_contact else 0.0
    return (not row.waiting, since, folded(row.name), row.id)


def _open_one(meetings: Sequence[MeetingBrief]) -> MeetingBrief | None:
    return next((m for m in meetings if m.state == MeetingState.OPEN), None)


def _row(
    person: Person, episode: Episode | None, meetings: list[MeetingBrief], elsewhere: bool, locked_out: bool
) -> PersonRow:
    first_contact = episode.first_contact if episode else None
    held = [m for m in meetings if m.state in (MeetingState.OPEN, MeetingState.CLOSED)]
    network = [m for m in held if m.meeting_kind == "network"]
    return PersonRow(
        id=person.id,
        name=person.name,
        hue=person.hue,
        first_contact=first_contact,
        first_contact_by=episode.first_contact_by if episode else "",
        waiting=first_contact is not None and not network,
        next_meeting=briefs.next_planned(meetings),
        open_meeting=_open_one(meetings),
        last_meeting=max(held, key=briefs.began, default=None),
        open_elsewhere=elsewhere,
        open_on_locked_out=locked_out,
    )


def record(journal: Journal, person_id: EntityId) -> RecordView:
    """A person's record. Raises NotFound."""
    with journal.read() as reading:
        person = reading.get(Person, person_id)
        episode = first_episode(reading.all(Episode, person_id=person_id))
        joined = same_meeting.standing(reading, person_id)
        found = [row for row in reading.all(Meeting, person_id=person_id) if row.id not in joined]
        differs = differing(reading, Meeting, [m.id for m in found])
        asked = same_meeting.asked_about(reading, found)
        meetings = [
            replace(
                briefs.brief(m, reading.in_hand), differs=differs.get(m.id, NONE), same_asked=m.id in asked
            )
            for m in found
        ]
        held = sorted((m for m in meetings if m.began and m.meeting_kind == "network"), key=briefs.began)
        form = shown(reading, Person, [person_id])[person_id]
        of_contact = shown(reading, Episode, [episode.id])[episode.id] if episode else None
        return RecordView(
            id=person.id,
            name=person.name,
            hue=person.hue,
            nhs_number=person.nhs_number,
            episode_id=episode.id if episode else None,
            first_contact=episode.first_contact if episode else None,
            first_contact_by=episode.first_contact_by if episode else "",
            contact=contact_of(episode),
            first_offer=episode.first_offer if episode else None,
            first_meeting=held[0].began if held else None,
            team=tuple(sorted(team_parts(reading, person_id, held, joined), key=_strip_order)),
            meetings=tuple(sorted(meetings, key=briefs.when, reverse=True)),
            next_meeting=briefs.next_planned(meetings),
            open_meeting=_open_one(meetings),
            open_elsewhere=open_elsewhere(reading, found),
            open_on_locked_out=open_on_locked_out(reading, found),
            members=count_members(reading, person_id),
            seen=form.seen,
            first_contact_seen=of_contact.seen if of_contact is not None else {},
            differs=form.differs | (of_contact.differs if of_contact is not None else NONE),
        )


def count_members(reading: Reading, person_id: EntityId) -> int:
    """How many people, pets, groups and so on are on the map: somebody with several cards is one."""
    stands = stands_in(reading, person_id)
    return len({stands.get(row.id, row.id) for row in reading.all(Member, person_id=person_id)})


def _strip_order(part: TeamPart) -> tuple[bool, int, str]:
    """Whoever was there from the start first, then whoever was there more often."""
    return not part.since_start, -part.meetings, folded(part.practitioner.name)


def require_name(name: str) -> str:
    """The name without outer spaces. Raises BadInput when nothing is left."""
    if not name.strip():
        raise BadInput("Please give a name; it can be what they like to be called.")
    return " ".join(name.split())


def folded(text: str) -> str:
    """Text for comparing: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
