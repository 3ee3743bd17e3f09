"""The recovery sheet: made, kept, replaced, on one laptop and on another, with stops in between."""

import logging
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.secret_words import UnreadableWords
from pod_desktop.durable_files import CannotStore
from pod_desktop.logs import RunningLog
from pod_desktop.paths import Profile
from pod_desktop.services import backups, people, profile, recovery
from pod_desktop.storage import key_slots
from pod_desktop.storage.database import writing
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, WeakPassphrase, WrongPassphrase
from pod_desktop.storage.recovery_slot import (
    NoRecoverySheet,
    RecoverySecret,
    WrongRecoveryWords,
    recovery_slots,
    unlock_with_recovery,
)
from pod_desktop.storage.tables import Team

CHEAP = Cost(memory=8 * 1024, passes=1)
PASSPHRASE = "four words and spaces"


@pytest.fixture
def place(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile")


@pytest.fixture
def team(place: Profile, clock: ManualClock) -> Iterator[Journal]:
    journal = profile.start_team(
        place, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=CHEAP
    )
    yield journal
    journal.close()


def text_of(made: recovery.NewRecoveryKey) -> str:
    return " ".join(made.sheet.words.reveal())


def opens(place: Profile, made: recovery.NewRecoveryKey) -> bool:
    try:
        return unlock_with_recovery(place.keys, text_of(made)) == made.key
    except (WrongRecoveryWords, NoRecoverySheet):
        return False


def make(place: Profile, team: Journal) -> recovery.NewRecoveryKey:
    return recovery.make_recovery_key(place, team, PASSPHRASE)


def keep(place: Profile, team: Journal) -> recovery.NewRecoveryKey:
    made = make(place, team)
    recovery.sheet_is_kept(place, team, made)
    return made


def set_by_another_laptop(team: Journal, value: str) -> None:
    with team.act() as act:
        act.change(Team, act.all(Team)[0].id, recovery_key=value)


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pod_desktop.durable_files.os.fsync", refuse)


def test_a_team_begins_without_a_sheet(place: Profile, team: Journal):
    assert not recovery.has_recovery_key(team)
    assert recovery.sheet_marks(team) == ()
    assert recovery_slots(place.keys) == ()


def test_new_words_open_the_data_before_anybody_says_that_they_are_kept(place: Profile, team: Journal):
    made = make(place, team)
    assert opens(place, made)
    assert not recovery.has_recovery_key(team)


def test_a_kept_sheet_is_the_teams(place: Profile, team: Journal, clock: ManualClock):
    made = keep(place, team)
    assert recovery.has_recovery_key(team)
    assert recovery.sheet_marks(team) == (made.sheet.mark,)
    assert (made.sheet.team, made.sheet.made) == ("Exe Valley POD", clock.now())
    assert opens(place, made)


def test_a_wrong_passphrase_makes_no_sheet(place: Profile, team: Journal):
    before = place.keys.read_bytes()
    with pytest.raises(WrongPassphrase):
        recovery.make_recovery_key(place, team, "four other words")
    assert place.keys.read_bytes() == before


def test_the_former_sheet_opens_until_the_new_one_is_kept_and_then_no_more(place: Profile, team: Journal):
    first = keep(place, team)
    second = make(place, team)
    assert opens(place, first)
    assert opens(place, second)
    recovery.sheet_is_kept(place, team, second)
    assert not opens(place, first)
    assert opens(place, second)
    assert recovery.sheet_marks(team) == (second.sheet.mark,)


def test_a_sheet_that_was_given_up_opens_nothing_and_the_former_stays(place: Profile, team: Journal):
    first = keep(place, team)
    second = make(place, team)
    recovery.give_up(place, second)
    assert opens(place, first)
    assert not opens(place, second)


def test_sheets_that_nobody_says_are_kept_never_fill_the_file(place: Profile, team: Journal):
    kept = keep(place, team)
    made = [make(place, team) for _ in range(40)]
    assert len(recovery_slots(place.keys)) == 10
    assert opens(place, kept)
    assert all(opens(place, each) for each in made[-9:])


def test_saying_twice_that_a_sheet_is_kept_changes_nothing_more(place: Profile, team: Journal):
    made = keep(place, team)
    before = place.keys.read_bytes()
    recovery.sheet_is_kept(place, team, made)
    assert place.keys.read_bytes() == before


def test_a_disk_that_refuses_the_slot_leaves_all_as_it_was(
    place: Profile, team: Journal, monkeypatch: pytest.MonkeyPatch
):
    first = keep(place, team)
    before = place.keys.read_bytes()
    full_disk(monkeypatch)
    with pytest.raises(CannotStore):
        make(place, team)
    assert place.keys.read_bytes() == before
    assert recovery.sheet_marks(team) == (first.sheet.mark,)


def test_a_stop_between_field_and_key_file_leaves_both_sheets_and_the_next_opening_finishes_it(
    place: Profile, team: Journal, monkeypatch: pytest.MonkeyPatch
):
    first, second = keep(place, team), make(place, team)
    with monkeypatch.context() as patch:
        full_disk(patch)
        with pytest.raises(CannotStore, match="former sheet opens"):
            recovery.sheet_is_kept(place, team, second)
    assert opens(place, first)
    assert opens(place, second)
    assert recovery.sheet_marks(team) == (second.sheet.mark,)
    assert recovery.add_missing_slots(place, team, second.key)
    assert opens(place, second)
    assert not opens(place, first)
    assert [slot.kept for slot in recovery_slots(place.keys)] == [True]


def test_a_stop_before_the_sheet_was_said_to_be_kept_leaves_both_for_good(place: Profile, team: Journal):
    first, second = keep(place, team), make(place, team)
    assert not recovery.add_missing_slots(place, team, first.key)
    assert opens(place, first)
    assert opens(place, second)


def test_a_sheet_made_on_another_laptop_opens_this_one_after_its_next_opening(place: Profile, team: Journal):
    key = key_slots.unlock(place.keys, PASSPHRASE)
    elsewhere = RecoverySecret.fresh()
    set_by_another_laptop(team, elsewhere.public_key)
    assert recovery.add_missing_slots(place, team, key)
    assert unlock_with_recovery(place.keys, " ".join(elsewhere.words().reveal())) == key
    before = place.keys.read_bytes()
    assert not recovery.add_missing_slots(place, team, key)
    assert place.keys.read_bytes() == before


def test_every_opening_of_the_data_sees_to_it(place: Profile, team: Journal, clock: ManualClock):
    elsewhere = RecoverySecret.fresh()
    set_by_another_laptop(team, elsewhere.public_key)
    team.close()
    profile.open_team(place, PASSPHRASE, clock).close()
    assert [slot.public_key for slot in recovery_slots(place.keys)] == [elsewhere.public_key]


def test_a_disk_that_refuses_the_slot_keeps_nobody_from_opening(
    place: Profile, team: Journal, monkeypatch: pytest.MonkeyPatch
):
    key = key_slots.unlock(place.keys, PASSPHRASE)
    set_by_another_laptop(team, RecoverySecret.fresh().public_key)
    before = place.keys.read_bytes()
    with monkeypatch.context() as patch:
        full_disk(patch)
        assert not recovery.add_missing_slots(place, team, key)
    assert place.keys.read_bytes() == before
    assert recovery.add_missing_slots(place, team, key)


def test_a_sheet_replaced_on_another_laptop_opens_this_one_no_more(place: Profile, team: Journal):
    first, draft = keep(place, team), make(place, team)
    set_by_another_laptop(team, RecoverySecret.fresh().public_key)
    assert recovery.add_missing_slots(place, team, first.key)
    assert not opens(place, first)
    assert opens(place, draft)


def test_of_two_sheets_made_at_the_same_time_on_two_laptops_both_open(
    place: Profile, team: Journal, monkeypatch: pytest.MonkeyPatch
):
    one, two = keep(place, team), RecoverySecret.fresh()
    monkeypatch.setattr(
        "pod_desktop.storage.journal.Reading.values_of", lambda *_: [one.public_key, two.public_key]
    )
    assert recovery.add_missing_slots(place, team, one.key)
    assert opens(place, one)
    assert unlock_with_recovery(place.keys, " ".join(two.words().reveal())) == one.key
    assert len(recovery.sheet_marks(team)) == 2


@pytest.mark.parametrize("value", ["00" * 32, "not a key", "ab" * 33])
def test_a_recovery_key_that_is_none_hinders_nobody_and_is_none(place: Profile, team: Journal, value: str):
    made = keep(place, team)
    set_by_another_laptop(team, value)
    assert not recovery.add_missing_slots(place, team, made.key)
    assert not recovery.has_recovery_key(team)
    assert opens(place, made)


def test_with_the_words_a_new_passphrase_is_chosen_and_the_old_one_opens_nothing(
    place: Profile, team: Journal, clock: ManualClock
):
    people.add_person(team, "Sam Okafor")
    made = keep(place, team)
    team.close()
    recovery.choose_new_passphrase(place, text_of(made), "two cups and a chair", cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        profile.open_team(place, PASSPHRASE, clock)
    again = profile.open_team(place, "two cups and a chair", clock)
    assert [person.name for person in people.people(again)] == ["Sam Okafor"]
    assert opens(place, made)
    again.close()


@pytest.mark.parametrize(
    ("new", "error"), [("short", WeakPassphrase), ("long enough to do", WrongRecoveryWords)]
)
def test_a_new_passphrase_that_may_not_be_chosen_leaves_the_old(
    place: Profile, team: Journal, new: str, error: type[Exception]
):
    keep(place, team)
    before = place.keys.read_bytes()
    with pytest.raises(error):
        recovery.choose_new_passphrase(
            place, " ".join(RecoverySecret.fresh().words().reveal()), new, cost=CHEAP
        )
    assert place.keys.read_bytes() == before


def test_no_word_of_a_sheet_lies_in_any_file_log_or_repr(
    place: Profile, team: Journal, monkeypatch: pytest.MonkeyPatch
):
    # Words that are known: a random one could be "key", which stands in the log for other reasons.
    monkeypatch.setattr(RecoverySecret, "fresh", lambda: RecoverySecret(bytes(range(32))))
    log = RunningLog(place.logs)
    made = keep(place, team)
    words = made.sheet.words.reveal()
    logging.getLogger("pod_desktop.test").warning("%s %s %r", text_of(made), words[0], made)
    with pytest.raises(UnreadableWords) as caught:
        unlock_with_recovery(place.keys, " ".join(["qqqq", *words[1:]]))
    logging.getLogger("pod_desktop.test").error("failed %s", words[1], exc_info=caught.value)
    log.stop()
    shown = f"{made} {made!r} {made.sheet!r}"
    assert not [word for word in words if word in shown]
    assert made.key.reveal().hex() not in shown
    folders = [place.dir, Path(os.environ["TMPDIR"])]
    contents = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
    pairs = [" ".join(pair).encode() for pair in pairwise(words)]
    assert not [pair for pair in pairs for content in contents if pair in content]
    log_text = (place.logs / "pod-desktop.log").read_text(encoding="utf-8")
    assert "failed" in log_text
    assert not [word for word in [*words, "qqqq"] if word in log_text]


def test_the_empty_field_of_a_team_of_before_is_no_sheet(team: Journal):
    """A team of before has no such field in any event."""
    with writing(team.engine) as connection:
        assert connection.exec_driver_sql("SELECT recovery_key FROM team").scalar() == ""
    assert not recovery.has_recovery_key(team)


def test_words_that_nobody_kept_are_known_and_can_be_given_up_later(place, team):
    kept = recovery.make_recovery_key(place, team, PASSPHRASE)
    recovery.sheet_is_kept(place, team, kept)
    assert recovery.unconfirmed_marks(place, team) == ()
    left = recovery.make_recovery_key(place, team, PASSPHRASE)
    assert recovery.unconfirmed_marks(place, team) == (left.sheet.mark,)
    with pytest.raises(WrongPassphrase):
        recovery.give_up_unconfirmed(place, team, "four other words here")
    assert recovery.unconfirmed_marks(place, team) == (left.sheet.mark,)
    recovery.give_up_unconfirmed(place, team, PASSPHRASE)
    assert recovery.unconfirmed_marks(place, team) == ()
    words = " ".join(left.sheet.words.reveal())
    with pytest.raises(WrongRecoveryWords):
        recovery.choose_new_passphrase(place, words, "another kettle of fish", cost=CHEAP)
    words = " ".join(kept.sheet.words.reveal())
    recovery.choose_new_passphrase(place, words, "another kettle of fish", cost=CHEAP)


def test_the_daily_backup_opens_as_the_data_does_from_the_moment_of_a_change(place: Profile, team: Journal):
    backups.back_up_daily(place, team)
    made = keep(place, team)
    copy = place.backups / place.keys.name
    assert unlock_with_recovery(copy, text_of(made)) == made.key
    recovery.choose_new_passphrase(place, text_of(made), "quite another passphrase", cost=CHEAP)
    assert key_slots.unlock(copy, "quite another passphrase") == made.key
    with pytest.raises(WrongPassphrase):
        key_slots.unlock(copy, PASSPHRASE)


def test_a_change_counts_also_where_its_copy_could_not_be_stored(place: Profile, team: Journal):
    backups.back_up_daily(place, team)
    copy = place.backups / place.keys.name
    copy.unlink()
    copy.mkdir()
    assert opens(place, keep(place, team))
