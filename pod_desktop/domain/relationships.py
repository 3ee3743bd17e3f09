"""Which part of the map a word for a relationship belongs to: "mum", "the GP", "next door".

A guess is only ever proposed. It is made by a table of words (the program's own and the team's), word by
word, with case, accents, hyphens and dots folded. Whose somebody is counts: "mum’s boyfriend" is not mum, and
"Tom’s mum" is nobody's mum here. Where the words leave it open there is no guess.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind, Sector

LONGEST = 6
"""Words of the longest phrase that a table may hold."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is proposed for a word or a phrase."""

    sector: str = ""
    """A Sector, or "" where the word does not tell."""
    kind: str = MemberKind.PERSON.value
    """A MemberKind."""
    title: bool = False
    """Whether it is also looked for at the beginning of a name: "Auntie Jean", "Dr Hallam"."""


@dataclass(frozen=True, slots=True)
class TeamWord:
    """A word of the team's own, and what is proposed for it."""

    id: EntityId
    words: str
    sector: str
    """A Sector, or "" where nothing is to be proposed."""
    member_kind: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words propose. Without a sector and a kind of its own it proposes nothing."""

    sector: str = ""
    kind: str = MemberKind.PERSON.value

    @property
    def says_something(self) -> bool:
        """Whether anything is proposed."""
        return bool(self.sector) or self.kind != MemberKind.PERSON


NO_GUESS = Guess()

_OWN = {"my", "our", "her", "his", "their", "mine", "hers"}
"""Words that say that somebody is the person's own."""
_TURNS = {
    "from",
    "at",
    "in",
    "on",
    "with",
    "to",
    "for",
    "of",
    "who",
    "whom",
    "that",
    "called",
    "named",
    "near",
}
"""What comes before one of these says what somebody is; what comes after only tells more of it."""
_NOT = {"like", "not", "almost", "nearly", "practically", "isnt", "never"}
"""“Like a sister to me” is no sister."""
_KIN = {Sector.FAMILY.value, Sector.RELATIVES.value}
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00b4": "'"})
_OUTSIDE_WORDS = re.compile(r"[^\w']+")


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: without case, accents, hyphens and the dots of "G.P."."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain)
    return tuple(word.strip("'") or word for word in _OUTSIDE_WORDS.split(_keep_owners(plain)) if word)


def _keep_owners(plain: str) -> str:
    """The "boys' team" has an owner as the "boy's team" does."""
    return re.sub(r"(\w)s'(?=\s+\w)", r"\1's", plain)


