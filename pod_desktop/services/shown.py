"""What forms and pages show of things, with the marks for what laptops say differently."""

from collections.abc import Mapping, Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.reading import Form, Reading
from pod_desktop.storage.tables import Synced

_PRIVATE: Mapping[str, frozenset[str]] = {
    "member": frozenset(
        {"invite_idea", "invite_yes", "invite_said", "asked_by_id", "asked", "answer", "answered"}
    )
}
"""The person's own word on inviting somebody: see `services.conflicts`."""
_ELSEWHERE: Mapping[str, frozenset[str]] = {"team": frozenset({"recovery_key"})}
"""Two recovery sheets at once are told, and settled by making a new one, under "Keeping safe"."""


def shown(reading: Reading, table: type[Synced], ids: Sequence[EntityId]) -> dict[EntityId, Form]:
    """What forms opened now show of these things, in few queries; nothing private among what differs."""
    return {
        id_: Form(form.seen, frozenset(name for name in form.differs if not is_hidden(table, name)))
        for id_, form in reading.forms(table, ids).items()
    }


def is_hidden(table: type[Synced], name: str) -> bool:
    """Whether a field is never listed or marked where laptops say different things of it."""
    return name in _PRIVATE.get(table.kind, ()) or name in _ELSEWHERE.get(table.kind, ())
