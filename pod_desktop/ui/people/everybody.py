"""The entries of the list of people: which, in what order, and in what words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.erasing import About, ErasureView, waiting
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import PersonRow
from pod_desktop.domain.views import (
    MeetingBrief,
)
from pod_desktop.services import Journal, endings, erasure, people, planning
from pod_desktop.ui import times
from pod_desktop.ui.people import words
from pod_desktop.ui.people.entry_paint import Entry
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.widgets import initials

translate = QCoreApplication.translate

PERSON, MEETING, SUMMARY, ERASURE = "person", "meeting", "summary", "erasure"


_OF_NEXT = frozenset({"planned", "zone", "place"})
"""What differs of a meeting that is planned leads there from here, as from the head of the record."""


def is_about(key: str) -> tuple[str, EntityId]:
    """What an entry opens: PERSON, MEETING, SUMMARY or ERASURE, and its id."""
    kind, id_ = key.split(" ")[-2:]
    return kind, EntityId(id_)


@dataclass(frozen=True)
class Everybody:
    """All people and the meetings that are planned, looked up once; made into entries as often as needed."""

    rows: Sequence[PersonRow]
    planned: Sequence[MeetingBrief]
    """The earliest first."""
    unchosen: Sequence[MeetingBrief] = ()
    """Closed, with a turn log here for which no room has chosen."""
    erasures: Sequence[ErasureView] = ()
    """Asked for, and not confirmed yet."""
    _folded: dict[EntityId, str] = field(init=False)
    _plans: dict[EntityId, list[MeetingBrief]] = field(init=False)

    def __post_init__(self) -> None:
        plans: dict[EntityId, list[MeetingBrief]] = {}
        for meeting in self.planned:
            plans.setdefault(meeting.person_id, []).append(meeting)
        object.__setattr__(self, "_plans", plans)
        object.__setattr__(self, "_folded", {row.id: people.folded(row.name) for row in self.rows})

    @classmethod
    def look_up(cls, journal: Journal) -> "Everybody":
        """Everybody as they are now."""
        return cls(
            people.people(journal),
            planning.planned_meetings(journal),
            endings.unchosen(journal),
            waiting(erasure.erasures(journal)),
        )

    def whose(self, meeting_id: EntityId) -> EntityId:
        """The person of one of these planned meetings. Raises StopIteration for another meeting."""
        return next(meeting.person_id for meeting in self.planned if meeting.id == meeting_id)

    def entries(self, search: str, now: Instant) -> list[Entry]:
        """Without a search the sections of the list; with one, whoever's name has all its words."""
        wanted = people.folded(search).split()
        by_name = sorted(self.rows, key=lambda row: (self._folded[row.id], row.id))
        if wanted:
            found = [row for row in by_name if all(word in self._folded[row.id] for word in wanted)]
            return [self._person(row, now) for row in found]
        entries = [
            *_under(translate("people", "Waiting for a first meeting"), "waiting", self._waiting(now)),
            *_under(translate("people", "Today’s meetings"), "today", self._today(now)),
            *_under(translate("people", "A turn log waits for a choice"), "unchosen", self._unchosen(now)),
            *_under(
                translate("people", "Erasure waits for a second practitioner"),
                "erasures",
                self._to_erase(now),
            ),
        ]
        everybody = [self._person(row, now) for row in by_name]
        if not everybody or not entries:
            return [*entries, *everybody]
        return [*entries, *_under(translate("people", "Everybody"), "all", everybody)]

    def of_name(self, name: str) -> PersonRow | None:
        """Somebody with just this name, however it is written; None when there is nobody."""
        wanted = people.folded(" ".join(name.split()))
        return next((row for row in self.rows if wanted and self._folded[row.id] == wanted), None)

    def _waiting(self, now: Instant) -> list[Entry]:
        """In the order of the wait; the one who waits longest first."""
        return [
            Entry(
                f"waiting {PERSON} {row.id}",
                row.name,
                times.beginning(words.waiting(row, now)),
                self._ahead(row, now) or translate("people", "No meeting planned yet"),
                badge=(initials(row.name), row.hue),
                differs=_wanted(self._next(row, now)),
            )
            for row in self.rows
            if row.waiting
        ]

    def _today(self, now: Instant) -> list[Entry]:
        """The open meeting, then those planned for today, whether their time has come or not."""
        whose = {row.id: row for row in self.rows}
        entries = [
            Entry(
                f"today {MEETING} {row.open_meeting.id}",
                row.name,
                _of_open_meeting(row),
                translate("people", "since {clock}").format(clock=words.clock(row.open_meeting)),
                badge=(initials(row.name), row.hue),
                more=translate("people", "A turn log that it kept is on that laptop only")
                if row.open_on_locked_out
                else "",
            )
            for row in self.rows
            if row.open_meeting is not None
        ]
        for meeting in self.planned:
            row = whose.get(meeting.person_id)
            if row is not None and meeting.planned is not None and words.is_today(meeting, now):
                entries.append(
                    Entry(
                        f"today {meeting.id} {PERSON} {row.id}",
                        row.name,
                        meeting.place or translate("people", "Where it is held is not said yet"),
                        words.clock(meeting),
                        badge=(initials(row.name), row.hue),
                        differs=_wanted(meeting),
                    )
                )
        return entries

    def _unchosen(self, now: Instant) -> list[Entry]:
        whose = {row.id: row for row in self.rows}
        return [
            Entry(
                f"unchosen {SUMMARY} {meeting.id}",
                whose[meeting.person_id].name,
                translate("people", "Nobody has chosen yet what becomes of it"),
                words.when(meeting, now),
                badge=(initials(whose[meeting.person_id].name), whose[meeting.person_id].hue),
            )
            for meeting in self.unchosen
            if meeting.person_id in whose
        ]

    def _to_erase(self, now: Instant) -> list[Entry]:
        """The latest first, also of what is not on this laptop any more."""
        whose = {row.id: row for row in self.rows}
        entries = []
        for view in self.erasures:
            row = whose.get(view.person_id) if view.person_id is not None else None
            asked = translate("people", "{who} asked for it {when}").format(
                who=view.asked_by, when=times.day_words(view.asked, times.HOME_ZONE, now, translate)
            )
            of = ""
            if view.about_kind == About.MEMBER and row is not None:
                of = translate("people", "In {name}’s network").format(name=row.name)
            entries.append(
                Entry(
                    f"{ERASURE} {view.id}",
                    view.name or translate("people", "Somebody whose record is not on this laptop"),
                    ". ".join(part for part in (of, asked) if part),
                    badge=(initials(view.name), row.hue) if row is not None and not of else None,
                )
            )
        return entries

    def _person(self, row: PersonRow, now: Instant) -> Entry:
        if row.waiting:
            detail = times.beginning(words.waiting(row, now))
        else:
            detail = words.last_meeting(row.last_meeting, now)
        if row.open_meeting is not None:
            left_open = translate("people", "Open on a locked-out laptop")
            ahead = left_open if row.open_on_locked_out else translate("people", "In a meeting now")
            differs = None
        else:
            ahead, differs = self._ahead(row, now), _wanted(self._next(row, now))
        badge = (initials(row.name), row.hue)
        return Entry(f"{PERSON} {row.id}", row.name, detail, ahead, badge=badge, differs=differs)

    def _ahead(self, row: PersonRow, now: Instant) -> str:
        return words.next_meeting(self._next(row, now), now, first=row.waiting)

    def _next(self, row: PersonRow, now: Instant) -> MeetingBrief | None:
        return words.upcoming(self._plans.get(row.id, []), now)


def _of_open_meeting(row: PersonRow) -> str:
    if row.open_on_locked_out:
        return translate("people", "Open meeting on a laptop that is locked out – go into it")
    if row.open_elsewhere:
        return translate("people", "Open meeting on another laptop – go into it")
    return translate("people", "Open meeting – go back to it")


def _wanted(meeting: MeetingBrief | None) -> Wanted | None:
    differs = meeting.differs & _OF_NEXT if meeting is not None else None
    return Wanted(meeting.id, differs) if meeting is not None and differs else None


def _under(title: str, key: str, entries: list[Entry]) -> list[Entry]:
    return [Entry(key, title, heading=True), *entries] if entries else []
