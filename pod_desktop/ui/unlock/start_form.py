"""Starting a team: its name, who uses this laptop, and the passphrase."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.widgets import (
    Card,
    Field,
    Heading,
    Notice,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    Sentence,
    ToggleChip,
)

SHORTEST_PASSPHRASE = 12
"""As storage.key_slots has it; a test holds the two together, for the way in must not import storage."""

_BESIDE = 900
"""From this width on, in px at the usual text size, the two parts of the form stand side by side."""


@dataclass(frozen=True, slots=True)
class StartTeam:
    """What a person gave to start a team."""

    team: str
    author: str
    """The practitioner who uses this laptop."""
    profession: str
    peer: bool
    passphrase: str = field(repr=False)


class StartForm(ScrollColumn):
    """A form of which the team's name, your name and the passphrase are needed."""

    start_requested = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1040, parent)
        self._make_fields()
        self._status = Notice("")
        self._start = PrimaryButton(self.tr("Start the team"))
        self._start.clicked.connect(self._submit)
        self._back = QuietButton(self.tr("Back"), "arrow-left")
        self._back.clicked.connect(self.left)
        self.add(Heading(self.tr("Start a team"), 1))
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(16)
        for card in (self._who(), self._secret()):
            self._parts.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self.add_layout(self._parts)
        self.add_stretch()
        self._needed: list[Field] = [self._team, self._author, self._passphrase, self._again]
        for each in (self._team, self._author, self._profession, self._passphrase, self._again):
            each.submitted.connect(lambda _text: self._go_on())
        self.setFocusProxy(self._team)
        self.ready()

    def refuse(self, sentence: str) -> None:
        """Says why the team was not started."""
        self.ready()
        self._say(sentence)

    def working(self, sentence: str) -> None:
        """Says what is going on; nothing can be changed meanwhile."""
        self._enable(False)
        self._say(sentence)

    def ready(self) -> None:
        """Ready to be filled in."""
        self._enable(True)
        self._say("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = self.width() * theme.BODY_PT >= _BESIDE * theme.font().pointSizeF()
        self._parts.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._passphrase.forget()
            self._again.forget()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_fields(self) -> None:
        self._team = Field(self.tr("What is the team called?"))
        self._author = Field(
            self.tr("What is your name?"),
            hint=self.tr("As people call you. You are the one using this laptop."),
        )
        self._profession = Field(
            self.tr("Your profession, if you like"), hint=self.tr("In your own words. It can wait.")
        )
        self._peer = ToggleChip(self.tr("I am a peer practitioner"))
        self._passphrase = SecretField(
            self.tr("Passphrase"),
            hint=self.tr("At least {count} characters. Four words with spaces between them do well.").format(
                count=SHORTEST_PASSPHRASE
            ),
        )
        self._again = SecretField(self.tr("The same passphrase again"))

    def _who(self) -> Card:
        card = Card(self.tr("The team and you"))
        for each in (self._team, self._author, self._profession):
            card.add(each)
        row = QHBoxLayout()
        row.addWidget(self._peer)
        row.addStretch(1)
        card.add_layout(row)
        return card

    def _secret(self) -> Card:
        card = Card(self.tr("The passphrase of this laptop"))
        card.add(
            Sentence(
                self.tr(
                    "It opens everything that is kept here, and nobody can reset it, neither we nor your IT "
                    "department. If it is forgotten, only a recovery sheet opens the data; you can make one "
                    "once the team is started. Choose one that you will still know in a month."
                )
            )
        )
        card.add(self._passphrase)
        card.add(self._again)
        card.add(self._status)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._start)
        row.addWidget(self._back)
        row.addStretch(1)
        card.add_layout(row)
        return card

    def _go_on(self) -> None:
        """Enter: to the next thing that is needed and still empty, and once nothing is, the form is sent."""
        empty = next((each for each in self._needed if not each.edit.text()), None)
        if empty is not None and not empty.edit.hasFocus():
            empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._submit()

    def _submit(self) -> None:
        problem = self._problem()
        if problem is not None:
            where, sentence = problem
            where.set_error(sentence)
            where.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._again.forget()
        self.start_requested.emit(
            StartTeam(
                team=self._team.text(),
                author=self._author.text(),
                profession=self._profession.text(),
                peer=self._peer.isChecked(),
                passphrase=self._passphrase.take(),
            )
        )

    def _problem(self) -> tuple[Field, str] | None:
        if not self._team.text():
            return self._team, self.tr("Please give the team a name.")
        if not self._author.text():
            return self._author, self.tr("Please say who is using this laptop.")
        if len(self._passphrase.secret().strip()) < SHORTEST_PASSPHRASE:
            return self._passphrase, self.tr(
                "A passphrase needs at least {count} characters. Four words with spaces between them do well."
            ).format(count=SHORTEST_PASSPHRASE)
        if self._passphrase.secret() != self._again.secret():
            self._again.forget()
            return self._again, self.tr("The two are not the same. Please type the passphrase once more.")
        return None

    def _enable(self, on: bool) -> None:
        for each in (self._team, self._author, self._profession, self._peer, self._passphrase, self._again):
            each.setEnabled(on)
        self._start.setEnabled(on)
        self._back.setEnabled(on)

    def _say(self, sentence: str) -> None:
        self._status.set_sentence(sentence)
        self._status.setVisible(bool(sentence))
