"""Cards of a map that may be of one person, with the reasons. Only ever proposed: people say what they are.

Names and words are compared folded (`relationships.folded_words`); how alike two names are is the ratio of
Ratcliff and Obershelp as `difflib` has it, 2·matching letters ÷ all letters.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.network import pair
from pod_desktop.domain.relationships import folded_words

ALIKE = 0.8
"""From here on two names are alike."""
ALIKE_OF_ONE_RELATIONSHIP = 0.6
"""The same of two who are called the same: both "aunt"."""
_SHORTEST_NUMBER = 6
"""Digits that a number to reach somebody has at least."""


class Reason(ClosedSet):
    """Why two may be one, the strongest first."""

    SAME_NAME = "same_name"
    SAME_CONTACT = "same_contact"
    """They are reached in the same way."""
    NAME_IN_NAME = "name_in_name"
    """May, Aunt May."""
    NAME_IS_WORDS = "name_is_words"
    """One has the name Mum, the other is called "mum"."""
    ALIKE_NAMES = "alike_names"
    SAME_WORDS = "same_words"
    """Both are called the same; a reason only beside another one."""


@dataclass(frozen=True, slots=True)
class MayBeOne:
    """Two members who may be one."""

    stays: MemberView
    """Whose card holds more, and so is proposed to stand for both."""
    other: MemberView
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> tuple[EntityId, EntityId]:
        """The two ids, whoever stays."""
        return pair(self.stays.id, self.other.id)


def may_be_one(
    members: Iterable[MemberView], apart: Set[tuple[EntityId, EntityId]] = frozenset()
) -> tuple[MayBeOne, ...]:
    """The pairs that may be one, the strongest reason first, then by name.

    Only members of one kind are compared. `apart` are the pairs (`network.pair`) known to be two.
    """
    facts = [_Facts.of(member) for member in members]
    found = []
    for first, second in _candidates(facts):
        one, other = facts[first], facts[second]
        if one.member.member_kind != other.member.member_kind:
            continue
        reasons = _reasons(one, other)
        if reasons and pair(one.member.id, other.member.id) not in apart:
            found.append(MayBeOne(*who_stays(one.member, other.member), reasons))
    return tuple(sorted(found, key=_order))


def _candidates(facts: Sequence["_Facts"]) -> set[tuple[int, int]]:
    """The pairs, as places in `facts`, that can have a reason: few of all that there are.

    One name is in another, or like it, only if each of its words is: so its rarest word is looked for.
    """
    having: dict[str, set[int]] = {}
    same: dict[object, set[int]] = {}
    for place, each in enumerate(facts):
        for word in each.name:
            having.setdefault(word, set()).add(place)
        for what in ({each.letters}, each.contacts, {("name", each.name)}):
            for key in what:
                same.setdefault(key, set()).add(place)
    near = {word: set(places) for word, places in having.items()}
    for one, other in _alike_words(sorted(having)):
        near[one] |= having[other]
        near[other] |= having[one]
    found: set[tuple[int, int]] = set()
    for place, each in enumerate(facts):
        rarest = min((near[word] for word in each.name), key=len, default=set())
        called = same.get(("name", each.words), set())
        others = rarest | called | same[each.letters] | set().union(*(same[key] for key in each.contacts))
        found |= {(min(place, other), max(place, other)) for other in others if other != place}
    return found


def _alike_words(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of words that are alike enough for anybody; told by their letters first, which is quick."""
    words = [word for word in words if not word.isdigit()]
    letters = [sum({1 << ord(c) % 61 for c in word}) for word in words]
    for (one, in_one), (other, in_other) in combinations(zip(words, letters, strict=True), 2):
        most = len(one) + len(other) - ALIKE_OF_ONE_RELATIONSHIP * (len(one) + len(other))
        missing = (in_one & ~in_other).bit_count() + (in_other & ~in_one).bit_count()
        if missing <= most and _ratio(one, other) >= ALIKE_OF_ONE_RELATIONSHIP:
            yield one, other


