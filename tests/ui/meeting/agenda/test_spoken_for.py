"""Words of somebody who is not here stand under their name, with who spoke for them."""

import pytest
from PySide6.QtCore import Qt

from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import network

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def notes(visit, family, qtbot):
    """The form for somebody's words at a topic, open."""
    row = visit.panel.topics.row(visit.topic("Nights", family.may))
    qtbot.mouseClick(row.head, LEFT)
    qtbot.mouseClick(row.notes.open, LEFT)
    return row.notes


def test_words_of_an_absent_voice_are_noted_under_its_name_with_who_spoke_for_it(
    visit, notes, family, qtbot, desk
):
    voice = network.add_member(desk.journal, family.sam, "The voice upstairs", member_kind="inner_voice")
    notes.spoken_for.open.setFocus()
    qtbot.keyClick(notes.spoken_for.open, Qt.Key.Key_Space)
    qtbot.mouseClick(notes.spoken_for.whose.chip(voice), LEFT)
    qtbot.mouseClick(notes.spoken_for.by.chip(family.sam), LEFT)
    qtbot.keyClicks(notes.words.edit, "Do not open the door.")
    qtbot.mouseClick(notes.add, LEFT)
    (quote,) = visit.view().quotes
    assert (quote.speaker.id, quote.voiced_by.id) == (voice, family.sam)
    assert "“Do not open the door.” (Sam Penrose spoke for them)" in record_text(visit.view(), "Team")
    assert voice not in {stay.who.id for stay in visit.view().attendances}


def test_whoever_did_not_come_can_be_spoken_for_and_who_came_cannot(notes, family, qtbot):
    qtbot.mouseClick(notes.spoken_for.open, LEFT)
    offered = set(notes.spoken_for.whose._chips)
    assert offered == {family.tom, family.nan}
    assert not notes.spoken_for.by.isVisible()
    qtbot.mouseClick(notes.spoken_for.whose.chip(family.tom), LEFT)
    assert set(notes.spoken_for.by._chips) == {family.sam, family.may, family.jo, family.me}


def test_words_are_either_of_somebody_here_or_of_somebody_who_is_not(visit, notes, family, qtbot):
    qtbot.mouseClick(notes.who.chip(family.may), LEFT)
    qtbot.mouseClick(notes.spoken_for.open, LEFT)
    qtbot.mouseClick(notes.spoken_for.whose.chip(family.tom), LEFT)
    assert notes.who.value() is None
    qtbot.mouseClick(notes.spoken_for.by.chip(family.jo), LEFT)
    qtbot.mouseClick(notes.who.chip(family.may), LEFT)
    assert notes.spoken_for.value() is None
    qtbot.keyClicks(notes.words.edit, "No.")
    qtbot.mouseClick(notes.add, LEFT)
    (quote,) = visit.view().quotes
    assert (quote.speaker.id, quote.voiced_by) == (family.may, None)
