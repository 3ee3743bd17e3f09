"""Every database that an earlier version made opens in this one, and nothing of it is lost.

They lie in tests/golden/, each with an `about.json` that says what was in it when it was made.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from sqlalchemy import Boolean, Engine, Integer

from pod_desktop.domain.decisions import DecisionState
from pod_desktop.domain.ids import new_id
from pod_desktop.errors import BadInput
from pod_desktop.services import decisions, meeting_views, meetings, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.profile import open_team
from pod_desktop.storage import events, heads, migrate, projection
from pod_desktop.storage.check import Report, check
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.migrations import HEAD, KNOWN
from pod_desktop.storage.tables.base import Id, Moment
from tests.golden import collect, voices
from tests.golden.stored import REVISIONS, SHARED, about, copied, first_and_newest, key, later
from tests.storage.test_migrations import layout, one_step_more


@pytest.fixture(params=REVISIONS, scope="module")
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def upgraded(revision: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The stored database, opened as the program does it. For looking only."""
    profile = copied(revision, tmp_path_factory.mktemp("golden"))
    journal = open_team(profile, about(revision)["passphrase"], later(revision))
    yield journal
    journal.close()


@pytest.fixture(scope="module")
def looked(upgraded: Journal) -> Report:
    return check(upgraded)


@pytest.fixture(scope="module")
def said(upgraded: Journal) -> set[str]:
    return collect.said(upgraded)


