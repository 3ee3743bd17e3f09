"""A keychain that exists only while something is signed."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apple_tools import ToolFailed, call

_IDENTITY = re.compile(r"^\s*\d+\) ([0-9A-F]{40}) \"Developer ID Application: ", re.MULTILINE)
_LOCKS_AFTER = "7200"  # seconds; Apple may take half an hour twice


@contextmanager
def signing_identity(certificate: str, password: str) -> Iterator[str]:
    """Import the certificate (a .p12 in base64) and hand out its identity's hash.

    The keychain, and the list in which macOS looks for keychains, are as before afterwards, whatever went
    wrong. Raises ToolFailed.
    """
    before = _searched()
    with tempfile.TemporaryDirectory(prefix="pod-signing-") as folder:
        keychain = Path(folder) / "signing.keychain-db"
        key = secrets.token_hex(16)
        call("security", "create-keychain", "-p", key, str(keychain), secret={key})
        try:
            _fill(keychain, key, certificate, password)
            call("security", "list-keychains", "-d", "user", "-s", str(keychain), *before)
            yield _identity(keychain)
        finally:
            try:
                call("security", "list-keychains", "-d", "user", "-s", *before)
            finally:
                call("security", "delete-keychain", str(keychain))


def _searched() -> list[str]:
    """The keychains in which macOS looks now."""
    return [line.strip().strip('"') for line in call("security", "list-keychains", "-d", "user").splitlines()]


def _fill(keychain: Path, key: str, certificate: str, password: str) -> None:
    try:
        exported = base64.b64decode(certificate, validate=False)
    except binascii.Error as error:
        raise ToolFailed(f"MACOS_CERTIFICATE is no base64: {error}.") from error
    call("security", "set-keychain-settings", "-l", "-u", "-t", _LOCKS_AFTER, str(keychain))
    call("security", "unlock-keychain", "-p", key, str(keychain), secret={key})
    file = keychain.with_name("certificate.p12")  # in a folder that only this account may enter
    file.write_bytes(exported)
    try:
        into = ["-k", str(keychain), "-P", password, "-f", "pkcs12", "-T", "/usr/bin/codesign"]
        call("security", "import", str(file), *into, secret={password})
    finally:
        file.unlink()
    # Without this, codesign asks a person whether it may use the key.
    partition = ["-S", "apple-tool:,apple:,codesign:", "-s", "-k", key, str(keychain)]
    call("security", "set-key-partition-list", *partition, secret={key})


def _identity(keychain: Path) -> str:
    found = _IDENTITY.findall(call("security", "find-identity", "-v", "-p", "codesigning", str(keychain)))
    if len(set(found)) != 1:
        raise ToolFailed(
            f"The certificate must hold one “Developer ID Application” identity; it holds {len(found)}."
        )
    return str(found[0])
