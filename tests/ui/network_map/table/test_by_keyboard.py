"""All that the drawing can do, in the table, by keyboard alone: keys go to whatever has the keyboard."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget

from pod_desktop.domain.network import Place, ring_of, sector_at
from pod_desktop.services import network
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.drawing import accessible_acts
from pod_desktop.ui.network_map.drawing.view import NetworkView
from tests.ui.network_map.conftest import Hand

KEY = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier

DRAWING_CAN = {
    "a signal: chosen": "test_somebody_is_chosen_by_arrows_and_by_typing_the_name",
    "a signal: drop_requested": "test_a_ring_is_chosen_in_a_cell",
    "a signal: step_requested": "test_alt_with_an_arrow_moves_somebody_as_an_arrow_does_on_the_drawing",
    "a signal: link_requested": "test_two_are_linked",
    "a signal: card_requested": "test_the_card_is_opened_and_left_again",
    "a signal: removal_requested": "test_somebody_is_taken_off_the_map_after_the_same_question",
    "an action: press": "test_the_card_is_opened_and_left_again",
    "an action: focus": "test_somebody_is_chosen_by_arrows_and_by_typing_the_name",
    "an action: closer": "test_a_ring_is_chosen_in_a_cell",
    "an action: further": "test_a_ring_is_chosen_in_a_cell",
    "an action: link": "test_two_are_linked",
    "the card: removal_requested": "test_somebody_is_taken_off_the_map_after_the_same_question",
    "the card: list_requested": "test_somebody_is_put_back_on_the_list",
    "the card: place_requested": "test_the_next_one_without_a_place_is_placed",
    "the card: erasure_requested": "test_the_card_is_opened_and_left_again",
    "the card: sector_requested": "test_another_part_of_the_map_is_chosen_in_a_cell",
    "dragging to another part": "test_another_part_of_the_map_is_chosen_in_a_cell",
    "what is known of a tie": "test_what_is_known_of_a_tie_is_said",
    "which way a tie goes": "test_which_way_a_tie_goes_is_said_in_names",
    "how a tie is": "test_how_a_tie_is_can_be_said_once_it_is_switched_on",
    "taking a tie away": "test_a_tie_is_taken_away",
    "undo and redo": "test_undo_and_redo",
    "finding": "test_somebody_is_found_and_the_others_stand_back",
    "Esc": "test_esc_leaves_a_cell_as_it_was",
}
"""What the drawing can do, and the test that does it in the table. Zoom and pushing the paper have no
meaning there."""

ON_THE_WAY = {"carried", "gesture_began", "gesture_ended", "link_mode_changed", "size_changed"}
"""Signals of the drawing that tell how far a hand has come."""


def test_the_list_has_all_that_the_drawing_and_the_card_ask_for():
    asked = {f"a signal: {name}" for name, each in vars(NetworkView).items() if isinstance(each, Signal)}
    asked -= {f"a signal: {name}" for name in ON_THE_WAY}
    actions = {"press": accessible_acts.PRESS, "focus": accessible_acts.FOCUS, "link": accessible_acts.LINK}
    actions |= {"closer": accessible_acts.CLOSER, "further": accessible_acts.FURTHER}
    asked |= {f"an action: {name}" for name in actions}
    asked |= {f"the card: {name}" for name, each in vars(MemberCard).items() if isinstance(each, Signal)}
    assert asked <= DRAWING_CAN.keys()
    assert set(DRAWING_CAN.values()) <= globals().keys()


@dataclass
class Keyboard:
    """Presses keys where the keyboard is, and nothing else."""

    hand: Hand

    @property
    def at(self) -> QWidget:
        popup, asked = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        inside = asked.focusWidget() if asked is not None else None
        return popup or inside or QApplication.focusWidget() or self.hand.page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.at, key, modifier)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.at, words)

    def tab_to(self, widget: QWidget, modifier: Qt.KeyboardModifier = NONE) -> None:
        for _ in range(60):
            if widget.hasFocus() or widget.isAncestorOf(self.at):
                return
            self.press(KEY.Key_Backtab if modifier is SHIFT else KEY.Key_Tab, modifier)
        pytest.fail(f"Tab never comes to {widget.accessibleName()}; it is at {self.at}.")

    def go_to(self, name: str, column: str) -> None:
        """To a cell of the people: the name is typed, arrows go to the column."""
        members = self.hand.page.sheet.table.members
        self.tab_to(members)
        self.press(KEY.Key_Home)
        self.type(name[:3].lower())
        for _ in range(12):
            if members.rows.headerData(members.currentIndex().column(), Qt.Orientation.Horizontal) == column:
                return
            self.press(KEY.Key_Right)
        pytest.fail(f"There is no column “{column}”.")

    def choose(self, words: str) -> None:
        """In the box that is open: the first letters, as anybody would."""
        box = self.at
        assert isinstance(box, QComboBox)
        for _ in range(12):
            if box.currentText() == words:
                break
            self.press(KEY.Key_Down)
        else:
            self.press(KEY.Key_Up, times=12)
            while box.currentText() != words:
                before = box.currentIndex()
                self.press(KEY.Key_Down)
                assert box.currentIndex() != before, f"“{words}” cannot be chosen"
        self.press(KEY.Key_Return)


@pytest.fixture
def keys(hand):
    """The table is on the screen, by keyboard: back from the drawing to the row above it, and on."""
    keyboard = Keyboard(hand)
    keyboard.tab_to(hand.page.toolbar.shown, SHIFT)
    keyboard.press(KEY.Key_Right)
    keyboard.tab_to(hand.page.sheet.table.members)
    keyboard.press(KEY.Key_Home, CONTROL)
    return keyboard


def cell(hand, name, column):
    """What the table shows of somebody."""
    rows = hand.page.sheet.table.members.rows
    for row in range(rows.rowCount()):
        if rows.index(row, 0).data() == name:
            for number in range(rows.columnCount()):
                if rows.headerData(number, Qt.Orientation.Horizontal) == column:
                    return rows.index(row, number).data()
    return None


def of_tie(hand, column):
    return hand.page.sheet.table.ties.rows.index(0, column).data()


# --- choosing and the card --------------------------------------------------------------------------------


def test_somebody_is_chosen_by_arrows_and_by_typing_the_name(hand, keys):
    assert hand.page.chosen == hand.may
    keys.press(KEY.Key_Down)
    assert hand.page.chosen == hand.jo
    keys.press(KEY.Key_Right, times=4)
    keys.type("to")
    assert hand.page.chosen == hand.tom
    assert hand.page.sheet.table.members.currentIndex().column() == 4


def test_the_card_is_opened_and_left_again(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return, CONTROL)
    assert hand.page.side.member_card.name_field.edit.hasFocus()
    keys.press(KEY.Key_Escape)
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.chosen == hand.jo


def test_coming_back_to_the_people_is_coming_back_to_the_same_row(hand, keys):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    keys.go_to("Jo", "Name")
    keys.tab_to(hand.page.sheet.table.ties)
    keys.press(KEY.Key_Down)
    keys.tab_to(hand.page.sheet.table.members, SHIFT)
    assert hand.page.chosen == hand.jo


def test_one_key_leads_from_the_drawing_to_the_table_and_back(hand, keys):
    keys.press(KEY.Key_T, CONTROL)
    assert hand.page.map.hasFocus()
    keys.press(KEY.Key_T, CONTROL)
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.toolbar.shown.value() == "table"


# --- writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "field", "typed"),
    [("Name", "name", "Josephine"), ("Words", "words", "two doors down"),
     ("How to reach them", "contact", "01632 960 001")],
)  # fmt: skip
@pytest.mark.parametrize("begin", [KEY.Key_Return, KEY.Key_F2])
def test_words_are_written_in_a_cell(hand, keys, column, field, typed, begin):
    keys.go_to("Jo", column)
    keys.press(begin)
    assert isinstance(keys.at, QLineEdit)
    assert keys.at.accessibleName() == f"{column}: Jo"
    keys.type(typed)
    keys.press(KEY.Key_Return)
    assert getattr(hand.member(hand.jo), field) == typed
    assert hand.page.sheet.table.members.hasFocus()
    assert hand.page.chosen == hand.jo


@pytest.mark.parametrize(
    ("column", "field", "words", "stored"),
    [("What they are", "member_kind", "A pet", "pet"), ("Knows", "knows", "Yes", "yes"),
     ("Worried", "worried", "No", "no"), ("Could help", "could_help", "Yes", "yes")],
)  # fmt: skip
def test_answers_are_chosen_in_a_cell(hand, keys, column, field, words, stored):
    keys.go_to("Jo", column)
    keys.press(KEY.Key_F2)
    keys.choose(words)
    assert getattr(hand.member(hand.jo), field) == stored
    assert cell(hand, "Jo", column) == words
    assert hand.page.sheet.table.members.hasFocus()


def test_esc_leaves_a_cell_as_it_was(hand, keys):
    before = hand.page.acts.undo_label
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return)
    keys.type("somebody else")
    keys.press(KEY.Key_Escape)
    assert hand.member(hand.jo).words == "next door"
    assert cell(hand, "Jo", "Words") == "next door"
    keys.press(KEY.Key_Right, times=3)
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Up)
    keys.press(KEY.Key_Escape)
    assert hand.page.acts.undo_label == before
    assert hand.page.sheet.table.members.hasFocus()


def test_tab_stores_and_goes_on_and_backtab_goes_back(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return)
    keys.type("Zelda")
    keys.press(KEY.Key_Tab)
    assert keys.at.accessibleName() == "Words: Zelda"
    keys.type("godmother")
    keys.press(KEY.Key_Tab)
    assert isinstance(keys.at, QComboBox)
    keys.press(KEY.Key_Backtab, SHIFT)
    assert keys.at.accessibleName() == "Words: Zelda"
    keys.press(KEY.Key_Return)
    jo = hand.member(hand.jo)
    assert (jo.name, jo.words, jo.member_kind) == ("Zelda", "godmother", "person")
    rows = hand.page.sheet.table.members.rows
    assert [rows.index(row, 0).data() for row in range(3)] == ["Aunt May", "Tom", "Zelda"]
    assert hand.page.sheet.table.members.currentIndex().row() == 2


def test_tab_at_the_end_of_a_row_goes_on_in_the_next(keys):
    keys.go_to("Aunt", "How to reach them")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Tab)
    assert keys.at.accessibleName() == "Name: Jo"


def test_an_enter_that_changes_nothing_stores_nothing(hand, keys):
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return, times=2)
    assert hand.page.acts.undo_label == ""


def test_a_refusal_is_a_sentence_and_what_was_typed_stays(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Backspace)
    keys.type("   ")
    keys.press(KEY.Key_Return)
    assert "Please give a name" in hand.page.sheet.refusal
    field = keys.at
    assert isinstance(field, QLineEdit)
    assert field.text() == "   "
    assert "Please give a name" in field.accessibleDescription()
    keys.press(KEY.Key_Tab)
    assert keys.at is field
    keys.type("Jo S")
    keys.press(KEY.Key_Return)
    assert hand.member(hand.jo).name == "Jo S"
    assert hand.page.sheet.refusal == ""


# --- placing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "ring"), [("inner", 1), ("middle", 2), ("outer", 3)])
def test_a_ring_is_chosen_in_a_cell(hand, keys, words, ring):
    network.place_member(hand.journal, hand.jo, 180.0, 0.5 if ring != 2 else 0.8)
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose(words)
    jo = hand.member(hand.jo)
    assert ring_of(jo.distance) == ring
    assert (jo.sector, sector_at(jo.angle)) == ("friends", "friends")
    assert cell(hand, "Jo", "Ring") == words


def test_a_ring_hides_nobody_who_stands_there(hand, keys):
    there = network.add_member(hand.journal, hand.zoe, "Ida", sector="friends")
    network.place_member(hand.journal, there, 180.0, 1 / 6)
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("inner")
    jo, nodes = hand.member(hand.jo), hand.page.map.model.nodes
    assert ring_of(jo.distance) == 1
    apart = (nodes[hand.jo].x - nodes[there].x, nodes[hand.jo].y - nodes[there].y)
    assert max(map(abs, apart)) > 0.1


def test_another_part_of_the_map_is_chosen_in_a_cell(hand, keys):
    keys.go_to("Jo", "Part of the map")
    keys.press(KEY.Key_Return)
    keys.choose("Family")
    jo = hand.member(hand.jo)
    assert (jo.sector, sector_at(jo.angle), ring_of(jo.distance)) == ("family", "family", 3)


def test_a_part_that_is_said_of_who_has_no_place_gives_them_none(hand, keys):
    keys.go_to("Tom", "Part of the map")
    keys.press(KEY.Key_Return)
    keys.choose("Relatives")
    assert (hand.member(hand.tom).sector, hand.member(hand.tom).placed) == ("relatives", False)


def test_alt_with_an_arrow_moves_somebody_as_an_arrow_does_on_the_drawing(hand, keys):
    before = hand.member(hand.jo)
    wanted = hand.page.map.model.stepped(hand.jo, 0, -1)[0]
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Up, ALT)
    jo = hand.member(hand.jo)
    assert Place(jo.angle, jo.distance) == wanted != Place(before.angle, before.distance)
    keys.press(KEY.Key_Left, ALT)
    keys.press(KEY.Key_Z, CONTROL)
    assert hand.member(hand.jo).distance == before.distance
    assert hand.page.chosen == hand.jo


def test_somebody_is_put_back_on_the_list(hand, keys):
    keys.go_to("Jo", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("Not on the map yet")
    assert not hand.member(hand.jo).placed
    assert cell(hand, "Jo", "Ring") == ""


def test_the_next_one_without_a_place_is_placed(hand, keys):
    network.add_member(hand.journal, hand.zoe, "Ben", sector="work")
    keys.press(KEY.Key_N, CONTROL)
    assert keys.at.accessibleName() == "Ring: Ben"
    keys.choose("middle")
    assert ring_of(hand.named("Ben").distance) == 2
    keys.press(KEY.Key_N, CONTROL)
    assert keys.at.accessibleName() == "Ring: Tom"
    keys.choose("outer")
    assert hand.member(hand.tom).placed
    keys.press(KEY.Key_N, CONTROL)
    assert hand.page.sheet.said == "Everybody named so far is on the map."


def test_who_is_of_no_part_yet_is_asked_for_it_first(hand, keys):
    network.add_member(hand.journal, hand.zoe, "Uma")
    keys.go_to("Uma", "Ring")
    keys.press(KEY.Key_Return)
    keys.choose("inner")
    assert not hand.named("Uma").placed
    keys.press(KEY.Key_Space)  # the first answer: the family
    uma = hand.named("Uma")
    assert (uma.sector, ring_of(uma.distance)) == ("family", 1)


# --- ties -------------------------------------------------------------------------------------------------


def test_two_are_linked(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_K, CONTROL)
    keys.type("may")
    keys.press(KEY.Key_Return)
    assert [{tie.a_id, tie.b_id} for tie in hand.ties()] == [{hand.jo, hand.may}]
    assert [of_tie(hand, column) for column in range(4)] == ["Aunt May", "Jo", "Yes", "Both ways"]
    assert hand.page.sheet.said == "There is a tie of Aunt May and Jo now."
    assert hand.page.sheet.table.members.hasFocus()


@pytest.fixture
def tied(hand, keys):
    """Aunt May and Jo are linked, and the keyboard is at their tie."""
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    keys.tab_to(hand.page.sheet.table.ties)
    keys.press(KEY.Key_Home)
    return keys


@pytest.mark.parametrize(("words", "stored"), [("No", "no"), ("Not known", "not_known")])
def test_what_is_known_of_a_tie_is_said(hand, tied, words, stored):
    tied.press(KEY.Key_Right, times=2)
    tied.press(KEY.Key_Return)
    tied.choose(words)
    assert hand.ties()[0].known == stored
    assert of_tie(hand, 2) == words


def test_which_way_a_tie_goes_is_said_in_names(hand, tied):
    tied.press(KEY.Key_Right, times=3)
    tied.press(KEY.Key_Return)
    tied.choose("Only from Jo to Aunt May")
    tie = hand.ties()[0]
    assert (tie.a_id if tie.direction == "a_to_b" else tie.b_id) == hand.jo
    assert of_tie(hand, 3) == "Jo to Aunt May"


def test_the_persons_words_are_written_on_a_tie(hand, tied):
    tied.press(KEY.Key_Right, times=4)
    tied.press(KEY.Key_F2)
    tied.type("they ring on Sundays")
    tied.press(KEY.Key_Return)
    assert hand.ties()[0].words == "they ring on Sundays"


def switch(keys, words):
    """An entry of the map's menu."""
    keys.tab_to(keys.hand.page.toolbar.menu, SHIFT)
    keys.press(KEY.Key_Space)
    menu = keys.at
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        keys.press(KEY.Key_Down)
        if menu.activeAction() is not None and menu.activeAction().text() == words:
            break
    keys.press(KEY.Key_Return)


