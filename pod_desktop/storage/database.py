"""The encrypted database file: SQLCipher under SQLAlchemy, opened with a raw 256-bit key.

The engine is made without a URL that holds the key (URLs end up in logs), with the pragmas of SYNC §2 on
every connection. Transactions are begun by hand: a reading one is deferred, a writing one takes the lock at
once.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary, WeakSet

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from pod_desktop.durable_files import cannot_store
from pod_desktop.errors import PodError

KEY_BYTES = 32
_BUSY_MS = 5_000
_LOG_PAGES = 2_000
"""8 MB of write-ahead log before a commit itself moves it into the file, which takes tens of milliseconds.
The open program does it sooner, beside (`move_log_into_file`); a long log makes each act slower."""
_BEGIN = "pod_begin"
_PRIMARY = 0xFF
"""The part of SQLite's error codes that says what, without where."""
_DAMAGED = (
    "A part of the file with this team’s data is damaged and cannot be read. Nothing has been changed. "
    "Please close the program and open it again: it can then make the file anew from its backup and from all "
    "that can still be read."
)
_known_damaged: "WeakSet[Engine]" = WeakSet()
"""Where a page was found damaged, SQLCipher refuses to write as if the file were read-only."""


class CannotOpenDatabase(PodError):
    """The file is not a database that this key opens."""


class DamagedDatabase(CannotOpenDatabase):
    """A page that was needed is not as it was written."""


class DatabaseBusy(PodError):
    """Another program held the write lock for too long."""


class DiskRefused(PodError):
    """The disk is full, read-only or failing. What was being stored is not; what was stored before is."""


def open_database(path: Path, key: bytes) -> Engine:
    """Open (or make) the database at `path` with the raw `key` of 32 bytes.

    Raises CannotOpenDatabase when the file is something else, damaged at its start, or has another key, and
    DiskRefused when there is no room to open it or it may not be written. What the disk refuses later comes
    as DiskRefused, too.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: _connect(path, key), poolclass=QueuePool, pool_size=4
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _say)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except (DatabaseBusy, DiskRefused):
        engine.dispose()
        raise
    except (DatabaseError, DamagedDatabase) as error:
        engine.dispose()
        raise CannotOpenDatabase(
            "The data on this laptop could not be opened with this key. Nothing has been changed."
        ) from error
    return engine


def _connect(path: Path, key: bytes) -> sqlcipher.Connection:
    if not path.exists():
        path.touch(mode=0o600)
    is_new = path.stat().st_size == 0
    connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _pragmas(is_new=is_new):
            connection.execute(f"PRAGMA {pragma}")
    except sqlcipher.DatabaseError:
        connection.close()
        raise
    return connection


def _pragmas(*, is_new: bool) -> Iterator[str]:
    yield "cipher_log_level = NONE"
    yield "cipher_memory_security = OFF"
    yield f"busy_timeout = {_BUSY_MS}"
    if is_new:  # it stays with the file, and setting it again would wait for whoever is writing
        yield "auto_vacuum = INCREMENTAL"
    yield "journal_mode = WAL"
    yield f"wal_autocheckpoint = {_LOG_PAGES}"
    yield "synchronous = FULL"
    yield "cache_size = -65536"
    yield "foreign_keys = ON"
    yield "secure_delete = ON"
    yield "trusted_schema = OFF"
    yield "temp_store = MEMORY"
    if sys.platform == "darwin":
        yield "fullfsync = ON"
        yield "checkpoint_fullfsync = ON"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(_BEGIN, 'DEFERRED')}")


def _say(context: ExceptionContext) -> None:
    """Where the engine's error is the disk's or another program's, raise it as a sentence in its place."""
    error = context.original_exception
    sentence = refusal(error)
    if isinstance(sentence, DamagedDatabase) and context.engine is not None:
        _known_damaged.add(context.engine)
    elif _code(error) == sqlcipher.SQLITE_READONLY and context.engine in _known_damaged:
        sentence = DamagedDatabase(_DAMAGED)
    if sentence is not None:
        raise sentence from error


def _code(error: BaseException) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & _PRIMARY


