"""The bar above the pages: the way back, whose record is open, what came meanwhile, and the ways on.

What came from other laptops while a meeting is open is offered here, in a bar that is there anyway, so that
nothing else on the screen moves.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.left_keyboard import LEADS_AWAY
from pod_desktop.ui.made_up import made_up_words
from pod_desktop.ui.widgets import IconButton, Quiet, QuietButton, Sentence
from pod_desktop.ui.widgets.as_typed import plain_tip


class _OneLine(Quiet):
    """A sentence whose end makes room for dots where there is too little, so that nothing else moves."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(False)
        self.setMinimumWidth(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class ShellBar(QWidget):
    """Which of its buttons are there, the shell says."""

    back_requested = Signal()
    arrived_requested = Signal()
    keeping_requested = Signal()
    folder_requested = Signal()
    pin_requested = Signal()
    cover_requested = Signal()
    lock_requested = Signal()
    keyboard_left = Signal()
    """What the keyboard was at goes: it belongs to the page again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setProperty(LEADS_AWAY, True)
        self.back = QuietButton("", "arrow-left")
        self.about = Sentence()
        self.made_up = Quiet(made_up_words())
        self.made_up.hide()
        self._arrived = _OneLine()
        self.show_arrived = QuietButton(self.tr("Show it"), "info")
        self.folder = QuietButton(self.tr("Team folder"), "users")
        self.keeping = QuietButton(self.tr("Keeping safe"), "folder")
        self.pin = QuietButton(self.tr("PIN for the cover…"))
        self.cover = IconButton("eye-off", self.tr("Cover the screen (F9)"))
        self.lock = IconButton("lock", self.tr("Lock"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.back)
        row.addWidget(self.about, 1)
        row.addWidget(self.made_up, 1000)
        row.addWidget(self._arrived, 10)
        for button, pressed in (
            (self.show_arrived, self.arrived_requested),
            (self.folder, self.folder_requested),
            (self.keeping, self.keeping_requested),
            (self.pin, self.pin_requested),
            (self.cover, self.cover_requested),
            (self.lock, self.lock_requested),
        ):
            button.clicked.connect(pressed)
            row.addWidget(button)
        self.back.clicked.connect(self.back_requested)
        self.set_arrived("")
        back = QAction(self)
        back.setShortcuts([QKeySequence(Qt.Modifier.ALT | Qt.Key.Key_Left)])
        back.triggered.connect(self.back_requested)
        self.addAction(back)

    def arrived(self) -> str:
        """What is said about what came; "" while nothing waits."""
        return self._arrived.text()

    def set_arrived(self, sentence: str) -> None:
        """Offers what came, or nothing."""
        if sentence == self._arrived.text() and self.show_arrived.isHidden() == (not sentence):
            return
        if not sentence and self.show_arrived.hasFocus():
            self.keyboard_left.emit()  # else it would come to the PIN, which nobody asked for
        self._arrived.setText(sentence)
        self._arrived.setToolTip(plain_tip(sentence))
        self._arrived.setVisible(bool(sentence))
        self.show_arrived.setAccessibleName(self.tr("{sentence} Show it").format(sentence=sentence))
        self.show_arrived.setVisible(bool(sentence))
