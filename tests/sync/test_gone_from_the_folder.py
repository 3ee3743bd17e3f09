"""What was ended goes from the folder too, once the rest lies there without it; a purge leaves it alone."""

import logging
import os
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from pod_desktop import sync
from pod_desktop.domain.ids import new_id
from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import PodError
from pod_desktop.services import own_words, people, purging, turn_log
from pod_desktop.storage.events import SHORT, event_id
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import sealing
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.mailbox.sealing import Sealed
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.tables import JournalEvent
from tests.services.visit import Visit
from tests.sync.faulty import FaultyShare
from tests.sync.laptops import Laptops, names, require_equal

CANARY = "Zebrafish in the kettle"


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


def paths(laptops: Laptops) -> set[str]:
    return {each.path for each in Folder(laptops.folder).list()}


def full(_sealed: Sealed) -> None:
    raise CannotStore("The disk is full.")


def saying(laptops: Laptops, words: str = CANARY) -> list[str]:
    """The files in the folder that say the words."""
    with files.looking(laptops.ana) as session:
        every = [each.key for each in keys.epochs(session)]
    return [
        path
        for path in sorted(paths(laptops))
        if words.encode() in sealing.unseal((laptops.folder / path).read_bytes(), every)
    ]


def end_canary(journal: Journal) -> None:
    with journal.read() as reading:
        bodies = [body for body in reading.session.scalars(select(JournalEvent.body)) if body]
    shorts = [event_id(body)[:SHORT] for body in bodies if CANARY.encode() in body]
    with journal.act() as act:
        act.end(new_id(), shorts)


def purge(journal: Journal) -> None:
    (row,) = [row for row in people.people(journal) if row.name == CANARY]
    purging.purge_record(journal, row.id, is_filed=True, replicated=lambda _: True)


def test_what_was_ended_is_in_no_file_any_more_and_the_rest_is(laptops: Laptops, ben: Journal):
    people.add_person(laptops.ana, CANARY)
    people.add_person(laptops.ana, "Sam")
    laptops.meet()
    assert len(saying(laptops)) == 1
    end_canary(ben)
    laptops.meet()
    assert saying(laptops) == []
    cara = laptops.join("Cara Lund")
    laptops.meet()
    assert names(cara) == ["Sam"]
    require_equal(laptops.ana, ben, cara)


@pytest.mark.usefixtures("ben")
def test_no_file_goes_before_what_takes_its_place_was_read_back(laptops: Laptops):
    """Whatever call of the round fails: a file with the other words lies there, the old or the new one."""
    for at in range(30):
        people.add_person(laptops.ana, CANARY)
        laptops.meet()
        (old,) = saying(laptops)
        end_canary(laptops.ana)
        share = FaultyShare(laptops.folder, at, back=True)
        with suppress(PodError):
            sync.exchange(laptops.ana, transport=share)
        if old not in paths(laptops):  # then all that is left of it can be had from the others
            guest = laptops.join(f"Nr {at}")
            assert sync.status(guest).missing == 0
        laptops.meet()
        assert saying(laptops) == []
        if share.calls <= at:
            break
    else:
        pytest.fail("a round never came to its end")
    require_equal(*laptops.all)


def test_an_old_file_that_the_provider_brings_back_goes_again(laptops: Laptops, ben: Journal):
    people.add_person(laptops.ana, CANARY)
    laptops.meet()
    (old,) = saying(laptops)
    content = (laptops.folder / old).read_bytes()
    end_canary(ben)
    laptops.meet()
    copy = old.replace(".dat", " (conflicted copy).dat")
    for path in (old, copy):
        (laptops.folder / path).write_bytes(content)
    assert len(saying(laptops)) == 2
    laptops.meet()
    assert saying(laptops) == []
    assert names(laptops.ana) == names(ben) == []
    require_equal(laptops.ana, ben)


def test_an_old_file_stays_while_what_takes_its_place_is_harmed(laptops: Laptops, ben: Journal):
    """Its name and size in the list are no promise: it is read again before anything goes."""
    people.add_person(laptops.ana, CANARY)
    laptops.meet()
    (old,) = saying(laptops)
    content, before = (laptops.folder / old).read_bytes(), paths(laptops)
    end_canary(ben)
    laptops.meet()
    for path in paths(laptops) - before:
        whole = (laptops.folder / path).read_bytes()
        (laptops.folder / path).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (laptops.folder / old).write_bytes(content)
    assert sync.exchange(laptops.ana).removed == 0
    assert (laptops.folder / old).exists()
    sync.exchange(laptops.ana, repair=True)
    laptops.meet()
    assert not (laptops.folder / old).exists()


@pytest.mark.usefixtures("ben")
def test_something_else_under_the_name_of_an_old_file_stays(laptops: Laptops):
    """Two files of one size that a provider exchanged: what is no longer the old file is not taken away."""
    people.add_person(laptops.ana, CANARY)
    sync.exchange(laptops.ana)
    people.add_person(laptops.ana, "Zoe")
    sync.exchange(laptops.ana)
    (old,) = (laptops.folder / path for path in saying(laptops))
    before = old.read_bytes()
    (other,) = (laptops.folder / path for path in saying(laptops, "Zoe"))
    words = other.read_bytes()
    assert len(words) == len(before)
    laptops.meet()
    old.write_bytes(words)
    other.write_bytes(before)
    end_canary(laptops.ana)
    sync.exchange(laptops.ana)
    assert old.read_bytes() == words


