"""Who is let in, who is locked out, and what of a locked-out laptop's work counts."""

from datetime import timedelta
from pathlib import Path

import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import BadInput
from pod_desktop.services.laptops import laptop_name
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.sync import kinds, reading
from pod_desktop.sync.join_letters import request_key
from pod_desktop.sync.revoking import laptop_named
from tests.sync.laptops import Laptops, add_person, laptop_of, names, rename, require_equal


def epoch_keys(journal: Journal) -> list[bytes]:
    with files.looking(journal) as session:
        return [each.key for each in keys.epochs(session)]


def test_a_code_lets_in_one_laptop_and_no_second(laptops: Laptops):
    words = " ".join(sync.invite(laptops.ana).reveal())
    first, second = laptops.fresh(), laptops.fresh()
    sync.ask_to_join(first, laptops.folder, words, "Ben Okafor")
    sync.exchange(laptops.ana)
    sync.ask_to_join(second, laptops.folder, words, "Eve")
    sync.exchange(laptops.ana)
    assert sync.exchange(first).joined
    with pytest.raises(sync.WaitingForAdmission):
        sync.exchange(second)
    assert [each.author for each in sync.status(laptops.ana).laptops] == ["Ana Reyes", ""]


def test_a_code_is_good_for_72_hours(laptops: Laptops):
    words = " ".join(sync.invite(laptops.ana).reveal())
    guest = laptops.fresh()
    laptops.clock.advance(hours=72, seconds=1)
    sync.ask_to_join(guest, laptops.folder, words, "Ben Okafor")
    assert sync.exchange(laptops.ana).admitted == []


def test_a_code_that_was_taken_back_lets_nobody_in(laptops: Laptops):
    sync.exchange(laptops.ana)
    words = " ".join(sync.invite(laptops.ana).reveal())
    (invite,) = sync.status(laptops.ana).invites
    sync.take_invite_back(laptops.ana, invite.id)
    guest = laptops.fresh()
    sync.ask_to_join(guest, laptops.folder, words, "Ben Okafor")
    assert sync.exchange(laptops.ana).admitted == []


@pytest.mark.parametrize("request_", [b"\x81\xa1\xff\x01", b"\x81\xa1x" + b"\x91" * 5000 + b"\x01"])
def test_a_request_that_cannot_be_read_lets_nobody_in_and_stops_no_round(laptops: Laptops, request_: bytes):
    words = word_list()
    secret = words.secret_of(sync.invite(laptops.ana))
    plain = packing.pack(kinds.REQUEST, [request_])
    Folder(laptops.folder).put_new(sealing.seal(plain, request_key(secret)))
    assert sync.exchange(laptops.ana).admitted == []
    assert sync.status(laptops.ana).invites == ()


