"""The way in as it is opened: dressed, in front, with the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest

from pod_desktop.ui import theme
from pod_desktop.ui.unlock import UnlockScreen


@pytest.fixture
def opened(qtbot: Any, qapp: Any) -> Callable[..., UnlockScreen]:
    """Opens a way in of so many pixels; what else is given is what UnlockScreen takes."""
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, scheme="light")

    def make(width: int = 1000, **given: Any) -> UnlockScreen:
        made = UnlockScreen(**given)
        qtbot.addWidget(made)
        made.resize(width, 700)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.setFocus()
        return made

    return make
