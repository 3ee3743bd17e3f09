"""Widgets are tested in the program's own look."""

import pytest
from PySide6.QtWidgets import QApplication

from pod_desktop.ui import theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    return theme.apply(qapp, theme.Scheme.LIGHT)
