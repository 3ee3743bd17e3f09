"""The team around a person: who was there from the start, and who joined later."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import TeamPart
from pod_desktop.domain.views import (
    Someone,
)
from pod_desktop.ui.widgets import FlowLayout, PersonBadge, Quiet, Sentence
from pod_desktop.ui.widgets.as_typed import plain_tip


class TeamStrip(QWidget):
    """Faces in two groups. Nobody's part is weighed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=12)
        self._shown: tuple[TeamPart, ...] = ()

    def show_team(self, team: Sequence[TeamPart]) -> None:
        """Shows these; nothing moves where they are the same as before."""
        if tuple(team) == self._shown:
            return
        self._shown = tuple(team)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        start = [part.practitioner for part in team if part.since_start]
        joined = [part.practitioner for part in team if not part.since_start]
        called = _called([*start, *joined])
        for title, people in ((self.tr("From the start"), start), (self.tr("Joined later"), joined)):
            if people:
                self._flow.addWidget(_label(title))
                for each in people:
                    self._flow.addWidget(_face(each, called[each.id]))
        self.setAccessibleName(self._spoken(start, joined))

    def _spoken(self, start: Sequence[Someone], joined: Sequence[Someone]) -> str:
        words = self.tr("The team from the start: {names}").format(names=", ".join(p.name for p in start))
        if joined:
            words += "; " + self.tr("joined later: {names}").format(names=", ".join(p.name for p in joined))
        return words


def _label(title: str) -> Quiet:
    label = Quiet(title)
    label.setWordWrap(False)
    label.setMinimumHeight(32)
    return label


def _called(team: Sequence[Someone]) -> dict[EntityId, str]:
    """First names, which leave the map its room; the whole name where two share the first."""
    first = Counter(who.name.split()[0] for who in team)
    return {who.id: who.name.split()[0] if first[who.name.split()[0]] == 1 else who.name for who in team}


def _face(who: Someone, called: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    whole.setToolTip(plain_tip(who.name))
    name = Sentence(called)
    name.setWordWrap(False)
    row.addWidget(PersonBadge(who.name, who.hue, size=32))
    row.addWidget(name)
    return whole
