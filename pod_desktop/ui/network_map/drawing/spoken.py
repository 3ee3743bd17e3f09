"""What a screen reader says of the people and ties on the drawing."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import TieView
from pod_desktop.domain.network import Known, MemberKind
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.words import kind_words, place_words, quality_options, way_options
from pod_desktop.ui.team_folder.listing import listed
from pod_desktop.ui.team_folder.mark import with_difference


def _tr(text: str) -> str:
    return QCoreApplication.translate("network_map", text)


def person_name(model: MapModel, id_: EntityId) -> str:
    """Who it is, with the words for them: "Aunt May, her aunt"."""
    member, name = model.member(id_), model.someone(id_).name
    if member is None:
        return name
    name = f"{name}, {member.words}" if member.words else name
    return with_difference(name) if member.differs else name


def person_words(model: MapModel, id_: EntityId) -> str:
    """Where somebody stands and whom they have ties with: "Family, inner ring; tied to Nan and Jo"."""
    member = model.member(id_)
    parts = [place_words(member) if member is not None else _tr("In the middle of the map")]
    if member is not None and member.member_kind != MemberKind.PERSON.value:
        parts.append(kind_words(member.member_kind))
    for known, words in (
        (True, _tr("tied to {names}")),
        (False, _tr("not known whether tied to {names}")),
    ):
        names = _others(model, id_, known)
        if names:
            parts.append(words.format(names=listed(names)))
    return "; ".join(parts)


def _others(model: MapModel, id_: EntityId, known: bool) -> Sequence[str]:
    others = {
        tie.b_id if tie.a_id == id_ else tie.a_id
        for tie in model.ties.values()
        if id_ in (tie.a_id, tie.b_id) and (tie.known == Known.YES) == known
    }
    return sorted(model.someone(other).name for other in others)


def tie_name(model: MapModel, tie: TieView) -> str:
    """What is known of two people: "Nan and Jo know each other"; the person comes first."""
    centre = model.view.person.id
    ends = sorted((tie.a_id, tie.b_id), key=lambda id_: (id_ != centre, model.someone(id_).name, id_))
    words = {
        Known.YES.value: _tr("{names} know each other"),
        Known.NO.value: _tr("{names} do not know each other"),
    }.get(tie.known, _tr("It is not known whether {names} know each other"))
    words = words.format(names=listed([model.someone(id_).name for id_ in ends]))
    return with_difference(words) if tie.differs else words


def tie_words(model: MapModel, tie: TieView, *, quality_shown: bool) -> str:
    """Which way a tie goes, how it is if the drawing shows that, and the words for it."""
    parts = []
    if tie.goes_one_way:
        ways = dict(way_options(model.someone(tie.a_id).name, model.someone(tie.b_id).name))
        parts.append(ways[tie.direction])
    if tie.quality and quality_shown:
        parts.append(dict(quality_options()).get(tie.quality, ""))
    return "; ".join(part for part in (*parts, tie.words) if part)
