"""Every team folder that an earlier version made is read by this one, and a team of mixed versions goes on.

The folders lie in tests/golden/ beside the database that reads them: see tests/golden/team_folder.py.
"""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop import sync
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import events, projection
from pod_desktop.storage.check import check
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing
from pod_desktop.storage.migrate import upgrade
from pod_desktop.storage.tables import JournalEvent, Person, Stream, Wish
from tests.golden import collect, stored
from tests.golden.team_folder import LATER
from tests.journals import new_journal
from tests.sync.hostile import WALL, Member
from tests.sync.laptops import Laptops, names, require_equal


def bodies_of(journal: Journal, laptop: str) -> dict[bytes, bytes]:
    """The events of a laptop as they are stored, by id."""
    query = (
        select(JournalEvent.id, JournalEvent.body)
        .join(Stream, Stream.no == JournalEvent.stream_no)
        .where(Stream.laptop_id == laptop)
    )
    with journal.read() as reading:
        return {row.id: row.body for row in reading.session.execute(query)}


def test_every_revision_with_team_folders_has_one():
    assert [revision for revision in stored.REVISIONS if revision >= "0005"] == stored.SHARED


@pytest.mark.slow
@pytest.mark.parametrize("revision", stored.first_and_newest(stored.SHARED))
def test_a_stored_folder_is_read_and_shared_with_a_laptop_of_today(revision: str, tmp_path: Path):
    told, place = stored.about_folder(revision), stored.copied_folder(revision, tmp_path / "team")
    assert sum(path.stat().st_size for path in place.rglob("*.dat")) < 300 * 1024
    engine = open_database(stored.copied(revision, tmp_path / "ana").database, stored.key(revision))
    upgrade(engine)
    ana = Journal(engine, stored.later(revision))
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    sync.connect(ana, place)
    report = sync.exchange(ana)
    assert (report.pending, report.came_from) == ([], [told["laptop"]])
    require_said(ana, told["words"])
    [ben] = [each.id for each in sync.status(ana).laptops if each.name == told["laptop"]]
    theirs = bodies_of(ana, ben)
    unknown = [events.decode(body) for body in theirs.values() if collect.is_unknown(body)]
    assert {(event.kind, event.entity.hex()) for event in unknown} == {
        (LATER, told["unknown"]["kind"]),
        ("person", told["unknown"]["field"]),
    }
    carl = new_journal(tmp_path / "carl.db", ana.clock)
    carl.set_up_laptop(new_id())
    sync.ask_to_join(carl, place, " ".join(sync.invite(ana).reveal()), "Carl Penrose")
    for each in (ana, carl, ana, carl):
        sync.exchange(each)
    assert bodies_of(carl, ben) == theirs
    require_said(carl, told["words"])
    for each in (ana, carl):  # not equal: a turn log without a choice yet stays on Ana's laptop
        assert check(each).faults == []
    assert all(path.read_bytes() == content for path, content in before.items() if path.exists())
    ana.close()
    carl.close()


def require_said(journal: Journal, words: list[str]) -> None:
    found = collect.said(journal)
    assert set(words) <= found


# --- a laptop of a newer version in the team ----------------------------------------------------------------


def test_what_only_a_newer_version_knows_goes_raw_from_laptop_to_laptop_until_the_upgrade(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    """Ana's program is newer: it knows wishes, a further field, another verb and another form of events."""
    ben, carl = laptops.join(), laptops.join("Carl Penrose")
    laptops.meet()
    ana = Member(laptops.ana, laptops.folder)
    wish, sam = bytes.fromhex(new_id()), bytes.fromhex(new_id())
    said = {"meeting_id": bytes(16), "holder_id": bytes(16), "words": "to be heard"}
    known = {"name": "Sam", "added": WALL >> 16}
    sent = [
        ana.event(1, kind="wish", entity=wish, fields=said),
        ana.event(2, entity=sam, fields={**known, LATER: {"as": ["a", "list"]}}),
        ana.event(3, entity=sam, verb=9, fields={"name": "Nobody"}),
        msgspec.msgpack.encode([events.SCHEMA + 1, ana.stream, 4, WALL, {"quite": "other"}]),
    ]
    with monkeypatch.context() as older:
        older.delitem(projection.KINDS, "wish")
        file = laptops.folder / ana.post([ana.segment(sent)])
        assert sync.exchange(ben).pending == []
        assert names(ben) == ["Sam"], "what is known of it is shown"
        file.unlink()
        sync.exchange(ben, repair=True)
        assert sync.exchange(carl).pending == []
        for each in (ben, carl):
            assert set(sent) <= set(bodies_of(each, EntityId(ana.laptop.hex())).values())
        require_equal(ben, carl)
    for each in (ben, carl):
        with writing(each.engine) as connection, Session(connection) as session:
            projection.rebuild(session)
        with each.read() as reading:
            assert reading.get(Wish, EntityId(wish.hex())).words == "to be heard"
            assert reading.get(Person, EntityId(sam.hex())).name == "Sam"
        assert check(each).faults == []


def test_a_newer_form_of_sealed_files_is_said_and_stops_nothing_else(laptops: Laptops):
    ben = laptops.join()
    laptops.meet()
    ana = Member(laptops.ana, laptops.folder)
    newer = packing.Contents(packing.VERSION + 1, packing.SEGMENTS, [b"in another form"])
    path = ana.post_plain(msgspec.msgpack.encode(newer))
    ana.post([ana.segment([ana.event()])])
    report = sync.exchange(ben)
    assert report.pending == [f"{path}: Only a newer version of POD Desktop knows what this file says."]
    assert names(ben) == ["Mallory"]
    [shown] = sync.status(ben).files
    assert (shown.path, "newer version" in shown.why) == (path, True)
    assert (laptops.folder / path).exists()
