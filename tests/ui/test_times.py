from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.response import Response, measure_response
from pod_desktop.domain.wall_time import instant_of
from pod_desktop.ui import times

LONDON = "Europe/London"
# A Wednesday in June: 13:00 in London.
NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)


def when(moment, zone=LONDON, here=LONDON, now=NOW):
    return times.when_words(moment, zone, now, here)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 6, 3, 13, 0, tzinfo=UTC), "today at 14:00"),
        (datetime(2026, 6, 3, 22, 59, tzinfo=UTC), "today at 23:59"),
        (datetime(2026, 6, 3, 23, 0, tzinfo=UTC), "tomorrow at 00:00"),
        (datetime(2026, 6, 2, 8, 5, tzinfo=UTC), "yesterday at 09:05"),
        (datetime(2026, 6, 5, 13, 0, tzinfo=UTC), "on Friday 5 June at 14:00"),
        (datetime(2026, 1, 12, 14, 0, tzinfo=UTC), "on Monday 12 January at 14:00"),
        (datetime(2027, 1, 12, 14, 0, tzinfo=UTC), "on Tuesday 12 January 2027 at 14:00"),
    ],
)
def test_a_time_is_told_by_its_day_and_the_time_of_day_where_the_meeting_is(moment, words):
    assert when(moment) == words


def test_today_is_today_where_the_meeting_is():
    late = datetime(2026, 6, 3, 23, 30, tzinfo=UTC)  # 00:30 in London, 19:30 in New York
    assert times.day_words(late, "America/New_York", NOW) == "today"
    assert times.day_words(late, LONDON, NOW) == "tomorrow"


def test_the_zone_is_said_where_this_laptop_shows_another_time():
    moment = datetime(2026, 6, 3, 13, 0, tzinfo=UTC)
    assert when(moment, zone="Europe/Madrid") == "today at 15:00 (Madrid time)"
    assert when(moment, here="America/New_York") == "today at 14:00 (London time)"
    assert when(moment, zone="Europe/Lisbon") == "today at 14:00"


def test_a_meeting_planned_across_the_change_of_clocks_keeps_its_time_of_day():
    planned = instant_of(date(2026, 10, 26), time(10, 0), LONDON)
    assert when(planned, now=datetime(2026, 10, 24, 9, 0, tzinfo=UTC)) == "on Monday 26 October at 10:00"


def test_the_hour_that_comes_twice_says_which_it_is():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert times.clock_words(first, LONDON, LONDON) == "01:30, before the clocks went back"
    second = first + timedelta(hours=1)
    assert times.clock_words(second, LONDON, LONDON) == "01:30, after the clocks went back"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=26), "26 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_elapsed_time_is_a_whole_number_of_one_unit(span, words):
    assert times.elapsed_words(NOW - span, NOW) == words


def test_how_long_ago_is_said_in_words():
    assert times.ago_words(NOW - timedelta(days=3), NOW) == "3 days ago"
    assert times.ago_words(NOW - timedelta(seconds=20), NOW) == "just now"
    assert times.ago_words(NOW + timedelta(hours=1), NOW) == "just now"


def test_a_wait_is_told_from_first_contact_and_a_contact_ahead_of_the_clock_is_said():
    assert times.waiting_words(NOW - timedelta(hours=26), NOW) == "26 hours since first contact"
    assert (
        times.waiting_words(NOW + timedelta(hours=1), NOW) == "first contact is ahead of this laptop’s clock"
    )


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=23, minutes=51), "23 hours"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(hours=24, microseconds=1), "just over 24 hours"),
        (timedelta(hours=24, minutes=1), "24 hours 1 minute"),
        (timedelta(hours=24, minutes=51, seconds=30), "24 hours 51 minutes"),
        (timedelta(hours=25), "25 hours"),
        (timedelta(days=3, minutes=51), "3 days"),
        (timedelta(seconds=-1), ""),
    ],
)
def test_a_response_past_a_day_is_never_told_as_24_hours(span, words):
    assert times.response_words(NOW - span, NOW) == words
    within = measure_response([Response(NOW - span, NOW)], NOW).within_24h.k if words else 0
    assert within == (1 if words in ("23 hours", "24 hours") else 0)
    if words:
        assert times.waiting_words(NOW - span, NOW) == f"{words} since first contact"


def test_a_wait_across_the_change_of_clocks_counts_the_hours_that_passed():
    evening = instant_of(date(2026, 10, 24), time(12, 0), LONDON)
    noon = instant_of(date(2026, 10, 25), time(12, 0), LONDON)
    assert times.elapsed_words(evening, noon) == "25 hours"


def test_every_word_goes_through_the_translation():
    heard = []

    def welsh(context, key, /, disambiguation=None, n=-1):
        heard.append(key)
        return {"tomorrow": "yfory", "{day} at {clock}": "{day} am {clock}"}.get(
            key, times.untranslated(context, key, disambiguation, n)
        )

    moment = datetime(2026, 6, 4, 13, 0, tzinfo=UTC)
    assert times.when_words(moment, LONDON, NOW, LONDON, translate=welsh) == "yfory am 14:00"
    times.ago_words(NOW - timedelta(hours=5), NOW, translate=welsh)
    assert {"tomorrow", "{day} at {clock}", "{span} ago", "%n hours"} <= set(heard)


def test_qt_can_be_the_translation():
    words = times.elapsed_words(NOW - timedelta(hours=26), NOW, translate=QCoreApplication.translate)
    assert words == "26 hours"


def test_words_can_begin_a_sentence():
    assert times.beginning("today at 14:00") == "Today at 14:00"
    assert times.beginning("") == ""


def test_a_date_is_told_with_its_year_whenever_it_is_seen():
    late = datetime(2026, 6, 4, 23, 30, tzinfo=UTC)
    assert times.date_words(late, "Europe/London") == "Friday 5 June 2026"
    assert times.date_words(late, "Nowhere/Known") == "Thursday 4 June 2026"
