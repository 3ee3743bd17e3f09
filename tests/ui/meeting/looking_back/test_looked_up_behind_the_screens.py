"""The page is there at once and is filled from behind the screens; what changes is looked up anew."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.services import Facts, looking_back
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.shell import Shell
from tests.ui.meeting.conftest import AtOnce
from tests.ui.walked import Held


@pytest.fixture
def held_work():
    return Held()


@pytest.fixture
def slow(journal, held_work, desk):  # noqa: ARG001 - the desk brings the look
    """A desk on which whatever is looked up waits until it is let go."""
    facts = FactsRelay(journal)
    yield Desk(journal, facts, Jobs(AtOnce()), Settings(), seekers=Jobs(held_work))
    facts.stop()


@pytest.fixture
def page(slow, kept, shown):
    return shown(LookingBackPage(slow, kept.id))


def test_the_page_is_there_at_once_and_is_filled(page, held_work):
    assert page.leave.isVisible()
    assert page.strips == []
    assert not page.people.isVisible()
    held_work.let_go()
    assert len(page.strips) == 1
    assert page.people.isVisible()


def test_it_is_looked_up_in_a_thread_of_its_own(kept, journal, shown, qtbot, monkeypatch, desk):  # noqa: ARG001
    threads = []
    really = looking_back.looking_back

    def told(*args):
        threads.append(threading.current_thread())
        return really(*args)

    monkeypatch.setattr(looking_back, "looking_back", told)
    facts, seekers = FactsRelay(journal), Jobs()
    page = shown(LookingBackPage(Desk(journal, facts, Jobs(AtOnce()), Settings(), seekers=seekers), kept.id))
    qtbot.waitUntil(lambda: bool(page.strips))
    seekers.stop()
    facts.stop()
    assert threading.main_thread() not in threads


def test_the_keyboard_is_at_the_beginning_of_the_page_once_it_is_filled(slow, held_work, kept, shown, qtbot):
    shell = shown(Shell(slow))
    shell.show_summary(kept.id)
    qtbot.mouseClick(shell.page.log.look_back, Qt.MouseButton.LeftButton)
    page = shell.page
    assert page.leave.hasFocus()
    held_work.let_go()
    assert page.strips[0].closer.hasFocus()
    shell.stop()


def test_done_leaves_while_it_is_still_looked_up_and_nothing_comes_later(slow, held_work, kept, shown, qtbot):
    shell = shown(Shell(slow))
    shell.show_summary(kept.id)
    qtbot.mouseClick(shell.page.log.look_back, Qt.MouseButton.LeftButton)
    page = shell.page
    qtbot.keyClick(page.leave, Qt.Key.Key_Space)
    assert isinstance(shell.page, SummaryPage)
    held_work.let_go()
    shell.stop()


@pytest.mark.usefixtures("page")
def test_of_many_changes_only_the_newest_is_looked_up(held_work, slow, kept, monkeypatch):
    looks = []
    really = looking_back.looking_back

    def counted(*args):
        looks.append(args)
        return really(*args)

    monkeypatch.setattr(looking_back, "looking_back", counted)
    held_work.let_go()
    looks.clear()
    for _ in range(3):
        slow.facts.changed.emit(Facts(frozenset({("topic", kept.flat)})))
    held_work.let_go()
    assert len(looks) == 2


def test_after_an_erasure_nothing_found_before_it_is_shown(page, held_work, slow, kept):
    held_work.let_go()
    slow.facts.changed.emit(Facts(frozenset({("erasure", kept.sam)})))
    assert not page.strips[0].isVisible()
    assert not page.people.isVisible()
    held_work.let_go()
    assert page.strips[0].isVisible()


def test_the_keyboard_stays_in_its_cell_while_the_tables_are_made_anew(page, held_work, slow, kept):
    held_work.let_go()
    table = page.people.tables[0]
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.setCurrentCell(2, 3)
    looking_back.look_first_at(slow.journal, kept.id, "another laptop")
    held_work.let_go()
    there = page.people.tables[0]
    assert there is not table
    assert QApplication.focusWidget() is there
    assert (page.people.tables[0].currentRow(), page.people.tables[0].currentColumn()) == (2, 3)


def test_an_equal_look_leaves_everything_as_it_is(page, held_work, slow, kept):
    held_work.let_go()
    table = page.people.tables[0]
    slow.facts.changed.emit(Facts(frozenset({("turn", kept.flat)})))
    held_work.let_go()
    assert page.people.tables[0] is table


def test_after_a_fault_the_page_says_so(page, held_work, slow, kept, monkeypatch, qtbot):
    held_work.let_go()

    def broken(*_args):
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(looking_back, "looking_back", broken)
    slow.facts.changed.emit(Facts(frozenset({("turn", kept.flat)})))
    with qtbot.capture_exceptions() as faults:
        held_work.let_go()
    assert [str(error) for _, error, _ in faults] == ["a fault of the program"]
    assert "could not be looked up" in page.attempts.sentence
