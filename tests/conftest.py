"""What every test gets: a home of its own, a platform without a screen, and no thread left behind."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.journals"]

PROJECT = Path(__file__).resolve().parent.parent


def _fresh_home() -> Path:
    """Turn every road to the user's own data towards an empty folder, for this process and its children."""
    home = Path(tempfile.mkdtemp(prefix="pod-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "TMPDIR": "tmp",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_RUNTIME_DIR": "run",
        "XDG_STATE_HOME": "state",
        # platformdirs asks Windows and not the environment, unless these are set.
        "WIN_PD_OVERRIDE_APPDATA": "config",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "data",
        "WIN_PD_OVERRIDE_PERSONAL": "documents",
    }
    for variable, name in folders.items():
        folder = home / name
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(folder)
    return home


# Both before anything imports Qt, which reads the environment once.
_fresh_home()
if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# `python3 dev.py test --thorough` looks longer. In CI every run tries the same examples.
_in_ci = bool(os.environ.get("CI"))
settings.register_profile(
    "fast", max_examples=25, deadline=None, derandomize=_in_ci, database=None, print_blob=True
)
settings.register_profile("thorough", settings.get_profile("fast"), max_examples=1000, derandomize=False)
settings.load_profile("fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="run also what is marked `thorough`")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--thorough") and not config.getoption("--hypothesis-profile"):
        settings.load_profile("thorough")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `thorough`, unless it was asked for."""
    if config.getoption("--thorough"):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end, so no search for cycles need walk through it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def pod_test_data() -> Path:
    """The folder of real input: $POD_TEST_DATA, else `shared/data` beside the project."""
    given = os.environ.get("POD_TEST_DATA")
    folder = Path(given) if given else PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"There is no real input at {folder}; set POD_TEST_DATA to its folder.")
    return folder


@pytest.fixture(autouse=True)
def _no_thread_stays_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a thread it began goes on.

    It is set up before any fixture of the test, so it looks after all of them have been torn down.
    """
    before = set(threading.enumerate())
    of_system = _threads_of_system()
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=1)  # one that is just ending may end
    names = [thread.name for thread in left if thread.is_alive()]
    # To look for Qt's threads takes a tenth of a second; where the system knows no new one, none is left.
    new = of_system is None or (_threads_of_system() or set()) - of_system
    if new and "qapp" in request.fixturenames:
        names += _qt_threads()
    assert not names, f"The test left threads running: {', '.join(names)}."


def _threads_of_system() -> set[str] | None:
    """The numbers of this process's threads, Qt's too, as the system has them; None where it is not asked."""
    tasks = Path("/proc/self/task")
    return {task.name for task in tasks.iterdir()} if tasks.is_dir() else None


def _qt_threads() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QThread, QThreadPool

    names = []
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(1000):
        names.append(f"{pool.activeThreadCount()} in the global QThreadPool")
    application = QCoreApplication.instance()
    main = application.thread() if application else None
    threads = [thing for thing in gc.get_objects() if isinstance(thing, QThread) and thing is not main]
    names += [f"QThread {thread.objectName()}" for thread in threads if thread.isRunning()]
    return names
