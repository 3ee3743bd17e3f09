import pytest

from tests.ui.network_map.table.keyboard import CONTROL, KEY, SHIFT, Keyboard


@pytest.fixture
def keys(hand):
    """The table is on the screen, by keyboard: back from the drawing to the row above it, and on."""
    keyboard = Keyboard(hand)
    keyboard.tab_to(hand.page.toolbar.shown, SHIFT)
    keyboard.press(KEY.Key_Right)
    keyboard.tab_to(hand.page.sheet.table.members)
    keyboard.press(KEY.Key_Home, CONTROL)
    return keyboard
