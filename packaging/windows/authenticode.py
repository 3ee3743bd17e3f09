"""Signs files for Windows, as the environment says; unsigned and loud about it where it says nothing.

POD_SIGN_COMMAND        any tool, with {file} where the file's name goes: signtool sign /fd sha256 "{file}"
POD_SIGN_PFX            or a certificate with its key, for osslsigncode …
POD_SIGN_PASSWORD_FILE  … the file that holds its password, nothing else …
POD_SIGN_TIMESTAMP      … and the address of a time-stamp server, or signatures end with the certificate
"""

import os
import shlex
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_PROGRAM = "POD Desktop"
_OF_PROGRAMS = {".dll", ".exe", ".pyd"}
_PE_OFFSET = 0x3C
_OPTIONAL_HEADER = 24  # bytes after "PE\0\0": the file header
_SECURITY = {0x10B: 128, 0x20B: 144}  # 32 and 64 bit: where the optional header tells of the signature


class CannotSign(Exception):
    """The tool refused, or what it needs is not there."""


def can_sign(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is something to sign with."""
    return bool(environment.get("POD_SIGN_COMMAND") or environment.get("POD_SIGN_PFX"))


def is_signed(file: Path) -> bool:
    """Whether a program or library of Windows is signed, by anybody. Raises ValueError for other files."""
    data = file.read_bytes()
    try:
        (at,) = struct.unpack_from("<I", data, _PE_OFFSET)
        (magic,) = struct.unpack_from("<H", data, at + _OPTIONAL_HEADER)
        if data[:2] != b"MZ" or data[at : at + 4] != b"PE\0\0" or magic not in _SECURITY:
            raise ValueError(f"{file} is no program of Windows")
        _, length = struct.unpack_from("<II", data, at + _OPTIONAL_HEADER + _SECURITY[magic])
    except struct.error as error:
        raise ValueError(f"{file} is no program of Windows") from error
    return bool(length)


def unsigned_programs(folder: Path) -> Iterator[Path]:
    """All programs and libraries below the folder that nobody has signed."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _OF_PROGRAMS)
    return (file for file in files if not is_signed(file))


def sign(file: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Sign one file in place. Raises CannotSign, with what the tool said."""
    command = environment.get("POD_SIGN_COMMAND")
    if command:
        _call([part.replace("{file}", str(file)) for part in shlex.split(command)], file)
        return
    out = file.with_name(file.name + ".signed")
    out.unlink(missing_ok=True)
    call = ["osslsigncode", "sign", "-pkcs12", environment["POD_SIGN_PFX"], "-h", "sha256", "-n", _PROGRAM]
    if environment.get("POD_SIGN_PASSWORD_FILE"):
        call += ["-readpass", environment["POD_SIGN_PASSWORD_FILE"]]
    if environment.get("POD_SIGN_TIMESTAMP"):
        call += ["-ts", environment["POD_SIGN_TIMESTAMP"]]
    _call([*call, "-in", str(file), "-out", str(out)], file)
    out.replace(file)


def _call(command: list[str], file: Path) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotSign(f"{command[0]} cannot be started: {error.strerror}") from error
    if done.returncode != 0:
        raise CannotSign(f"{file.name} was not signed: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":  # as makensis calls it, for the uninstaller
    try:
        sign(Path(sys.argv[1]))
    except CannotSign as refusal:
        sys.exit(str(refusal))