@pytest.fixture
def untouched(revision: str, tmp_path: Path) -> Iterator[Engine]:
    """The stored database, opened without an upgrade."""
    engine = open_database(copied(revision, tmp_path / "profile").database, key(revision))
    yield engine
    engine.dispose()


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = [name for (name,) in rows(engine, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(rows(engine, f"SELECT * FROM {name}"), key=repr) for name in tables}  # noqa: S608


def test_every_revision_before_the_newest_has_a_database_and_no_other():
    """The newest gets one when it is finished (`python3 dev.py golden`), and that must be before the next."""
    assert set(KNOWN[:-1]) <= set(REVISIONS) <= set(KNOWN)


def test_what_is_stored_is_what_its_folder_says(revision, untouched):
    folder = collect.GOLDEN / revision
    shared = {"team", "team.json"} if revision in SHARED else set()
    assert {path.name for path in folder.iterdir()} == {"about.json", "data.pod", "keys.pod"} | shared
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1024 * 1024
    assert about(revision)["revision"] == revision
    assert rows(untouched, "SELECT version_num FROM alembic_version") == [(revision,)]


def test_it_comes_out_as_one_that_was_made_today(upgraded, tmp_path):
    fresh = open_database(tmp_path / "fresh.pod", bytes(32))
    migrate.upgrade(fresh)
    assert layout(upgraded.engine) == layout(fresh)
    fresh.dispose()
    assert rows(upgraded.engine, "SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_every_event_is_there_byte_for_byte(revision, upgraded, untouched):
    query = "SELECT no, id, stream_no, seq, group_no, body FROM event ORDER BY no"
    before = rows(untouched, query)
    assert len(before) == about(revision)["events"]
    assert rows(upgraded.engine, query) == before


def test_all_is_sound_and_as_much_as_it_was(revision, looked):
    told, found = about(revision), looked
    assert found.faults == []
    assert (found.events, found.ended) == (told["events"], told["ended"])
    assert {kind: found.counts[kind] for kind in told["counts"]} == told["counts"]


def test_every_field_holds_what_it_held(revision, upgraded):
    told = about(revision)
    with upgraded.read() as reading:
        found = {
            kind: collect.digest_of(reading.session, kind, told["fields"][kind]) for kind in told["fields"]
        }
    assert found == told["digests"]


def test_the_digest_is_the_same_where_no_kind_has_got_a_field(revision, looked):
    now = {kind: sorted(projection.columns_of(table).names) for kind, table in projection.KINDS.items()}
    same = now == about(revision)["fields"]
    assert (looked.digest == about(revision)["digest"]) is same


def test_what_people_said_is_found_again(revision, said):
    words = set(about(revision)["words"])
    assert len(words) > 100
    assert words - said == set()


def test_what_this_laptop_keeps_alone_is_there(revision, upgraded):
    told = about(revision)
    assert voices.only_here(upgraded) == told.get("only_here", {"own_key": [], "unfinished": []})


def test_what_laptops_said_differently_still_differs(revision, upgraded):
    with upgraded.read() as reading:
        found = sorted(field for _, _, field in heads.conflicts(reading.session))
    assert found == about(revision)["conflicts"] != []


def test_what_no_version_knows_is_kept_and_not_shown(revision, upgraded, said):
    with upgraded.read() as reading:
        bodies = collect.bodies(reading.session)
    assert sum(collect.is_unknown(body) for body in bodies) == about(revision)["unknown"] > 0
    assert not [words for words in said if "later versions" in words]


def test_the_visit_that_was_open_goes_on_and_another_can_begin(revision, tmp_path):
    engine = open_database(copied(revision, tmp_path / "profile").database, key(revision))
    migrate.upgrade(engine)
    clock = later(revision)
    journal = Journal(engine, clock)
    visit = meetings.open_meeting(journal)
    assert visit is not None
    assert turn_log.leave_end_unknown(journal, visit.id) == 1
    before = len(turn_log.log_view(journal, visit.id).turns)
    live = LiveLog(journal, visit.id)
    live.tap(turn_log.log_view(journal, visit.id).seats[0].who)
    clock.advance(minutes=1)
    assert len(turn_log.log_view(journal, visit.id).turns) == before + 1
    (worded,) = meeting_views.meeting(journal, visit.id).decisions
    if worded.state == DecisionState.BEING_WORDED:  # until revision 0011; later ones hold a view on it
        decisions.accept_decision(journal, worded.id)
    meetings.close_meeting(journal, visit.id, "keep")
    again = meetings.begin_meeting(journal, visit.person_id, here=[visit.person_id, journal.author_id])
    meetings.close_meeting(journal, again)
    assert check(journal).faults == []
    journal.close()


def test_an_upgrade_that_fails_on_the_way_leaves_it_as_it_was(untouched, monkeypatch):
    before, shape = everything(untouched), layout(untouched)

    def half() -> None:
        op.drop_table("turn")
        op.execute("UPDATE person SET name = ''")
        raise RuntimeError

    one_step_more(monkeypatch, half)
    with pytest.raises(RuntimeError):
        migrate.upgrade(untouched)
    assert (everything(untouched), layout(untouched)) == (before, shape)


_KILLED = """
import os, pathlib, sys
from types import SimpleNamespace
from alembic import op
from pod_desktop.storage import migrate, migrations
from pod_desktop.storage.database import open_database
from pod_desktop.storage.migrations import versions

def half():
    op.execute("PRAGMA cache_size = 5")  # so that pages are written before there is a commit
    op.execute("CREATE TABLE copied AS SELECT a.body FROM event a, event b LIMIT 20000")
    op.execute("UPDATE person SET name = ''")
    os._exit(9)

step = SimpleNamespace(revision="x", down_revision=migrations.HEAD, upgrade=half, __name__="x", __doc__="x")
migrate.KNOWN, migrate.HEAD = (*migrations.KNOWN, "x"), "x"
versions.IN_ORDER = (*versions.IN_ORDER, step)
migrate.upgrade(open_database(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.stdin.read())))
"""


@pytest.mark.parametrize("revision", first_and_newest(REVISIONS), scope="function")
def test_a_program_that_stops_during_the_upgrade_leaves_it_as_it_was(revision, tmp_path):
    profile = copied(revision, tmp_path / "profile")
    engine = open_database(profile.database, key(revision))
    before, shape = everything(engine), layout(engine)
    engine.dispose()
    command = [sys.executable, "-c", _KILLED, str(profile.database)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    stopped = subprocess.run(  # noqa: S603 # this interpreter
        command, input=key(revision).hex(), text=True, check=False, env=environment
    )
    assert stopped.returncode == 9
    assert profile.database.with_name("data.pod-wal").stat().st_size > 1024 * 1024
    engine = open_database(profile.database, key(revision))
    assert (everything(engine), layout(engine)) == (before, shape)
    assert migrate.upgrade(engine) == (revision != HEAD)
    engine.dispose()


def test_fields_that_a_newer_laptop_had_sent_already_are_shown_after_the_upgrade(revision, tmp_path):
    """Every field that the revision lacks, each sent by a laptop of its own."""
    profile = copied(revision, tmp_path / "profile")
    engine = open_database(profile.database, key(revision))
    sent = {
        (kind, column): send(engine, kind, wire, _some_value(kind, column))
        for kind, known in about(revision)["fields"].items()
        for wire, column in projection.columns_of(projection.KINDS[kind]).names.items()
        if wire not in known
    }
    assert migrate.upgrade(engine) == (revision != HEAD)
    for (kind, column), entity in sent.items():
        ((shown,),) = rows(engine, f"SELECT {column} FROM {kind} WHERE id = x'{entity.hex()}'")  # noqa: S608
        assert shown == _some_value(kind, column), (kind, column)
    journal = Journal(engine, later(revision))
    assert check(journal).faults == []
    journal.close()


def _some_value(kind: str, column: str) -> Any:
    sort = projection.KINDS[kind].__table__.columns[column].type
    if isinstance(sort, Id):
        return bytes(range(16))
    if isinstance(sort, Moment | Integer):
        return 7
    return True if isinstance(sort, Boolean) else "5e" * 32


def send(engine: Engine, kind: str, wire: str, value: Any, seq: int = 1) -> bytes:
    """A change by a newer laptop, stored by the older program: in the journal and its heads only.

    Returns the id of what was changed.
    """
    ((no, stream_no, entity),) = rows(
        engine,
        "SELECT (SELECT max(no) + 1 FROM event), (SELECT max(no) + 1 FROM stream), "  # noqa: S608
        f"(SELECT id FROM {kind} LIMIT 1)",
    )
    newer = bytes.fromhex(new_id())
    body = events.encode(
        events.make(
            stream=newer,
            seq=seq,
            hlc=1 << 60,
            author=newer,
            verb=Verb.CHANGE,
            kind=kind,
            entity=entity,
            fields={wire: value},
            replaces={},
        )
    )
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO stream (no, id, laptop_id) VALUES (?, ?, ?)", (stream_no, newer, newer)
        )
        connection.exec_driver_sql(
            "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (?, ?, ?, ?, ?, ?)",
            (no, events.event_id(body), stream_no, seq, no, body),
        )
        head = {"entity_id": entity, "field": wire, "event_no": no}
        columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(head)")}
        if "kind" in columns:  # since revision 0006
            head["kind"] = kind
        names, marks = ", ".join(head), ", ".join("?" * len(head))
        connection.exec_driver_sql(
            f"INSERT INTO head ({names}) VALUES ({marks})",  # noqa: S608
            tuple(head.values()),
        )
    return bytes(entity)


@pytest.mark.slow
def test_the_collection_takes_this_version_once_and_never_again(tmp_path, capsys):
    assert collect.main(["--to", str(tmp_path)]) == 0
    assert f"Collected revision {HEAD}" in capsys.readouterr().out
    made = {path.name: path.read_bytes() for path in (tmp_path / HEAD).iterdir() if path.is_file()}
    assert made.keys() == {"about.json", "data.pod", "keys.pod", "team.json"}
    assert [path.name for path in tmp_path.iterdir()] == [HEAD]
    with pytest.raises(BadInput, match="never remade"):
        collect.collect(tmp_path)
    assert collect.main(["--to", str(tmp_path)]) == 2
    assert {path.name: path.read_bytes() for path in (tmp_path / HEAD).iterdir() if path.is_file()} == made
