"""Erasing everywhere what is stored about somebody, on the screen: asking, taking back, confirming."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from shiboken6 import delete

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotFound
from pod_desktop.services import agenda, erasure, meetings, network, people, purging
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.people.erasure_page import ErasurePage
from pod_desktop.ui.people.everybody import ERASURE, is_about
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import MEETINGS, RecordPage
from pod_desktop.ui.shell import Shell
from tests.services.laptops import Laptops
from tests.ui.test_lock import Later

Press = Callable[[QWidget, str], None]
SECTION = "Erasure waits for a second practitioner"


@pytest.fixture
def shell(desk: Desk, shown: Any) -> Iterator[Shell]:
    shell = shown(Shell(desk))
    yield shell
    shell.stop()


@pytest.fixture
def page(shell: Shell, laptops: Laptops, press: Press) -> ErasurePage:
    """Opened from Sam's record, before anybody has asked for anything."""
    shell.show_record(laptops.first.sam)
    assert isinstance(shell.page, RecordPage)
    shell.page.go_to(MEETINGS)
    press(shell.page, "Erase everywhere…")
    return the_page(shell)


@pytest.fixture
def cem_asked(laptops: Laptops, shell: Shell) -> ErasurePage:
    """Cem asked; Ana opens it from the list of people."""
    return ask_and_open(shell, laptops, "person", laptops.first.sam)


def ask_and_open(shell: Shell, laptops: Laptops, kind: str, who: EntityId) -> ErasurePage:
    erasure.ask_erasure(laptops.cem.journal, kind, who, "asked for in a letter")
    laptops.hear()
    shell.show_people()
    open_from_list(shell)
    return the_page(shell)


def the_page(shell: Shell) -> ErasurePage:
    assert isinstance(shell.page, ErasurePage)
    return shell.page


def open_from_list(shell: Shell) -> None:
    listed = shell.page
    assert isinstance(listed, PeoplePage)
    waiting = [entry for entry in entries(listed) if not entry.heading and is_about(entry.key)[0] == ERASURE]
    listed.list.opened.emit(waiting[0].key)


def entries(page: PeoplePage) -> list[Any]:
    model = page.list.entries
    return [model.entry(row) for row in range(model.rowCount())]


def words(page: QWidget) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_before_anybody_asks_the_screen_says_what_it_is_for_what_goes_and_what_stays(
    page: ErasurePage, laptops: Laptops
):
    found = erasure.preview(laptops.ana.journal, "person", laptops.first.sam)
    said = words(page)
    assert "Erase everywhere what is stored about Sam Okafor" in said
    assert "data protection law" in said
    assert "not for a record that was filed" in said
    assert f"{found.events} entries on this one" in said
    assert "Nobody else’s words have the name in them." in said
    assert page.reason.edit.hasFocus()


def test_in_how_many_places_the_name_stands_in_words_of_others_is_said(shell: Shell, laptops: Laptops):
    journal = laptops.ana.journal
    kim = people.add_person(journal, "Kim Marsh")
    meeting = meetings.begin_meeting(journal, kim, here=[kim, laptops.ana.practitioner])
    agenda.add_topic(journal, meeting, "What Sam Okafor told me", kim)
    agenda.add_topic(journal, meeting, "Going to see Sam Okafor", kim)
    shell.show_erasure("person", laptops.first.sam, laptops.first.sam)
    assert "In 2 other places the name stands in somebody else’s words." in words(the_page(shell))


def test_without_a_reason_nothing_is_asked_for_and_with_the_name_in_it_neither(
    page: ErasurePage, desk: Desk, press: Press
):
    for reason, sentence in (("", "Please say why"), ("Sam wrote to us", "without the name")):
        page.reason.set_text(reason)
        press(page, "Ask for it")
        assert sentence in page.reason.error()
        assert page.reason.edit.hasFocus()
    assert erasure.erasures(desk.journal) == ()