def test_how_a_tie_is_can_be_said_once_it_is_switched_on(hand, tied):
    ties = hand.page.sheet.table.ties
    assert ties.rows.columnCount() == 5
    switch(tied, "How ties are")
    tied.tab_to(ties)
    tied.press(KEY.Key_Right, times=5)
    tied.press(KEY.Key_Return)
    tied.choose("Strained")
    assert hand.ties()[0].quality == "strained"
    assert of_tie(hand, 5) == "Strained"
    switch(tied, "How ties are")
    assert ties.rows.columnCount() == 5


def test_a_tie_is_taken_away(hand, tied):
    tied.press(KEY.Key_Delete)
    assert hand.ties() == ()


# --- off the map, undo, finding, sorting ------------------------------------------------------------------


def test_somebody_is_taken_off_the_map_after_the_same_question(hand, keys):
    keys.go_to("Jo", "Name")
    keys.press(KEY.Key_Delete)
    assert hand.page.requests.question.windowTitle() == "Take Jo off the map?"
    keys.press(KEY.Key_Escape)
    assert len(hand.members()) == 3
    keys.press(KEY.Key_Delete)
    keys.press(KEY.Key_Space)
    assert {member.id for member in hand.members()} == {hand.may, hand.tom}


def test_undo_and_redo(hand, keys):
    keys.go_to("Jo", "Words")
    keys.press(KEY.Key_Return)
    keys.type("godmother")
    keys.press(KEY.Key_Return)
    keys.press(KEY.Key_Z, CONTROL)
    assert cell(hand, "Jo", "Words") == "next door"
    keys.press(KEY.Key_Z, CONTROL | SHIFT)
    assert cell(hand, "Jo", "Words") == "godmother"


