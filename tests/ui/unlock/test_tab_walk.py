"""Tab comes to everything that can be typed in or pressed on each page of the way in, as it is read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

EYE = "Show the passphrase"
JOIN = [
    "Choose the team folder…",
    "The twelve words of the code",
    "What is your name?",
    "Your profession, if you like",
    "I am a peer practitioner",
    "A passphrase for this laptop",
    EYE,
    "The same passphrase again",
    EYE,
    "Ask to join",
    "Back",
]
ABOUT = "About POD Desktop"
SHEET = ["The words of the recovery sheet", "A new passphrase", EYE, "The same passphrase again", EYE]
START = [
    "What is the team called?",
    "What is your name?",
    "Your profession, if you like",
    "I am a peer practitioner",
    "Passphrase",
    EYE,
    "The same passphrase again",
    EYE,
    "Start the team",
    "Back",
]
PAGES = {
    "welcome": (False, [], ["Start a team", "Join a team", "Bring back…", "Look around", ABOUT]),
    "start": (False, ["Start a team"], START),
    "join": (False, ["Join a team"], JOIN),
    "bring back": (
        False,
        ["Bring back…"],
        ["Choose the folder…", "The passphrase of then", "Passphrase", EYE, "Bring it back", "Back"],
    ),
    "bring back by its sheet": (
        False,
        ["Bring back…", "The recovery sheet"],
        ["Choose the folder…", "The recovery sheet", *SHEET, "Bring it back", "Back"],
    ),
    "open": (True, [], ["Passphrase", EYE, "Open", ABOUT, "I have the recovery sheet"]),
    "sheet": (True, ["I have the recovery sheet"], [*SHEET, "Open with a new passphrase", "Back"]),
}


def name(widget: QWidget | None) -> str:
    assert isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit), widget
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return words or widget.accessibleName()


@pytest.mark.parametrize("page", PAGES)
def test_tab_walks_through_everything_and_back_again(page: str, qtbot, opened):
    has_team, way, wanted = PAGES[page]
    screen = opened(1366, has_team=has_team)
    for step in way:
        button = next(each for each in screen.findChildren(QAbstractButton) if each.text() == step)
        button.setFocus()
        button.click()
    screen.setFocus()
    walked = [name(QApplication.focusWidget())]
    for _ in wanted:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(name(QApplication.focusWidget()))
    assert walked == [*wanted, wanted[0]]
    back = [walked[0]]
    for _ in wanted:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        back.append(name(QApplication.focusWidget()))
    assert back == walked[::-1]


def test_tab_walks_through_what_asks_about_damage(qtbot, opened):
    screen = opened(has_team=True)
    screen.show_harm("Something is damaged.")
    walked = []
    for _ in range(5):
        walked.append(name(QApplication.focusWidget()))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert walked == ["Passphrase", EYE, "Make it anew", "Not now", "Passphrase"]
