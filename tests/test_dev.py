"""The script behind the two README commands, and the locks it installs from."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

LOCKS = sorted(dev.LOCKS.glob("requirements-*.lock"))


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\;]+)", lock.read_text("utf-8"), re.MULTILINE))


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine on which nothing has been installed; gives the commands that were tried."""
    commands: list[list[str]] = []

    def call(command: list[str], **_options: object) -> int:
        commands.append(command)
        return 0

    for name in ("WORK", "BUILD"):
        environment = dev.Environment(tmp_path / name, getattr(dev, name).lock)
        environment.python.parent.mkdir(parents=True)
        monkeypatch.setattr(dev, name, environment)
    monkeypatch.setattr(dev, "missing_packages", lambda _: [])
    monkeypatch.setattr("subprocess.call", call)
    return commands


def test_there_is_a_lock_to_run_to_test_and_to_build():
    names = [lock.name for lock in LOCKS]
    assert names == ["requirements-build.lock", "requirements-run.lock", "requirements-test.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_registry_and_no_folder(lock):
    lines = [line for line in lock.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert not [line for line in lines if "/" in line or line.startswith("-")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_has_hashes(lock):
    blocks = re.split(r"^(?=[a-z0-9-]+==)", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock)) > 10
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_tests_and_builds_use_the_very_versions_that_run():
    run, test, build = (pins(dev.LOCKS / f"requirements-{name}.lock") for name in ("run", "test", "build"))
    assert run.items() <= test.items()
    assert run.items() <= build.items()


def test_everything_the_program_and_its_tests_ask_for_is_pinned():
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    names = {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for line in asked}
    assert names <= pins(dev.WORK.lock).keys()


def test_the_script_needs_nothing_but_the_standard_library():
    tree = ast.parse(Path(dev.__file__).read_text("utf-8"))
    imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imports |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imports} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python_is_refused_in_one_sentence(bare, monkeypatch, capsys, version):
    monkeypatch.setattr(dev, "THIS_PYTHON", version)
    assert dev.main(["setup"]) == 2
    assert "is needed" in capsys.readouterr().err
    assert bare == []


def test_a_second_setup_installs_nothing(bare):
    assert dev.main(["setup"]) == 0
    assert len(bare) == 2  # the venv, pip
    dev.WORK.python.touch()
    assert dev.main(["setup"]) == 0
    assert len(bare) == 2


def test_another_lock_is_installed(bare, monkeypatch, tmp_path):
    dev.main(["setup"])
    dev.WORK.python.touch()
    changed = tmp_path / "changed.lock"
    changed.write_text("# other\n")
    monkeypatch.setattr(dev, "WORK", dev.Environment(dev.WORK.folder, changed))
    dev.main(["setup"])
    assert len(bare) == 4


def test_an_install_that_broke_off_is_done_again(bare, monkeypatch, capsys):
    dev.WORK.python.touch()
    with monkeypatch.context() as offline:
        offline.setattr("subprocess.call", lambda command, **_: int("pip" in command))
        assert dev.main(["setup"]) == 2
    assert "could not be installed" in capsys.readouterr().err
    assert dev.main(["setup"]) == 0
    assert "--clear" in bare[0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only Linux lacks Qt's libraries.")
def test_who_may_not_install_system_packages_gets_the_line_to_do_it(monkeypatch, capsys):
    monkeypatch.setattr(dev, "is_loadable", lambda soname: soname != "libEGL.so.1")
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert dev.main(["test"]) == 2
    assert "sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Elsewhere there is always a display.")
@pytest.mark.parametrize("arguments", [[], ["--demo"]])
@pytest.mark.parametrize("outcome", [0, 1])
def test_without_a_display_a_visit_is_played_and_its_result_handed_on(
    monkeypatch, capsys, tmp_path, arguments, outcome: int
):
    played = []
    pictures = tmp_path / "pictures"
    pictures.mkdir()

    def call(*command: str, **how: object) -> int:
        played.append((command, how))
        (pictures / "report.json").touch()
        return outcome

    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("tempfile.mkdtemp", lambda **_: str(pictures))
    monkeypatch.setattr(dev, "setup", lambda _: None)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["run", *arguments]) == outcome
    assert played == [(("-m", "pod_desktop", *arguments, "--tour", str(pictures)), {"offscreen": True})]
    assert str(pictures) in capsys.readouterr().out


