"""What is seldom looked at, folded away under a quiet button."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.ui.widgets import FlowLayout, QuietButton


class Fold(QWidget):
    """Closed at first; it stays as somebody left it, whoever's card is shown. Add to `body`."""

    def __init__(self, more: str, less: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more, self._less = more, less
        self.button = QuietButton(more, "chevron-right")
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = FlowLayout()
        row.addWidget(self.button)
        column.addLayout(row)
        column.addWidget(self._inside)
        self._inside.hide()
        self.button.clicked.connect(lambda: self.set_open(not self.is_open))

    @property
    def is_open(self) -> bool:
        """Whether what is inside can be seen."""
        return not self._inside.isHidden()

    def set_open(self, on: bool) -> None:
        """Opens or closes it; what is written inside stays."""
        self._inside.setVisible(on)
        self.button.setText(self._less if on else self._more)
        self.button.set_icon("chevron-down" if on else "chevron-right")
