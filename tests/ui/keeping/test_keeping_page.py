"""The page where all that is kept: backups, the recovery sheet, and files that were put aside."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.services import backups, people, put_aside, recovery
from pod_desktop.services.backups import BackedUp
from pod_desktop.ui.keeping import sheet_page
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.keeping.words import made_words, when_words
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.widgets import Question
from tests.ui.keeping.conftest import PASSPHRASE, Kept


def words_of(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def page(kept: Kept, shown, tmp_path: Path):
    return shown(KeepingPage(kept.desk, kept.keeper, choose_folder=lambda _parent: tmp_path / "stick"))


def test_it_says_when_the_daily_backup_was_made(kept: Kept, page: KeepingPage, press):
    assert "None has been made yet." in words_of(page)
    press(page, "Back up now")
    assert "It was last made today at 10:00." in words_of(page)
    assert "The backup on this laptop is up to date" in page.backups.said()
    checked = backups.verify_daily(kept.place, kept.journal)
    assert checked is not None
    assert checked.ok


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of this system cannot be changed in a test")
def test_times_are_those_of_this_laptops_clock(monkeypatch: pytest.MonkeyPatch, clock: ManualClock):
    monkeypatch.setenv("TZ", "Europe/Madrid")
    time.tzset()
    assert when_words(clock.now(), clock.now()) == "today at 11:00"


def test_a_backup_is_made_with_the_keyboard_alone_which_stays_where_it_was(kept: Kept, page, qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert backups.last_backups(kept.journal)
    assert page.backups.now.hasFocus()


def test_a_place_is_remembered_and_again_is_one_press(
    kept: Kept, page: KeepingPage, press, clock: ManualClock, tmp_path: Path
):
    stick = tmp_path / "stick"
    press(page, "Back up to another place…")
    assert "last made today at 10:00" in words_of(page)
    people.add_person(kept.journal, "Jo Marsh")
    clock.advance(minutes=5)
    press(page, f"Back up to {stick} again")
    assert "last made today at 10:05" in words_of(page)
    assert f"in “{stick}” is up to date" in page.backups.said()
    assert backups.verify_backup(stick, PASSPHRASE).events == 3


def test_it_is_said_how_much_of_turn_logs_stayed_on_this_laptop():
    said = made_words(BackedUp(files=2, bytes=4096, removed=0, events=9000, left_out=1234), "/stick")
    assert "1,234 entries of turn logs stay on this laptop" in said[1]
    assert len(made_words(BackedUp(2, 4096, 0, 9000, 0), "")) == 1


def test_a_place_that_cannot_be_used_is_said_and_not_remembered(kept: Kept, shown, press):
    page = shown(KeepingPage(kept.desk, kept.keeper, choose_folder=lambda _parent: kept.place.dir / "logs"))
    press(page, "Back up to another place…")
    assert "lost together with it" in page.backups.said()
    assert backups.last_backups(kept.journal) == {}


def test_leaving_the_dialog_does_nothing(kept: Kept, shown, press):
    page = shown(KeepingPage(kept.desk, kept.keeper, choose_folder=lambda _parent: None))
    press(page, "Back up to another place…")
    assert page.backups.said() == ""
    assert backups.last_backups(kept.journal) == {}


def test_why_the_last_daily_backup_failed_stands_on_the_page(kept: Kept, shown, monkeypatch):
    def full(*_args: object) -> None:
        raise CannotStore("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(backups, "back_up_daily", full)
        kept.keeper.soon.timeout.emit()
        kept.keeper.soon.timeout.emit()
    page = shown(KeepingPage(kept.desk, kept.keeper))
    assert page.backups.said() == "The disk is full."
    assert not kept.keeper.failure_is_new


# --- damaged files ------------------------------------------------------------------------------------------


def leave_damaged(kept: Kept) -> None:
    (kept.place.dir / "data.damaged-1.pod").write_bytes(b"x" * 2048)
    (kept.place.dir / "data.damaged-1.pod-wal").write_bytes(b"x" * 1024)
    (kept.place.dir / "keys.damaged-1.pod").write_bytes(b"x")


def test_without_damaged_files_nothing_is_said_of_them(page: KeepingPage):
    assert page.aside.isHidden()


def test_damaged_files_are_listed_with_their_size_and_go_only_after_a_question(kept: Kept, shown):
    leave_damaged(kept)
    page = shown(KeepingPage(kept.desk, kept.keeper))
    names = [each.name for each in put_aside.put_aside_files(kept.place)]
    assert sorted(names) == ["data.damaged-1.pod", "keys.damaged-1.pod"]
    assert "3.0 KiB, last changed" in words_of(page)
    button = next(b for b in page.aside.delete if "data.damaged-1" in b.accessibleName())
    for answer, there in (("keep", True), ("delete", False)):
        button.click()
        question = next(q for q in page.findChildren(Question) if q.isVisible())
        question.answer(answer)
        assert (kept.place.dir / "data.damaged-1.pod").exists() is there
    assert not (kept.place.dir / "data.damaged-1.pod-wal").exists()
    assert (kept.place.dir / "keys.damaged-1.pod").exists()
    assert len(page.aside.delete) == 1


def test_the_data_in_use_and_its_keys_are_never_among_them(kept: Kept):
    assert put_aside.put_aside_files(kept.place) == []


# --- the recovery sheet -------------------------------------------------------------------------------------


@pytest.fixture
def sheet(kept: Kept, shown, tmp_path: Path):
    return shown(
        SheetPage(
            kept.desk,
            kept.keeper,
            choose_path=lambda _parent, name: tmp_path / name,
            print_words=lambda _parent, _text: True,
        )
    )


def words_on(sheet: SheetPage) -> str:
    labels = [each.text() for each in sheet.words.findChildren(QLabel) if each.text()]
    assert [text.split(". ")[0] for text in labels] == [str(number) for number in range(1, 25)]
    return " ".join(text.split(". ")[1] for text in labels)


def make(sheet: SheetPage, keys, passphrase: str = PASSPHRASE) -> None:
    assert sheet.passphrase.edit.hasFocus()
    keys(passphrase, Qt.Key.Key_Return)


def test_the_words_on_the_screen_open_the_data_and_are_the_teams_once_somebody_holds_them(
    kept: Kept, sheet: SheetPage, keys, press
):
    make(sheet, keys)
    words = words_on(sheet)
    assert not recovery.has_recovery_key(kept.journal)
    ended: list[str] = []
    sheet.done.connect(ended.append)
    press(sheet, "Yes, it is on paper")
    assert recovery.has_recovery_key(kept.journal)
    assert len(ended) == 1
    assert words not in words_of(sheet)
    recovery.choose_new_passphrase(kept.place, words, "another kettle of fish")


def test_words_that_were_given_up_open_nothing(kept: Kept, sheet: SheetPage, keys, press):
    make(sheet, keys)
    words = words_on(sheet)
    press(sheet, "No, give these words up")
    assert not recovery.has_recovery_key(kept.journal)
    with pytest.raises(Exception, match="No recovery sheet was ever made"):
        recovery.choose_new_passphrase(kept.place, words, "another kettle of fish")


def test_words_left_without_an_answer_go_on_opening_the_data(kept: Kept, sheet: SheetPage, keys):
    make(sheet, keys)
    words = words_on(sheet)
    sheet.hide()
    sheet.deleteLater()
    recovery.choose_new_passphrase(kept.place, words, "another kettle of fish")


def test_a_wrong_passphrase_makes_no_words(sheet: SheetPage, keys):
    make(sheet, keys, "something else entirely")
    assert sheet.passphrase.error()
    assert sheet.passphrase.edit.text() == ""
    assert not sheet.words.isVisible()


def test_the_sheet_is_saved_as_a_pdf_where_the_person_chooses(sheet: SheetPage, keys, press, tmp_path: Path):
    make(sheet, keys)
    press(sheet, "Save as PDF…")
    assert (tmp_path / "Recovery sheet.pdf").read_bytes().startswith(b"%PDF")
    assert "delete that file" in sheet.status.accessibleName()


def test_the_page_says_that_there_is_a_sheet_and_its_mark(kept: Kept, page: KeepingPage):
    assert "There is none yet." in words_of(page)
    made = recovery.make_recovery_key(kept.place, kept.journal, PASSPHRASE)
    recovery.sheet_is_kept(kept.place, kept.journal, made)
    assert f"The mark on it is {made.sheet.mark}." in words_of(page)
    assert page.make_sheet.text() == "Make a new recovery sheet…"


@pytest.mark.parametrize(("answer", "has_sheet"), [("kept", True), ("none", False)])
def test_going_back_asks_first_whether_somebody_holds_the_sheet(
    kept: Kept, sheet: SheetPage, keys, answer, has_sheet
):
    assert not sheet.ask_before_leaving()
    make(sheet, keys)
    ended: list[str] = []
    sheet.done.connect(ended.append)
    assert sheet.ask_before_leaving()
    assert sheet.question is not None
    sheet.question.reject()
    assert ended == []
    assert sheet.words.isVisible()
    assert sheet.ask_before_leaving()
    sheet.question.answer(answer)
    assert len(ended) == 1
    assert recovery.has_recovery_key(kept.journal) is has_sheet
    assert recovery.unconfirmed_marks(kept.place, kept.journal) == ()


def test_the_window_goes_back_from_the_sheet_only_after_the_answer(kept: Kept, shown, keys):
    shell = shown(Shell(kept.desk))
    shell.show_keeping()
    shell.show_sheet()
    make(shell.page, keys)
    shell.go_back()
    assert isinstance(shell.page, SheetPage)
    assert shell.page.question is not None
    shell.page.question.answer("none")
    assert isinstance(shell.page, KeepingPage)
    assert "Those words open nothing any more." in words_of(shell.page)
    shell.stop()


def test_after_a_stop_the_page_says_that_words_were_made_and_gives_them_up(kept: Kept, shown, keys, press):
    made = recovery.make_recovery_key(kept.place, kept.journal, PASSPHRASE)
    page = shown(KeepingPage(kept.desk, kept.keeper))
    assert f"nobody said that they are on paper (mark {made.sheet.mark})" in words_of(page)
    press(page, "Give these words up…")
    assert page.unconfirmed.passphrase.edit.hasFocus()
    keys("something else entirely", Qt.Key.Key_Return)
    assert page.unconfirmed.passphrase.error()
    keys(PASSPHRASE, Qt.Key.Key_Return)
    assert page.unconfirmed.isHidden()
    assert recovery.unconfirmed_marks(kept.place, kept.journal) == ()
    assert "Those words open nothing any more." in words_of(page)
    assert page.make_sheet.hasFocus()


def test_without_such_words_nothing_is_said_of_them(page: KeepingPage):
    assert page.unconfirmed.isHidden()


def test_what_is_said_about_the_sheet_is_scrolled_to(sheet: SheetPage, keys, press, monkeypatch):
    make(sheet, keys)
    shown: list[object] = []
    monkeypatch.setattr(sheet_page, "bring_into_view", shown.append)
    press(sheet, "Save as PDF…")
    assert shown == [sheet.status, sheet.status]


@pytest.mark.parametrize("large", [False, True])
def test_at_twice_the_text_nothing_needs_scrolling_sideways(kept: Kept, shown, qapp, large):
    from pod_desktop.ui import theme

    look = qapp.findChild(theme.Theme)
    leave_damaged(kept)
    backups.back_up_to(kept.place, kept.journal, kept.place.dir.parent / "a stick with quite a long name")
    look.set_text_scale(2.0 if large else 1.0)
    try:
        page = shown(KeepingPage(kept.desk, kept.keeper), 1366, 720)
        assert page.widget().minimumSizeHint().width() <= page.viewport().width()
        assert page.horizontalScrollBar().maximum() == 0
    finally:
        look.set_text_scale(1.0)


def test_what_a_backup_elsewhere_has_more_is_brought_in(page: KeepingPage, press):
    press(page, "Back up to another place…")
    press(page, "Bring in what a backup elsewhere has more…")
    assert page.backups.said() == "All that is in that backup is here already."


def test_a_folder_without_a_backup_is_said_and_changes_nothing(page: KeepingPage, press):
    press(page, "Bring in what a backup elsewhere has more…")
    assert "no backup" in page.backups.said()
