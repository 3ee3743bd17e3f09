"""After an ending or a purge nobody finds the words any more, wherever this program has put them.

They are looked for in the decrypted pages of the database, the unused ones too, in the write-ahead log, in
the opened files of the daily backup and of one in a chosen place, and in every other file of the profile and
of the temporary folder. The search index lies in the database and has all words that can be found by then.
"""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.turns import LogChoice
from pod_desktop.logs import RunningLog
from pod_desktop.paths import Profile
from pod_desktop.services import (
    backups,
    endings,
    meetings,
    own_words,
    people,
    profile,
    purging,
    searching,
    turn_log,
)
from pod_desktop.settings import Settings, SettingsFile
from pod_desktop.storage import key_slots
from pod_desktop.storage.backup import backup_key
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost, DatabaseKey
from pod_desktop.storage.mailbox import sealing
from tests.services.page_images import database_pages, log_pages
from tests.services.told import Told

pytestmark = pytest.mark.slow
PASSPHRASE = "four quiet words here"


@dataclass
class Laptop:
    """A team with two records, of Sam and of Lee."""

    profile: Profile
    place: Path
    journal: Journal
    key: DatabaseKey
    clock: ManualClock
    sam: Told
    lee: Told

    @property
    def words(self) -> set[bytes]:
        return {*self.sam.words.values(), *self.lee.words.values()}

    def in_database(self) -> set[bytes]:
        return self._in(database_pages(self.profile.database, self.key.reveal()))

    def in_log(self) -> set[bytes]:
        return self._in(log_pages(self.profile.log_of_database, self.key.reveal()))

    def in_backup(self, place: Path) -> set[bytes]:
        key = backup_key(self.key)
        files = [path for path in place.rglob("*.dat") if path.is_file()]
        return self._in(sealing.unseal(path.read_bytes(), [key]) for path in files)

    def in_the_open(self) -> set[bytes]:
        """In any file as it lies there, without a key."""
        roots = (self.profile.dir, self.place, Path(tempfile.gettempdir()))
        files = [path for root in roots for path in root.rglob("*") if path.is_file()]
        assert {self.profile.settings, self.profile.keys} < set(files)
        assert any(self.profile.logs in path.parents for path in files)
        return self._in(path.read_bytes() for path in files)

    def back_up(self) -> None:
        backups.back_up_daily(self.profile, self.journal)
        backups.back_up_to(self.profile, self.journal, self.place)

    def _in(self, contents: Iterable[bytes]) -> set[bytes]:
        missing = self.words
        for content in contents:
            missing = {word for word in missing if word not in content}
            if not missing:
                break
        return self.words - missing


@pytest.fixture
def laptop(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    at = Profile(tmp_path / "team")
    opened = profile.start_team(
        at, team="Exe Valley POD", author="Ana Reyes", passphrase=PASSPHRASE, clock=clock, cost=Cost(8192, 1)
    )
    log = RunningLog(at.logs)
    SettingsFile(at.settings).store(Settings())
    key = key_slots.unlock(at.keys, PASSPHRASE)
    made = Laptop(
        at,
        tmp_path / "stick",
        opened,
        key,
        clock,
        _told(opened, "sam", "9990000018"),
        _told(opened, "lee", "9990000026"),
    )
    made.sam.from_newer_versions()
    while searching.enter_waiting(opened):
        pass
    yield made
    opened.close()
    log.stop()


def _told(journal: Journal, whose: str, nhs: str) -> Told:
    me = people.practitioners(journal)[0].id
    told = Told(journal, me, whose, nhs).all_of_it()
    meetings.close_meeting(journal, told.meeting, "keep")
    return told


def gone_everywhere(laptop: Laptop, words: set[bytes]) -> bool:
    """Whether these are gone and all others are still there, after the backups were made again."""
    stay = laptop.words - words
    assert laptop.profile.log_of_database.stat().st_size == 0
    assert laptop.in_database() == stay
    laptop.back_up()
    assert laptop.in_database() == stay
    assert laptop.in_log() <= stay
    assert laptop.in_backup(laptop.profile.backups) == laptop.in_backup(laptop.place) == stay
    assert laptop.in_the_open() == set()
    assert check(laptop.journal).ok
    assert backups.verify_backup(laptop.place, PASSPHRASE).ok
    return True


def test_until_something_is_ended_every_word_is_found_by_whoever_has_the_key(laptop: Laptop):
    assert laptop.in_log() == laptop.words
    laptop.back_up()
    laptop.clock.advance(minutes=11)  # until the choice is final a turn log stays on this laptop
    laptop.back_up()
    laptop.journal.empty_log_of_ended(just_ended=True)
    assert laptop.in_database() == laptop.words
    for place in (laptop.profile.backups, laptop.place):
        assert laptop.in_backup(place) == laptop.words
    assert laptop.in_the_open() == set()


@pytest.mark.parametrize("choice", [LogChoice.TOTALS, LogChoice.DISCARD])
def test_the_words_of_a_turn_log_that_the_room_did_not_keep_are_gone(laptop: Laptop, choice: LogChoice):
    laptop.back_up()
    endings.change_choice(laptop.journal, laptop.sam.meeting, choice)
    laptop.clock.advance(minutes=11)
    laptop.back_up()
    assert laptop.in_backup(laptop.profile.backups) == laptop.words
    endings.carry_out_due_choices(laptop.journal)
    assert gone_everywhere(laptop, laptop.sam.turn_words())


def test_the_words_that_somebody_wanted_left_out_are_gone_and_those_of_others_stay(laptop: Laptop):
    laptop.back_up()
    first = turn_log.log_view(laptop.journal, laptop.sam.meeting).turns[0]
    assert first.speaker is not None
    own_words.leave_out(laptop.journal, laptop.sam.meeting, first.speaker.id)
    laptop.clock.advance(minutes=11)
    laptop.back_up()
    assert laptop.in_backup(laptop.profile.backups) == laptop.words
    assert own_words.destroy_due(laptop.journal) == 2
    theirs = {word for what, word in laptop.sam.words.items() if what in {"turn", "turn, replaced"}}
    assert len(theirs) == 2
    assert gone_everywhere(laptop, theirs)


def test_all_words_of_a_record_that_was_taken_off_are_gone(laptop: Laptop):
    laptop.clock.advance(minutes=11)
    laptop.back_up()
    assert laptop.in_backup(laptop.place) == laptop.words
    purging.purge_record(laptop.journal, laptop.sam.person, is_filed=True)
    assert gone_everywhere(laptop, set(laptop.sam.words.values()))
    while endings.give_back(laptop.journal):
        pass
    laptop.journal.empty_log_of_ended(just_ended=True)
    assert gone_everywhere(laptop, set(laptop.sam.words.values()))


def test_the_unused_pages_are_among_those_looked_at(laptop: Laptop):
    with laptop.journal.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        connection.exec_driver_sql("CREATE TABLE left_over AS SELECT body FROM event")
        connection.exec_driver_sql("DROP TABLE left_over")
        laptop.journal.empty_log_of_ended(just_ended=True)
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.exec_driver_sql("BEGIN")
    purging_must_find = laptop.in_database()
    laptop.clock.advance(minutes=11)
    purging.purge_record(laptop.journal, laptop.sam.person, is_filed=True)
    assert (
        laptop.in_database() == purging_must_find == laptop.words
    )  # in the pages that held the dropped table
