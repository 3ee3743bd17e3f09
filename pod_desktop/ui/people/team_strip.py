"""The team around a person: who was there from the start, and who joined later."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.record_views import TeamPart
from pod_desktop.domain.views import (
    Someone,
)
from pod_desktop.ui.people.absence import absence_words
from pod_desktop.ui.widgets import FlowLayout, PersonBadge, Quiet, Sentence
from pod_desktop.ui.widgets.as_typed import plain_tip


class TeamStrip(QWidget):
    """Faces in two groups. Nobody's part is weighed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=12)
        self._shown: tuple[Sequence[TeamPart], date | None] = ((), None)

    def show_team(self, team: Sequence[TeamPart], today: date) -> None:
        """Shows these; nothing moves where they are the same as before."""
        if (tuple(team), today) == self._shown:
            return
        self._shown = (tuple(team), today)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        start = [part for part in team if part.since_start]
        joined = [part for part in team if not part.since_start]
        called = _called([part.practitioner for part in (*start, *joined)])
        for title, parts in ((self.tr("From the start"), start), (self.tr("Joined later"), joined)):
            if parts:
                self._flow.addWidget(_label(title))
                for part in parts:
                    face = _face(part, called[part.practitioner.id], self._away(part, today))
                    face.setToolTip(plain_tip(_whole(part, today)))
                    self._flow.addWidget(face)
        self.setAccessibleName(self._spoken(start, joined, today))

    def _away(self, part: TeamPart, today: date) -> str:
        if part.absence.has_left(today):
            return self.tr("has left")
        return self.tr("on leave") if part.absence.is_away(today) else ""

    def _spoken(self, start: Sequence[TeamPart], joined: Sequence[TeamPart], today: date) -> str:
        def names(parts: Sequence[TeamPart]) -> str:
            return ", ".join(_whole(part, today) for part in parts)

        words = self.tr("The team from the start: {names}").format(names=names(start))
        if joined:
            words += "; " + self.tr("joined later: {names}").format(names=names(joined))
        return words


def _whole(part: TeamPart, today: date) -> str:
    """The whole name, with what is to be known of leave: "Ana Reyes (on leave until Monday 7 December)"."""
    words = absence_words(part.absence, today)
    return f"{part.practitioner.name} ({words})" if words else part.practitioner.name


def _label(title: str) -> Quiet:
    label = Quiet(title)
    label.setWordWrap(False)
    label.setMinimumHeight(32)
    return label


def _called(team: Sequence[Someone]) -> dict[EntityId, str]:
    """First names, which leave the map its room; the whole name where two share the first."""
    first = Counter(who.name.split()[0] for who in team)
    return {who.id: who.name.split()[0] if first[who.name.split()[0]] == 1 else who.name for who in team}


def _face(part: TeamPart, called: str, away: str) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    name = Sentence(called)
    name.setWordWrap(False)
    row.addWidget(PersonBadge(part.practitioner.name, part.practitioner.hue, size=32))
    row.addWidget(name)
    if away:
        said = Quiet(away)
        said.setWordWrap(False)
        row.addWidget(said)
    return whole
