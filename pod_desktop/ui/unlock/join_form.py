"""Joining a team: its folder, the code that was told, who uses this laptop, and a passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.unlock.code_field import CodeField
from pod_desktop.ui.unlock.form import Form
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.unlock.secret_words_field import CheckWords, any_words
from pod_desktop.ui.unlock.start_form import SHORTEST_PASSPHRASE
from pod_desktop.ui.unlock.wanted import JoinTeam
from pod_desktop.ui.widgets import (
    Field,
    FlowLayout,
    Heading,
    SecondaryButton,
    Sentence,
    ToggleChip,
    bring_into_view,
)

ChooseFolder = Callable[[QWidget], Path | None]
_BESIDE = 900
"""From this width on, in px at the usual text size, the two parts of the form stand side by side."""


def ask_team_folder(parent: QWidget) -> Path | None:
    """Asks for the team folder; None when it was left."""
    title = QCoreApplication.translate("JoinForm", "The team folder")
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


class JoinForm(Form):
    """Emits a JoinTeam. What was typed stays when it is refused, but for the passphrase.

    Words that cannot be a code are said before anything is asked, and while the passphrase is still there.
    """

    join_requested = Signal(object)

    def __init__(
        self,
        choose_folder: ChooseFolder = ask_team_folder,
        check_code: CheckWords = any_words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Join a team"), self.tr("Ask to join"), self.tr("Back"), parent, max_width=1040
        )
        self._choose_folder = choose_folder
        self._place: Path | None = None
        self.leave.set_icon("arrow-left")
        self.choose = SecondaryButton(self.tr("Choose the team folder…"))
        self.choose.clicked.connect(self._choose)
        self._folder = Sentence()
        self._folder.hide()
        self.code = CodeField(check_code)
        self.author = Field(
            self.tr("What is your name?"),
            hint=self.tr("As the team knows you. You are the one using this laptop."),
        )
        self.profession = Field(self.tr("Your profession, if you like"))
        self.peer = ToggleChip(self.tr("I am a peer practitioner"))
        self.passphrase = SecretField(
            self.tr("A passphrase for this laptop"),
            hint=self.tr("At least {count} characters. Four words with spaces between them do well.").format(
                count=SHORTEST_PASSPHRASE
            ),
        )
        self.again = SecretField(self.tr("The same passphrase again"))
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(24)
        self._parts.addLayout(self._team(), 1)
        self._parts.addLayout(self._you(), 1)
        self.card.add_layout(self._parts)
        self.code.submitted.connect(lambda: self.author.setFocus(Qt.FocusReason.TabFocusReason))
        order: tuple[Field | SecretField, ...] = (self.author, self.profession, self.passphrase, self.again)
        for field, following in zip(order, (*order[1:], None), strict=True):
            field.submitted.connect(lambda _text, after=following: self._go_on(after))
        self.do.clicked.connect(self._submit)
        self.setFocusProxy(self.choose)
        self._end_with_buttons(self.again.last)

    @override
    def forget(self) -> None:
        self.code.forget()
        self.passphrase.forget()
        self.again.forget()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() * theme.BODY_PT >= _BESIDE * theme.font().pointSizeF()
        self._parts.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)

    def _team(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("The team"), 2))
        column.addWidget(
            Sentence(
                self.tr(
                    "On a laptop of the team, under “Team folder”, a steward makes a code of twelve words "
                    "and reads them to you. The folder is the one that the team exchanges through."
                )
            )
        )
        row = FlowLayout()
        row.addWidget(self.choose)
        column.addLayout(row)
        column.addWidget(self._folder)
        column.addWidget(self.code)
        column.addStretch(1)
        return column

    def _you(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("You and this laptop"), 2))
        column.addWidget(self.author)
        column.addWidget(self.profession)
        row = FlowLayout()
        row.addWidget(self.peer)
        column.addLayout(row)
        column.addWidget(self.passphrase)
        column.addWidget(self.again)
        column.addStretch(1)
        return column

    def _choose(self) -> None:
        chosen = self._choose_folder(self)
        if chosen is not None:
            self._place = chosen
            self._say("")
            self._folder.setText(str(chosen))
            self._folder.show()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.do)

    def _go_on(self, following: QWidget | None) -> None:
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._submit()

    def _submit(self) -> None:
        if not self.do.isEnabled():
            return
        problem = self._problem()
        self._say(problem)
        if problem or self._place is None:
            return
        self.again.forget()
        self.join_requested.emit(
            JoinTeam(
                place=self._place,
                code=self.code.code(),
                author=self.author.text(),
                profession=self.profession.text(),
                peer=self.peer.isChecked(),
                passphrase=self.passphrase.take(),
            )
        )

    def _problem(self) -> str:
        """What is missing, with the keyboard put there; "" when everything is there."""
        if self._place is None:
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.tr("Please choose the team folder first.")
        if problem := self.code.problem():
            return problem
        if not self.author.text():
            return self._at(self.author, self.tr("Please say who is using this laptop."))
        if len(self.passphrase.secret().strip()) < SHORTEST_PASSPHRASE:
            words = self.tr("A passphrase needs at least {count} characters.")
            return self._at(self.passphrase, words.format(count=SHORTEST_PASSPHRASE))
        if self.passphrase.secret() != self.again.secret():
            self.again.forget()
            words = self.tr("The two are not the same. Please type the passphrase once more.")
            return self._at(self.again, words)
        return ""

    def _at(self, where: Field | SecretField, sentence: str) -> str:
        where.set_error(sentence)
        where.setFocus(Qt.FocusReason.OtherFocusReason)
        return sentence
