"""Initials of a name, for a badge where the whole name has no room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "revd", "sister"})


def initials(name: str) -> str:
    """One to three letters: "Auntie Mo" gives AM, "Sam" gives Sa, "Dr Okafor" gives Ok, "GP" gives GP.

    An empty name gives "?".
    """
    words = [word for word in _words(name) if word.lower().rstrip(".") not in _TITLES] or _words(name)
    if not words:
        return "?"
    if len(words) == 1:
        word = words[0]
        return word if word.isupper() and len(word) <= 3 else word[:1].upper() + word[1:2].lower()
    return (words[0][:1] + words[-1][:1]).upper()


def distinct_initials(names: Sequence[str]) -> list[str]:
    """Initials of people shown together; a later one who would have the same gets a third letter or a number.

    So nobody's letters change when somebody joins them at the end.
    """
    taken: dict[str, None] = {}
    for name in names:
        longer = _longer(name)
        numbered = (f"{longer[: 2 if number < 10 else 1]}{number}" for number in count(2))
        tried = chain((initials(name), longer), numbered)
        taken[next(text for text in tried if text not in taken)] = None
    return list(taken)


def letters_on_map(view: MapView) -> dict[EntityId, str]:
    """The letters in everybody's badge on this map, the person's too: the same on the screen and on paper.

    Who was named first comes first, so that a newcomer changes nobody's letters.
    """
    members = sorted((each.someone for each in view.members), key=lambda who: (who.hue, who.id))
    everybody = [view.person, *members]
    letters = distinct_initials([who.name for who in everybody])
    return {who.id: text for who, text in zip(everybody, letters, strict=True)}


def _words(name: str) -> list[str]:
    parts = (part.strip("()[]\"'“”‘’,.;:") for part in name.replace("-", " ").split())
    return [part for part in parts if part and part[0].isalnum()]


def _longer(name: str) -> str:
    words = _words(name)
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:1].upper() + words[0][1:3].lower()
    return words[0][:1].upper() + words[0][1:2].lower() + words[-1][:1].upper()
