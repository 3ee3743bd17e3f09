"""Who is here, and what may begin with them."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from pod_desktop.domain.roster import Absence
from pod_desktop.services import meeting_views, meetings, network, people, planning, roster
from pod_desktop.ui.meeting.beginning.page import BeginPage


@pytest.fixture
def page(desk, family, shown):
    return shown(BeginPage(desk, family.sam))


def tap(qtbot, page, *who):
    for each in who:
        qtbot.mouseClick(page.faces.tile(each), Qt.MouseButton.LeftButton)


def test_the_person_comes_first_then_who_is_invited_and_this_practitioner_is_here(desk, family, shown):
    planned = planning.plan_meeting(desk.journal, family.sam, invited=[family.may])
    page = shown(BeginPage(desk, family.sam, planned))
    shown_ids = list(page.faces._tiles)
    assert shown_ids[:2] == [family.sam, family.may]
    assert shown_ids[-2:] == [family.me, family.lee]
    assert page.faces.on() == (family.me,)
    assert family.nan not in shown_ids
    assert family.biscuit in shown_ids


def test_a_meeting_begins_with_who_is_here(page, desk, family, qtbot):
    assert not page.begin.isEnabled()
    tap(qtbot, page, family.sam, family.may)
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    view = meeting_views.meeting(desk.journal, signal.args[0])
    assert view.brief.state == "open"
    assert view.brief.meeting_kind == "network"
    assert {each.who.id for each in view.present} == {family.sam, family.may, family.me}


def test_without_the_person_only_a_conversation_can_begin_and_it_needs_its_reason(page, desk, family, qtbot):
    tap(qtbot, page, family.may)
    assert page.without.isVisible()
    qtbot.mouseClick(page.without.open, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.without.begin, Qt.MouseButton.LeftButton)
    assert "why" in page.without.reason.error()
    assert meetings.open_meeting(desk.journal) is None
    qtbot.keyClicks(page.without.reason.edit, "Sam is asleep.")
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.keyClick(page.without.reason.edit, Qt.Key.Key_Return)
    brief = meeting_views.meeting(desk.journal, signal.args[0]).brief
    assert (brief.meeting_kind, brief.reason) == ("conversation", "Sam is asleep.")


def test_the_way_without_the_person_goes_away_when_they_are_here(page, family, qtbot):
    tap(qtbot, page, family.sam)
    assert not page.without.isVisible()
    assert page.begin.isEnabled()


def test_one_practitioner_alone_is_pointed_out_gently_and_two_are_not(page, family, qtbot):
    assert page.team_line().startswith("One of the team is here.")
    tap(qtbot, page, family.lee)
    assert page.team_line() == ""
    tap(qtbot, page, family.lee, family.me)
    assert page.team_line() == "Nobody of the team is marked as here."


def test_somebody_who_is_not_on_the_map_can_be_here(page, desk, family, qtbot):
    before = len(network.network_map(desk.journal, family.sam).members)
    tap(qtbot, page, family.sam)
    qtbot.keyClicks(page.newcomer.edit, "  Old   Bill ")
    qtbot.keyClick(page.newcomer.edit, Qt.Key.Key_Return)
    assert len(network.network_map(desk.journal, family.sam).members) == before
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    present = {each.who.name for each in meeting_views.meeting(desk.journal, signal.args[0]).present}
    assert present == {"Sam Penrose", "Old Bill", "Ana Reyes"}


def test_arrow_keys_go_from_face_to_face_and_space_taps(page, family, qtbot):
    page.faces.tile(family.sam).setFocus()
    qtbot.keyClick(page.faces.tile(family.sam), Qt.Key.Key_Space)
    qtbot.keyClick(page.faces.tile(family.sam), Qt.Key.Key_Right)
    focused = page.focusWidget()
    assert focused is not page.faces.tile(family.sam)
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    assert set(page.faces.on()) == {family.sam, family.me, focused.someone.id}


def test_another_open_meeting_is_said_and_nothing_begins(page, desk, family, qtbot):
    meetings.begin_meeting(desk.journal, family.sam, here=[family.sam])
    tap(qtbot, page, family.sam)
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert "still open" in page.attempts.sentence


def test_the_place_of_a_meeting_that_nobody_planned_can_be_said(page, desk, family, qtbot):
    tap(qtbot, page, family.sam)
    page.where.places._options["At home"].click()
    page.where.chosen_by._options["together"].click()
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    brief = meeting_views.meeting(desk.journal, signal.args[0]).brief
    assert (brief.place, brief.place_chosen_by) == ("At home", "together")


def test_faces_are_large_enough_for_a_finger(page):
    for tile in page.faces._tiles.values():
        assert min(tile.width(), tile.height()) >= 48


def test_a_name_that_is_typed_and_not_added_yet_is_here_when_the_meeting_begins(page, desk, family, qtbot):
    tap(qtbot, page, family.sam)
    qtbot.keyClicks(page.newcomer.edit, "Old Bill")
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    view = meeting_views.meeting(desk.journal, signal.args[0])
    assert "Old Bill" in {each.who.name for each in view.present}


def test_who_was_tapped_stays_in_the_room_when_another_laptop_takes_them_off_the_map(
    page, desk, family, qtbot
):
    tap(qtbot, page, family.sam, family.tom)
    qtbot.keyClicks(page.newcomer.edit, "Uncle B")
    network.strike_member(desk.journal, family.tom, "taken off the map")
    network.strike_member(desk.journal, family.jo, "taken off the map")
    assert family.jo not in page.faces._tiles
    assert page.newcomer.text() == "Uncle B"
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    came = {each.name for each in meeting_views.meeting(desk.journal, signal.args[0]).came}
    assert came == {"Sam Penrose", "Tom", "Ana Reyes", "Uncle B"}


def test_what_waits_to_be_asked_for_does_not_move_the_faces(page, desk, family):
    desk.facts.hold(True)
    with desk.facts.arriving():
        network.strike_member(desk.journal, family.jo, "taken off the map")
    desk.facts.soon.timeout.emit()
    network.change_member(desk.journal, family.tom, name="Tommy")
    assert page.faces.tile(family.tom).text() == "Tommy"
    assert family.jo in page.faces._tiles
    desk.facts.release()
    desk.facts.soon.timeout.emit()
    assert family.jo not in page.faces._tiles


def test_who_is_on_leave_or_has_left_is_not_offered_but_can_be_here_all_the_same(desk, family, shown, qtbot):
    today = roster.day_of(desk.clock.now())
    kim = people.add_practitioner(desk.journal, "Kim Sayer")
    roster.say_absence(desk.journal, family.lee, Absence(today))
    roster.say_absence(desk.journal, kim, Absence(left_on=today - timedelta(days=1)))
    page = shown(BeginPage(desk, family.sam))
    assert {family.lee, kim}.isdisjoint(page.faces._tiles)
    page.team_here.setFocus()
    qtbot.keyClick(page.team_here, Qt.Key.Key_Space)
    assert not page.team_here.isVisible()
    assert page.faces.tile(kim).hasFocus()
    tap(qtbot, page, family.sam, family.lee)
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    present = {each.who.id for each in meeting_views.meeting(desk.journal, signal.args[0]).present}
    assert present == {family.sam, family.me, family.lee}


def test_where_everybody_of_the_team_is_there_nothing_is_asked_about_leave(page):
    assert not page.team_here.isVisible()


def test_a_face_that_was_tapped_stays_when_leave_comes_behind_the_page(page, desk, family, qtbot):
    tap(qtbot, page, family.lee)
    roster.say_absence(desk.journal, family.lee, Absence(roster.day_of(desk.clock.now())))
    assert page.faces.tile(family.lee).isChecked()


def test_who_is_not_here_can_be_named_and_is_not_counted_as_here(page, desk, family, qtbot):
    tap(qtbot, page, family.sam)
    assert page.absent.shown() == ["Nan"]
    qtbot.keyClicks(page.absent.name.edit, "The voice upstairs")
    qtbot.keyClick(page.absent.name.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(page.absent.name.edit, "Grandad")
    assert page.absent.shown() == ["Nan", "The voice upstairs"]
    assert "The voice upstairs" not in {tile.someone.name for tile in page.faces._tiles.values()}
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    kinds = {each.name: each.member_kind for each in network.network_map(desk.journal, family.sam).members}
    assert (kinds["The voice upstairs"], kinds["Grandad"]) == ("absent_voice", "absent_voice")
    view = meeting_views.meeting(desk.journal, signal.args[0])
    assert {each.who.id for each in view.attendances} == {family.sam, family.me}
    assert [voice.who.name for voice in view.voices] == ["The voice upstairs", "Grandad"]


def test_who_is_on_the_map_already_is_chosen_to_be_heard_and_taken_back(page, desk, family, qtbot):
    tap(qtbot, page, family.sam)
    nan = page.absent.chips[family.nan]
    qtbot.mouseClick(nan, Qt.MouseButton.LeftButton)
    for name in ("jo", "Upstairs"):
        qtbot.keyClicks(page.absent.name.edit, name)
        qtbot.keyClick(page.absent.name.edit, Qt.Key.Key_Return)
    assert page.absent.heard() == ["Jo", "Nan", "Upstairs"]
    upstairs = next(each for each in page.absent.chips.values() if each.text() == "Upstairs")
    for chip in (page.absent.chips[family.nan], upstairs):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.absent.shown() == ["Jo", "Nan"]
    with qtbot.waitSignal(page.begun) as signal:
        qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    view = meeting_views.meeting(desk.journal, signal.args[0])
    assert [voice.who.name for voice in view.voices] == ["Jo"]


def test_who_is_here_is_nobodys_absent_voice(page, desk, family, qtbot):
    tap(qtbot, page, family.sam)
    name = network.member(desk.journal, family.jo).name
    tap(qtbot, page, family.jo)
    qtbot.keyClicks(page.absent.name.edit, name)
    qtbot.keyClick(page.absent.name.edit, Qt.Key.Key_Return)
    assert "is here, and speaks for themself" in page.absent.name.error()


def test_nobody_who_is_on_the_map_is_named_a_second_time(page, desk, family, qtbot):
    before = network.network_map(desk.journal, family.sam).members
    tap(qtbot, page, family.sam)
    qtbot.keyClicks(page.absent.name.edit, "jo")
    qtbot.keyClick(page.absent.name.edit, Qt.Key.Key_Return)
    assert page.absent.name.text() == ""
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert network.network_map(desk.journal, family.sam).members == before
