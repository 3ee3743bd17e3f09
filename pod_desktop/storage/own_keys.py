"""Keeping the keys that were chosen for people at the table, outside the journal (tables/own_key.py)."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables import OwnKey, Person


def kept(connection: Connection, person: EntityId) -> dict[EntityId, str]:
    """Whose key is which at this person's meetings; who chose none is left out."""
    query = select(OwnKey.attendee_id, OwnKey.key).where(OwnKey.person_id == person)
    return {row.attendee_id: row.key for row in connection.execute(query)}


def keep(connection: Connection, person: EntityId, keys: Mapping[EntityId, str]) -> None:
    """These are theirs from now on; those of others stay."""
    connection.execute(delete(OwnKey).where(OwnKey.person_id == person, OwnKey.attendee_id.in_(sorted(keys))))
    rows = [{"person_id": person, "attendee_id": who, "key": key} for who, key in keys.items()]
    if rows:
        connection.execute(insert(OwnKey), rows)


def forget_all(session: Session) -> None:
    """No key is anybody's own: whoever was erased had one, perhaps."""
    session.execute(delete(OwnKey))


def forget_gone(session: Session) -> None:
    """Nothing is kept for records that are not stored any more."""
    session.execute(delete(OwnKey).where(OwnKey.person_id.not_in(select(Person.id))))
