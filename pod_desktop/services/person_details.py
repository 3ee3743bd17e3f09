"""What may be said of the person themself: born, NHS number, address, how to reach them, what they need.

All of it is optional. It is for the record alone: no map, no meeting and no shared view has anything of it.
"""

from typing import Any

from pod_desktop.domain import date_of_birth, days, nhs_number
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import PersonDetails
from pod_desktop.domain.views import Seen
from pod_desktop.services.first_contact import contact_of, first_episode
from pod_desktop.services.roster import day_of
from pod_desktop.services.shown import shown
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Episode, Person

_NEEDS = {"needs", "needs_format", "needs_support", "needs_language"}
_FREE_TEXT = {"address", "contact"}


def details(journal: Journal, person_id: EntityId) -> PersonDetails:
    """What is said of the person so far. Raises NotFound."""
    with journal.read() as reading:
        row = reading.get(Person, person_id)
        form = shown(reading, Person, [person_id])[person_id]
        return PersonDetails(
            id=row.id,
            name=row.name,
            born=days.day_of(row.born),
            nhs_number=row.nhs_number,
            address=row.address,
            contact=row.contact,
            needs=row.needs,
            needs_format=row.needs_format,
            needs_support=row.needs_support,
            needs_language=row.needs_language,
            needs_asked=row.needs_asked,
            needs_review=row.needs_review,
            began=contact_of(first_episode(reading.all(Episode, person_id=person_id))),
            seen=form.seen,
            differs=form.differs,
        )


def change_details(journal: Journal, person_id: EntityId, *, seen: Seen | None = None, **fields: str) -> None:
    """Change any of born, nhs_number, address and contact, each as it was typed; "" takes it away.

    Raises BadInput for a date of birth or an NHS number that cannot be one; then nothing is changed.
    """
    if unknown := fields.keys() - _FREE_TEXT - {"born", "nhs_number"}:
        raise TypeError(f"no details of a person: {sorted(unknown)}")
    values: dict[str, Any] = {name: typed.strip() for name, typed in fields.items()}
    if values.get("born"):
        values["born"] = days.stored(date_of_birth.parse(values["born"], day_of(journal.clock.now())))
    if values.get("nhs_number"):
        values["nhs_number"] = nhs_number.parse(values["nhs_number"])
    with journal.act() as act:
        act.change(Person, person_id, seen=seen, **values)


def record_needs(journal: Journal, person_id: EntityId, *, seen: Seen | None = None, **needs: str) -> None:
    """Record what they need to take part, asked just now; without words they were asked and nothing is new.

    `needs` are any of needs, needs_format, needs_support and needs_language.
    """
    if unknown := needs.keys() - _NEEDS:
        raise TypeError(f"no communication needs: {sorted(unknown)}")
    said: dict[str, Any] = {name: words.strip() for name, words in needs.items()}
    with journal.act() as act:
        act.change(Person, person_id, seen=seen, **said, needs_asked=journal.clock.now())


def plan_needs_review(
    journal: Journal, person_id: EntityId, when: Instant | None, *, seen: Seen | None = None
) -> None:
    """When to ask again what they need; None for no date."""
    with journal.act() as act:
        act.change(Person, person_id, seen=seen, needs_review=when)