def who_stays(one: MemberView, other: MemberView) -> tuple[MemberView, MemberView]:
    """The two, the one first whose card is proposed to stand for both: it holds more."""
    first, second = sorted((one, other), key=_held, reverse=True)
    return first, second


def _order(each: MayBeOne) -> tuple[list[int], str, str, tuple[EntityId, EntityId]]:
    strength = [list(Reason).index(reason) for reason in each.reasons]
    return strength, each.stays.name.casefold(), each.other.name.casefold(), each.pair


def _held(member: MemberView) -> tuple[bool, int, int, EntityId]:
    """How much a card holds: a place on the map first, then what is written, then the longer name."""
    written = (
        member.words,
        member.sector,
        member.contact,
        member.needs,
        *(k.card.name for k in member.joined),
    )
    return member.placed, sum(map(bool, written)), len(member.name), member.id


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is compared of a member, folded once."""

    member: MemberView
    name: tuple[str, ...]
    letters: str
    digits: str
    words: tuple[str, ...]
    contacts: frozenset[str]

    @classmethod
    def of(cls, member: MemberView) -> "_Facts":
        name = folded_words(member.name)
        letters = "".join(name) or member.name.casefold()
        return cls(
            member,
            name,
            letters,
            "".join(c for c in letters if c.isdigit()),
            _without_my(folded_words(member.words)),
            _contacts(member.contact),
        )


def _without_my(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[1:] if len(words) > 1 and words[0] in {"my", "our", "the"} else words


def _contacts(written: str) -> frozenset[str]:
    """Numbers and addresses by which somebody is reached: "07700 900123" is "07700900123"."""
    addresses = {word.strip(".,;:()<>").casefold() for word in written.split() if "@" in word}
    numbers, run = set(), ""
    for c in f"{written}\n":
        if c.isdigit():
            run += c
        elif c not in " -()/":
            numbers.add(run)
            run = ""
    return frozenset(addresses | {number for number in numbers if len(number) >= _SHORTEST_NUMBER})


def _reasons(one: _Facts, other: _Facts) -> tuple[Reason, ...]:
    found = []
    same_words = bool(one.words) and one.words == other.words
    if one.letters == other.letters:
        found.append(Reason.SAME_NAME)
    elif _is_in(one.name, other.name) or _is_in(other.name, one.name):
        found.append(Reason.NAME_IN_NAME)
    elif _alike(one, other, ALIKE_OF_ONE_RELATIONSHIP if same_words else ALIKE):
        found.append(Reason.ALIKE_NAMES)
    if one.contacts & other.contacts:
        found.append(Reason.SAME_CONTACT)
    called = (one.name and one.name == other.words) or (other.name and other.name == one.words)
    if one.letters != other.letters and called:
        found.append(Reason.NAME_IS_WORDS)
    if found and same_words:
        found.append(Reason.SAME_WORDS)
    return tuple(sorted(found, key=list(Reason).index))


def _is_in(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name is a part of the other, word by word."""
    return len(short) < len(long) and bool(short) and set(short) <= set(long)


def _alike(one: _Facts, other: _Facts, from_: float) -> bool:
    """Whether names of as many words are alike word by word; never "Nurse 1" and "Nurse 2"."""
    if not one.name or one.digits != other.digits or len(one.name) != len(other.name):
        return False
    return all(_ratio(*sorted(both)) >= from_ for both in zip(one.name, other.name, strict=True))


@lru_cache(maxsize=16384)
def _ratio(one: str, other: str) -> float:
    """How alike two words are; 0 where they are surely not alike enough for anybody."""
    if one == other:
        return 1.0
    least = ALIKE_OF_ONE_RELATIONSHIP * (len(one) + len(other)) / 2
    if min(len(one), len(other)) < least or sum(min(one.count(c), other.count(c)) for c in set(one)) < least:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
