"""When the page looks again: at once for what is done here; for what others did, once the hand is still.

Somebody or a tie whose card is open may be taken off on another laptop. The page says so in a sentence, and
what was being written on that card is stored, which brings them back: words are never thrown away.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.services import Facts, network
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import NOTHING, together
from pod_desktop.ui.network_map.cards.side import SideSheet
from pod_desktop.ui.network_map.drawing.gestures import Link
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.words import names_of


class MapNews(QObject):
    """Between facts and the page, which shows a newer look by `show`."""

    went = Signal(str)
    """The sentence that says that what was chosen here was taken off elsewhere."""

    def __init__(
        self,
        desk: Desk,
        drawing: NetworkView,
        side: SideSheet,
        show: Callable[[MapView], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._drawing, self._side, self._show = desk, drawing, side, show
        self._told = NOTHING
        """What is told of and not looked up yet."""

    def hear(self, facts: Facts, chosen: EntityId | None) -> None:
        """Something that the map shows changed; `chosen` is whose card is open.

        While somebody is carried nothing is shown. While a tie lacks its other end, what is done here is, as
        on a card; what others did waits.
        """
        self._told = together(self._told, facts)
        linking = isinstance(self._drawing.gesture, Link)
        if not self._drawing.busy or (linking and facts.changes):
            self.settle(chosen)

    def settle(self, chosen: EntityId | None) -> None:
        """Shows what was told of, if anything was."""
        if not self._told.changed:
            return
        with self._desk.facts.looking():
            view = self._look()
            sentence = self._went(chosen, view)
            if sentence and self._side.is_writing:
                self._side.leave()
                view = self._look()
                if view.shown_as(chosen) == chosen:
                    sentence = self.tr("{sentence} What was written here brought it back.").format(
                        sentence=sentence
                    )
            self._told = NOTHING
            self._show(view)
            self._leave_half_tie()
            if sentence:
                self.went.emit(sentence)

    def _look(self) -> MapView:
        shown = self._drawing.model.view
        look = partial(network.network_map, self._desk.journal, shown.person.id)
        return self._desk.facts.look(look, shown, self._told)

    def _went(self, chosen: EntityId | None, view: MapView) -> str:
        """That the chosen member or tie is on the map no more; "" if it is, or went by an act here."""
        there = {member.id for member in view.members} | {tie.id for tie in view.ties}
        model = self._drawing.model
        member, tie = model.member(chosen), model.tie(chosen)
        if member is not None and (stands := view.standing_for(member.id)) != member.id:
            if any(c.id == member.id and "joined_into_id" in c.after for c in self._told.changes):
                return ""
            other = next(each.name for each in view.members if each.id == stands)
            words = self.tr("{name} was joined with {other} on another laptop.")
            return words.format(name=member.name, other=other)
        if chosen in there or chosen in {change.id for change in self._told.changes}:
            return ""
        if member is not None:
            return self.tr("{name} was taken off the map on another laptop.").format(name=member.name)
        if tie is not None:
            names = names_of(model, tie)
            return self.tr("The tie of {names} was taken away on another laptop.").format(names=names)
        return ""

    def _leave_half_tie(self) -> None:
        """A tie whose end went while it was half made is left, as Esc does."""
        gesture = self._drawing.gesture
        if isinstance(gesture, Link) and not {gesture.id, gesture.target or gesture.id} <= (
            self._drawing.model.nodes.keys()
        ):
            self._drawing.leave_gesture()
