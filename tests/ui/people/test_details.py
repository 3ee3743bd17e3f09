"""The person's details, typed into the record and read back from the journal."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from pod_desktop.domain.record_views import PersonDetails
from pod_desktop.services import meetings, people, person_details
from pod_desktop.ui.people.details import DetailsPart
from pod_desktop.ui.people.record import DETAILS, RecordPage

TAB, ENTER, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def sam(journal):
    return people.add_person(journal, "Sam Okafor")


@pytest.fixture
def record(desk, shown, sam):
    page = shown(RecordPage(desk, sam, lambda _who: QLineEdit()), 1366, 680)
    page.go_to(DETAILS)
    return page


@pytest.fixture
def page(record) -> DetailsPart:
    part: DetailsPart = record.details
    part.setFocus()
    return part


@pytest.fixture
def said(journal, sam):
    def said_() -> PersonDetails:
        return person_details.details(journal, sam)

    return said_


def read(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_details_are_reached_from_the_rail_with_the_keyboard_and_typed_one_after_the_other(
    desk, shown, sam, keys, said
):
    page = shown(RecordPage(desk, sam, lambda _who: QLineEdit()), 1366, 680)
    page.rail.setFocus()
    keys(*[DOWN] * 4)
    assert page.details.isVisible()
    page.details.fields["born"].setFocus()
    keys(
        "29.3.1987",
        TAB,
        "999 000 0018",
        TAB,
        "2 Quay Lane",
        TAB,
        "by text, not by phone",
        TAB,
        "large print",
        TAB,
    )
    view = said()
    assert (view.born, view.nhs_number) == (date(1987, 3, 29), "9990000018")
    assert (view.address, view.contact, view.needs) == ("2 Quay Lane", "by text, not by phone", "large print")
    assert view.needs_asked == desk.clock.now()
    assert page.details.fields["born"].text() == "29 March 1987"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("born", "30.2.1987", "There is no such day. Please look at the day and the month again."),
        ("nhs_number", "999 000 001", "An NHS number has ten digits, for example 999 000 0018."),
        (
            "nhs_number",
            "999 123 4560",
            "This is not an NHS number: its last digit does not fit the others. Please compare it again.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays(page, keys, said, name, typed, sentence):
    field = page.fields[name]
    field.setFocus()
    keys(typed, TAB)
    assert (field.error(), field.text()) == (sentence, typed)
    assert (said().born, said().nhs_number) == (None, "")
    field.setFocus()
    field.edit.clear()
    keys("1" if name == "born" else "9")
    assert field.error() == ""


def test_words_are_kept_after_a_pause_while_somebody_types_on(page, keys, said, qtbot):
    page.fields["address"].setFocus()
    keys("2 Quay")
    page._pause.start(0)
    qtbot.waitUntil(lambda: said().address == "2 Quay")
    keys(" Lane", TAB)
    assert said().address == "2 Quay Lane"


def test_half_a_number_is_not_complained_about_while_it_is_typed(page, keys, said, qtbot):
    page.fields["nhs_number"].setFocus()
    keys("999 00")
    with qtbot.waitSignal(page._pause.timeout):
        page._pause.start(0)
    assert page.fields["nhs_number"].error() == ""
    assert said().nhs_number == ""


def test_what_is_typed_is_stored_when_the_record_is_left(record, page, keys, said):
    page.fields["contact"].setFocus()
    keys("by post")
    record.put_down()
    assert said().contact == "by post"


def test_each_field_is_undone_by_itself_and_done_again(page, keys, said, press):
    page.fields["address"].setFocus()
    keys("2 Quay")
    page._keep_while_writing()
    keys(" Lane", TAB)
    keys("by post", TAB)
    press(page, "Undo: How to reach them")
    assert (said().contact, said().address) == ("", "2 Quay Lane")
    assert page.fields["contact"].text() == ""
    press(page, "Undo: Address")
    assert said().address == ""
    press(page, "Redo: Address")
    assert said().address == "2 Quay Lane"


def test_needs_are_worth_asking_again_when_the_date_has_come(page, keys, said, desk):
    page.fields["needs"].setFocus()
    keys("large print", TAB)
    page.needs_review.planned.emit(3)
    assert said().needs_review is not None
    desk.clock.advance(days=100)
    page._show()
    assert page.needs_review.due.isVisible()
    page.needs_review.again_button.click()
    assert said().needs_asked == desk.clock.now()
    assert not page.needs_review.due.isVisible()


def test_what_comes_from_elsewhere_does_not_disturb_what_is_being_typed(page, keys, said, journal, sam):
    page.fields["contact"].setFocus()
    keys("by po")
    person_details.change_details(journal, sam, address="2 Quay Lane")
    assert page.fields["contact"].text() == "by po"
    assert page.fields["address"].words() == "2 Quay Lane"
    keys("st", TAB)
    assert (said().contact, said().address) == ("by post", "2 Quay Lane")


def test_how_care_began_is_told_with_the_words_of_whoever_asked(record, page, journal, sam, me, clock, press):
    assert "When help was first asked for is not said yet." in read(page)
    people.record_first_contact(
        journal,
        sam,
        clock.now() - timedelta(hours=26),
        "a friend",
        words="He has not slept.",
        offered=clock.now() - timedelta(hours=20),
    )
    meetings.begin_meeting(journal, sam, here=[sam, me])
    seen = read(page)
    assert "First contact yesterday at 08:00 (a friend)." in seen
    assert "In their words: “He has not slept.”" in seen
    assert "A first meeting was offered after 6 hours. First met after 26 hours." in seen
    press(page, "Change how care began")
    assert record.contact_form.isVisible()
    assert record.contact_form.contact.said.words() == "He has not slept."


@pytest.mark.parametrize(("width", "height"), [(683, 336), (1366, 720)])
def test_the_details_fit_the_window_at_every_scaling(page, width, height):
    page.resize(width, height)
    QApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0


def test_that_a_first_meeting_was_offered_is_said_with_one_press_and_taken_back(
    page, journal, sam, me, clock, press, said
):
    assert not page.contact_card.offered.isVisible()
    people.record_first_contact(journal, sam, clock.now() - timedelta(hours=2), "a friend")
    page.contact_card.offered.setFocus()
    press(page, "A first meeting was offered just now")
    assert said().began.offered == clock.now()
    assert not page.contact_card.offered.isVisible()
    assert page.contact_card.change.hasFocus()
    assert any(words.startswith("A first meeting was offered after 2 hours.") for words in read(page))
    press(page, "Undo: A first meeting was offered")
    assert said().began.offered is None
    assert page.contact_card.offered.isVisible()
    meetings.begin_meeting(journal, sam, here=[sam, me])
    assert not page.contact_card.offered.isVisible()
