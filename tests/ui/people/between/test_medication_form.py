"""Where it was decided about medication: asked in plain words, never needed, and nothing is typed twice."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton

from pod_desktop.services import between_meetings, care, decisions, medication, meetings, people
from pod_desktop.storage.tables import Medication
from pod_desktop.ui.people.between.page import BetweenPage

TODAY = date(2026, 11, 20)
TAB, SPACE, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Down


@pytest.fixture
def sam(journal):
    return people.add_person(journal, "Sam Okafor")


@pytest.fixture
def half(journal, sam, me, clock):
    """Decided in a meeting, three days ago."""
    meeting = meetings.begin_meeting(journal, sam, here=[sam, me])
    made = decisions.word_decision(journal, meeting, "Sam takes half of the quetiapine.")
    decisions.accept_decision(journal, made)
    meetings.close_meeting(journal, meeting)
    clock.advance(days=3)
    return made


@pytest.fixture
def page(desk, shown, sam):
    return shown(BetweenPage(desk, sam))


@pytest.fixture
def form(page):
    page.medication.add_one.setFocus()
    QTest.keyClick(page.medication.add_one, SPACE)
    return page.medication.form


def view(desk, sam):
    return care.care(desk.journal, sam, TODAY)


def read(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(key):
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key)


def tab_to(widget):
    """With the keyboard alone."""
    for _ in range(40):
        if widget.hasFocus():
            return
        press(TAB)
    raise AssertionError("The keyboard does not come there.")


def choose(form, words):
    """An option, by the arrow keys from the first one."""
    options = form.findChildren(QRadioButton)
    wanted = next(each for each in options if each.text() == words)
    group = [each for each in options if each.parent() is wanted.parent()]
    tab_to(next((each for each in group if each.isChecked()), group[0]))
    now = next((at for at, each in enumerate(group) if each.isChecked()), None)
    if now is None:
        press(SPACE)
        now = 0
    for _ in range(abs(group.index(wanted) - now)):
        press(Qt.Key.Key_Right if now < group.index(wanted) else Qt.Key.Key_Left)
    assert wanted.isChecked()


def test_it_is_kept_without_saying_where(desk, sam, form, page):
    choose(form, "Begun")
    tab_to(form.words.edit)
    QTest.keyClicks(form.words.edit, "promethazine")
    assert not form.where.which.isVisible()
    assert not form.where.who.isVisible()
    tab_to(form.keep)
    QTest.keyClick(form.keep, SPACE)
    (noted,) = view(desk, sam).medication
    assert (noted.words, noted.decision_id) == ("promethazine", None)
    assert view(desk, sam).outside == ()
    assert not any("Decided" in words for words in read(page.medication))


@pytest.mark.usefixtures("half")
def test_in_a_meeting_its_decision_is_chosen_and_gives_the_words_and_the_day(desk, sam, form, page, half):
    choose(form, "Changed")
    choose(form, "In a meeting")
    tab_to(form.where.which)
    QTest.keyClick(form.where.which, DOWN)
    assert form.where.which.currentText() == "20 November 2026: Sam takes half of the quetiapine."
    assert form.words.words() == "Sam takes half of the quetiapine."
    tab_to(form.keep)
    QTest.keyClick(form.keep, SPACE)
    (noted,) = view(desk, sam).medication
    assert (noted.decision_id, noted.day, noted.words) == (half, TODAY, "Sam takes half of the quetiapine.")
    assert "Changed · 20 November 2026 · Decided in the meeting on 20 November 2026." in read(page.medication)


def test_a_decision_writes_over_nothing_that_was_typed(half, form):
    form.words.set_words("half")
    form.day.set_day(date(2026, 11, 22))
    choose(form, "In a meeting")
    tab_to(form.where.which)
    QTest.keyClick(form.where.which, DOWN)
    assert (form.words.words(), form.day.day()) == ("half", date(2026, 11, 22))
    assert form.where.which.currentData() == half


def test_while_no_meeting_has_begun_it_says_what_to_do(desk, sam, form):
    form.step.set_value("begun")
    form.words.set_words("promethazine")
    choose(form, "In a meeting")
    assert "No meeting of theirs has begun yet, so none can be chosen here." in read(form)
    QTest.keyClick(form.keep, SPACE)
    assert form.problem.accessibleName() == "Please choose in which meeting, or “Not said”."
    assert view(desk, sam).medication == ()


@pytest.mark.usefixtures("half")
def test_in_a_meeting_without_a_decision_the_meeting_is_chosen(desk, sam, form, page):
    choose(form, "Changed")
    tab_to(form.words.edit)
    QTest.keyClicks(form.words.edit, "half")
    choose(form, "In a meeting")
    tab_to(form.where.which)
    QTest.keyClick(form.where.which, Qt.Key.Key_End)
    assert form.where.which.currentText() == ("The meeting on 20 November 2026 at 10:00, without a decision")
    assert form.words.words() == "half"
    tab_to(form.keep)
    QTest.keyClick(form.keep, SPACE)
    (noted,) = view(desk, sam).medication
    assert noted.decision_id is None
    assert "Changed · 20 November 2026 · Decided in the meeting on 20 November 2026." in read(page.medication)
    page.medication.row(noted.id).change.click()
    assert form.where.choice.value() == "meeting"
    assert form.where.which.currentText().endswith("without a decision")
    form.keep.click()
    assert view(desk, sam).medication[0].decided_in_id == noted.decided_in_id


def test_outside_a_meeting_who_decided_goes_with_it_to_the_next_agenda_in_one_act(desk, sam, form, page):
    choose(form, "Begun")
    tab_to(form.words.edit)
    QTest.keyClicks(form.words.edit, "promethazine at night")
    choose(form, "Outside a meeting")
    tab_to(form.where.who.edit)
    QTest.keyClicks(form.where.who.edit, "the duty doctor")
    tab_to(form.where.why.edit)
    QTest.keyClicks(form.where.why.edit, "Sam had not slept")
    tab_to(form.keep)
    QTest.keyClick(form.keep, SPACE)
    (noted,), (waits,) = view(desk, sam).medication, view(desk, sam).outside
    assert noted.words == "promethazine at night"
    assert (waits.what, waits.who, waits.why) == (
        "Medication begun: promethazine at night",
        "the duty doctor",
        "Sam had not slept",
    )
    assert waits.happened == desk.clock.now()
    assert "Medication begun: promethazine at night" in read(page.outside)
    assert page.medication.add_one.hasFocus()


def test_outside_a_meeting_the_row_says_who_and_changed_again_nothing_is_written_down_twice(
    desk, sam, form, page
):
    form.step.set_value("stopped")
    form.words.set_words("the tablets")
    choose(form, "Outside a meeting")
    assert not form.where.entry.isVisible()
    form.where.who.set_text("the duty doctor")
    form.keep.click()
    assert "Stopped · 20 November 2026 · Decided outside a meeting: the duty doctor" in read(page.medication)
    (noted,) = view(desk, sam).medication
    page.medication.row(noted.id).change.click()
    assert form.where.choice.value() == "outside"
    assert form.where.entry.currentText() == "20 November 2026: Medication stopped: the tablets"
    assert not form.where.who.isVisible()
    form.words.set_words("all tablets")
    form.keep.click()
    assert len(view(desk, sam).outside) == 1
    between_meetings.strike_outside(desk.journal, noted.outside_id)
    page.medication.row(noted.id).change.click()
    assert form.where.entry.currentText() == "What was written down of it was taken away since"
    form.keep.click()
    assert view(desk, sam).outside == ()
    assert "Stopped · 20 November 2026 · Decided outside a meeting." in read(page.medication)


def test_what_happened_outside_on_that_day_can_be_chosen_with_the_keyboard(desk, sam, page):
    happened = between_meetings.happened_outside(desk.journal, sam, "Sam came to the ward", desk.clock.now())
    page.medication.add_one.setFocus()
    QTest.keyClick(page.medication.add_one, SPACE)
    form = page.medication.form
    choose(form, "Begun")
    tab_to(form.words.edit)
    QTest.keyClicks(form.words.edit, "promethazine")
    choose(form, "Outside a meeting")
    tab_to(form.where.entry)
    QTest.keyClick(form.where.entry, DOWN)
    assert form.where.entry.currentText() == "20 November 2026: Sam came to the ward"
    form.day.set_day(date(2026, 11, 18))
    assert form.where.entry.currentText() == "20 November 2026: Sam came to the ward", "it was chosen"
    QTest.keyClick(form.where.entry, Qt.Key.Key_Home)
    form.day.set_day(date(2026, 11, 17))
    assert not form.where.entry.isVisible()
    form.day.set_day(TODAY)
    QTest.keyClick(form.where.entry, DOWN)
    form.keep.click()
    assert [each.id for each in view(desk, sam).outside] == [happened]
    assert view(desk, sam).medication[0].outside_id == happened


def test_which_decision_it_is_can_be_said_later_and_is_shown_in_the_form(desk, sam, half, page):
    made = medication.note(desk.journal, sam, "changed", "half", TODAY)
    page.medication.row(made).change.click()
    form = page.medication.form
    choose(form, "In a meeting")
    form.where.which.setCurrentIndex(0)
    form.keep.click()
    assert view(desk, sam).medication[0].decision_id == half
    page.medication.row(made).change.click()
    assert form.where.choice.value() == "meeting"
    assert form.where.which.currentData() == half
    choose(form, "Not said")
    form.keep.click()
    assert view(desk, sam).medication[0].decision_id is None


def test_what_a_newer_version_wrote_as_its_day_cannot_be_written_over_here(desk, sam, page):
    made = medication.note(desk.journal, sam, "changed", "half", TODAY)
    with desk.journal.act() as act:
        act.change(Medication, made, day="2026-W47")
    assert page.medication.row(made).change is None
    assert "Changed · a day not known to this version" in read(page.medication)
