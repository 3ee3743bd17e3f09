"""Keeping safe: backups, the recovery sheet, and damaged files that were put aside.

KeepingPage(desk, keeper, said="")      sheet_requested()      `said`: what was just done elsewhere
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.services import Facts, recovery
from pod_desktop.ui.about import AboutButton
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping.aside_part import AsidePart
from pod_desktop.ui.keeping.backup_part import BackupPart, ChooseFolder, ask_place
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.keeping.unconfirmed_part import UnconfirmedPart
from pod_desktop.ui.preferences import show_preferences
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    bring_into_view,
)


class KeepingPage(ScrollColumn):
    """One column of cards."""

    sheet_requested = Signal()
    """A recovery sheet is to be made."""

    def __init__(
        self,
        desk: Desk,
        keeper: Keeper,
        said: str = "",
        *,
        choose_folder: ChooseFolder = ask_place,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(760, parent)
        self._desk = desk
        self.backups = BackupPart(desk, keeper, choose_folder)
        self._said = Notice(said)
        self.aside = AsidePart(desk, keeper, self)  # else a window of its own until it is in the page
        self._sheet = Sentence()
        self.unconfirmed = UnconfirmedPart(desk, keeper)
        self.unconfirmed.gone.connect(self._given_up)
        self.make_sheet = SecondaryButton("")
        self.make_sheet.clicked.connect(self.sheet_requested)
        self.aside.emptied.connect(lambda: self.make_sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self._text_and_colours = QuietButton(self.tr("Text and colours…"))
        self._text_and_colours.clicked.connect(lambda: show_preferences(self.window(), desk.habits))
        self.add(Heading(self.tr("Keeping safe"), 1))
        self.add(self._said)
        self._said.setVisible(bool(said))
        self.add(self.backups)
        self.add(self._sheet_card())
        self.add(self.aside)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self._text_and_colours)
        below.addWidget(AboutButton())
        self.add_layout(below)
        self.setFocusProxy(self.backups)
        desk.facts.changed.connect(self._facts_changed)
        self._show_sheet()

    def _sheet_card(self) -> Card:
        card = Card(self.tr("The recovery sheet"))
        card.add(self._sheet)
        card.add(self.unconfirmed)
        self.unconfirmed.refresh()
        card.add(
            Quiet(
                self.tr(
                    "24 words on paper. They open the data when the passphrase is forgotten or whoever knew "
                    "it is away, and they open a backup when the laptop is lost. Without passphrase and "
                    "sheet nobody can, neither we nor your IT department."
                )
            )
        )
        row = FlowLayout()
        row.addWidget(self.make_sheet)
        card.add_layout(row)
        return card

    def _given_up(self) -> None:
        self._said.set_sentence(
            self.tr("Those words open nothing any more. If they were written down, throw them away.")
        )
        self._said.show()
        self.make_sheet.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self._said)

    def _facts_changed(self, facts: Facts) -> None:
        if "team" in facts.kinds():
            self._show_sheet()
            self.unconfirmed.refresh()

    def _show_sheet(self) -> None:
        marks = recovery.sheet_marks(self._desk.journal)
        if not marks:
            self._sheet.setText(self.tr("There is none yet."))
        elif len(marks) == 1:
            self._sheet.setText(self.tr("There is one. The mark on it is {mark}.").format(mark=marks[0]))
        else:
            self._sheet.setText(
                self.tr(
                    "There are {count}, made on laptops that did not know of each other. The marks on them "
                    "are {marks}. A new sheet takes the place of them all."
                ).format(count=len(marks), marks=self.tr(" and ").join(marks))
            )
        self.make_sheet.setText(
            self.tr("Make a new recovery sheet…") if marks else self.tr("Make a recovery sheet…")
        )
