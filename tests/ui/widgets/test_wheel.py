"""A field leaves the wheel to what it stands on, and stays as it was."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit

from pod_desktop.ui.widgets import leave_the_wheel
from tests.ui.wheel import turn_the_wheel


def test_the_wheel_over_a_list_or_a_day_is_passed_on_and_changes_nothing(qtbot):
    box, day = QComboBox(), QDateEdit(QDate(2031, 5, 14))
    box.addItems(["No date", "In 3 months"])
    leave_the_wheel(box, day)
    for field in (box, day):
        qtbot.addWidget(field)
        field.show()
        assert not turn_the_wheel(field)
        assert not field.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
    assert box.currentIndex() == 0
    assert day.date() == QDate(2031, 5, 14)
