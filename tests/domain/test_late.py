import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Closing, Late, Recorded, lateness

ANA, BEN, CEM = EntityId("aa" * 16), EntityId("bb" * 16), EntityId("cc" * 16)


def said(laptop: EntityId, at: int, id_: bytes = b"d") -> Recorded:
    return Recorded(laptop, (at, id_), id_)


def closed(laptop: EntityId, at: int, *saw: bytes) -> Closing:
    return Closing(laptop, (at, b"c"), frozenset(saw))


def test_without_a_closing_nothing_is_late():
    assert lateness([said(BEN, 10)], []) is Late.NO


def test_what_the_closing_has_seen_is_not_late_whatever_the_clocks_say():
    assert lateness([said(BEN, 99)], [closed(ANA, 10, b"d")]) is Late.NO


def test_what_was_recorded_while_another_laptop_had_closed_is_late():
    assert lateness([said(BEN, 20)], [closed(ANA, 10)]) is Late.AFTER_CLOSING


def test_it_stays_late_once_its_own_laptop_closes_too():
    assert lateness([said(BEN, 20)], [closed(ANA, 10), closed(BEN, 30, b"d")]) is Late.AFTER_CLOSING


def test_what_no_closing_has_seen_is_told_without_clocks():
    assert lateness([said(BEN, 5)], [closed(ANA, 10)]) is Late.UNHEARD


def test_two_laptops_that_both_closed_make_nothing_late_that_came_before_both():
    both = [closed(ANA, 10, b"a"), closed(BEN, 11, b"d")]
    assert lateness([said(BEN, 5)], both) is Late.NO
    assert lateness([said(ANA, 6, b"a")], both) is Late.NO


def test_a_laptop_is_never_late_for_its_own_closing():
    assert lateness([said(ANA, 20)], [closed(ANA, 10)]) is Late.NO


def test_a_third_laptops_closing_that_had_heard_of_it_does_not_undo_that_it_was_late():
    assert lateness([said(BEN, 20)], [closed(ANA, 10), closed(CEM, 30, b"d")]) is Late.AFTER_CLOSING


def test_recorded_on_two_laptops_it_is_late_only_where_both_were():
    early, late = said(ANA, 5, b"a"), said(BEN, 20, b"b")
    assert lateness([early, late], [closed(ANA, 10, b"a")]) is Late.NO


@pytest.mark.parametrize(("at", "how"), [(5, Late.NO), (20, Late.AFTER_CLOSING)])
def test_for_a_closing_that_does_not_tell_what_it_saw_the_stamps_decide(at: int, how: Late):
    assert lateness([said(BEN, at)], [Closing(ANA, (10, b"c"), None)]) is how
