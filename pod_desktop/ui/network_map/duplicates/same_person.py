"""From somebody's card: “Same person as…”, and taking apart who was joined."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.duplicates import who_stays
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.chooser import Candidate, Chooser
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.cards.side import SideSheet
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.duplicates.words import told_apart
from pod_desktop.ui.network_map.table.rows import Badge
from pod_desktop.ui.widgets import Question


def about_inviting(person: str) -> str:
    """What becomes of inviting, said alike whatever is known of it."""
    words = QCoreApplication.translate(
        "duplicates",
        "What both cards say is kept, and they can be taken apart again. They are invited only where "
        "{person} has said yes to both; else {person} is asked again.",
    )
    return words.format(person=person)


class SamePerson(QObject):
    """Asks who it is, then which name stays."""

    def __init__(self, drawing: NetworkView, acts: MapActs, side: SideSheet, page: QWidget) -> None:
        super().__init__(page)
        self._drawing, self._acts, self._side, self._page = drawing, acts, side, page
        self.chooser: Chooser | None = None
        """What is open at the moment; likewise the question."""
        self.question: Question | None = None

    def attend(self, card: MemberCard) -> None:
        """Answers what is asked on this card."""
        card.joined.same_requested.connect(self.open)
        card.joined.apart_requested.connect(self._take_apart)

    def open(self) -> None:
        """Asks who else whoever's card is shown is."""
        member = self._member(self._side.member_card.member_id)
        if member is None or self.chooser is not None:
            return
        title = self.tr("{name} is the same person as…").format(name=member.name)
        self.chooser = Chooser(title, self._candidates(member), self.tr("Choose"), self._page)
        self.chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.chooser.taken.connect(partial(self._ask_who_stays, member.id))
        self.chooser.finished.connect(self._chooser_closed)
        self.chooser.open()

    def _candidates(self, member: MemberView) -> list[Candidate]:
        """Everybody else on the map who is of the same kind."""
        letters = self._drawing.map_scene.letters
        return [
            Candidate(
                each.id, each.name, each.words, badge=Badge(letters[each.id], each.hue, each.member_kind)
            )
            for each in self._drawing.model.view.members
            if each.id != member.id and each.member_kind == member.member_kind
        ]

    def _ask_who_stays(self, one_id: EntityId, other_id: EntityId) -> None:
        one, other = self._member(one_id), self._member(other_id)
        if one is None or other is None:
            return
        both = who_stays(one, other)
        names = told_apart(*both)
        answers = [(each.id, name) for each, name in zip(both, names, strict=True)]
        self.question = Question(
            self.tr("Which name stays?"),
            about_inviting(self._drawing.model.view.person.name),
            [*answers, ("", self.tr("Leave them as two"))],
            self._page,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.answered.connect(partial(self._join, one_id, other_id))
        self.question.finished.connect(self._question_closed)
        self.question.open()

    def _join(self, one_id: EntityId, other_id: EntityId, stays: str) -> None:
        one, other = self._member(one_id), self._member(other_id)
        if stays and one is not None and other is not None:
            self._acts.join(*((other, one) if stays == one_id else (one, other)))

    def _take_apart(self, card_id: EntityId) -> None:
        member = self._member(self._side.member_card.member_id)
        kept = next((each for each in member.joined if each.card.id == card_id), None) if member else None
        if member is not None and kept is not None:
            self._acts.take_apart(kept.card, member)

    def _member(self, id_: EntityId | None) -> MemberView | None:
        return self._drawing.model.member(id_)

    def _chooser_closed(self) -> None:
        self.chooser = None

    def _question_closed(self) -> None:
        self.question = None
