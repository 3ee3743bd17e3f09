"""What a meeting's text for the record and its printed summary both tell, put into words once.

The words of the turn log are no part of it, and neither is anything about who is not to be invited: the
account is made from a `MeetingView`, which holds neither.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.closed_set import NEWER
from pod_desktop.domain.decisions import DecisionState, Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingKind, MeetingState, ReflectionKind, WhoChose
from pod_desktop.domain.own_words import Correction
from pod_desktop.domain.views import (
    AmendmentView,
    DecisionView,
    MeetingBrief,
    MeetingView,
    QuoteView,
    ReflectionView,
    Someone,
    TopicView,
)
from pod_desktop.outputs.differing import DIFFERS, DIFFERS_NEXT, differing, noted, with_also
from pod_desktop.outputs.presence import There, may_be_heard, there_at, who_came
from pod_desktop.outputs.saying import (
    LATE,
    TAKEN_OUT,
    THEIR_WORDING,
    day,
    exact_time,
    in_zone,
    listed,
    not_now_besides,
    on_one_line,
    quoted,
    sentence,
    typed,
)
from pod_desktop.outputs.tapped import tapped_sentence

BECAME = {
    TopicState.OPEN: "not talked about yet",
    TopicState.TALKED_ABOUT: "talked about",
    TopicState.LEFT_OPEN: "left open",
    TopicState.CARRIED_OVER: "carried over to another meeting",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words under the name of whoever said them, in quotation marks; or that they were taken out."""

    who: Someone
    words: str
    late: str = ""
    """That they were recorded late, or that laptops differ, in words without a capital; else ""."""


