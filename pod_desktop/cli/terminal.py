"""What the command line writes: answers on stdout, progress and sentences on stderr."""

import io
import json
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any


def speak_utf_8() -> None:
    """Write UTF-8 also where the system's terminal would have another encoding (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def answer(words: str, data: dict[str, Any], *, as_json: bool) -> None:
    """Write the answer: one JSON object, or the words for a person."""
    print(json.dumps(data, ensure_ascii=False, allow_nan=False) if as_json else words)


def progress(words: str) -> None:
    """Say what takes long, to a person at a terminal; a file of stderr holds nothing but errors."""
    if sys.stderr is not None and sys.stderr.isatty():
        print(words, file=sys.stderr, flush=True)


def complain(sentence: str) -> None:
    """Write the one sentence that says what is wrong."""
    print(" ".join(sentence.split()), file=sys.stderr)


def every_second(words: str) -> Callable[[int, int], None]:
    """Says how far a long work is, not more than once a second: “Restoring… 3 of 40”."""
    told = monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal told
        if monotonic() - told >= 1:
            told = monotonic()
            progress(f"{words} {done} of {of}")

    return tell
