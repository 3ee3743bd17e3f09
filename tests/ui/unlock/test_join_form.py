"""Joining a team from the first start, driven by the keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton

from pod_desktop.sync import joining
from pod_desktop.ui.unlock import JoinTeam
from pod_desktop.ui.unlock.code_field import CODE_WORDS
from pod_desktop.ui.unlock.join_form import JoinForm

SECRET = "four calm words here"
CODE = " ".join(["abandon"] * 11 + ["about"])
FOLDER = Path("team folder")


@pytest.fixture
def asked(opened):
    screen = opened(1366, has_team=False, choose_team_folder=lambda _parent: FOLDER, check_code=check)
    wanted: list[JoinTeam] = []
    screen.join_requested.connect(wanted.append)
    return screen, wanted


def check(code: str) -> None:
    joining.secret_of_code(code)


def key(qtbot, *keys):
    for each in keys:
        qtbot.keyClick(QApplication.focusWidget(), each)


def write(qtbot, text, then=Qt.Key.Key_Return):
    qtbot.keyClicks(QApplication.focusWidget(), text)
    key(qtbot, then)


def form_of(screen) -> JoinForm:
    form = screen.findChild(JoinForm)
    assert isinstance(form, JoinForm)
    return form


def open_form(screen) -> JoinForm:
    next(each for each in screen.findChildren(QPushButton) if each.text() == "Join a team").click()
    return form_of(screen)


def test_a_team_is_joined_with_the_keyboard_alone(asked, qtbot):
    screen, wanted = asked
    key(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Return)  # after “Start a team”
    key(qtbot, Qt.Key.Key_Return)  # choose the folder
    write(qtbot, CODE, Qt.Key.Key_Tab)
    write(qtbot, "Ben Okafor")
    write(qtbot, "nurse")
    write(qtbot, SECRET)
    write(qtbot, SECRET)
    assert wanted == [JoinTeam(FOLDER, CODE, "Ben Okafor", "nurse", False, SECRET)]
    assert SECRET not in "".join(edit.text() for edit in screen.findChildren(QLineEdit))


def test_what_is_missing_is_said_one_thing_after_the_other_and_nothing_is_asked(asked):
    screen, wanted = asked
    form = open_form(screen)
    said = []

    def submit():
        form.do.click()
        said.append(form.status.accessibleName())

    submit()
    form.choose.click()
    form.code.words.set_words("abandon abandon")
    submit()
    form.code.words.set_words(CODE)
    submit()
    form.author.set_text("Ben")
    submit()
    form.passphrase.edit.setText(SECRET)
    form.again.edit.setText(SECRET + "!")
    submit()
    assert [each.split(".")[0] for each in said] == [
        "Please choose the team folder first",
        "The code has 12 words",
        "Please say who is using this laptop",
        "A passphrase needs at least 12 characters",
        "The two are not the same",
    ]
    assert wanted == []


def test_a_refused_wish_leaves_the_words_of_the_code_and_no_passphrase(asked):
    screen, wanted = asked
    form = open_form(screen)
    form.choose.click()
    form.code.words.set_words(CODE)
    form.author.set_text("Ben")
    form.passphrase.edit.setText(SECRET)
    form.again.edit.setText(SECRET)
    form.do.click()
    screen.working("Asking…")
    assert not form.do.isEnabled()
    screen.refuse("These words do not belong together.")
    assert form.status.accessibleName() == "These words do not belong together."
    assert form.code.code() == CODE
    assert form.passphrase.edit.text() == form.again.edit.text() == ""
    assert len(wanted) == 1


@pytest.mark.parametrize("code", [CODE, f"  1. {CODE}", CODE.replace(" ", "\n")])
def test_a_wrong_word_is_named_and_chosen_and_nothing_is_asked_or_forgotten(asked, qtbot, code: str):
    screen, wanted = asked
    form = open_form(screen)
    form.choose.click()
    wrong = code.replace("about", "abouts").replace("abandon", "abandom", 4).replace("abandom", "abandon", 3)
    form.code.words.set_words(wrong)
    form.author.set_text("Ben")
    form.passphrase.edit.setText(SECRET)
    form.again.edit.setText(SECRET)
    form.do.click()
    assert form.status.accessibleName().startswith("Word 4, “abandom”, is not on the list")
    assert form.passphrase.secret() == form.again.secret() == SECRET
    assert QApplication.focusWidget() is form.code.words.edit
    qtbot.keyClicks(QApplication.focusWidget(), "abandon")
    form.do.click()
    assert form.status.accessibleName().startswith("Word 12, “abouts”, is not on the list")
    qtbot.keyClicks(QApplication.focusWidget(), "about")
    assert form.code.words.words() == code.strip()
    assert wanted == []
    form.do.click()
    assert [each.code for each in wanted] == [code.strip()]


def test_words_that_do_not_belong_together_lead_back_to_the_words(asked):
    screen, wanted = asked
    form = open_form(screen)
    form.choose.click()
    form.code.words.set_words(" ".join(["abandon"] * 12))
    form.author.set_text("Ben")
    form.do.click()
    assert "do not belong together" in form.status.accessibleName()
    assert QApplication.focusWidget() is form.code.words.edit
    assert wanted == []


def test_leaving_the_form_forgets_the_words(asked):
    screen, _wanted = asked
    form = open_form(screen)
    form.code.words.set_words(CODE)
    form.leave.click()
    assert CODE not in "".join(edit.toPlainText() for edit in screen.findChildren(QPlainTextEdit))
    assert "abandon" not in repr(JoinTeam(FOLDER, CODE, "Ben", "", False, SECRET))
    assert SECRET not in repr(JoinTeam(FOLDER, CODE, "Ben", "", False, SECRET))


def test_the_form_asks_for_as_many_words_as_a_code_has():
    assert CODE_WORDS == joining.CODE_WORDS
