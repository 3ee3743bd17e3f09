"""Has Apple look at an app or a disk image, and attaches what it says, so that no Mac needs to ask for it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from apple_tools import ToolFailed, call

_LONGEST = "30m"


@dataclass(frozen=True, slots=True)
class NotaryKey:
    """A key of App Store Connect: the text of its .p8, its id and the issuer's."""

    text: str = field(repr=False)
    id: str
    issuer: str


def notarise(what: Path, key: NotaryKey) -> None:
    """Have the app or disk image accepted and staple the ticket. Raises ToolFailed, with Apple's log."""
    with tempfile.TemporaryDirectory(prefix="pod-notary-") as folder:
        file = Path(folder) / "key.p8"
        file.write_text(key.text, encoding="utf-8")
        access = ["--key", str(file), "--key-id", key.id, "--issuer", key.issuer]
        _submit(_sendable(what, Path(folder)), access)
    call("xcrun", "stapler", "staple", str(what))
    call("xcrun", "stapler", "validate", str(what))


def _sendable(what: Path, folder: Path) -> Path:
    """What can be sent: an app goes as an archive."""
    if what.suffix != ".app":
        return what
    archive = folder / f"{what.stem}.zip"
    call("ditto", "-c", "-k", "--keepParent", str(what), str(archive))
    return archive


def _submit(file: Path, access: list[str]) -> None:
    # Its exit code is 0 also for what was refused: only the answer tells.
    wait = ["--wait", "--timeout", _LONGEST, "--output-format", "json"]
    said = call("xcrun", "notarytool", "submit", str(file), *access, *wait)
    try:
        answer = json.loads(said)
        status, number = answer["status"], answer["id"]
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed(f"notarytool gave no answer that can be read:\n{said}") from error
    if status == "Accepted":
        return
    log = call("xcrun", "notarytool", "log", number, *access)
    raise ToolFailed(f"Apple did not accept {file.name}: {status} ({number}).\n{log}")