def test_what_a_broken_joining_left_in_the_folder_goes_with_the_next_round(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    words = " ".join(sync.invite(laptops.ana).reveal())
    guest = laptops.fresh()
    sync.ask_to_join(guest, laptops.folder, words, "Ben Okafor")
    sync.exchange(laptops.ana)

    def refused(_folder: Folder, _path: str) -> None:
        raise CannotStore("The share is away.")

    with monkeypatch.context() as away:
        away.setattr(Folder, "remove", refused)
        with pytest.raises(CannotStore):
            sync.exchange(guest)
    cara = laptops.join("Cara Lund")
    assert len(sync.status(cara).files) == 2
    assert all("just joining" in each.why for each in sync.status(cara).files)
    assert sync.exchange(guest).pending == []
    assert sync.exchange(cara).pending == []
    laptops.meet()
    require_equal(laptops.ana, guest, cara)


def test_only_a_steward_lets_in_and_locks_out(laptops: Laptops):
    ben = laptops.join()
    with pytest.raises(sync.NotASteward):
        sync.invite(ben)
    with pytest.raises(sync.NotASteward):
        sync.revoke(ben, laptop_of(laptops.ana))


def test_a_steward_who_was_made_later_can_let_in(laptops: Laptops):
    ben = laptops.join()
    sync.make_steward(laptops.ana, laptop_of(ben))
    laptops.meet()
    cara = laptops.join("Cara Lund", by=ben)
    add_person(cara)
    laptops.meet()
    require_equal(laptops.ana, ben, cara)


def test_who_joins_under_the_name_of_a_practitioner_without_a_laptop_is_that_practitioner(laptops: Laptops):
    from pod_desktop.storage.tables import Practitioner

    with laptops.ana.act() as act:
        ben_before = act.create(Practitioner, name="Ben Okafor", profession="peer").id
    ben = laptops.join("ben okafor")
    assert ben.author_id == ben_before
    with ben.read() as reading:
        assert len(reading.all(Practitioner)) == 2


def test_what_a_laptop_made_before_it_was_locked_out_counts_and_what_it_made_later_waits(laptops: Laptops):
    ben, cara = laptops.join(), laptops.join("Cara Lund")
    sam = add_person(ben)
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    rename(ben, sam, "Stolen")
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    laptops.meet(laptops.ana, cara)
    assert names(laptops.ana) == names(cara) == ["Sam"]
    require_equal(laptops.ana, cara)
    assert [each.state for each in sync.status(cara).files] == ["quarantined"]


def test_who_joins_later_gets_all_that_a_locked_out_laptop_had_told_whatever_the_order_of_its_files(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    ben = laptops.join()
    for number in range(20):
        add_person(ben, f"P{number:02}")
        sync.exchange(ben)
    sync.exchange(laptops.ana)
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    add_person(ben, "Too late")
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    monkeypatch.setattr(reading, "_ROUNDS", 4)  # however long the history: once to gather, once to take in
    listed = Folder.list
    monkeypatch.setattr(Folder, "list", lambda self: sorted(listed(self), key=lambda each: each.path))
    cara = laptops.join("Cara Lund")
    assert names(cara) == names(laptops.ana)
    assert len(names(cara)) == 20
    assert [each.state for each in sync.status(cara).files] == ["quarantined"]


@pytest.mark.parametrize("rounds", [1, 2])
def test_a_look_that_stops_before_all_was_learnt_is_gone_on_with_in_the_next_round(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch, rounds: int
):
    ben = laptops.join()
    for number in range(5):
        add_person(ben, f"P{number:02}")
        sync.exchange(ben)
    sync.exchange(laptops.ana)
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    with monkeypatch.context() as short:
        short.setattr(reading, "_ROUNDS", rounds)
        cara = laptops.join("Cara Lund")
    laptops.clock.advance(minutes=1)
    sync.exchange(cara)
    assert names(cara) == names(laptops.ana)
    assert sync.status(cara).files == ()


def test_work_found_on_a_locked_out_laptop_can_be_taken_in(laptops: Laptops):
    ben, cara = laptops.join(), laptops.join("Cara Lund")
    sam = add_person(ben)
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    for name in ("Samu", "Samuel"):
        rename(ben, sam, name)
        with pytest.raises(sync.NotAMember):
            sync.exchange(ben)
    sync.exchange(laptops.ana)
    assert sync.adopt(laptops.ana, laptop_of(ben)) >= 1
    laptops.meet(laptops.ana, cara)
    assert names(laptops.ana) == names(cara) == ["Samuel"]
    assert sync.status(cara).files == ()


def late(journal: Journal, laptop: bytes) -> str:
    (said,) = [each.late for each in sync.status(journal).laptops if bytes.fromhex(each.id) == laptop]
    return said


def lock_out_late(laptops: Laptops, ben: Journal, holder: Journal, by: Journal) -> None:
    """Ben is locked out by somebody who has not heard of his last work, which one other laptop has."""
    sam = add_person(ben)
    laptops.meet()
    rename(ben, sam, "Samuel")
    sync.exchange(ben)
    sync.exchange(holder)
    sync.revoke(by, laptop_of(ben))
    others = [each for each in laptops.all if each is not ben]
    laptops.meet(*others)


def test_work_that_came_before_the_revocation_was_heard_of_is_told_on_both_sides_until_a_steward_adopts_it(
    laptops: Laptops,
):
    ben, cara = laptops.join(), laptops.join("Cara Lund")
    lock_out_late(laptops, ben, holder=cara, by=laptops.ana)
    assert (names(laptops.ana), names(cara)) == (["Sam"], ["Samuel"])
    assert late(cara, laptop_of(ben)).startswith("1 change that it made")
    assert "waits in the team folder" in late(laptops.ana, laptop_of(ben))
    (file,) = sync.status(laptops.ana).files
    assert "“Ben Okafor’s laptop”" in file.why
    assert "1 change of which" in file.why
    sync.adopt(laptops.ana, laptop_of(ben))
    laptops.meet(laptops.ana, cara)
    assert names(laptops.ana) == ["Samuel"]
    require_equal(laptops.ana, cara)
    assert [late(each, laptop_of(ben)) for each in (laptops.ana, cara)] == ["", ""]


def test_a_steward_can_adopt_what_came_to_its_own_laptop_only(laptops: Laptops):
    ben, dan = laptops.join(), laptops.join("Dan Wu", steward=True)
    laptops.meet()
    lock_out_late(laptops, ben, holder=laptops.ana, by=dan)
    assert (names(laptops.ana), names(dan)) == (["Samuel"], ["Sam"])
    assert sync.adopt(laptops.ana, laptop_of(ben)) == 1
    laptops.meet(laptops.ana, dan)
    require_equal(laptops.ana, dan)
    assert late(laptops.ana, laptop_of(ben)) == ""


def test_a_locked_out_laptop_gets_no_new_key(laptops: Laptops):
    ben, cara = laptops.join(), laptops.join("Cara Lund")
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(ben))
    laptops.meet(laptops.ana, cara)
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    assert epoch_keys(cara)[0] == epoch_keys(laptops.ana)[0]
    assert epoch_keys(ben)[0] == epoch_keys(laptops.ana)[1]
    add_person(laptops.ana, "Not for Ben")
    sync.exchange(laptops.ana)
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    assert names(ben) == []


def test_two_stewards_who_lock_each_other_s_guest_out_at_once_end_with_a_key_that_neither_guest_has(
    laptops: Laptops,
):
    ben = laptops.join(steward=True)
    cara, dan = laptops.join("Cara Lund"), laptops.join("Dan Wu")
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(cara))
    sync.revoke(ben, laptop_of(dan))
    laptops.meet(laptops.ana, ben)
    for guest in (cara, dan):
        with pytest.raises(sync.NotAMember):
            sync.exchange(guest)
    current = epoch_keys(laptops.ana)[0]
    assert current == epoch_keys(ben)[0]
    assert current not in epoch_keys(cara) + epoch_keys(dan)


