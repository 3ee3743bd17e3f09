"""What the maps propose for a word: looked up, and changed for the whole team."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.network import MemberKind, Sector
from pod_desktop.domain.relationships import Meaning, TeamWord, Vocabulary, folded_words
from pod_desktop.errors import PodError
from pod_desktop.services import Facts, relation_words
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.cards.fold import Fold
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.names.guessing import known_words
from pod_desktop.ui.network_map.names.names_first import NamesFirst
from pod_desktop.ui.network_map.words import kind_words, sector_words
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    Heading,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)

KIND = "relation_word"


def meaning_words(sector: str, kind: str) -> str:
    """What is proposed: "Family"; "Friends and neighbours, a group"; "Nothing"."""
    parts = [sector_words(sector)] if sector else []
    if kind != MemberKind.PERSON:
        words = kind_words(kind)
        parts.append(words[:1].lower() + words[1:] if parts else words)
    return ", ".join(parts) or QCoreApplication.translate("WordsPlace", "Nothing")


class WordsPlace(QDialog):
    """Stores at once; Esc leaves. Every laptop of the team hears of it."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.setWindowTitle(self.tr("Words that the map knows"))
        self.word = Field(self.tr("A word, or a few"), placeholder=self.tr("nain, the Tuesday lot, my rock"))
        self.says = Quiet("")
        self.sector_box, self.kind_box = QComboBox(), QComboBox()
        self.keep_button = SecondaryButton(self.tr("Propose this from now on"))
        self.close_button = SecondaryButton(self.tr("Close"))
        self.forget_buttons: dict[str, QuietButton] = {}
        self._own = QVBoxLayout()
        self._shown: list[QWidget] = []
        self._fill_boxes()
        self._lay_out()
        self.word.changed.connect(lambda _text: self._look())
        self.word.submitted.connect(lambda _text: self._keep())
        self.keep_button.clicked.connect(self._keep)
        self.close_button.clicked.connect(self.accept)
        page.installEventFilter(self)
        desk.facts.changed.connect(self._facts_changed)
        self.finished.connect(self.deleteLater)
        self._show()

    def show_words(self) -> None:
        """As large as the window that it is opened from, with the keyboard in the field."""
        self.resize(self._page.window().size())
        self.open()
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.reject()
        return super().eventFilter(watched, event)

    def _facts_changed(self, facts: Facts) -> None:
        if KIND in facts.kinds():
            self._show()

    # --- doing --------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        sector, kind = str(self.sector_box.currentData()), str(self.kind_box.currentData())
        words = self.word.text()
        if not self._try(lambda: relation_words.say(self._desk.journal, words, sector, kind)):
            self.word.set_text("")
            self._look()
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self, word: TeamWord) -> None:
        self._try(lambda: relation_words.forget(self._desk.journal, word.words))
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self, act: Callable[[], object]) -> str:
        sentence = ""
        try:
            act()
        except PodError as error:
            sentence = str(error)
        self.word.set_error(sentence)
        return sentence

    # --- looks --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """What is proposed today for what is written; the choices begin there."""
        folded = folded_words(self.word.text())
        own = next((each for each in self._words if folded_words(each.words) == folded), None)
        known = known_words().meaning(self.word.text())
        if not folded:
            words, begins = "", None
        elif own is not None:
            words = self.tr("The team says: {meaning}.")
            begins = Meaning(own.sector, own.member_kind)
        elif known is not None:
            words, begins = self.tr("The program says: {meaning}."), known
        else:
            words, begins = self.tr("Nothing is proposed for it yet."), None
        if begins is not None:
            words = words.format(meaning=meaning_words(begins.sector, begins.kind))
            self.sector_box.setCurrentIndex(max(0, self.sector_box.findData(begins.sector)))
            self.kind_box.setCurrentIndex(max(0, self.kind_box.findData(begins.kind)))
        self.says.setText(words)
        self.says.setVisible(bool(words))
        self.keep_button.setEnabled(bool(folded))

    def _show(self) -> None:
        self._words = relation_words.team_words(self._desk.journal)
        for gone in self._shown:
            gone.hide()
            gone.deleteLater()
        self.forget_buttons = {}
        self._shown = [self._row(word) for word in self._words]
        if not self._words:
            self._shown = [Quiet(self.tr("None yet."))]
        for widget in self._shown:
            self._own.addWidget(widget)
        self._look()

    def _row(self, word: TeamWord) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = self.tr("“{word}”: {meaning}").format(
            word=word.words, meaning=meaning_words(word.sector, word.member_kind)
        )
        line.addWidget(Sentence(words), 1)
        button = QuietButton(self.tr("Take off"))
        button.setAccessibleName(self.tr("Take “{word}” off").format(word=word.words))
        button.clicked.connect(lambda: self._forget(word))
        self.forget_buttons[word.words] = button
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _fill_boxes(self) -> None:
        self.sector_box.addItem(self.tr("No part of the map"), "")
        for sector in Sector:
            self.sector_box.addItem(sector_words(sector.value), sector.value)
        for kind in MemberKind:
            self.kind_box.addItem(kind_words(kind.value), kind.value)
        for box, name in (
            (self.sector_box, self.tr("Part of the map")),
            (self.kind_box, self.tr("What they are")),
        ):
            box.setAccessibleName(name)
            box.setMinimumHeight(theme.TARGET)
            box.setMinimumContentsLength(8)

    def _lay_out(self) -> None:
        column = ScrollColumn()
        column.add(Heading(self.windowTitle(), 1))
        column.add(
            Sentence(
                self.tr(
                    "Beside a name, words such as “mum” or “the GP” propose a part of the map. What they "
                    "propose can be changed here, for the whole team. Words only: nobody’s name belongs here."
                )
            )
        )
        column.add(self.word)
        column.add(self.says)
        column.add(Sentence(self.sector_box.accessibleName()))
        column.add(self.sector_box)
        column.add(Sentence(self.kind_box.accessibleName()))
        column.add(self.kind_box)
        buttons = FlowLayout()
        buttons.addWidget(self.keep_button)
        column.add_layout(buttons)
        column.add(Heading(self.tr("The team’s own words"), 2))
        column.add_layout(self._own)
        brought = Fold(self.tr("Words that the program brings along"), self.tr("Without them"))
        for title, words in _brought(known_words()):
            brought.body.addWidget(Heading(title, 3))
            brought.body.addWidget(Quiet(words))
        column.add(brought)
        column.add_stretch()
        bottom = FlowLayout()
        bottom.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(column, 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addLayout(bottom)
        whole.addLayout(row)


def _brought(known: Vocabulary) -> list[tuple[str, str]]:
    """The program's words, in one line for each thing that it proposes."""
    lines: dict[str, list[str]] = {}
    for words, meaning in known.entries():
        lines.setdefault(meaning_words(meaning.sector, meaning.kind), []).append(words)
    return [(title, ", ".join(sorted(words))) for title, words in lines.items()]


class TeamWords(QObject):
    """Keeps the list of names, on the page, knowing what the team says."""

    def __init__(self, desk: Desk, names: NamesFirst, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._names = desk, names
        desk.facts.changed.connect(self._facts_changed)
        self._know()

    def _facts_changed(self, facts: Facts) -> None:
        if KIND in facts.kinds():
            self._know()

    def _know(self) -> None:
        self._names.proposal.know(relation_words.meanings(self._desk.journal))


def offer(menu: MoreMenu, desk: Desk, names: NamesFirst, page: QWidget) -> None:
    """Puts the way to this place into the map's menu, and the team's words into the list of names."""
    TeamWords(desk, names, page)
    words = QCoreApplication.translate("WordsPlace", "Words that the map knows…")
    menu.add(Part.PEOPLE, words, lambda: WordsPlace(desk, page).show_words())
