"""The map as it stood earlier: at one meeting or at two beside each other, and what changed, in words."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.map_changes import What, changes
from pod_desktop.domain.views import Someone
from pod_desktop.services import Facts
from pod_desktop.services.map_history import MapHistory, moments
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.key import MapKey
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.time.moment import MapAtMoment
from pod_desktop.ui.network_map.time.words import change_words, moment_words
from pod_desktop.ui.widgets import Heading, Quiet, ScrollColumn, SecondaryButton, Sentence

_WATCHED = {"member", "tie", "person", "meeting"}
_CHANGES_WIDTH, _CHANGES_LINES = 300, 10
"""Of the list of changes, at least: in pixels, and in heights of a line, for large text has wide words."""


class EarlierMap(QDialog):
    """Looks back, and changes nothing. Esc leaves."""

    def __init__(self, desk: Desk, person: Someone, page: QWidget, *, quality_shown: bool) -> None:
        super().__init__(page)
        self._desk, self._person, self._page = desk, person, page
        self._quality_shown = quality_shown
        self._moments = moments(desk.journal, person.id)
        history = MapHistory(desk.journal, person.id)
        last = len(self._moments) - 1
        self.one = MapAtMoment(history, self._moments, max(0, last - 1))
        self.other = MapAtMoment(history, self._moments, last)
        self.beside = QCheckBox(self.tr("Two meetings side by side"))
        self.close_button = SecondaryButton(self.tr("Close"))
        self._changes = QVBoxLayout()
        self._told: list[Sentence | Quiet] = []
        self._since = Heading("", 3)
        self.key = MapKey()
        self.setWindowTitle(self.tr("{person}’s network, as it stood earlier").format(person=person.name))
        for shown in (self.one, self.other):
            shown.drawing.map_scene.show_quality(quality_shown)
            shown.moved.connect(self._tell)
            shown.resized.connect(self._level)
        self._lay_out()
        self.beside.toggled.connect(self._show_beside)
        self.close_button.clicked.connect(self.accept)
        page.installEventFilter(self)
        desk.facts.changed.connect(self._facts_changed)
        self.finished.connect(self.deleteLater)
        self._show_beside(False)

    def show_earlier(self) -> None:
        """As large as the window that it is opened from, with the keyboard on the slider."""
        self.resize(self._page.window().size())
        self.open()
        self.one.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def told(self) -> list[str]:
        """What is said to have changed, from the top."""
        return [each.text() for each in self._told]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.reject()
        return super().eventFilter(watched, event)

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & _WATCHED:
            self._moments = moments(self._desk.journal, self._person.id)
            history = MapHistory(self._desk.journal, self._person.id)
            self.one.show_history(history, self._moments)
            self.other.show_history(history, self._moments)

    def _show_beside(self, on: bool) -> None:
        if on and self.other.index == self.one.index:  # two looks at one moment tell nothing
            moved, by = (self.one, -1) if self.one.index else (self.other, 1)
            moved.slider.setValue(moved.index + by)
        self.other.setVisible(on)
        self.key.tell_of([shown.drawing.map_scene for shown in self._shown()])
        self._tell()

    def _shown(self) -> list[MapAtMoment]:
        return [self.one, self.other] if self.beside.isChecked() else [self.one]

    def _level(self) -> None:
        """As many lines for each heading, so that both drawings are as large."""
        shown = self._shown()
        lines = max(each.heading.heightForWidth(each.width()) for each in shown)
        for each in shown:
            each.heading.setMinimumHeight(lines if len(shown) > 1 else 0)

    def _tell(self) -> None:
        """Says what is drawn, and what changed: since the meeting before, or between two shown."""
        self._level()
        self.key.look()
        upto = self.one.index
        since = self.other.index if self.beside.isChecked() else upto - 1
        since, upto = min(since, upto), max(since, upto)
        if since < 0:
            self._since.setText(self.tr("What changed"))
            self._list([Quiet(self.tr("There is no earlier meeting to compare it with."))])
            return
        called = moment_words(self._moments)
        words = self.tr("What changed since {meeting}")
        if self.beside.isChecked():
            words = self.tr("What changed from {meeting} to {later}")
        self._since.setText(words.format(meeting=called[since], later=called[upto]))
        found = changes(self.one.view_at(since), self.one.view_at(upto))
        told = [each for each in found if self._quality_shown or each.what is not What.TIE_QUALITY]
        self._list([Sentence(change_words(each)) for each in told])
        if not told:
            self._list([Quiet(self.tr("Nothing on the map changed."))])

    def _list(self, told: Sequence[Sentence | Quiet]) -> None:
        self.listed.setAccessibleName(self._since.text())
        self.listed.setAccessibleDescription("\n".join(each.text() for each in told))
        for gone in self._told:
            gone.hide()
            gone.deleteLater()
        self._told = list(told)
        for each in told:
            self._changes.addWidget(each)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Heading(self.windowTitle(), 2), 1)
        top.addWidget(self.beside)
        top.addWidget(self.close_button)
        self.listed = listed = ScrollColumn()
        listed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the keyboard could not scroll it
        listed.add(self._since)
        listed.add_layout(self._changes)
        listed.add(self.key)
        listed.add_stretch()
        listed.setFixedWidth(max(_CHANGES_WIDTH, _CHANGES_LINES * self.fontMetrics().height()))
        looks = QHBoxLayout()
        looks.setSpacing(16)
        looks.addWidget(self.one, 1)
        looks.addWidget(self.other, 1)
        looks.addWidget(listed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addLayout(top)
        column.addLayout(looks, 1)
        order = (self.one.slider, self.other.slider, self.listed, self.beside, self.close_button)
        for first, then in pairwise(order):
            self.setTabOrder(first, then)


def offer(menu: MoreMenu, desk: Desk, drawing: NetworkView, page: QWidget) -> None:
    """Puts the way to this place into the map's menu."""

    def show() -> None:
        person, quality_shown = drawing.model.view.person, drawing.map_scene.quality_shown
        EarlierMap(desk, person, page, quality_shown=quality_shown).show_earlier()

    words = QCoreApplication.translate("EarlierMap", "As it stood earlier…")
    menu.add(Part.MAP, words, show)
