"""The accessibility tree of the drawing, walked as a screen reader walks it."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing import accessible
from pod_desktop.ui.network_map.drawing.accessible_acts import CLOSER, FURTHER, LINK, PRESS

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def tree(hand) -> QAccessibleInterface:
    network.tie(hand.journal, hand.zoe, hand.zoe, hand.may)
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="not_known", words="perhaps from church")
    return QAccessible.queryAccessibleInterface(hand.page.map)


def things(tree) -> dict[str, QAccessibleInterface]:
    children = [tree.child(number) for number in range(tree.childCount())]
    return {child.text(NAME): child for child in children}


def do(thing, name):
    thing.actionInterface().doAction(name)


def test_the_drawing_is_a_list_of_its_people_and_then_of_their_ties(tree):
    assert tree.role() == QAccessible.Role.List
    assert tree.text(NAME) == "Drawing of Zoe’s network"
    assert list(things(tree)) == [
        "Zoe",
        "Aunt May, aunt",
        "Jo, next door",
        "It is not known whether Aunt May and Jo know each other",
        "Zoe and Aunt May know each other",
    ]
    assert {child.role() for child in things(tree).values()} == {QAccessible.Role.ListItem}


def test_where_somebody_stands_and_their_ties_are_told_in_words(tree):
    told = {name: thing.text(DESCRIPTION) for name, thing in things(tree).items()}
    assert told["Zoe"] == "In the middle of the map; tied to Aunt May"
    assert told["Aunt May, aunt"] == ("Relatives, middle ring; tied to Zoe; not known whether tied to Jo")
    assert told["It is not known whether Aunt May and Jo know each other"] == "perhaps from church"


def test_parent_child_and_index_agree(tree, hand):
    above = tree.parent()
    assert above.object() is hand.page.map.parentWidget()
    assert above.child(above.indexOfChild(tree)) is tree
    for number in range(tree.childCount()):
        child = tree.child(number)
        assert child.isValid()
        assert child.parent() is tree
        assert tree.indexOfChild(child) == number
        assert child.childCount() == 0
        assert tree.rect().intersects(child.rect())
    assert tree.child(-1) is None
    assert tree.child(tree.childCount()) is None


def test_whoever_is_at_a_point_of_the_screen_is_found(tree, hand):
    at = hand.page.map.viewport().mapToGlobal(hand.where(hand.jo))
    assert tree.childAt(at.x(), at.y()).text(NAME) == "Jo, next door"
    assert things(tree)["Jo, next door"].rect().contains(at)


def test_what_is_chosen_is_told_as_selected_and_focused(tree, hand):
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    states = {name: thing.state() for name, thing in things(tree).items()}
    assert [name for name, state in states.items() if state.selected] == ["Aunt May, aunt"]
    assert [name for name, state in states.items() if state.focused] == ["Aunt May, aunt"]
    assert all(state.focusable for state in states.values())
    assert tree.focusChild().text(NAME) == "Aunt May, aunt"


def test_pressing_opens_the_card_of_a_person_and_of_a_tie(tree, hand):
    do(things(tree)["Jo, next door"], PRESS)
    assert hand.page.side.member_card.member_id == hand.jo
    assert hand.page.side.member_card.name_field.edit.hasFocus()
    do(things(tree)["Zoe and Aunt May know each other"], PRESS)
    assert hand.page.side.tie_card.isVisible()


def test_somebody_is_moved_a_ring_closer_and_further_away(tree, hand):
    may = things(tree)["Aunt May, aunt"]
    do(may, CLOSER)
    assert may.text(DESCRIPTION).startswith("Relatives, inner ring")
    assert CLOSER not in may.actionInterface().actionNames()
    do(may, FURTHER)
    do(may, FURTHER)
    assert may.text(DESCRIPTION).startswith("Relatives, outer ring")
    assert FURTHER not in may.actionInterface().actionNames()
    assert hand.page.toolbar.undo_button.accessibleName() == "Undo: move Aunt May"
    assert CLOSER not in things(tree)["Zoe"].actionInterface().actionNames()


def test_two_people_are_linked(tree, hand):
    do(things(tree)["Zoe"], LINK)
    do(things(tree)["Jo, next door"], PRESS)
    assert {hand.zoe, hand.jo} in [{tie.a_id, tie.b_id} for tie in hand.ties()]
    assert "Zoe and Jo know each other" in things(tree)


def test_the_tree_follows_the_map(tree, hand):
    gone, tie = things(tree)["Aunt May, aunt"], things(tree)["Zoe and Aunt May know each other"]
    network.place_member(hand.journal, hand.tom, 30.0, 0.2)
    assert "Tom" in things(tree)
    network.strike_member(hand.journal, hand.may, "entered twice")
    assert list(things(tree)) == ["Zoe", "Tom", "Jo, next door"]
    assert (gone.text(NAME), tie.text(NAME), tree.indexOfChild(gone)) == ("", "", -1)
    assert gone.state().invalid
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert tree.childCount() == 3


def test_nothing_is_built_before_somebody_asks(hand):
    assert hand.page.map.findChildren(accessible.Parts) == []
    tree = QAccessible.queryAccessibleInterface(hand.page.map)
    assert len(hand.page.map.findChildren(accessible.Parts)) == 1
    assert hand.page.map.findChildren(accessible.Part) == []
    tree.child(0)
    assert len(hand.page.map.findChildren(accessible.Part)) == 1


@pytest.mark.usefixtures("tree")
def test_a_screen_reader_is_told_of_the_focus_and_of_changes(hand, monkeypatch):
    told = []
    monkeypatch.setattr(accessible, "tell", lambda kind, about: told.append((kind, about)))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    QApplication.processEvents()
    parts = hand.page.map.findChild(accessible.Parts)
    assert (QAccessible.Event.Focus, parts.part(hand.may)) in told
    network.place_member(hand.journal, hand.tom, 30.0, 0.2)
    assert (QAccessible.Event.ObjectReorder, hand.page.map) in told


_CLOSED = """
import gc, sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.views import Someone
from pod_desktop.ui.network_map.drawing.view import NetworkView
app = QApplication([])
QAccessible.setActive(True)
for how in ("later", "at once", "with the program"):
    view = NetworkView(MapView(Someone(EntityId("0" * 32), "Zoe", 0, "person"), (), ()))
    view.show()
    tree = QAccessible.queryAccessibleInterface(view)
    child = tree.child(0)
    assert child.text(QAccessible.Text.Name) == "Zoe"
    if how == "later":
        view.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    elif how == "at once":
        del view
    gc.collect()
    app.processEvents()
print("left well")
"""


def test_a_drawing_that_was_read_out_closes_well_whatever_goes_first():
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", _CLOSED], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("left well", 0), done.stderr
