"""The ids of streams: each carries the mark of its laptop, so no other laptop can claim it.

    stream id (16) = mark (8) ‖ random (8)      mark = BLAKE2b-64(person = "POD stream") of the laptop's id

Streams that were begun before this rule have ids without a mark.
"""

from secrets import token_bytes

from pod_desktop.storage.hashing import blake2b

_MARK = 8


def mark_of(laptop: bytes) -> bytes:
    """What the ids of a laptop's streams begin with."""
    return blake2b(laptop, size=_MARK, purpose=b"POD stream")


def new_stream_id(laptop: bytes) -> bytes:
    """The id of a new stream of this laptop."""
    return mark_of(laptop) + token_bytes(16 - _MARK)


def is_marked(stream: bytes, laptop: bytes) -> bool:
    """Whether the stream's id carries this laptop's mark."""
    return stream[:_MARK] == mark_of(laptop)