def test_a_laptop_let_in_by_one_steward_while_another_changes_the_key_gets_each_key_that_it_lacks(
    laptops: Laptops,
):
    ben = laptops.join(steward=True)
    lost = [laptops.join("Lost One"), laptops.join("Lost Two")]
    laptops.meet(laptops.ana, ben)
    dan = laptops.join("Dan Wu", by=ben)
    for each in lost:  # Ana has not heard of Dan yet
        sync.revoke(laptops.ana, laptop_of(each))
    add_person(laptops.ana)
    laptops.meet(laptops.ana, ben, dan)
    assert epoch_keys(dan) == epoch_keys(laptops.ana) == epoch_keys(ben)
    assert names(dan) == ["Sam"]
    assert sync.status(dan).files == ()
    assert [sync.exchange(each).posted for each in (laptops.ana, ben, dan)] == [0, 0, 0]


def test_a_key_handed_out_again_takes_account_of_no_more_who_were_locked_out(laptops: Laptops):
    """Who was locked out since it was made may have it."""
    ben, cara, dan = laptops.join(steward=True), laptops.join("Cara Lund"), laptops.join("Dan Wu")
    laptops.meet()
    sync.revoke(laptops.ana, laptop_of(cara))
    with files.changing(laptops.ana) as session:
        (epoch, *_) = keys.epochs(session)
        before = keys.without(session, epoch)
    sync.revoke(ben, laptop_of(dan))
    sync.exchange(ben)
    with files.looking(ben) as session:
        (other,) = [each for each in keys.certificates(session).values() if _locks(session, each, dan)]
    with files.changing(laptops.ana) as session:
        keys.keep_certificate(session, other)
        keys.hand_out(session, epoch, laptops.clock.now())
        assert keys.without(session, epoch) == before
        assert keys.is_outdated(session)


def _locks(session: files.Transaction, certificate: bytes, who: Journal) -> bool:
    root = keys.root_of(session)
    said = signed.read_certificate(certificate, root.public if root is not None else b"")
    return isinstance(said, signed.Revocation) and said.laptop == laptop_of(who)


