"""Writes a draft of the next step, from the difference between the last one and the models. For developers.

    python -m pod_desktop.storage.migrations.draft "what changes"

Alembic sees tables, columns and indexes; it does not see triggers, nor what has to become of rows. Tables
that are a projection of the journal need no careful copying: a step may drop them, make them anew and have
them rebuilt. Then name the new step in `versions/__init__.py` and in KNOWN.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData

from pod_desktop.storage.database import open_database
from pod_desktop.storage.migrate import upgrade
from pod_desktop.storage.migrations import HEAD
from pod_desktop.storage.tables.base import Base, Id, Moment

VERSIONS = Path(__file__).parent / "versions"
_STEP = '''"""{what}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    {body}
'''
_PLAIN_TYPES = {Id: "sa.LargeBinary(16)", Moment: "sa.BigInteger()"}


def is_of_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic is to compare it: not the tables that FTS5 makes for itself behind the index."""
    return kind != "table" or not (name or "").startswith("said_words")


def difference(metadata: MetaData) -> str:
    """What leads from the newest step to `metadata`, as the body of an `upgrade` function."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(Path(folder) / "draft", bytes(32))
        try:
            upgrade(engine)
            with engine.connect() as connection:
                options = {"render_item": _plain_type, "compare_type": True, "include_name": is_of_models}
                context = MigrationContext.configure(connection, opts=options)
                operations = produce_migrations(context, metadata).upgrade_ops
        finally:
            engine.dispose()
    if operations is None:
        return "pass"
    return str(render_python_code(operations, render_item=_plain_type))


def write_step(what: str, metadata: MetaData, folder: Path) -> Path:
    """A new module in `folder` that says `what` and does what the difference asks."""
    revision = f"{int(HEAD) + 1:04}"
    slug = re.sub(r"[^a-z0-9]+", "_", what.lower()).strip("_")
    path = folder / f"r{revision}_{slug}.py"
    body = difference(metadata)
    path.write_text(_STEP.format(what=what, revision=revision, before=HEAD, body=body), encoding="utf-8")
    return path


def _plain_type(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """A step outlives the program's own types, so it names those of SQLAlchemy."""
    return (_PLAIN_TYPES.get(type(thing)) if kind == "type" else None) or False


if __name__ == "__main__":
    write_step(" ".join(sys.argv[1:]), Base.metadata, VERSIONS)