def test_by_the_keyboard_alone_it_is_asked_for_and_taken_back(
    page: ErasurePage, desk: Desk, laptops: Laptops, keys: Any
):
    keys("asked for in a letter", Qt.Key.Key_Return)
    (view,) = erasure.erasures(desk.journal)
    assert (view.about_id, view.person_id) == (laptops.first.sam, laptops.first.sam)
    said = words(page)
    assert "Ana Reyes asked for it today at" in said
    assert "“asked for in a letter”" in said
    assert "another practitioner has to confirm it" in said
    assert not page.confirm.isVisible()
    assert page.leave.hasFocus()
    assert page.leave.text() == "Back"
    keys(Qt.Key.Key_Backtab, Qt.Key.Key_Space)
    assert erasure.erasures(desk.journal) == ()
    assert "Nothing has been erased" in words(page)
    assert page.reason.edit.hasFocus()
    assert page.reason.text() == ""


@pytest.mark.usefixtures("page")
def test_escape_leads_back_and_nothing_is_asked_for(shell: Shell, desk: Desk, keys: Any):
    keys("half a rea", Qt.Key.Key_Escape)
    assert isinstance(shell.page, RecordPage)
    assert erasure.erasures(desk.journal) == ()


def test_asked_elsewhere_while_the_form_is_open_the_form_says_who_asked(page: ErasurePage, laptops: Laptops):
    erasure.ask_erasure(laptops.cem.journal, "person", laptops.first.sam, "asked for in a letter")
    laptops.hear()
    assert "Cem Acar asked for it" in words(page)
    assert page.confirm.isVisible()
    assert not page.ask.isVisible()


def test_on_another_laptop_the_list_of_people_has_a_quiet_section(laptops: Laptops, desk: Desk, shown: Any):
    assert SECTION not in [entry.title for entry in entries(shown(PeoplePage(desk)))]
    erasure.ask_erasure(laptops.cem.journal, "member", laptops.first.may, "asked for in a letter")
    laptops.hear()
    found = entries(shown(PeoplePage(desk)))
    place = [entry.title for entry in found].index(SECTION)
    assert found[place + 1].title == "Aunt May"
    assert found[place + 1].detail == "In Sam Okafor’s network. Cem Acar asked for it today"


def test_what_is_not_on_this_laptop_any_more_can_be_opened_and_says_why_it_cannot_be_confirmed(
    shell: Shell, laptops: Laptops
):
    purging.purge_record(laptops.ana.journal, laptops.first.sam, is_filed=True)
    page = ask_and_open(shell, laptops, "person", laptops.first.sam)
    assert "does not hold all that is to be erased" in words(page)
    assert not page.confirm.isVisible()
    assert page.take_back.isVisible()
    assert "Sam" not in words(shell)


def test_nothing_is_erased_before_the_question_is_answered(
    cem_asked: ErasurePage, desk: Desk, laptops: Laptops, press: Press
):
    press(cem_asked, "Confirm: erase everywhere")
    assert cem_asked.question is not None
    assert "cannot be undone" in words(cem_asked.question)
    first = cem_asked.question.focusWidget()
    assert isinstance(first, QAbstractButton)
    assert first.text() == "Leave it"
    cem_asked.question.answer("leave")
    assert people.record(desk.journal, laptops.first.sam).name == "Sam Okafor"
    assert cem_asked.confirm.isEnabled()


def test_confirmed_it_is_gone_and_the_people_say_so(
    cem_asked: ErasurePage, shell: Shell, desk: Desk, laptops: Laptops, press: Press
):
    press(cem_asked, "Confirm: erase everywhere")
    assert cem_asked.question is not None
    cem_asked.question.answer("erase")
    with pytest.raises(NotFound):
        people.record(desk.journal, laptops.first.sam)
    assert isinstance(shell.page, PeoplePage)
    assert "as two practitioners confirmed" in shell.page.said.accessibleName()
    assert SECTION not in [entry.title for entry in entries(shell.page)]
    shell.show_team()
    said = words(shell.page.erased)  # type: ignore[attr-defined] # it is the team's page now
    for part in ("A person’s record.", "Cem Acar asked", "Ana Reyes confirmed", "“asked for in a letter”"):
        assert part in said
    assert "Sam" not in said


