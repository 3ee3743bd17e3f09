"""The small cards: a tie, and the person at the centre."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, TieView
from pod_desktop.domain.network import Known
from pod_desktop.domain.views import Seen
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.ties_list import TiesList
from pod_desktop.ui.network_map.words import known_options, quality_options, way_options
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Choice, Field, Heading, Quiet, QuietButton, Sentence


class TieCard(QWidget):
    """What is known of one tie, in the person's own words."""

    def __init__(self, acts: MapActs, person_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._tie: TieView | None = None
        self._shown_words = ""
        self._words_seen: Seen = {}
        self._names = ""
        self._heading = Heading("", 2)
        self.known = Choice(known_options(), self.tr("Do they know each other?"))
        self.words = Field(
            self.tr("In {person}’s own words").format(person=person_name),
            placeholder=self.tr("they ring each other on Sundays"),
        )
        self.way = Choice(way_options("", ""), self.tr("Which way does it go?"))
        self.quality = Choice(quality_options(), self.tr("How is the tie?"))
        self.remove_button = QuietButton(self.tr("Take this tie away"), "unlink")
        self._marks = Marks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addLayout(self._marks.beside(Sentence(self.tr("Do they know each other?")), "known"))
        column.addWidget(self.known)
        column.addWidget(Quiet(self.tr("A tie that is not there is kept in the table and not drawn.")))
        column.addLayout(self._marks.beside(self.words, "words"))
        self._of_way = QWidget()
        of_way = QVBoxLayout(self._of_way)
        of_way.setContentsMargins(0, 0, 0, 0)
        of_way.addLayout(self._marks.beside(Sentence(self.tr("Which way does it go?")), "direction"))
        of_way.addWidget(self.way)
        column.addWidget(self._of_way)
        self._of_quality = QWidget()
        of_quality = QVBoxLayout(self._of_quality)
        of_quality.setContentsMargins(0, 0, 0, 0)
        for widget in (Sentence(self.tr("How is the tie?")), self.quality):
            of_quality.addWidget(widget)
        column.addWidget(self._of_quality)
        self.show_quality(False)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.known.chosen.connect(lambda _known: self._store())
        self.way.chosen.connect(lambda way: self._change(direction=way))
        self.quality.chosen.connect(lambda quality: self._change(quality=quality))
        self.words.edit.editingFinished.connect(self.commit)
        self.remove_button.clicked.connect(self._remove)

    @property
    def tie_id(self) -> EntityId | None:
        """Which tie this is."""
        return self._tie.id if self._tie else None

    def show_tie(self, view: MapView, tie_id: EntityId) -> None:
        """Shows a tie; words being written stay as they are."""
        tie = next(tie for tie in view.ties if tie.id == tie_id)
        if self._tie is not None and self._tie.id != tie_id:
            self.commit()
        other_tie = self._tie is None or self._tie.id != tie_id
        if other_tie or tie.words == self._shown_words or self.words.text() == self._shown_words:
            self._words_seen = tie.seen
        if other_tie or self.words.text() == self._shown_words:
            self._shown_words = tie.words
            self.words.set_text(tie.words)
        self._tie = tie
        names = {view.person.id: view.person.name, **{member.id: member.name for member in view.members}}
        self._names = self.tr("{one} and {other}").format(one=names[tie.a_id], other=names[tie.b_id])
        self._heading.setText(self._names)
        self.setAccessibleName(self.tr("The tie of {names}").format(names=self._names))
        self.known.show_stored(tie.known)
        for way, label in way_options(names[tie.a_id], names[tie.b_id]):
            self.way.set_label(way, label)
        self.way.show_stored(tie.direction)
        self._of_way.setVisible(tie.known == Known.YES or "direction" in tie.differs)
        self.quality.show_stored(tie.quality)
        self._marks.show(tie.differs, tie.id)

    def show_quality(self, on: bool) -> None:
        """Whether the card asks how the tie is; while it does not, nothing tells that anybody said it."""
        self._of_quality.setVisible(on)

    @property
    def is_writing(self) -> bool:
        """Whether something is written and not stored yet."""
        return self._tie is not None and self.words.text() != self._shown_words

    def commit(self) -> None:
        """Stores what was written and not stored yet."""
        if self.is_writing:
            self._store()

    def _store(self) -> None:
        if self._tie is not None:
            before, self._shown_words = self._shown_words, self.words.text()
            known = self.known.value() or self._tie.known
            words_seen = {wire: ids for wire, ids in self._words_seen.items() if wire == "words"}
            rest = {wire: ids for wire, ids in self._tie.seen.items() if wire != "words"}
            shown = replace(self._tie, seen=rest | words_seen)
            if self._acts.change_tie(shown, self._names, known=known, words=self._shown_words):
                self._shown_words = before

    def _change(self, **fields: str) -> None:
        if self._tie is not None:
            self._acts.change_tie(self._tie, self._names, **fields)

    def _remove(self) -> None:
        if self._tie is not None:
            self._acts.take_tie_away(self._tie, self._names)


class PersonCard(QWidget):
    """The person at the centre, and their ties."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ties = TiesList()
        self._heading = Heading("", 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(Sentence(self.tr("Whose map this is. They stay in the centre.")))
        column.addWidget(self.ties)
        column.addStretch(1)

    def show_person(self, view: MapView) -> None:
        """Shows the person."""
        self._heading.setText(view.person.name)
        self.setAccessibleName(view.person.name)
        self.ties.show_ties(view, view.person.id)
