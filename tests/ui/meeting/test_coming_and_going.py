"""Who comes into an open meeting and goes, who is on the telephone, and the person out of the room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.roster import Absence
from pod_desktop.outputs.presence import who_was_there
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    agenda,
    meeting_views,
    meetings,
    people,
    roster,
)
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.page import MeetingPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def meeting_id(desk, family):
    return meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.me], place="At home"
    )


@pytest.fixture
def page(desk, meeting_id, shown):
    return shown(MeetingPage(desk, meeting_id))


def view(desk, meeting_id):
    return meeting_views.meeting(desk.journal, meeting_id)


def here(desk, meeting_id):
    return {stay.who.id for stay in view(desk, meeting_id).present}


def test_a_latecomer_is_here_with_two_taps_and_goes_with_one(page, desk, meeting_id, family, qtbot):
    qtbot.mouseClick(page.header.strip, LEFT)
    qtbot.mouseClick(page.coming.faces.tile(family.jo), LEFT)
    assert family.jo in here(desk, meeting_id)
    qtbot.mouseClick(page.coming.faces.tile(family.may), LEFT)
    assert family.may not in here(desk, meeting_id)
    assert family.nan not in page.coming.faces._tiles


def test_the_agenda_stays_where_it_is_when_the_person_is_back(page, desk, meeting_id, family, qtbot):
    """The button that said so goes, and the keyboard with it: not to the top of the agenda."""
    page.resize(1200, 500)
    for number in range(12):
        agenda.add_topic(desk.journal, meeting_id, f"Topic {number}", family.sam)
    meetings.leave(desk.journal, meeting_id, family.sam)
    bar = page.agenda._sheet.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500)
    bar.setValue(bar.maximum())
    before = bar.value()
    qtbot.mouseClick(page.header._line._button, LEFT)
    for _ in range(5):
        QApplication.processEvents()
    assert family.sam in here(desk, meeting_id)
    assert bar.value() > before - 200


def test_who_takes_part_by_telephone_is_said_and_told(page, desk, meeting_id, family, qtbot):
    qtbot.mouseClick(page.header.strip, LEFT)
    chip = page.coming.by_phone.chips[family.may]
    assert set(page.coming.by_phone.chips) == here(desk, meeting_id)
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    (may,) = (stay for stay in view(desk, meeting_id).present if stay.who.id == family.may)
    assert may.by_phone
    assert "by telephone or video" in record_text(view(desk, meeting_id), "Team")
    assert "(by telephone or video)" in " ".join(who_was_there(view(desk, meeting_id)))
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not any(stay.by_phone for stay in view(desk, meeting_id).present)
    assert "by telephone" not in record_text(view(desk, meeting_id), "Team")


def test_someone_else_comes_in_by_name(page, desk, meeting_id, qtbot):
    qtbot.mouseClick(page.header.strip, LEFT)
    qtbot.keyClicks(page.coming.newcomer.edit, "Old Bill")
    qtbot.keyClick(page.coming.newcomer.edit, Qt.Key.Key_Return)
    assert "Old Bill" in {stay.who.name for stay in view(desk, meeting_id).present}
    assert "Old Bill" in page.header.strip.accessibleName()


def test_that_the_person_is_out_of_the_room_is_said_and_they_are_back_with_one_tap(
    page, desk, meeting_id, family
):
    assert page.header.line() == ""
    meetings.leave(desk.journal, meeting_id, family.sam)
    assert page.header.line() == "Sam Penrose is out of the room. What is to be decided waits."
    desk.clock.advance(minutes=4)
    page.header._line.action_requested.emit()
    assert family.sam in here(desk, meeting_id)
    assert page.header.line() == ""


def test_a_conversation_without_the_person_says_that_nothing_is_decided(desk, family, shown):
    meeting_id = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.me], without_person_reason="Asleep"
    )
    page = shown(MeetingPage(desk, meeting_id))
    assert page.header.line() == "Sam Penrose is not here, so nothing is decided."


def test_a_practitioner_on_leave_is_not_offered_but_stays_where_they_came_and_can_come_all_the_same(
    page, desk, meeting_id, family, qtbot
):
    kim = people.add_practitioner(desk.journal, "Kim Sayer")
    meetings.arrive(desk.journal, meeting_id, family.lee)
    for who in (family.lee, kim):
        roster.say_absence(desk.journal, who, Absence(roster.day_of(desk.clock.now())))
    qtbot.mouseClick(page.header.strip, LEFT)
    coming = page.coming
    assert coming.faces.tile(family.lee).isChecked()
    assert kim not in coming.faces._tiles
    qtbot.mouseClick(coming.team_here, LEFT)
    assert coming.faces.tile(kim).hasFocus()
    qtbot.mouseClick(coming.faces.tile(kim), LEFT)
    assert kim in here(desk, meeting_id)


def test_who_is_not_here_and_may_be_heard_is_named_and_stays_out_of_the_room(page, desk, meeting_id, qtbot):
    before = here(desk, meeting_id)
    qtbot.mouseClick(page.header.strip, LEFT)
    qtbot.keyClicks(page.coming.absent.name.edit, "Grandad")
    qtbot.mouseClick(page.coming.absent.add, LEFT)
    assert page.coming.absent.shown() == ["Grandad", "Nan"]
    assert page.coming.absent.name.text() == ""
    assert here(desk, meeting_id) == before
    assert "Grandad" not in {tile.someone.name for tile in page.coming.faces._tiles.values()}


def test_half_typed_names_are_there_when_the_page_is_opened_again(desk, meeting_id, shown, qtbot):
    drafts = Drafts()
    coming = shown(MeetingPage(desk, meeting_id, drafts)).coming
    qtbot.keyClicks(coming.absent.name.edit, "Grandad W")
    qtbot.keyClicks(coming.newcomer.edit, "Mr Co")
    coming.put_down()
    page = shown(MeetingPage(desk, meeting_id, drafts))
    assert page.coming.newcomer.text() == "Mr Co"
    assert page.coming.absent.name.text() == "Grandad W"
    page.header.strip.click()
    page.coming.absent.name.edit.setFocus()
    qtbot.keyClicks(page.coming.absent.name.edit, "il")
    qtbot.keyClick(page.coming.absent.name.edit, Qt.Key.Key_Return)
    assert "Grandad Wil" in page.coming.absent.shown()
    assert drafts.unstored() == ("Mr Co",)
