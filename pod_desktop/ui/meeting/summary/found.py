"""What was sought and found in this meeting, with what was said around it."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.found_views import Found
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import Facts, searching
from pod_desktop.services.measures import logs_of
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.meeting.voices.sentences import spoke, whose
from pod_desktop.ui.searching.words import story, who_words
from pod_desktop.ui.widgets import Card, Quiet, Sentence

_AROUND = 2
"""So many turns before and after one that was found."""
_WATCHED = frozenset({"turn", "meeting", "erasure", "member", "practitioner", "person"})


class FoundHere(Card):
    """The text that led here; of a turn, the turns before and after it in the same log, too.

    It goes once the text does not stand any more: no erasure and no choice of the room leaves a word here.
    """

    def __init__(self, desk: Desk, found: Found) -> None:
        super().__init__(QCoreApplication.translate("FoundHere", "Found in this meeting"))
        self._desk, self._found = desk, found
        self.lines: list[QWidget] = []
        self._look()
        desk.facts.changed.connect(self._facts_changed)

    def _facts_changed(self, facts: Facts) -> None:
        if not facts.kinds() & {*_WATCHED, self._found.kind}:
            return
        for gone in self.lines:
            gone.hide()
            gone.deleteLater()
        self.lines = []
        self._look()

    def _look(self) -> None:
        stands = searching.still_says(self._desk.journal, self._found)
        self.setVisible(stands)
        if stands:
            self.lines = _told(self._desk, self._found)
        for line in self.lines:
            self.add(line)


def _told(desk: Desk, found: Found) -> list[QWidget]:
    lines: list[QWidget] = [_turn_line(turn, is_found=turn.id == found.id) for turn in _around(desk, found)]
    if not lines:
        lines = [Sentence(f"{who_words(found)}: {quoted(found.words)}" if found.who else found.words)]
    return [*lines, Quiet(story(found, desk.clock.now(), with_person=False))]


def _around(desk: Desk, found: Found) -> list[TurnView]:
    if found.kind != "turn" or found.meeting_id is None:
        return []
    for log in logs_of(desk.journal, found.meeting_id):
        turns = [turn for turn in log if turn.turn_kind == SpanKind.TURN or turn.id == found.id]
        at = next((place for place, turn in enumerate(turns) if turn.id == found.id), None)
        if at is not None:
            return turns[max(0, at - _AROUND) : at + _AROUND + 1]
    return []


def _turn_line(turn: TurnView, *, is_found: bool) -> QWidget:
    tr = QCoreApplication.translate
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    name = whose(turn)
    if (face := turn.voice_of or turn.speaker) is not None:
        row.addWidget(badge(face), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    if turn.words:
        said = f"{name}: {quoted(turn.words)}"
        words.addWidget(Sentence(said) if is_found else Quiet(said))
    else:
        words.addWidget(Quiet(tr("FoundHere", "{name} spoke; no words were noted.").format(name=spoke(turn))))
    row.addLayout(words, 1)
    return line
