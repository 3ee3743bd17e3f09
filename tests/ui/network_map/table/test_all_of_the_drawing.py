"""All that the drawing can do, the table can, by keyboard alone."""

from PySide6.QtCore import Signal

from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.drawing import accessible_acts
from pod_desktop.ui.network_map.drawing.view import NetworkView
from tests.ui.network_map.table import (
    test_placing_by_keyboard,
    test_rest_by_keyboard,
    test_ties_by_keyboard,
    test_writing_by_keyboard,
)

DRAWING_CAN = {
    "a signal: chosen": "test_somebody_is_chosen_by_arrows_and_by_typing_the_name",
    "a signal: drop_requested": "test_a_ring_is_chosen_in_a_cell",
    "a signal: step_requested": "test_ctrl_shift_and_an_arrow_move_somebody_as_an_arrow_does_there",
    "a signal: ring_requested": "test_a_ring_is_chosen_in_a_cell",
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
    made = [test_writing_by_keyboard, test_placing_by_keyboard, test_ties_by_keyboard, test_rest_by_keyboard]
    assert set(DRAWING_CAN.values()) <= {name for each in made for name in vars(each)}
