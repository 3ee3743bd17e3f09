"""The drawn map: follows the model by differences, and carries people while they are dragged."""

from collections.abc import Iterable, Set
from math import inf

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView
from pod_desktop.ui import theme
from pod_desktop.ui.network_map.drawing.crowd import Box
from pod_desktop.ui.network_map.drawing.ground import paint_ground, words_margins
from pod_desktop.ui.network_map.drawing.items import BADGE, BODY, FADED, FADED_TIE, RADIUS, MemberItem
from pod_desktop.ui.network_map.drawing.led_lines import LedLines
from pod_desktop.ui.network_map.drawing.lines import LinkHandle, LinkLine, TieItem
from pod_desktop.ui.network_map.drawing.looks import Looks, surroundings
from pod_desktop.ui.network_map.drawing.model import Changes, MapModel
from pod_desktop.ui.network_map.drawing.names_shown import NamesShown
from pod_desktop.ui.network_map.drawing.spacing import spacing
from pod_desktop.ui.network_map.drawing.tie_words import TieWords

_APART, _BADGE_STEP, _LEAST_BADGE = 2.0, 4.0, 28.0
"""Pixels between badges in a crowd, and the steps in which they become smaller, down to the least."""
_USUAL_RADIUS = 230.0
"""Pixels from the person to the outer edge at which badges have their usual size."""


