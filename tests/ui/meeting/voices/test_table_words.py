"""What the middle of the table says is seen whole, however many sit round it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import AttendanceView, Someone
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.voices.places import Places
from pod_desktop.ui.meeting.voices.table import RoundTable

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def here(count: int) -> list[AttendanceView]:
    ids = [EntityId(f"{number}") for number in range(count)]
    people = [Someone(id_, f"Person {id_}", number, "member") for number, id_ in enumerate(ids)]
    return [AttendanceView(who.id, who, TEN, None, None, "yes") for who in people]


@pytest.mark.parametrize("count", range(1, 10))
def test_the_words_in_the_middle_are_not_cut_off_beside_the_agenda_on_a_small_laptop(
    qtbot, qapp: QApplication, count: int
):
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, theme.Scheme.LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    theme.as_meeting(page)
    table = RoundTable(Places())
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(table)
    page.resize(350, 331)  # what both halves leave of 1366 by 768
    people = here(count)
    table.set_room(people, {each.id: str(at) for at, each in enumerate(people, start=1)}, people[0].id)
    table.say("Tap whoever speaks", "")
    page.show()
    said = table.middle.headline
    assert table.size().toTuple() == (350, 331)
    assert said.heightForWidth(said.width()) <= said.height()
