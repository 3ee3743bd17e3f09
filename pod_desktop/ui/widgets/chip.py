"""Small rounded labels.

    Chip(text, parent=None)                       only shows
    ToggleChip(text, index=None, *, checked=False, meeting=False, letters="", parent=None)
                                                  on or off: toggled(bool); `index` shows the person's badge

On and off differ by mark and frame, never by colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.domain.initials import initials
from pod_desktop.ui.widgets.buttons import PodButton
from pod_desktop.ui.widgets.person import State, person_pixmap


class Chip(QLabel):
    """A word or two on a quiet ground."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class ToggleChip(PodButton):
    """Something that is so or not, such as who is here. On: a tick or a filled badge, a bold frame."""

    def __init__(
        self,
        text: str,
        index: int | None = None,
        *,
        checked: bool = False,
        meeting: bool = False,
        letters: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._index = index
        self._letters = letters or initials(text)
        super().__init__(text, "", meeting, parent)
        self.setCheckable(True)
        self.setProperty("ring_radius", 16)
        self.toggled.connect(self._tint)
        self.setChecked(checked)
        self._tint()

    @override
    def _tint(self) -> None:
        on = self.isChecked()
        if self._index is None:
            self._show_named("check" if on else "plus", "accent" if on else "ink_soft")
            return
        letters, index, state = self._letters, self._index, State.HERE if on else State.AWAY
        self._show_icon(
            (letters, index, state), lambda side: QIcon(person_pixmap(letters, index, side, state=state))
        )

    @override
    def _icon_side(self) -> int:
        return super()._icon_side() + (8 if self._index is not None else 0)