def test_undo_while_a_box_is_open_is_not_the_maps(hand, keys):
    network.change_member(hand.journal, hand.jo, knows="yes")
    keys.press(KEY.Key_Down)
    keys.press(KEY.Key_Up, ALT)
    assert hand.page.acts.undo_label == "move Jo"
    keys.press(KEY.Key_Right, times=5)
    keys.press(KEY.Key_Return)
    assert isinstance(keys.at, QComboBox)
    keys.press(KEY.Key_Z, CONTROL)
    keys.press(KEY.Key_Delete)
    assert hand.page.acts.undo_label == "move Jo"
    assert hand.page.requests.question is None


@pytest.mark.parametrize(("key", "modifier"), [(KEY.Key_F, CONTROL), (KEY.Key_Slash, NONE)])
def test_somebody_is_found_and_the_others_stand_back(hand, keys, key, modifier):
    keys.press(key, modifier)
    keys.type("jo")
    keys.press(KEY.Key_Return)
    assert hand.page.chosen == hand.jo
    rows = hand.page.sheet.table.members.rows
    text, more = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole
    assert rows.index(0, 0).data(text) == "Name: Aunt May, not in focus"
    assert rows.index(0, 1).data(more) == "not in focus"
    assert rows.index(1, 0).data(text) == "Name: Jo"
    keys.press(KEY.Key_Escape)
    assert rows.index(0, 0).data(text) == "Name: Aunt May"
    assert hand.page.sheet.table.members.hasFocus()


