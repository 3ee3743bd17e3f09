"""The one line beside the map: what is going on, or else who is chosen."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.network import Place
from pod_desktop.ui.network_map.drawing.gestures import Link
from pod_desktop.ui.network_map.drawing.model import sector_after
from pod_desktop.ui.network_map.drawing.spoken import tie_name
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.words import (
    place_words,
    ring_words,
    sector_words,
    way_options,
)
from pod_desktop.ui.team_folder.mark import with_difference


def _tr(text: str) -> str:
    return QCoreApplication.translate("network_map", text)


def line_words(drawing: NetworkView, chosen: EntityId | None) -> str:
    """What the hand is doing on the drawing; else who is chosen, or that somebody can be."""
    model, gesture = drawing.model, drawing.gesture
    member, tie = model.member(chosen), model.tie(chosen)
    if isinstance(gesture, Link):
        words = _tr("A tie from {name}. Choose the other person; Esc leaves it.")
        return words.format(name=model.someone(gesture.id).name)
    if drawing.link_mode and tie is None:
        return _tr("Click one person and then another. Esc ends linking.")
    if member is not None:
        words = _tr("{name}: {place}").format(name=member.name, place=place_words(member))
        return with_difference(words) if member.differs else words
    if tie is not None:
        words = tie_name(model, tie)
        if tie.goes_one_way:
            ways = dict(way_options(model.someone(tie.a_id).name, model.someone(tie.b_id).name))
            words = f"{words}. {ways[tie.direction]}"
        return words
    if model.view.members:
        return _tr("Choose somebody to see their card.")
    return "\N{NO-BREAK SPACE}"


def carried_words(member: MemberView, place: Place) -> str:
    """Where somebody is while they are dragged."""
    return _tr("{name}: {sector}, {ring}").format(
        name=member.name,
        sector=sector_words(sector_after(place, member.sector)),
        ring=ring_words(place.distance),
    )