def test_a_network_members_data_are_asked_for_from_their_card_and_confirmed_the_same_way(
    shell: Shell, desk: Desk, laptops: Laptops, press: Press
):
    visit = laptops.first
    shell.show_record(visit.sam)
    shell.page.network.choose(visit.may)  # type: ignore[union-attr] # it is the record
    shell.page.network.side.member_card.rare.set_open(True)  # type: ignore[union-attr]
    press(shell.page.network.side, "Erase everywhere…")  # type: ignore[union-attr]
    assert "Who Aunt May is, and what Aunt May said" in words(the_page(shell))
    shell.go_back()
    assert isinstance(shell.page, RecordPage)
    page = ask_and_open(shell, laptops, "member", visit.may)
    press(page, "Confirm: erase everywhere")
    assert page.question is not None
    page.question.answer("erase")
    assert isinstance(shell.page, PeoplePage)
    assert "network member was erased" in shell.page.said.accessibleName()
    assert [each.name for each in network.network_map(desk.journal, visit.sam).members] == ["Joy"]


def test_a_confirmation_that_could_not_be_stored_is_said_and_can_be_tried_again(
    cem_asked: ErasurePage, press: Press, monkeypatch: pytest.MonkeyPatch
):
    def full(*_all: object) -> int:
        raise BadInput("The disk is full, so this could not be done.")

    monkeypatch.setattr(erasure, "confirm_erasure", full)
    press(cem_asked, "Confirm: erase everywhere")
    assert cem_asked.question is not None
    cem_asked.question.answer("erase")
    assert "The disk is full" in words(cem_asked)
    assert cem_asked.card.isEnabled()


def test_while_a_meeting_is_open_the_reason_stands_there(
    cem_asked: ErasurePage, laptops: Laptops, desk: Desk
):
    visit = laptops.first
    meetings.begin_meeting(desk.journal, visit.sam, here=[visit.sam, laptops.ana.practitioner])
    assert "A meeting is open" in words(cem_asked)
    assert not cem_asked.confirm.isVisible()


def test_taken_back_elsewhere_the_page_says_so(cem_asked: ErasurePage, laptops: Laptops):
    (view,) = erasure.erasures(laptops.ben.journal)
    erasure.take_request_back(laptops.ben.journal, view.id)
    laptops.hear()
    assert "It was taken back" in words(cem_asked)
    assert not cem_asked.confirm.isVisible()


def test_asked_twice_and_confirmed_once_nothing_waits_any_more(laptops: Laptops, desk: Desk, shown: Any):
    sam = laptops.first.sam
    for laptop in (laptops.ben, laptops.cem):
        erasure.ask_erasure(laptop.journal, "person", sam, "asked for in a letter")
    laptops.hear()
    erasure.confirm_erasure(laptops.ana.journal, erasure.erasures(laptops.ana.journal)[0].id)
    assert SECTION not in [entry.title for entry in entries(shown(PeoplePage(desk)))]


def test_nobody_asks_or_confirms_before_it_is_shown_what_would_go(desk: Desk, laptops: Laptops, shown: Any):
    later = Later()
    page = shown(ErasurePage(replace(desk, jobs=Jobs(later)), "person", laptops.first.sam))
    assert not page.ask.isEnabled()
    page.reason.set_text("asked for in a letter")
    page.reason.submitted.emit(page.reason.text())
    assert erasure.erasures(desk.journal) == ()
    later.waiting.pop()()
    assert page.ask.isEnabled()
    assert "whole record would go" in page.gone.text()


def test_what_is_found_for_a_page_that_is_gone_is_let_go(desk: Desk, laptops: Laptops):
    later = Later()
    delete(ErasurePage(replace(desk, jobs=Jobs(later)), "person", laptops.first.sam))
    later.waiting.pop()()


@pytest.mark.usefixtures("large_text")
def test_with_large_text_in_a_small_window_everything_can_be_reached(cem_asked: ErasurePage, shell: Shell):
    shell.resize(1366, 720)
    QApplication.processEvents()
    assert cem_asked.horizontalScrollBar().maximum() == 0
    for button in (cem_asked.confirm, cem_asked.take_back, cem_asked.leave):
        button.setFocus()
        QApplication.processEvents()
        at = button.mapTo(cem_asked.viewport(), button.rect().center())
        assert cem_asked.viewport().rect().contains(at)
