"""Notes, which are always somebody's own words: those said at a topic, or in response to a reflection."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.own_words import Correction
from pod_desktop.domain.views import QuoteView, Someone
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import not_my_words, quotes
from pod_desktop.ui.left_keyboard import ONLY_MEANT
from pod_desktop.ui.meeting.agenda.spoken_for import SpokenFor
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.faces import WhoseChoice, badge
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import DifferenceMark, Wanted
from pod_desktop.ui.widgets import (
    FlowLayout,
    IconButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
    WordsField,
)

_DRAFT = "note"


class Notes(QWidget):
    """The words that were noted, and a form for more. `thing` is their topic or reflection."""

    def __init__(self, room: Room, thing: EntityId, add: str, *, is_reflection: bool = False) -> None:
        super().__init__()
        self._room, self._thing, self._is_reflection = room, thing, is_reflection
        self._shown: tuple[QuoteView, ...] | None = None
        self._rows: dict[EntityId, NoteRow] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.open = QuietButton(add, "quote", meeting=True)
        self.who = WhoseChoice(self.tr("Whose words are they?"))
        self.spoken_for = SpokenFor(room)
        self.words = WordsField(self.tr("In their own words, as they were said"), lines=2, meeting=True)
        self.words.set_words(room.drafts.words(thing, _DRAFT))
        self.add = SecondaryButton(self.tr("Note these words"), "plus", meeting=True)
        self.back = QuietButton(self.tr("Back"), meeting=True)
        self.form = _Form(self._close)
        form = QVBoxLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(12)
        form.addWidget(Sentence(self.tr("Whose words are they?")))
        form.addWidget(self.who)
        form.addWidget(self.spoken_for)
        form.addWidget(self.words)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.add)
        buttons.addWidget(self.back)
        form.addLayout(buttons)
        opener = FlowLayout()
        opener.addWidget(self.open)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._column)
        whole.addLayout(opener)
        whole.addWidget(self.form)
        self.form.hide()
        self._connect()

    def _connect(self) -> None:
        self.who.also(self.spoken_for.open)
        for choice in (self.who, self.spoken_for.whose, self.spoken_for.by):
            choice.types_into(self.words)
        self.open.clicked.connect(self._open)
        self.back.clicked.connect(self._close)
        self.add.clicked.connect(self._add)
        self.words.submitted.connect(lambda _words: self._add())
        self.who.chosen.connect(self.spoken_for.clear)
        self.spoken_for.chosen.connect(lambda: self.who.set_value(None))

    def show_notes(self, noted: Sequence[QuoteView], people: Sequence[Someone], *, can_add: bool) -> None:
        """The words as they are now; `people` are those whose words they can be."""
        self.who.set_people(people)
        self.spoken_for.set_people(people)
        self.open.setVisible(can_add and self.form.isHidden())
        if not can_add:
            self.form.hide()
        now = tuple(noted)
        if now == self._shown:
            return
        self._shown = now
        for gone in self._rows.keys() - {each.id for each in now}:
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for each in now:
            if each.id not in self._rows:
                self._rows[each.id] = NoteRow(self._room, each)
                self._column.addWidget(self._rows[each.id])
                self._rows[each.id].show()
            self._rows[each.id].show_note(each)

    def row(self, quote_id: EntityId) -> "NoteRow":
        """The line of one note. Raises KeyError for one that is not shown."""
        return self._rows[quote_id]

    def store_now(self) -> None:
        """Stores the corrections that are being typed."""
        for row in self._rows.values():
            row.kept.store_now()

    def put_down(self) -> None:
        """Stores what is whole, keeps what is not."""
        self.store_now()
        if self.words.words() and self._whose() is not None:
            self._add()
        self._room.drafts.keep(self._thing, _DRAFT, self.words.words())

    def _whose(self) -> EntityId | None:
        return self.who.value() or self.spoken_for.value()

    def _open(self) -> None:
        self.form.show()
        self.open.hide()
        self.who.focus_first()

    def _close(self) -> None:
        self.form.hide()
        self.open.show()
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        who, words, room = self._whose(), self.words.words(), self._room
        if who is None:
            room.attempts.say(self.tr("Words stand under a name. Whose are they?"))
            return
        where: dict[str, EntityId | None] = (
            {"reflection_id": self._thing} if self._is_reflection else {"topic_id": self._thing}
        )
        where["voiced_by"] = self.spoken_for.by.value() if who == self.spoken_for.value() else None
        if room.attempts.attempt(
            lambda: quotes.note_words(room.journal, room.meeting_id, who, words, **where),
            self.tr("note {words}").format(words=in_short(words)),
        ):
            self.words.set_words("")
            self.who.set_value(None)
            self.spoken_for.clear()
            room.drafts.keep(self._thing, _DRAFT, "")
            self._close()


class _Form(QWidget):
    """Esc leaves it; what is typed stays in it."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)