class NetworkScene(QGraphicsScene):
    """One person's map. `model` is what it shows."""

    size_changed = Signal()
    marked = Signal()
    """Somebody or something else is chosen, or aimed at with a tie."""
    followed = Signal(object)
    """Changes that are drawn now."""

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.model = MapModel(view)
        self.people: dict[EntityId, MemberItem] = {}
        self.lines: dict[EntityId, TieItem] = {}
        self.selected: EntityId | None = None
        self.faded: frozenset[EntityId] = frozenset()
        """Who stands back because they are not in focus; their ties stand back with them."""
        self.quality_shown = False
        self.letters: dict[EntityId, str] = {}
        """What stands in the badge of everybody, placed or not."""
        self._pixels, self._spacing = 0.23, inf
        self._badge = BADGE
        self._looks = Looks(BADGE, 1.0)
        self._sized_for, self._tinted_for = 0.0, surroundings()
        self._say_how_large()  # else Qt asks everybody how much they take, too early
        self._target: EntityId | None = None
        self.carried: EntityId | None = None
        """Who is carried over the drawing."""
        self._led = LedLines(self)
        self._link_line, self._handle = LinkLine(), LinkHandle()
        self.addItem(self._link_line)
        self.addItem(self._handle)
        self.names, self.words = NamesShown(self), TieWords(self)  # words make way for the names that show
        self._follow(Changes(added=tuple(self.model.nodes), ties_added=tuple(self.model.ties)))

    def show_map(self, view: MapView) -> Changes:
        """Shows a newer look at the map, touching only what is different."""
        changes = Changes()
        if view is not self.model.view:  # a page shows the one that the drawing was made with
            changes = self.model.show(view)
            self._follow(changes)
        self.followed.emit(changes)
        return changes

    # --- selecting ----------------------------------------------------------------------------------------

    @property
    def pixels(self) -> float:
        """How many pixels a scene unit is shown as."""
        return self._pixels

    @property
    def part_of_font(self) -> float:
        """The size of people's names, as a part of the body's."""
        return self._looks.part_of_font

    @property
    def badge_radius(self) -> float:
        """How far a badge reaches from its middle, in pixels."""
        return self._badge * BODY

    @property
    def look(self) -> object:
        """What tells one look of the drawing from another, beside the map, its size and the colours."""
        return self.selected, self._target, self.faded, self.quality_shown

    @property
    def aimed_at(self) -> EntityId | None:
        """The other end of a tie being made."""
        return self._target

    def select(self, id_: EntityId | None) -> None:
        """Marks a person or a tie, and nothing else."""
        for each in (self.selected, id_):
            item = self.people.get(each) or self.lines.get(each) if each else None
            if item is not None:
                item.set_selected(each == id_)
        before, self.selected = self.selected, id_
        self._fade(each for each in (before, id_) if each is not None)
        self._place_handle()
        if before != id_:
            self.marked.emit()

    def set_faded(self, people: Set[EntityId]) -> None:
        """Draws these people back, with every tie of theirs. They can be chosen, moved and linked as ever.

        Whoever is chosen is drawn in full meanwhile, and so is a chosen tie.
        """
        if people != self.faded:
            self.faded = frozenset(people)
            self._fade(self.people.keys() | self.lines.keys())
            self.names.arrange()

    def show_quality(self, on: bool) -> None:
        """Whether lines tell how ties are; off until somebody wants it, for it can hurt who looks on."""
        self.quality_shown = on
        for line in self.lines.values():
            line.show_quality(on)

    def _fade(self, ids: Iterable[EntityId]) -> None:
        for id_ in ids:
            person, line = self.people.get(id_), self.lines.get(id_)
            if person is not None:
                back = id_ in self.faded and id_ not in {self.selected, self._target}
                person.setOpacity(FADED if back else 1.0)
            elif line is not None:
                tie = self.model.ties[id_]
                back = not self.faded.isdisjoint((tie.a_id, tie.b_id)) and id_ != self.selected
                line.setOpacity(FADED_TIE if back else 1.0)

    def handle_at(self, point: QPointF) -> bool:
        """Whether the link handle is at this point of the scene."""
        reach = (LinkHandle.SIZE / 2 + 4) / self._pixels
        away = point - self._handle.pos()
        return self._handle.isVisible() and away.x() ** 2 + away.y() ** 2 <= reach**2

    def handle_box(self) -> Box | None:
        """What the link handle takes of the scene; None while it is not shown."""
        if not self._handle.isVisible():
            return None
        half, at = LinkHandle.SIZE / 2 / self._pixels, self._handle.pos()
        return (at.x() - half, at.y() - half, at.x() + half, at.y() + half)

    def reach(self) -> float:
        """How far from the middle of a badge somebody can be touched, in map radii."""
        return max(self._badge, 44.0) * 0.55 / self._pixels / RADIUS

    def point_at(self, id_: EntityId | None) -> None:
        """The pointer is over a person or a tie, or over neither."""
        self.names.point_at(id_)
        self.words.point_at(id_)

    def _look(self) -> None:
        self.names.look()
        self.words.look()

    # --- while a gesture lasts ----------------------------------------------------------------------------

    def carry(self, id_: EntityId, point: QPointF) -> None:
        """Somebody stands here for the moment, and their ties follow."""
        item = self.people[id_]
        item.setPos(point)
        self._led.follow({id_})
        self._place_handle()

    def lift(self, id_: EntityId) -> tuple[list[QGraphicsItem], list[QGraphicsItem]]:
        """Somebody is carried from here on.

        Returns what moves, their ties and then they themselves, and whom they have ties with: people lie over
        ties.
        """
        self.carried = id_
        self._led.keep_clear()
        self._look()
        self._place_handle()
        ties = [tie for tie in self.model.ties.values() if id_ in (tie.a_id, tie.b_id)]
        others = [self.people[tie.b_id if tie.a_id == id_ else tie.a_id] for tie in ties]
        return [*(self.lines[tie.id] for tie in ties), self.people[id_]], list(others)

    def put_down(self) -> None:
        """Nobody is carried any more; who is selected has the handle again."""
        self.carried = None
        self._led.keep_clear()
        self._look()
        self._place_handle()

    def put_back(self, id_: EntityId) -> None:
        """Somebody stands again where the model has them."""
        node = self.model.nodes.get(id_)
        if node is not None:
            self.carry(id_, QPointF(node.x, node.y) * RADIUS)
            self._led.keep_clear()

    def draw_link(self, id_: EntityId, point: QPointF, target: EntityId | None) -> None:
        """The line of a tie being made, from somebody to a point or to the `target`."""
        self._mark_target(target if target != id_ else None)
        end = self.people[target].pos() if target in self.people else point
        self._link_line.point(self.people[id_].pos(), end)

    def clear_link(self) -> None:
        """No tie is being made any more."""
        self._link_line.hide()
        self._mark_target(None)

    def _mark_target(self, target: EntityId | None) -> None:
        if self._target is not None and self._target in self.people:
            self.people[self._target].set_selected(self._target == self.selected)
        before, self._target = self._target, target
        self._fade(each for each in (before, target) if each is not None)
        self._look()
        if target is not None:
            self.people[target].set_selected(True)
            if target != before:
                self.marked.emit()

    # --- looks --------------------------------------------------------------------------------------------

    def set_pixels(self, pixels_per_unit: float) -> None:
        """The view shows a scene unit as so many pixels; badges grow more slowly than the map does."""
        self._pixels = pixels_per_unit
        growth = (RADIUS * pixels_per_unit / _USUAL_RADIUS) ** 0.5
        self._badge = min(BADGE * min(2.0, max(0.8, growth)), self._room_for_badges())
        text = QGuiApplication.font().pointSizeF()
        # names grow by the root of the text size, and further as the map is drawn larger
        part = min(1.5, max(1.0, growth) / max(1.0, text / theme.BODY_PT) ** 0.5)
        if not self._looks.fits(self._badge, part) or self._sized_for != pixels_per_unit:
            self._looks = Looks(self._badge, part, self._looks)
            self._sized_for = pixels_per_unit
            for item in self.people.values():
                item.set_size(self._pixels, self._looks)
            self._led.follow(frozenset(), {id_ for id_, tie in self.model.ties.items() if tie.direction})
            self._led.keep_clear()
            self.names.arrange()
        self._handle.setScale(1 / self._pixels)
        self._place_handle()
        self._say_how_large()

    def _room_for_badges(self) -> float:
        """The size at which neighbours do not cover each other, in steps: each has its own pictures."""
        if self._spacing == inf:
            return inf
        room = (self._spacing * RADIUS * self._pixels - _APART) / (2 * BODY)
        return max(_LEAST_BADGE, room // _BADGE_STEP * _BADGE_STEP)

    def _say_how_large(self) -> None:
        above, below = (RADIUS + margin / self._pixels for margin in words_margins())
        self.setSceneRect(QRectF(-above, -above, 2 * above, above + below))

    def tint(self) -> None:
        """Everything in the colours and the font in use, if they are others than before."""
        if surroundings() == self._tinted_for:
            return
        self._tinted_for = surroundings()
        for line in self.lines.values():
            line.tint()
        self.set_pixels(self._pixels)
        self.invalidate()
        self.size_changed.emit()

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QPointF) -> None:  # type: ignore[override]
        painter.fillRect(QRectF(rect), QColor(theme.palette().paper))  # type: ignore[arg-type]
        paint_ground(painter, painter.worldTransform().m11())

    # --- following the model ------------------------------------------------------------------------------

    def _follow(self, changes: Changes) -> None:
        for id_ in changes.ties_removed:
            self.removeItem(self.lines.pop(id_))
        for id_ in changes.removed:
            self.removeItem(self.people.pop(id_))
        self.letters = letters = letters_on_map(self.model.view)
        for id_ in changes.added:
            item = MemberItem(self.model.nodes[id_], letters[id_], self._looks)
            item.set_size(self._pixels, self._looks)
            self.people[id_] = item
            self.addItem(item)
        for id_ in changes.changed:
            self.people[id_].show_node(self.model.nodes[id_], letters[id_])
        for id_, item in self.people.items():
            if item.letters != letters[id_]:
                item.show_node(item.node, letters[id_])
        for id_ in changes.ties_added:
            line = TieItem(self.model.ties[id_], quality_shown=self.quality_shown)
            self.lines[id_] = line
            self.addItem(line)
        for id_ in changes.ties_changed:
            self.lines[id_].show_tie(self.model.ties[id_])
        self._led.follow({*changes.added, *changes.changed}, set(changes.ties_added))
        self._led.keep_clear()
        self._fade(self.people.keys() | self.lines.keys())
        self._look_for_crowd()
        if self._sized_for:  # else nobody knows yet how much room there is
            self.set_pixels(self._pixels)
            self.names.arrange(another_map=True)
        self._keep_selection()

    def _look_for_crowd(self) -> None:
        now = spacing([(node.x, node.y) for node in self.model.nodes.values()])
        if not 0.9 * self._spacing < now < 1.1 * self._spacing:  # one move makes nobody larger or smaller
            self._spacing = now

    def _keep_selection(self) -> None:
        there = self.selected in self.people or self.selected in self.lines
        self.select(self.selected if there else None)

    def _place_handle(self) -> None:
        item = self.people.get(self.selected) if self.selected else None
        self._handle.setVisible(item is not None and self.carried is None)
        if item is not None:
            away = (self._badge / 2 + 4) / self._pixels
            self._handle.setPos(item.pos() + QPointF(away * 0.86, -away * 0.86))
