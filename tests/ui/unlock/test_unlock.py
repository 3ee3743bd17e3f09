"""The way in, driven by the keyboard."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea

from pod_desktop.storage import key_slots
from pod_desktop.ui import theme
from pod_desktop.ui.unlock import StartTeam
from pod_desktop.ui.unlock.secret_field import SecretField
from pod_desktop.ui.unlock.start_form import SHORTEST_PASSPHRASE
from pod_desktop.ui.widgets import Field, IconButton, Notice, ToggleChip

SECRET = "four calm words here"


def button(widget, text):
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def fields(screen):
    return [each for each in screen.findChildren(Field) if each.isVisible()]


def type_here(qtbot, text, *, then=Qt.Key.Key_Return):
    for letter in text:
        qtbot.keyClick(QApplication.focusWidget(), letter)
    qtbot.keyClick(QApplication.focusWidget(), then)


def everything_typed(screen):
    return "".join(edit.text() for edit in screen.findChildren(QLineEdit))


def test_a_team_is_started_with_the_keyboard_alone(opened, qtbot):
    first = opened(has_team=False)
    asked: list[object] = []
    first.start_requested.connect(asked.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)  # Start a team
    type_here(qtbot, "Riverside")
    type_here(qtbot, "Ada", then=Qt.Key.Key_Tab)
    type_here(qtbot, "nurse", then=Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)  # peer practitioner
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_here(qtbot, SECRET)
    assert asked == []
    type_here(qtbot, SECRET)
    assert asked == [StartTeam("Riverside", "Ada", "nurse", True, SECRET)]


def test_enter_goes_to_what_is_needed_and_leaves_out_what_can_wait(opened, qtbot):
    first = opened(has_team=False)
    asked: list[object] = []
    first.start_requested.connect(asked.append)
    button(first, "Start a team").click()
    for text in ("Riverside", "Ada", SECRET, SECRET):
        type_here(qtbot, text)
    assert asked == [StartTeam("Riverside", "Ada", "", False, SECRET)]


def test_nothing_is_asked_for_while_something_needed_is_missing_and_the_form_says_what(opened):
    first = opened(has_team=False)
    asked: list[object] = []
    first.start_requested.connect(asked.append)
    button(first, "Start a team").click()
    team, author, _profession, passphrase, again = fields(first)
    start = button(first, "Start the team")
    start.click()
    assert team.error() == "Please give the team a name."
    assert team.edit.hasFocus()
    team.set_text("Riverside")
    start.click()
    assert author.error() == "Please say who is using this laptop."
    author.set_text("Ada")
    passphrase.edit.setText("too short")
    start.click()
    assert "at least 12 characters" in passphrase.error()
    passphrase.edit.setText(SECRET)
    again.edit.setText(SECRET + "!")
    start.click()
    assert "not the same" in again.error()
    assert again.edit.text() == ""
    assert asked == []
    assert team.text() == "Riverside"


def test_the_shortest_passphrase_said_is_the_shortest_that_is_taken():
    assert SHORTEST_PASSPHRASE == key_slots.SHORTEST_PASSPHRASE


def test_blanks_of_a_passphrase_are_part_of_it(opened, qtbot):
    opening = opened(has_team=True)
    asked: list[object] = []
    opening.unlock_requested.connect(asked.append)
    type_here(qtbot, " two words ")
    assert asked == [" two words "]


def test_a_passphrase_does_not_stay_in_the_screen_once_it_was_sent(opened, qtbot):
    opening = opened(has_team=True)
    button_seen = next(each for each in opening.findChildren(QPushButton) if each.isCheckable())
    button_seen.click()
    with qtbot.waitSignal(opening.unlock_requested):
        type_here(qtbot, SECRET)
    edit = opening.findChild(SecretField).edit
    assert everything_typed(opening) == ""
    assert not edit.isUndoAvailable()
    assert edit.echoMode() == QLineEdit.EchoMode.Password


def test_neither_passphrase_of_a_new_team_stays(opened, qtbot):
    first = opened(has_team=False)
    button(first, "Start a team").click()
    for text in ("Riverside", "Ada", SECRET, SECRET):
        type_here(qtbot, text)
    assert SECRET not in everything_typed(first)
    assert SECRET not in repr(StartTeam("Riverside", "Ada", "", False, SECRET))


def test_leaving_the_form_forgets_what_was_typed_as_passphrase(opened, qtbot):
    first = opened(has_team=False)
    button(first, "Start a team").click()
    passphrase = fields(first)[3]
    passphrase.setFocus()
    for letter in SECRET:
        qtbot.keyClick(passphrase.edit, letter)
    qtbot.keyClick(passphrase.edit, Qt.Key.Key_Escape)
    assert button(first, "Look around").isVisible()
    assert everything_typed(first) == ""


def test_a_wrong_passphrase_is_told_and_nothing_is_taken_until_the_wait_is_over(opened, qtbot):
    opening = opened(has_team=True)
    asked: list[object] = []
    opening.unlock_requested.connect(asked.append)
    opening.working("Opening…")
    assert not button(opening, "Open").isEnabled()
    opening.refuse("That is not the passphrase.", 2)
    form = opening.focusProxy()
    assert fields(opening)[0].error() == "That is not the passphrase."
    assert form._line.text() == "You can try again in a few seconds."
    type_here(qtbot, SECRET)
    assert asked == []
    form._second_passed()
    assert not button(opening, "Open").isEnabled()
    form._second_passed()
    assert form._line.text() == "You can try again now."
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == [SECRET]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1.5, "in a few seconds"), (41, "in about 50 seconds"), (61, "in about 2 minutes"), (300, "5 minutes")],
)
def test_how_long_to_wait_is_said_in_round_words(opened, seconds, words):
    opening = opened(has_team=True)
    opening.refuse("That is not the passphrase.", seconds)
    assert words in opening.focusProxy()._line.text()


def test_a_wrong_passphrase_without_a_wait_can_be_tried_again_at_once(opened, qtbot):
    opening = opened(has_team=True)
    asked: list[object] = []
    opening.unlock_requested.connect(asked.append)
    opening.working("Opening…")
    opening.refuse("That is not the passphrase.")
    type_here(qtbot, SECRET)
    assert asked == [SECRET]


def test_an_empty_passphrase_is_not_sent(opened, qtbot):
    opening = opened(has_team=True)
    asked: list[object] = []
    opening.unlock_requested.connect(asked.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert asked == []
    assert "type the passphrase" in fields(opening)[0].error()


def test_what_was_refused_on_first_start_can_be_mended_without_typing_it_all_again(opened, qtbot):
    first = opened(has_team=False)
    button(first, "Start a team").click()
    for text in ("Riverside", "Ada", SECRET, SECRET):
        type_here(qtbot, text)
    first.working("Making a safe place…")
    assert not any(field.isEnabled() for field in fields(first))
    first.refuse("The disk is full. Nothing was stored.")
    notice = next(each for each in first.findChildren(Notice) if each.isVisible())
    assert notice.accessibleName() == "The disk is full. Nothing was stored."
    assert fields(first)[0].text() == "Riverside"
    assert fields(first)[0].isEnabled()
    first.ready()
    assert not notice.isVisible()


def test_looking_around_is_offered_only_where_no_team_is(opened, qtbot):
    first = opened(has_team=False)
    with qtbot.waitSignal(first.look_around_requested):
        button(first, "Look around").click()
    first.working("Inventing a family…")
    assert not button(first, "Start a team").isEnabled()
    first.ready()
    assert button(first, "Start a team").isEnabled()
    opening = opened(has_team=True)
    assert not any(each.text() == "Look around" for each in opening.findChildren(QPushButton))


def test_the_passphrase_is_hidden_until_somebody_wants_to_see_it(opened, qtbot):
    opening = opened(has_team=True)
    secret = opening.findChild(SecretField)
    assert secret.edit.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    eye = QApplication.focusWidget()
    assert isinstance(eye, IconButton)
    assert eye.accessibleName() == "Show the passphrase"
    qtbot.keyClick(eye, Qt.Key.Key_Space)
    assert secret.edit.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide the passphrase"


def test_caps_lock_is_told_by_a_capital_without_shift(opened, qtbot):
    opening = opened(has_team=True)
    secret = opening.findChild(SecretField)
    qtbot.keyClick(secret.edit, "a")
    assert not secret._caps_lock.isVisible()
    qtbot.keyClick(secret.edit, "A")
    assert secret._caps_lock.isVisible()
    qtbot.keyClick(secret.edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not secret._caps_lock.isVisible()


def test_who_is_a_peer_practitioner_is_one_chip_and_off_at_first(opened):
    first = opened(has_team=False)
    button(first, "Start a team").click()
    assert not first.findChild(ToggleChip).isChecked()


def test_the_way_in_brings_nothing_slow_along():
    code = (
        "import sys, pod_desktop.ui.unlock as u; "
        "print([m for m in ('sqlalchemy', 'sqlcipher3', 'pod_desktop.storage', 'pod_desktop.services') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("has_team", [False, True], ids=["welcome", "open"])
def test_every_button_is_seen_whole_with_large_text(opened, qapp, has_team, scale):
    first = opened(1366, has_team=has_team)
    look = qapp.findChild(theme.Theme)
    look.set_text_scale(scale)
    try:
        QApplication.processEvents()
        QApplication.processEvents()
        (area,) = [each for each in first.findChildren(QScrollArea) if each.isVisible()]
        assert area.widget().width() <= area.viewport().width()
        seen = [each for each in first.findChildren(QPushButton) if each.isVisible()]
        assert seen
        cut = [
            each.text()
            for each in seen
            if not each.parentWidget().rect().contains(each.geometry())
            or each.width() < each.minimumSizeHint().width()
        ]
        assert cut == []
    finally:
        look.set_text_scale(1.0)
