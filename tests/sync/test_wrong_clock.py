"""A clock that was wrong for one round and was put right keeps nothing waiting."""

from datetime import timedelta

import pytest

from pod_desktop import sync
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing
from pod_desktop.storage.mailbox.folder import path_of
from pod_desktop.storage.sharing import bundles, files
from pod_desktop.sync import healing
from tests.sync.laptops import Laptops, add_person

TEN_YEARS = timedelta(days=3650)


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    return ben


def with_the_clock_ahead(laptops: Laptops, journal: Journal) -> None:
    """One round ten years on, of which nobody asked to tell; then the clock is put right."""
    now = laptops.clock.now()
    laptops.clock.set_wall(now + TEN_YEARS)
    sync.exchange(journal, at_once=False)
    laptops.clock.set_wall(now)


def round_after(laptops: Laptops, journal: Journal, **later: float) -> sync.Report:
    laptops.clock.set_wall(laptops.clock.now() + timedelta(**later))
    return sync.exchange(journal, at_once=False)


def test_what_the_folder_lost_meanwhile_is_put_back_a_day_later(laptops: Laptops, ben: Journal):
    add_person(ben)
    laptops.meet()
    with files.looking(laptops.ana) as session:
        held = [name for name, each in files.known(session).items() if each.kind == packing.SEGMENTS]
    for name in held:
        (laptops.folder / path_of(name)).unlink()
    with_the_clock_ahead(laptops, laptops.ana)
    assert round_after(laptops, laptops.ana).healed == 0
    assert round_after(laptops, laptops.ana, hours=23).healed == 0
    assert round_after(laptops, laptops.ana, hours=8).healed > 0


def test_what_was_heard_since_is_told(laptops: Laptops, ben: Journal):
    add_person(ben)
    sync.exchange(ben)
    with_the_clock_ahead(laptops, laptops.ana)
    add_person(ben)
    sync.exchange(ben)
    round_after(laptops, laptops.ana)
    round_after(laptops, laptops.ana, minutes=11)
    sync.exchange(ben)
    assert sync.status(ben).in_folder == 0


def test_what_was_read_then_can_be_put_together_after_as_long_as_any_other(laptops: Laptops, ben: Journal):
    add_person(ben)
    sync.exchange(ben)
    with_the_clock_ahead(laptops, laptops.ana)
    laptops.meet()
    now = laptops.clock.now()
    with files.looking(laptops.ana) as session:
        assert all(each.since <= now for each in files.known(session).values())
        assert bundles.anything_to_do(session, now + healing.BUNDLE_AFTER, 1)


def test_a_code_made_then_is_good_for_72_hours_from_now_on(laptops: Laptops):
    now = laptops.clock.now()
    laptops.clock.set_wall(now + TEN_YEARS)
    sync.invite(laptops.ana)
    laptops.clock.set_wall(now)
    sync.exchange(laptops.ana)
    (invite,) = sync.status(laptops.ana).invites
    assert invite.expires == now + timedelta(hours=72)
