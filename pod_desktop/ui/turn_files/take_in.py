"""A past meeting out of a file of turns: what was understood is shown, and stored when that is said."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.annotation import Taken, names_in
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.errors import BadInput, PodError
from pod_desktop.outputs.annotations import SeveralThere, read_annotation
from pod_desktop.services.past_meetings import Imported, import_meeting
from pod_desktop.services.past_voices import proposed, who_may_be
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.looking_back.words import length_words
from pod_desktop.ui.people.record_forms import RecordForm
from pod_desktop.ui.turn_files.about_it import AboutIt
from pod_desktop.ui.turn_files.who_they_are import WhoTheyAre, turns_words
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
)
from pod_desktop.ui.widgets.save_path import documents

ChooseFile = Callable[[QWidget], Path | None]
_ENDINGS = "*.rttm *.csv *.tsv *.TextGrid *.eaf *.boris *.txt"


def ask_file(parent: QWidget) -> Path | None:
    """Asks for a file of turns; None when it was left."""
    title = QCoreApplication.translate("TakeInTurns", "Take in a past meeting from a file")
    every = QCoreApplication.translate("TakeInTurns", "All files")
    kinds = f"{title} ({_ENDINGS});;{every} (*)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, documents(), kinds)
    return Path(chosen) if chosen else None


class TakeInTurns(RecordForm):
    """Who speaks and how long, whom each name is, when and where it was. Nothing is kept of a bad file."""

    taken_in = Signal(str)
    """The past meeting stands in the record."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId,
        parent: QWidget | None = None,
        *,
        choose_file: ChooseFile = ask_file,
    ) -> None:
        super().__init__(desk, person_id, "", parent)
        self._choose_file = choose_file
        self._path = Path()
        self._taken: Taken | None = None
        self._meant: dict[str, str] = {}
        """Which observation and behaviour of a file of BORIS was chosen."""
        self.said = Attempts()
        self.several: Choice | None = None
        self.understood, self.left_out = Sentence(), Quiet()
        self.who = WhoTheyAre()
        self.about = AboutIt()
        self.other = SecondaryButton(self.tr("Choose another file…"))
        self._below: list[QWidget] = []
        self._lay_out()
        self.add_buttons()
        self.who_changed()
        self.other.clicked.connect(self.ask)
        self.setFocusProxy(self.other)

    def _lay_out(self) -> None:
        self._below = [
            self.understood,
            self.left_out,
            Heading(self.tr("Who is who?"), 3),
            self.who,
            self.about,
            Quiet(
                self.tr(
                    "Take in only what the room agreed to keep. The turn log will say that it was "
                    "reconstructed, and the meeting can be taken out again."
                )
            ),
        ]
        for widget in (self.said, *self._below):
            self.card.add(widget)

    @override
    def add_buttons(self) -> None:
        self.take, self.leave = PrimaryButton(self.tr("Take in")), QuietButton(self.tr("Not now"))
        self.take.clicked.connect(self.keep)
        self.leave.clicked.connect(self.left)
        row = FlowLayout(spacing=12)
        for button in (self.take, self.other, self.leave):
            row.addWidget(button)
        self.card.add_layout(row)

    # --- the file -----------------------------------------------------------------------------------------

    def ask(self) -> bool:
        """Asks for a file and reads it; False where it was left."""
        path = self._choose_file(self)
        if path is not None:
            self.begin(path)
        return path is not None

    def begin(self, path: Path) -> None:
        """Reads this file, and shows what was understood."""
        self._path, self._meant, self._taken = path, {}, None
        self.card.set_title(self.tr("A past meeting from “{file}”").format(file=path.name))
        self._read()

    def _read(self) -> None:
        self._show_parts(False)
        self._show_several(None)
        self.setFocusProxy(self.other)
        self.said.say(self.tr("Reading the file…"))
        path, meant = self._path, dict(self._meant)
        journal, person_id = self._desk.journal, self._person_id

        def read() -> tuple[Path, Taken, tuple[Someone, ...]]:
            return path, read_annotation(path, **meant), who_may_be(journal, person_id)

        self._desk.jobs.run(
            read,
            done=self._show_read,
            failed=self._refused,
            broken=lambda: self._broke(self.tr("The file could not be read. Nothing was imported.")),
        )

    def _refused(self, error: PodError) -> None:
        if not isValid(self):
            return
        self.setEnabled(True)
        self.said.say(str(error))
        self._show_several(error if isinstance(error, SeveralThere) else None)
        back = self.take if self._taken is not None else self.several or self.other
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _broke(self, sentence: str) -> None:
        if isValid(self):
            self.setEnabled(True)
            self.said.say(sentence)

    def _show_several(self, found: SeveralThere | None) -> None:
        if self.several is not None:
            self.several.hide()
            self.several.deleteLater()
            self.several = None
        if found is not None:
            name = self.tr("Which one is meant?")
            self.several = Choice([(each, each) for each in found.names], name)
            self.several.chosen.connect(lambda which: self._choose(found.what, which))
            self.card.body.insertWidget(1, self.several)

    def _choose(self, what: str, which: str) -> None:
        self._meant[what] = which
        self._read()

    def _show_read(self, found: tuple[Path, Taken, tuple[Someone, ...]]) -> None:
        path, taken, people = found
        if not isValid(self) or path != self._path:
            return
        self._taken = taken
        self.said.say("")
        annotation = taken.annotation
        self.understood.setText(self._understood(taken))
        self.left_out.setText(" ".join(taken.left_out))
        heard = names_in(annotation)
        self.who.show_names(heard, people, proposed(people, (each.name for each in heard)))
        for box in self.who.boxes.values():
            box.currentIndexChanged.connect(self.who_changed)
        began = annotation.began or self._desk.clock.now() - timedelta(microseconds=annotation.last_us)
        self.about.show_meeting(people, began)
        self._show_parts(True)
        self.who_changed()
        first = next(iter(self.who.boxes.values()), None)
        self.setFocusProxy(first or self.about.day)
        if self.other.hasFocus():  # whoever went on meanwhile is let be
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _understood(self, taken: Taken) -> str:
        annotation = taken.annotation
        length = length_words(annotation.last_us / 1_000_000)
        turns = turns_words(annotation.turns)
        told = [self.tr("{turns} in {length}.").format(turns=turns, length=length)]
        unknown = sum(span.is_turn and span.end_us is None for span in annotation.spans)
        nameless = annotation.nameless
        silences = sum(span.kind is SpanKind.SILENCE for span in annotation.spans)
        for number, words in (
            (unknown, self.tr("Turns without a known end: {n}.")),
            (nameless, self.tr("Turns of nobody named: {n}.")),
            (silences, self.tr("Together in silence: {n}.")),
        ):
            if number:
                told.append(words.format(n=number))
        if annotation.began is None:
            told.append(self.tr("The file does not say when it was."))
        return " ".join(told)

    def _show_parts(self, shown: bool) -> None:
        for part in (*self._below, self.take):
            part.setVisible(shown)
        self.left_out.setVisible(shown and bool(self.left_out.text()))

    def who_changed(self) -> None:
        """Whoever speaks is no more among those who may have been silent."""
        self.about.leave_out(set(self.who.chosen().values()))

    # --- taking in ----------------------------------------------------------------------------------------

    @override
    def keep(self) -> None:
        taken = self._taken
        if taken is None:
            return
        try:
            told = self.about.told(self.who.chosen())
        except BadInput as error:
            self.said.say(str(error))
            return
        self.setEnabled(False)
        self.said.say(self.tr("The turns are being stored…"))
        journal, person_id = self._desk.journal, self._person_id
        self._desk.jobs.run(
            lambda: import_meeting(journal, taken.annotation, person_id=person_id, told=told),
            done=self._stored,
            failed=self._refused,
            broken=lambda: self._broke(self.tr("The turns could not be stored. Nothing was imported.")),
        )

    def _stored(self, made: Imported) -> None:
        if isValid(self):
            self.setEnabled(True)
            self._taken = None
            is_awaited = self.isVisible()  # else whoever pressed went elsewhere, and is let be
            self.left.emit()
            if is_awaited:
                self.taken_in.emit(made.meeting_id)
