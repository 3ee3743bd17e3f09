"""The steps from one shape of the database to the next, oldest first; once released, none is ever changed.

A step is a module in `versions` with `upgrade()`, written out by itself: it never asks the models, which tell
only of today. There is no way down: an older program refuses a newer database (storage/migrate.py), and what
was there before an upgrade is in the backup. A draft of a new step comes from
`python -m pod_desktop.storage.migrations.draft "what changes"`.

Steps are ordinary modules, named here and in `versions/__init__.py`, so a frozen program finds them like any
other; there is no ini file and no env.py.
"""

KNOWN = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012"),
    "0013",
)
"""The revisions in order, without importing them (Alembic takes 0.2 s to import)."""

HEAD = KNOWN[-1]
"""What the models of this version of the program need."""
