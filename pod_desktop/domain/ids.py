"""Identity of people, meetings, turns and everything else that is stored."""

from typing import NewType
from uuid import uuid4

EntityId = NewType("EntityId", str)
"""32 lower-case hex digits of a random UUID. In the database and on the wire it is 16 bytes."""


def new_id() -> EntityId:
    """A fresh random id."""
    return EntityId(uuid4().hex)


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)
