"""Response time, and waiting in words."""

from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.response import Response, measure_response
from pod_desktop.errors import BadInput

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)


def after(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def test_response_time_is_in_hours_from_first_contact() -> None:
    assert Response(MONDAY, after(26.5)).hours == 26.5
    assert Response(MONDAY).hours is None


def test_a_night_of_clock_change_is_as_long_as_it_was() -> None:
    contact = datetime.fromisoformat("2026-03-28T12:00:00+00:00")
    met = datetime.fromisoformat("2026-03-29T12:00:00+01:00")
    assert Response(contact, met).hours == 23


def test_a_meeting_before_first_contact_is_refused() -> None:
    with pytest.raises(BadInput):
        Response(MONDAY, after(-1))


def test_the_unmet_past_24_hours_count_and_those_still_within_do_not_yet() -> None:
    found = measure_response(
        [Response(MONDAY, after(3)), Response(MONDAY), Response(after(20))], now=after(25)
    )
    assert (found.within_24h.k, found.within_24h.of, found.within_24h.share) == (1, 2, 0.5)
    assert (found.met.k, found.met.of, found.median_hours) == (1, 3, 3.0)


def test_exactly_24_hours_is_within() -> None:
    found = measure_response([Response(MONDAY, after(24)), Response(MONDAY, after(24.01))], now=after(99))
    assert (found.within_24h.k, found.within_24h.of) == (1, 2)
    assert measure_response([Response(MONDAY)], now=after(24)).within_24h.of == 0


def test_the_median_lies_in_the_middle_of_those_met() -> None:
    met = [Response(MONDAY, after(hours)) for hours in (1, 5, 100)]
    assert measure_response(met, now=after(200)).median_hours == 5


def test_nobody_yet_is_undefined_and_not_nought() -> None:
    found = measure_response([], now=MONDAY)
    assert found.median_hours is None
    assert found.within_24h.share is None
