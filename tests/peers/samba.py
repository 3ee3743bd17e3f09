"""A Samba server on loopback, its share mounted, and a transport that speaks SMB through smbclient."""

import errno
import os
import re
import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pod_desktop.durable_files import cannot_store
from pod_desktop.storage.mailbox.folder import FileGone, FolderGone, Listed, path_of
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, Sealed, name_of
from tests.peers.programs import free_port, require_program, running, wait_until

_LINE = re.compile(
    r"^  (?P<name>.+?)\s+(?P<kind>[A-Z]*)\s+(?P<size>\d+)  (?P<when>\w{3} \w{3}\s+\d+ [\d:]{8} \d{4})$"
)


class Samba:
    """A server with one share, `team`, for the account that runs it."""

    def __init__(self, at: Path) -> None:
        self.program = require_program("smbd", "samba")
        self.at, self.share, self.port = at, at / "share", free_port()
        for folder in (self.share, *(at / name for name in ("private", "lock", "state", "cache", "ncalrpc"))):
            folder.mkdir(parents=True, mode=0o755)
        self.settings = at / "smb.conf"
        folders = "\n".join(
            f"{name} = {at / folder}"
            for name, folder in (
                ("private dir", "private"), ("lock directory", "lock"), ("state directory", "state"),
                ("cache directory", "cache"), ("pid directory", "lock"), ("ncalrpc dir", "ncalrpc"),
            )
        )  # fmt: skip
        self.settings.write_text(
            f"[global]\n{folders}\nsmb ports = {self.port}\nbind interfaces only = yes\n"
            "interfaces = 127.0.0.1/8\nserver role = standalone server\ndisable netbios = yes\n"
            "map to guest = Bad User\nguest account = root\nload printers = no\nlog level = 0\n"
            f"log file = {at / 'samba.log'}\nserver min protocol = SMB2\n"
            f"[team]\npath = {self.share}\nread only = no\nguest ok = yes\nforce user = root\n",
            encoding="utf-8",
        )

    @contextmanager
    def started(self) -> Iterator[None]:
        command = ("--foreground", "--no-process-group", f"--configfile={self.settings}")
        with running(self.program, *command, log=self.at / "smbd.log"):
            wait_until(self._answers, "Samba answers")
            yield

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False

    @contextmanager
    def mounted(self, at: Path) -> Iterator[Path]:
        """The share as a folder of the system. Skips the test where nothing can be mounted."""
        require_program("mount.cifs", "cifs-utils")
        at.mkdir()
        options = f"port={self.port},guest,vers=3.0,cache=none"
        command = ["mount", "-t", "cifs", "//127.0.0.1/team", str(at), "-o", options]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            pytest.skip(f"This machine mounts no share: {' '.join(done.stderr.split())}")
        try:
            yield at
        finally:
            subprocess.run(["umount", "--lazy", str(at)], check=True)  # noqa: S603, S607


class SmbShare:
    """A Transport that does what the program does on a mounted share, by way of smbclient."""

    def __init__(self, samba: Samba) -> None:
        self.program = require_program("smbclient", "smbclient")
        self.samba = samba

    def _said(self, *commands: str) -> str:
        words = [self.program, "//127.0.0.1/team", "--port", str(self.samba.port), "--no-pass"]
        words += ["--configfile", str(self.samba.settings), "--command", "; ".join(commands)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603
        if done.returncode and "NT_STATUS_NO_SUCH_FILE" not in done.stdout + done.stderr:
            raise OSError(errno.EIO, " ".join((done.stdout + done.stderr).split()))
        return done.stdout

    def list(self) -> "list[Listed]":
        try:
            shelves = [shelf for shelf, kind, _, _ in self._ls("*") if len(shelf) == 1 and "D" in kind]
            return [
                Listed(f"{shelf}/{name}", size, changed)
                for shelf in sorted(shelves)
                for name, kind, size, changed in sorted(self._ls(f"{shelf}\\*"))
                if name.endswith(".dat") and "D" not in kind
            ]
        except OSError as error:
            raise FolderGone(f"The share cannot be read just now ({error.strerror}).") from error

    def _ls(self, what: str) -> Iterator[tuple[str, str, int, int]]:
        for line in self._said(f"ls {what}").splitlines():
            if (found := _LINE.match(line)) and found["name"] not in (".", ".."):
                when = datetime.strptime(found["when"], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
                yield found["name"], found["kind"], int(found["size"]), int(when.timestamp()) * 10**9

    def get(self, path: str, limit: int = MOST_BYTES) -> bytes:
        with TemporaryDirectory() as beside:
            local = Path(beside) / "file"
            try:
                self._said(f'get "{path.replace("/", chr(92))}" {local}')
                content = local.read_bytes()
            except OSError as error:
                raise FileGone(f"The file “{path}” cannot be read just now ({error.strerror}).") from error
        if len(content) > limit:
            raise FileGone(f"The file “{path}” is too long to be one of POD Desktop’s.")
        return content

    def put_new(self, sealed: Sealed) -> None:
        path = path_of(sealed.name)
        shelf, name = path.split("/")
        with TemporaryDirectory() as beside:
            local = Path(beside) / "file"
            local.write_bytes(sealed.content)
            temporary = f"{sealed.name.hex()}.{secrets.token_hex(8)}.tmp"
            try:
                if shelf not in [each for each, _, _, _ in self._ls("*")]:
                    self._said(f"mkdir {shelf}")
                self._said(f"cd {shelf}", f"put {local} {temporary}", f"rename {temporary} {name}")
            except OSError as error:
                raise cannot_store(Path(path), error) from error
        assert name_of(self.get(path)) == sealed.name

    def remove(self, path: str) -> None:
        self._said(f'del "{path.replace("/", chr(92))}"')


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0
