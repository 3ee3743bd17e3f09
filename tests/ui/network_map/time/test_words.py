"""What moments and changes are called."""

from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_changes import Change, What
from pod_desktop.domain.views import Someone
from pod_desktop.services.map_history import MapMoment
from pod_desktop.ui.network_map.time.words import change_words, moment_words, stood_words

MAY, JO = (Someone(EntityId(name), name, 1, "member") for name in ("May", "Jo"))
CLOSED = datetime(2026, 11, 20, 15, tzinfo=UTC)
_VALUES = {
    What.CAME: ("", "1"), What.RING: ("1", "3"), What.KIND: ("person", "pet"), What.SECTOR: ("", "work"),
    What.TIE_DIRECTION: ("", "a_to_b"), What.TIE_QUALITY: ("", "thin"), What.NAME: ("Maisie", "May"),
    What.RELATIONSHIP: ("", "aunt"), What.TIE_WORDS: ("", "school"),
}  # fmt: skip


def moment(kind: str, when: datetime | None) -> MapMoment:
    return MapMoment(None if when is None else EntityId("01"), kind, when, "Europe/London")


@pytest.mark.parametrize("what", What)
def test_every_change_has_a_sentence_with_the_names_in_it(what):
    before, after = _VALUES.get(what, ("yes", "not_known"))
    other = JO if what.startswith("tie") or what in {What.JOINED, What.TAKEN_APART} else None
    words = change_words(Change(what, MAY, other, before, after))
    assert "May" in words
    assert ("Jo" in words) == (other is not None)
    assert words.endswith(".")
    assert "_" not in words
    assert "{" not in words


def test_names_and_words_with_braces_are_told_as_they_were_written():
    odd = Someone(EntityId("03"), "{name}", 1, "member")
    assert change_words(Change(What.RELATIONSHIP, odd, after="{x}")) == "{name} is called “{x}”."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(What.RELATIONSHIP, MAY, None, "aunt", ""), "May is not called “aunt” any more."),
        (Change(What.TIE_ADDED, JO, MAY, after="no"), "It was noted that Jo and May have no tie."),
        (Change(What.TIE_DIRECTION, JO, MAY, "a_to_b", ""), "The tie of Jo and May goes both ways."),
        (
            Change(What.TIE_DIRECTION, JO, MAY, "", "by_turns"),
            "Which way the tie of Jo and May goes is not known to this version of the program.",
        ),
        (Change(What.SECTOR, MAY, None, "", "work"), "May stands under “Work or school” now."),
        (Change(What.SECTOR, MAY, None, "work", ""), "May does not stand under “Work or school” any more."),
    ],
)
def test_what_became_empty_or_no_is_said_so(change, words):
    assert change_words(change) == words


def test_a_meeting_is_called_by_its_day_and_now_is_now():
    both = moment("network", CLOSED), moment("conversation", CLOSED - timedelta(days=1)), moment("", None)
    called = moment_words(both)
    assert called == [
        "the meeting on Friday 20 November 2026",
        "the conversation on Thursday 19 November 2026",
        "now",
    ]
    assert (
        stood_words(both[0], called[0]) == "As it stood at the end of the meeting on Friday 20 November 2026"
    )
    assert stood_words(both[2], called[2]) == "As it stands now"


def test_two_meetings_of_one_day_are_told_apart_by_when_they_ended():
    called = moment_words([moment("network", CLOSED), moment("network", CLOSED + timedelta(hours=2))])
    assert len(set(called)) == 2
    assert all("that ended at" in words for words in called)
