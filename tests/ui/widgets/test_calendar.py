"""A calendar without red days."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Calendar


def test_no_day_of_the_week_is_red(qtbot, look: theme.Theme):
    calendar = Calendar()
    qtbot.addWidget(calendar)
    for scheme, ink in ((theme.Scheme.DARK, theme.DARK.ink), (theme.Scheme.LIGHT, theme.LIGHT.ink)):
        look.set_scheme(scheme)
        days = {calendar.weekdayTextFormat(day).foreground().color().name() for day in Qt.DayOfWeek}
        assert days == {ink.lower()}


def test_the_arrows_have_names_to_read_out(qtbot):
    calendar = Calendar()
    qtbot.addWidget(calendar)
    names = {button.accessibleName() for button in calendar.findChildren(QToolButton)}
    assert {"The month before", "The next month"} <= names
