"""A meeting as plain text, to paste into the trust's record."""

from collections.abc import Iterable, Iterator

from pod_desktop.domain.care_views import MedicationView
from pod_desktop.domain.closed_set import NEWER
from pod_desktop.domain.log_states import LogGaps
from pod_desktop.domain.record_views import PersonDetails
from pod_desktop.domain.turns import LogChoice, LogKind
from pod_desktop.domain.views import MeetingBrief, MeetingView, Someone
from pod_desktop.outputs.account import (
    Account,
    DecisionTold,
    Said,
    TopicTold,
    chooser_words,
    place_words,
    tell,
)
from pod_desktop.outputs.presence import There, coming_and_going
from pod_desktop.outputs.record_person import about_medication, about_the_person, how_care_began
from pod_desktop.outputs.saying import exact_span, exact_time, listed, on_one_line, sentence

_WORKING_COPY = "This text comes from the team's working copy. The trust's record is the legal record."
_LOG_CHOSEN = {
    LogChoice.KEEP: "The room chose to keep it in the working copy.",
    LogChoice.TOTALS: "The room chose to keep only the totals; words and order are destroyed.",
    LogChoice.DISCARD: "The room chose to discard it.",
}


def record_text(
    meeting: MeetingView,
    team: str,
    details: PersonDetails | None = None,
    medication: Iterable[MedicationView] = (),
    *,
    person_label: str = "person at the centre",
) -> str:
    """The meeting in plain text with a heading for each part; lines end with a line feed and are not wrapped.

    `medication` is what was decided about it in the meeting, or outside any since the one before. `details`
    come last: they tell whose record it is. `person_label` is what the team calls the person.
    Words that go over several lines are indented, so that nothing somebody said can look like a heading.
    """
    account = tell(meeting)
    parts = [
        _head(account, team),
        _part(
            "Who was there",
            [
                *(_there(there, account.brief, person_label) for there in account.there),
                *([account.may_be_heard] if account.may_be_heard else []),
            ],
        ),
        _part("How the idea of this meeting came about", [_indented(account.idea)] if account.idea else []),
        _part(
            "How each would like to use the meeting",
            [f"- {_name(wish.who)}: {_indented(wish.words)}{_late(wish.late)}" for wish in account.wishes],
        ),
        _part("What became of earlier decisions", [f"- {_indented(words)}" for words in account.became]),
        _part(
            "Topics, in the room's order",
            [
                line
                for number, topic in enumerate(account.topics, start=1)
                for line in (f"{number}. {_topic(topic)}", *_notes(topic.notes))
            ],
        ),
        _part("Words that were noted", [line.strip() for line in _notes(account.notes)]),
        _part(
            "Reflecting and silence",
            [
                line
                for each in account.reflections
                for line in (f"- {each.sentence}", *_notes(each.responses))
            ],
        ),
        _part("Decisions", list(_decisions(account))),
        _part("Who does what by when", [_task(account, number) for number in range(len(account.tasks))]),
        _part("Left open", list(_left_open(account))),
        _part("Next meeting", list(_next(account))),
        _part("Turn log", list(_turn_log(meeting))),
        _part("Added after the meeting", [f"- {_indented(words)}" for words in account.added]),
        _part("What was decided about medication", about_medication(medication)),
    ]
    if details is not None:
        parts += [
            _part("How care began", how_care_began(details)),
            _part("About the person", about_the_person(details)),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(account: Account, team: str) -> str:
    brief = account.brief
    lines = [account.title.upper()]
    if brief.when is not None:
        planned = "Planned for " if brief.began is None else ""
        lines.append(f"{planned}{exact_span(brief.when, brief.closed, brief.zone)}")
    lines += _place(brief, account.person)
    lines += [f"Team: {on_one_line(team)}", *map(_indented, account.standing), _WORKING_COPY]
    return "\n".join(lines)


def _place(brief: MeetingBrief, person: Someone) -> Iterator[str]:
    if place_words(brief):
        yield f"Place: {place_words(brief)}"
    if chooser_words(brief, person):
        yield f"Place chosen by: {chooser_words(brief, person)}"


def _part(heading: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    return "\n".join([heading.upper(), *lines]) if lines else ""


def _name(who: Someone) -> str:
    return on_one_line(who.name)


def _indented(words: str) -> str:
    return words.replace("\n", "\n   ")


def _there(there: There, brief: MeetingBrief, person_label: str) -> str:
    role = {"person": f" ({person_label})", "practitioner": " (POD team)"}.get(there.who.role, "")
    moves = coming_and_going(there, brief.zone, exact_time)
    return f"- {_name(there.who)}{role}{': ' if moves else ''}{moves}"


def _topic(topic: TopicTold) -> str:
    told = [f"raised by {_name(topic.raised_by)}"] if topic.raised_by else []
    told += [topic.earlier] if topic.earlier else []
    words = _indented(topic.words) + (f" ({_indented(', '.join(told))})" if told else "")
    decided = listed([str(number) for number in topic.decisions])
    plural = "s" if len(topic.decisions) > 1 else ""
    return f"{words}: {topic.became}{f'; see decision{plural} {decided}' if decided else ''}"


def _notes(notes: Iterable[Said]) -> list[str]:
    return [f"   - {_name(note.who)}: {_indented(note.words)}{_late(note.late)}" for note in notes]


def _decisions(account: Account) -> Iterator[str]:
    if account.nothing_decided:
        yield account.nothing_decided
    if account.decisions:
        yield "Each was read back to the room and accepted."
    for decision in account.decisions:
        yield from _decision(decision)


def _decision(decision: DecisionTold) -> Iterator[str]:
    yield f"{decision.number}. {_indented(decision.words)}"
    if decision.there:
        yield f"   {decision.there}"
    if decision.late:
        yield f"   ({_indented(decision.late)})"
    for words in decision.chain:
        yield f"   {_indented(words)}"
    for view in decision.views:
        yield f"   - {_name(view.who)}: {_indented(view.words)}{_late(view.late)}"


def _task(account: Account, index: int) -> str:
    task = account.tasks[index]
    when = f" By when: {sentence(task.by_when)}" if task.by_when else ""
    return f"- {_name(task.who)}: {sentence(_indented(task.what))}{when}{_late(task.late)}"


def _late(words: str) -> str:
    return f" ({_indented(words)})" if words else ""


def _left_open(account: Account) -> Iterator[str]:
    for topic in account.left_open:
        yield f"- {_topic(topic)}"
    for words in account.not_accepted:
        yield f"- Put into words, but not accepted by the room: {_indented(words)}"
    if account.nothing_left_open:
        yield account.nothing_left_open


def _next(account: Account) -> Iterator[str]:
    following = account.next_meeting
    if following is None:
        yield "No next meeting has been set."
        return
    if (at := following.planned or following.began) is not None:
        yield exact_span(at, None, following.zone)
    else:
        yield "The time is still to be found."
    if account.next_became:
        yield account.next_became
    if account.next_then:
        yield account.next_then
    if account.next_unclear:
        yield account.next_unclear
    yield from _place(following, account.person)
    if account.next_invited:
        yield f"Invited: {listed(list(account.next_invited))}"
    if account.next_asks:
        yield f"Who asks whom: {account.next_asks}"


def _turn_log(meeting: MeetingView) -> Iterator[str]:
    if not meeting.brief.log_kind:
        return
    kind = meeting.brief.log_kind if LogKind(meeting.brief.log_kind).is_known else NEWER
    known = "; ".join([kind, *_gaps(meeting.log_gaps)])
    yield f"A log of who spoke was made ({known}). Its words are not part of this text."
    if meeting.brief.log_choice:
        unknown = f"What the room chose is {NEWER}."
        yield _LOG_CHOSEN.get(LogChoice(meeting.brief.log_choice), unknown)


def _gaps(gaps: LogGaps) -> Iterator[str]:
    """Such as "2 turns without a known end", "paused once"."""
    if gaps.unknown_ends:
        turns = "1 turn" if gaps.unknown_ends == 1 else f"{gaps.unknown_ends} turns"
        yield f"{turns} without a known end"
    if gaps.pauses:
        yield "paused once" if gaps.pauses == 1 else f"paused {gaps.pauses} times"