def test_what_was_ended_while_it_waited_to_be_put_there_never_lies_there(laptops: Laptops, ben: Journal):
    share = FaultyShare(laptops.folder)
    people.add_person(ben, CANARY)
    people.add_person(ben, "Sam")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(share, "put_new", full)
        with pytest.raises(CannotStore):
            sync.exchange(ben, transport=share)
    end_canary(ben)
    said: list[bytes] = []

    def put_new(sealed: Sealed) -> None:
        said.append(sealed.content)
        share.folder.put_new(sealed)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(share, "put_new", put_new)
        sync.exchange(ben, transport=share)
    with files.looking(ben) as session:
        every = [each.key for each in keys.epochs(session)]
    assert said
    assert not any(CANARY.encode() in sealing.unseal(each, every) for each in said)
    assert sync.status(ben).only_here == 0
    laptops.meet()
    assert names(laptops.ana) == ["Sam"]
    require_equal(laptops.ana, ben)


def test_a_laptop_that_hears_of_an_ending_a_year_later_brings_nothing_back(laptops: Laptops, ben: Journal):
    people.add_person(ben, CANARY)
    people.add_person(ben, "Sam")
    laptops.meet()
    end_canary(laptops.ana)
    laptops.meet(laptops.ana)
    laptops.clock.advance(days=365)
    people.add_person(ben, "Kim")
    laptops.meet(ben, laptops.ana)
    assert saying(laptops) == []
    assert names(laptops.ana) == names(ben) == ["Kim", "Sam"]
    require_equal(laptops.ana, ben)


def test_a_purged_record_stays_in_the_folder_and_with_the_others(laptops: Laptops, ben: Journal):
    people.add_person(laptops.ana, CANARY)
    people.add_person(laptops.ana, "Sam")
    laptops.meet()
    before, said = paths(laptops), saying(laptops)
    purge(laptops.ana)
    laptops.meet()
    for repair in (False, True):
        laptops.clock.advance(days=100)
        report = sync.exchange(laptops.ana, repair=repair)
        assert (report.posted, report.healed, report.removed) == (0, 0, 0)
    assert before <= paths(laptops)
    assert saying(laptops) == said
    assert names(laptops.ana) == ["Sam"]
    assert names(ben) == names(laptops.join("Cara Lund")) == ["Sam", CANARY]


def test_what_the_folder_lost_of_a_purged_record_comes_back_whole_from_who_has_it(
    laptops: Laptops, ben: Journal
):
    people.add_person(laptops.ana, CANARY)
    laptops.meet()
    purge(laptops.ana)
    for path in saying(laptops):
        (laptops.folder / path).unlink()
    assert sync.exchange(laptops.ana, repair=True).healed == 0
    assert saying(laptops) == []
    assert sync.exchange(ben, repair=True).healed > 0
    assert len(saying(laptops)) == 1
    laptops.meet()
    assert names(laptops.ana) == []
    assert names(laptops.join("Cara Lund")) == [CANARY]


def test_no_word_lies_readable_in_the_folder_the_database_its_log_temporary_files_or_logs(
    laptops: Laptops, ben: Journal, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.DEBUG):
        people.add_person(laptops.ana, CANARY)
        for share in (None, FaultyShare(laptops.folder, 3, back=True)):
            with suppress(PodError):
                sync.exchange(ben, transport=share)
        laptops.meet()
        assert names(ben) == [CANARY]
        words = [
            form
            for word in (CANARY, "Ana Reyes", "Exe Valley")
            for form in (word.encode(), word.encode("utf-16-le"))
        ]
        for place in (laptops.at, Path(os.environ["TMPDIR"])):
            for path in place.rglob("*"):
                if path.is_file() and "pytest-of" not in path.relative_to(place).parts[0]:
                    content = path.read_bytes()
                    assert [word for word in words if word in content] == [], path
    assert CANARY not in caplog.text


def test_words_that_somebody_wanted_left_out_go_from_the_folder_and_their_turns_stay(
    laptops: Laptops, ben: Journal
):
    visit = Visit.prepare(laptops.ana, laptops.clock, laptops.ana.author_id).begin().everybody_agrees()
    live = visit.live()
    for who, words in ((visit.sam, CANARY), (visit.may, "Quince")):
        live.tap(visit.someone(who))
        laptops.clock.advance(seconds=20)
        turn_log.set_words(laptops.ana, visit.log.turns[-1].id, words)
    visit.close("keep")
    laptops.ana.in_hand.clear()
    laptops.clock.advance(minutes=11)
    laptops.meet()
    assert len(saying(laptops)) == 1
    own_words.leave_out(ben, visit.meeting_id, visit.sam)
    laptops.clock.advance(minutes=11)
    own_words.destroy_due(ben)
    laptops.meet()
    assert saying(laptops) == []
    cara = laptops.join("Cara Lund")
    laptops.meet()
    for journal in (laptops.ana, ben, cara):
        turns = turn_log.log_view(journal, visit.meeting_id).turns
        assert [turn.words for turn in turns] == ["", "Quince"]
    require_equal(laptops.ana, ben, cara)
