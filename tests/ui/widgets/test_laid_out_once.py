"""What is filled with many things lays them out once, at the end."""

from PySide6.QtWidgets import QLabel

from pod_desktop.ui.widgets import ScrollColumn


def test_things_that_are_shown_together_move_what_is_below_once_at_the_end(qtbot):
    column = ScrollColumn()
    qtbot.addWidget(column)
    above, below = [QLabel("One"), QLabel("Two")], QLabel("Last")
    for each in (*above, below):
        column.add(each)
    for each in above:
        each.hide()
    column.resize(400, 600)
    column.show()
    qtbot.waitUntil(lambda: below.y() > 0)
    before = below.y()
    with column.laid_out_once():
        for each in above:
            each.show()
            assert below.y() == before
    assert below.y() > before + above[1].y() - above[0].y()
