"""What drawing, tray, table and cards ask for, turned into acts, after a question where one is needed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.domain.network import (
    Known,
    MemberKind,
    Place,
    Sector,
    drawn,
    ring_of,
    ring_span,
    sector_at,
    sector_span,
)
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.words import names_of, sector_words
from pod_desktop.ui.widgets import Question

_VOICES = {MemberKind.INNER_VOICE, MemberKind.ABSENT_VOICE}
_NOT_NOW = "not now"


class MapRequests(QObject):
    """Knows where on the map an act leads, and which acts need a question."""

    choice_requested = Signal(object)
    """The id whose card should be shown now."""

    def __init__(self, drawing: NetworkView, acts: MapActs, page: QWidget) -> None:
        super().__init__(page)
        self._drawing, self._acts, self._page = drawing, acts, page
        self._run = new_id()
        self.question: Question | None = None
        """What is asked at the moment."""
        drawing.drop_requested.connect(self.drop)
        drawing.step_requested.connect(self.step)
        drawing.ring_requested.connect(self.to_ring)
        drawing.link_requested.connect(self.link)

    @property
    def _model(self) -> MapModel:
        return self._drawing.model

    def new_run(self) -> None:
        """Moves by key that follow are undone apart from those before."""
        self._run = new_id()

    def undo(self) -> None:
        """Takes the latest act back; while somebody is carried or a tie is half made, leaves that."""
        if self._drawing.busy:
            self._drawing.leave_gesture()
        else:
            self._acts.undo()

    def redo(self) -> None:
        """Does again what was undone last, unless the hand is doing something."""
        if not self._drawing.busy:
            self._acts.redo()

    def place(self, id_: EntityId | None) -> None:
        """Into the outer ring of the member's sector; asks which sector if nobody said yet."""
        member = self._model.member(id_)
        if member is None or member.placed:
            return
        if member.sector:
            self._place_in(member.id, member.sector)
        else:
            self._ask_part(member, partial(self._place_in, member.id))

    def move_to_ring(self, shown: MemberView, ring: str) -> str:
        """Into a ring, "1" to "3", of their sector, where they hide nobody; "" puts them back on the list.

        Asks which sector if nobody said yet. `shown` is the look in which the ring was chosen. Returns "" or
        why it could not be.
        """
        if not ring:
            return self._acts.put_on_list(shown)
        if Sector(shown.sector).is_known:
            return self._put(shown, int(ring), shown.sector)
        self._ask_part(shown, partial(self._put, shown, int(ring)))
        return ""

    def place_in_ring(self, id_: EntityId, sector: str, ring: int) -> None:
        """Into a ring that somebody said, in the middle of a sector or beside whoever stands there."""
        member = self._model.member(id_)
        if member is not None and not member.placed:
            middle = Place(sum(sector_span(Sector(sector))) / 2, sum(ring_span(ring)) / 2)
            place, _there = self._model.dropped(id_, *drawn(middle))
            self._acts.place(member, place, Sector(sector))
            self.choice_requested.emit(id_)

    def to_sector(self, id_: EntityId | None, sector: str) -> None:
        """As `move_to_part`, of whoever is chosen, as the map shows them now."""
        member = self._model.member(id_)
        if member is not None:
            self.move_to_part(member, sector)

    def move_to_part(self, shown: MemberView, sector: str) -> str:
        """Somebody belongs to another part of the map; who stands on it goes there, as near as before.

        "" is a part that nobody has named. Whoever stands in that part already stays where they are. Returns
        "" or why it could not be.
        """
        if shown.angle is None or shown.distance is None or sector in {"", sector_at(shown.angle)}:
            return self._acts.change(shown, sector=sector)
        middle = Place(sum(sector_span(Sector(sector))) / 2, shown.distance)
        place, _there = self._model.dropped(shown.id, *drawn(middle))
        return self._acts.place(shown, place, Sector(sector))

    def drop(self, id_: EntityId, point: QPointF) -> None:
        """Somebody was dragged to a point, given in map radii."""
        member = self._model.member(id_)
        if member is not None:
            place, sector = self._model.dropped(member.id, point.x(), point.y())
            refused = self._acts.place(member, place, sector)
            self._drawing.map_scene.put_back(member.id)
            if not refused:
                self.choice_requested.emit(member.id)
        else:
            self._acts.refused.emit(self.tr("They were taken off the map meanwhile."))

    def step(self, id_: EntityId, dx: int, dy: int) -> None:
        """An arrow key. Presses that follow each other are one step for undo."""
        member = self._model.member(id_)
        if member is not None and member.placed:
            place, sector = self._model.stepped(member.id, dx, dy)
            self._acts.place(member, place, sector, joins=f"keys {id_} {self._run}")
            self._drawing.bring_into_view(member.id)

    def to_ring(self, id_: EntityId, ring: int) -> None:
        """As near as this ring says, at a free place beside where they stand; who is there already stays."""
        member = self._model.member(id_)
        if member is None or member.angle is None or member.distance is None:
            return
        if ring_of(member.distance) != ring:
            near = drawn(Place(member.angle, sum(ring_span(ring)) / 2))
            self._acts.place(member, *self._model.dropped(id_, *near))
            self._drawing.bring_into_view(id_)

    def tidy(self) -> None:
        """Everybody placed anew within ring and sector; stores nothing where all stand so already.

        Whose sector nobody has named stays in the one where they stand.
        """
        members = {member.id: member for member in self._model.view.members}
        places = {
            id_: to
            for id_, to in self._model.tidied().items()
            if to != Place(members[id_].angle or 0.0, members[id_].distance or 0.0)
        }
        if places:
            self._acts.tidy(members, places)

    def link(self, one: EntityId, other: EntityId) -> None:
        """A tie between two; where there is one already, its card. Who was joined is whoever stands for them.

        Nothing for who is not on the map any more: another laptop may have taken them off since they were
        chosen.
        """
        both = [self._model.view.shown_as(each) for each in (one, other)]
        if None in both:
            self._acts.refused.emit(self.tr("They were taken off the map meanwhile."))
            return
        ends = [self._model.someone(each) for each in both if each is not None]
        there = self._model.tie_between(ends[0].id, ends[1].id)
        if there is not None and there.known == Known.YES:
            self.choice_requested.emit(there.id)
        else:
            self._acts.link(ends[0], ends[1], seen=there.seen if there is not None else {})
            made = self._model.tie_between(ends[0].id, ends[1].id)
            if made is not None and made.known == Known.YES:
                self.choice_requested.emit(made.id)

    def remove(self, id_: EntityId | None) -> None:
        """Off the map: a member after a question, a tie at once, the person never."""
        member, tie = self._model.member(id_), self._model.tie(id_)
        if tie is not None:
            self._acts.take_tie_away(tie, names_of(self._model, tie))
        elif member is not None:
            answers = [("off", self.tr("Take off the map")), ("keep", self.tr("Keep"))]
            if member.placed:
                answers.insert(1, ("list", self.tr("Only back to the list of names")))
            self._ask(
                self.tr("Take {name} off the map?").format(name=member.name),
                self.tr("Their card and their ties go too. You can undo this."),
                answers,
                partial(self._removed, member, self._model.view.ties),
            )

    def put_on_list(self, id_: EntityId | None) -> None:
        """Back among those who have no place."""
        member = self._model.member(id_)
        if member is not None:
            self._acts.put_on_list(member)

    def _put(self, shown: MemberView, ring: int, sector: str) -> str:
        """A free place in this ring and sector, as near as can be to where they stand."""
        middle = sum(ring_span(ring)) / 2
        there = shown.angle is not None and sector_at(shown.angle) == sector
        angle = shown.angle if there and shown.angle is not None else sum(sector_span(Sector(sector))) / 2
        place, _sector = self._model.dropped(shown.id, *drawn(Place(angle, middle)))
        return self._acts.place(shown, place, Sector(sector))

    def _ask_part(self, member: MemberView, then: Callable[[str], object]) -> None:
        """Asks for a part of the map. A voice need not belong to any, so nothing is proposed for one."""
        parts = [(sector.value, sector_words(sector.value)) for sector in Sector]
        later = (_NOT_NOW, self.tr("Not now"))
        sentence = self.tr("Which part of {person}’s life does {name} belong to?")
        if member.member_kind in _VOICES:
            sentence = self.tr(
                "Where {name} stands is for {person} to say. A voice need not belong anywhere."
            )
        self._ask(
            self.tr("Where on the map?"),
            sentence.format(person=self._model.view.person.name, name=member.name),
            [later, *parts] if member.member_kind in _VOICES else [*parts, later],
            lambda part: None if part == _NOT_NOW else then(part),
        )

    def _place_in(self, id_: EntityId, sector: str) -> None:
        member = self._model.member(id_)
        if member is not None:
            self._acts.place(member, self._model.first_place(id_, Sector(sector)), Sector(sector))
            self.choice_requested.emit(id_)

    def _removed(self, asked: MemberView, ties: Sequence[TieView], answer: str) -> None:
        """`asked` and `ties` are what was shown when it was asked."""
        member = self._model.member(asked.id)
        if member is not None and answer == "off":
            self._acts.take_off(asked, ties)
        elif member is not None and answer == "list":
            self._acts.put_on_list(asked)

    def _ask(
        self, title: str, sentence: str, answers: Sequence[tuple[str, str]], then: Callable[[str], object]
    ) -> None:
        self.question = Question(title, sentence, answers, self._page)
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.answered.connect(then)
        self.question.finished.connect(self._answered)
        self.question.open()

    def _answered(self) -> None:
        self.question = None
