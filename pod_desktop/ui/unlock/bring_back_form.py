"""A team's data on a new laptop, from a backup: which folder, and what opens it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from pod_desktop.ui.unlock.form import Form
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.unlock.secret_words_field import CheckWords, any_words
from pod_desktop.ui.unlock.sheet_fields import SheetFields
from pod_desktop.ui.unlock.wanted import BringBack
from pod_desktop.ui.widgets import Choice, FlowLayout, SecondaryButton, Sentence, bring_into_view

ChooseFolder = Callable[[QWidget], Path | None]
_PASSPHRASE, _SHEET = "passphrase", "sheet"


def ask_backup(parent: QWidget) -> Path | None:
    """Asks for the folder of a backup; None when it was left."""
    title = QCoreApplication.translate("BringBackForm", "The folder with the backup")
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


class BringBackForm(Form):
    """Emits a BringBack."""

    bring_back_requested = Signal(object)

    def __init__(
        self,
        choose_folder: ChooseFolder = ask_backup,
        check_sheet: CheckWords = any_words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Bring back from a backup"), self.tr("Bring it back"), self.tr("Back"), parent
        )
        self._choose_folder = choose_folder
        self._place: Path | None = None
        self.leave.set_icon("arrow-left")
        self.choose = SecondaryButton(self.tr("Choose the folder…"))
        self.choose.clicked.connect(self._choose)
        self._folder = Sentence()
        self.way = Choice(
            ((_PASSPHRASE, self.tr("The passphrase of then")), (_SHEET, self.tr("The recovery sheet"))),
            self.tr("What opens the backup?"),
            value=_PASSPHRASE,
        )
        self.way.chosen.connect(lambda _value: self._choose_way())
        self.passphrase = SecretField(
            self.tr("Passphrase"), hint=self.tr("The one that opened the data when the backup was made.")
        )
        self.fields = SheetFields(check_sheet)
        self.passphrase.submitted.connect(lambda _text: self._submit())
        self.fields.submitted.connect(self._submit)
        self.do.clicked.connect(self._submit)
        self._lay_out()
        self._show_folder()
        self._show_way()
        self.setFocusProxy(self.choose)
        self._end_with_buttons(self.fields.again.last)

    @override
    def forget(self) -> None:
        self.passphrase.forget()
        self.fields.forget()

    def _lay_out(self) -> None:
        self.card.add(
            Sentence(
                self.tr(
                    "Choose the folder in which the backup was made: it has a file “keys.pod” in it. It is "
                    "only read, and stays as it is."
                )
            )
        )
        row = FlowLayout(spacing=12)
        row.addWidget(self.choose)
        self.card.add_layout(row)
        self.card.add(self._folder)
        self.card.add(Sentence(self.tr("What opens the backup?")))
        self.card.add(self.way)
        self.card.add(self.passphrase)
        self.card.add(self.fields)

    def _choose(self) -> None:
        chosen = self._choose_folder(self)
        if chosen is None:
            return
        self._place = chosen
        self._say("")
        self._show_folder()
        self._secret().setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.do)

    def _show_folder(self) -> None:
        self._folder.setText(str(self._place) if self._place is not None else "")
        self._folder.setVisible(self._place is not None)

    def _choose_way(self) -> None:
        self._show_way()
        bring_into_view(self.do)

    def _show_way(self) -> None:
        with_sheet = self.way.value() == _SHEET
        self.passphrase.setVisible(not with_sheet)
        self.fields.setVisible(with_sheet)

    def _secret(self) -> QWidget:
        return self.fields if self.way.value() == _SHEET else self.passphrase

    def _submit(self) -> None:
        if not self.do.isEnabled():
            return
        problem = self._problem()
        self._say(problem)
        if problem or self._place is None:
            return
        if self.way.value() == _SHEET:
            wanted = BringBack(self._place, sheet=self.fields.given())
        else:
            wanted = BringBack(self._place, passphrase=self.passphrase.take())
        self.bring_back_requested.emit(wanted)

    def _problem(self) -> str:
        if self._place is None:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("Please choose the folder with the backup first.")
        if self.way.value() == _SHEET:
            return self.fields.problem()
        if not self.passphrase.secret():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("Please type the passphrase of the backup.")
        return ""
