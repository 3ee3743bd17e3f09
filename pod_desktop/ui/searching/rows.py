"""A text that was found, as a row to press."""

from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pod_desktop.domain.found_views import Found
from pod_desktop.services import searching
from pod_desktop.ui.meeting.pressable import Pressable
from pod_desktop.ui.widgets import Quiet

_LONGEST = 400
"""Signs of a text that are shown; of a longer one, those around the first words found."""


class FoundRow(Pressable):
    """A text with the words found in bold, who said it, when and where."""

    def __init__(self, found: Found, sought: str, story: str) -> None:
        super().__init__()
        self.found = found
        text = QLabel(marked(found.words, sought))
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text)
        column.addWidget(Quiet(story))
        self.add(said, 1)
        self.setAccessibleName(f"{found.words}. {story}")
        self.setAccessibleDescription(QCoreApplication.translate("FoundRow", "Shows it where it belongs"))


def marked(text: str, sought: str) -> str:
    """The text as rich text, its found words bold and underlined; of a long one the part around the first."""
    spans = searching.words_found(text, sought)
    start = 0
    if len(text) > _LONGEST and spans and spans[0][0] > _LONGEST // 2:
        start = spans[0][0] - _LONGEST // 4
    end = min(len(text), start + _LONGEST)
    parts, at = ["…"] if start else [], start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [escape(text[at:first]), f"<b><u>{escape(text[first:last])}</u></b>"]
        at = last
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return "".join(parts).replace("\n", "<br>")