def names(hand):
    rows = hand.page.sheet.table.members.rows
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


def test_the_rows_are_sorted_by_the_column_of_the_keyboard_and_stay_so(hand, keys):
    keys.go_to("Jo", "Part of the map")
    keys.press(KEY.Key_Down, CONTROL)
    assert names(hand) == ["Tom", "Aunt May", "Jo"]
    assert hand.page.sheet.said == "Sorted by “Part of the map”."
    assert hand.page.chosen == hand.jo
    network.change_member(hand.journal, hand.jo, sector="family")
    assert names(hand) == ["Jo", "Tom", "Aunt May"]
    keys.press(KEY.Key_Up, CONTROL)
    assert names(hand) == ["Aunt May", "Jo", "Tom"]


@pytest.mark.parametrize("column", range(10))
def test_every_column_sorts(hand, keys, column):
    network.change_member(hand.journal, hand.tom, contact="at work", knows="yes", worried="no")
    keys.press(KEY.Key_Right, times=column)
    keys.press(KEY.Key_Down, CONTROL)
    first = names(hand)
    keys.press(KEY.Key_Up, CONTROL)
    assert sorted(first) == sorted(names(hand)) == ["Aunt May", "Jo", "Tom"]
    header = hand.page.sheet.table.members.horizontalHeader()
    assert header.sortIndicatorSection() == column
