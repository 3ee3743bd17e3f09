"""The running program hears that its laptop was locked out of the team."""

from collections.abc import Callable

import pytest

from pod_desktop import sync
from pod_desktop.paths import Profile
from pod_desktop.storage import key_slots
from pod_desktop.storage.backup import KEYS
from pod_desktop.storage.key_slots import WrongPassphrase
from pod_desktop.ui.main_window import MainWindow
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.courier import Courier
from tests.sync.laptops import Laptops, add_person, names
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
    opened.close()
