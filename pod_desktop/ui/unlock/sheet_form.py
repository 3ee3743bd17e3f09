"""A forgotten passphrase: the words of the recovery sheet open the data, and a new passphrase is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pod_desktop.ui.unlock.form import Form
from pod_desktop.ui.unlock.secret_words_field import CheckWords, any_words
from pod_desktop.ui.unlock.sheet_fields import SheetFields
from pod_desktop.ui.widgets import Sentence


class SheetForm(Form):
    """Emits a NewPassphrase."""

    sheet_given = Signal(object)

    def __init__(self, check_sheet: CheckWords = any_words, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("With the recovery sheet"),
            self.tr("Open with a new passphrase"),
            self.tr("Back"),
            parent,
        )
        self.leave.set_icon("arrow-left")
        self.fields = SheetFields(check_sheet)
        self.card.add(
            Sentence(
                self.tr(
                    "The {count} words on the sheet open your team’s data. The passphrase of before stops "
                    "opening it on this laptop; the sheet stays good."
                ).format(count=24)
            )
        )
        self.card.add(self.fields)
        self.fields.submitted.connect(self._submit)
        self.do.clicked.connect(self._submit)
        self.setFocusProxy(self.fields)
        self._end_with_buttons(self.fields.again.last)

    @override
    def forget(self) -> None:
        self.fields.forget()

    def _submit(self) -> None:
        if not self.do.isEnabled():
            return
        problem = self.fields.problem()
        self._say(problem)
        if not problem:
            self.sheet_given.emit(self.fields.given())
