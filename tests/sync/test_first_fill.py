"""A laptop's first look takes many files together: the rows are those of one file after the other."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import projection
from pod_desktop.storage.check import check
from pod_desktop.storage.database import open_database
from pod_desktop.storage.events import DamagedEvent
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.sharing import incoming
from pod_desktop.storage.sharing.incoming import FileOfSegments
from pod_desktop.storage.tables import Person, Team
from pod_desktop.sync import first_fill, joining, reading
from pod_desktop.sync.first_fill import FirstFill
from pod_desktop.sync.seen import Seen
from tests.journals import new_journal
from tests.sync.laptops import Laptops, add_person, digest, names, rename, require_equal

KEY = b"k" * 32
_SAME = {
    "heads": "SELECT h.entity_id, h.kind, h.field, e.id FROM head h JOIN event e ON e.no = h.event_no",
    "awaited": "SELECT * FROM awaited",
    "ended": "SELECT * FROM ended",
    "strays": "SELECT * FROM stray",
    "events": "SELECT e.id, s.id, e.seq, e.body FROM event e JOIN stream s ON s.no = e.stream_no",
    "streams": "SELECT id, laptop_id, meeting_id, retired FROM stream",
    "segments": "SELECT id, first_seq, last_seq, header, signature, ids FROM segment",
    "parcels": "SELECT p.name, p.size, p.content, g.id, ps.ended FROM parcel p "
    "JOIN parcel_segment ps ON ps.parcel_no = p.no JOIN segment g ON g.no = ps.segment_no",
    "files": "SELECT name, size, kind, laptop_id, says, number FROM team_file",
    "heard": "SELECT * FROM heard_by",
}


def rows(journal: Journal) -> dict[str, Any]:
    with journal.engine.connect() as connection:
        found: dict[str, Any] = {
            name: sorted(map(repr, connection.exec_driver_sql(query))) for name, query in _SAME.items()
        }
    return found | {"tables": digest(journal)}


@pytest.fixture
def history(laptops: Laptops) -> Laptops:
    """Two laptops that differed, struck out, ended and went on."""
    ben = laptops.join()
    people = [add_person(laptops.ana, name) for name in ("Sam", "Joy", "May", "Kim")]
    laptops.meet()
    rename(laptops.ana, people[0], "Samira")
    rename(ben, people[0], "Samuel")
    with ben.act() as act:
        act.strike(Person, people[1], "entered twice")
    with laptops.ana.act() as act:
        act.end(new_id(), [_creation_of(laptops.ana, people[2])])
    laptops.meet()
    for number in range(4):
        rename(ben, people[3], f"Kim {number}")
        sync.exchange(ben)
    laptops.meet()
    return laptops


def _creation_of(journal: Journal, person: EntityId) -> bytes:
    with journal.read() as look:
        return look.seen(Person, person)["name"][0]


def twins(laptops: Laptops) -> tuple[Journal, Journal]:
    """Two copies of a laptop that was let in and has read nothing of the team's events yet."""
    paths = (laptops.at / "one.db", laptops.at / "other.db")
    one = new_journal(paths[0], laptops.clock, KEY)
    one.set_up_laptop(new_id())
    sync.ask_to_join(one, laptops.folder, " ".join(sync.invite(laptops.ana).reveal()), "Cem")
    sync.exchange(laptops.ana)
    assert joining.take_answer(one, Folder(laptops.folder), lambda: None)
    one.close()
    shutil.copy(*paths)
    both = tuple(Journal(open_database(path, KEY), laptops.clock) for path in paths)
    laptops.all += both
    return both[0], both[1]


def read(journal: Journal, folder: Path) -> Seen:
    return reading.Reader(journal, Folder(folder), lambda _done, _of: None, lambda: None).read()


@pytest.mark.parametrize("at_once", [1, 5, 60_000])
def test_files_taken_together_make_the_rows_that_they_make_one_by_one(
    history: Laptops, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    one, other = twins(history)
    with monkeypatch.context() as patch:
        patch.setattr(FirstFill, "takes", lambda *_args: False)
        by_itself = read(one, history.folder)
    monkeypatch.setattr(incoming, "AT_FIRST", at_once)
    stored: list[int] = []
    store = incoming.import_files

    def counted(journal: Journal, some: Sequence[FileOfSegments]) -> list[Any]:
        stored.append(len(some))
        return store(journal, some)

    monkeypatch.setattr(incoming, "import_files", counted)
    together = read(other, history.folder)
    assert sum(stored) > 5
    assert (len(stored) == 1) == (at_once == 60_000)
    assert rows(one) == rows(other)
    assert by_itself == together
    assert check(other).faults == []
    assert names(other) == names(history.ana)


def test_where_files_cannot_be_stored_together_they_are_read_one_by_one(
    history: Laptops, monkeypatch: pytest.MonkeyPatch
):
    one, other = twins(history)

    def refuse(*_args: object) -> None:
        raise DamagedEvent("An event came in another place than its stub.")

    by_itself = read(one, history.folder)
    monkeypatch.setattr(incoming, "import_files", refuse)
    again = read(other, history.folder)
    assert rows(one) == rows(other)
    assert {name: sorted(paths) for name, paths in again.present.items()} == {
        name: sorted(paths) for name, paths in by_itself.present.items()
    }
    assert again.imported == by_itself.imported


def test_a_laptop_that_came_late_says_the_same_as_the_others(history: Laptops):
    late = history.join("Dora")
    history.meet()
    require_equal(*history.all)
    with late.read() as look:
        assert projection.digest(look.session) == digest(history.ana)


def test_a_laptop_whose_team_has_begun_takes_in_by_small_steps_though_it_never_exchanged_here(
    history: Laptops, monkeypatch: pytest.MonkeyPatch
):
    one, _ = twins(history)
    with one.act() as act:
        act.create(Team, name="Exe Valley POD")
    monkeypatch.setattr(incoming, "import_files", lambda *_args: pytest.fail("somebody could tap here"))
    read(one, history.folder)
    assert names(one) == names(history.ana)


def test_what_unfolds_to_much_in_few_events_is_stored_before_more_is_taken(
    history: Laptops, monkeypatch: pytest.MonkeyPatch
):
    one, other = twins(history)
    sizes: list[int] = []
    import_files = incoming.import_files

    def counted(journal: Journal, held: Sequence[FileOfSegments]) -> Any:
        sizes.append(len(held))
        return import_files(journal, held)

    monkeypatch.setattr(incoming, "import_files", counted)
    read(one, history.folder)
    together = sizes[:]
    sizes.clear()
    monkeypatch.setattr(first_fill, "_MOST_BYTES", 1)
    read(other, history.folder)
    assert max(together) > 1
    assert max(sizes) == 1
    assert rows(one) == rows(other)
