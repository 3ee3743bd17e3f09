"""Whom to invite and whom not, gone through with the person who decides it.

Only here can be seen whom the person does not want invited. So the place asks first whether the person is
there; it goes by itself when its page is left or covered, it is not what the screen returns to, and what is
said here is no step of the map's undo, whose names stand on the page.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen, Someone
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, invitations, network
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.together.rows import AskedLines, WordRow
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)


class TogetherPlace(QDialog):
    """First the question whether the person is there, then everybody who can be invited."""

    def __init__(self, desk: Desk, person: Someone, opened: Callable[[], None], page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._person, self._opened, self._page = desk, person, opened, page
        self.rows: dict[EntityId, WordRow] = {}
        self._seen: dict[EntityId, Seen] = {}
        self.setWindowTitle(self.tr("With {person}").format(person=person.name))
        self._layers = QStackedLayout(self)
        self._layers.addWidget(self._make_question())
        self._layers.addWidget(self._make_list())
        theme.as_meeting(self)
        page.installEventFilter(self)
        desk.facts.changed.connect(self._facts_changed)
        self.finished.connect(self.deleteLater)

    def show_to_person(self) -> None:
        """Asks first; as large as the window that it is opened from."""
        self.resize(self._page.window().size())
        self.open()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock_list(self) -> None:
        """The person is there and looks on."""
        self._opened()
        self._show()
        self._layers.setCurrentIndex(1)
        first = next(iter(self.rows.values()), None)
        (first.choice if first else self.new_name.edit).setFocus(Qt.FocusReason.OtherFocusReason)
        if first is not None:
            first.take_focus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.reject()
        return super().eventFilter(watched, event)

    # --- doing --------------------------------------------------------------------------------------------

    def _said(self, member_id: EntityId, word: str) -> None:
        act = {
            "yes": invitations.person_said_yes,
            "no": invitations.person_said_no,
            "": invitations.take_yes_back,
        }[word]
        self._try(lambda: act(self._desk.journal, member_id, seen=self._seen[member_id]))
        self._show()

    def _add(self) -> None:
        name = self.new_name.text()
        if not name.strip():
            return
        if not self._try(lambda: network.add_member(self._desk.journal, self._person.id, name)):
            self.new_name.set_text("")
        self._show()

    def _try(self, act: Callable[[], object]) -> str:
        sentence = ""
        try:
            act()
        except PodError as error:
            sentence = str(error)
        self._refused.setText(sentence)
        self._refused.setVisible(bool(sentence))
        return sentence

    # --- looks --------------------------------------------------------------------------------------------

    def _facts_changed(self, facts: Facts) -> None:
        if self._layers.currentIndex() == 1 and facts.kinds() & {"member", "practitioner", "person"}:
            self._show()

    def _show(self) -> None:
        now = self._desk.clock.now()
        words = invitations.persons_words(self._desk.journal, self._person.id)
        there = {each.member.id for each in words}
        self._seen = {each.member.id: each.seen for each in words}
        for id_ in [id_ for id_ in self.rows if id_ not in there]:
            row = self.rows.pop(id_)
            row.hide()
            row.deleteLater()
        for word in words:
            if word.member.id not in self.rows:
                row = self.rows[word.member.id] = WordRow(word.member)
                row.said.connect(self._said)
                self._column.addWidget(row)  # a name added last stands last: nothing moves under a hand
            self.rows[word.member.id].show_word(word, now)
        self._nobody.setVisible(not words)
        self._asked.show_asked(invitations.asked_since_last_meeting(self._desk.journal, self._person.id), now)

    def _make_question(self) -> QWidget:
        name = self._person.name
        self.go_on = PrimaryButton(self.tr("{person} is here").format(person=name), meeting=True)
        self.go_back = SecondaryButton(self.tr("Go back"), meeting=True)
        self.go_on.clicked.connect(self.unlock_list)
        self.go_back.clicked.connect(self.reject)
        row = FlowLayout()
        row.addWidget(self.go_on)
        row.addWidget(self.go_back)
        asked = ScrollColumn(heading_first=True)
        asked.add(Heading(self.tr("With {person}: who to invite").format(person=name), 1))
        for words in (
            self.tr("Open this only with {person}. It shows what only {person} decides."),
            self.tr("Here {person} says who is to be invited and who is not, or not yet."),
            self.tr("Who is not to be invited is seen here and nowhere else."),
        ):
            asked.add(Sentence(words.format(person=name)))
        asked.add_layout(row)
        asked.add_stretch()
        return asked

    def _make_list(self) -> QWidget:
        name = self._person.name
        self._refused = Sentence()
        self._refused.hide()
        self._nobody = Quiet(self.tr("Nobody who can be invited is on the map yet."))
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self.new_name = Field(
            self.tr("Somebody who is not in the list"),
            hint=self.tr("The name is put on the map’s list, too; what {person} says of them is not.").format(
                person=name
            ),
        )
        self.add_button = SecondaryButton(self.tr("Add the name"), meeting=True)
        self.close_button = PrimaryButton(self.tr("Close"), meeting=True)
        self._asked = AskedLines(name)
        self.new_name.submitted.connect(lambda _name: self._add())
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self.accept)
        shown = ScrollColumn(heading_first=True)
        shown.add(Heading(self.tr("Who would you like here? Who not, or not yet?"), 1))
        shown.add(Quiet(self.tr("Each answer is kept at once. Choose again to change it.")))
        shown.add(self._refused)
        shown.add(self._nobody)
        shown.add_layout(self._column)
        shown.add(self.new_name)
        for button in (self.add_button, self.close_button):
            row = FlowLayout()
            row.addWidget(button)
            shown.add_layout(row)
            if button is self.add_button:
                shown.add(self._asked)
        shown.add_stretch()
        return shown


def offer(menu: MoreMenu, desk: Desk, person: Someone, acts: MapActs, page: QWidget) -> None:
    """Puts the way to this place into the map's menu."""

    def show() -> None:
        TogetherPlace(desk, person, acts.forget_inviting, page).show_to_person()

    words = QCoreApplication.translate("TogetherPlace", "With {person}: who to invite…")
    menu.add(Part.TOGETHER, words.format(person=person.name), show)
