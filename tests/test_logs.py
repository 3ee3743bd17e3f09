import faulthandler
import logging
import stat
import subprocess
import sys
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest

from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import CannotStore
from pod_desktop.logs import EARLIER_FAULTS_NAME, FAULTS_NAME, LOG_NAME, RunningLog, WithoutNames, describe

CANARY = "Zebedee Quillfeather"
LOWER = "zebedee_quillfeather"
_log = logging.getLogger("pod_desktop.somewhere")


@pytest.fixture(autouse=True)
def _pytests_own_faulthandler():
    was_on = faulthandler.is_enabled()
    yield
    if was_on:
        faulthandler.enable(2)


@pytest.fixture
def folder(tmp_path):
    running = RunningLog(tmp_path)
    yield tmp_path
    running.stop()


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def fail_with(error: BaseException) -> None:
    heard = CANARY.upper()
    raise error if heard else AssertionError


def assert_withheld(folder: Path) -> None:
    text = written(folder).lower()
    assert "withheld" in text
    assert "zebedee" not in text
    assert "quillfeather" not in text


def test_a_literal_and_ids_are_written(folder):
    meeting = new_id()
    _log.info("meeting began %s", meeting)
    line = written(folder)
    assert f"INFO test_logs.py:{line.split(':')[3].split()[0]} meeting began %s [{meeting}]" in line
    assert "withheld" not in line


def test_small_numbers_types_and_literals_are_written_as_arguments(folder):
    _log.info("stored %s", (1, 2)[1])
    _log.info("took %d %.3f %s %s %s", 12, 0.25, True, None, ValueError)
    _log.info("state %s", "closed")
    text = written(folder)
    assert "[2]" in text
    assert "[12, 0.25, True, None, ValueError]" in text
    assert "[closed]" in text


@pytest.mark.parametrize("name", [CANARY, LOWER, CANARY + "\nforged line", CANARY.lower()])
def test_no_name_in_a_message_or_an_argument_is_written(folder, name):
    _log.warning(name)
    _log.warning(f"{name} came")  # what must not get through
    _log.warning("came: " + name)  # likewise
    _log.warning("came: %s", name)
    _log.warning("came: %(who)s", {"who": name})
    _log.warning("came: %s", [name])
    _log.warning("came", extra={"who": name})
    _log.warning("came", stack_info=True)
    assert_withheld(folder)
    assert "forged" not in written(folder)
    assert len(written(folder).splitlines()) == 8


@pytest.mark.parametrize(
    "value", [9990000018, "9990000018", "999 000 0018", 7911123456, float("inf"), 1e9, b"999"]
)
def test_no_number_long_enough_for_a_person_is_written(folder, value):
    _log.info("number %s", value)
    assert "number %s [withheld]" in written(folder)


def test_an_enumeration_with_peoples_words_in_it_is_not_written(folder):
    choices = Enum("choices", {"FIRST": CANARY})
    _log.info("chosen %s", choices.FIRST)
    assert_withheld(folder)


def test_an_exception_is_its_type_and_lines_without_what_it_says(folder):
    error = ValueError(CANARY)
    error.add_note(CANARY)
    with pytest.raises(ValueError, match="Zebedee") as caught:
        fail_with(error)
    _log.error("it failed", exc_info=caught.value)
    text = written(folder)
    assert "ValueError" in text
    assert "in fail_with" in text
    assert "Zebedee" not in text


def test_causes_contexts_and_groups_are_told_by_type_only(folder):
    first, second = KeyError(CANARY), OSError(28, CANARY, CANARY)
    group = ExceptionGroup(CANARY, [first, second])
    last = RuntimeError(CANARY)
    last.__cause__ = group
    first.__context__ = last  # a circle ends
    _log.error("it failed", exc_info=last)
    text = written(folder)
    for told in ("RuntimeError", "caused by ExceptionGroup", "one of them: KeyError", "OSError errno 28"):
        assert told in text
    assert "Zebedee" not in text


def test_a_suppressed_context_is_left_out():
    error = ValueError(CANARY)
    error.__context__ = KeyError(CANARY)
    assert "while handling KeyError" in describe(error)
    error.__suppress_context__ = True
    assert "KeyError" not in describe(error)


def test_other_libraries_are_held_to_the_same(folder):
    sqlalchemy = pytest.importorskip("sqlalchemy")
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    try:
        with sqlalchemy.create_engine("sqlite://").connect() as connection:
            connection.execute(sqlalchemy.text("SELECT :who"), {"who": CANARY}).all()
            connection.exec_driver_sql(f"SELECT '{CANARY}'")
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    assert_withheld(folder)
    assert "sqlalchemy/" in written(folder)


def test_a_record_made_elsewhere_is_withheld(folder):
    record = logging.LogRecord("x", logging.INFO, f"/home/{LOWER}/x.py", 1, CANARY, None, None)
    logging.getLogger().handle(record)
    assert "x.py:1 withheld" in written(folder)
    assert_withheld(folder)


def test_no_folder_above_the_program_is_named(folder):
    code = compile(
        "def go(log): log.error('it failed', exc_info=ValueError())",
        f"C:\\{LOWER}\\pod_desktop\\ui\\a.py",
        "exec",
    )
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102  # code with a path of its own
    names["go"](_log)  # type: ignore[operator]
    assert "pod_desktop/ui/a.py:1 it failed" in written(folder)
    assert LOWER not in written(folder)


@pytest.mark.usefixtures("folder")
def test_a_log_that_cannot_be_written_disturbs_nobody_and_is_not_told_elsewhere(monkeypatch, capfd):
    def refuse(*_):
        raise OSError(28, CANARY)

    monkeypatch.setattr(WithoutNames, "format", refuse)
    _log.error(CANARY)
    assert capfd.readouterr() == ("", "")


def test_the_files_are_for_their_owner_only_and_turn_over(folder):
    for handler in logging.getLogger().handlers:
        if isinstance(handler, RotatingFileHandler):
            handler.maxBytes = 200
    for _ in range(20):
        _log.info("something happened")
    paths = list(folder.iterdir())
    assert {path.name for path in paths} == {LOG_NAME, FAULTS_NAME, *(f"{LOG_NAME}.{n}" for n in range(1, 5))}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_stopping_leaves_logging_as_it_was(tmp_path):
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    RunningLog(tmp_path).stop()
    assert (list(root.handlers), root.level) == before


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotStore, match="the folder is not there"):
        RunningLog(tmp_path / "gone")


def test_a_program_that_dies_leaves_its_lines_and_nobodys_words(tmp_path):
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from pod_desktop.logs import RunningLog\n"
        "def fail(words):\n"
        "    os.kill(os.getpid(), signal.SIGSEGV)\n"
        "running = RunningLog(Path(sys.argv[1]))\n"
        "assert not running.died_before\n"
        f"fail({CANARY!r})\n"
    )
    home = tmp_path / LOWER
    home.mkdir()
    (home / "a.py").write_text(script, encoding="utf-8")
    logs = tmp_path / "logs"
    logs.mkdir()
    died = subprocess.run(  # noqa: S603  # this very Python
        [sys.executable, str(home / "a.py"), str(logs)],
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
        check=False,
        capture_output=True,
    )
    assert died.returncode < 0, died.stderr

    running = RunningLog(logs)
    running.stop()
    assert running.died_before
    kept = (logs / EARLIER_FAULTS_NAME).read_text(encoding="utf-8")
    assert 'File "a.py", line 5 in fail' in kept
    assert LOWER not in written(logs)
    assert CANARY not in written(logs)
