"""The log of what the program did, in which no name and no words of people ever stand.

What counts is where a text comes from, not who promises what: a message is written only when it stands as a
literal in the code that logged it. Of its arguments only ids, small numbers, types and further literals are
written. An exception is its type and the lines it went through, since messages of exceptions quote what they
choked on. All else is "withheld". This holds for other libraries' logging too. So `_log.info("meeting began
%s", meeting_id)` says what it should, and `_log.info(f"{person.name} came")` says "withheld".

`faults.txt` is written by the interpreter itself when it dies (faulthandler): function names and lines of
code, no values. The paths in it, which may hold an account's name, are shortened at the next start.
"""

import faulthandler
import inspect
import logging
import logging.handlers
import math
import os
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from types import CodeType, TracebackType

from typing_extensions import override

from pod_desktop.durable_files import cannot_store

LOG_NAME = "pod-desktop.log"
FAULTS_NAME = "faults.txt"
EARLIER_FAULTS_NAME = "faults-before.txt"

_LIMIT = 512 * 1024
_OLDER_FILES = 4
_WITHHELD = "withheld"
_SMALL = 10**7
"""Counts and milliseconds are below it; telephone and NHS numbers are not."""
_ID = re.compile(r"[0-9a-f]{32}([0-9a-f]{32})?")
_FAULT_PATH = re.compile(r'File "([^"]*)"')
_MOST_CAUSES = 8


class RunningLog:
    """The log files of one run, from the moment it is made until `stop`.

    `died_before` says that the last run left a fault behind. Raises CannotStore when the folder refuses.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOG_NAME
        try:
            self.died_before = _put_by_earlier_faults(folder)
            self._faults = _open_owner_only(folder / FAULTS_NAME)
            self._handler = _OwnerOnlyFile(path, maxBytes=_LIMIT, backupCount=_OLDER_FILES)
        except OSError as error:
            raise cannot_store(path, error) from error
        self._handler.setFormatter(WithoutNames())
        root = logging.getLogger()
        self._level_before = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self._handler)
        faulthandler.enable(self._faults)

    def stop(self) -> None:
        """Close the files; nothing is logged from here on."""
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level_before)
        self._handler.close()
        faulthandler.disable()
        self._faults.close()


class WithoutNames(logging.Formatter):
    """Writes a record by the rule of this module; has to be called from within the logging call itself."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        literals = _literals_at(record)
        text = record.msg if isinstance(record.msg, str) and record.msg in literals else _WITHHELD
        instant = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        place = f"{_short(record.pathname)}:{record.lineno}"
        line = f"{instant}.{int(record.msecs):03d}Z {record.levelname} {place} {_one_line(text)}"
        values = record.args.values() if isinstance(record.args, Mapping) else record.args or ()
        if values:
            line += " [" + ", ".join(_value(value, literals) for value in values) + "]"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else line + "\n" + describe(error)


def describe(error: BaseException) -> str:
    """The types of an exception and of its causes, and the lines they went through; no message, no values."""
    lines: list[str] = []
    for relation, cause in _causes(error):
        number = f" errno {cause.errno}" if isinstance(cause, OSError) and cause.errno is not None else ""
        lines.append(f"  {relation}{_type_name(type(cause))}{number}")
        lines += [f"    {place}" for place in places(cause.__traceback__)]
    return "\n".join(lines)


def places(trace: TracebackType | None) -> list[str]:
    """`file:line in function` for each step of a traceback, outermost first; files without their folders."""
    return [
        f"{_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
        for frame, line in traceback.walk_tb(trace)
    ]


def _causes(error: BaseException) -> Iterator[tuple[str, BaseException]]:
    """The error and what led to it, each once."""
    waiting: list[tuple[str, BaseException]] = [("", error)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_CAUSES:
        relation, current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield relation, current
        if isinstance(current, BaseExceptionGroup):
            waiting += [("one of them: ", each) for each in current.exceptions]
        if current.__cause__ is not None:
            waiting.append(("caused by ", current.__cause__))
        elif current.__context__ is not None and not current.__suppress_context__:
            waiting.append(("while handling ", current.__context__))


def _literals_at(record: logging.LogRecord) -> frozenset[str]:
    """The text literals in the code of the function that logged the record, found on the stack."""
    frame = inspect.currentframe()
    while frame is not None:
        code = frame.f_code
        if code.co_filename == record.pathname and frame.f_lineno == record.lineno:
            return _literals_of(code)
        frame = frame.f_back
    return frozenset()


def _literals_of(code: CodeType) -> frozenset[str]:
    return frozenset(constant for constant in code.co_consts if isinstance(constant, str))


def _value(value: object, literals: frozenset[str]) -> str:
    match value:
        case bool() | None:
            return str(value)
        case int() if abs(value) < _SMALL:
            return str(int(value))
        case float() if math.isfinite(value) and abs(value) < _SMALL:
            return f"{float(value):.6g}"
        case str() if value in literals or _ID.fullmatch(value):
            return _one_line(value)
        case type():
            return _type_name(value)
        case _:
            return _WITHHELD


def _type_name(kind: type) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(filename: str) -> str:
    """The file without the folders above the package: those may hold an account's name."""
    parts = re.split(r"[\\/]", filename)
    for root, keep in (("site-packages", 1), ("pod_desktop", 0)):
        if root in parts:
            last = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[last + keep :])
    return parts[-1]


class _OwnerOnlyFile(logging.handlers.RotatingFileHandler):
    @override
    def _open(self) -> TextIOWrapper:
        return _open_owner_only(Path(self.baseFilename), os.O_APPEND)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """Stay quiet: a full disk is no reason to disturb a meeting, nor to print the record elsewhere."""


def _open_owner_only(path: Path, way: int = os.O_TRUNC) -> TextIOWrapper:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | way, 0o600), "w", encoding="utf-8")


def _put_by_earlier_faults(folder: Path) -> bool:
    """Keep what the last run wrote while dying, with its paths shortened. Whether it wrote anything."""
    faults = folder / FAULTS_NAME
    if not faults.exists() or faults.stat().st_size == 0:
        return False
    text = faults.read_text(encoding="utf-8", errors="replace")
    shortened = _FAULT_PATH.sub(lambda match: f'File "{_short(match[1])}"', text)
    with _open_owner_only(folder / EARLIER_FAULTS_NAME) as file:
        file.write(shortened)
    return True
