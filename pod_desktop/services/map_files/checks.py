"""What every file has to keep to; each refusal is one sentence, with the line where there is one."""

from collections.abc import Collection
from math import isfinite

from pod_desktop.domain.network import Place
from pod_desktop.errors import BadInput

LARGEST = 5_000_000
"""Bytes of a file."""
MOST_PEOPLE, MOST_TIES = 1_000, 5_000
LONGEST_WORDS = 2_000
_LONGEST_NAME = 200


def require_readable(content: bytes) -> None:
    """Raises BadInput for a file that is empty or too large."""
    if not content.strip():
        raise BadInput("There is nothing in this file.")
    if len(content) > LARGEST:
        raise BadInput(f"The file is larger than {LARGEST // 1_000_000} MB, which is too much for a map.")


def require_few(people: int, ties: int = 0) -> None:
    """Raises BadInput for more people or ties than a map can hold."""
    if people > MOST_PEOPLE:
        raise BadInput(f"The file names more than {MOST_PEOPLE:,} people, which is more than a map can show.")
    if ties > MOST_TIES:
        raise BadInput(f"The file has more than {MOST_TIES:,} ties, which is more than a map can show.")


def require_short(line: int, name: str, words: str = "") -> None:
    """Raises BadInput, with the line, for a name or words that no card could show."""
    if len(name) > _LONGEST_NAME:
        raise BadInput(f"Line {line}: a name has at most {_LONGEST_NAME} letters.")
    if len(words) > LONGEST_WORDS:
        raise BadInput(f"Line {line}: words for somebody or a tie have at most {LONGEST_WORDS:,} letters.")


def read_place(line: int, angle: str, distance: str) -> Place | None:
    """The place that a file gives in two numbers; None for none. Raises BadInput with the line."""
    if not angle.strip() and not distance.strip():
        return None
    try:
        place = Place(float(angle), float(distance))
    except ValueError:
        place = Place(0.0, -1.0)
    if not isfinite(place.angle) or not 0.0 <= place.distance <= 1.0:
        raise BadInput(f"Line {line}: a place is an angle in degrees and a distance from 0 to 1.")
    # Twice: a tiny angle below 0 makes 360 of itself.
    return Place(place.angle % 360.0 % 360.0, place.distance)


def require_word(line: int, value: str, allowed: Collection[str], what: str) -> str:
    """`value`, where it is one of the words of a closed set. Raises BadInput with the line."""
    if value not in allowed:
        raise BadInput(
            f"Line {line}: “{value[:40]}” is no {what}; those are {', '.join(filter(None, allowed))}."
        )
    return value