class Vocabulary:
    """A table of words, looked up by `guess`."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """`meanings` by word or phrase, however it is written; a later one replaces an earlier one."""
        self._meanings = {" ".join(folded_words(words)): meaning for words, meaning in meanings.items()}
        self._meanings.pop("", None)

    def with_words(self, meanings: Mapping[str, Meaning]) -> "Vocabulary":
        """This one with further words, which replace those that are here."""
        merged = Vocabulary(meanings)
        merged._meanings = {**self._meanings, **merged._meanings}
        return merged

    def entries(self) -> Iterator[tuple[str, Meaning]]:
        """Every word or phrase, folded, with what it means."""
        yield from self._meanings.items()

    def meaning(self, words: str) -> Meaning | None:
        """What just these words mean in the table."""
        return self._meanings.get(" ".join(folded_words(words)))

    def guess(self, name: str, words: str = "", *, person: str = "") -> Guess:
        """What a name and the words for the relationship propose; the words go first.

        `person` is the name of the person whose map it is: "Zoe’s nan" is Zoe's own.
        """
        own = {f"{word}'s" for word in folded_words(person)}
        by_words = self._of_words(folded_words(words), own)
        return by_words if by_words.says_something else self._of_name(name, own)

    def parted(self, text: str) -> tuple[str, str]:
        """A name and the words after its first comma, where these are known: "Biscuit, dog".

        Left whole, with no words, are "Hallam, Dr John", "Mum, Dad", who may be two, and what nobody knows.
        """
        name, _comma, words = (part.strip() for part in text.partition(","))
        tokens = folded_words(words)
        found = self._found(tokens)
        if not name or not found or self.meaning(name) is not None:
            return text, ""
        first = found[0]
        names = {folded_words(word) for word in words.split() if word.istitle()}
        before = [word for word in tokens[: first.start] if word not in _OWN and not word.endswith("'s")]
        surname = before and (tokens[first.start],) in names
        titled = first.meaning.title and first.start == 0 and tokens[first.end : first.end + 1] in names
        return (text, "") if surname or titled else (name, words)

    # --- names --------------------------------------------------------------------------------------------

    def _of_name(self, name: str, own: set[str]) -> Guess:
        """A title at the beginning, or what a name tells after "from", after "the" or in brackets."""
        aside = re.search(r"\(([^)]+)\)|\b(?:from|at|the)\b\s*(.+)$", name, re.IGNORECASE)
        tokens = folded_words(name)
        found = self._found(tokens)
        if not found:
            return NO_GUESS
        first = found[0]
        owned_by_title = bool(tokens) and self._is_title(tokens[0].removesuffix("'s")) and "'s" in tokens[0]
        covers_all = first.start == 0 and first.end == len(tokens)
        several = any(each.end - each.start > 1 and each.meaning.sector for each in found)
        if owned_by_title or several or (covers_all and first.meaning.title):
            return self._of_words(tokens, own)
        if first.start == 0 and first.meaning.title:
            return Guess(first.meaning.sector, first.meaning.kind)
        return self._of_words(folded_words(aside[1] or aside[2]), own) if aside else NO_GUESS

    def _is_title(self, word: str) -> bool:
        meaning = self._meanings.get(word)
        return meaning is not None and meaning.title

    # --- words --------------------------------------------------------------------------------------------

    def _of_words(self, tokens: tuple[str, ...], own: set[str]) -> Guess:
        found = self._found(tokens)
        kind = next((each.meaning.kind for each in found if not each.meaning.sector), "")
        said = [each for each in found if each.meaning.sector]
        if not said or _NOT & set(tokens[: said[0].start]):
            return Guess("", kind or MemberKind.PERSON.value)
        head = self._head(tokens, said)
        owner = self._owner(tokens, head, own)
        meaning = head.meaning if owner is None else _of_somebody(head.meaning, owner)
        return Guess(meaning.sector, kind or meaning.kind)

    @staticmethod
    def _head(tokens: tuple[str, ...], said: "list[_Found]") -> "_Found":
        """The word that says what somebody is: the longest phrase, the last of equals, before any "from"."""
        inside = {index for each in said for index in range(each.start, each.end)}
        turn = next((i for i, word in enumerate(tokens) if word in _TURNS and i not in inside), len(tokens))
        before = [each for each in said if each.start < turn] or said
        return max(before, key=lambda each: (each.end - each.start, each.start))

    def _owner(self, tokens: tuple[str, ...], head: "_Found", own: set[str]) -> Meaning | None:
        """Whose they are: None for the person's own, else what the table says of the owner, if anything."""
        for word in reversed(tokens[: head.start]):
            if word in own:
                return None
            if word.endswith("'s"):
                return self._meanings.get(word.removesuffix("'s"), Meaning())
        after = tokens[head.end :]
        if not after or after[0] != "of" or _OWN & set(after):
            return None
        owners = [each.meaning for each in self._found(after) if each.meaning.sector]
        return owners[0] if owners else Meaning()

    def _found(self, tokens: tuple[str, ...]) -> "list[_Found]":
        """The table's phrases in the text, the longest first where they overlap; in order."""
        found: list[_Found] = []
        start = 0
        while start < len(tokens):
            for length in range(min(LONGEST, len(tokens) - start), 0, -1):
                meaning = self._of_phrase(tokens[start : start + length])
                if meaning is not None:
                    found.append(_Found(start, start + length, meaning))
                    start += length - 1
                    break
            start += 1
        return found

    def _of_phrase(self, tokens: tuple[str, ...]) -> Meaning | None:
        meaning = self._meanings.get(" ".join(tokens))
        if meaning is not None or len(tokens) > 1 or not tokens[0].endswith("s"):
            return meaning
        one = self._meanings.get(tokens[0].removesuffix("s"))
        if one is None or "'" in tokens[0]:
            return None
        several = MemberKind.GROUP.value if one.kind == MemberKind.PERSON else one.kind
        return Meaning(one.sector, several)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    meaning: Meaning


def _of_somebody(head: Meaning, owner: Meaning) -> Meaning:
    """Somebody else's: "nan’s carer" is a professional, "mum’s sister" a relative, "Jo’s mum" left open."""
    pet = head.kind == MemberKind.PET
    if head.sector in {Sector.PROFESSIONALS, Sector.FRIENDS} and not pet:
        return head
    if owner.sector in _KIN and head.sector in _KIN and not pet:
        return Meaning(Sector.RELATIVES.value, head.kind)
    if owner.sector and head.sector in _KIN:
        return Meaning(owner.sector, head.kind)
    return Meaning("", head.kind)


def table_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, Meaning]:
    """The meanings of resources/network/relationships.json, by word."""
    table: dict[str, Meaning] = {}
    for entry in entries:
        sector, kind = entry["sector"], entry.get("kind", MemberKind.PERSON.value)
        table |= {words: Meaning(sector, kind) for words in entry.get("words", ())}
        table |= {words: Meaning(sector, kind, title=True) for words in entry.get("titles", ())}
    return table
