import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import pod_desktop
from pod_desktop.storage import migrate, migrations
from pod_desktop.storage.database import open_database, writing
from pod_desktop.storage.migrate import NewerDatabase, StrangeDatabase, upgrade
from pod_desktop.storage.migrations import HEAD, KNOWN, draft, versions
from pod_desktop.storage.tables.base import Base, Id, Moment

KEY = bytes(range(32))


@pytest.fixture
def make(tmp_path):
    """Empty databases, by name."""
    engines = []

    def make(name):
        engines.append(open_database(tmp_path / name, KEY))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()


@pytest.fixture
def engine(make):
    return make("data.pod")


def layout(engine):
    """Every table's columns and keys, whatever their order, and every index and trigger as written down."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
        found: dict[tuple[str, str, str], object] = {
            (kind, name, table): " ".join((sql or "").split())
            for kind, name, table, sql in rows
            if kind != "table"
        }
        for kind, name, table, sql in rows:
            if kind == "table" and name != "alembic_version":
                columns = connection.exec_driver_sql(f"PRAGMA table_info({name})").all()
                keys = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").all()
                found[kind, name, table] = (
                    sorted(column[1:] for column in columns),
                    sorted(key[2:] for key in keys),
                    "WITHOUT ROWID" in sql,
                )
    return {key: value for key, value in found.items() if key[2] != "alembic_version"}


def execute(engine, statement):
    with writing(engine) as connection:
        connection.exec_driver_sql(statement)


def one_step_more(monkeypatch, do):
    """A later version of the program with one step more."""
    step = SimpleNamespace(
        revision="later", down_revision=HEAD, upgrade=do, __name__="later", __doc__="later"
    )
    monkeypatch.setattr(migrate, "KNOWN", (*KNOWN, "later"))
    monkeypatch.setattr(migrate, "HEAD", "later")
    monkeypatch.setattr(versions, "IN_ORDER", (*versions.IN_ORDER, step))


def test_upgraded_from_nothing_the_database_is_what_the_models_say(engine, make):
    from_models = make("models.pod")
    with writing(from_models) as connection:
        Base.metadata.create_all(connection)
    assert upgrade(engine)
    assert layout(engine) == layout(from_models)


def test_alembic_itself_sees_no_difference_between_the_last_step_and_the_models(engine):
    upgrade(engine)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_name": draft.is_of_models}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_steps_are_the_known_ones_in_a_single_line():
    assert tuple(step.revision for step in versions.IN_ORDER) == KNOWN
    assert [step.down_revision for step in versions.IN_ORDER] == [None, *KNOWN[:-1]]
    assert KNOWN[-1] == HEAD


def test_every_step_in_the_folder_is_listed():
    in_folder = {path.stem for path in draft.VERSIONS.glob("r*.py")}
    listed = {step.__name__.rpartition(".")[2] for step in versions.IN_ORDER}
    assert listed == in_folder


def test_there_is_no_way_down():
    assert not [step for step in versions.IN_ORDER if hasattr(step, "downgrade")]


def test_no_step_asks_the_models_which_tell_only_of_today():
    for path in draft.VERSIONS.glob("r*.py"):
        assert "pod_desktop" not in path.read_text(encoding="utf-8")


def test_a_database_of_today_is_left_alone(engine):
    upgrade(engine)
    before = layout(engine)
    assert not upgrade(engine)
    assert layout(engine) == before


def test_alembic_is_not_imported_where_there_is_nothing_to_do(engine, tmp_path):
    upgrade(engine)
    engine.dispose()
    script = (
        "import sys, pathlib\n"
        "from pod_desktop.storage import database, migrate\n"
        f"engine = database.open_database(pathlib.Path(sys.argv[1]), bytes.fromhex({KEY.hex()!r}))\n"
        "assert not migrate.upgrade(engine)\n"
        "engine.dispose()\n"
        "print('alembic' in sys.modules, 'sqlalchemy' in sys.modules)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "data.pod")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    assert said.split() == ["False", "True"]


def test_the_steps_are_found_in_a_program_without_a_folder_of_files(tmp_path):
    """As in a frozen program: the modules come out of an archive."""
    package = Path(pod_desktop.__file__).parent
    archive = tmp_path / "program.zip"
    with ZipFile(archive, "w") as file:
        for path in package.rglob("*.py"):
            file.write(path, path.relative_to(package.parent))
    script = (
        "import sys, pathlib\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "from pod_desktop.storage import database, migrate\n"
        "engine = database.open_database(pathlib.Path(sys.argv[2]), bytes(32))\n"
        "print(migrate.upgrade(engine), migrate.upgrade(engine), migrate.__file__)\n"
        "engine.dispose()\n"
    )
    command = [sys.executable, "-P", "-c", script, str(archive), str(tmp_path / "data.pod")]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout  # noqa: S603
    assert said.startswith(f"True False {archive}")


def test_a_later_step_is_taken_from_where_the_database_stands(engine, monkeypatch):
    upgrade(engine)
    execute(engine, "INSERT INTO ended (short_id) VALUES (x'00')")
    one_step_more(monkeypatch, lambda: op.add_column("team", sa.Column("later", sa.String())))
    assert upgrade(engine)
    assert not upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ended").scalar() == 1
        assert connection.exec_driver_sql("SELECT later FROM team").all() == []


def test_files_that_wait_for_an_adoption_are_read_again_once_they_can_say_whose_work_they_hold(
    engine, monkeypatch
):
    with monkeypatch.context() as before:
        before.setattr(migrate, "KNOWN", KNOWN[: KNOWN.index("0009")])
        before.setattr(migrate, "HEAD", "0008")
        before.setattr(versions, "IN_ORDER", versions.IN_ORDER[: KNOWN.index("0009")])
        upgrade(engine)
    for path, state in (("late.dat", "quarantined"), ("torn.dat", "pending")):
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "INSERT INTO folder_file (path, size, changed, name, state, why, basis, first_seen) "
                "VALUES (?, 1, 1, x'01', ?, 'why', x'02', 0)",
                (path, state),
            )
    upgrade(engine)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT path, basis, laptops FROM folder_file ORDER BY path")
        assert found.all() == [("late.dat", b"", b""), ("torn.dat", b"\2", b"")]


def test_a_step_that_fails_leaves_the_database_as_it_was(engine, monkeypatch):
    upgrade(engine)
    before = layout(engine)

    def half():
        op.add_column("team", sa.Column("later", sa.String()))
        op.execute("DROP TRIGGER event_never_deleted")
        raise RuntimeError

    one_step_more(monkeypatch, half)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    assert layout(engine) == before
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(HEAD,)]


def test_a_first_start_that_fails_leaves_nothing_and_can_be_tried_again(engine, monkeypatch):
    with monkeypatch.context() as later:
        later.setattr(versions.IN_ORDER[0], "_turns", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    assert upgrade(engine)


def test_a_database_of_a_newer_version_is_refused_and_untouched(engine):
    upgrade(engine)
    execute(engine, "UPDATE alembic_version SET version_num = '9999'")
    before = layout(engine)
    with pytest.raises(NewerDatabase, match="newer version of POD Desktop"):
        upgrade(engine)
    assert layout(engine) == before


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE team (id BLOB)"],
        ["CREATE TABLE alembic_version (version_num TEXT)"],
    ],
)
def test_a_database_that_somebody_else_made_is_refused_and_untouched(engine, statements):
    for statement in statements:
        execute(engine, statement)
    before = layout(engine)
    with pytest.raises(StrangeDatabase, match="left alone"):
        upgrade(engine)
    assert layout(engine) == before


@pytest.mark.parametrize(
    "change", ["DELETE FROM event", "UPDATE event SET body = x'01'", "UPDATE event SET seq = 9"]
)
def test_the_journal_is_guarded_from_the_first_revision_on(engine, change):
    upgrade(engine)
    execute(engine, "INSERT INTO stream (no, id, laptop_id) VALUES (1, x'01', x'02')")
    execute(
        engine, "INSERT INTO event (no, id, stream_no, seq, group_no, body) VALUES (1, x'01', 1, 1, 1, x'ff')"
    )
    with pytest.raises(sa.exc.IntegrityError, match="the journal"):
        execute(engine, change)


def test_a_draft_of_the_next_step_says_what_the_models_have_more(tmp_path):
    metadata = sa.MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    sa.Table("later", metadata, sa.Column("id", Id(), primary_key=True), sa.Column("at", Moment()))
    path = draft.write_step("What comes later!", metadata, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert path.name == f"r{int(HEAD) + 1:04}_what_comes_later.py"
    assert "sa.LargeBinary(16)" in text
    assert "sa.BigInteger()" in text
    assert f'down_revision = "{migrations.HEAD}"' in text
    assert "pod_desktop" not in text
    compile(text, path.name, "exec")


def test_a_draft_is_empty_while_models_and_steps_agree():
    assert "op." not in draft.difference(Base.metadata)
