"""What the longer forms on the way in share: a title, a card, a line that says what goes on, ways out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    QuietButton,
    ScrollColumn,
    bring_into_view,
)


class Form(ScrollColumn):
    """A form on a page of its own. Esc leaves it while nothing is going on."""

    left = Signal()
    stop_requested = Signal()

    def __init__(
        self, title: str, do: str, leave: str, parent: QWidget | None = None, *, max_width: int = 680
    ) -> None:
        super().__init__(max_width, parent)
        self.card = Card()
        self.do = PrimaryButton(do)
        self.leave = QuietButton(leave)
        self.stop = QuietButton(self.tr("Stop"))
        self.status = Notice("")
        self.leave.clicked.connect(self._leave)
        self.stop.clicked.connect(self._stop)
        row = FlowLayout(spacing=12)
        for each in (self.do, self.leave, self.stop):
            row.addWidget(each)
        head = QHBoxLayout()
        head.addWidget(Heading(title, 1), 1)
        self.add_stretch()
        self.add_layout(head)
        self.add(self.card)
        self.add(self.status)
        self.add_layout(row)
        self.add_stretch()
        self._working = False
        self._say("")
        self.stop.hide()

    def working(self, sentence: str, *, can_stop: bool = False) -> None:
        """Says what is going on; nothing can be typed meanwhile, and with `can_stop` it can be stopped."""
        begins = not self._working
        self._working = True
        self._enable(False)
        self.stop.setVisible(can_stop)
        if begins:
            self.stop.setEnabled(True)
            if can_stop:
                self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say(sentence)

    def refuse(self, sentence: str) -> None:
        """Says why it did not work; what was typed is there still."""
        self.ready()
        self._say(sentence)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def ready(self) -> None:
        """Ready for a person."""
        self._working = False
        self._enable(True)
        self.stop.hide()
        self._say("")

    def forget(self) -> None:
        """Nothing secret stays on the form."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._working:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.forget()
        self._say("")
        self.left.emit()

    def _end_with_buttons(self, last: QWidget) -> None:
        """Tab comes to the buttons after `last`, the last thing in the card.

        They were made before it: Tab would go from there to the form, which hands the keyboard to its first
        field. `last` is told by each form, since looking for it from Python, widget by widget, made PySide
        (6.11) take parts of the window for deleted, and the program ended.
        """
        before = last
        for button in (self.do, self.leave, self.stop):
            self.setTabOrder(before, button)
            before = button

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._say(self.tr("It is being stopped…"))
        self.stop_requested.emit()

    def _enable(self, on: bool) -> None:
        self.card.setEnabled(on)
        self.do.setEnabled(on)
        self.leave.setVisible(on)

    def _say(self, sentence: str) -> None:
        self.status.set_sentence(sentence)
        self.status.setVisible(bool(sentence))
        if sentence:
            bring_into_view(self.stop if self.stop.isVisible() else self.do)
