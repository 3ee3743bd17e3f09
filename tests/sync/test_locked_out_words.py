"""What a laptop that was locked out says of where its words lie is true."""

from dataclasses import replace

import pytest

from pod_desktop import sync
from pod_desktop.domain.ids import new_id
from pod_desktop.services.locked_out import LockedOut
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting
from tests.sync.laptops import Laptops, add_person, laptop_of
from tests.sync.test_exchange import add_log, words


def locked_out(laptops: Laptops, ben: Journal) -> str:
    """What Ben's laptop is told when it hears of it."""
    sync.revoke(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    with pytest.raises(sync.NotAMember) as told:
        sync.exchange(ben)
    return str(told.value)


def test_words_of_an_open_meeting_s_log_are_not_said_to_lie_in_the_folder(laptops: Laptops):
    ben = laptops.join()
    with ben.act() as act:
        meeting = act.create(
            Meeting, person_id=new_id(), state="open", began=ben.clock.now(), log_kind="live"
        ).id
    add_log(ben, meeting)
    said = locked_out(laptops, ben)
    sync.exchange(laptops.ana)
    sync.adopt(laptops.ana, laptop_of(ben))
    sync.exchange(laptops.ana)
    assert words(laptops.ana) == []
    assert "What had been sent from it lies in the team folder" in said
    assert "turn log whose choice was not final is on this laptop only, and not in the folder" in said


def test_where_all_was_sent_no_loss_is_told(laptops: Laptops):
    ben = laptops.join()
    add_person(ben)
    said = locked_out(laptops, ben)
    assert "lies in the team folder" in said
    assert "turn log" not in said
    assert "only" not in said


def test_what_could_not_be_sent_is_told(laptops: Laptops):
    status = replace(sync.status(laptops.join()), only_here=2)
    assert "2 changes could not be sent: they are on this laptop only" in sync.locked_out_words(status)
    assert "recovery sheet" in sync.left_words(replace(status, only_here=1))


def test_without_the_key_too_nothing_is_said_to_lie_in_the_folder_that_was_not_sent():
    assert "What had been entered" not in str(LockedOut())
    assert "a turn log whose choice was not final" in str(LockedOut())
