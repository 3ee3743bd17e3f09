"""The ways back in: from a backup, with the recovery sheet, and when files are damaged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from pod_desktop.services import recovery
from pod_desktop.storage.recovery_slot import WORDS_ON_A_SHEET
from pod_desktop.ui.unlock import BringBack, NewPassphrase, UnlockScreen
from pod_desktop.ui.unlock.sheet_fields import WORDS
from pod_desktop.ui.widgets import Notice

SECRET = "four calm words here"
SHEET = " ".join(["abandon"] * 24)


def check(words: str) -> None:
    recovery.require_sheet_words(words)


@pytest.fixture
def screen(opened: Callable[..., UnlockScreen]):
    def make(*, has_team: bool, folder: Path | None = Path("/stick")) -> UnlockScreen:
        return opened(has_team=has_team, choose_backup=lambda _parent: folder, check_sheet=check)

    return make


def button(widget, text):
    return next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())


def type_here(qtbot, text, *, then=Qt.Key.Key_Return):
    for letter in text:
        qtbot.keyClick(QApplication.focusWidget(), letter)
    qtbot.keyClick(QApplication.focusWidget(), then)


def said(screen) -> str:
    return "\n".join(each.accessibleName() for each in screen.findChildren(Notice) if each.isVisible())


def everything_typed(screen) -> str:
    typed = [edit.text() for edit in screen.findChildren(QLineEdit)]
    return "".join(typed + [edit.toPlainText() for edit in screen.findChildren(QPlainTextEdit)])


def gone(qtbot):
    qtbot.wait(1)


def test_a_backup_is_chosen_and_opened_by_its_passphrase_with_the_keyboard_alone(screen, qtbot):
    first = screen(has_team=False)
    asked: list[BringBack] = []
    first.bring_back_requested.connect(asked.append)
    for _ in range(2):  # past “Join a team”
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # Bring back…
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # Choose the folder…
    type_here(qtbot, SECRET)
    assert asked == [BringBack(Path("/stick"), SECRET)]
    assert everything_typed(first) == ""


def test_a_backup_is_opened_by_the_sheet_and_a_new_passphrase(screen, qtbot):
    first = screen(has_team=False)
    asked: list[BringBack] = []
    first.bring_back_requested.connect(asked.append)
    button(first, "Bring back…").click()
    form = first.focusProxy()
    form.way._options["sheet"].click()
    button(first, "Choose the folder…").click()
    type_here(qtbot, SHEET, then=Qt.Key.Key_Tab)
    type_here(qtbot, SECRET)
    type_here(qtbot, SECRET)
    assert asked == [BringBack(Path("/stick"), sheet=NewPassphrase(SHEET, SECRET))]
    assert SECRET not in repr(asked)
    assert "abandon" not in repr(asked)


def test_what_ends_the_form_is_scrolled_to_when_the_form_grows(screen, qtbot):
    first = screen(has_team=False)
    first.resize(1366, 500)
    button(first, "Bring back…").click()
    form = first.focusProxy()
    form.way._options["sheet"].click()
    qtbot.waitUntil(lambda: form.verticalScrollBar().maximum() > 100)
    ends = form.do

    def seen() -> bool:
        top: int = ends.mapTo(form.viewport(), ends.rect().topLeft()).y()
        return bool(top >= 0 and top + ends.height() <= form.viewport().height())

    qtbot.waitUntil(seen)


@pytest.mark.parametrize(
    ("folder", "typed", "words"), [(None, SECRET, "choose the folder"), (Path("/stick"), "", "passphrase")]
)
def test_what_is_missing_is_said_and_nothing_is_sent(screen, folder, typed, words):
    first = screen(has_team=False, folder=folder)
    asked: list[object] = []
    first.bring_back_requested.connect(asked.append)
    button(first, "Bring back…").click()
    button(first, "Choose the folder…").click()
    first.focusProxy().passphrase.edit.setText(typed)
    button(first, "Bring it back").click()
    assert asked == []
    assert words in said(first)


def test_esc_leads_back_and_forgets_what_was_typed(screen, qtbot):
    first = screen(has_team=False)
    button(first, "Bring back…").click()
    button(first, "Choose the folder…").click()
    type_here(qtbot, SECRET, then=Qt.Key.Key_Escape)
    gone(qtbot)
    assert button(first, "Start a team").isVisible()
    assert everything_typed(first) == ""


def test_long_work_says_how_far_it_is_and_can_be_stopped_with_the_keyboard(screen, qtbot):
    first = screen(has_team=False)
    stopped: list[bool] = []
    first.stop_requested.connect(lambda: stopped.append(True))
    button(first, "Bring back…").click()
    first.working("Opening the backup…", can_stop=True)
    first.working("Reading the backup… 3 of 20 files", can_stop=True)
    assert "3 of 20" in said(first)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert button(first, "Stop").isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert stopped == [True]
    first.refuse("It was stopped. Nothing has been changed.")
    assert not any(b.text() == "Stop" and b.isVisible() for b in first.findChildren(QPushButton))
    assert button(first, "Bring it back").isEnabled()


def test_a_sheet_has_as_many_words_as_the_fields_ask_for():
    assert WORDS == WORDS_ON_A_SHEET


def test_a_forgotten_passphrase_is_replaced_with_the_sheet(screen, qtbot):
    opening = screen(has_team=True)
    given: list[NewPassphrase] = []
    opening.sheet_given.connect(given.append)
    button(opening, "I have the recovery sheet").click()
    type_here(qtbot, "abandon abandon", then=Qt.Key.Key_Tab)
    type_here(qtbot, SECRET)
    type_here(qtbot, SECRET)
    assert given == []
    assert "has 24 words" in said(opening)
    opening.focusProxy().fields.words.set_words(SHEET)
    button(opening, "Open with a new passphrase").click()
    assert given == [NewPassphrase(SHEET, SECRET)]


@pytest.mark.parametrize("way", ["open", "bring back"])
def test_a_wrong_word_of_the_sheet_is_named_and_chosen_and_nothing_is_asked_or_forgotten(
    screen, qtbot, way: str
):
    first = screen(has_team=way == "open")
    given: list[object] = []
    first.sheet_given.connect(given.append)
    first.bring_back_requested.connect(given.append)
    if way == "open":
        button(first, "I have the recovery sheet").click()
    else:
        button(first, "Bring back…").click()
        first.focusProxy().way._options["sheet"].click()
        button(first, "Choose the folder…").click()
    form = first.focusProxy()
    fields = form.fields
    typed = SHEET.split()
    typed[3], typed[20] = "abandom", "abouts"
    fields.words.set_words("  1. " + "\n".join(typed))
    fields.passphrase.edit.setText(SECRET)
    fields.again.edit.setText(SECRET)
    form.do.click()
    assert "Word 4, “abandom”, is not on the list" in said(first)
    assert fields.passphrase.secret() == fields.again.secret() == SECRET
    assert QApplication.focusWidget() is fields.words.edit
    qtbot.keyClicks(QApplication.focusWidget(), "abandon")
    form.do.click()
    assert "Word 21, “abouts”, is not on the list" in said(first)
    qtbot.keyClicks(QApplication.focusWidget(), "abandon")
    assert given == []
    form.do.click()
    assert len(given) == 1
    assert "abouts" not in fields.words.words()


def test_words_that_were_refused_stay_to_be_put_right(screen, qtbot):
    opening = screen(has_team=True)
    button(opening, "I have the recovery sheet").click()
    fields = opening.focusProxy().fields
    fields.words.set_words(SHEET)
    opening.working("Opening with the recovery sheet…")
    opening.refuse("Word 4, “abandon”, is not the right one.")
    assert fields.words.words() == SHEET
    assert "Word 4" in said(opening)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    gone(qtbot)
    assert everything_typed(opening) == ""


def test_damage_is_said_and_made_anew_with_the_passphrase_that_was_just_typed(screen, qtbot):
    opening = screen(has_team=True)
    asked: list[str] = []
    opening.mend_requested.connect(asked.append)
    opening.show_harm("A part of the file is damaged.", SECRET)
    assert "A part of the file is damaged." in [each.text() for each in opening.findChildren(QLabel)]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [SECRET]


def test_not_now_touches_nothing_and_leads_back(screen, qtbot):
    opening = screen(has_team=True)
    asked: list[str] = []
    opening.mend_requested.connect(asked.append)
    opening.show_harm("A part of the file is damaged.", SECRET)
    button(opening, "Not now").click()
    gone(qtbot)
    assert asked == []
    assert button(opening, "Open").isVisible()


def test_where_the_passphrase_was_wrong_it_is_asked_for(screen, qtbot):
    opening = screen(has_team=True)
    asked: list[str] = []
    opening.mend_requested.connect(asked.append)
    opening.show_harm("The key file is gone.", "something else entirely")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opening.refuse("That passphrase does not open this laptop’s data.")
    type_here(qtbot, SECRET)
    assert asked == ["something else entirely", SECRET]
