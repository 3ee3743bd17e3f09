"""What readers and writers of annotations share: limits, numbers of seconds, and sentences that refuse."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import NoReturn

from pod_desktop.domain.annotation import Annotation, Taken
from pod_desktop.errors import BadInput, why_words

LATEST_SECOND = 7 * 24 * 3600
"""No annotated meeting goes on for more than a week; a later time is another unit or a slip."""
MOST_TURNS = 200_000
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. 200,000 turns with words are less in any of the formats."""
LONGEST_WORDS = 100_000
"""Letters. Nobody says more in one turn."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)


class SeveralThere(BadInput):
    """A file has several of what only one can be taken of; its sentence names them."""

    def __init__(self, what: str, names: Sequence[str]) -> None:
        shown = ", ".join(quoted(each) for each in names[:12])
        super().__init__(
            f"There are several: please say which {what} is meant, of {shown}; nothing was imported."
        )
        self.what = what
        """"observation" or "behaviour"."""
        self.names = tuple(names)


def content_of(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The whole file. Raises BadInput where it cannot be read or has more than `largest` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise cannot_read(path, error) from error
    if len(content) > largest:
        size = largest // 1024**2
        raise BadInput(f"{quoted(path.name)} is larger than {size} MB; nothing was imported.")
    return content


def cannot_read(path: Path, error: OSError) -> BadInput:
    """The sentence for a file that the system does not give."""
    return BadInput(f"{quoted(path.name)} cannot be read: {why_words(error)}; nothing was imported.")


def text_of(content: bytes) -> str:
    """The letters of a file in UTF-8, or in UTF-16 that says so at its start, as Praat writes it."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(coding)
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        refuse(number, "has letters that are not in UTF-8; please save the file as UTF-8")


def taken(path: Path, annotation: Annotation, left_out: list[str]) -> Taken:
    """What was read. Raises BadInput if no turn is in it."""
    if not annotation.turns:
        raise BadInput(f"There are no turns in {quoted(path.name)}; nothing was imported.")
    if any(len(span.words) > LONGEST_WORDS for span in annotation.spans):
        raise BadInput(f"There is a turn of more than {LONGEST_WORDS:,} letters; nothing was imported.")
    return Taken(annotation, tuple(left_out))


def microseconds(number: int, what: str, text: str, *, negative: bool = False) -> int:
    """Seconds as whole microseconds; what is finer is rounded. Raises BadInput naming line `number`."""
    if not _NUMBER.fullmatch(text):
        refuse(number, f"has the {what} {quoted(text)}, which is not a number of seconds")
    seconds = Decimal(text)
    if seconds < 0 and not negative:
        refuse(number, f"has the {what} {quoted(text)}; it cannot be negative")
    if abs(seconds) > LATEST_SECOND:
        refuse(number, f"has the {what} {quoted(text)}, which is more than a week")
    return int((seconds * 1_000_000).to_integral_value(ROUND_HALF_EVEN))


def seconds(of: int) -> str:
    """Microseconds as exact seconds with six decimals."""
    whole, rest = divmod(abs(of), 1_000_000)
    return f"{'-' if of < 0 else ''}{whole}.{rest:06d}"


def name(number: int, text: str) -> str:
    """Somebody's name on one line. Raises BadInput naming line `number`."""
    plain = " ".join(text.split())
    if not plain.isprintable():
        refuse(number, "has a speaker's name with signs that cannot be printed")
    if len(plain) > 200:
        refuse(number, "has a speaker's name of more than 200 letters")
    return plain


def quoted(text: str) -> str:
    """For a sentence: short, on one line, without signs that a terminal would act on."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:40])
    return f"“{shown}…”" if len(text) > 40 else f"“{shown}”"


def refuse(number: int, what: str) -> NoReturn:
    """Raises BadInput: what is wrong with line `number`."""
    raise BadInput(f"Line {number} {what}; nothing was imported.")


def require_few(number: int, turns: int) -> None:
    """Raises BadInput where line `number` has one turn too many."""
    if turns > MOST_TURNS:
        refuse(number, f"is one too many; a file may have {MOST_TURNS:,} turns")
