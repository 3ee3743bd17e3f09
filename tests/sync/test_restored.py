"""A laptop that was brought back from its backup, or mended, goes on as the one it was."""

from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.paths import Profile
from pod_desktop.services import backups, mending
from pod_desktop.services.locked_out import LockedOut
from pod_desktop.services.profile import open_team, start_joining, start_team
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, WrongPassphrase, unlock
from pod_desktop.sync.revoking import laptop_named
from tests.journals import new_journal
from tests.sync.laptops import add_person, digest, names

PASSPHRASE = "made-up harbour lantern teacup"
CHEAP = Cost(memory=8192, passes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def started(profile: Profile, folder: Path, clock: ManualClock) -> Journal:
    journal = start_team(
        profile, team="Exe Valley POD", author="Ana", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    sync.connect(journal, folder)
    sync.exchange(journal)
    return journal


def guest_of(journal: Journal, at: Path, folder: Path, clock: ManualClock) -> Journal:
    guest = new_journal(at, clock)
    guest.set_up_laptop(new_id())
    sync.ask_to_join(guest, folder, " ".join(sync.invite(journal).reveal()), "Ben")
    sync.exchange(journal)
    assert sync.exchange(guest).joined
    return guest


def test_a_laptop_restored_from_an_old_backup_gets_back_what_it_made_since_and_both_say_the_same(
    tmp_path: Path, folder: Path, clock: ManualClock
):
    profile = Profile(tmp_path / "ana")
    ana = started(profile, folder, clock)
    ben = guest_of(ana, tmp_path / "ben.db", folder, clock)
    add_person(ana, "Before the backup")
    sync.exchange(ana)
    backups.back_up_daily(profile, ana)
    add_person(ana, "After it")
    sync.exchange(ana)
    sync.exchange(ben)
    ana.close()
    again = Profile(tmp_path / "again")
    backups.restore_team(profile.backups, again, clock, passphrase=PASSPHRASE)
    ana = open_team(again, PASSPHRASE, clock)
    add_person(ana, "On the restored one")
    for each in (ana, ben, ana, ben):
        sync.exchange(each)
    assert names(ana) == names(ben) == ["After it", "Before the backup", "On the restored one"]
    assert digest(ana) == digest(ben)
    assert check(ana).faults == check(ben).faults == []
    assert sync.status(ana).is_steward
    cara = guest_of(ana, tmp_path / "cara.db", folder, clock)
    for each in (cara, ana):
        sync.exchange(each)
    assert digest(cara) == digest(ana)
    for each in (ana, ben, cara):
        each.close()


def test_a_mended_laptop_is_still_a_steward_and_loses_nothing(
    tmp_path: Path, folder: Path, clock: ManualClock
):
    profile = Profile(tmp_path / "ana")
    ana = started(profile, folder, clock)
    ben = guest_of(ana, tmp_path / "ben.db", folder, clock)
    backups.back_up_daily(profile, ana)
    add_person(ana, "After the backup")
    sync.exchange(ana)
    sync.exchange(ben)
    ana.close()
    profile.database.write_bytes(profile.database.read_bytes()[:4096])
    mending.mend(profile, PASSPHRASE, clock)
    ana = open_team(profile, PASSPHRASE, clock)
    for each in (ana, ben):
        sync.exchange(each)
    assert names(ana) == names(ben) == ["After the backup"]
    assert sync.status(ana).is_steward
    for each in (ana, ben):
        each.close()


def test_a_laptop_that_learnt_that_it_was_locked_out_opens_no_more(
    tmp_path: Path, folder: Path, clock: ManualClock
):
    ana = started(Profile(tmp_path / "ana"), folder, clock)
    place = Profile(tmp_path / "ben")
    ben = start_joining(
        place,
        passphrase=PASSPHRASE,
        clock=clock,
        ask=lambda journal: sync.ask_to_join(journal, folder, " ".join(sync.invite(ana).reveal()), "Ben"),
    )
    sync.exchange(ana)
    sync.exchange(ben)
    backups.back_up_daily(place, ben)
    sync.revoke(ana, laptop_named(ana, "Ben’s laptop"))
    sync.exchange(ana)
    ben.close()
    open_team(place, PASSPHRASE, clock).close()  # it has not heard of it yet
    ben = open_team(place, PASSPHRASE, clock)
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    ben.close()
    for _ in range(2):  # a passphrase that counts no longer is told from a wrong one
        with pytest.raises(LockedOut):
            open_team(place, PASSPHRASE, clock)
    place.locked_out.write_bytes(b"of another key file")
    with pytest.raises(WrongPassphrase):
        open_team(place, PASSPHRASE, clock)
    with pytest.raises(WrongPassphrase):
        unlock(place.backups / "keys.pod", PASSPHRASE)
    ana.close()
