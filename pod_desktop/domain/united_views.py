"""Two looks at one meeting, as two laptops noted it, shown as one: everything is there, and doubles once.

Two things are double where they say the same of the same people, spaces and capitals apart. What hangs on the
one that is not shown, such as a view on a decision, hangs on the other then.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain
from typing import Protocol, TypeVar

from pod_desktop.domain import meeting as rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_states import LogGaps, StateTotal
from pod_desktop.domain.same_meeting import same_words
from pod_desktop.domain.side_by_side import agreement_to_log
from pod_desktop.domain.views import (
    AttendanceView,
    DecisionView,
    Differs,
    EarlierView,
    MeetingBrief,
    MeetingView,
    OpinionView,
    OutcomeView,
    QuoteView,
    ReflectionView,
    TaskView,
    VoiceView,
)


class _Thing(Protocol):
    @property
    def id(self) -> EntityId: ...
    @property
    def differs(self) -> Differs: ...


T = TypeVar("T", bound=_Thing)


def united(views: Sequence[MeetingView]) -> MeetingView:
    """The first look with all that the others have and it has not."""
    first, *others = views
    if not others:
        return first
    topics, of_topic = _once(
        chain(*(view.topics for view in views)),
        lambda t: (t.raised_by.id if t.raised_by else None, same_words(t.words), t.state),
    )
    told_decisions = sorted(chain(*(view.decisions for view in views)), key=lambda d: (d.made, d.id))
    decisions, of_decision = _once(told_decisions, _says_of_decision)
    tasks, _ = _once(
        (_hung(task, of_decision) for task in chain(*(view.tasks for view in views))),
        lambda t: (t.who.id, same_words(t.what), same_words(t.by_when), t.decision_id),
    )
    quotes, _ = _once(
        (_said_of(quote, of_topic) for quote in chain(*(view.quotes for view in views))),
        lambda q: (q.speaker.id, q.voiced_by.id if q.voiced_by else None, _says(q), q.topic_id),
    )
    ideas = list(dict.fromkeys(view.idea_words for view in views if view.idea_words))
    following = _next_of(views)
    return replace(
        first,
        brief=_brief(views),
        idea_words=ideas[0] if ideas else "",
        also=tuple(dict.fromkeys((*ideas[1:], *(words for view in views for words in view.also)))),
        differs=first.differs.union(*(view.differs for view in others))
        | ({"idea_words"} if ideas[1:] else set()),
        invited=tuple({who.id: who for view in views for who in view.invited}.values()),
        attendances=_stays(list(chain(*(view.attendances for view in views)))),
        voices=_voices(views),
        wishes=_once(chain(*(view.wishes for view in views)), lambda w: (w.holder.id, same_words(w.words)))[
            0
        ],
        topics=topics,
        decisions=tuple(_whole(each, told_decisions, of_decision, of_topic, tasks) for each in decisions),
        tasks=tasks,
        next_meeting=following.next_meeting,
        next_invited=following.next_invited,
        next_differs=following.next_differs,
        quotes=tuple(sorted(quotes, key=lambda q: (q.said, q.id))),
        reflections=_reflections(list(chain(*(view.reflections for view in views)))),
        log_states=_log_states(chain(*(view.log_states for view in views))),
        log_gaps=reduce(LogGaps.or_more, (view.log_gaps for view in views)),
        amendments=tuple(sorted(chain(*(view.amendments for view in views)), key=lambda a: (a.made, a.id))),
        earlier=_earlier(chain(*(view.earlier for view in views))),
    )


def _voices(views: Sequence[MeetingView]) -> tuple[VoiceView, ...]:
    """Each once; whoever came, as either noted, is nobody's voice."""
    came = {stay.who.id for view in views for stay in view.attendances}
    found = {voice.who.id: voice for view in reversed(views) for voice in reversed(view.voices)}
    named = dict.fromkeys(voice.who.id for view in views for voice in view.voices)
    return tuple(found[who] for who in named if who not in came)


def _log_states(found: Iterable[StateTotal]) -> tuple[StateTotal, ...]:
    """Of each kind the look that has most of it: both laptops may have tapped the same."""
    most: dict[str, StateTotal] = {}
    for each in sorted(found, key=lambda one: (one.kind, one.length, one.times, one.unknown_ends)):
        most[each.kind] = each
    return tuple(most.values())


def _brief(views: Sequence[MeetingView]) -> MeetingBrief:
    """The first one's, with the place and who chose it where only another has them."""
    first = views[0].brief
    placed = first if first.place else next((view.brief for view in views if view.brief.place), first)
    return replace(first, place=placed.place, place_chosen_by=placed.place_chosen_by)


def _next_of(views: Sequence[MeetingView]) -> MeetingView:
    """The look that has the next meeting: one that was set in the room before one that only comes next."""
    with_next = [view for view in views if view.next_meeting is not None]
    return next((view for view in with_next if view.next_set_here), with_next[0] if with_next else views[0])


