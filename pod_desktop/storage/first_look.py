"""A look at a database before it is opened, which leaves every byte of it and of what lies beside it.

Opening a database, even with a key that does not fit, moves its write-ahead log into it. So whether it may be
opened at all is asked beforehand: of the seals of its pages, and through a connection that can only read.
"""

import hashlib
import hmac
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from pod_desktop.storage.database import CannotOpenDatabase
from pod_desktop.storage.migrate import require_known

_PAGE = 4096
_SEAL = 64
_SALT = 16
_SALT_MASK = 0x3A
_SEAL_KEY = 32
_WAL_HEAD, _FRAME_HEAD = 32, 24
_ENOUGH = 64
"""One page with the right seal settles it; so many in a row are not damaged by chance."""


class KeyDoesNotFit(CannotOpenDatabase):
    """No page of the database was written with this key."""


def require_ours(path: Path, key: bytes) -> None:
    """Refuse a database of another team, or of a newer version of the program. Changes nothing.

    Raises KeyDoesNotFit or NewerDatabase. Damage is not looked for: opening finds it.
    """
    if not key_fits(path, key):
        raise KeyDoesNotFit(
            f"The key file and the data “{path.name}” in “{path.parent}” do not belong together, "
            "or the beginning of the data is damaged. Nothing has been changed; "
            "please put back the key file and the data that belong together, both from the same copy."
        )
    require_known(_stored_revision(path, key))


def key_fits(path: Path, key: bytes) -> bool:
    """Whether any of the first pages of the database, or of its write-ahead log, was sealed with this key.

    A page ends in the HMAC-SHA512 of its bytes and number (SQLCipher 4, sqlcipher_page_hmac); the key of the
    seal is two rounds of PBKDF2 from the database's key and its masked salt, the first 16 bytes of the file.
    """
    with path.open("rb") as file:
        seal_key = _seal_key(file.read(_SALT), key)
        file.seek(0)
        if any(_is_sealed(file.read(_PAGE), number, seal_key) for number in range(1, _ENOUGH + 1)):
            return True
    return any(_is_sealed(page, number, seal_key) for number, page in _logged(path))


def seal_anew(path: Path, key: bytes) -> int:
    """Give every page of a copy the right seal, so that what is left of a damaged one can be read.

    Returns how many had a wrong one. Only for what proves itself in another way.
    """
    wrong = 0
    with path.open("r+b") as file:
        seal_key = _seal_key(file.read(_SALT), key)
        number, at = 1, 0
        file.seek(0)
        while len(page := file.read(_PAGE)) == _PAGE:
            if not _is_sealed(page, number, seal_key):
                wrong += 1
                file.seek(at + _PAGE - _SEAL)
                file.write(_seal_of(page, number, seal_key))
            number, at = number + 1, at + _PAGE
            file.seek(at)
    return wrong + bool(page)


def _seal_key(salt: bytes, key: bytes) -> bytes:
    mask = bytes(byte ^ _SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, mask, 2, _SEAL_KEY)


def _is_sealed(page: bytes, number: int, seal_key: bytes) -> bool:
    return len(page) == _PAGE and hmac.compare_digest(_seal_of(page, number, seal_key), page[-_SEAL:])


def _seal_of(page: bytes, number: int, seal_key: bytes) -> bytes:
    content = page[_SALT if number == 1 else 0 : -_SEAL] + struct.pack("<I", number)
    return hmac.digest(seal_key, content, "sha512")


def _logged(path: Path) -> Iterator[tuple[int, bytes]]:
    """The first pages in the write-ahead log with their numbers (SQLite file format, 4.1)."""
    try:
        with _log_of(path).open("rb") as file:
            file.seek(_WAL_HEAD)
            for _ in range(_ENOUGH):
                head, page = file.read(_FRAME_HEAD), file.read(_PAGE)
                if len(page) != _PAGE:
                    return
                yield struct.unpack(">I", head[:4])[0], page
    except FileNotFoundError:
        return


def _stored_revision(path: Path, key: bytes) -> str | None:
    """The revision the database says it has; None where it cannot be read without changing something."""
    try:
        with _read_only(path) as address:
            connection = sqlcipher.connect(address, uri=True, isolation_level=None)
            try:
                connection.execute("PRAGMA cipher_log_level = NONE")
                connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
                row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            finally:
                connection.close()
    except (sqlcipher.DatabaseError, OSError):
        return None
    return None if row is None else str(row[0])


@contextmanager
def _read_only(path: Path) -> Iterator[str]:
    """An address under which SQLite only reads.

    Where a write-ahead log was left behind, the database gets a second name beside a copy of that log, for
    SQLite would have to write beside the first. Raises OSError on a disk without second names or room.
    """
    log = _log_of(path)
    if not log.exists() or log.stat().st_size == 0:
        yield f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        return
    with tempfile.TemporaryDirectory(prefix=".looking-", dir=path.parent) as folder:
        aside = Path(folder) / path.name
        aside.hardlink_to(path)
        shutil.copyfile(log, _log_of(aside))
        yield f"{aside.absolute().as_uri()}?mode=ro"


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")
