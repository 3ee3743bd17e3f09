"""Words on a sheet.

    Heading(text="", level=2, parent=None)     level 1 a screen, 2 a part, 3 a small part
    Sentence(text="", parent=None)             wraps; never wider than its place
    Quiet(text="", parent=None)                the same in a quieter ink
    Aside(text="", parent=None)                the same in a flow

All are QLabels that show plain text, so that a name with < or & shows as it was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override


class _Words(QLabel):
    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)


class Heading(_Words):
    """A heading; `level` 1, 2 or 3."""

    def __init__(self, text: str = "", level: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("level", level)


class Sentence(_Words):
    """A sentence or two that wrap."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)


class Quiet(_Words):
    """A sentence that stays in the background."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)


class Aside(Quiet):
    """Quiet words in a flow: on one line where there is room, which Qt's own guess would break early."""

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(wide, self.heightForWidth(wide))
