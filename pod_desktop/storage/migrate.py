"""Bringing a database to the shape that this version of the program needs.

Alembic is imported only when there is something to do.
"""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import understood
from pod_desktop.storage.migrations import HEAD, KNOWN
from pod_desktop.storage.projection import KINDS, columns_of, project, rebuild

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext, MigrationStep

_log = logging.getLogger(__name__)
_VERSION_TABLE = "alembic_version"
_HEADS_WITHOUT_KIND = ("0001", "0002", "0003", "0004", "0005")
"""Revisions after which all that is worked out from the journal is worked out anew."""


class NewerDatabase(PodError):
    """The database was made by a newer version of the program."""


class StrangeDatabase(PodError):
    """The database opens, but this program did not make it."""


def upgrade(engine: Engine) -> bool:
    """Bring the database to the newest shape, from nothing or from any earlier one, in one transaction.

    Returns whether anything had to be done. Raises NewerDatabase or StrangeDatabase; then, as after a crash,
    nothing has been changed.
    """
    with engine.connect() as connection:
        stored = _stored_revision(connection)
    if stored == HEAD:
        return False
    require_known(stored)
    with writing(engine) as connection:
        before = _columns(connection)
        _run_steps(connection)
        if stored in _HEADS_WITHOUT_KIND:
            with Session(connection) as session:
                rebuild(session)
        elif stored is not None:
            _enter_what_is_known_now(connection, before)
    _log.info("database upgraded")
    return True


def is_older(engine: Engine) -> bool:
    """Whether the database has something in it and an earlier shape than today's.

    Raises NewerDatabase or StrangeDatabase.
    """
    with engine.connect() as connection:
        stored = _stored_revision(connection)
    require_known(stored)
    return stored not in {None, HEAD}


def require_known(stored: str | None) -> None:
    """Refuse a revision that this version of the program does not know. Raises NewerDatabase."""
    if stored is not None and stored not in KNOWN:
        raise NewerDatabase(
            "This team’s data was made by a newer version of POD Desktop. "
            "Update the program to open it; nothing has been changed."
        )


def _stored_revision(connection: Connection) -> str | None:
    """The revision the database is at; None for one with nothing in it."""
    tables = {
        str(row[0])
        for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables:
        return None
    if _VERSION_TABLE in tables:
        stored = connection.exec_driver_sql(f"SELECT version_num FROM {_VERSION_TABLE}").scalar()  # noqa: S608
        if stored is not None:
            return str(stored)
    raise StrangeDatabase(
        "The data on this laptop is not laid out as POD Desktop does it, so it was left alone. "
        "Nothing has been changed."
    )


def _columns(connection: Connection) -> dict[str, set[str]]:
    """The columns of the table of each kind; none where there is no table yet."""
    return {
        kind: {str(row[1]) for row in connection.exec_driver_sql(f"PRAGMA table_info({table.__tablename__})")}
        for kind, table in KINDS.items()
    }


def _enter_what_is_known_now(connection: Connection, before: dict[str, set[str]]) -> None:
    """Newer laptops may have sent fields and kinds that were only kept, raw, as long as nobody knew them."""
    new = {
        kind: {wire for wire, name in columns_of(table).names.items() if name not in before[kind]}
        for kind, table in KINDS.items()
    }
    if not any(new.values()):
        return
    waiting: set[tuple[str, EntityId]] = set()
    for (body,) in connection.exec_driver_sql("SELECT body FROM event WHERE length(body) > 0"):
        event = understood(body)
        if event is not None and new.get(event.kind, set()) & event.fields.keys():
            waiting.add((event.kind, EntityId(event.entity.hex())))
    with Session(connection) as session:
        for kind, entity in sorted(waiting):
            project(session, KINDS[kind], entity)


def _run_steps(connection: Connection) -> None:
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"fn": _steps, "version_table": _VERSION_TABLE})
    with Operations.context(context):
        context.run_migrations()


def _steps(done: tuple[str, ...], _context: "MigrationContext") -> "Iterator[MigrationStep]":
    """What is still to be done after the revision in `done`."""
    from alembic.runtime.migration import MigrationStep
    from alembic.script import Script
    from alembic.script.revision import RevisionMap

    from pod_desktop.storage.migrations.versions import IN_ORDER

    revisions = RevisionMap(lambda: [Script(step, step.revision, step.__name__) for step in IN_ORDER])
    first = KNOWN.index(done[0]) + 1 if done else 0
    for revision in KNOWN[first:]:
        script = cast("Script", revisions.get_revision(revision))
        yield MigrationStep.upgrade_from_script(revisions, script)
