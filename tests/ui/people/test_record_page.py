"""A person's record: its head, its forms and its meetings, read back from the journal."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.response import FirstContact
from pod_desktop.domain.roster import Absence
from pod_desktop.services import meetings, network, people, planning, roster
from pod_desktop.storage.journal import Journal
from pod_desktop.ui.people.entries import ENTRY
from pod_desktop.ui.people.record import MEETINGS, TIMELINE, RecordPage

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def sam(journal):
    return people.add_person(journal, "Sam Okafor")


@pytest.fixture
def may(journal, sam):
    return network.add_member(journal, sam, "Aunt May", words="aunt", sector="relatives")


@pytest.fixture
def hold(journal: Journal, clock: ManualClock):
    """Holds a meeting of an hour."""

    def hold_(person, *others, place="", **more):
        here = [] if more else [person]
        meeting = meetings.begin_meeting(journal, person, here=[*here, *others], place=place, **more)
        clock.advance(hours=1)
        meetings.close_meeting(journal, meeting)
        return meeting

    return hold_


@pytest.fixture
def open_record(desk, shown):
    def open_(person, width=1366, height=680):
        made_for = []

        def network_page(person_id):
            made_for.append(person_id)
            return QLineEdit()

        page = shown(RecordPage(desk, person, network_page), width, height)
        assert made_for == [person]
        return page

    return open_


def read(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def buttons(widget):
    return [b.text() or b.accessibleName() for b in widget.findChildren(QPushButton) if b.isVisible()]


def entries(page):
    model = page.meetings.list.entries
    return [model.index(row).data(ENTRY) for row in range(model.rowCount())]


def test_the_network_comes_first_and_has_the_keyboard(open_record, sam):
    page = open_record(sam)
    assert page.rail.current() == "network"
    assert page.network.isVisible()
    assert page.network.hasFocus()


@pytest.mark.parametrize("height", [336, 680])
@pytest.mark.parametrize("width", [683, 1366])
def test_the_name_is_on_the_screen_whatever_part_of_the_record_is(open_record, sam, press, width, height):
    page = open_record(sam, width, height)
    assert (page.width(), page.height()) == (width, height)
    for go in (
        lambda: page.go_to(MEETINGS),
        lambda: press(page, "Change the name or the NHS number"),
        page.head.contact_requested.emit,
    ):
        go()
        assert page.head.name.isVisible()
        assert page.head.name.text() == "Sam Okafor"
        assert page.head.name.visibleRegion().boundingRect() == page.head.name.rect()


@pytest.mark.usefixtures("large_text")
def test_a_long_name_is_read_whole_also_in_large_text_and_a_small_window(open_record, sam, journal):
    people.change_person(journal, sam, name="Oluwaseun Adebayo-Fitzgerald of Lower Thornbury")
    page = open_record(sam, 1366, 680)
    page.repaint()
    name = page.head.name
    assert name.visibleRegion().boundingRect() == name.rect()
    assert name.height() >= name.heightForWidth(name.width())
    assert not page.meetings.isVisible()
    assert page.network.height() > page.height() / 3


def test_the_head_tells_how_care_began(open_record, sam, journal, clock):
    page = open_record(sam)
    assert "When help was first asked for is not said yet" in read(page.head)
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=26), "a friend")
    assert "First contact yesterday at 08:00 (a friend) · waiting for a first meeting for 26 hours" in read(
        page.head
    )


def test_the_response_is_told_once_there_was_a_first_meeting(open_record, sam, me, journal, clock, hold):
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=20), "")
    hold(sam, me)
    page = open_record(sam)
    assert "First contact yesterday at 14:00 · first met after 20 hours" in read(page.head)


def test_the_first_contact_is_added_and_changed_in_the_record(open_record, sam, journal, press, keys, clock):
    page = open_record(sam)
    press(page, "Add first contact")
    keys(Qt.Key.Key_Space)  # just now
    press(page, "Keep")
    assert people.record(journal, sam).first_contact == clock.now()
    assert page.network.isVisible()
    clock.advance(days=2)
    press(page, "Change first contact")
    form = page.contact_form.contact
    assert form.asked.when.value() == "other"
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.isChecked()
    form.who.set_value("a relative")
    press(page, "Keep")
    changed = people.record(journal, sam)
    assert changed.first_contact == clock.now() - timedelta(days=2)
    assert changed.first_contact_by == "a relative"


def test_words_about_who_asked_come_back_into_the_form(open_record, sam, journal, press, clock):
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=1), "her neighbour")
    page = open_record(sam)
    press(page, "Change first contact")
    assert page.contact_form.contact.asked.when.value() == "today"
    assert page.contact_form.contact.words.text() == "her neighbour"


def test_the_name_and_the_number_are_stored(open_record, sam, journal, press, keys):
    page = open_record(sam)
    press(page, "Change the name or the NHS number")
    page.name_form.name.edit.selectAll()
    keys("Sammy", ENTER)
    assert people.record(journal, sam).name == "Sammy"
    assert page.head.name.text() == "Sammy"
    press(page, "Change the name or the NHS number")
    page.name_form.number.setFocus()
    keys("999 000 0018", ENTER)
    assert people.record(journal, sam).nhs_number == "9990000018"
    assert any("NHS number 999 000 0018" in words for words in read(page.head))


@pytest.mark.parametrize("wrong", ["999 123 4560", "9999999999", "12345"])
def test_a_number_that_cannot_be_one_is_refused_in_words_and_nothing_is_lost(
    open_record, sam, journal, press, keys, wrong
):
    page = open_record(sam)
    press(page, "Change the name or the NHS number")
    keys("my")
    page.name_form.number.setFocus()
    keys(wrong, ENTER)
    assert "NHS number" in page.name_form.number.error()
    assert page.name_form.name.text() == "Sam Okaformy"
    assert people.record(journal, sam).name == "Sam Okafor"
    keys(ESC)
    assert page.network.isVisible()


def test_what_a_colleague_changed_meanwhile_is_not_overwritten_unseen(open_record, sam, journal, press, keys):
    page = open_record(sam)
    press(page, "Change the name or the NHS number")
    shown = page.name_form._seen
    people.change_person(journal, sam, name="Samuel Okafor")
    assert page.head.name.text() == "Samuel Okafor"
    assert page.name_form.name.text() == "Sam Okafor"
    assert page.name_form._seen == shown
    keys("a", ENTER)
    with journal.read() as reading:
        assert [(each.id, each.name) for each in reading.conflicts()] == [(sam, "name")]


def test_the_team_strip_tells_who_was_there_from_the_start(open_record, sam, me, may, journal, hold):
    lee = people.add_practitioner(journal, "Lee Marlow", peer=True)
    hold(sam, me, may)
    hold(sam, me, lee)
    page = open_record(sam)
    seen = read(page.head)
    start, joined = seen.index("From the start"), seen.index("Joined later")
    assert seen[start + 1 : joined] == ["Ana"]
    assert seen[joined + 1] == "Lee"
    assert "Aunt May" not in seen


def test_the_next_meeting_is_told_with_its_place_and_begins_from_the_head(
    open_record, sam, journal, clock, press
):
    planned = planning.plan_meeting(
        journal, sam, planned=clock.now() + timedelta(days=1), place="Sam’s kitchen", place_chosen_by="person"
    )
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=8))
    page = open_record(sam)
    assert "Next meeting tomorrow at 10:00 · Sam’s kitchen" in read(page.head)
    begun: list[tuple[object, object]] = []
    wanted: list[tuple[object, object]] = []
    page.begin_requested.connect(lambda person, meeting: begun.append((person, meeting)))
    page.plan_requested.connect(lambda person, meeting: wanted.append((person, meeting)))
    press(page, "Begin")
    press(page, "Begin a meeting now")
    press(page, "Change the plan")
    press(page, "Plan a meeting")
    assert begun == [(sam, planned), (sam, None)]
    assert wanted == [(sam, planned), (sam, None)]


def test_a_meeting_of_today_can_begin_also_where_the_window_is_low(open_record, sam, journal, clock):
    tomorrow = planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=1))
    page = open_record(sam, 683, 336)
    assert "Begin" not in buttons(page.head)
    planning.did_not_happen(journal, tomorrow, "another day suits better")
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(hours=1))
    assert "Begin" in buttons(page.head)


def test_the_head_folds_away_and_comes_back(open_record, sam, press):
    page = open_record(sam)
    press(page, "Show less")
    assert "Add first contact" not in buttons(page.head)
    assert page.head.name.isVisible()
    press(page, "Show more about them")
    assert "Add first contact" in buttons(page.head)


def test_the_head_makes_room_for_a_table(open_record, sam):
    page = open_record(sam)
    page.resize(1366, 900)
    assert not page.head._details.isHidden()
    page.make_room(True)
    assert page.head._details.isHidden()
    page.make_room(False)
    assert not page.head._details.isHidden()


def test_an_open_meeting_is_gone_back_into_and_nothing_else_begins(
    open_record, sam, me, journal, clock, press
):
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(hours=3))
    meeting = meetings.begin_meeting(journal, sam, here=[sam, me])
    page = open_record(sam)
    opened: list[str] = []
    page.meeting_opened.connect(opened.append)
    press(page, "Go back into the meeting")
    page.go_to(MEETINGS)
    page.meetings.list.go_to(meeting)
    page.meetings.list.open_current()
    assert opened == [meeting, meeting]
    assert not {"Begin", "Begin a meeting now"} & set(buttons(page))


def test_meetings_are_told_with_when_where_who_chose_and_what_became_of_them(
    open_record, sam, me, may, journal, clock, hold
):
    clock.advance(days=1)
    hold(sam, me, place="Sam’s kitchen")
    missed = planning.plan_meeting(
        journal, sam, planned=clock.now(), place="Elm House", place_chosen_by="service"
    )
    planning.did_not_happen(journal, missed, "Sam asked for a day of rest")
    clock.advance(days=1)
    hold(sam, me, may, without_person_reason="Sam asked us to hear May first")
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=1))
    page = open_record(sam)
    page.go_to(MEETINGS)
    told = [(e.title, e.detail, e.more, e.aside) for e in entries(page) if not e.heading]
    assert told == [
        ("Tomorrow at 12:00", "", "", "planned"),
        ("Today at 11:00", "", "A conversation without Sam Okafor: Sam asked us to hear May first", "closed"),
        ("Yesterday at 11:00", "Elm House, chosen by the service", "Sam asked for a day of rest",
         "did not happen"),
        ("Yesterday at 10:00", "Sam’s kitchen", "", "closed"),
    ]  # fmt: skip


def test_the_list_of_meetings_is_put_together_when_it_is_seen_and_is_then_as_things_are_now(
    open_record, sam, journal, clock, me, hold
):
    hold(sam, me)
    page = open_record(sam)
    assert entries(page) == []
    planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=1))
    assert entries(page) == []
    page.go_to(MEETINGS)
    assert len(entries(page)) == 4  # with their two headings
    hold(sam, me)
    assert len(entries(page)) == 5


def test_a_closed_meeting_opens_its_summary_and_a_planned_one_its_plan(
    open_record, sam, me, journal, clock, hold, keys
):
    closed = hold(sam, me)
    planned = planning.plan_meeting(journal, sam, planned=clock.now() + timedelta(days=1))
    page = open_record(sam)
    summaries: list[str] = []
    plans: list[tuple[object, object]] = []
    page.summary_requested.connect(summaries.append)
    page.plan_requested.connect(lambda person, meeting: plans.append((person, meeting)))
    page.go_to(MEETINGS)
    page.meetings.list.setFocus()
    page.meetings.list.go_to_first()
    keys(ENTER, Qt.Key.Key_Down, ENTER)
    assert plans == [(sam, planned)]
    assert summaries == [closed]


def test_no_meeting_yet_teaches_and_leads_to_planning(open_record, sam):
    page = open_record(sam)
    page.go_to(MEETINGS)
    assert "No meeting yet." in read(page.meetings)
    wanted: list[object] = []
    page.plan_requested.connect(lambda _person, meeting: wanted.append(meeting))
    found = [b for b in page.meetings.findChildren(QPushButton) if b.isVisible()]
    found[0].click()
    assert wanted == [None]


def test_the_record_shows_nothing_of_another_person(open_record, sam, me, journal, clock, hold):
    ira = people.add_person(journal, "Ira Bell")
    people.record_first_contact(journal, ira, clock.now(), "the GP")
    planning.plan_meeting(journal, ira, planned=clock.now() + timedelta(days=1), place="Elm House")
    hold(ira, me, place="Elm House")
    page = open_record(sam)
    assert entries(page) == []
    assert not any("Elm House" in words or "GP" in words for words in read(page))


def test_the_rail_leads_to_the_meetings_with_the_arrow_keys(open_record, sam, keys):
    page = open_record(sam)
    page.rail.setFocus()
    keys(Qt.Key.Key_Down)
    assert page.meetings.isVisible()
    keys(Qt.Key.Key_Up)
    assert page.network.isVisible()


def test_choosing_a_place_on_the_rail_is_possible_while_nothing_is_lost_of_a_form(
    open_record, sam, press, keys, journal
):
    page = open_record(sam)
    press(page, "Change the name or the NHS number")
    keys("x")
    people.record_first_contact(journal, sam, journal.clock.now(), "a friend")
    assert page.name_form.isVisible()
    assert page.name_form.name.text() == "Sam Okaforx"


def test_the_head_tells_who_was_there_from_the_start_who_joined_and_who_is_on_leave(
    open_record, sam, me, journal, hold, clock
):
    lee = people.add_practitioner(journal, "Lee Marlow")
    hold(sam, me)
    hold(sam, me, lee)
    page = open_record(sam)
    seen = read(page.head)
    start, later = seen.index("From the start"), seen.index("Joined later")
    assert start < seen.index("Ana") < later < seen.index("Lee")
    today = roster.day_of(clock.now())
    roster.say_absence(journal, lee, Absence(today, today + timedelta(days=17)))
    QApplication.processEvents()
    assert "on leave" in read(page.head)
    assert page.head._team.accessibleName() == (
        "The team from the start: Ana Reyes; joined later: Lee Marlow (on leave until Monday 7 December)"
    )
    roster.say_absence(journal, lee, Absence(left_on=today - timedelta(days=1)))
    QApplication.processEvents()
    assert "on leave" not in read(page.head)
    assert "has left" in read(page.head)


def test_the_words_of_whoever_asked_and_the_offer_are_kept_and_told(
    open_record, sam, journal, press, keys, clock
):
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=26), "a friend")
    page = open_record(sam)
    press(page, "Change first contact")
    form = page.contact_form.contact
    form.said.setFocus()
    keys("He has not slept.")
    form.offered.when.set_value("today")
    form.offered.at.setTime(QTime(9, 0))
    press(page, "Keep")
    kept = people.record(journal, sam)
    assert kept.contact == FirstContact(
        clock.now() - timedelta(hours=26), "a friend", "He has not slept.", clock.now() - timedelta(hours=1)
    )
    assert (
        "First contact yesterday at 08:00 (a friend) · a first meeting was offered after 25 hours · "
        "waiting for a first meeting for 26 hours"
    ) in read(page.head)
    page.go_to(TIMELINE)
    entries = [page.timeline.list.entries.entry(row) for row in range(page.timeline.list.entries.rowCount())]
    told = {entry.title: entry.detail for entry in entries if not entry.heading}
    assert told["Help was first asked for"] == "a friend; “He has not slept.”"
    assert "A first meeting was offered" in told


def test_an_offer_before_anybody_asked_is_refused_in_words(open_record, sam, journal, press, clock):
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=1), "a friend")
    page = open_record(sam)
    press(page, "Change first contact")
    page.contact_form.contact.offered.when.set_value("yesterday")
    press(page, "Keep")
    assert page.contact_form.contact.problem() == (
        "A first meeting cannot have been offered before help was asked for."
    )
    assert people.record(journal, sam).first_offer is None