def _once(
    things: Iterable[T], says: Callable[[T], Hashable]
) -> tuple[tuple[T, ...], dict[EntityId, EntityId]]:
    """Of things that say the same the first, in their order; and for every id which is shown for it.

    Of what laptops say differently of a thing nothing is known here, so it is like no other.
    """
    shown: dict[Hashable, T] = {}
    stands = {
        thing.id: shown.setdefault(thing.id if thing.differs else says(thing), thing).id for thing in things
    }
    return tuple(shown.values()), stands


def _says_of_decision(decision: DecisionView) -> Hashable:
    changes = decision.earlier.id if decision.earlier else None
    return same_words(decision.words), decision.does, decision.stands, changes, bool(decision.late)


def _hung(task: TaskView, of_decision: dict[EntityId, EntityId]) -> TaskView:
    return (
        replace(task, decision_id=of_decision.get(task.decision_id, task.decision_id))
        if task.decision_id
        else task
    )


def _says(quote: QuoteView) -> str:
    """What it says; what was taken out is told by itself."""
    return same_words(quote.words) or quote.id


def _said_of(quote: QuoteView, of_topic: dict[EntityId, EntityId]) -> QuoteView:
    return replace(quote, topic_id=of_topic.get(quote.topic_id, quote.topic_id)) if quote.topic_id else quote


def _whole(
    decision: DecisionView,
    every: Sequence[DecisionView],
    of_decision: dict[EntityId, EntityId],
    of_topic: dict[EntityId, EntityId],
    tasks: Sequence[TaskView],
) -> DecisionView:
    """With every view, task, outcome and later decision that hangs on one of the same words."""
    same = [each for each in every if of_decision[each.id] == decision.id]

    def opinion(view: OpinionView) -> Hashable:
        return view.holder.id, same_words(view.words)

    topic = next((each.topic_id for each in same if each.topic_id), None)
    return replace(
        decision,
        topic_id=of_topic.get(topic, topic) if topic else None,
        opinions=_once(chain(*(each.opinions for each in same)), opinion)[0],
        tasks=tuple(task for task in tasks if task.decision_id == decision.id),
        later=tuple({later.id: later for each in same for later in each.later}.values()),
        outcomes=tuple({told.id: told for each in same for told in each.outcomes}.values()),
    )


def _stays(found: Sequence[AttendanceView]) -> tuple[AttendanceView, ...]:
    """Of one who was noted by both, one stay: from the first coming to the last going, in its parts."""
    by_id = {stay.id: stay for stay in found}
    merged = rules.merged((stay.id, stay.who.id, stay.arrived, stay.left) for stay in found)
    parts = [
        part
        for one in merged
        for part in rules.parts(
            [(id_, by_id[id_].arrived, by_id[id_].left, by_id[id_].by_phone) for id_ in one.rows], one.left
        )
    ]
    united = {
        part.row: replace(
            by_id[part.row],
            arrived=part.arrived,
            left=part.left,
            by_phone=part.by_phone,
            stayed=any(by_id[row].stayed and by_id[row].left == part.left for row in part.rows),
            log_agreed=agreement_to_log(
                [by_id[row].log_agreed for row in part.rows if by_id[row].log_agreed] or [""]
            ),
            seat=next((by_id[row].seat for row in part.rows if by_id[row].seat is not None), None),
        )
        for part in parts
    }
    return tuple(united[stay.id] for stay in found if stay.id in united)


def _reflections(found: Sequence[ReflectionView]) -> tuple[ReflectionView, ...]:
    """Of two of one kind at one time the first, with what was said after either."""
    shown: list[ReflectionView] = []
    for each in sorted(found, key=lambda one: (one.began, one.id)):
        same = next((n for n, one in enumerate(shown) if _at_one_time(one, each)), None)
        if same is None:
            shown.append(each)
            continue
        one = shown[same]
        responses, _ = _once(
            (*one.responses, *each.responses), lambda quote: (quote.speaker.id, _says(quote))
        )
        ends = [end for end in (one.ended, each.ended) if end is not None]
        shown[same] = replace(one, responses=responses, ended=max(ends, default=None))
    return tuple(shown)


def _at_one_time(one: ReflectionView, later: ReflectionView) -> bool:
    return one.reflection_kind == later.reflection_kind and (one.ended is None or later.began < one.ended)


def _earlier(found: Iterable[EarlierView]) -> tuple[EarlierView, ...]:
    shown: dict[EntityId, EarlierView] = {}
    for each in found:
        there = shown.get(each.id)
        outcomes: dict[EntityId, OutcomeView] = {
            told.id: told for told in (*(there.outcomes if there else ()), *each.outcomes)
        }
        shown[each.id] = replace(there or each, outcomes=tuple(outcomes.values()))
    return tuple(shown.values())
