"""The page of turns for the room: what practitioners see of it, large, with nothing to press.

Where there is another screen it follows how far the page is scrolled; with the keyboard in it, the arrow keys
and Page up and Page down go up and down, and left and right move tables that have no room.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.looking_back.episodes_shown import EpisodesShown
from pod_desktop.ui.meeting.looking_back.made_anew import take_away
from pod_desktop.ui.meeting.looking_back.marks_part import MarksPart
from pod_desktop.ui.meeting.looking_back.measures_part import FollowingPart, MeasuresPart, PeoplePart
from pod_desktop.ui.meeting.looking_back.strip_model import Window
from pod_desktop.ui.meeting.looking_back.strip_part import StripPart
from pod_desktop.ui.meeting.looking_back.tables import FigureTable
from pod_desktop.ui.meeting.looking_back.topics_part import TopicsPart
from pod_desktop.ui.meeting.looking_back.words import held_words, kinds_words
from pod_desktop.ui.widgets import Quiet, ScrollColumn, Sentence


class TurnsForEverybody(ScrollColumn):
    """Parts like those of the page, made for this window, and put right whenever the page is."""

    def __init__(self) -> None:
        super().__init__(max_width=1600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the keyboard could not scroll it
        self._when, self._kind, self._agreement = Quiet(), Sentence(), Sentence()
        self._strips: list[StripPart] = []
        self._strip_column = QVBoxLayout()
        self.people, self.measures, self.following = PeoplePart(), MeasuresPart(), FollowingPart()
        self.episodes, self.topics, self.marks = EpisodesShown(), TopicsPart(), MarksPart()
        for widget in (self._when, self._kind, self._agreement):
            self.add(widget)
        self.add_layout(self._strip_column)
        self._parts = (
            self.episodes, self.people, self.measures, self.following, self.topics, self.marks,
        )  # fmt: skip
        for part in self._parts:
            self.add(part)

    def set_agreement(self, words: str) -> None:
        """How far the logs that are compared agree; it is there where there are several."""
        self._agreement.setText(words)

    def set_view(self, view: LookingBack, now: Instant) -> None:
        """What the page shows now."""
        self._when.setText(held_words(view, now))
        self._kind.setText(kinds_words(view))
        self._agreement.setVisible(len(view.logs) > 1)
        take_away(self._strips)
        window = Window()
        self._strips = [StripPart(window) for log in view.logs if log.turns]
        for strip, log in zip(self._strips, (log for log in view.logs if log.turns), strict=True):
            strip.set_view(view, log)
            strip.only_show()
            self._strip_column.addWidget(strip)
            strip.show()
        for part in self._parts:
            part.set_view(view)
        self.measures.setVisible(bool(view.logs))
        self.following.on_map.hide()
        for shown in (*self._parts, *self._strips):
            self._only_show(shown)

    def follow(self, page: QScrollBar) -> None:
        """As far down as the page is, as a part of the whole."""
        page.valueChanged.connect(lambda value: self._scroll(value / max(1, page.maximum())))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        for table in self.findChildren(FigureTable):  # those that have no room for all their columns
            bar = table.horizontalScrollBar()
            bar.setValue(bar.value() + step * bar.singleStep())

    def _scroll(self, part: float) -> None:
        if not self.isActiveWindow():
            self.verticalScrollBar().setValue(round(part * self.verticalScrollBar().maximum()))

    @staticmethod
    def _only_show(part: QWidget) -> None:
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.as_meeting(part)
        for table in part.findChildren(FigureTable):
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.fit()
        for label in part.findChildren(QLabel):
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