def refusal(error: BaseException) -> PodError | None:
    """What SQLite says of the disk or of another program, as an error for people; None for all else."""
    match _code(error):
        case sqlcipher.SQLITE_BUSY:
            return DatabaseBusy(
                "Something else is storing in this team's data just now. Nothing has been changed; try again."
            )
        case sqlcipher.SQLITE_FULL:
            return DiskRefused(
                "The disk is full, so this could not be done. Everything stored before is safe. "
                "Please make room on the disk and try again."
            )
        case sqlcipher.SQLITE_READONLY | sqlcipher.SQLITE_CANTOPEN | sqlcipher.SQLITE_PERM:
            return DiskRefused(
                "The team’s data may not be written where it is, so this could not be done. "
                "Everything stored before is safe. Please see that this account may write there, and "
                "try again."
            )
        case sqlcipher.SQLITE_IOERR:
            return DiskRefused(
                "The disk did not do what it was told, so this could not be done: it may be full or failing. "
                "Please make room on it and try again; if this is said again, have the laptop looked at."
            )
        case sqlcipher.SQLITE_CORRUPT | sqlcipher.SQLITE_NOTADB:
            return DamagedDatabase(_DAMAGED)
        case _:
            return None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the write lock from its start; an error rolls it back.

    Threads of this program queue here: SQLite lets a second writer sleep, longer and longer.
    """
    with (
        _lock_of(engine),
        engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"}) as connection,
        connection.begin(),
    ):
        yield connection


_locks: WeakKeyDictionary[Engine, threading.RLock] = WeakKeyDictionary()
_making_a_lock = threading.Lock()


def _lock_of(engine: Engine) -> threading.RLock:
    with _making_a_lock:
        return _locks.setdefault(engine, threading.RLock())


def move_log_into_file(engine: Engine) -> None:
    """Move what can be moved of the write-ahead log into the main file, while others read and write."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlcipher.OperationalError as error:
        sentence = refusal(error)
        if sentence is None:
            raise
        raise sentence from error
    finally:
        raw.close()


def empty_write_ahead_log(engine: Engine) -> bool:
    """Move everything into the main file and cut the write-ahead log to nothing.

    Returns False, at once, when a reader or the disk held it back; a later call will do it.
    """
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout = 0")
        busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlcipher.OperationalError as error:
        if refusal(error) is None:
            raise
        return False
    else:
        return not busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        raw.close()


def give_back_space(engine: Engine, pages: int) -> bool:
    """Give up to so many unused pages back to the disk. Returns whether there are more.

    Does nothing, and says that there is no more, while another holds the write lock.
    """
    raw = engine.raw_connection()
    cursor = raw.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout = 0")
        (unused,) = cursor.execute("PRAGMA freelist_count").fetchone()
        if unused:
            cursor.execute(f"PRAGMA incremental_vacuum({pages})").fetchall()
        if 0 < unused <= pages:  # only this lets the file shrink
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlcipher.OperationalError as error:
        if refusal(error) is None:
            raise
        return False
    else:
        return bool(unused > pages)
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        raw.close()


def integrity_faults(engine: Engine) -> list[str]:
    """What the engine's own checks find wrong with the file; empty when it is sound.

    `cipher_integrity_check` looks at the file alone. While a reader keeps a part of the write-ahead log from
    being moved, pages that were never written lie there between others, and it takes them for damaged. So
    what it finds counts only once the log is empty; `quick_check` reads every page that is in use, wherever
    it lies, and so proves its seal.
    """
    try:
        sealed = _said_by(engine, "cipher_integrity_check")
        if sealed:
            sealed = _said_by(engine, "cipher_integrity_check") if empty_write_ahead_log(engine) else []
        return sealed + _said_by(engine, "quick_check")
    except DamagedDatabase as error:
        return [str(error)]


def _said_by(engine: Engine, check: str) -> list[str]:
    with engine.connect() as connection:
        found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}")]
    faults = [each for each in found if each != "ok"]
    if faults:
        _known_damaged.add(engine)
    return faults


def copy_database(engine: Engine, source: Path, target: Path) -> None:
    """Copy the database at `source`, which is open as `engine`, while nothing can be stored in it.

    Raises CannotStore.
    """
    with writing(engine):
        for suffix in ("", "-wal"):
            part = source.with_name(source.name + suffix)
            if not part.exists():
                continue
            try:
                shutil.copyfile(part, target.with_name(target.name + suffix))
            except OSError as error:
                raise cannot_store(target, error) from error
