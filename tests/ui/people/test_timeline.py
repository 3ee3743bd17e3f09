"""The timeline of a record, read back from what is stored."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from pod_desktop.domain.decisions import Does
from pod_desktop.domain.timeline_views import TimelineKind
from pod_desktop.services import (
    between_meetings,
    care,
    decisions,
    medication,
    meetings,
    network,
    people,
    timeline,
)
from pod_desktop.services.medication import Decided
from pod_desktop.storage.tables import Medication, Meeting, Setting
from pod_desktop.ui.people.entries import ENTRY
from pod_desktop.ui.people.timeline import TimelinePart


@pytest.fixture
def sam(journal, me):
    sam = people.add_person(journal, "Sam Okafor")
    care.move_to(journal, sam, "ward", date(2026, 1, 5), "Cedar ward")
    meeting = meetings.begin_meeting(journal, sam, here=[sam, me], place="At home")
    decision = decisions.word_decision(journal, meeting, "May sleeps over.")
    decisions.accept_decision(journal, decision)
    meetings.close_meeting(journal, meeting)
    return sam


def titles(part):
    model = part.list.entries
    return [model.index(row).data(ENTRY).title for row in range(model.rowCount())]


def test_it_tells_what_was_under_its_months_the_newest_first(desk, shown, sam):
    part = shown(TimelinePart(desk, sam))
    told = titles(part)
    assert {"May sleeps over.", "Network meeting", "On a ward: Cedar ward"} <= set(told)
    assert told.index("May sleeps over.") < told.index("January 2026") < told.index("On a ward: Cedar ward")


def test_one_kind_of_thing_alone_and_everything_again(desk, shown, sam):
    part = shown(TimelinePart(desk, sam))
    before = titles(part)
    options = {each.text(): each for each in part.filter.findChildren(QRadioButton)}
    options["Decisions"].click()
    assert titles(part)[1:] == ["May sleeps over."]
    options["Medication"].click()
    assert titles(part) == []
    options["Everything"].click()
    assert titles(part) == before


def test_enter_opens_the_meeting_of_an_entry(desk, shown, sam, qtbot):
    part = shown(TimelinePart(desk, sam))
    options = {each.text(): each for each in part.filter.findChildren(QRadioButton)}
    options["Decisions"].click()
    part.list.setFocus()
    part.list.go_to_first()
    with qtbot.waitSignal(part.opened) as opened:
        qtbot.keyClick(part.list, Qt.Key.Key_Return)
    (meeting,) = people.record(desk.journal, sam).meetings
    assert opened.args == [sam, meeting.id]


def test_what_is_written_down_meanwhile_comes_in(desk, shown, sam):
    part = shown(TimelinePart(desk, sam))
    between_meetings.happened_outside(desk.journal, sam, "an ambulance came", desk.clock.now())
    assert "an ambulance came" in titles(part)


def test_a_held_meeting_has_the_map_as_it_stood_then(desk, shown, sam, qtbot):
    desk.clock.advance(minutes=1)
    may = network.add_member(desk.journal, sam, "May")
    network.place_member(desk.journal, may, 90.0, 1.0)
    desk.clock.advance(days=1)
    me = desk.journal.author_id
    later = meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    meetings.close_meeting(desk.journal, later)
    part = shown(TimelinePart(desk, sam))
    held = [each.meeting_id for each in part._view.entries if each.kind == "meeting"]
    qtbot.waitUntil(lambda: all(part.small_maps.dots(id_) is not None for id_ in held))
    told = {id_: part.small_maps.dots(id_) for id_ in held}
    (first,) = set(held) - {later}
    assert told[first] == ()
    ((x, y, _hue),) = told[later]
    assert (round(x, 6), round(y, 6)) == (1.0, 0.0)
    desk.clock.advance(minutes=1)
    network.place_member(desk.journal, may, 0.0, 1.0)  # now, and not then
    qtbot.waitUntil(lambda: part.small_maps.dots(later) is not None)
    assert part.small_maps.dots(later) == told[later]


def test_what_is_no_held_meeting_has_no_map_and_asks_for_none(desk, shown, sam):
    part = shown(TimelinePart(desk, sam))
    model = part.list.entries
    with_maps = [model.entry(row) for row in range(model.rowCount()) if model.entry(row).small_map]
    assert [each.title for each in with_maps] == ["Network meeting"]


def details(part):
    model = part.list.entries
    entries = [model.index(row).data(ENTRY) for row in range(model.rowCount())]
    return [(entry.title, entry.detail, entry.aside) for entry in entries]


def test_medication_alone_has_the_decisions_that_it_names_and_no_others(desk, shown, sam, me):
    meeting = meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    half = decisions.word_decision(desk.journal, meeting, "Sam takes half of the quetiapine.")
    decisions.accept_decision(desk.journal, half)
    medication.note(desk.journal, sam, "changed", "half of it", date(2026, 11, 20), Decided(half))
    part = shown(TimelinePart(desk, sam))
    next(each for each in part.filter.findChildren(QRadioButton) if each.text() == "Medication").click()
    assert set(titles(part)[1:]) == {"Sam takes half of the quetiapine.", "half of it"}
    assert ("half of it", "Medication: changed; decided in a meeting", "20 November 2026") in details(part)


def test_a_day_that_only_a_newer_version_can_read_is_said_to_be_so_in_its_place(desk, shown, sam):
    with desk.journal.act() as act:
        (stay,) = act.all(Setting)
        act.change(Setting, stay.id, since="2026-W02", until="spring")
    part = shown(TimelinePart(desk, sam))
    assert titles(part)[0] == "Without a day"
    assert details(part)[1] == (
        "On a ward: Cedar ward",
        "From a day not known to this version to a day not known to this version",
        "",
    )


def test_of_a_zone_that_is_not_known_the_day_says_by_which_clock_it_is(desk, shown, sam):
    (meeting,) = people.record(desk.journal, sam).meetings
    with desk.journal.act() as act:
        act.change(Meeting, meeting.id, zone="Mars/Base")
    part = shown(TimelinePart(desk, sam))
    said = "the day is by universal time: the time zone “Mars/Base” is not known to this version"
    assert ("Network meeting", f"At home; {said}", "20 November 2026") in details(part)


def test_of_medication_too_whose_day_is_not_known_to_this_version(desk, shown, sam):
    noted = medication.note(desk.journal, sam, "stopped", "the tablets", date(2026, 11, 20))
    with desk.journal.act() as act:
        act.change(Medication, noted, day="2026-W47")
    told = details(shown(TimelinePart(desk, sam)))
    assert told[0][0] == "Without a day"
    assert told[1] == ("the tablets", "Medication: stopped; the day is not known to this version", "")


def test_meetings_of_one_day_are_told_apart_by_their_time(desk, shown, sam, me, clock):
    clock.advance(minutes=90)
    meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    part = shown(TimelinePart(desk, sam))
    model = part.list.entries
    entries = [model.index(row).data(ENTRY) for row in range(model.rowCount())]
    when = [each.aside for each in entries if each.key.startswith("meeting")]
    assert len(set(when)) == len(when) == 2


def test_a_decision_that_was_taken_back_says_so_and_not_that_it_was_changed(desk, shown, sam, me):
    meeting = meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    (first,) = people_decisions(desk, sam)
    later = decisions.word_decision(
        desk.journal, meeting, "May sleeps at her own home.", does=Does.TAKES_BACK, earlier=first
    )
    decisions.accept_decision(desk.journal, later)
    part = shown(TimelinePart(desk, sam))
    model = part.list.entries
    entries = [model.index(row).data(ENTRY) for row in range(model.rowCount())]
    (entry,) = [each for each in entries if each.title == "May sleeps over."]
    assert entry.more == "A later meeting took this back: “May sleeps at her own home.”"


def people_decisions(desk, sam):
    return [e.id for e in timeline.timeline(desk.journal, sam).entries if e.kind is TimelineKind.DECISION]
