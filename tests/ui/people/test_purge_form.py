"""Taking a record off this laptop, on the screen."""

import pytest
from PySide6.QtWidgets import QWidget

from pod_desktop.errors import BadInput
from pod_desktop.services import meetings, network, people, purging
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import MEETINGS, RecordPage


@pytest.fixture
def sam(journal):
    sam = people.add_person(journal, "Sam Penrose")
    network.add_member(journal, sam, "May")
    return sam


@pytest.fixture
def page(desk, sam, shown):
    return shown(RecordPage(desk, sam, lambda who: NetworkPage(desk, who)))


@pytest.fixture
def form(page, press):
    page.go_to(MEETINGS)
    press(page, "Take this record off this laptop…")
    return page.purge_form


def test_before_anything_goes_the_screen_says_what(form):
    assert "the network map with 1 person" in form.gone.text()
    assert "No other laptop" in form._stays.text()
    assert form.hasFocus() or form.filed.hasFocus()


def test_without_the_word_that_it_is_filed_nothing_goes(form, desk, sam, press):
    press(form, "Take it off this laptop")
    assert form.question is None
    assert "tick first" in form.said._words.text()
    assert people.record(desk.journal, sam).name == "Sam Penrose"


def test_leaving_it_after_all_changes_nothing(form, desk, sam, press):
    form.filed.click()
    press(form, "Take it off this laptop")
    form.question.answer("leave")
    assert people.record(desk.journal, sam).name == "Sam Penrose"


def test_when_it_is_gone_the_page_goes_and_the_list_says_when_and_by_whom(
    page, form, desk, press, shown, qtbot
):
    form.filed.click()
    press(form, "Take it off this laptop")
    with qtbot.waitSignal(desk.facts.missed):
        form.question.answer("off")
    page.put_down()
    assert people.people(desk.journal) == ()
    listed = shown(PeoplePage(desk))
    assert listed.taken_off.text() == "A record was taken off this laptop today, by Ana Reyes."
    assert "Sam" not in "".join(each.text() for each in listed.findChildren(QWidget) if hasattr(each, "text"))


def test_while_a_meeting_is_open_the_reason_stands_there_and_nothing_can_be_pressed(
    page, desk, sam, me, press
):
    meetings.begin_meeting(desk.journal, sam, here=[sam, me])
    page.go_to(MEETINGS)
    press(page, "Take this record off this laptop…")
    assert "is open" in page.purge_form.said._words.text()
    assert not page.purge_form.take_off.isVisible()


def test_a_purge_that_could_not_be_done_is_said_and_the_record_stays(form, desk, sam, press, monkeypatch):
    def full(*_all, **_named):
        raise BadInput("The disk is full, so this could not be done.")

    form.filed.click()
    press(form, "Take it off this laptop")
    monkeypatch.setattr(purging, "purge_record", full)
    form.question.answer("off")
    assert form.said._words.text().startswith("The disk is full")
    assert form.isEnabled()
    assert people.record(desk.journal, sam).name == "Sam Penrose"


def test_without_a_purge_the_list_says_nothing_of_one(desk, shown):
    assert not shown(PeoplePage(desk)).taken_off.isVisible()
