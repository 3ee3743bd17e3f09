"""Where laptops say different things, the text and the summary say both, or that they differ."""

from dataclasses import replace
from typing import Any

import pytest

from pod_desktop.domain.views import MeetingView
from pod_desktop.outputs.account import tell
from pod_desktop.outputs.differing import DIFFERS, DIFFERS_NEXT
from pod_desktop.outputs.pdf import summary_pdf
from pod_desktop.outputs.record_text import record_text
from tests.outputs.test_summary_pdf import words_of

WORDS = frozenset({"words"})


def summary_words(meeting: MeetingView) -> str:
    return words_of(summary_pdf(meeting, "Harbour team"))


def first(meeting: MeetingView, name: str, **changed: Any) -> MeetingView:
    """The meeting with its first thing of this kind changed."""
    one, *more = getattr(meeting, name)
    things: dict[str, Any] = {name: (replace(one, **changed), *more)}
    return replace(meeting, **things)


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("wishes", "to go back to the college"),
        ("topics", "Where Mara is at night"),
        ("decisions", "Mara sleeps at Auntie Mo’s."),
        ("tasks", "carries the bed down"),
    ],
)
def test_both_words_are_in_the_text_and_in_the_summary(meeting: MeetingView, name: str, also: str):
    field = "what" if name == "tasks" else "words"
    differing = first(meeting, name, differs=frozenset({field}), also=(also,))
    shown = getattr(getattr(meeting, name)[0], field)
    for told in (" ".join(record_text(differing, "Harbour team").split()), summary_words(differing)):
        assert shown in told
        assert f"another laptop has: “{also}”" in told.replace("Another", "another")
        assert DIFFERS in told


def test_a_view_in_two_wordings_has_both(meeting: MeetingView):
    (view,) = meeting.decisions[0].opinions
    differing = first(
        meeting, "decisions", opinions=(replace(view, differs=WORDS, also=("He stays here.",)),)
    )
    for told in (" ".join(record_text(differing, "Harbour team").split()), summary_words(differing)):
        assert "“He stays here.”" in told
        assert DIFFERS in told


def test_what_has_no_words_is_said_to_differ(meeting: MeetingView):
    differing = first(meeting, "topics", differs=frozenset({"state"}))
    assert "two laptops say different things here" in record_text(differing, "Harbour team")


def test_how_the_idea_came_about_is_told_twice(meeting: MeetingView):
    differing = replace(meeting, differs=frozenset({"idea_words"}), also=("The ward rang.",))
    assert "another laptop has: “The ward rang.”" in record_text(differing, "Harbour team")


def test_a_next_meeting_that_differs_is_not_told_as_if_it_were_sure(meeting: MeetingView):
    differing = replace(meeting, next_differs=frozenset({"planned"}))
    assert DIFFERS_NEXT in record_text(differing, "Harbour team")
    assert DIFFERS_NEXT in summary_words(differing)


def test_where_nothing_differs_nothing_is_said_of_it(meeting: MeetingView):
    assert tell(meeting).next_unclear == ""
    assert DIFFERS not in record_text(meeting, "Harbour team")
