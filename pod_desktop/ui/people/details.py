"""The details of the person: first contact, born, NHS number, address, how to reach them, what they need.

DetailsPart(desk, person_id)
    .show_record(view, now)   .put_down()   contact_requested()

What is typed is kept after a pause and when a field is left, and can be undone. Nothing of it is asked for.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain import nhs_number
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.needs import review_day
from pod_desktop.domain.record_views import PersonDetails, RecordView
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, Seen, first_contact, person_details
from pod_desktop.services.undo import UndoStack
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.network_map.cards.needs_review import NeedsReview
from pod_desktop.ui.people.contact_card import ContactCard
from pod_desktop.ui.people.unstored import Unstored
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import Card, Field, IconButton, Notice, Quiet, ScrollColumn, WordsField

_PAUSE_MS = 1_500
"""So long nothing is typed before what is typed is kept."""
_WHOLE_ONLY = frozenset({"born", "nhs_number"})
"""What half of it would be refused for: kept only when the field is left."""
_NEEDS = ("needs", "needs_format", "needs_support", "needs_language")


class DetailsPart(ScrollColumn):
    """A form without a button: everything in it may stay empty."""

    contact_requested = Signal()

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(840, parent)
        self._desk, self._person_id = desk, person_id
        self._undo = UndoStack(desk.journal)
        self._run = 0
        """Counts what was written to its end: undo takes each back by itself."""
        self._marks = Marks()
        self.contact_card = ContactCard()
        self.contact_card.change_requested.connect(self.contact_requested)
        self.contact_card.offered_now.connect(self._offered_now)
        self._began: Seen = {}
        """What is shown of how care began."""
        self._called, self.fields = self._make_fields()
        self.needs_review = NeedsReview()
        self.undo, self.redo = IconButton("undo-2", self.tr("Undo")), IconButton("redo-2", self.tr("Redo"))
        self.problem = Notice("")
        self._lay_out()
        self._kept = {
            name: KeptWords(field, partial(self._store, name), partial(self._refused, name))
            for name, field in self.fields.items()
        }
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._connect()
        self._sentences: dict[str, str] = {}
        """Why what is typed in a field could not be stored, when last tried."""
        self._view = person_details.details(desk.journal, person_id)
        self._take_up()
        self._show()

    def show_record(self, view: RecordView, now: Instant) -> None:
        """Shows how care began."""
        self._began = view.first_contact_seen
        self.contact_card.show_record(view, now)

    def put_down(self) -> None:
        """Stores what is typed and can be stored; the rest is there when these details are opened again."""
        self._pause.stop()
        left = {}
        for name, kept in self._kept.items():
            if not kept.store_now():
                left[name] = Unstored(kept.typed(), self._sentences.get(name, ""), kept.begun_on(), kept.seen)
        self._desk.unstored_details.keep(self._person_id, left)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            left = next((name for name, field in self.fields.items() if field.edit is watched), None)
            if left is not None:
                self._kept[left].store_now()
                self._run += 1
        return super().eventFilter(watched, event)

    # --- what is shown ------------------------------------------------------------------------------------

    def _look_anew(self, told: Facts) -> None:
        look = partial(person_details.details, self._desk.journal, self._person_id)
        with self._desk.facts.looking():
            self._view = self._desk.facts.look(look, self._view, told)
            self._show()

    def _show(self) -> None:
        view = self._view
        for name, kept in self._kept.items():
            kept.show(_as_written(view, name), view.seen)
        self._marks.show(view.differs, view.id)
        self.needs_review.show_member(view, self._desk.clock.now())
        self._show_undo()

    def _show_undo(self) -> None:
        for button, label, plain, named in (
            (self.undo, self._undo.undo_label, self.tr("Undo"), self.tr("Undo: {what}")),
            (self.redo, self._undo.redo_label, self.tr("Redo"), self.tr("Redo: {what}")),
        ):
            button.setEnabled(bool(label))
            button.set_name(named.format(what=label) if label else plain)

    def _say(self, sentence: str) -> None:
        self.problem.set_sentence(sentence)
        self.problem.setVisible(bool(sentence))

    # --- what is stored -----------------------------------------------------------------------------------

    def _store(self, name: str, typed: str) -> None:
        act = person_details.record_needs if name in _NEEDS else person_details.change_details
        with self._undo.step(self._called[name], joins=f"{name} {self._run}"):
            act(self._desk.journal, self._person_id, seen=self._kept[name].seen, **{name: typed})
        self._show_undo()

    def _take_up(self) -> None:
        """Goes on with what was typed before and could not be stored."""
        for name, left in self._desk.unstored_details.of(self._person_id).items():
            self._kept[name].take_up(left.typed, left.begun_on, left.seen)
            self._refused(name, left.sentence)

    def _refused(self, name: str, sentence: str) -> None:
        self._sentences[name] = sentence
        if stays := _as_written(self._view, name):
            sentence = f"{sentence} {self.tr('“{words}” stays stored.').format(words=stays)}"
        field = self.fields[name]
        if isinstance(field, Field):
            field.set_error(sentence)
        else:
            self._say(sentence)

    def _keep_while_writing(self) -> None:
        for name, kept in self._kept.items():
            if name not in _WHOLE_ONLY:
                kept.store_now()

    def _asked_again(self) -> None:
        self.put_down()
        journal, who, seen = self._desk.journal, self._person_id, self._view.seen
        self._do(
            self.tr("Asked what they need"), lambda: person_details.record_needs(journal, who, seen=seen)
        )

    def _plan_review(self, chosen: int | date | None) -> None:
        journal, who, seen = self._desk.journal, self._person_id, self._view.seen
        day = review_day(self._desk.clock.now(), chosen, times.HOME_ZONE)
        self._do(
            self.tr("When to ask again"),
            lambda: person_details.plan_needs_review(journal, who, day, seen=seen),
        )

    def _offered_now(self) -> None:
        journal, who, seen = self._desk.journal, self._person_id, self._began
        now = journal.clock.now()
        self._do(
            self.tr("A first meeting was offered"),
            lambda: first_contact.note_first_offer(journal, who, now, seen=seen),
        )

    def _do(self, name: str, act: Callable[[], object]) -> None:
        """Does it under its name; where it cannot be done, says why."""
        try:
            with self._undo.step(name):
                act()
        except PodError as error:
            self._say(str(error))
        else:
            self._say("")
        self._show_undo()

    def _take_back(self, move: Callable[[], str]) -> None:
        self.put_down()
        try:
            move()
        except PodError as error:
            self._say(str(error))
        else:
            self._say("")
        self._show_undo()

    # --- how it is put together ---------------------------------------------------------------------------

    def _make_fields(self) -> tuple[dict[str, str], dict[str, Field | WordsField]]:
        called = {
            "born": self.tr("Date of birth"),
            "nhs_number": self.tr("NHS number"),
            "address": self.tr("Address"),
            "contact": self.tr("How to reach them"),
            "needs": self.tr("What they need to take part"),
            "needs_format": self.tr("How they read best"),
            "needs_support": self.tr("Who or what helps them to take part"),
            "needs_language": self.tr("Their language, and an interpreter"),
        }
        examples = {
            "born": self.tr("29 March 1987"),
            "nhs_number": "999 000 0018",
            "needs": self.tr("large print, an interpreter for Polish, somebody beside them"),
            "needs_format": self.tr("large print"),
        }
        fields: dict[str, Field | WordsField] = {}
        for name, label in called.items():
            example = examples.get(name, "")
            if name in {"address", "needs"}:
                fields[name] = WordsField(label, placeholder=example, lines=2, quoted=False)
            else:
                fields[name] = Field(label, placeholder=example)
        return called, fields

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Quiet(self.tr("All of this may stay empty. What is typed is kept by itself.")), 1)
        top.addWidget(self.undo)
        top.addWidget(self.redo)
        themself, needs = Card(self.tr("About them")), Card(self.tr("Taking part"))
        themself.add(
            Quiet(
                self.tr(
                    "It is for the record alone. The shared view, the map and what the family is given "
                    "have nothing of it."
                )
            )
        )
        for name, field in self.fields.items():
            card = needs if name in _NEEDS else themself
            card.add_layout(self._marks.beside(field, name))
        needs.add_layout(self._marks.beside(self.needs_review, "needs_review"))
        self.add_layout(top)
        self.add(self.problem)
        for card in (self.contact_card, themself, needs):
            self.add(card)
        self.add_stretch()
        self._say("")
        self.setFocusProxy(self.fields["born"])

    def _connect(self) -> None:
        for field in self.fields.values():
            field.edit.installEventFilter(self)
            field.edit.textChanged.connect(lambda *_: self._pause.start())
        self._pause.timeout.connect(self._keep_while_writing)
        self.needs_review.asked_again.connect(self._asked_again)
        self.needs_review.planned.connect(self._plan_review)
        self.undo.clicked.connect(lambda: self._take_back(self._undo.undo))
        self.redo.clicked.connect(lambda: self._take_back(self._undo.redo))
        WhenSeen(self, self._desk.facts, {"person"}).told.connect(self._look_anew)


def _as_written(view: PersonDetails, name: str) -> str:
    """A detail as it stands in its field."""
    if name == "born":
        return times.plain_day(view.born, QCoreApplication.translate) if view.born is not None else ""
    if name == "nhs_number":
        return nhs_number.display(view.nhs_number) if view.nhs_number else ""
    return str(getattr(view, name))
