"""What a meeting tells of earlier ones, of notes and reflections, and of what was added after it."""

from dataclasses import replace
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.views import (
    AmendmentView,
    DecisionBrief,
    EarlierView,
    MeetingView,
    OutcomeView,
    QuoteView,
    ReflectionView,
)
from pod_desktop.outputs.pdf import summary_pdf
from pod_desktop.outputs.record_text import record_text
from tests.outputs.conftest import ANA, DAD, MARA
from tests.outputs.test_summary_pdf import words_of


def told(meeting: MeetingView) -> MeetingView:
    began: Instant = meeting.brief.began  # type: ignore[assignment]
    at = began + timedelta(minutes=30)
    topic = meeting.topics[0].id
    reflection = ReflectionView(
        E("r"),
        "reflecting",
        at,
        at + timedelta(minutes=5),
        (QuoteView(E("q2"), MARA, None, "It was not like that.", at, None, E("r")),),
    )
    outcome = OutcomeView(E("o"), meeting.id, E("e"), "he came every night", DAD)
    decision = replace(
        meeting.decisions[0],
        does="changes",
        earlier=DecisionBrief(E("e0"), E("m0"), "Dad sleeps at home", began - timedelta(days=3), "decides"),
    )
    return replace(
        meeting,
        quotes=(
            QuoteView(E("q1"), DAD, MARA, "Let her sleep.", at, topic, None),
            *reflection.responses,
            QuoteView(E("q3"), ANA, None, "I am glad I came.", at, None, None),
        ),
        reflections=(reflection,),
        earlier=(EarlierView(E("e"), "Dad rings each night", None, "", at, E("m0"), E("e"), (outcome,)),),
        decisions=(decision, *meeting.decisions[1:]),
        amendments=(AmendmentView(E("a"), "Jo rang too", "forgotten", ANA, at + timedelta(days=1), None),),
        topics=(replace(meeting.topics[0], comes_from="outside"), *meeting.topics[1:]),
    )


EXPECTED = (
    "Dad rings each night. he came every night (told by Dad).",
    "Dad: “Let her sleep.” (Mara spoke for them)",
    "Ana Reyes: “I am glad I came.”",
    "The practitioners reflected, and the network listened, from 10:30 to 10:35.",
    "Mara: “It was not like that.”",
    "This changes what was decided before: “Dad sleeps at home”",
    "Jo rang too. (Added by Ana Reyes, Wednesday 4 March 2026, 10:30; the reason: forgotten)",
    "it happened outside a meeting",
)


def test_the_text_for_the_record_has_all_of_it(meeting: MeetingView):
    text = record_text(told(meeting), "Harbour team")
    for words in EXPECTED:
        assert words in text, text


def test_a_meeting_without_any_of_it_has_no_heading_for_it(meeting: MeetingView):
    text = record_text(meeting, "Harbour team")
    for heading in ("REFLECTING", "ADDED AFTER", "WORDS THAT WERE NOTED", "WHAT BECAME"):
        assert heading not in text


def test_two_versions_of_noted_words_are_never_one_in_silence(meeting: MeetingView):
    view = told(meeting)
    differs = replace(view.quotes[2], differs=frozenset({"words"}), also=("I am glad.",))
    text = record_text(replace(view, quotes=(*view.quotes[:2], differs)), "Harbour team")
    assert "another laptop has: “I am glad.”" in text
    assert "Two laptops of the team have different things" in text


def test_the_summary_to_hand_over_has_all_of_it(meeting: MeetingView):
    text = " ".join(words_of(summary_pdf(told(meeting), "Harbour team")).split())
    for words in (
        "he came every night",
        "Let her sleep.",
        "I am glad I came.",
        "It was not like that.",
        "Jo rang too",
    ):
        assert words in text
    assert "This changes what was decided before" in text
