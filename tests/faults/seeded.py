"""Randomness out of a seed: two runs of the same acts on the same database make the same bytes.

So a killed run can be compared, event by event, with one that nobody killed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from unittest import mock
from uuid import UUID


def chance_of(seed: str) -> Random:
    """Chance that is the same for the same seed."""
    return Random(seed)  # noqa: S311 - nothing here is a secret


@contextmanager
def seeded(seed: str) -> Iterator[Random]:
    """Inside, new ids and the salts of events come out of `seed`; gives the chance for everything else."""
    ids, salts = chance_of(f"ids of {seed}"), chance_of(f"salts of {seed}")

    def next_id() -> UUID:
        return UUID(int=ids.getrandbits(128), version=4)

    with (
        mock.patch("pod_desktop.domain.ids.uuid4", next_id),
        mock.patch("pod_desktop.storage.events.token_bytes", salts.randbytes),
        mock.patch("pod_desktop.storage.stream_ids.token_bytes", salts.randbytes),
    ):
        yield chance_of(seed)
