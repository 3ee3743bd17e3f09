"""A network out of a file: shown first, then taken in as one step that can be undone."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.kinship import seen_from
from pod_desktop.domain.map_draft import MapDraft
from pod_desktop.domain.map_views import MapView
from pod_desktop.services.map_files import READERS, TABLES, read_draft
from pod_desktop.services.map_files.taking_in import same_names
from pod_desktop.services.people import folded
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.out.draft_list import DraftList
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)

LEAVE, SAME, NEW = "leave", "same", "new"
_MOST_NAMED = 8


ChooseFile = Callable[[QWidget], Path | None]


def ask_file(parent: QWidget) -> Path | None:
    """Asks for a file; None when it was left."""
    return _ask(parent, QCoreApplication.translate("TakeIn", "Take in from a file"), READERS)


def ask_ties(parent: QWidget) -> Path | None:
    """Asks for the table of ties beside a table of people; None when it was left."""
    return _ask(parent, QCoreApplication.translate("TakeIn", "Table of ties"), TABLES)


def _ask(parent: QWidget, title: str, endings: Iterable[str]) -> Path | None:
    kinds = " ".join(f"*{ending}" for ending in endings)
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", f"{title} ({kinds})")
    return Path(chosen) if chosen else None


class TakeIn(QDialog):
    """Whom the file names and what is left out of it; nothing is stored before it is said.

    Whoever has a name that is on the map already is left out at first, and can be taken for the same or for
    somebody new. `choose_ties` asks for the table of ties that belongs to a table of people.
    """

    def __init__(
        self,
        desk: Desk,
        acts: MapActs,
        view: MapView,
        path: Path,
        parent: QWidget | None = None,
        *,
        choose_ties: ChooseFile = ask_ties,
    ) -> None:
        super().__init__(parent)
        self._desk, self._acts, self._view, self._path = desk, acts, view, path
        self._choose_ties = choose_ties
        self._read: MapDraft | None = None
        self._there: dict[str, EntityId] = {}
        name = view.person.name
        self.setWindowTitle(self.tr("Take in from a file"))
        self.said = Sentence(self.tr("Reading the file…"))
        self.who = QComboBox()
        self.who_words = Sentence(self.tr("Who of these is {person}?").format(person=name))
        self.people = DraftList()
        self.ties_button = SecondaryButton(self.tr("Add the table of ties…"))
        self.known = Choice(
            [
                (LEAVE, self.tr("Leave them out")),
                (SAME, self.tr("They are the same: take in their ties")),
                (NEW, self.tr("Take them in as well")),
            ],
            self.tr("Those whose names are on the map already"),
            value=LEAVE,
        )
        self.known_words = Sentence()
        self.counted, self.left_out = Sentence(), Quiet("")
        self.add_button = PrimaryButton(self.tr("Take in"))
        self.all_button = SecondaryButton(self.tr("Tick all"))
        self.none_button = SecondaryButton(self.tr("Tick nobody"))
        self.close_button = SecondaryButton(self.tr("Close"))
        self._shown_later: tuple[QWidget, ...] = (
            *(
                self.who_words,
                self.who,
                self.people,
                self.known_words,
                self.known,
                self.counted,
                self.left_out,
            ),
            *(self.add_button, self.all_button, self.none_button),
        )
        self._lay_out(path)
        self._connect()
        self.ties_button.hide()
        self._read_file(None)

    def _read_file(self, ties: Path | None) -> None:
        path = self._path
        self._desk.jobs.run(
            lambda: read_draft(path, ties),
            done=self._show,
            failed=lambda error: self._say(str(error)),
            broken=lambda: self._say(self.tr("The file could not be read. Nothing was changed.")),
        )

    def _say(self, sentence: str) -> None:
        if isValid(self):  # it may have been closed while the file was read
            self.said.setText(sentence)
            self.said.show()

    def _lay_out(self, path: Path) -> None:
        column = ScrollColumn(heading_first=True)
        column.add(Heading(self.tr("From “{file}”").format(file=path.name), 1))
        self.who.setAccessibleName(self.who_words.text())
        self.who.setMinimumHeight(theme.TARGET)
        above: tuple[QWidget, ...] = (self.said, self.who_words, self.who, self.people)
        below: tuple[QWidget, ...] = (self.known_words, self.known, self.counted, self.left_out)
        for widget in above:
            column.add(widget)
        ticks, row = FlowLayout(), FlowLayout()
        for button in (self.all_button, self.none_button, self.ties_button):
            ticks.addWidget(button)
        row.addWidget(self.add_button)
        row.addWidget(self.close_button)
        column.add_layout(ticks)
        for widget in below:
            column.add(widget)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(column, 1)
        row.setContentsMargins(24, 0, 24, 0)
        whole.addLayout(row)  # in sight however much is above
        self.resize(720, 680)
        for each in self._shown_later:
            each.hide()

    def _connect(self) -> None:
        self.who.activated.connect(lambda _index: self._centre())
        self.known.chosen.connect(lambda _key: self._tick_anew())
        self.people.ticked.connect(self._count)
        self.all_button.clicked.connect(lambda: self.people.tick({each.key for each in self._draft.members}))
        self.none_button.clicked.connect(lambda: self.people.tick(set()))
        self.ties_button.clicked.connect(self._add_ties)
        self.add_button.clicked.connect(self._take_in)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def _draft(self) -> MapDraft:
        """The file’s network round whoever of it the person is."""
        if self._read is None:
            raise RuntimeError("nothing was read yet")
        if self._read.person:
            return self._read
        return seen_from(self._read, str(self.who.currentData() or ""))

    def _show(self, draft: MapDraft) -> None:
        if not isValid(self):
            return
        unticked = {each.key for each in self._read.members} - self.people.keys() if self._read else None
        self._read = draft
        about = self.tr("The file says that this is the network of {name}.").format(name=draft.about)
        self.said.setText(about)
        self.said.setVisible(bool(draft.about))
        for each in self._shown_later:
            each.show()
        asked = not draft.person and bool(draft.ties)
        for widget in (self.who_words, self.who):
            widget.setVisible(asked)
        self.ties_button.setVisible(draft.ties_apart)
        self.who.clear()
        self.who.addItem(self.tr("Nobody of them"), "")
        own = folded(self._view.person.name)
        for member in draft.members if asked else ():
            self.who.addItem(member.name, member.key)
            if folded(member.name) == own and not self.who.currentIndex():
                self.who.setCurrentIndex(self.who.count() - 1)
        self.left_out.setText("\n".join(draft.left_out))
        self.left_out.setVisible(bool(draft.left_out))
        self._centre()
        if unticked is not None:
            self.people.tick({each.key for each in draft.members} - unticked)
        self.add_button.setFocus()

    def _add_ties(self) -> None:
        ties = self._choose_ties(self)
        if ties is not None:
            self._read_file(ties)

    def _centre(self) -> None:
        draft = self._draft
        self._there = same_names(draft, self._view)
        names = [each.name for each in draft.members if each.key in self._there]
        more = "" if len(names) <= _MOST_NAMED else "…"
        words = self.tr("On the map already, by their names: {names}.")
        self.known_words.setText(words.format(names=", ".join(names[:_MOST_NAMED]) + more))
        for widget in (self.known_words, self.known):
            widget.setVisible(bool(names))
        self.people.show_people(draft.members, self._there.keys(), self._proposed())

    def _tick_anew(self) -> None:
        self.people.tick(self._proposed())

    def _proposed(self) -> set[str]:
        keys = {each.key for each in self._draft.members}
        return keys if self.known.value() == NEW else keys - self._there.keys()

    # --- what is taken in ---------------------------------------------------------------------------------

    def chosen(self) -> tuple[MapDraft, dict[str, EntityId]]:
        """Whom to take in, and who of them is on the map already."""
        ticked = self.people.keys()
        same = {}
        if self.known.value() == SAME:
            same = {key: id_ for key, id_ in self._there.items() if key not in ticked}
        return self._draft.of(ticked | same.keys()), same

    def _count(self) -> None:
        draft, same = self.chosen()
        people, ties = len(draft.members) - len(same), len(draft.ties)
        words = self.tr("To be taken in: {people} of {all} people, {ties} of {all_ties} ties.")
        whole = self._draft
        self.counted.setText(
            words.format(people=people, all=len(whole.members), ties=ties, all_ties=len(whole.ties))
        )
        self.add_button.setEnabled(bool(people or ties))

    def _take_in(self) -> None:
        refused = self._acts.take_in(*self.chosen())
        if refused:
            self._say(refused)
        else:
            self.accept()


def offer(
    menu: MoreMenu,
    desk: Desk,
    acts: MapActs,
    look: Callable[[], MapView],
    page: QWidget,
    choose_file: ChooseFile = ask_file,
) -> None:
    """Puts the way to it into the map's menu; `look` gives the map as it is then."""

    def read() -> None:
        path = choose_file(page)
        if path is not None:
            TakeIn(desk, acts, look(), path, page).open()

    menu.add(Part.FILES, QCoreApplication.translate("TakeIn", "Take in from a file…"), read)
