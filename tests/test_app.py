"""The program from its start to its end, in a process of its own: only that has imported nothing yet."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pod_desktop import app
from pod_desktop.__main__ import main
from pod_desktop.data_place import CopiedElsewhere
from pod_desktop.errors import PodError
from pod_desktop.paths import Profile
from pod_desktop.running import held
from tests.conftest import PROJECT

_SLOW = "'sqlalchemy', 'sqlcipher3', 'nacl', 'typst', 'pod_desktop.services', 'pod_desktop.ui.shell'"

_AT_FIRST_PAINT = f"""
import sys, threading
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from pod_desktop import app
from pod_desktop.ui.main_window import MainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not seen:
            seen.append([name for name in ({_SLOW}) if name in sys.modules])
        return False

def look():
    ready = 'pod_desktop.ui.shell' in sys.modules and 'pod_desktop.services.profile' in sys.modules
    if ready and seen:
        for window in app.application().topLevelWidgets():
            if isinstance(window, MainWindow) and not ask_once:
                ask_once.append(True)
                for work in (lambda: ends.wait(30), lambda: asked.append('written')):
                    window._jobs.run(work, done=print, failed=print)
            window.close()

seen, asked, ask_once, ends = [], [], [], threading.Event()
app.application().aboutToQuit.connect(ends.set)
watch = Watch()
app.application().installEventFilter(watch)
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
status = app.run(Path(sys.argv[1]))
print(seen, asked, status)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    profile: Path = tmp_path_factory.mktemp("profile")
    done = subprocess.run(  # noqa: S603 - this very Python, and the words above
        [sys.executable, "-c", _AT_FIRST_PAINT, str(profile)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout


def test_nothing_slow_is_imported_before_the_first_paint(told: str):
    assert told.startswith("[[]]")


def test_what_opening_needs_is_imported_while_the_way_in_is_shown_and_the_program_ends_well(told: str):
    assert told.strip().endswith("0")


def test_what_was_asked_for_just_before_the_end_is_done(told: str):
    assert "['written']" in told


def test_what_was_imported_while_the_passphrase_is_typed_is_not_searched_for_cycles_again():
    gc.unfreeze()
    try:
        app._warm_up()
        assert gc.get_freeze_count() > len(sys.modules)
    finally:
        gc.unfreeze()


@pytest.mark.usefixtures("qapp")
def test_where_the_usual_folder_cannot_be_used_the_way_to_another_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_given: object) -> None:
        raise CopiedElsewhere("It lies in OneDrive.")

    more: list[str] = []
    monkeypatch.setattr(app, "_own", refuse)
    monkeypatch.setattr(app, "_show_refusal", lambda _app, _error, said="": more.append(said))
    for folder in (None, tmp_path):
        with pytest.raises(CopiedElsewhere):
            app.run(folder)
    usual, chosen = more
    assert "--profile" in usual
    assert chosen == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Elsewhere there is always a display.")
def test_without_a_display_it_is_said_in_a_sentence(tmp_path: Path):
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(  # noqa: S603 # the program itself
        [sys.executable, "-m", "pod_desktop", "--profile", str(tmp_path / "p")],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name not in screens},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no display here")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("demo", [False, True], ids=["team", "made-up family"])
def test_while_it_is_open_only_the_made_up_family_is_refused(
    demo: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    raised: list[Path] = []
    shown: list[str] = []

    def raise_first(profile: Profile) -> bool:
        raised.append(profile.dir)
        return True

    def show(_app: object, error: PodError, _more: str = "") -> None:
        shown.append(str(error))

    monkeypatch.setattr(app, "_raise_first", raise_first)
    monkeypatch.setattr(app, "_show_refusal", show)
    with held(Profile(tmp_path)):
        status = main(["--profile", str(tmp_path), *(["--demo"] if demo else [])])
    complained = capsys.readouterr().err
    if demo:
        assert (status, raised) == (2, [])
        assert "before you look at the made-up family" in complained
        assert shown
        assert shown[0] in complained
    else:
        assert (status, raised, shown, complained) == (0, [tmp_path], [], "")
