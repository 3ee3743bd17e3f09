"""Searching what was said and decided, in everybody's records or in one.

SearchPage(desk, person_id=None, kept=None)
    .kept() -> Kept                         what was sought and where in it, for a page that takes it up again
    opened(found)                           a text that was found is to be shown where it belongs

It looks behind the screens. What was found before stays until the answer is here; it goes when that takes
long.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, care
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.searching import words
from pod_desktop.ui.searching.asking import Asking, Part, Question
from pod_desktop.ui.searching.narrowing import Narrowed, Narrowing, speakers
from pod_desktop.ui.searching.rows import FoundRow
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import Field, Heading, Quiet, ScrollColumn, SecondaryButton

_PAUSE_MS = 150
"""So long nothing is typed before it is looked for."""
_LONG_MS = 400
"""So long what was found before stays while the answer is awaited."""
_AT_ONCE = 30
_KINDS = frozenset({*words.KINDS, "person", "member", "practitioner", "attendance", "erasure"})
_NAMED = frozenset({"person", "member", "practitioner", "erasure"})


@dataclass(frozen=True, slots=True)
class Kept:
    """How a search was left: nothing of what was found, which is looked for anew."""

    sought: str
    narrowed: Narrowed
    how_many: int
    at: EntityId | None
    """The text that had the keyboard."""
    scrolled: int


class SearchPage(QWidget):
    """A field; below it the texts in which all of the words were found, the newest first."""

    opened = Signal(object)
    """A Found."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId | None = None,
        kept: Kept | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._rows: list[FoundRow] = []
        self._answers: list[QWidget] = []
        """What holds the rows of one answer each."""
        self._shown = Question()
        """What the rows were found for; in the field there may be other words by now."""
        self._awaited: Question | None = None
        self._leads_on = False
        """Whether the keyboard goes to the first row when the answer comes."""
        self._at: EntityId | None = kept.at if kept is not None else None
        self._scrolled = kept.scrolled if kept is not None else 0
        self.field = Field(
            self.tr("Search what was said and decided"),
            hint=self.tr("All of the words, in any order; in quotation marks, just as they were said."),
        )
        self.narrowing = Narrowing(care.today_in(desk.journal, times.HOME_ZONE))
        self._said = Quiet()
        self.more = SecondaryButton(self.tr("Show more"))
        self.more.hide()
        self._lay_out()
        self._asking = Asking(desk, person_id, self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._late = QTimer(self, interval=_LONG_MS, singleShot=True)
        self._connect()
        if kept is not None:
            self.field.set_text(kept.sought)
            self.narrowing.put_back(kept.narrowed)
        self.setFocusProxy(self.field)
        self._look_for_speakers()
        self.look(kept.how_many if kept is not None else _AT_ONCE)

    @property
    def found(self) -> tuple[Found, ...]:
        """What is shown."""
        return tuple(row.found for row in self._rows)

    @property
    def said(self) -> str:
        """What the page says about it."""
        return self._said.text()

    def row(self, place: int) -> FoundRow:
        """A row, the first is 0."""
        return self._rows[place]

    def kept(self) -> Kept:
        """How it is left."""
        at = next((row.found.id for row in self._rows if row.hasFocus()), self._at)
        scrolled = self._sheet.verticalScrollBar().value()
        how_many = max(_AT_ONCE, len(self._rows))
        return Kept(self.field.text(), self.narrowing.narrowed(), how_many, at, scrolled)

    def put_down(self) -> None:
        """Nothing is stored here. What was asked is not answered any more."""
        self._pause.stop()
        self._late.stop()
        self._asking.leave_off()

    def look(self, at_most: int = _AT_ONCE) -> None:
        """Looks for what is typed now, and what is narrowed to."""
        self._pause.stop()
        question = self._question()
        if question.asks_nothing:
            self._asking.leave_off()
            self._show(question, ())
            return
        self._awaited = question
        self._late.start()
        self._asking.ask(question, Part(at_most))

    # --- asking -------------------------------------------------------------------------------------------

    def _question(self) -> Question:
        zone, among = times.HOME_ZONE, self.narrowing
        return Question(self.field.text(), among.who(), among.kinds(), among.since(zone), among.until(zone))

    def _typed(self) -> None:
        self._leads_on, self._at = False, None
        self._pause.start()

    def _narrowed(self) -> None:
        self._leads_on, self._at = False, None
        self.look()

    def _look_on(self) -> None:
        if self._awaited is None:
            self._asking.ask(self._shown, Part(_AT_ONCE, self._rows[-1].found.no))

    def _look_for_speakers(self) -> None:
        desk, person_id = self._desk, self._person_id
        desk.find(lambda: speakers(desk.journal, person_id), self._show_speakers, self._without_speakers)

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _NAMED:
            self._look_for_speakers()
        if "erasure" in facts.kinds():
            self._clear()  # also what is on its way was found before
        self.look(max(_AT_ONCE, len(self._rows)))

    # --- what is shown ------------------------------------------------------------------------------------

    def _answered(self, question: Question, part: Part, found: tuple[Found, ...]) -> None:
        if part.before is not None:
            at = len(self._rows)
            self._add(found, part)
            if at < len(self._rows):
                self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
        elif question != self._shown or found != self.found:
            self._show(question, found, part)
        else:
            self._settled()

    def _show(self, question: Question, found: tuple[Found, ...], part: Part | None = None) -> None:
        at = next((row.found.id for row in self._rows if row.hasFocus()), self._at)
        self.setUpdatesEnabled(False)
        self._clear()
        self._shown = question
        self._add(found, part)
        self._said.setText(self._about(question))
        self._settled()
        self.setUpdatesEnabled(True)
        self._lead_to(at)

    def _about(self, question: Question) -> str:
        if question.asks_nothing:
            return self.tr("Nothing is sought. What the person said about inviting is never searched.")
        if self._rows:
            return self.tr("The newest comes first.")
        if question.is_narrowed:
            return self.tr("Not found among these. Anybody’s words, at any time, may have it.")
        return self.tr("Not found. Fewer words, or the beginning of one, find more.")

    def _refused(self, sentence: str) -> None:
        self._clear()
        self._said.setText(sentence)
        self._settled()

    def _settled(self) -> None:
        self._late.stop()
        self._awaited = None

    def _takes_long(self) -> None:
        self._clear()
        self._said.setText(self.tr("Looking…"))

    def _clear(self) -> None:
        if self.focusProxy() is not self.field:
            self.setFocusProxy(self.field)
        for together in self._answers:
            together.hide()
            together.deleteLater()
        self._answers, self._rows = [], []
        self._shown = Question()
        self.more.hide()

    def _add(self, found: tuple[Found, ...], part: Part | None) -> None:
        now = self._desk.clock.now()
        together = QWidget()  # shown as one: row by row the page would be laid out anew for each
        column = QVBoxLayout(together)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in found:
            story = words.story(each, now, with_person=self._person_id is None)
            row = FoundRow(each, self._shown.sought, story)
            row.clicked.connect(lambda _on=False, each=each: self._open(each))
            self._rows.append(row)
            column.addWidget(row)
        self._answers.append(together)
        self._column.addWidget(together)
        together.show()
        self.more.setVisible(part is not None and len(found) == part.at_most)

    def _lead_to(self, at: EntityId | None) -> None:
        """The keyboard to the first row, where somebody asked for it, or back to where it was in the list."""
        row = next((row for row in self._rows if row.found.id == at), None)
        if self._leads_on and self._rows:
            row = self._rows[0]
        self._leads_on, self._at = False, None
        if row is not None and self.isVisible():
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        elif row is not None:
            self.setFocusProxy(row)
        if self._scrolled and self._rows:
            scrolled, self._scrolled = self._scrolled, 0
            QTimer.singleShot(0, self, lambda: self._sheet.verticalScrollBar().setValue(scrolled))

    def _open(self, found: Found) -> None:
        self._at = found.id
        self.opened.emit(found)

    def _show_speakers(self, found: list[tuple[str, EntityId]]) -> None:
        if isValid(self):
            self.narrowing.set_people(found)

    def _without_speakers(self, error: PodError) -> None:
        """The record has gone, and its page goes, too."""

    def _to_the_first(self) -> None:
        """Enter: looks at once, and where it has been looked, goes to the first that was found."""
        if self._awaited is None and self._question() == self._shown:
            if self._rows:
                self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._awaited == self._question():
            self._leads_on = True
        else:
            self.look()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        sheet = self._sheet = ScrollColumn(840)
        if self._person_id is None:
            sheet.add(Heading(self.tr("Search"), 1))
        for widget in (self.field, self.narrowing, self._said):
            sheet.add(widget)
        sheet.add_layout(self._column)
        sheet.add(self.more)
        sheet.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet)

    def _connect(self) -> None:
        self.narrowing.changed.connect(self._narrowed)
        self._pause.timeout.connect(self.look)
        self._late.timeout.connect(self._takes_long)
        self.field.changed.connect(lambda _text: self._typed())
        self.field.submitted.connect(lambda _text: self._to_the_first())
        self.more.clicked.connect(self._look_on)
        self._asking.answered.connect(self._answered)
        self._asking.refused.connect(self._refused)
        WhenSeen(self, self._desk.facts, _KINDS).told.connect(self._facts_changed)
