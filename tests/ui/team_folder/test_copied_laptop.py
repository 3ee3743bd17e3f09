"""What the team folder page says of a laptop whose disk was copied and of which two are used."""

import shutil
from collections.abc import Iterator

import pytest

from pod_desktop import sync
from pod_desktop.domain.ids import new_id
from pod_desktop.services import Journal
from pod_desktop.storage.database import open_database
from pod_desktop.ui.team_folder import words
from tests.journals import new_journal
from tests.sync.laptops import Laptops, add_person, laptop_of, names
from tests.ui.team_folder.opened import Opened

KEY = bytes(range(32))
GONE_ON = "gone on with from a backup or on a copy of its disk"


@pytest.fixture
def copies(team: Laptops) -> Iterator[tuple[Journal, Journal]]:
    """Ben's laptop, and a copy of its disk in another computer."""
    ben = new_journal(team.at / "ben.db", team.clock, KEY)
    ben.set_up_laptop(new_id())
    sync.ask_to_join(ben, team.folder, " ".join(sync.invite(team.ana).reveal()), "Ben Okafor")
    sync.exchange(team.ana)
    sync.exchange(ben)
    team.meet(team.ana, ben)
    ben.begin_anew_on_another_machine("Ben's computer")
    ben.close()
    shutil.copy(team.at / "ben.db", team.at / "copy.db")
    ben, copy = (Journal(open_database(team.at / name, KEY), team.clock) for name in ("ben.db", "copy.db"))
    assert copy.begin_anew_on_another_machine("another computer")
    yield ben, copy
    ben.close()
    copy.close()


def said_of(opened: Opened, laptop: Journal) -> str:
    (view,) = [each for each in opened.status.laptops if bytes.fromhex(each.id) == laptop_of(laptop)]
    return " ".join(words.laptop_words(view, opened.desk.clock.now()))


def test_that_what_is_said_may_be_true_of_only_one_of_two_copies_is_said(
    opened: Opened, team: Laptops, copies: tuple[Journal, Journal]
):
    ben, copy = copies
    add_person(copy, "Written on the copy")
    sync.exchange(copy)
    opened.settle()
    add_person(team.ana, "Since")
    opened.settle()
    sync.exchange(ben)
    opened.settle()
    assert names(copy) == ["Written on the copy"]  # and yet, of the two together:
    assert "It has everything made here that may leave this laptop." in said_of(opened, ben)
    assert f"{GONE_ON}. If two computers use it now" in said_of(opened, ben)
    assert GONE_ON not in said_of(opened, team.ana)


def test_on_the_copy_itself_it_is_said_that_the_other_is_not_among_those_that_are_told_of(
    copies: tuple[Journal, Journal],
):
    _, copy = copies
    add_person(copy)
    (own,) = [each for each in sync.status(copy).laptops if each.this]
    said = " ".join(words.laptop_words(own, copy.clock.now()))
    assert f"{GONE_ON}. If another computer uses it too" in said
