"""A desk over a real journal: Sam, a network of five, a team of two."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, decisions, invitations, meetings, network, people, turn_log
from pod_desktop.settings import Settings
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from tests.journals import clock, journal, me

__all__ = ["clock", "journal", "me"]


class AtOnce(Executor):
    """Runs work at once, in the thread that asks."""

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - what an executor does
            future.set_exception(error)
        return future


@pytest.fixture
def desk(qapp: QApplication, journal) -> Iterator[Desk]:
    theme.apply(qapp, theme.Scheme.LIGHT)
    facts = FactsRelay(journal)
    yield Desk(journal, facts, Jobs(AtOnce()), Settings())
    facts.stop()


@pytest.fixture
def family(journal, clock, me):
    """Sam's network. Sam said yes to May and Jo three days ago, and to nobody else yet."""
    sam = people.add_person(journal, "Sam Penrose")
    ids = {
        name.lower(): network.add_member(journal, sam, name, sector="family", **more)
        for name, more in (
            ("May", {}),
            ("Jo", {}),
            ("Tom", {}),
            ("Biscuit", {"member_kind": "pet"}),
            ("Nan", {"member_kind": "died"}),
        )
    }
    for who in ("may", "jo"):
        invitations.person_said_yes(journal, ids[who])
    clock.advance(days=3)
    lee = people.add_practitioner(journal, "Lee Okafor", "peer practitioner", peer=True)
    return SimpleNamespace(sam=sam, me=me, lee=lee, **ids)


@pytest.fixture
def shown(qtbot):
    """Shows a screen in a window of the size of an NHS laptop. The window lives as long as the test."""
    windows = []

    def show(widget):
        windows.append(widget)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        with qtbot.waitActive(widget):
            widget.activateWindow()
        return widget

    return show


@pytest.fixture
def full_meeting(desk: Desk, family) -> EntityId:
    """A meeting with whatever gives buttons: topics, a decision with a view, a task, an offer, a log."""
    journal, here = desk.journal, [family.sam, family.may, family.jo, family.me]
    before = meetings.begin_meeting(journal, family.sam, here=here)
    left = agenda.add_topic(journal, before, "The cat", family.sam)
    agenda.set_topic_state(journal, left, TopicState.LEFT_OPEN)
    meetings.close_meeting(journal, before)
    meeting = meetings.begin_meeting(journal, family.sam, here=here)
    agenda.set_wish(journal, meeting, family.sam, "To sleep")
    for words in ("The flat", "The nights"):
        agenda.add_topic(journal, meeting, words, family.may)
    topic = agenda.add_topic(journal, meeting, "Work", family.may)
    decision = decisions.word_decision(journal, meeting, "Sam rests", topic)
    decisions.accept_decision(journal, decision)
    decisions.add_opinion(journal, decision, family.jo, "Not yet")
    decisions.add_task(journal, meeting, family.may, "rings the school", decision_id=decision)
    for seat in turn_log.log_view(journal, meeting).seats:
        turn_log.record_agreement(journal, seat.id, "yes")
    turn_log.start_log(journal, meeting)
    return meeting
