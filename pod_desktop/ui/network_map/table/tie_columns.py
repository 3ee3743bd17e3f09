"""The columns of the ties."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Known, Quality
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.table.columns import Column, Writing
from pod_desktop.ui.network_map.words import (
    known_options,
    known_words,
    quality_options,
    way_options,
    way_words,
)

WITHOUT_QUALITY = 5
"""How many columns there are while nobody switched on how ties are."""
_KNOWN: Mapping[str, int] = {Known.YES: 0, Known.NO: 1}
_QUALITIES = [each.value for each in Quality]


def _tr(text: str) -> str:
    return QCoreApplication.translate("MapTable", text)


def ends_in_order(tie: TieView, name_of: Callable[[EntityId], str]) -> tuple[str, str]:
    """The names of a tie's two ends, in the order of the alphabet."""
    one, other = sorted((name_of(tie.a_id), name_of(tie.b_id)), key=folded)
    return one, other


def tie_columns(acts: MapActs, name_of: Callable[[EntityId], str]) -> list[Column[TieView]]:
    """`name_of` tells what an end of a tie is called now."""

    def names(tie: TieView) -> str:
        one, other = name_of(tie.a_id), name_of(tie.b_id)
        return _tr("{one} and {other}").format(one=one, other=other)

    def way(tie: TieView) -> str:
        """Where there is no tie, there is no way that it goes."""
        if tie.known != Known.YES:
            return ""
        return way_words(tie.direction, name_of(tie.a_id), name_of(tie.b_id))

    return [
        Column(
            _tr("Who"),
            lambda tie: ends_in_order(tie, name_of)[0],
            lambda tie: tuple(folded(name) for name in ends_in_order(tie, name_of)),
        ),
        Column(
            _tr("And"),
            lambda tie: ends_in_order(tie, name_of)[1],
            lambda tie: tuple(folded(name) for name in reversed(ends_in_order(tie, name_of))),
        ),
        Column(
            _tr("Know each other"),
            lambda tie: known_words(tie.known),
            lambda tie: (_KNOWN.get(tie.known, len(_KNOWN)),),
            frozenset({"known"}),
            writing=Writing(
                lambda tie: tie.known,
                lambda tie, value: acts.change_tie(tie, names(tie), known=value),
                lambda _tie: known_options(),
            ),
        ),
        Column(
            _tr("Which way"),
            way,
            lambda tie: (not way(tie), tie.direction != "", folded(way(tie))),
            frozenset({"direction"}),
            writing=Writing(
                lambda tie: tie.direction,
                lambda tie, value: acts.change_tie(tie, names(tie), direction=value),
                lambda tie: way_options(name_of(tie.a_id), name_of(tie.b_id)),
            ),
        ),
        Column(
            _tr("Words"),
            lambda tie: tie.words,
            lambda tie: (not tie.words, folded(tie.words)),
            frozenset({"words"}),
            writing=Writing(
                lambda tie: tie.words,
                lambda tie, value: acts.change_tie(tie, names(tie), words=value),
            ),
        ),
        Column(
            _tr("How it is"),
            lambda tie: dict(quality_options()).get(tie.quality, "") if tie.quality else "",
            lambda tie: (_QUALITIES.index(tie.quality) if tie.quality in _QUALITIES else len(_QUALITIES),),
            writing=Writing(
                lambda tie: tie.quality,
                lambda tie, value: acts.change_tie(tie, names(tie), quality=value),
                lambda _tie: quality_options(),
            ),
        ),
    ]
