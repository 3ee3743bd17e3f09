"""The way on when the person is not here: a conversation without the person, with its reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.ui.widgets import Card, Field, FlowLayout, Quiet, QuietButton, SecondaryButton, Sentence


class WithoutPersonPart(Card):
    """Says what a conversation without the person is, and takes its reason."""

    begin_requested = Signal(str)
    """With the reason."""

    def __init__(self, person_name: str) -> None:
        super().__init__()
        self.open = SecondaryButton(self.tr("Conversation without the person"), meeting=True)
        self.reason = Field(self.tr("Why is {name} not here?").format(name=person_name), meeting=True)
        self.begin = SecondaryButton(self.tr("Begin the conversation"), "play", meeting=True)
        self.back = QuietButton(self.tr("Back"), meeting=True)
        not_here = self.tr("A network meeting begins when {name} is here.").format(name=person_name)
        self.add(Sentence(not_here))
        row = FlowLayout()
        row.addWidget(self.open)
        self.add_layout(row)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(12)
        nothing = self.tr(
            "Nothing is decided in a conversation without the person. What comes up waits for a network "
            "meeting with {name}."
        )
        asked.addWidget(Quiet(nothing.format(name=person_name)))
        asked.addWidget(self.reason)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.back)
        asked.addLayout(buttons)
        self.add(self._asked)
        self._asked.hide()
        self.open.clicked.connect(lambda: self._ask(on=True))
        self.back.clicked.connect(lambda: self._ask(on=False))
        self.begin.clicked.connect(self._begin)
        self.reason.submitted.connect(lambda _words: self._begin())

    def _ask(self, *, on: bool) -> None:
        self._asked.setVisible(on)
        self.open.setVisible(not on)
        (self.reason if on else self.open).setFocus()

    def _begin(self) -> None:
        if not self.reason.text():
            self.reason.set_error(self.tr("Please say why this conversation takes place without the person."))
            return
        self.begin_requested.emit(self.reason.text())
