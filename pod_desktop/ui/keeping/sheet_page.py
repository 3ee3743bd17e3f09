"""Making the recovery sheet: the passphrase, the words on the screen and on paper, and who holds them.

    SheetPage(desk, keeper)      done(sentence)

Once there are words, going back asks first whether somebody holds them. Where the program locks or stops
before that is answered they go on opening this laptop's data, because they may be on paper; they are not the
team's sheet, and the page about keeping safe says so (`UnconfirmedPart`).
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pod_desktop.domain.recovery_sheet import RecoverySheet
from pod_desktop.durable_files import replace_file
from pod_desktop.errors import PodError
from pod_desktop.outputs.pdf import recovery_sheet_pdf
from pod_desktop.outputs.recovery_sheet import sheet_text
from pod_desktop.services import WrongPassphrase, recovery
from pod_desktop.services.recovery import NewRecoveryKey
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.keeping.sheet_words import SheetWords
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    Question,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    bring_into_view,
)
from pod_desktop.ui.widgets.save_path import ask_where_to_save

ChoosePath = Callable[[QWidget, str], Path | None]
PrintText = Callable[[QWidget, str], bool]


def ask_path(parent: QWidget, suggested: str) -> Path | None:
    """Asks where to save the sheet; None when it was left."""
    title = QCoreApplication.translate("SheetPage", "Save the recovery sheet")
    return ask_where_to_save(parent, title, suggested, ".pdf", "PDF (*.pdf)")


def print_text(parent: QWidget, text: str) -> bool:
    """Asks for a printer and prints; nothing is stored. Whether it was sent to a printer."""
    from PySide6.QtGui import QFontDatabase, QTextDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document = QTextDocument()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(10.5)
    document.setDefaultFont(font)
    document.setPlainText(text)
    document.print_(printer)
    return True


class SheetPage(ScrollColumn):
    """First the passphrase, then the words."""

    done = Signal(str)

    def __init__(
        self,
        desk: Desk,
        keeper: Keeper,
        *,
        choose_path: ChoosePath = ask_path,
        print_words: PrintText = print_text,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(760, parent)
        self._desk, self._keeper = desk, keeper
        self._choose_path, self._print_words = choose_path, print_words
        self._made: NewRecoveryKey | None = None
        self.question: Question | None = None
        self.passphrase = SecretField(self.tr("Passphrase"))
        self.make = PrimaryButton(self.tr("Make the sheet"))
        self.words = SheetWords()
        self.print = SecondaryButton(self.tr("Print…"))
        self.save = SecondaryButton(self.tr("Save as PDF…"))
        self.kept = PrimaryButton(self.tr("Yes, it is on paper"))
        self.given_up = QuietButton(self.tr("No, give these words up"))
        self.status = Notice("")
        self._first, self._second, self._third = self._ask_card(), self._words_card(), self._question_card()
        self.add(Heading(self.tr("The recovery sheet"), 1))
        for each in (self._first, self._second, self._third, self.status):
            self.add(each)
        self.passphrase.submitted.connect(lambda _text: self._make())
        self.make.clicked.connect(self._make)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.kept.clicked.connect(self._is_kept)
        self.given_up.clicked.connect(self._give_up)
        self.setFocusProxy(self.passphrase)
        self._show()
        self._say("")

    def ask_before_leaving(self) -> bool:
        """Asks what becomes of the words, if there are any; whether it asks. The answer leads to `done`."""
        if self._made is None:
            return False
        self.question = Question(
            self.tr("Is the sheet in somebody’s hands?"),
            self.tr(
                "Its words open the data already. Yes makes it the team’s recovery sheet. No, and they open "
                "nothing any more."
            ),
            (("kept", self.tr("Yes, it is on paper")), ("none", self.tr("No, give these words up"))),
            self,
        )
        self.question.answered.connect(self._answered)
        self.question.open()
        return True

    def _answered(self, answer: str) -> None:
        if answer == "kept":
            self._is_kept()
        else:
            self._give_up()

    def _ask_card(self) -> Card:
        card = Card(self.tr("Who is asking?"))
        card.add(
            Sentence(
                self.tr(
                    "Whoever holds the sheet and a laptop of the team, or a backup, can read everything. So "
                    "it takes the passphrase to make one. Do it where nobody looks on, with paper at hand."
                )
            )
        )
        card.add(self.passphrase)
        row = FlowLayout()
        row.addWidget(self.make)
        card.add_layout(row)
        return card

    def _words_card(self) -> Card:
        card = Card()
        self._mark = Sentence()
        card.add(self._mark)
        card.add(self.words)
        card.add(
            Sentence(
                self.tr(
                    "Print the sheet, or write the words down with their numbers. On paper only: a PDF is "
                    "for printing, and is to be deleted once it is printed."
                )
            )
        )
        row = FlowLayout()
        row.addWidget(self.print)
        row.addWidget(self.save)
        card.add_layout(row)
        return card

    def _question_card(self) -> Card:
        card = Card(self.tr("Is the sheet in somebody’s hands?"))
        card.add(
            Sentence(
                self.tr(
                    "Once you say yes, it is the team’s recovery sheet, and sheets that were made before "
                    "open the data no more. Until then these words and the sheets before them do."
                )
            )
        )
        row = FlowLayout()
        row.addWidget(self.kept)
        row.addWidget(self.given_up)
        card.add_layout(row)
        return card

    def _show(self) -> None:
        made = self._made is not None
        self._first.setVisible(not made)
        self._second.setVisible(made)
        self._third.setVisible(made)

    def _make(self) -> None:
        if not self.make.isEnabled():
            return
        if not self.passphrase.secret():
            self.passphrase.set_error(self.tr("Please type the passphrase of this laptop."))
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        passphrase, profile = self.passphrase.take(), self._keeper.profile
        self.passphrase.setEnabled(False)  # first, so that the keyboard is not led into it from the button
        self.make.setEnabled(False)
        self._say(self.tr("Making the words…"))
        self._desk.jobs.run(
            lambda: recovery.make_recovery_key(profile, self._desk.journal, passphrase),
            done=self._is_made,
            failed=self._not_made,
        )

    def _is_made(self, made: NewRecoveryKey) -> None:
        if not isValid(self):  # left, or locked, meanwhile: nobody has seen these words
            recovery.give_up(self._keeper.profile, made)
            return
        self._made = made
        self._mark.setText(
            self.tr("The mark of this sheet is {mark}. It is no secret.").format(mark=made.sheet.mark)
        )
        self.words.show_words(made.sheet.words.reveal())
        self._say("")
        self._show()
        self.print.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _not_made(self, error: PodError) -> None:
        if not isValid(self):
            return
        self.make.setEnabled(True)
        self.passphrase.setEnabled(True)
        self._say("")
        if isinstance(error, WrongPassphrase):
            self.passphrase.set_error(str(error))
        else:
            self._say(str(error))
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        if self._made is not None and self._print_words(self, sheet_text(self._made.sheet)):
            self._say(
                self.tr("The sheet was sent to the printer. Please look whether all of it is on paper.")
            )
            self.kept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        path = self._choose_path(self, self.tr("Recovery sheet.pdf"))
        if self._made is None or path is None:
            return
        self._say(self.tr("The sheet is being written…"))
        sheet = self._made.sheet
        self._desk.jobs.run(
            lambda: _write(path, sheet),
            done=lambda _none: self._say(
                self.tr("The sheet is saved as “{path}”. Once it is printed, delete that file.").format(
                    path=path
                )
            ),
            failed=lambda error: self._say(str(error)),
        )

    def _is_kept(self) -> None:
        if self._made is None:
            return
        try:
            recovery.sheet_is_kept(self._keeper.profile, self._desk.journal, self._made)
        except PodError as error:
            self._say(str(error))
            return
        self._end(self.tr("The team has its recovery sheet. Two people keep a copy each, in two places."))

    def _give_up(self) -> None:
        if self._made is None:
            return
        try:
            recovery.give_up(self._keeper.profile, self._made)
        except PodError as error:
            self._say(str(error))
            return
        self._end(self.tr("Those words open nothing any more. If they were written down, throw them away."))

    def _end(self, sentence: str) -> None:
        self._made = None
        self.words.show_words(())
        self.done.emit(sentence)

    def _say(self, sentence: str) -> None:
        if isValid(self):
            self.status.set_sentence(sentence)
            self.status.setVisible(bool(sentence))
            if sentence:
                bring_into_view(self.status)


def _write(path: Path, sheet: RecoverySheet) -> None:
    replace_file(path, recovery_sheet_pdf(sheet))