def test_a_laptop_that_was_away_for_two_changes_of_the_key_reads_all(laptops: Laptops):
    away = laptops.join("Away Abe")
    lost = [laptops.join("Lost One"), laptops.join("Lost Two")]
    laptops.meet()
    for each in lost:
        sync.revoke(laptops.ana, laptop_of(each))
        add_person(laptops.ana)
        sync.exchange(laptops.ana)
    sync.exchange(away)
    assert len(names(away)) == 2


def test_a_laptop_cannot_lock_itself_out(laptops: Laptops):
    with pytest.raises(BadInput, match="itself"):
        sync.revoke(laptops.ana, laptop_of(laptops.ana))


def test_a_laptop_is_found_by_its_name_whatever_its_letters(laptops: Laptops):
    ben = laptops.join()
    assert laptop_named(laptops.ana, "BEN OKAFOR’S laptop") == laptop_of(ben)
    with pytest.raises(sync.SyncRefused, match="Ana Reyes"):
        laptop_named(laptops.ana, "Nobody’s")


def test_another_team_s_folder_is_refused_and_nothing_is_put_there(
    laptops: Laptops, tmp_path: Path, clock: ManualClock
):
    from tests.sync.laptops import team

    (tmp_path / "other").mkdir()
    with team(tmp_path / "other", clock) as others:
        sync.exchange(others.ana)
        before = sorted(path.name for path in others.folder.rglob("*"))
        sync.exchange(laptops.ana)
        sync.connect(laptops.ana, others.folder)
        add_person(laptops.ana)
        with pytest.raises(sync.NotOurFolder):
            sync.exchange(laptops.ana)
        assert sorted(path.name for path in others.folder.rglob("*")) == before


def test_an_emptied_folder_is_asked_about_and_filled_again_when_somebody_says_so(laptops: Laptops):
    ben = laptops.join()
    add_person(laptops.ana)
    laptops.meet()
    for path in laptops.folder.rglob("*.dat"):
        path.unlink()
    for each in (laptops.ana, ben):
        with pytest.raises(sync.WrongFolder):
            sync.exchange(each)
    assert list(laptops.folder.rglob("*.dat")) == []
    sync.exchange(laptops.ana, fill=True)
    cara = laptops.join("Cara Lund")
    laptops.meet()
    require_equal(laptops.ana, ben, cara)


def test_what_the_folder_lost_is_put_back_after_a_day_and_by_repair_at_once(laptops: Laptops):
    ben = laptops.join()
    laptops.meet()
    kept = set(laptops.folder.rglob("*.dat"))
    add_person(laptops.ana)
    laptops.meet()
    new = [path for path in laptops.folder.rglob("*.dat") if path not in kept]
    for path in new:
        path.unlink()
    assert sync.exchange(ben).posted == 0
    laptops.clock.advance(hours=31)
    assert sync.exchange(ben).healed == 1
    for path in set(laptops.folder.rglob("*.dat")) - kept:
        path.unlink()
    assert sync.exchange(laptops.ana, repair=True).healed == 1
    assert names(ben) == ["Sam"]
    assert timedelta(hours=31) > timedelta(days=1)


def test_a_team_of_as_many_laptops_as_a_keyring_has_slots_lets_in_no_more(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    words = " ".join(sync.invite(laptops.ana).reveal())
    laptops.join()
    monkeypatch.setattr(signed, "SLOTS", 2)
    guest = laptops.fresh()
    sync.ask_to_join(guest, laptops.folder, words, "Cara Lund")
    assert sync.exchange(laptops.ana).admitted == []
    with pytest.raises(BadInput, match="no more"):
        sync.invite(laptops.ana)
    monkeypatch.undo()
    assert sync.exchange(laptops.ana).admitted == ["Cara Lund’s laptop"]


def test_a_laptop_is_called_in_a_difference_as_it_was_let_in(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    rename(laptops.ana, sam, "Samira")
    rename(ben, sam, "Samuel")
    laptops.meet()
    with laptops.ana.read() as reading:
        (conflict,) = reading.conflicts()
        called = {said.value: laptop_name(reading, said.laptop_id) for said in conflict.said}
    assert called == {"Samira": "this laptop", "Samuel": "Ben Okafor’s laptop"}
