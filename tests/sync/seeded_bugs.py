"""The classic bugs of folder sync, to be put in so that the machine can show that it finds them (SYNC §7)."""

from collections.abc import Callable
from typing import Any

import pytest

from pod_desktop.storage import projection
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.mailbox import packing
from pod_desktop.storage.sharing import bundles, files
from pod_desktop.sync import healing, reading, seen
from tests.storage.seeded_bugs import identity_by_place, last_writer_wins, late_replaces

Bug = Callable[[pytest.MonkeyPatch], None]


def absence_deletes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file held that is no longer in the folder is taken to be deleted."""
    read = reading.Reader.read

    def read_and_delete(reader: Any, **how: Any) -> Any:
        seen = read(reader, **how)
        with files.changing(reader._journal) as session:
            query = (
                "SELECT DISTINCT e.id FROM posted o JOIN parcel p ON p.name = o.name "
                "JOIN parcel_segment ps ON ps.parcel_no = p.no JOIN segment g ON g.no = ps.segment_no "
                "JOIN event e ON e.stream_no = g.stream_no AND e.seq BETWEEN g.first_seq AND g.last_seq "
                "WHERE o.name = ?"
            )
            posted = [name for (name,) in session.connection().exec_driver_sql("SELECT name FROM posted")]
            for name in posted:
                if name not in seen.present:
                    gone = [id_[:SHORT] for (id_,) in session.connection().exec_driver_sql(query, (name,))]
                    projection.end_bodies(session, gone)
        return seen

    monkeypatch.setattr(reading.Reader, "read", read_and_delete)


def trusts_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is taken for what its name says, so a torn one counts as there."""
    read_one = reading.Reader._read_one

    def read_by_name(reader: Any, listed: Any) -> Any:
        if listed.promised in reader._taking.known:
            reader._is_present(listed.promised, listed)
            return None
        found = read_one(reader, listed)
        if found is not None and found.state == files.State.PENDING and listed.promised is not None:
            with files.changing(reader._journal) as session:
                now = reader._journal.clock.now()
                kept = files.keep(session, listed.promised, listed.size, packing.SEGMENTS, now)
            reader._taking.known[listed.promised] = kept
            reader._is_present(listed.promised, listed)
            return None
        return found

    monkeypatch.setattr(
        reading.Reader, "_counts_by_name", lambda reader, each: each.promised in reader._taking.known
    )
    monkeypatch.setattr(reading.Reader, "_read_one", read_by_name)


def never_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be read once is never read again."""
    monkeypatch.setattr(seen.Note, "still_holds", lambda _note, _listed: True)
    read = reading.Reader.read
    monkeypatch.setattr(reading.Reader, "read", lambda reader, **_how: read(reader))


def never_heals(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the folder lost is never put there again."""
    queue = healing.Healer.queue_lacking

    def only_new(healer: Any, present: Any, closed: Any, **_how: bool) -> None:
        with files.looking(healer._journal) as session:
            ever = set(files.known(session))
        queue(healer, set(present) | ever, closed, at_once=False)

    monkeypatch.setattr(healing.Healer, "queue_lacking", only_new)


def bundles_without_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two files that hold the same, each is taken to make the other superfluous (bundle without (ii))."""
    superfluous = bundles.superfluous

    def both(session: Any, present: Any, before: Any) -> dict[bytes, bytes]:
        found = superfluous(session, present, before)
        return found | {other: name for name, other in found.items()}

    monkeypatch.setattr(bundles, "superfluous", both)
    monkeypatch.setattr(healing.Healer, "_is_whole", lambda _healer, _name, _paths: True)


def bundles_unverified(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is removed because another is listed, without reading that one again (bundle without (iii))."""
    monkeypatch.setattr(healing.Healer, "_is_whole", lambda _healer, _name, _paths: True)


BUGS: tuple[Bug, ...] = (
    identity_by_place,
    absence_deletes,
    trusts_the_name,
    never_retries,
    late_replaces,
    last_writer_wins,
    never_heals,
    bundles_without_order,
    bundles_unverified,
)
