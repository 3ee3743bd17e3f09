"""A closed meeting: what to take along for the record and for the family, and what it left."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain import wall_time
from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.views import MeetingView
from pod_desktop.errors import PodError
from pod_desktop.outputs.account import without_the_person
from pod_desktop.outputs.presence import who_was_there
from pod_desktop.services import Facts, meeting_views
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.account import MeetingAccount
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.closing.next_meeting import TOLD, next_meeting_words, show_next_differs
from pod_desktop.ui.meeting.for_everybody import ForEverybody
from pod_desktop.ui.meeting.planning.to_calendar import ToCalendar
from pod_desktop.ui.meeting.summary.after_closing import AfterClosing
from pod_desktop.ui.meeting.summary.found import FoundHere
from pod_desktop.ui.meeting.summary.same_meeting import SameMeetingPart
from pod_desktop.ui.meeting.summary.turn_log import TurnLogPart
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)
from pod_desktop.ui.widgets.save_path import ask_where_to_save

_CONCERNS = {
    "meeting", "topic", "decision", "opinion", "task", "invitee", "member", "practitioner", "person",
    "outcome", "quote", "reflection", "amendment", "episode",
}  # fmt: skip


def ask_path(parent: QWidget, suggested: str) -> Path | None:
    """Asks where to save a PDF; None when it was left."""
    title = QCoreApplication.translate("SummaryPage", "Save the summary")
    return ask_where_to_save(parent, title, suggested, ".pdf", "PDF (*.pdf)")


class SummaryPage(QWidget):
    """The closed meeting `meeting_id`.

    `record_text` makes the text for the trust's record. `write_summary` writes the PDF for the network, in
    another thread; `choose_path` asks where. `found` is the text by which a search led here.
    """

    difference_opened = Signal(object)
    """What laptops say differently of this record is to be shown."""
    done = Signal()
    opened_again = Signal(str)
    """The closing was taken back: the meeting goes on."""
    looking_back_requested = Signal(str)
    """The turns of the meeting are to be looked at."""
    other_requested = Signal(str)
    """Another laptop's meeting at the same time is to be shown."""

    def __init__(
        self,
        desk: Desk,
        meeting_id: EntityId,
        *,
        record_text: Callable[[MeetingView], str],
        write_summary: Callable[[Path, MeetingView], object],
        choose_path: Callable[[QWidget, str], Path | None] = ask_path,
        found: Found | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self._record_text, self._write_summary, self._choose_path = record_text, write_summary, choose_path
        self._view = meeting_views.meeting(desk.journal, meeting_id)
        self.attempts = Attempts()
        self._title, self._when = Heading("", 1), Quiet()
        self.copy = PrimaryButton(self.tr("Copy the text for the record"), "clipboard-copy")
        self.save = SecondaryButton(self.tr("Save the summary as PDF…"), "file-text")
        self.show_text = QuietButton(self.tr("Show the text"))
        self.everybody = SecondaryButton(self.tr("Show to everybody"), "users")
        self.everybody.setToolTip(self.tr("Show to everybody (F7)"))
        self.for_everybody = ForEverybody(self, self._view, desk.clock)
        self.text = QPlainTextEdit()
        self._said = Sentence()
        self.same = SameMeetingPart(desk, self.attempts)
        self.same.shown_requested.connect(self.other_requested)
        self.account = MeetingAccount()
        self._next, self._next_marks = Sentence(), Marks()
        self.to_calendar = ToCalendar(desk)
        self.log = TurnLogPart(desk, self.attempts)
        self.log.looking_back_requested.connect(lambda: self.looking_back_requested.emit(meeting_id))
        self.log.taken_out.connect(self.done)
        self.after = AfterClosing(desk, self.attempts)
        self.after.opened_again.connect(self.opened_again)
        self.leave = SecondaryButton(self.tr("Done"))
        self.found = FoundHere(desk, found) if found is not None else None
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.show_text.clicked.connect(self._toggle_text)
        self.everybody.clicked.connect(self.for_everybody.show_or_close)
        key = QShortcut(QKeySequence(Qt.Key.Key_F7), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.for_everybody.show_or_close)
        self.leave.clicked.connect(self.done)
        desk.facts.changed.connect(self._facts_changed)
        self._refresh()

    def said(self) -> str:
        """What the page says about the last thing that was done."""
        return self._said.text()

    def next_meeting(self) -> str:
        """The sentences about the next meeting."""
        return self._next.text()

    def _lay_out(self) -> None:
        take = Card(self.tr("To take along"))
        record = self.tr("The trust’s record stays the legal record: paste the text there.")
        take.add(Quiet(record))
        row = FlowLayout(spacing=12)
        for button in (self.copy, self.save, self.everybody, self.show_text):
            row.addWidget(button)
        take.add_layout(row)
        take.add(self._said)
        take.add(self.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(320)
        self.text.setAccessibleName(self.tr("The text for the record"))
        self.text.hide()
        self._said.hide()
        upcoming = Card(self.tr("Next meeting"))
        upcoming.add_layout(self._next_marks.beside(self._next, *TOLD))
        upcoming.add(self.to_calendar)
        column = ScrollColumn()
        for widget in (
            self._title, self._when, self.attempts, self.found, self.same,
            take, self.account, upcoming, self.log, self.after,
        ):  # fmt: skip
            if widget is not None:
                column.add(widget)
        last = FlowLayout()
        last.addWidget(self.leave)
        column.add_layout(last)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _CONCERNS:
            with self._desk.facts.looking():
                self._view = meeting_views.meeting(self._desk.journal, self._meeting_id)
                self._refresh()

    def _refresh(self) -> None:
        view, brief = self._view, self._view.brief
        conversation = brief.meeting_kind == MeetingKind.CONVERSATION
        title = self.tr("Conversation without {name}") if conversation else self.tr("Meeting with {name}")
        self._title.setText(title.format(name=view.person.name))
        self._when.setText(self._when_words(view))
        self.same.set_view(view)
        self.account.set_view(view)
        self.for_everybody.set_view(view)
        self._next.setText(next_meeting_words(view, self._desk.clock.now()) or self.tr("None is set."))
        show_next_differs(self._next_marks, view)
        upcoming = view.next_meeting
        still_planned = upcoming is not None and upcoming.state == MeetingState.PLANNED
        self.to_calendar.look(upcoming.id if upcoming is not None and still_planned else None)
        self.log.set_view(view)
        self.after.set_view(view)
        text = self._record_text(view)
        if text != self.text.toPlainText():
            self.text.setPlainText(text)

    def _when_words(self, view: MeetingView) -> str:
        brief = view.brief
        if brief.when is None:
            return ""
        now = self._desk.clock.now()
        words = times.when_words(brief.when, brief.zone, now, translate=QCoreApplication.translate)
        here = ", ".join(who_was_there(view))
        heard = ", ".join(voice.who.name for voice in view.voices)
        parts = [
            times.beginning(words),
            brief.place,
            self.tr("Here: {names}").format(names=here) if here else "",
            self.tr("Not here, may be heard: {names}").format(names=heard) if heard else "",
        ]
        told = ". ".join(part for part in parts if part) + "."
        return " ".join(part for part in (told, without_the_person(view)) if part)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._say(self.tr("The text is copied. Paste it into the trust’s record."))

    def _toggle_text(self) -> None:
        shown = self.text.isHidden()
        self.text.setVisible(shown)
        self.show_text.setText(self.tr("Hide the text") if shown else self.tr("Show the text"))

    def _save(self) -> None:
        view = self._view
        path = self._choose_path(self, self._suggested_name(view))
        if path is None:
            return
        self.save.setEnabled(False)
        self._say(self.tr("The summary is being written…"))
        self._desk.jobs.run(
            lambda: self._write_summary(path, view),
            done=lambda _made: self._saved(
                self.tr("The summary is saved as “{name}”.").format(name=path.name)
            ),
            failed=self._not_saved,
        )

    def _saved(self, sentence: str) -> None:
        if isValid(self):  # the page may have gone while the PDF was being written
            self.save.setEnabled(True)
            self._say(sentence)

    def _not_saved(self, error: PodError) -> None:
        self._saved(str(error))

    def _suggested_name(self, view: MeetingView) -> str:
        # A file's name is seen by whoever sees the folder: the day is enough.
        when: datetime = wall_time.on_the_wall(view.brief.when or self._desk.clock.now(), view.brief.zone)
        return self.tr("Network meeting {day}.pdf").format(day=f"{when:%Y-%m-%d}")
