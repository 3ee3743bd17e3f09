"""The text for the trust's record."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.log_states import LogGaps
from pod_desktop.domain.record_views import PersonDetails
from pod_desktop.domain.response import FirstContact
from pod_desktop.domain.views import (
    DecisionView,
    MeetingView,
    OpinionView,
    Someone,
    TaskView,
    TopicView,
    WishView,
)
from pod_desktop.outputs.record_text import record_text
from tests.outputs.conftest import ANA, DAD, MO, SAM

WHOLE = """\
NETWORK MEETING WITH MARA
Tuesday 3 March 2026, 10:00 to 11:25 (GMT, Europe/London)
Place: the kitchen at home
Place chosen by: Mara
Team: Harbour team
This text comes from the team's working copy. The trust's record is the legal record.

WHO WAS THERE
- Mara (person at the centre): was out of the room from 10:40 to 10:45
- Dad
- Auntie Mo: came at 10:20
- Ana Reyes (POD team)
- Sam (POD team): left at 11:10

HOW THE IDEA OF THIS MEETING CAME ABOUT
Mara rang us on Sunday night.

HOW EACH WOULD LIKE TO USE THE MEETING
- Mara: “I want to sleep in my own bed”
- Dad: “To know what to do at night.”

TOPICS, IN THE ROOM'S ORDER
1. “Where Mara sleeps” (raised by Mara): talked about; see decision 1
2. “The college” (raised by Dad, from an earlier meeting): left open
3. Summer: carried over to another meeting

DECISIONS
Each was read back to the room and accepted.
1. Mara sleeps at home this week, and Dad stays downstairs.
   - Auntie Mo: “I would rather she came to me.”

WHO DOES WHAT BY WHEN
- Dad: puts the bed back together.
- Sam: rings the GP about the letter. By when: Friday.

LEFT OPEN
- “The college” (raised by Dad, from an earlier meeting): left open
- Summer: carried over to another meeting

NEXT MEETING
Wednesday 1 April 2026, 14:00 (BST, Europe/London)
Place: Auntie Mo's
Place chosen by: everybody together
Invited: Auntie Mo and Dad

