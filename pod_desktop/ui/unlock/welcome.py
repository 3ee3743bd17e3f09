"""The first thing on a new laptop: start a team, join one, bring one back, or look around."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.ui.about import AboutButton
from pod_desktop.ui.unlock.emblem import Emblem
from pod_desktop.ui.widgets import (
    Card,
    Heading,
    Notice,
    PrimaryButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)


class Welcome(ScrollColumn):
    """Four ways to begin."""

    start_wanted = Signal()
    join_wanted = Signal()
    bring_back_wanted = Signal()
    look_around_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(840, parent)
        self._start = PrimaryButton(self.tr("Start a team"))
        self._start.clicked.connect(self.start_wanted)
        self._join = SecondaryButton(self.tr("Join a team"))
        self._join.clicked.connect(self.join_wanted)
        self._look = SecondaryButton(self.tr("Look around"))
        self._look.clicked.connect(self.look_around_wanted)
        self._bring_back = SecondaryButton(self.tr("Bring back…"))
        self._bring_back.clicked.connect(self.bring_back_wanted)
        self._status = Notice("")
        self._status.hide()
        self.add_stretch()
        head = self._head()
        self.add_layout(head)
        self.add(self._status)
        self.add(
            _way(
                self.tr("Start a team"),
                self.tr(
                    "For a team that begins to use this program. You need a name for the team, your own "
                    "name and a passphrase."
                ),
                self._start,
            )
        )
        self.add(
            _way(
                self.tr("Join a team"),
                self.tr(
                    "For a team that uses it on another laptop already. You need the team folder, the twelve "
                    "words of a code that is made there, your own name and a passphrase."
                ),
                self._join,
            )
        )
        self.add(
            _way(
                self.tr("Bring back from a backup"),
                self.tr(
                    "For a team whose laptop was lost or replaced. You need the folder of the backup, and "
                    "the passphrase or the recovery sheet."
                ),
                self._bring_back,
            )
        )
        self.add(
            _way(
                self.tr("Look around with a made-up family"),
                self.tr(
                    "Nobody in it is real. It is kept in a temporary place, and everything you do there is "
                    "gone afterwards."
                ),
                self._look,
            )
        )
        self.add_stretch()
        # Beside the title: below it would not fit at 768. Last: Tab goes past what stands before the first.
        head.addWidget(AboutButton(), 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self._start)

    def refuse(self, sentence: str) -> None:
        """Says what could not be done."""
        self.ready()
        self._say(sentence)

    def working(self, sentence: str) -> None:
        """Says what is going on; nothing can be pressed meanwhile."""
        self._enable(False)
        self._say(sentence)

    def ready(self) -> None:
        """As it was at first."""
        self._enable(True)
        self._say("")

    def _enable(self, on: bool) -> None:
        self._start.setEnabled(on)
        self._join.setEnabled(on)
        self._bring_back.setEnabled(on)
        self._look.setEnabled(on)

    def _say(self, sentence: str) -> None:
        self._status.set_sentence(sentence)
        self._status.setVisible(bool(sentence))

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addStretch(1)
        words.addWidget(Heading(self.tr("Welcome"), 1))
        words.addWidget(
            Sentence(
                self.tr(
                    "A place for network meetings: who matters to a person, what they want to talk about, "
                    "and what they decide together. Everything stays on this laptop, encrypted."
                )
            )
        )
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(Emblem())
        head.addLayout(words, 1)
        return head


def _way(title: str, words: str, button: PrimaryButton | SecondaryButton) -> Card:
    card = Card(title)
    row = QHBoxLayout()
    row.setSpacing(24)
    row.addWidget(Sentence(words), 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    card.add_layout(row)
    button.setAccessibleDescription(words)
    return card
