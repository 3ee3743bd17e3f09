"""A part of a page hears what changed at once while it is seen, and together once it is shown again."""

import pytest
from PySide6.QtWidgets import QWidget

from pod_desktop.services import Facts, people
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.when_seen import WhenSeen


@pytest.fixture
def facts(journal):
    relay = FactsRelay(journal)
    yield relay
    relay.stop()


def test_what_came_while_it_was_hidden_is_told_together_when_it_is_shown(qtbot, journal, facts):
    part = QWidget()
    heard: list[Facts] = []
    qtbot.addWidget(part)
    WhenSeen(part, facts, {"person"}).told.connect(heard.append)
    with qtbot.waitExposed(part):
        part.show()
    sam = people.add_person(journal, "Sam")
    assert [told.changed for told in heard] == [{("person", sam)}]
    part.hide()
    two = {("person", people.add_person(journal, name)) for name in ("Lee", "Kay")}
    assert len(heard) == 1
    part.show()
    assert heard[1].changed == two
    part.hide()
    part.show()
    assert len(heard) == 2


def test_what_is_of_another_kind_is_not_told(qtbot, journal, facts):
    part = QWidget()
    heard: list[Facts] = []
    qtbot.addWidget(part)
    WhenSeen(part, facts, {"meeting"}).told.connect(heard.append)
    people.add_person(journal, "Sam")
    part.show()
    assert heard == []
