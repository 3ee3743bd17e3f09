"""One meeting with a bit of everything, for outputs to tell; tests change it with `dataclasses.replace`."""

from datetime import UTC, datetime, timedelta

import pytest

from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.views import (
    AttendanceView,
    DecisionView,
    MeetingBrief,
    MeetingView,
    OpinionView,
    Someone,
    TaskView,
    TopicView,
    WishView,
)

TEN = datetime(2026, 3, 3, 10, tzinfo=UTC)

MARA = Someone(E("p1"), "Mara", 0, "person")
DAD = Someone(E("m1"), "Dad", 1, "member")
MO = Someone(E("m2"), "Auntie Mo", 2, "member")
ANA = Someone(E("t1"), "Ana Reyes", 3, "practitioner")
SAM = Someone(E("t2"), "Sam", 4, "practitioner")


def stay(who: Someone, arrived: int = 0, left: int = 85) -> AttendanceView:
    """A stay in minutes from the beginning."""
    ended = TEN + timedelta(minutes=left)
    return AttendanceView(
        E(f"a-{who.id}-{arrived}"), who, TEN + timedelta(minutes=arrived), ended, None, "yes"
    )


def topic(number: int, words: str, by: Someone | None, state: str, brought: str | None = None) -> TopicView:
    return TopicView(
        E(f"topic{number}"),
        E("meeting"),
        words,
        by,
        state,
        f"a{number}",
        E(brought) if brought else None,
        TEN,
    )


@pytest.fixture
def meeting() -> MeetingView:
    tasks = (
        TaskView(E("task1"), SAM, "rings the GP about the letter", "Friday", E("d1")),
        TaskView(E("task2"), DAD, "puts the bed back together", "", None),
    )
    decision = DecisionView(
        E("d1"),
        E("meeting"),
        E("topic1"),
        "Mara sleeps at home this week, and Dad stays downstairs.",
        TEN + timedelta(minutes=50),
        True,
        (OpinionView(E("o1"), MO, "I would rather she came to me."),),
        (tasks[0],),
    )
    brief = MeetingBrief(
        id=E("meeting"),
        person_id=E("p1"),
        meeting_kind="network",
        state="closed",
        planned=TEN,
        zone="Europe/London",
        place="the kitchen at home",
        place_chosen_by="person",
        began=TEN,
        closed=TEN + timedelta(minutes=85),
        reason="",
        log_kind="live",
        log_choice="totals",
    )
    following = MeetingBrief(
        id=E("next"),
        person_id=E("p1"),
        meeting_kind="network",
        state="planned",
        planned=datetime(2026, 4, 1, 13, tzinfo=UTC),
        zone="Europe/London",
        place="Auntie Mo's",
        place_chosen_by="together",
        began=None,
        closed=None,
        reason="",
        log_kind="",
        log_choice="",
    )
    return MeetingView(
        brief=brief,
        person=MARA,
        idea_words="Mara rang us on Sunday night.",
        invited=(DAD, MO),
        attendances=(
            stay(MARA, 0, 40),
            stay(DAD),
            stay(ANA),
            stay(SAM, 0, 70),
            stay(MO, 20),
            stay(MARA, 45),
        ),
        wishes=(
            WishView(E("w1"), MARA, "I want to sleep in my own bed"),
            WishView(E("w2"), DAD, "To know what to do at night."),
        ),
        topics=(
            topic(1, "Where Mara sleeps", MARA, "talked_about"),
            topic(2, "The college", DAD, "left_open", "earlier"),
            topic(3, "Summer", None, "carried_over"),
        ),
        offered=(),
        decisions=(decision,),
        tasks=tasks,
        next_meeting=following,
        next_invited=(DAD, MO),
        person_present=False,
        cannot_decide="This meeting is closed.",
        log_asked=TEN,
        log_ended=None,
    )