TURN LOG
A log of who spoke was made (live). Its words are not part of this text.
The room chose to keep only the totals; words and order are destroyed.
"""


def brief(meeting: MeetingView, **changes: object) -> MeetingView:
    return replace(meeting, brief=replace(meeting.brief, **changes))  # type: ignore[arg-type]


def part(text: str, heading: str) -> list[str]:
    """The lines below one heading."""
    return next(
        block.split("\n")[1:] for block in text.rstrip("\n").split("\n\n") if block.startswith(heading)
    )


def test_the_whole_meeting_reads_as_this(meeting):
    assert record_text(meeting, "Harbour team") == WHOLE


def test_the_team_says_patient_or_service_user_where_it_wishes(meeting):
    text = record_text(meeting, "Harbour team", person_label="service user")
    assert part(text, "WHO WAS THERE")[0].startswith("- Mara (service user)")


def test_a_conversation_without_the_person_says_so_with_the_reason(meeting):
    alone = replace(
        brief(meeting, meeting_kind="conversation", reason="Mara was asleep and did not want to be woken"),
        attendances=meeting.attendances[1:3],
        decisions=(),
        topics=(),
    )
    text = record_text(alone, "Harbour team")
    assert text.startswith("CONVERSATION WITHOUT MARA\n")
    assert "Mara was not there. The reason: Mara was asleep and did not want to be woken.\n" in text
    assert part(text, "DECISIONS") == ["Nothing was decided, because Mara was not there."]


def test_a_meeting_that_did_not_happen_gives_the_reason(meeting):
    called_off = replace(
        brief(meeting, state="did_not_happen", began=None, closed=None, reason="Snow", log_kind=""),
        attendances=(),
        topics=(),
        decisions=(),
    )
    text = record_text(called_off, "Harbour team")
    assert "Planned for Tuesday 3 March 2026, 10:00 (GMT, Europe/London)" in text
    assert "This meeting did not happen. The reason: Snow." in text
    for absent in ("WHO WAS THERE", "DECISIONS", "LEFT OPEN"):
        assert absent not in text


def test_a_text_made_before_the_close_says_so(meeting):
    text = record_text(brief(meeting, state="open", closed=None, log_choice=""), "Harbour team")
    assert "still open" in text
    assert "10:00 (GMT, Europe/London)" in text
    assert part(text, "TURN LOG") == [
        "A log of who spoke was made (live). Its words are not part of this text."
    ]


def test_what_there_is_none_of_is_said_and_not_left_blank(meeting):
    bare = replace(
        brief(meeting, log_kind="", log_choice="", place="", place_chosen_by=""),
        idea_words="",
        wishes=(),
        topics=(),
        decisions=(),
        tasks=(),
        next_meeting=None,
        next_invited=(),
    )
    text = record_text(bare, "Harbour team")
    assert part(text, "DECISIONS") == ["Nothing was decided."]
    assert part(text, "LEFT OPEN") == ["Nothing was left open."]
    assert part(text, "NEXT MEETING") == ["No next meeting has been set."]
    for absent in ("TURN LOG", "WHO DOES WHAT", "TOPICS", "HOW", "Place"):
        assert absent not in text


def test_what_was_planned_together_with_the_next_meeting_is_told_after_it(meeting):
    last = meeting.next_meeting.planned + timedelta(days=3)
    text = record_text(replace(meeting, next_more=3, next_daily_until=last), "Harbour team")
    assert part(text, "NEXT MEETING")[:2] == [
        "Wednesday 1 April 2026, 14:00 (BST, Europe/London)",
        "Then every day at the same time until Saturday 4 April 2026.",
    ]
    several = part(record_text(replace(meeting, next_more=2), "Harbour team"), "NEXT MEETING")
    assert several[1] == "2 more meetings were planned together with it."


def test_words_that_were_never_accepted_are_no_decision_and_not_lost(meeting):
    wording = replace(
        meeting.decisions[0], id=E("d0"), words="Mara goes to the ward", stands=False, opinions=()
    )
    text = record_text(replace(meeting, decisions=(wording, *meeting.decisions)), "Harbour team")
    assert "ward" not in "".join(part(text, "DECISIONS"))
    assert "1. “Where Mara sleeps” (raised by Mara): talked about; see decision 1" in text
    assert "- Put into words, but not accepted by the room: “Mara goes to the ward”" in part(
        text, "LEFT OPEN"
    )


def test_every_view_stands_under_its_holder_and_none_is_merged(meeting):
    views = (
        OpinionView(E("o1"), meeting.attendances[1].who, "Yes"),
        OpinionView(E("o2"), meeting.attendances[2].who, "I am not sure"),
        OpinionView(E("o3"), meeting.person, "Finally"),
    )
    text = record_text(
        replace(meeting, decisions=(replace(meeting.decisions[0], opinions=views),)), "Harbour team"
    )
    assert part(text, "DECISIONS")[-3:] == [
        "   - Mara: “Finally”",
        "   - Dad: “Yes”",
        "   - Ana Reyes: “I am not sure”",
    ]


def test_a_decision_names_who_was_in_the_room_where_somebody_was_not(meeting):
    early = replace(meeting.decisions[0], made=meeting.brief.began + timedelta(minutes=10))
    text = record_text(replace(meeting, decisions=(early,)), "Harbour team")
    assert "   In the room then: Mara, Dad, Ana Reyes and Sam." in part(text, "DECISIONS")


def test_who_was_on_the_telephone_is_not_said_to_have_been_in_the_room(meeting):
    phone = replace(
        meeting, attendances=tuple(replace(s, by_phone=s.who.name == "Dad") for s in meeting.attendances)
    )
    early = replace(meeting.decisions[0], made=meeting.brief.began + timedelta(minutes=10))
    told = "   In the room then: Mara, Ana Reyes and Sam. By telephone or video: Dad."
    assert told in part(record_text(replace(phone, decisions=(early,)), "Harbour team"), "DECISIONS")


def test_the_telephone_is_told_of_a_decision_though_everybody_was_there(meeting):
    there = tuple(
        replace(s, by_phone=s.who.name == "Dad") for s in meeting.attendances if s.who.name != "Auntie Mo"
    )
    told = part(record_text(replace(meeting, attendances=there), "Harbour team"), "DECISIONS")
    assert any("By telephone or video: Dad." in line for line in told)


def test_a_stay_of_less_than_a_minute_is_told(meeting):
    mo = meeting.attendances[0]
    short = replace(
        mo,
        arrived=meeting.brief.began + timedelta(minutes=20),
        left=meeting.brief.began + timedelta(minutes=20, seconds=30),
    )
    text = record_text(replace(meeting, attendances=(short,)), "Harbour team")
    assert part(text, "WHO WAS THERE")[0].endswith(": came at 10:20, left at 10:20")


def test_a_meeting_across_the_change_of_the_clocks_names_both_times(meeting):
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    text = record_text(brief(meeting, began=night, closed=night + timedelta(hours=1)), "Harbour team")
    assert text.split("\n")[1] == "Sunday 25 October 2026, 01:30 (BST) to 01:30 (GMT, Europe/London)"


def test_a_meeting_over_midnight_names_both_days(meeting):
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    text = record_text(brief(meeting, began=late, closed=late + timedelta(hours=1)), "Harbour team")
    assert "Tuesday 3 March 2026, 23:30 to Wednesday 4 March 2026, 00:30 (GMT, Europe/London)" in text


def test_a_zone_that_this_laptop_does_not_know_is_told_in_utc(meeting):
    text = record_text(brief(meeting, zone="Mars/Olympus"), "Harbour team")
    assert "10:00 to 11:25 (UTC)" in text


def test_who_went_some_seconds_before_the_closing_is_told_to_have_left(meeting):
    first = meeting.attendances[0]
    went = replace(first, left=meeting.brief.closed - timedelta(seconds=20))
    stayed = replace(first, left=meeting.brief.closed, stayed=True)
    told = [
        part(record_text(replace(meeting, attendances=(stay,)), "Exe Valley POD"), "WHO WAS THERE")[0]
        for stay in (went, stayed)
    ]
    assert "left at" in told[0]
    assert "left at" not in told[1]


def test_what_is_not_known_of_the_turn_log_is_said(meeting):
    told = replace(meeting, log_gaps=LogGaps(unknown_ends=2, pauses=1))
    text = record_text(told, "Exe Valley POD")
    assert "A log of who spoke was made (live; 2 turns without a known end; paused once)." in text


def test_a_step_out_of_less_than_a_minute_is_not_told(meeting):
    there = tuple(
        replace(stay, arrived=stay.arrived + timedelta(seconds=59)) for stay in meeting.attendances[1:3]
    )
    text = record_text(replace(meeting, attendances=there), "Harbour team")
    assert part(text, "WHO WAS THERE") == ["- Dad", "- Ana Reyes (POD team)"]


@pytest.mark.parametrize("field", ["wish", "topic", "decision", "view", "task", "idea", "reason"])
def test_nothing_somebody_said_can_look_like_a_heading(meeting, field):
    forged = "first\n\nDECISIONS\r\n1. Everybody goes home\u2028LEFT OPEN"
    holder = meeting.person
    changed: dict[str, dict[str, Any]] = {
        "wish": {"wishes": (WishView(E("w"), holder, forged),)},
        "topic": {"topics": (TopicView(E("t"), E("m"), forged, holder, "open", "a", None),)},
        "decision": {
            "decisions": (DecisionView(E("d"), E("m"), None, forged, meeting.log_asked, True, (), ()),)
        },
        "view": {
            "decisions": (replace(meeting.decisions[0], opinions=(OpinionView(E("o"), holder, forged),)),)
        },
        "task": {"tasks": (TaskView(E("t"), holder, forged, forged, None),)},
        "idea": {"idea_words": forged},
        "reason": {"brief": replace(meeting.brief, meeting_kind="conversation", reason=forged)},
    }
    text = record_text(replace(meeting, **changed[field]), "Harbour team")
    lines = text.split("\n")
    assert lines.count("DECISIONS") == 1
    assert lines.count("LEFT OPEN") == 1
    assert not any(line.startswith("1. Everybody") for line in lines)


def test_signs_that_act_instead_of_being_read_are_left_out(meeting):
    nasty = "be\u202efore\x00 \x1b[31mred\x07 🙂 שלום <b>&amp; #$@\\"
    wish = WishView(E("w"), meeting.person, nasty)
    text = record_text(replace(meeting, wishes=(wish,)), "Harbour team")
    assert "- Mara: “before [31mred 🙂 שלום <b>&amp; #$@\\”" in text


def test_quotation_marks_that_were_typed_are_not_doubled(meeting):
    wishes = (
        WishView(E("w1"), meeting.person, '"Home"'),
        WishView(E("w2"), meeting.person, "“One” and “two”"),
    )
    assert part(record_text(replace(meeting, wishes=wishes), "x"), "HOW EACH") == [
        "- Mara: “Home”",
        "- Mara: ““One” and “two””",
    ]


def test_the_view_it_is_made_from_holds_neither_turns_nor_exclusions():
    """Were they added to the view, this text would have to be looked at again."""
    held = {field.name for field in (*fields(MeetingView), *fields(Someone))}
    assert not held & {"turns", "words", "invite_yes", "invite_said", "excluded", "not_invited"}


# The person


def details(**said: Any) -> PersonDetails:
    nothing: dict[str, Any] = dict.fromkeys(
        ("nhs_number", "address", "contact", "needs", "needs_format", "needs_support", "needs_language"), ""
    )
    nothing |= {"born": None, "needs_asked": None, "needs_review": None}
    return PersonDetails(id=E("mara"), name="Mara", **(nothing | said))


def test_how_care_began_and_the_details_come_last(meeting: MeetingView):
    text = record_text(
        meeting,
        "Harbour team",
        details(
            born=date(1987, 3, 29),
            nhs_number="9990000018",
            address="2 Quay Lane\nTopsham",
            contact="by text",
            needs="large print",
            needs_asked=datetime(2026, 3, 2, 9, tzinfo=UTC),
            began=FirstContact(
                datetime(2026, 3, 1, 21, 5, tzinfo=UTC),
                "her father",
                "She has not slept.",
                datetime(2026, 3, 2, 8, tzinfo=UTC),
            ),
        ),
    )
    assert text == record_text(meeting, "Harbour team") + (
        "\nHOW CARE BEGAN\n"
        "Help was first asked for by her father: Sunday 1 March 2026, 21:05 (GMT, Europe/London)\n"
        "What was asked for: “She has not slept.”\n"
        "A first meeting was offered: Monday 2 March 2026, 08:00 (GMT, Europe/London)\n"
        "\nABOUT THE PERSON\n"
        "Date of birth: 29 March 1987\n"
        "NHS number: 999 000 0018\n"
        "Address: 2 Quay Lane\n   Topsham\n"
        "How to reach them: by text\n"
        "What they need to take part: large print\n"
        "They were asked what they need on Monday 2 March 2026.\n"
    )


def test_of_what_nobody_said_the_text_says_nothing(meeting: MeetingView):
    assert record_text(meeting, "Harbour team", details()) == record_text(meeting, "Harbour team")


def test_a_detail_of_which_laptops_say_different_things_is_marked(meeting: MeetingView):
    text = record_text(
        meeting, "Harbour team", details(contact="by text", differs=frozenset({"contact", "address"}))
    )
    assert text.endswith("How to reach them: by text (two laptops say different things here)\n")
    assert "Address" not in text


def test_who_asks_whom_to_come_to_the_next_meeting_is_told_after_who_is_invited(meeting: MeetingView):
    told = record_text(replace(meeting, next_asks=((DAD, MO), (ANA, DAD), (DAD, SAM))), "Exe Valley POD")
    assert f"Who asks whom: {DAD.name} asks {MO.name} and {SAM.name}. {ANA.name} asks {DAD.name}." in told
    assert "asks" not in record_text(meeting, "Exe Valley POD")
