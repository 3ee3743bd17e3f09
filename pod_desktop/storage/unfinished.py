"""Keeping what is being typed in an open meeting, outside the journal (tables/unfinished.py)."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables import Meeting, Unfinished


def kept(connection: Connection, meeting: EntityId) -> dict[str, str]:
    """What was being typed, by the name of its place."""
    query = select(Unfinished.place, Unfinished.words).where(Unfinished.meeting_id == meeting)
    return {row.place: row.words for row in connection.execute(query.order_by(Unfinished.place))}


def keep(connection: Connection, meeting: EntityId, typed: Mapping[str, str]) -> None:
    """This is being typed now, and nothing else."""
    connection.execute(delete(Unfinished).where(Unfinished.meeting_id == meeting))
    rows = [{"meeting_id": meeting, "place": place, "words": words} for place, words in typed.items()]
    if rows:
        connection.execute(insert(Unfinished), rows)


def forget_all(session: Session) -> None:
    """Nothing that was typed anywhere is kept: it may be about whoever was erased."""
    session.execute(delete(Unfinished))


def has_gone(session: Session) -> bool:
    """Whether anything is kept of meetings that are not stored any more."""
    return session.scalars(select(Unfinished.meeting_id).where(_IS_GONE).limit(1)).first() is not None


def forget_gone(session: Session) -> None:
    """Nothing is kept of meetings that are not stored any more."""
    session.execute(delete(Unfinished).where(_IS_GONE))


_IS_GONE = Unfinished.meeting_id.not_in(select(Meeting.id))
