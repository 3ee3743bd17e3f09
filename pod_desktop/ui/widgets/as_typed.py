"""Words on a button show as they were typed: "Tom & Jerry" has no letter to press, which Qt takes an & for.

class PodButton(AsTyped, QPushButton)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
