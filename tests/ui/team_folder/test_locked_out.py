"""The running program hears that its laptop was locked out of the team."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pod_desktop import sync
from pod_desktop.domain.ids import new_id
from pod_desktop.paths import Profile
from pod_desktop.storage import key_slots
from pod_desktop.storage.backup import KEYS
from pod_desktop.storage.key_slots import WrongPassphrase
from pod_desktop.storage.tables import Meeting
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.words import detail_words
from tests.sync.laptops import Laptops, add_person, names
from tests.sync.test_exchange import add_log
from tests.ui.team_folder.opened import open_laptop
from tests.ui.team_folder.test_joining import (
    PASSPHRASE,
    ben,
    courier_of,
    shell_of,
    shown_words,
    window_of,
    wish,
)

__all__ = ["ben", "window_of"]


@pytest.fixture
def window(window_of: Callable[[Profile], MainWindow], ben: Profile, team: Laptops) -> MainWindow:
    """Ben's window, in the team."""
    window = window_of(ben)
    window.unlock_screen.join_requested.emit(wish(team))
    sync.exchange(team.ana)
    courier_of(window).look()
    sync.exchange(team.ana)
    return window


def ben_s(team: Laptops) -> bytes:
    (laptop,) = [each for each in sync.status(team.ana).laptops if not each.this]
    return bytes.fromhex(laptop.id)


def lock_out(team: Laptops, courier: Courier) -> None:
    sync.revoke(team.ana, ben_s(team))
    sync.exchange(team.ana)
    courier.exchange()


def test_the_window_locks_at_once_and_says_why_and_no_passphrase_opens_it(
    window: MainWindow, ben: Profile, team: Laptops
):
    key_slots.unlock(ben.keys, PASSPHRASE)
    lock_out(team, courier_of(window))
    assert window.shell is None
    assert "locked out of the team" in shown_words(window)
    for path in (ben.keys, ben.backups / KEYS):
        if path.exists():
            with pytest.raises(WrongPassphrase):
                key_slots.unlock(path, PASSPHRASE)


def test_of_an_open_meeting_s_turn_log_it_is_said_that_it_is_on_this_laptop_only(
    window: MainWindow, team: Laptops
):
    journal = shell_of(window)._desk.journal
    with journal.act() as act:
        now = journal.clock.now()
        meeting = act.create(Meeting, person_id=new_id(), state="open", began=now, log_kind="live").id
    add_log(journal, meeting)
    lock_out(team, courier_of(window))
    assert "turn log whose choice was not final is on this laptop only" in shown_words(window)


def keyboard_at_a_field_or_button() -> bool:
    return isinstance(QApplication.focusWidget(), QLineEdit | QAbstractButton)


def test_who_was_typing_types_into_no_field_and_the_sentence_stays(
    window: MainWindow, team: Laptops, qtbot: QtBot
):
    lock_out(team, courier_of(window))
    assert "What had been sent from it lies in the team folder" in shown_words(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert not keyboard_at_a_field_or_button()
    for letter in "and s":
        qtbot.keyClick(QApplication.focusWidget(), letter)
    assert not any(edit.text() for edit in window.unlock_screen.findChildren(QLineEdit))
    assert "locked out of the team" in shown_words(window)


def test_the_way_in_says_it_before_any_passphrase(
    window: MainWindow, window_of: Callable[[Profile], MainWindow], ben: Profile, team: Laptops, qtbot: QtBot
):
    lock_out(team, courier_of(window))
    window.close()
    again = window_of(ben)
    assert "locked out of the team" in shown_words(again)
    again.activateWindow()
    qtbot.waitUntil(again.isActiveWindow)
    assert not keyboard_at_a_field_or_button()
    again.close()
    marker, keys = ben.locked_out.read_bytes(), ben.keys.read_bytes()
    for about, key_file in ((b"of another key file", keys), (marker, b"damaged")):
        ben.locked_out.write_bytes(about)
        ben.keys.write_bytes(key_file)
        assert "locked out of the team" not in shown_words(window_of(ben))


def test_what_was_half_typed_still_goes_to_where_a_steward_can_take_it_in(
    window: MainWindow, team: Laptops, monkeypatch: pytest.MonkeyPatch
):
    journal = shell_of(window)._desk.journal
    typed = iter(["Half typed"])
    monkeypatch.setattr(Shell, "put_down", lambda _shell: [add_person(journal, name) for name in typed])
    lock_out(team, courier_of(window))
    sync.exchange(team.ana)
    sync.adopt(team.ana, ben_s(team))
    sync.exchange(team.ana)
    assert names(team.ana) == ["Half typed"]


@pytest.mark.usefixtures("_look")
def test_a_laptop_opened_with_the_sheet_after_it_was_locked_out_stays_open(team: Laptops):
    guest = team.join()
    sync.revoke(team.ana, ben_s(team))
    sync.exchange(team.ana)
    with pytest.raises(sync.NotAMember):
        sync.exchange(guest)
    opened = open_laptop(guest)
    said: list[bool] = []
    opened.courier.locked_out.connect(lambda: said.append(True))
    opened.courier.exchange()
    assert said == []
    opened.courier.status = replace(opened.status, waiting_for_choice=1)
    assert "is on this laptop only, and not in the folder" in " ".join(detail_words(opened.courier))
    opened.close()
