"""What forms and pages show of things, with the marks for what laptops say differently."""

from collections.abc import Mapping, Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import NONE, Differs
from pod_desktop.storage.reading import Form, Reading
from pod_desktop.storage.tables import Synced

_PRIVATE: Mapping[str, frozenset[str]] = {
    "member": frozenset(
        {"invite_idea", "invite_yes", "invite_said", "asked_by_id", "asked", "answer", "answered"}
    ),
    "invitee": frozenset({"asks_id"}),
}
"""The person's own word on inviting somebody: see `services.conflicts`."""
_ELSEWHERE: Mapping[str, frozenset[str]] = {"team": frozenset({"recovery_key"})}
"""Two recovery sheets at once are told, and settled by making a new one, under "Keeping safe"."""


def shown(reading: Reading, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Form]:
    """What forms opened now show of these things, in few queries; nothing private among what differs."""
    return {
        id_: Form(form.seen, frozenset(name for name in form.differs if not is_hidden(table, name)))
        if form.differs
        else form
        for id_, form in reading.forms(table, ids).items()
    }


def differing(reading: Reading, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Differs]:
    """What differs of each of these; things of which nothing does are left out. Quicker than `shown`."""
    found: dict[EntityId, Differs] = {}
    for each in reading.conflicts(ids):
        if each.table is table and not is_hidden(table, each.name):
            found[each.id] = found.get(each.id, NONE) | {each.name}
    return found


def other_words(
    reading: Reading, table: type[Synced], id_: EntityId, form: Form, name: str
) -> tuple[str, ...]:
    """The words of that field that stand beside the shown ones, the first said first; none as a rule."""
    if name not in form.differs:
        return ()
    said = [each for each in reading.sayings(table, id_, name) if each.speaks]
    now = getattr(reading.get(table, id_), name)
    return tuple(dict.fromkeys(str(each.value) for each in said if each.value not in (now, "", None)))


def is_hidden(table: type[Synced], name: str) -> bool:
    """Whether a field is never listed or marked where laptops say different things of it."""
    return name in _PRIVATE.get(table.kind, ()) or name in _ELSEWHERE.get(table.kind, ())