def test_the_benchmarks_get_the_arguments_and_need_no_screen(monkeypatch):
    called = []

    def call(*command: str, **how: object) -> int:
        called.append((command, how))
        return 0

    monkeypatch.setattr(dev, "setup", lambda _: None)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["bench", "tap", "--quick"]) == 0
    assert called == [(("-m", "tests.benchmarks", "tap", "--quick"), {"offscreen": True})]
    assert (dev.ROOT / "tests" / "benchmarks" / "__main__.py").is_file()


def test_a_database_is_collected_by_the_module_beside_the_others(monkeypatch):
    called = []

    def call(*command: str, **how: object) -> int:
        called.append((command, how))
        return 2

    monkeypatch.setattr(dev, "setup", lambda _: None)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["golden", "--to", "elsewhere"]) == 2
    assert called == [(("-m", "tests.golden.collect", "--to", "elsewhere"), {"at": dev.ROOT})]
    assert (dev.ROOT / "tests" / "golden" / "collect.py").is_file()


@pytest.mark.parametrize(
    ("given", "to_pytest"),
    [
        ([], ["-n", "auto"]),
        (["--thorough"], ["--thorough", "-n", "auto"]),
        (["--thorough", "tests/faults"], ["--thorough", "tests/faults"]),
        (["tests/domain", "-k", "turn"], ["tests/domain", "-k", "turn"]),
    ],
)
def test_all_tests_run_on_all_cores_and_chosen_ones_in_one_process(monkeypatch, given, to_pytest):
    called = []

    def call(command: list[str], **_how: object) -> int:
        called.append(command)
        return 0

    monkeypatch.setattr(dev, "setup", lambda _: None)
    monkeypatch.setattr("subprocess.call", call)
    assert dev.main(["test", *given]) == 0
    assert called == [[str(dev.WORK.python), "-m", "pytest", "-q", *to_pytest]]


def test_freezing_has_libraries_of_its_own(bare):
    assert dev.main(["freeze"]) == 0
    assert [command[0] for command in bare[1:]] == [str(dev.BUILD.python)] * 2
    assert str(dev.LOCKS / "requirements-build.lock") in bare[1]
    assert bare[2][1:] == [str(dev.LOCKS / "freeze.py")]
    assert (dev.LOCKS / "freeze.py").is_file()
    assert not dev.WORK.stamp.exists()


@pytest.mark.usefixtures("bare")
def test_what_freezing_says_is_handed_on(monkeypatch):
    monkeypatch.setattr("subprocess.call", lambda command, **_: 3 * int("freeze.py" in command[-1]))
    assert dev.main(["freeze"]) == 3


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only Linux has system packages.")
def test_freezing_needs_a_screens_libraries_and_objcopy(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(dev, "is_loadable", lambda soname: soname != "libxcb-cursor.so.0")
    monkeypatch.setattr(dev, "is_installed", lambda _: True)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert dev.missing_packages(dev.BUILD) == ["libxcb-cursor0", "binutils"]
    assert dev.missing_packages(dev.WORK) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "profile", "there"), [([], "fast", False), (["--thorough"], "thorough", True)]
)
def test_what_is_thorough_runs_only_when_asked_for(asked, profile, there: bool):
    file = "tests/faults/test_killed_while_starting.py"
    command = [sys.executable, "-m", "pytest", "-v", "--collect-only", "-p", "no:cacheprovider", file, *asked]
    done = subprocess.run(  # noqa: S603 - this very Python
        command, cwd=dev.ROOT, capture_output=True, text=True, check=True
    )
    assert f"hypothesis profile '{profile}'" in done.stdout
    assert ("test_a_start_killed_before_any_step" in done.stdout) is there


def test_what_is_no_command_is_answered_with_the_commands(capsys):
    assert dev.main(["walk"]) == 2
    assert "python3 dev.py run" in capsys.readouterr().err
