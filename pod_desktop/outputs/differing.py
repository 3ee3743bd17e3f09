"""Where laptops say different things of something, outputs say so: never one of two values in silence."""

from collections.abc import Sequence

from pod_desktop.domain.views import (
    DecisionView,
    MeetingView,
    OpinionView,
    OutcomeView,
    QuoteView,
    TaskView,
    TopicView,
    WishView,
)
from pod_desktop.outputs.saying import listed, quoted

Thing = WishView | TopicView | DecisionView | OpinionView | TaskView | QuoteView | OutcomeView

DIFFERS = (
    "Two laptops of the team have different things written down here, and nobody has chosen between them. "
    "What is meant is marked below or stands in the working copy, under “What laptops say differently”."
)
DIFFERS_HERE = "two laptops say different things here"
ALSO = "another laptop has: {words}"
DIFFERS_NEXT = "Two laptops have different things for the next meeting. Please ask before you rely on this."


def differing(meeting: MeetingView) -> bool:
    """Whether laptops say different things of anything in the meeting, so that one of them is shown."""
    things: list[Thing] = [*meeting.wishes, *meeting.topics, *meeting.decisions, *meeting.tasks]
    things += [view for decision in meeting.decisions for view in decision.opinions]
    things += meeting.quotes
    things += [told for each in meeting.earlier for told in each.outcomes if told.meeting_id == meeting.id]
    return bool(meeting.differs) or any(each.differs for each in things)


def noted(note: str, thing: Thing) -> str:
    """What is to be said beside something, with what other laptops have instead."""
    if not thing.differs:
        return note
    instead = (
        ALSO.format(words=listed([quoted(words) for words in thing.also])) if thing.also else DIFFERS_HERE
    )
    return f"{note}; {instead}" if note else instead


def with_also(words: str, also: Sequence[str]) -> str:
    """The words, and those that other laptops have instead."""
    instead = ALSO.format(words=listed([quoted(each) for each in also])) if also else ""
    return f"{words} ({instead})" if instead else words
