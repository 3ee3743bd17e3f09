"""A desk over a real journal, and small ways to drive a screen."""

import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from typing_extensions import override

from pod_desktop.settings import Settings
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from tests.journals import clock, journal, me

__all__ = ["clock", "journal", "me"]


class AtOnce(Executor):
    """Runs work at once, in the thread that asks."""

    @override
    def submit(self, fn, /, *args, **kwargs):
        future: Future[object] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - what an executor does
            future.set_exception(error)
        return future


@pytest.fixture(autouse=True)
def _laptop_in_london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Else a time in London would be said with its zone on a laptop that is elsewhere."""
    if not hasattr(time, "tzset"):
        yield
        return
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/London")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> None:
    if qapp.findChild(theme.Theme) is None:
        theme.apply(qapp, "light")


@pytest.fixture
def large_text(_look, qapp: QApplication) -> Iterator[None]:
    """Text at twice its usual size."""
    look = qapp.findChild(theme.Theme)
    assert look is not None
    look.set_text_scale(2.0)
    yield
    look.set_text_scale(1.0)


@pytest.fixture
def desk(_look, journal) -> Iterator[Desk]:
    facts = FactsRelay(journal)
    yield Desk(journal, facts, Jobs(AtOnce()), Settings())
    facts.stop()


@pytest.fixture
def shown(qtbot):
    """Shows a screen in a window of the size of an NHS laptop, with the keyboard in it."""

    def show(widget, width=1366, height=720):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        widget.setFocus()
        return widget

    return show


@pytest.fixture
def press():
    """Presses the one visible button with these words (or this name, where it is an icon)."""

    def press_(widget, words):
        found = [
            each
            for each in widget.findChildren(QPushButton)
            if each.isVisible() and words in {each.text(), each.accessibleName()}
        ]
        assert len(found) == 1, [each.text() for each in widget.findChildren(QPushButton) if each.isVisible()]
        found[0].click()

    return press_


@pytest.fixture
def keys(qtbot):
    """Types into whatever has the keyboard; keys and texts in turn."""

    def type_(*what):
        for each in what:
            for key in each if isinstance(each, str) else [each]:
                qtbot.keyClick(QApplication.focusWidget(), key)

    return type_
