from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.ui.network_map.more_menu import MoreMenu, Part


def test_entries_stand_in_the_order_of_the_parts_whatever_came_first(qtbot):
    menu = MoreMenu()
    qtbot.addWidget(menu)
    menu.add(Part.FILES, "Print", lambda: None)
    menu.add(Part.MAP, "Tidy", lambda: None)
    menu.add(Part.MAP, "Earlier", lambda: None)
    menu.add_switch(Part.LOOK, "Quality", str)
    assert [each.text() for each in menu.entries()] == ["Tidy", "Earlier", "Quality", "Print"]


def test_an_entry_is_chosen_with_the_keyboard_alone(qtbot):
    menu = MoreMenu()
    done: list[str | bool] = []
    qtbot.addWidget(menu)
    menu.add(Part.MAP, "Tidy", lambda: done.append("tidied"))
    menu.add_switch(Part.LOOK, "Quality", done.append)
    menu.show()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    QTest.keyClick(menu._menu, Qt.Key.Key_Down)
    QTest.keyClick(menu._menu, Qt.Key.Key_Return)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    QTest.keyClick(menu._menu, Qt.Key.Key_Up)
    QTest.keyClick(menu._menu, Qt.Key.Key_Return)
    assert done == ["tidied", True]


def test_an_ampersand_in_a_name_is_no_letter_to_press(qtbot):
    menu = MoreMenu()
    qtbot.addWidget(menu)
    action = menu.add(Part.TOGETHER, "With Tom & Jerry: who to invite…", lambda: None)
    assert "&&" in action.text()
