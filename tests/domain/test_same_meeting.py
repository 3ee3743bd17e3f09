"""Which meetings may be one, which of them stands, and which are together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.same_meeting import Noted, may_be_one, together, which_stands

AT = datetime(2026, 11, 27, 14, tzinfo=UTC)
A, B, C, D = map(EntityId, "abcd")
ONE = Noted(A, EntityId("sam"), "network", "closed", AT, AT + timedelta(hours=1))
OTHER = replace(ONE, id=B, began=AT + timedelta(minutes=5), closed=AT + timedelta(minutes=70))


def test_two_closed_meetings_of_one_person_at_one_time_may_be_one():
    assert may_be_one(ONE, OTHER)
    assert may_be_one(OTHER, ONE)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "a"},
        {"person_id": "jo"},
        {"kind": "conversation"},
        {"state": "open"},
        {"began": None},
        {"closed": None},
        {"began": AT + timedelta(hours=1)},
    ],
)
def test_nothing_else_may(change):
    assert not may_be_one(ONE, replace(OTHER, **change))
    assert not may_be_one(replace(OTHER, **change), ONE)


@given(st.integers(0, 3), st.integers(0, 3))
def test_which_stands_does_not_depend_on_who_asks(one, other):
    a, b = (replace(each, began=AT + timedelta(minutes=m)) for each, m in ((ONE, one), (OTHER, other)))
    assert which_stands(a, b) == which_stands(b, a) == ("b" if other < one else "a")


def test_those_that_were_joined_are_together_whichever_is_asked():
    joined = {A: None, B: A, C: B, D: None}
    for id_ in (A, B, C):
        assert together(id_, joined, {A, B, C, D}) == [A, B, C]
    assert together(D, joined, {A, B, C, D}) == [D]


def test_one_that_is_open_again_is_by_itself():
    joined = {A: None, B: A}
    assert together(A, joined, {B}) == [A]
    assert together(B, joined, {B}) == [B]


def test_one_that_was_said_to_be_by_itself_is():
    assert together(B, {A: None, B: B}, {A, B}) == [B]