class NoteRow(QWidget):
    """Somebody's words, with the ways to correct them and to take them away."""

    def __init__(self, room: Room, quote: QuoteView) -> None:
        super().__init__()
        self._room, self._quote = room, quote
        self._words, self._voiced = Sentence(), Quiet()
        self.correct = IconButton("pencil", self.tr("Mend a slip in writing"), meeting=True)
        self.not_theirs = IconButton("quote", self.tr("“Not my words”"), meeting=True)
        self.take_away = IconButton("x", self.tr("Take these words away"), meeting=True)
        self.take_away.setProperty(ONLY_MEANT, True)
        self.field = WordsField(self.tr("In their own words"), lines=2, meeting=True)
        self.kept = KeptWords(self.field, self._reword, room.attempts.say)
        self.field.hide()
        self._mark = DifferenceMark(meeting=True)
        self._mark.hide()
        said = QVBoxLayout()
        said.setSpacing(0)
        for widget in (self._words, self._voiced, self.field):
            said.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(badge(quote.speaker, 32), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(said, 1)
        for button in (self._mark, self.not_theirs, self.correct, self.take_away):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.correct.clicked.connect(self._open)
        self.take_away.clicked.connect(self._strike)
        self.not_theirs.clicked.connect(self._not_theirs)
        self.field.submitted.connect(lambda _words: self._close())
        self.show_note(quote)

    def show_note(self, quote: QuoteView) -> None:
        """The words as they are now."""
        self._quote = quote
        taken_out = quote.correction == Correction.TAKEN_OUT
        words = self.tr("taken out: not their words") if taken_out else quoted(quote.words)
        self._words.setText(f"{quote.speaker.name}: {words}")
        below = []
        if quote.voiced_by is not None:
            below.append(self.tr("{name} spoke for them").format(name=quote.voiced_by.name))
        if quote.correction == Correction.CORRECTED:
            below.append(self.tr("put right by them"))
        self._voiced.setText(", ".join(below))
        self._voiced.setVisible(bool(below))
        self.not_theirs.setVisible(not taken_out)
        self.kept.show(quote.words, quote.seen)
        self._mark.wanted = Wanted(quote.id, quote.differs)
        self._mark.setVisible(bool(quote.differs))

    def _open(self) -> None:
        self.field.setVisible(self.field.isHidden())
        if self.field.isHidden():
            self._close()
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.kept.store_now()
        self.field.hide()
        self.correct.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reword(self, words: str) -> None:
        with self._room.attempts.keep(self.tr("correct {words}").format(words=in_short(self._quote.words))):
            quotes.reword_quote(self._room.journal, self._quote.id, words, seen=self.kept.seen)

    def _not_theirs(self) -> None:
        """What was noted goes; the field is there for how they put it, if they like."""
        journal, quote = self._room.journal, self._quote
        if self._room.attempts.attempt(
            lambda: not_my_words.of_quote(journal, quote.id, seen=quote.seen),
            self.tr("not their words"),  # they are not to stand on the button that undoes it either
        ):
            self.field.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strike(self) -> None:
        self._room.attempts.attempt(
            lambda: quotes.strike_quote(self._room.journal, self._quote.id, seen=self._quote.seen),
            self.tr("take {words} away").format(words=in_short(self._quote.words)),
        )
