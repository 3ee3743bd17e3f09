"""Searching what was said and decided, in everybody's records or in one.

SearchPage(desk, person_id=None)
    opened(person_id, meeting_id | None)    a text that was found is to be shown where it belongs
"""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Someone
from pod_desktop.errors import PodError
from pod_desktop.services import care, network, people, searching
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.faces import by_name
from pod_desktop.ui.meeting.pressable import Pressable
from pod_desktop.ui.searching import words
from pod_desktop.ui.searching.narrowing import Narrowing
from pod_desktop.ui.widgets import Field, Heading, Quiet, ScrollColumn, SecondaryButton

_PAUSE_MS = 150
"""So long nothing is typed before it is looked for."""
_AT_ONCE = 30
_LONGEST = 400
"""Signs of a text that are shown; of a longer one, those around the first words found."""


class SearchPage(QWidget):
    """A field; below it the texts in which all of the words were found, the newest first."""

    opened = Signal(str, object)

    def __init__(self, desk: Desk, person_id: EntityId | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._rows: list[FoundRow] = []
        self._sought = ""
        """What the rows were found for; in the field there may be other words by now."""
        self.field = Field(
            self.tr("Search what was said and decided"),
            hint=self.tr("All of the words, in any order; in quotation marks, just as they were said."),
        )
        self.narrowing = Narrowing(_speakers(desk, person_id), care.today_in(desk.journal, times.HOME_ZONE))
        self.narrowing.changed.connect(self.look)
        self._said = Quiet()
        self.more = SecondaryButton(self.tr("Show more"))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        sheet = ScrollColumn(840)
        if person_id is None:
            sheet.add(Heading(self.tr("Search"), 1))
        sheet.add(self.field)
        sheet.add(self.narrowing)
        sheet.add(self._said)
        sheet.add_layout(self._column)
        sheet.add(self.more)
        sheet.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self.field.changed.connect(lambda _text: self._pause.start())
        self.field.submitted.connect(lambda _text: self._open_first())
        self.more.clicked.connect(self._look_on)
        self.setFocusProxy(self.field)
        self.look()

    @property
    def found(self) -> tuple[Found, ...]:
        """What is shown."""
        return tuple(row.found for row in self._rows)

    @property
    def said(self) -> str:
        """What the page says about it."""
        return self._said.text()

    def row(self, place: int) -> "FoundRow":
        """A row, the first is 0."""
        return self._rows[place]

    def look(self) -> None:
        """Looks for what is typed now."""
        self._pause.stop()
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._sought = self.field.text()
        if not self._look_from(None):
            return
        if not self._sought:
            self._said.setText(
                self.tr("Nothing is sought. What the person said about inviting is never searched.")
            )
        elif not self._rows and not self.narrowing.is_open():
            self._said.setText(self.tr("Not found among these. Anybody’s words, at any time, may have it."))
        elif not self._rows:
            self._said.setText(self.tr("Not found. Fewer words, or the beginning of one, find more."))
        else:
            self._said.setText(self.tr("The newest comes first."))

    def _look_from(self, before: int | None) -> bool:
        """Whether it could be looked for; entering what waits may be refused by a full disk."""
        try:
            found = searching.search(
                self._desk.journal,
                self._sought,
                person_id=self._person_id,
                who=self.narrowing.who(),
                kinds=self.narrowing.kinds(),
                since=self.narrowing.since(times.HOME_ZONE),
                until=self.narrowing.until(times.HOME_ZONE),
                before=before,
                at_most=_AT_ONCE,
            )
        except PodError as error:
            self._said.setText(str(error))
            self.more.hide()
            return False
        self._add(found)
        return True

    def _look_on(self) -> None:
        at = len(self._rows)
        self._look_from(self._rows[-1].found.no)
        if at < len(self._rows):
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, found: tuple[Found, ...]) -> None:
        now = self._desk.clock.now()
        for each in found:
            row = FoundRow(each, self._sought, words.story(each, now, with_person=self._person_id is None))
            row.clicked.connect(
                lambda _on=False, each=each: self.opened.emit(each.person_id, each.meeting_id)
            )
            self._rows.append(row)
            self._column.addWidget(row)
            row.show()
        self.more.setVisible(len(found) == _AT_ONCE)

    def _open_first(self) -> None:
        if self._pause.isActive():
            self.look()
        elif self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _speakers(desk: Desk, person_id: EntityId | None) -> list[Someone]:
    """Whose words there can be: the team's, and the record's people or everybody at a centre."""
    journal = desk.journal
    team = [each.someone for each in people.practitioners(journal)]
    if person_id is not None:
        view = network.network_map(journal, person_id)
        return [view.person, *by_name(each.someone for each in view.members), *by_name(team)]
    centres = [Someone(each.id, each.name, each.hue, "person") for each in people.people(journal)]
    return [*by_name(centres), *by_name(team)]


class FoundRow(Pressable):
    """A text with the words found in bold, who said it, when and where."""

    def __init__(self, found: Found, sought: str, story: str) -> None:
        super().__init__()
        self.found = found
        text = QLabel(marked(found.words, sought))
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text)
        column.addWidget(Quiet(story))
        self.add(said, 1)
        self.setAccessibleName(f"{found.words}. {story}")
        self.setAccessibleDescription(QCoreApplication.translate("FoundRow", "Shows it where it belongs"))


def marked(text: str, sought: str) -> str:
    """The text as rich text, its found words bold and underlined; of a long one the part around the first."""
    spans = searching.words_found(text, sought)
    start = 0
    if len(text) > _LONGEST and spans and spans[0][0] > _LONGEST // 2:
        start = spans[0][0] - _LONGEST // 4
    end = min(len(text), start + _LONGEST)
    parts, at = ["…"] if start else [], start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [escape(text[at:first]), f"<b><u>{escape(text[first:last])}</u></b>"]
        at = last
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return "".join(parts).replace("\n", "<br>")
