"""The row above the map while somebody looks for people: a field, what is in focus, and the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import IconButton, Quiet, QuietButton, leave_the_wheel


class FocusBar(QWidget):
    """Asks; `MapFocus` does. Enter in the field goes to the next who was found, Esc shows everybody."""

    searched = Signal(str)
    next_requested = Signal()
    focus_chosen = Signal(int)
    fit_requested = Signal()
    everybody_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a name or a word"))
        self.field.setAccessibleName(self.tr("Find on the map"))
        self.field.setAccessibleDescription(self.tr("Enter: the next one found. Esc: show everybody."))
        self.field.setMinimumHeight(theme.TARGET)
        self.box = QComboBox()
        leave_the_wheel(self.box)
        self.box.setAccessibleName(self.tr("In focus"))
        self.box.setMinimumHeight(theme.TARGET)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fit_button = IconButton("maximize", self.tr("As large as who is in focus allows"))
        self.everybody_button = QuietButton(self.tr("Show everybody"))
        self.words = Quiet()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.box, 1)
        row.addWidget(self.fit_button)
        row.addWidget(self.everybody_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.words)
        self.field.textEdited.connect(self.searched)
        self.field.returnPressed.connect(self.next_requested)
        self.box.activated.connect(self.focus_chosen)
        self.fit_button.clicked.connect(self.fit_requested)
        self.everybody_button.clicked.connect(self.everybody_requested)
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.everybody_requested.emit()
        else:
            super().keyPressEvent(event)
