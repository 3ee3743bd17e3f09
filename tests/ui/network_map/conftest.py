"""Zoe's page over a real journal: May and Jo are on the map, Tom waits in the tray."""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from typing_extensions import override

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.domain.network import Place, drawn
from pod_desktop.errors import PodError
from pod_desktop.services import network, people
from pod_desktop.settings import Settings
from pod_desktop.storage.journal import Journal
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.page import NetworkPage
from tests.services.laptops import Laptops


class AtOnce(Executor):
    """Runs work at once, in the thread that asks."""

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except PodError as error:
            future.set_exception(error)
        return future


@dataclass
class Hand:
    """A hand at the page, and what is stored afterwards."""

    page: NetworkPage
    journal: Journal
    zoe: EntityId
    may: EntityId
    jo: EntityId
    tom: EntityId

    def member(self, id_: EntityId) -> MemberView:
        return network.member(self.journal, id_)

    def named(self, name: str) -> MemberView:
        return next(each for each in self.members() if each.name == name)

    def members(self) -> tuple[MemberView, ...]:
        return network.network_map(self.journal, self.zoe).members

    def ties(self) -> tuple[TieView, ...]:
        return network.network_map(self.journal, self.zoe).ties

    def where(self, id_: EntityId) -> QPoint:
        """Where somebody is in the viewport."""
        return self.page.map.mapFromScene(self.page.map.map_scene.people[id_].pos())

    def at(self, place: Place) -> QPoint:
        """Where a place is in the viewport."""
        return self.page.map.mapFromScene(QPointF(*drawn(place)) * RADIUS)

    def press(self, at: QPoint) -> None:
        QTest.mousePress(self.page.map.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.page.map.viewport(), at)
        QApplication.processEvents()

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.page.map.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def click(self, at: QPoint) -> None:
        self.press(at)
        self.release(at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move(start + (end - start) / 2)
        self.move(end)
        self.release(end)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.map, key, modifier)

    def type(self, edit: QLineEdit, text: str, *, enter: bool = False) -> None:
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text) if text else QTest.keyClick(edit, Qt.Key.Key_Backspace)
        if enter:
            QTest.keyClick(edit, Qt.Key.Key_Return)


@pytest.fixture
def desk(qapp: QApplication, journal: Journal) -> Iterator[Desk]:
    theme.apply(qapp, theme.Scheme.LIGHT)
    facts = FactsRelay(journal)
    yield Desk(journal, facts, Jobs(AtOnce()), Settings())
    facts.stop()


def show(qtbot: QtBot, desk: Desk, person: EntityId) -> NetworkPage:
    page = NetworkPage(desk, person)
    qtbot.addWidget(page)
    page.resize(1166, 620)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    return page


@pytest.fixture
def hand(qtbot: QtBot, desk: Desk, journal: Journal) -> Hand:
    zoe = people.add_person(journal, "Zoe")
    may = network.add_member(journal, zoe, "Aunt May", words="aunt", sector="relatives")
    jo = network.add_member(journal, zoe, "Jo", words="next door", sector="friends")
    tom = network.add_member(journal, zoe, "Tom", sector="family")
    network.place_member(journal, may, 108.0, 0.5)
    network.place_member(journal, jo, 180.0, 0.8)
    return Hand(show(qtbot, desk, zoe), journal, zoe, may, jo, tom)


@dataclass
class Two:
    """A hand at Ana's page, and Ben's laptop."""

    hand: Hand
    ben: Journal
    laptops: Laptops
    desk: Desk

    def hear(self) -> None:
        """What Ben did comes, and is told."""
        with self.desk.facts.arriving():
            self.laptops.ana.hears(self.laptops.ben)
        self.desk.facts.soon.timeout.emit()

    @property
    def refusal(self) -> str:
        return self.hand.page.sheet.refusal

    def names(self) -> set[str]:
        return {member.name for member in self.hand.members()}


@pytest.fixture
def two(qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: ManualClock) -> Iterator[Two]:
    theme.apply(qapp, theme.Scheme.LIGHT)
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        journal, zoe = laptops.ana.journal, laptops.first.sam
        may, tom = laptops.first.may, laptops.first.joy
        jo = network.add_member(journal, zoe, "Jo", sector="friends")
        network.place_member(journal, may, 108.0, 0.5)
        network.place_member(journal, jo, 180.0, 0.8)
        network.tie(journal, zoe, may, jo)
        laptops.hear()
        clock.advance(minutes=1)
        facts = FactsRelay(journal)
        desk = Desk(journal, facts, Jobs(AtOnce()), Settings())
        hand = Hand(show(qtbot, desk, zoe), journal, zoe, may, jo, tom)
        yield Two(hand, laptops.ben.journal, laptops, desk)
        facts.stop()
