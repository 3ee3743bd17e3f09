"""Erasing what is stored about somebody, on all laptops: one practitioner asks, another confirms."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed

_SHORTEST_NAME = 3
"""Letters; a shorter part of a name tells nobody who it is."""
_SHORTEST_NUMBER = 5
"""Digits of an NHS number or a telephone number that would be known again."""


class About(StrEnum):
    """Whose data can be erased."""

    PERSON = "person"
    """A person at the centre, with their whole record."""
    MEMBER = "member"
    """A network member: who they are, and what they said."""


@dataclass(frozen=True, slots=True)
class ErasureView:
    """That somebody's data are to be erased, or were. It stays, and tells nothing of what was erased."""

    id: EntityId
    about_kind: str
    about_id: EntityId
    person_id: EntityId | None
    """In whose record they are, while it is still known here."""
    name: str
    """Of whom, while it is still known here; else ""."""
    asked_by: str
    """The practitioner's name."""
    asked: Instant
    reason: str
    confirmed_by: str
    """The other practitioner's name; "" while nobody has confirmed it."""
    confirmed: Instant | None
    refusal: str
    """Why it cannot be confirmed on this laptop, in a sentence; "" where it can, or was."""


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What erasing somebody's data would take, to be shown before it is asked for."""

    name: str
    events: int
    """So many entries of the journal here would be emptied."""
    mentions: int
    """So many other entries here have the name in words of others: these stay, and are put right by hand."""


def waiting(views: Iterable[ErasureView]) -> tuple[ErasureView, ...]:
    """Those that nobody has confirmed, but for others about what an erasure has taken already."""
    views = tuple(views)
    taken = {view.about_id for view in views if view.confirmed is not None}
    return tuple(view for view in views if view.about_id not in taken)


def require_reason(reason: str, names: Iterable[str], numbers: Iterable[str] = ()) -> str:
    """The reason without outer spaces. It stays when all else is gone, so it must not tell who it was about.

    Raises BadInput without a reason, and where a part of a name or of a number stands in it.
    """
    if not reason.strip():
        raise BadInput("Please say why it is to be erased.")
    said = set(_words(reason))
    for part in (part for name in names for part in _words(name)):
        if len(part) >= _SHORTEST_NAME and part in said:
            raise BadInput(
                "The reason stays when everything else is gone. Please say it without the name, or in other "
                "words where it has a word like the name."
            )
    known = [_digits(number) for number in numbers]
    for run in re.findall(r"\d[\d ()+./-]*\d", reason):
        if len(_digits(run)) >= _SHORTEST_NUMBER and any(_digits(run) in number for number in known):
            raise BadInput("The reason stays when everything else is gone. Please say it without the number.")
    return reason.strip()


def require_may_confirm(
    *, asked_by: EntityId, asked_on: EntityId, me: EntityId, here: EntityId, is_confirmed: bool
) -> None:
    """Whether `me`, on the laptop `here`, may confirm what `asked_by` asked for on the laptop `asked_on`.

    Raises NotAllowed for the same practitioner, for the same laptop, and where it was confirmed already.
    """
    if is_confirmed:
        raise NotAllowed("This was confirmed already.")
    if me == asked_by:
        raise NotAllowed("Erasing takes two: another practitioner has to confirm it.")
    if here == asked_on:
        raise NotAllowed("Erasing takes two: another practitioner has to confirm it on their own laptop.")


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return re.findall(r"[^\W\d_]+", plain)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
