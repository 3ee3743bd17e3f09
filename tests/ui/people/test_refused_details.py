"""What was refused among the details is there when the record is opened again, and nowhere else."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import people, person_details
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people.details import DetailsPart
from pod_desktop.ui.people.record import DETAILS, RecordPage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.widgets import Field

TAB = Qt.Key.Key_Tab
TYPED = {"born": "30.2.1987", "nhs_number": "999 123 4560"}
SENTENCES = {
    "born": "There is no such day. Please look at the day and the month again.",
    "nhs_number": "This is not an NHS number: its last digit does not fit the others. "
    "Please compare it again.",
}


@pytest.fixture
def shell(desk: Desk, shown: Any) -> Iterator[Shell]:
    shell = shown(Shell(desk))
    yield shell
    shell.stop()


@pytest.fixture
def sam(journal: Any) -> EntityId:
    return people.add_person(journal, "Sam Okafor")


def details_of(shell: Shell, who: EntityId) -> DetailsPart:
    shell.show_record(who)
    page = shell.page
    assert isinstance(page, RecordPage)
    page.go_to(DETAILS)
    part: DetailsPart = page.details
    part.fields["born"].setFocus()
    return part


def field_of(part: DetailsPart, name: str) -> Field:
    field = part.fields[name]
    assert isinstance(field, Field)
    return field


def in_fields(part: DetailsPart) -> dict[str, str]:
    return {name: field_of(part, name).edit.text() for name in TYPED}


def sentences(part: DetailsPart) -> dict[str, str]:
    return {name: field_of(part, name).error() for name in TYPED}


def on_screen(shell: Shell) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the page that was left
    lines = [label.text() for label in shell.findChildren(QLabel)]
    lines += [edit.text() for edit in shell.findChildren(QLineEdit)]
    return "\n".join([*lines, *(edit.toPlainText() for edit in shell.findChildren(QPlainTextEdit))])


LEAVE: dict[str, Callable[[Shell], None]] = {
    "to the people": lambda shell: shell.go_back(),
    "to the search": lambda shell: shell.show_search(),
    "to the team": lambda shell: shell.show_team(),
}


@pytest.mark.parametrize("leave", LEAVE.values(), ids=LEAVE)
def test_what_was_refused_is_there_with_its_sentence_when_the_record_is_opened_again(
    shell, sam, keys, journal, leave
):
    details_of(shell, sam)
    keys(TYPED["born"], TAB, TYPED["nhs_number"])
    leave(shell)
    assert TYPED["nhs_number"] not in on_screen(shell)
    part = details_of(shell, sam)
    assert (in_fields(part), sentences(part)) == (TYPED, SENTENCES)
    stored = person_details.details(journal, sam)
    assert (stored.born, stored.nhs_number) == (None, "")


def test_corrected_it_is_stored_and_nothing_of_it_comes_back(shell, sam, keys, journal):
    details_of(shell, sam)
    keys(TYPED["born"], TAB, TYPED["nhs_number"])
    shell.go_back()
    part = details_of(shell, sam)
    field_of(part, "born").edit.clear()
    field_of(part, "nhs_number").edit.setText("999 000 0018")
    shell.go_back()
    assert person_details.details(journal, sam).nhs_number == "9990000018"
    part = details_of(shell, sam)
    assert in_fields(part) == {"born": "", "nhs_number": "999 000 0018"}
    assert sentences(part) == {"born": "", "nhs_number": ""}


def test_it_is_never_in_another_persons_record(shell, sam, keys, journal):
    robin = people.add_person(journal, "Robin Vale")
    details_of(shell, sam)
    keys(TYPED["born"], TAB, TYPED["nhs_number"], TAB)
    part = details_of(shell, robin)
    assert (set(in_fields(part).values()), set(sentences(part).values())) == ({""}, {""})
    keys("31.2.1990", TAB)
    assert in_fields(details_of(shell, sam)) == TYPED
    assert in_fields(details_of(shell, robin)) == {"born": "31.2.1990", "nhs_number": ""}


def test_beside_it_stands_what_stays_stored_so_that_nobody_takes_it_for_theirs(shell, sam, keys, journal):
    person_details.change_details(journal, sam, nhs_number="999 000 0018")
    part = details_of(shell, sam)
    part.fields["nhs_number"].setFocus()
    field_of(part, "nhs_number").edit.selectAll()
    keys(TYPED["nhs_number"], TAB)
    said = f"{SENTENCES['nhs_number']} “999 000 0018” stays stored."
    assert sentences(part)["nhs_number"] == said
    shell.go_back()
    assert sentences(details_of(shell, sam))["nhs_number"] == said


def test_what_came_of_it_meanwhile_is_not_replaced_unseen(shell, sam, keys, journal):
    """Stored on another laptop while the refused one waited: both stand, as a difference to settle."""
    details_of(shell, sam)
    keys(TYPED["born"], TAB)
    shell.go_back()
    begun_on = shell._desk.unstored_details.of(sam)["born"].seen
    person_details.change_details(journal, sam, born="29 March 1987")
    part = details_of(shell, sam)
    assert in_fields(part)["born"] == TYPED["born"]
    assert sentences(part)["born"].endswith("“29 March 1987” stays stored.")
    person_details.change_details(
        journal, sam, address="2 Quay Lane"
    )  # another look at the record is none at the field
    assert part._kept["born"].seen == begun_on
    field_of(part, "born").edit.setText("28.3.1987")
    part.put_down()
    assert "born" in person_details.details(journal, sam).differs
