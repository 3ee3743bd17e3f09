"""Real programs on loopback: two Syncthings that keep two folders equal, and a Samba server."""

import http.client
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

_DEADLINE = 120.0
_LOOK_EVERY = 0.2
_never = threading.Event()


def wait_until(there: Callable[[], bool], what: str, deadline: float = _DEADLINE) -> None:
    """Look again and again, for another program tells nobody when it is done."""
    end = time.monotonic() + deadline
    while not there():
        if time.monotonic() > end:
            pytest.fail(f"After {deadline:.0f} seconds still not: {what}.")
        _never.wait(_LOOK_EVERY)


def require_program(name: str, package: str) -> str:
    """Where it is. Skips the test where it is not installed."""
    for folder in (None, "/usr/sbin:/usr/local/sbin"):
        if found := shutil.which(name, path=folder):
            return found
    pytest.skip(f"The program “{name}” is not installed (Debian: apt-get install {package}).")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*command: str, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that is ended afterwards, and only this one."""
    with log.open("ab") as file:
        # Samba ends its whole group with itself, and itself when stdin ends.
        process = subprocess.Popen(  # noqa: S603 - a program of the system
            command, stdin=subprocess.PIPE, stdout=file, stderr=file, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()


class Syncthing:
    """One Syncthing: its home, its folder, and the other's address."""

    def __init__(self, at: Path) -> None:
        self.program = require_program("syncthing", "syncthing")
        self.home, self.folder, self.log = at / "syncthing", at / "folder", at / "syncthing.log"
        self.port, self.gui = free_port(), free_port()
        self.folder.mkdir(parents=True)
        made = ("generate", f"--home={self.home}", "--no-default-folder")
        subprocess.run([self.program, *made], check=True, capture_output=True)  # noqa: S603
        asked = [self.program, "--device-id", f"--home={self.home}"]
        self.id = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603

    def knows(self, other: "Syncthing") -> None:
        """Write its settings: nothing but the other one on loopback."""
        devices = "".join(f'<device id="{each.id}"></device>' for each in (self, other))
        addresses = "".join(
            f'<device id="{each.id}" name="{each.port}"><address>tcp://127.0.0.1:{each.port}</address></device>'
            for each in (self, other)
        )
        (self.home / "config.xml").write_text(
            f'<configuration version="36"><folder id="team" label="team" path="{self.folder}" '
            f'type="sendreceive" rescanIntervalS="5" fsWatcherEnabled="true" fsWatcherDelayS="1">'
            f"{devices}</folder>{addresses}"
            f'<gui enabled="true" tls="false"><address>127.0.0.1:{self.gui}</address>'
            "<apikey>made-up</apikey></gui>"
            f"<options><listenAddress>tcp://127.0.0.1:{self.port}</listenAddress>"
            "<globalAnnounceEnabled>false</globalAnnounceEnabled><localAnnounceEnabled>false</localAnnounceEnabled>"
            "<relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>"
            "<reconnectionIntervalS>2</reconnectionIntervalS><urAccepted>-1</urAccepted>"
            "<autoUpgradeIntervalH>0</autoUpgradeIntervalH><crashReportingEnabled>false</crashReportingEnabled>"
            "</options></configuration>",
            encoding="utf-8",
        )

    @contextmanager
    def started(self) -> Iterator[None]:
        command = ("serve", f"--home={self.home}", "--no-browser", "--no-restart", "--no-upgrade")
        with running(self.program, *command, log=self.log):
            wait_until(self._answers, f"Syncthing answers ({self.log.read_text('utf-8', 'replace')[-500:]})")
            yield

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.gui, timeout=2)
        try:
            connection.request("GET", "/rest/system/ping", headers={"X-API-Key": "made-up"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def rescan(self) -> None:
        """Ask it to look at its folder now."""
        connection = http.client.HTTPConnection("127.0.0.1", self.gui, timeout=60)
        connection.request("POST", "/rest/db/scan?folder=team", headers={"X-API-Key": "made-up"})
        connection.getresponse().read()
        connection.close()


class TwoFolders:
    """Two folders that two Syncthings keep equal while they run."""

    def __init__(self, at: Path) -> None:
        self.both = (Syncthing(at / "A"), Syncthing(at / "B"))
        self.both[0].knows(self.both[1])
        self.both[1].knows(self.both[0])

    @property
    def folders(self) -> tuple[Path, Path]:
        return (self.both[0].folder, self.both[1].folder)

    @contextmanager
    def connected(self) -> Iterator[None]:
        with ExitStack() as running_ones:
            for each in self.both:
                running_ones.enter_context(each.started())
            yield

    def settle(self) -> None:
        """Until both hold the same files."""
        for each in self.both:
            each.rescan()
        wait_until(self._are_equal, "both folders hold the same files")

    def _are_equal(self) -> bool:
        one, other = map(_files, self.folders)
        return one == other


def _files(folder: Path) -> dict[str, int]:
    try:
        return {
            path.relative_to(folder).as_posix(): path.stat().st_size
            for path in folder.rglob("*.dat")
            if path.is_file()
        }
    except OSError:
        return {"": -1}  # it is just being changed
