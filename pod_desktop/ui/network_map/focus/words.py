"""What a focus is called on the screen."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.focus import Focus, FocusKind
from pod_desktop.domain.ids import EntityId
from pod_desktop.services.rooms import Room
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.words import sector_words
from pod_desktop.ui.times import day_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("network_map", text)


def focus_words(focus: Focus, model: MapModel, rooms: tuple[Room, ...], now: Instant) -> str:
    """Who is in focus: "Family"; "who knows Aunt May"; "in the room on Thursday 4 June"."""
    if focus.kind is FocusKind.NEIGHBOURS:
        return _tr("{name} and who knows them").format(name=model.someone(EntityId(focus.subject)).name)
    if focus.kind is FocusKind.SECTOR:
        return sector_words(focus.subject)
    if focus.kind is FocusKind.ROOM:
        room = next(room for room in rooms if room.meeting_id == focus.subject)
        day = day_words(room.began, room.zone, now, QCoreApplication.translate)
        return _tr("in the room {day}").format(day=day)
    if focus.kind is FocusKind.FOUND:
        return _tr("“{words}” in name or words").format(words=focus.subject.strip())
    return {
        FocusKind.KNOWS: _tr("who knows about this"),
        FocusKind.WORRIED: _tr("who is worried"),
        FocusKind.COULD_HELP: _tr("who could help"),
    }[focus.kind]
