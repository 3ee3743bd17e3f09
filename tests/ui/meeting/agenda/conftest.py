"""The agenda of an open meeting on the screen, and what is stored of it."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import agenda, meeting_views, meetings
from pod_desktop.ui.meeting.agenda.panel import AgendaPanel
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.room import Room


@pytest.fixture
def visit(desk, family, shown):
    """An open meeting with Sam, May, Jo and Ana, its agenda on the screen."""
    meeting_id = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.jo, family.me]
    )
    return open_agenda(desk, meeting_id, shown, Drafts())


def open_agenda(desk, meeting_id, shown, drafts):
    room = Room(desk, meeting_id, drafts, Attempts())
    panel = AgendaPanel(room)

    def refresh(*_):
        panel.set_view(meeting_views.meeting(desk.journal, meeting_id))

    def topic(words, by=None):
        made = agenda.add_topic(desk.journal, meeting_id, words, by)
        QApplication.processEvents()  # its row is laid out
        return made

    desk.facts.changed.connect(refresh)
    refresh()
    shown(panel)
    return SimpleNamespace(
        panel=panel,
        room=room,
        id=meeting_id,
        journal=desk.journal,
        view=lambda: meeting_views.meeting(desk.journal, meeting_id),
        topic=topic,
        close=lambda: desk.facts.changed.disconnect(refresh),
    )
