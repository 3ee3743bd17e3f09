"""Who of a map is in focus: somebody's neighbours, a sector, a room, an answer, or what is searched for.

Inviting is no focus: it would tell whom the person does not want here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import Known
from pod_desktop.domain.relationships import folded_words


class FocusKind(StrEnum):
    """What brings people into focus."""

    NEIGHBOURS = "neighbours"
    """Somebody and whoever has a tie with them that is known to be there."""
    SECTOR = "sector"
    ROOM = "room"
    """Who was in the room at a meeting."""
    KNOWS = "knows"
    WORRIED = "worried"
    COULD_HELP = "could_help"
    """Whose answer to the question is yes."""
    FOUND = "found"
    """In whose name or words, of a card behind too, each word that is searched for begins a word."""


@dataclass(frozen=True, slots=True)
class Focus:
    """One focus; there is only ever one at a time, and it is never stored."""

    kind: FocusKind
    subject: str = ""
    """The id of somebody or of a meeting, the sector, or what is searched for."""
    came: frozenset[EntityId] = frozenset()
    """Who was in the room."""


def in_focus(focus: Focus, view: MapView) -> list[MemberView]:
    """The members in focus, placed or not, by name. The person at the centre always is, and is not told."""
    here = _test(focus, view)
    return sorted(filter(here, view.members), key=lambda each: (folded_words(each.name), each.id))


def out_of_focus(focus: Focus | None, view: MapView) -> frozenset[EntityId]:
    """The ids of the members who stand back; nobody without a focus."""
    if focus is None:
        return frozenset()
    here = _test(focus, view)
    return frozenset(member.id for member in view.members if not here(member))


def _test(focus: Focus, view: MapView) -> Callable[[MemberView], bool]:
    match focus.kind:
        case FocusKind.NEIGHBOURS:
            near = {focus.subject}
            for tie in view.ties:
                if tie.known == Known.YES and focus.subject in (tie.a_id, tie.b_id):
                    near |= {tie.a_id, tie.b_id}
            return lambda member: member.id in near
        case FocusKind.SECTOR:
            return lambda member: member.sector == focus.subject
        case FocusKind.ROOM:
            return lambda member: member.id in focus.came
        case FocusKind.FOUND:
            wanted = folded_words(focus.subject)
            return lambda member: _begins(wanted, member)
        case _:
            return lambda member: getattr(member, focus.kind.value) == Known.YES


def _begins(wanted: tuple[str, ...], member: MemberView) -> bool:
    cards = (member, *(kept.card for kept in member.joined))
    words = [word for card in cards for word in (*folded_words(card.name), *folded_words(card.words))]
    return all(any(word.startswith(part) for word in words) for part in wanted)
