"""The columns of the people: all of the card that fits into a cell, and where they stand."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.network import Known, MemberKind, Sector, ring_of
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.requests import MapRequests
from pod_desktop.ui.network_map.table.columns import Column, Options, Writing
from pod_desktop.ui.network_map.words import (
    invite_words,
    kind_options,
    kind_words,
    known_options,
    known_words,
    ring_options,
    sector_options,
    sector_words,
    short_ring_words,
)

RING = 4
"""The column of the ring, where somebody is put on the map."""
_KNOWN: Mapping[str, int] = {Known.YES: 0, Known.NO: 1}


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapTable", text)


def member_columns(acts: MapActs, requests: MapRequests) -> list[Column[MemberView]]:
    """What `acts` store at once, and what `requests` find a place for first."""
    sectors, kinds = list(Sector), list(MemberKind)

    def said(field: str, heading: str) -> Column[MemberView]:
        return Column(
            heading,
            lambda member: _short(getattr(member, field)),
            lambda member: (_KNOWN.get(getattr(member, field), len(_KNOWN)),),
            frozenset({field}),
            spoken=lambda member: known_words(getattr(member, field)),
            writing=_stored(acts, field, known_options),
        )

    def written(field: str, heading: str) -> Column[MemberView]:
        return Column(
            heading,
            lambda member: str(getattr(member, field)),
            lambda member: (not getattr(member, field), folded(getattr(member, field))),
            frozenset({field}),
            writing=_stored(acts, field),
        )

    return [
        written("name", _tr("Name")),
        written("words", _tr("Words")),
        Column(
            _tr("What they are"),
            lambda member: kind_words(member.member_kind),
            lambda member: (_index(kinds, member.member_kind),),
            frozenset({"member_kind"}),
            writing=_stored(acts, "member_kind", kind_options),
        ),
        Column(
            _tr("Part of the map"),
            lambda member: sector_words(member.sector),
            lambda member: (_index(sectors, member.sector),),
            frozenset({"sector"}),
            writing=Writing(
                lambda member: member.sector, requests.move_to_part, lambda _member: sector_options()
            ),
        ),
        Column(
            _tr("Ring"),
            lambda member: "" if member.distance is None else short_ring_words(member.distance),
            lambda member: (member.distance is None, member.distance or 0.0),
            frozenset({"angle", "distance"}),
            spoken=_spoken_ring,
            writing=Writing(_ring, requests.move_to_ring, lambda _member: ring_options()),
        ),
        said("knows", _tr("Knows")),
        said("worried", _tr("Worried")),
        said("could_help", _tr("Could help")),
        written("contact", _tr("How to reach them")),
        Column(_tr("Invited"), invite_words, lambda member: (not invite_words(member), invite_words(member))),
    ]


def _stored(acts: MapActs, field: str, options: Callable[[], Options] | None = None) -> Writing[MemberView]:
    offered = None if options is None else lambda _member: options()
    return Writing(lambda member: str(getattr(member, field)), partial(_change, acts, field), offered)


def _change(acts: MapActs, field: str, shown: MemberView, value: str) -> str:
    return acts.change(shown, **{field: value})


def _ring(member: MemberView) -> str:
    return "" if member.distance is None else str(ring_of(member.distance))


def _spoken_ring(member: MemberView) -> str:
    return dict(ring_options())[_ring(member)]


def _short(answer: str) -> str:
    """A dash stands where the answer is not known."""
    return "–" if answer == Known.NOT_KNOWN else known_words(answer)


def _index(order: list[Sector] | list[MemberKind], value: str) -> int:
    """Where a value stands in the order of the map; what is not said or not known here, at the end."""
    return next((number for number, each in enumerate(order) if each.value == value), len(order))
