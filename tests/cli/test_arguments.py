"""The command line as such: what it refuses, and what it does not load."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import pod_desktop
from pod_desktop import __version__
from pod_desktop.__main__ import main

SLOW = ("PySide6", "sqlalchemy", "sqlcipher3", "nacl", "typst", "msgspec", "alembic")


def python(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 # this interpreter
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_help_loads_neither_qt_nor_the_database():
    code = (
        "import sys; from pod_desktop.__main__ import main; code = main(['--help']); "
        f"sys.exit(code or ' '.join(set({SLOW}) & set(sys.modules)) or 0)"
    )
    done = python("-c", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--self-test FILE" in done.stdout


def test_the_module_is_the_program():
    done = python("-m", "pod_desktop", "--version")
    assert (done.returncode, done.stdout) == (0, f"POD Desktop {__version__}\n")


def test_a_real_process_answers_bad_input_with_2_and_one_sentence(tmp_path: Path):
    done = python("-m", "pod_desktop", "check", str(tmp_path), "--passphrase-file", str(tmp_path / "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "cannot be read" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["turns"],
        ["profile"],
        ["check"],
        ["check", "somewhere"],
        ["--nonsense"],
        ["--profile"],
        ["--prof", "x"],
        ["--tour", "a", "--self-test", "b"],
        ["--demo", "check", "x", "--passphrase-file", "y"],
        ["turns", "import", "x", "--passphrase-file", "y", "z.rttm"],
        ["turns", "import", "x", "--passphrase-file", "y", "--new", "A", "--person", "B", "z.rttm"],
        ["turns", "measures", "x", "--passphrase-file", "y"],
    ],
)
def test_arguments_that_do_not_fit_get_one_sentence_and_no_usage(call, arguments):
    sentence = call(*arguments).sentence
    assert "usage" not in sentence


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\nsecond line", "is empty"),
        (b"  \r\n", "is empty"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_passphrase_file_that_will_not_do_is_said_in_words(call, team, tmp_path, content, why):
    path = tmp_path / "given.txt"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert why in call("check", team, "--passphrase-file", path).sentence


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nmore"])
def test_the_passphrase_is_the_first_line_without_its_end(call, team, tmp_path, end):
    path = tmp_path / "given.txt"
    path.write_bytes(("\ufefffour words and späces" + end).encode())
    assert call("check", team, "--passphrase-file", path, "--json").code == 0


def test_a_wrong_passphrase_is_one_sentence(call, team, tmp_path):
    path = tmp_path / "given.txt"
    path.write_text("four other words and späces")
    assert "does not open" in call("check", team, "--passphrase-file", path).sentence


def test_a_folder_without_a_team_is_one_sentence_and_stays_as_it_was(call, passphrase_file, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no team" in call("check", empty, "--passphrase-file", passphrase_file).sentence
    assert list(empty.iterdir()) == []


def test_help_is_no_mistake(capsys):
    assert main(["turns", "import", "--help"]) == 0
    assert "TextGrid" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        ([], ("run", None, False)),
        (["--demo"], ("run", None, True)),
        (["--profile", "here"], ("run", Path("here"), False)),
        (["--self-test", "report.json"], ("self_test", Path("report.json"))),
        (["--tour", "out"], ("play", Path("out"), False)),
        (["--tour", "out", "--demo"], ("play", Path("out"), True)),
    ],
)
def test_the_window_the_tour_and_the_self_test_get_what_was_asked(monkeypatch, arguments, called):
    calls: list[tuple[Any, ...]] = []

    def note(*call: Any) -> int:
        calls.append(call)
        return 7

    app, tour = ModuleType("app"), ModuleType("tour")
    vars(app)["run"] = lambda profile, *, demo: note("run", profile, demo)
    vars(app)["self_test"] = lambda report: note("self_test", report)
    vars(tour)["play"] = lambda out, *, demo: note("play", out, demo)
    for name, module in (("app", app), ("tour", tour)):
        monkeypatch.setitem(sys.modules, f"pod_desktop.{name}", module)
        monkeypatch.setattr(pod_desktop, name, module, raising=False)
    assert main(arguments) == 7
    assert calls == [called]
