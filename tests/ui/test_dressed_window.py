"""The stylesheet on one window, as the program has it.

The other tests have it on the application, and it cannot move within a process (ui/theme.py): each test here
has a process of its own.
"""

import json
import subprocess
import sys
from typing import Any

import pytest

from pod_desktop.ui.palette import DARK, LIGHT

_BEGIN = """
import json, sys
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pod_desktop.ui import theme
from pod_desktop.ui.widgets import Heading, Question, ScrollColumn
application = QApplication([])
look = theme.apply(application, sys.argv[1], by_window=True)
window = QWidget()
"""
_QUESTION = """
page = ScrollColumn()
QVBoxLayout(window).addWidget(page)
look.dress(window)
question = Question("The turns", "What happens with them?", [("keep", "Keep"), ("discard", "Discard")], page)
question.show()
images = [button.grab().toImage() for button in question.findChildren(QPushButton)]
print(json.dumps([image.pixelColor(10, image.height() // 2).name().upper() for image in images]))
"""
_SHEET = """
look.dress(window)
heading = Heading("Sam", 1)
before = heading.fontInfo().pointSizeF()
heading.setParent(window)
heading.ensurePolished()
sheets = [window.styleSheet()]
look.set_scheme(theme.Scheme.DARK)
sheets.append(window.styleSheet())
print(json.dumps([before, heading.fontInfo().pointSizeF(), application.styleSheet(), *sheets]))
"""


def _told(steps: str, scheme: str) -> Any:
    told = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", _BEGIN + steps, scheme], capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_question_asked_from_a_page_that_scrolls_has_buttons_as_anywhere(colours):
    assert _told(_QUESTION, colours.name) == [colours.accent.upper(), colours.card.upper()]


def test_a_dressed_window_carries_the_stylesheet_in_the_place_of_the_application():
    plain, styled, on_application, by_day, by_night = _told(_SHEET, "light")
    assert styled > plain
    assert on_application == ""
    assert "" != by_day != by_night != ""
