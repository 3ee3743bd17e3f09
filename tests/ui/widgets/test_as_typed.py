"""Names that look like markup, or hold an &, show as they were typed."""

import pytest
from PySide6.QtGui import QTextDocument

from pod_desktop.ui.widgets import IconButton, PersonBadge
from pod_desktop.ui.widgets.as_typed import plain_tip


@pytest.mark.parametrize("name", ["<b>Jo</b>", "Tom & Jerry", "<3 Mum", "a < b > c", "<i>Ann", "Jo\nand Sam"])
def test_a_tool_tip_shows_what_was_typed(name):
    shown = QTextDocument()
    tip = plain_tip(name)
    if tip == name:  # Qt takes it for plain text
        shown.setPlainText(tip)
    else:
        shown.setHtml(tip)
    assert shown.toPlainText().replace("\u2028", "\n") == name


def test_what_shows_names_in_a_tool_tip_shows_no_markup(qtbot):
    badge, button = PersonBadge("<b>Jo</b>", 1), IconButton("plus", "Undo: move <b>Jo</b>")
    qtbot.addWidget(badge)
    qtbot.addWidget(button)
    assert "&lt;b&gt;" in badge.toolTip()
    assert "&lt;b&gt;" in button.toolTip()
    assert button.accessibleName() == "Undo: move <b>Jo</b>"
