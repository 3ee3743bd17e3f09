"""Words show as they were typed, though Qt takes an & on a button for a key and <b> in a tool tip for markup.

class PodButton(AsTyped, QPushButton)
widget.setToolTip(plain_tip(name))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import Qt  # the one that knows mightBeRichText
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's classes cannot be inherited twice


class AsTyped(_Button):
    """Stands before a button's Qt class. Give the words by `setText`, not when the button is made."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text.replace("&", "&&"))

    @override
    def text(self) -> str:
        return super().text().replace("&&", "&")


def plain_tip(words: str) -> str:
    """A tool tip that shows these words, also where they look like markup."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words
