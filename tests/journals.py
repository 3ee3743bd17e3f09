"""Fixtures: an encrypted journal in a temporary folder, and a clock that stands still."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pod_desktop.domain.clock import Clock, ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage.arrived import Arrived, StreamOf
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.events import event_id, place_of
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Base, Practitioner, Team

A_FRIDAY = datetime(2026, 11, 20, 10, tzinfo=UTC)
"""20 November, ten in the morning in London."""


@pytest.fixture
def clock() -> ManualClock:
    """Friday 20 November 2026, ten in the morning in London."""
    return ManualClock(A_FRIDAY)


@pytest.fixture
def me() -> EntityId:
    """The practitioner using the laptop, Ana."""
    return new_id()


@pytest.fixture
def journal(tmp_path: Path, clock: ManualClock, me: EntityId) -> Iterator[Journal]:
    """The journal of a team with one practitioner."""
    opened = new_journal(tmp_path / "pod.db", clock)
    opened.set_up_laptop(me)
    with opened.act() as act:
        act.create(Team, name="Exe Valley POD")
        act.create(Practitioner, id_=me, name="Ana Reyes", profession="nurse")
    yield opened
    opened.close()


def new_journal(path: Path, clock: Clock, key: bytes | None = None) -> Journal:
    """An empty database with all tables and triggers, not set up yet."""
    engine = open_database(path, key or os.urandom(32))
    with writing(engine) as connection:
        Base.metadata.create_all(connection)
    return Journal(engine, clock)


def arrived(body: bytes, *, stub: bool = False, laptop: EntityId | None = None) -> Arrived:
    """An event as it comes from the laptop that made it, from its main stream, or as a stub of it."""
    place = place_of(body)
    stream = EntityId(place.stream.hex())
    return Arrived(StreamOf(stream, laptop or stream), place.seq, event_id(body), None if stub else body)
