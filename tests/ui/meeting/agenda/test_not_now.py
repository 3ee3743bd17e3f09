"""“We decided not to decide this now” names what it is about, once, wherever a meeting is told."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from pod_desktop.outputs.pdf import summary_pdf
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import meeting_views, meetings, timeline
from pod_desktop.ui.meeting.account import MeetingAccount
from pod_desktop.ui.meeting.agenda.decision_sheet import DecisionSheet
from pod_desktop.ui.people.timeline import entry_words
from tests.outputs.test_summary_pdf import words_of

ENTER = Qt.Key.Key_Return
LINE = "“Whether the light stays on”: we decided not to decide this now."


@pytest.fixture
def topic(visit: Any, family: Any) -> Any:
    return visit.topic("Whether the light stays on", family.may)


def press(widget: Any, qtbot: Any) -> None:
    widget.setFocus()
    assert widget.hasFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Space)


def decided(visit: Any, topic: Any, qtbot: Any, own_words: str = "") -> None:
    """By the keyboard, from the topic's row to the room's yes."""
    row: Any = visit.panel.topics.row(topic)
    press(row.head, qtbot)
    press(row.acts.not_now, qtbot)
    assert row.deciding.words.edit.hasFocus()
    assert row.deciding.words.words() == LINE
    if own_words:
        row.deciding.words.edit.selectAll()
        qtbot.keyClicks(row.deciding.words.edit, own_words)
    press(row.deciding.read_aloud, qtbot)
    press(visit.panel.reading.accept, qtbot)
    meetings.close_meeting(visit.journal, visit.id)


def told(visit: Any) -> dict[str, str]:
    """What each of the ways of telling a meeting says, in one line each."""
    view = meeting_views.meeting(visit.journal, visit.id)
    account = MeetingAccount()
    account.set_view(view)
    sheets = account.findChildren(DecisionSheet)
    (entry,) = (
        entry_words(each)
        for each in timeline.timeline(visit.journal, view.person.id).entries
        if each.kind == "decision"
    )
    found = {
        "page": "\n".join([account.words(), *(sheet.words.text() for sheet in sheets)]),
        "timeline": f"{entry.title}\n{entry.detail}\n{entry.more}",
        "record": record_text(view, "The team"),
        "pdf": words_of(summary_pdf(view, "The team")),
    }
    return {place: " ".join(words.split()) for place, words in found.items()}


def test_it_says_so_once_with_the_topic_and_the_topic_is_left_open(visit, topic, qtbot):
    decided(visit, topic, qtbot)
    for place, words in told(visit).items():
        assert words.count(LINE) == 1, place
        assert words.count("not to decide") == 1, place
    (view,) = meeting_views.meeting(visit.journal, visit.id).topics
    assert view.state == "left_open"
    assert "“Whether the light stays on” (raised by May): left open; see decision 1" in told(visit)["record"]


def test_beside_the_rooms_own_words_stands_what_was_not_decided(visit, topic, qtbot):
    decided(visit, topic, qtbot, "We wait until May has slept.")
    for place, words in told(visit).items():
        assert words.count("We wait until May has slept.") == 1, place
        assert words.count(LINE.removesuffix(".")) == 1, place


def test_of_words_that_say_it_without_the_topic_the_topic_stands_beside(visit, topic, qtbot):
    decided(visit, topic, qtbot, "We have decided not to decide this now.")
    for place, words in told(visit).items():
        assert words.count("not to decide") == 1, place
        assert words.count("This is about “Whether the light stays on”") == 1, place


def test_what_it_was_about_is_offered_to_the_next_meeting(visit, topic, qtbot, family):
    decided(visit, topic, qtbot)
    later = meetings.begin_meeting(visit.journal, family.sam, here=[family.sam, family.me])
    offered = meeting_views.meeting(visit.journal, later).offered
    assert "Whether the light stays on" in [each.words for each in offered]