@dataclass(frozen=True, slots=True)
class TopicTold:
    """A topic and what became of it."""

    words: str
    """In quotation marks where somebody raised it."""
    raised_by: Someone | None
    earlier: str
    """Where it was brought from an earlier meeting: from what of it; else ""."""
    became: str
    decisions: tuple[int, ...]
    """Numbers of the decisions on it."""
    notes: tuple[Said, ...] = ()
    """Words that were noted at it, by when they were said."""


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision that stands."""

    number: int
    words: str
    there: str
    """Who was in the room when it was made, in sentences; "" when that was everybody who came."""
    views: tuple[Said, ...]
    late: str
    """That it was recorded late, in words without a capital; else ""."""
    chain: tuple[str, ...] = ()
    """Sentences: what was not decided now, which earlier one it changes, which later one changed it."""


@dataclass(frozen=True, slots=True)
class ReflectionTold:
    """A reflection or a silence, and how the network responded."""

    sentence: str
    responses: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TaskTold:
    """Who does what by when, the last as the room said it."""

    who: Someone
    what: str
    by_when: str
    late: str
    """That it was recorded late, in words without a capital; else ""."""


Told = TypeVar("Told", Said, TaskTold)


@dataclass(frozen=True, slots=True)
class Account:
    """A meeting, told."""

    title: str
    brief: MeetingBrief
    person: Someone
    standing: tuple[str, ...]
    """Sentences that come before all else: that the person was not there, that it is not closed."""
    there: tuple[There, ...]
    may_be_heard: str
    """A sentence of who was not there and may have been heard all the same; "" for nobody."""
    """The person first, then the network, then the team."""
    idea: str
    wishes: tuple[Said, ...]
    topics: tuple[TopicTold, ...]
    decisions: tuple[DecisionTold, ...]
    nothing_decided: str
    """A sentence where a meeting was held without decisions, else ""."""
    tasks: tuple[TaskTold, ...]
    left_open: tuple[TopicTold, ...]
    not_accepted: tuple[str, ...]
    """Words that were put forward and never accepted, in quotation marks."""
    nothing_left_open: str
    """A sentence where a meeting was held and nothing is left open, else ""."""
    next_meeting: MeetingBrief | None
    next_unclear: str
    """A sentence where laptops say different things of the next meeting, else ""."""
    next_became: str
    """A sentence where the next meeting did not happen, else ""."""
    next_then: str
    """A sentence where more meetings were planned together with the next one, else ""."""
    next_invited: tuple[str, ...]
    next_asks: str
    """Who asks whom to come, in sentences; "" where nobody has said."""
    notes: tuple[Said, ...] = ()
    """Words that were noted and belong to no topic."""
    reflections: tuple[ReflectionTold, ...] = ()
    became: tuple[str, ...] = ()
    """Sentences on what became of earlier decisions and tasks, as this meeting told."""
    added: tuple[str, ...] = ()
    """Sentences added after the meeting, with by whom, when and why."""


def tell(meeting: MeetingView) -> Account:
    """The account of a meeting as it stands, in whatever state."""
    there = who_came(meeting)
    place = {told.who.id: index for index, told in enumerate(there)}
    decisions = _decisions(meeting, place)
    numbers: dict[str, list[int]] = {}
    for told, decision in zip(decisions, _standing(meeting), strict=True):
        if decision.topic_id is not None:
            numbers.setdefault(decision.topic_id, []).append(told.number)
    topics = tuple(
        replace(
            _topic(topic, tuple(numbers.get(topic.id, ()))),
            notes=tuple(_note(quote) for quote in meeting.quotes if quote.topic_id == topic.id),
        )
        for topic in meeting.topics
    )
    left_open = tuple(
        told
        for told, topic in zip(topics, meeting.topics, strict=True)
        if topic.state in (TopicState.LEFT_OPEN, TopicState.CARRIED_OVER)
    )
    not_accepted = tuple(with_also(quoted(d.words), d.also) for d in meeting.decisions if not d.stands)
    held = meeting.brief.began is not None
    return Account(
        title=_title(meeting),
        brief=meeting.brief,
        person=meeting.person,
        standing=tuple(_standing_sentences(meeting)),
        there=there,
        may_be_heard=may_be_heard(meeting),
        idea=with_also(typed(meeting.idea_words), meeting.also),
        wishes=_in_order(
            (Said(wish.holder, quoted(wish.words), noted(LATE[Late.NO], wish)) for wish in meeting.wishes),
            place,
        ),
        topics=topics,
        decisions=decisions,
        nothing_decided=_nothing_decided(meeting) if held and not decisions else "",
        tasks=_in_order(
            (
                TaskTold(t.who, typed(t.what), on_one_line(t.by_when), noted(LATE[Late(t.late)], t))
                for t in meeting.tasks
            ),
            place,
        ),
        left_open=left_open,
        not_accepted=not_accepted,
        nothing_left_open="Nothing was left open." if held and not left_open + not_accepted else "",
        next_meeting=meeting.next_meeting,
        next_unclear=DIFFERS_NEXT if meeting.next_differs else "",
        next_became=_became_of_next(meeting.next_meeting),
        next_then=_then(meeting),
        next_invited=tuple(sorted(on_one_line(who.name) for who in meeting.next_invited)),
        next_asks=asks_sentences(meeting),
        notes=tuple(
            _note(each) for each in meeting.quotes if each.topic_id is None and each.reflection_id is None
        ),
        reflections=(
            *(_reflection(each, meeting.brief.zone) for each in meeting.reflections),
            *(ReflectionTold(words, ()) for words in (tapped_sentence(meeting),) if words),
        ),
        became=tuple(_became(meeting)),
        added=tuple(_added(each, meeting.brief.zone) for each in meeting.amendments),
    )


def _became_of_next(following: MeetingBrief | None) -> str:
    if following is None or following.state != MeetingState.DID_NOT_HAPPEN:
        return ""
    return sentence(f"It did not happen. The reason: {typed(following.reason)}")


def _then(meeting: MeetingView) -> str:
    if meeting.next_meeting is None or not meeting.next_more:
        return ""
    if meeting.next_daily_until is not None:
        last = day(in_zone(meeting.next_daily_until, meeting.next_meeting.zone))
        return f"Then every day at the same time until {last}."
    if meeting.next_more == 1:
        return "One more meeting was planned together with it."
    return f"{meeting.next_more} more meetings were planned together with it."


def asks_sentences(meeting: MeetingView) -> str:
    """Such as "May asks Jo and Tom. Ana asks Lee."; "" where nobody has said who asks."""
    asked: dict[str, list[str]] = {}
    for asker, whom in meeting.next_asks:
        asked.setdefault(on_one_line(asker.name), []).append(on_one_line(whom.name))
    return " ".join(sentence(f"{asker} asks {listed(whom)}") for asker, whom in asked.items())


def _note(quote: QuoteView) -> Said:
    told = [f"{on_one_line(quote.voiced_by.name)} spoke for them"] if quote.voiced_by is not None else []
    told += [THEIR_WORDING] if quote.correction == Correction.CORRECTED else []
    words = TAKEN_OUT if quote.correction == Correction.TAKEN_OUT else quoted(quote.words)
    return Said(quote.speaker, words, noted(", ".join(told), quote))


def _reflection(each: ReflectionView, zone: str) -> ReflectionTold:
    silence = each.reflection_kind == ReflectionKind.SILENCE
    what = "Together in silence" if silence else "The practitioners reflected, and the network listened"
    when = f"from {exact_time(in_zone(each.began, zone))}"
    if each.ended is not None:
        when += f" to {exact_time(in_zone(each.ended, zone))}"
    return ReflectionTold(f"{what}, {when}.", tuple(_note(quote) for quote in each.responses))


_GONE: dict[str, str] = {
    DecisionState.TAKEN_BACK: "Its decision was taken back.",
    DecisionState.CHANGED: "Its decision was changed.",
}


def _became(meeting: MeetingView) -> Iterable[str]:
    here = {meeting.id, *(other.id for other in meeting.same if other.joined)}
    for each in meeting.earlier:
        for told in each.outcomes:
            if told.meeting_id in here:
                about = (
                    f"{on_one_line(each.who.name)}: {typed(each.words)}" if each.who else typed(each.words)
                )
                by = f" (told by {on_one_line(told.told_by.name)})" if told.told_by is not None else ""
                late = noted("", told)
                gone = _GONE.get(each.decision_state, "")
                yield " ".join(
                    part
                    for part in (
                        sentence(about),
                        gone,
                        sentence(typed(told.words) + by),
                        f"({late})" if late else "",
                    )
                    if part
                )


def _added(each: AmendmentView, zone: str) -> str:
    at = in_zone(each.made, zone)
    by = f"{on_one_line(each.by.name)}, {day(at)}, {exact_time(at)}; the reason: {typed(each.reason)}"
    return f"{sentence(typed(each.words))} (Added by {by})"


def chain_sentences(decision: DecisionView) -> tuple[str, ...]:
    """What its words leave out of what was not decided now; which one it changes, which changed it."""
    told = []
    if decision.does == Does.NOT_NOW:
        told.append(not_now_besides(decision.words, decision.not_now))
    if decision.earlier is not None:
        does = "takes back" if decision.does == Does.TAKES_BACK else "changes"
        told.append(f"This {does} what was decided before: {quoted(decision.earlier.words)}")
    for later in decision.later:
        does = "took this back" if later.does == Does.TAKES_BACK else "changed this"
        told.append(f"A later meeting {does}: {quoted(later.words)}")
    return tuple(sentence(each) for each in told if each)


def place_words(brief: MeetingBrief) -> str:
    """Where it is held, on one line; "" when nobody has said."""
    return on_one_line(brief.place)


def chooser_words(brief: MeetingBrief, person: Someone) -> str:
    """Who chose the place, as the subject of a sentence; "" when nobody has said."""
    match brief.place_chosen_by:
        case WhoChose.PERSON:
            return on_one_line(person.name)
        case WhoChose.TOGETHER:
            return "everybody together"
        case WhoChose.SERVICE:
            return "the service"
        case _:
            return ""


def chosen_sentence(brief: MeetingBrief, person: Someone) -> str:
    """Such as "Mara chose the place."; "" when nobody has said."""
    match brief.place_chosen_by:
        case WhoChose.TOGETHER:
            return "The place was chosen together."
        case WhoChose.PERSON | WhoChose.SERVICE:
            chooser = chooser_words(brief, person)
            return f"{chooser[:1].upper()}{chooser[1:]} chose the place."
        case _:
            return ""


def _title(meeting: MeetingView) -> str:
    name = on_one_line(meeting.person.name)
    if meeting.brief.meeting_kind == MeetingKind.CONVERSATION:
        return f"Conversation without {name}"
    return f"Network meeting with {name}"


def without_the_person(meeting: MeetingView) -> str:
    """Of a conversation without the person: that they were not there, and why; else ""."""
    if meeting.brief.meeting_kind != MeetingKind.CONVERSATION:
        return ""
    came = any(stay.who.id == meeting.person.id for stay in meeting.attendances)
    how = "was not there at the beginning" if came else "was not there"
    reason = typed(meeting.brief.reason)
    return sentence(f"{on_one_line(meeting.person.name)} {how}. The reason: {reason}")


def _standing_sentences(meeting: MeetingView) -> Iterable[str]:
    brief = meeting.brief
    if brief.state == MeetingState.DID_NOT_HAPPEN:
        yield sentence(f"This meeting did not happen. The reason: {typed(brief.reason)}")
    elif without := without_the_person(meeting):
        yield without
    if brief.state == MeetingState.PLANNED:
        yield "This meeting has not begun yet."
    elif brief.state == MeetingState.OPEN:
        yield "This meeting is still open; this is how things stood when the text was made."
    if differing(meeting):
        yield DIFFERS


def _nothing_decided(meeting: MeetingView) -> str:
    if meeting.brief.meeting_kind == MeetingKind.CONVERSATION:
        return f"Nothing was decided, because {on_one_line(meeting.person.name)} was not there."
    return "Nothing was decided."


def _topic(topic: TopicView, decisions: tuple[int, ...]) -> TopicTold:
    return TopicTold(
        words=typed(topic.words) if topic.raised_by is None else quoted(topic.words),
        raised_by=topic.raised_by,
        earlier=noted(_earlier(topic), topic),
        became=BECAME.get(TopicState(topic.state), NEWER),
        decisions=decisions,
    )


_SINCE = {"outside": "it happened outside a meeting", "to_bring": "it was asked to be brought"}


def _earlier(topic: TopicView) -> str:
    if topic.late:
        return f"a decision of an earlier meeting, {LATE[Late(topic.late)]}"
    if topic.comes_from:
        return {"outside": "it happened outside a meeting", "to_bring": "it was asked to be brought"}[
            topic.comes_from
        ]
    return "from an earlier meeting" if topic.brought_from_id is not None else ""


def _standing(meeting: MeetingView) -> list[DecisionView]:
    return [decision for decision in meeting.decisions if decision.stands]


def _decisions(meeting: MeetingView, place: Mapping[EntityId, int]) -> tuple[DecisionTold, ...]:
    told = []
    for number, decision in enumerate(_standing(meeting), start=1):
        told.append(
            DecisionTold(
                number=number,
                words=typed(decision.words),
                there=there_at(meeting, decision.made),
                views=_in_order(
                    (
                        Said(view.holder, quoted(view.words), noted(LATE[Late(view.late)], view))
                        for view in decision.opinions
                    ),
                    place,
                ),
                late=noted(LATE[Late(decision.late)], decision),
                chain=chain_sentences(decision),
            )
        )
    return tuple(told)


def _in_order(told: Iterable[Told], place: Mapping[EntityId, int]) -> tuple[Told, ...]:
    """As people are listed among who was there: always the same order, which nobody's view gets out of."""
    return tuple(sorted(told, key=lambda one: place.get(one.who.id, len(place))))
