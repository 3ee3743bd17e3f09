"""Between the meetings: everything is written down, changed and taken away by keyboard, and read back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QRadioButton

from pod_desktop.domain.roster import Absence
from pod_desktop.services import agenda, between_meetings, care, meetings, network, people, roster
from pod_desktop.ui.people.between.page import BetweenPage
from pod_desktop.ui.people.record import BETWEEN, RecordPage

TODAY = date(2026, 11, 20)


@pytest.fixture
def sam(journal):
    return people.add_person(journal, "Sam Okafor")


@pytest.fixture
def may(journal, sam):
    return network.add_member(journal, sam, "Aunt May", words="aunt")


@pytest.fixture
def page(desk, shown, sam, may):  # noqa: ARG001 - she is on the map
    return shown(BetweenPage(desk, sam))


def seen(desk, sam):
    return care.care(desk.journal, sam, care.today_in(desk.journal, "Europe/London"))


def read(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def choose(widget, words):
    next(each for each in widget.findChildren(QRadioButton) if each.text() == words).click()


def enter(part):
    part.add_one.setFocus()
    QTest.keyClick(part.add_one, Qt.Key.Key_Space)


def test_what_happened_outside_is_written_down_and_waits_for_the_next_agenda(desk, page, sam, keys):
    enter(page.outside)
    form = page.outside.form
    assert form.what.edit.hasFocus()
    keys("an ambulance came", *[Qt.Key.Key_Tab] * 3, "the duty doctor")  # past the day and the time
    keys(Qt.Key.Key_Tab, "a fall at night")
    form.keep.click()
    (noted,) = seen(desk, sam).outside
    assert (noted.what, noted.who, noted.why) == ("an ambulance came", "the duty doctor", "a fall at night")
    assert noted.happened == desk.clock.now()
    assert "an ambulance came" in read(page.outside)
    assert any("On the next agenda." in words for words in read(page.outside))
    assert page.outside.add_one.hasFocus()


def test_what_only_a_conversation_had_waits_on_and_is_not_said_otherwise(desk, page, sam):
    outside = between_meetings.happened_outside(desk.journal, sam, "the key", desk.clock.now())
    asked = between_meetings.ask_to_bring(desk.journal, sam, "the lock", None)
    here = [desk.journal.author_id]
    held = meetings.begin_meeting(desk.journal, sam, here=here, without_person_reason="ill")
    for each in (outside, asked):
        agenda.bring_forward(desk.journal, held, each)
    for part in (page.outside, page.to_bring):
        told = " ".join(read(part))
        assert "A conversation without the person has talked about it. On the next agenda." in told
        buttons = [each for each in part.findChildren(QAbstractButton) if each.isVisible()]
        assert [each.text() for each in buttons if each.text() == "Change"] == []


def test_nothing_is_kept_without_words_and_the_form_says_so(desk, page, sam):
    enter(page.outside)
    page.outside.form.keep.click()
    assert "Please say in a few words what happened." in page.outside.form.problem.accessibleName()
    assert seen(desk, sam).outside == ()
    QTest.keyClick(page.outside.form.what.edit, Qt.Key.Key_Escape)
    assert page.outside.form.isHidden()


def test_it_is_changed_and_taken_away_until_a_meeting_has_it(desk, page, sam):
    thing = between_meetings.happened_outside(desk.journal, sam, "a call", desk.clock.now())
    line = page.outside.row(thing)
    QTest.keyClick(line.change, Qt.Key.Key_Space)
    form = page.outside.form
    assert form.what.words() == "a call"
    form.what.set_words("the police came")
    form.keep.click()
    assert seen(desk, sam).outside[0].what == "the police came"
    assert page.outside.row(thing).change.hasFocus()
    page.outside.row(thing).change.click()
    form.take_away.click()
    assert seen(desk, sam).outside == ()
    assert page.outside.add_one.hasFocus()


def test_what_a_meeting_talked_about_stays_as_it_was(desk, page, sam, me):
    thing = between_meetings.happened_outside(desk.journal, sam, "a call", desk.clock.now())
    meeting = meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    agenda.bring_forward(desk.journal, meeting, thing)
    assert page.outside.row(thing).change is None
    assert any("A meeting has talked about it." in words for words in read(page.outside))


def test_anybody_can_ask_to_bring_something(desk, page, sam, may):
    enter(page.to_bring)
    form = page.to_bring.form
    form.words.set_words("the keys to the flat")
    choose(form, "Aunt May")
    form.keep.click()
    (asked,) = seen(desk, sam).to_bring
    assert asked.words == "the keys to the flat"
    assert asked.asked_by is not None
    assert asked.asked_by.id == may
    assert any(words.startswith("Aunt May, today") for words in read(page.to_bring))


def test_who_comes_onto_the_map_can_ask_too_and_who_was_chosen_stays(desk, page, sam, may):
    enter(page.to_bring)
    choose(page.to_bring.form, "Aunt May")
    network.add_member(desk.journal, sam, "Joy")
    assert page.to_bring.form.who.value() == may
    assert {each.text() for each in page.to_bring.form.who.findChildren(QRadioButton)} >= {"Aunt May", "Joy"}


def test_a_move_ends_what_went_on(desk, page, sam):
    care.move_to(desk.journal, sam, "home", date(2026, 11, 1))
    enter(page.settings)
    form = page.settings.form
    choose(form, "On a ward")
    form.place.set_text("Cedar ward")
    form.since.set_day(date(2026, 11, 10))
    form.keep.click()
    home, ward = seen(desk, sam).settings
    assert (home.until, ward.until) == (date(2026, 11, 10), None)
    assert "On a ward: Cedar ward" in read(page.settings)
    assert "From 1 November 2026 to 10 November 2026" in read(page.settings)
    page.settings.row(ward.id).change.click()
    form.until.set_open_day(date(2026, 11, 15), TODAY)
    form.keep.click()
    assert seen(desk, sam).settings[1].until == date(2026, 11, 15)


def test_where_is_asked_before_it_is_kept(desk, page, sam):
    enter(page.settings)
    page.settings.form.keep.click()
    assert page.settings.form.problem.isVisible()
    assert seen(desk, sam).settings == ()


def test_medication_is_written_down_in_words(desk, page, sam):
    enter(page.medication)
    form = page.medication.form
    choose(form, "Stopped")
    form.words.set_words("no quetiapine any more")
    form.keep.click()
    (noted,) = seen(desk, sam).medication
    assert (noted.step, noted.words) == ("stopped", "no quetiapine any more")
    assert any(words.startswith("Stopped") for words in read(page.medication))


def test_the_episode_ends_with_a_reason_and_is_taken_up_again(desk, page, sam, keys):
    enter(page.episode)
    keys("Sam moves to Leeds", Qt.Key.Key_Return)
    assert seen(desk, sam).has_ended is not None
    assert page.episode.add_one.text() == "Take it up again"
    enter(page.episode)
    keys(Qt.Key.Key_Return)
    assert seen(desk, sam).has_ended is None
    assert page.episode.add_one.text() == "End the episode of care"


def test_news_of_another_laptop_takes_no_word_that_is_being_typed(desk, page, sam):
    enter(page.outside)
    page.outside.form.what.set_words("half a sent")
    between_meetings.ask_to_bring(desk.journal, sam, "keys", None)
    between_meetings.happened_outside(desk.journal, sam, "a call", desk.clock.now())
    assert page.outside.form.what.words() == "half a sent"
    assert page.outside.form.isVisible()
    assert QApplication.focusWidget() is page.outside.form.what.edit


def test_it_is_a_part_of_the_record(desk, shown, sam):
    record = shown(RecordPage(desk, sam, lambda _who: QLineEdit()))
    record.go_to(BETWEEN)
    assert record.between.isVisible()
    assert record.rail.current() == BETWEEN


def test_who_is_on_leave_is_not_offered_as_who_asks(desk, page):
    lee = people.add_practitioner(desk.journal, "Lee Marlow")

    def offered():
        return [each.text() for each in page.to_bring.form.who.findChildren(QRadioButton)]

    assert "Lee Marlow" in offered()
    roster.say_absence(desk.journal, lee, Absence(TODAY))
    assert "Lee Marlow" not in offered()
    assert "Ana Reyes" in offered()
