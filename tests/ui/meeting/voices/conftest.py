"""An open meeting of six with the panel in a real window. Every test reads back from the journal."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LogView, TurnView
from pod_desktop.services import meetings, turn_log
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.meeting.voices.panel import VoicesPanel
from pod_desktop.ui.meeting.voices.seats import Seat

CTRL = Qt.KeyboardModifier.ControlModifier


class Table:
    """The hands of whoever holds the laptop, and the eyes that read the journal."""

    def __init__(self, desk: Desk, clock: ManualClock, meeting_id: EntityId, show) -> None:
        self.desk = desk
        self.clock = clock
        self.meeting_id = meeting_id
        self._show = show
        self.panel: VoicesPanel = show(VoicesPanel(desk, meeting_id))

    # --- hands

    def key(self, key: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, a second after the last one, wherever the focus is."""
        self.clock.advance(seconds=1)
        code = key if isinstance(key, Qt.Key) else Qt.Key(ord(key.upper()))
        focused: QWidget | None = QApplication.focusWidget()
        QTest.keyClick(focused if focused is not None else self.panel, code, modifier)

    def press(self, button: QWidget) -> None:
        self.clock.advance(seconds=1)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tap(self, name: str) -> None:
        self.press(self.seat(name))

    def type(self, words: str) -> None:
        edit = self.panel.page.words.edit
        edit.setFocus()
        QTest.keyClicks(edit, words)

    def seat(self, name: str) -> Seat:
        return next(seat for seat in self.panel.page.table.seats() if seat.stay.who.name.startswith(name))

    def begin(self) -> "Table":
        self.press(self.panel.question.everybody)
        self.press(self.panel.question.begin)
        return self

    def restart(self) -> "Table":
        """The same data after a stop of the program: nothing in memory is left."""
        self.panel.hide()
        desk = Desk(self.desk.journal, FactsRelay(self.desk.journal), self.desk.jobs, self.desk.settings)
        return Table(desk, self.clock, self.meeting_id, self._show)

    # --- eyes

    @property
    def log(self) -> LogView:
        return turn_log.log_view(self.desk.journal, self.meeting_id)

    @property
    def spans(self) -> list[str]:
        """Every span in the log's order: who or what, and "…" while it goes on, "?" without a known end."""
        return [_said(turn) for turn in self.log.turns]

    def seconds(self, number: int) -> float:
        """How long the span with this number lasted."""
        turn = self.log.turns[number]
        assert turn.ended is not None
        return (turn.ended - turn.began).total_seconds()

    @property
    def listed(self) -> list[str]:
        """Whose turns the quiet list shows."""
        rows = [row for row in self.panel.page.recent.rows if row.isVisible()]
        return [row.turn.speaker.name.split()[0] for row in rows if row.turn and row.turn.speaker]

    @property
    def said(self) -> str:
        """Everything that labels and buttons of the panel say."""
        labels = [label.text() for label in self.panel.findChildren(QLabel)]
        return " ".join(labels + [button.text() for button in self.panel.findChildren(QAbstractButton)])

    @property
    def words(self) -> dict[str, str]:
        """The words of each speaker's last turn that has any."""
        return {
            turn.speaker.name.split()[0]: turn.words for turn in self.log.turns if turn.speaker and turn.words
        }

    @property
    def ringed(self) -> list[str]:
        """Who is shown as speaking."""
        return [seat.stay.who.name.split()[0] for seat in self.panel.page.table.seats() if seat.speaking]


def _said(turn: TurnView) -> str:
    who = turn.speaker.name.split()[0] if turn.speaker else turn.turn_kind
    return who + ("…" if turn.is_open else "?" if turn.end_unknown else "")


@pytest.fixture
def meeting_id(journal, family) -> EntityId:
    here = [family.sam, family.may, family.jo, family.tom, family.me, family.lee]
    return meetings.begin_meeting(journal, family.sam, here=here)


@pytest.fixture
def asking(desk, clock, meeting_id, shown: Callable[[QWidget], QWidget]) -> Table:
    """The panel before anybody was asked."""
    return Table(desk, clock, meeting_id, shown)


@pytest.fixture
def table(asking: Table) -> Table:
    """Everybody agreed, and the log has begun. Keys: 1 Sam, 2 Jo, 3 May, 4 Tom, then the team."""
    return asking.begin()
