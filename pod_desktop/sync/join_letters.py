"""The two letters of joining: a laptop's request, sealed with its code, and a steward's answer (SYNC §5)."""

from typing import Annotated

import msgspec

from pod_desktop.storage.hashing import blake2b
from pod_desktop.storage.mailbox.segments import Bytes16, Bytes32
from pod_desktop.storage.sharing.kept_keys import EpochKey

MOST_NAME = 100
"""Letters of a name or a profession."""
_Text = Annotated[str, msgspec.Meta(max_length=MOST_NAME)]


class Request(msgspec.Struct, frozen=True):
    """What a laptop says of itself when it asks to join."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    laptop: Bytes16
    signing: Bytes32
    sealing: Bytes32
    author: Bytes16
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_NAME)]
    """Of the practitioner who uses it."""
    profession: _Text
    peer: bool


class Answer(msgspec.Struct, frozen=True):
    """All that a new laptop needs to read what the team has."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    team: Bytes16
    root: Bytes32
    seed: bytes
    """Of the root key, for a steward's laptop; else empty."""
    certificate: bytes
    """The laptop's admission."""
    epochs: list[EpochKey]


def request_key(secret: bytes) -> bytes:
    """The key that seals the wish to join made with a code."""
    return blake2b(b"", key=secret, purpose=b"POD join request")


def answer_key(secret: bytes) -> bytes:
    """The key that seals the answer to it."""
    return blake2b(b"", key=secret, purpose=b"POD join answer")
