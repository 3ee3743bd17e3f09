"""What a file says of a network, before anything of it is stored: people, ties, and what is left out."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace

from pod_desktop.domain.network import Direction, Known, MemberKind, Place


@dataclass(frozen=True, slots=True)
class DraftMember:
    """Somebody whom a file names. `key` is what the file calls them by itself."""

    key: str
    name: str
    words: str = ""
    sector: str = ""
    kind: str = MemberKind.PERSON.value
    knows: str = Known.NOT_KNOWN.value
    worried: str = Known.NOT_KNOWN.value
    could_help: str = Known.NOT_KNOWN.value
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class DraftTie:
    """A tie between the people with these keys; `direction` is from `one` (a) to `other` (b)."""

    one: str
    other: str
    known: str = Known.YES.value
    words: str = ""
    direction: str = Direction.NONE.value
    quality: str = ""


@dataclass(frozen=True, slots=True)
class Kin:
    """What a family file tells of somebody beside their name: parents, partners, and the words for them."""

    parents: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    sex: str = ""
    """"M", "F" or "" for neither; only for the word of the relationship, never stored."""


@dataclass(frozen=True, slots=True)
class MapDraft:
    """A whole file. Nobody in it is twice, and both ends of each tie are in it."""

    members: tuple[DraftMember, ...]
    ties: tuple[DraftTie, ...] = ()
    person: str = ""
    """The key of the person at the centre, who is no member; "" where the file does not say who it is."""
    about: str = ""
    """Whose network the file itself says it is, or ""."""
    left_out: tuple[str, ...] = ()
    """A sentence for each thing that is in the file and not here."""
    ties_apart: bool = False
    """The ties of these people may be in a table of their own, which names them by their keys."""
    kin: Mapping[str, Kin] = field(default_factory=dict, hash=False)

    def centred(self, key: str) -> "MapDraft":
        """The same with the one of this key as the person at the centre; "" for nobody of them."""
        return replace(self, person=key, members=tuple(each for each in self.members if each.key != key))

    def of(self, keys: Set[str]) -> "MapDraft":
        """Only these people (the person at the centre stays), with the ties between them."""
        here = keys | ({self.person} if self.person else set())
        return replace(
            self,
            members=tuple(each for each in self.members if each.key in keys),
            ties=tuple(tie for tie in self.ties if {tie.one, tie.other} <= here),
        )
