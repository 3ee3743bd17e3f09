"""A meeting's decisions with the chain of those that change each other, and what became of earlier ones."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from pod_desktop.domain import decisions as rules
from pod_desktop.domain.decisions import DecisionState, Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.same_meeting import same_words
from pod_desktop.domain.views import (
    DecisionBrief,
    DecisionView,
    EarlierView,
    OpinionView,
    OutcomeView,
    TaskView,
)
from pod_desktop.services import closings, same_meeting
from pod_desktop.services.names import Names
from pod_desktop.services.shown import other_words, shown
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Meeting, Opinion, Outcome, Task, Topic

_DONE_WITH = frozenset({DecisionState.CHANGED, DecisionState.TAKEN_BACK})


def decisions(
    reading: Reading, names: Names, row: Meeting, tasks: Sequence[TaskView]
) -> tuple[DecisionView, ...]:
    """The meeting's decisions by when they were made, each with its views, tasks, chain and outcomes."""
    found = sorted(reading.all(Decision, meeting_id=row.id), key=lambda d: (d.made, d.id))
    if not found:
        return ()
    late = closings.late_decisions(reading, row, [d.id for d in found])
    opinions = _opinions(reading, names, row, late)
    forms = shown(reading, Decision, [decision.id for decision in found])
    every = all_of_person(reading, row.person_id)
    states = states_of(every, same_meeting.standing(reading, row.person_id))
    by_id = {each.id: each for each in every}
    told = outcomes(reading, names, [d.id for d in found])
    not_now = not_decided_now(reading, found)
    return tuple(
        DecisionView(
            d.id,
            d.meeting_id,
            d.topic_id,
            d.words,
            d.made,
            d.read_back and d.accepted,
            tuple(opinions.get(d.id, [])),
            tuple(task for task in tasks if task.decision_id == d.id),
            late[d.id],
            does=d.does,
            state=str(states[d.id]),
            earlier=brief(by_id[d.earlier_id]) if d.earlier_id in by_id else None,
            later=tuple(brief(each) for each in every if each.earlier_id == d.id and _stands(each)),
            outcomes=told.get(d.id, ()),
            seen=forms[d.id].seen,
            differs=forms[d.id].differs,
            also=other_words(reading, Decision, d.id, forms[d.id], "words"),
            not_now=not_now.get(d.id, ""),
        )
        for d in found
    )


def _opinions(
    reading: Reading, names: Names, row: Meeting, late: Mapping[EntityId, str]
) -> dict[EntityId, list[OpinionView]]:
    late_views = closings.late_things(reading, row, Opinion)
    found: dict[EntityId, list[OpinionView]] = {}
    held = reading.in_order_made(reading.all(Opinion, meeting_id=row.id))
    forms = shown(reading, Opinion, [opinion.id for opinion in held])
    for opinion in held:
        form = forms[opinion.id]
        view = OpinionView(
            opinion.id,
            names.of(opinion.holder_id),
            opinion.words,
            _beside(late.get(opinion.decision_id, Late.NO), late_views[opinion.id]),
            form.seen,
            form.differs,
            other_words(reading, Opinion, opinion.id, form, "words"),
        )
        found.setdefault(opinion.decision_id, []).append(view)
    return found


def _beside(of_decision: str, of_view: Late) -> Late:
    """What is still to be said of a view, once it is said of its decision."""
    says_more = not of_decision or (of_view is Late.PERSON_OUT and of_decision != of_view)
    return of_view if says_more else Late.NO


def earlier(reading: Reading, names: Names, row: Meeting) -> tuple[EarlierView, ...]:
    """Earlier decisions and who was to do what, where no meeting has told what became, or this one has.

    Decisions that were changed, taken back or not made then are not asked about. Tasks are, and say so where
    their decision was changed or taken back: whoever took one on may have done it.
    """
    here = {each.id for each in same_meeting.together(reading, row)}
    held = {
        other.id: other
        for other in reading.all(Meeting, person_id=row.person_id)
        if other.id not in here and other.state == MeetingState.CLOSED
    }
    every = all_of_person(reading, row.person_id)
    joined = same_meeting.standing(reading, row.person_id)
    states = states_of(every, joined)
    standing = {each.id for each in every if states[each.id] is DecisionState.STANDS}
    gone = {id_: str(state) for id_, state in states.items() if state in _DONE_WITH}
    asked: list[Decision | Task] = [
        each
        for each in every
        if each.meeting_id in held and each.id in standing and each.does in {Does.DECIDES, Does.CHANGES}
    ]
    asked += [
        task
        for task in reading.all_of(Task, "meeting_id", sorted(held))
        if task.decision_id is None or task.decision_id in standing or task.decision_id in gone
    ]
    told = outcomes(reading, names, [each.id for each in asked])
    views = []
    for each, those in _once(asked, told, joined):
        if those and not any(one.meeting_id == row.id for one in those):
            continue
        meeting = held[each.meeting_id]
        views.append(
            EarlierView(
                each.id,
                each.what if isinstance(each, Task) else each.words,
                names.of(each.who_id) if isinstance(each, Task) else None,
                each.by_when if isinstance(each, Task) else "",
                meeting.began if isinstance(each, Task) else each.made,
                each.meeting_id,
                each.decision_id if isinstance(each, Task) else each.id,
                those,
                gone.get(each.decision_id, "") if isinstance(each, Task) and each.decision_id else "",
            )
        )
    return tuple(sorted(views, key=lambda v: (v.made is None, v.made, v.who is None, v.id), reverse=True))


def _once(
    asked: Iterable[Decision | Task],
    told: Mapping[EntityId, tuple[OutcomeView, ...]],
    stands: Mapping[EntityId, EntityId],
) -> list[tuple[Decision | Task, tuple[OutcomeView, ...]]]:
    """Each with what became of it; what two laptops noted alike of one meeting is asked about once."""
    found: dict[object, tuple[Decision | Task, tuple[OutcomeView, ...]]] = {}
    for each in asked:
        says: object = each.id
        if isinstance(each, Decision):
            says = alike(each, stands)
        elif each.meeting_id in stands or each.meeting_id in stands.values():
            words = f"{each.who_id} {each.what} {each.by_when}"
            says = each.kind, stands.get(each.meeting_id, each.meeting_id), same_words(words)
        first, before = found.get(says, (each, ()))
        found[says] = first, (*before, *told.get(each.id, ()))
    return list(found.values())


def outcomes(
    reading: Reading, names: Names, about: Iterable[EntityId]
) -> dict[EntityId, tuple[OutcomeView, ...]]:
    """What became of these decisions and tasks, as meetings told, the earliest first."""
    rows = reading.in_order_made(reading.all_of(Outcome, "about_id", sorted(set(about))))
    forms = shown(reading, Outcome, [row.id for row in rows])
    found: dict[EntityId, list[OutcomeView]] = {}
    for row in rows:
        found.setdefault(row.about_id, []).append(
            OutcomeView(
                row.id,
                row.meeting_id,
                row.about_id,
                row.words,
                names.of_or_none(row.told_by_id),
                forms[row.id].seen,
                forms[row.id].differs,
                other_words(reading, Outcome, row.id, forms[row.id], "words"),
            )
        )
    return {about_id: tuple(some) for about_id, some in found.items()}


def all_of_person(reading: Reading, person_id: EntityId) -> list[Decision]:
    """All decisions of a person's meetings, by when they were made."""
    meetings = [row.id for row in reading.all(Meeting, person_id=person_id)]
    return sorted(reading.all_of(Decision, "meeting_id", meetings), key=lambda row: (row.made, row.id))


def alike(row: Decision, joined: Mapping[EntityId, EntityId]) -> Hashable:
    """Equal for decisions that two laptops noted alike of one meeting; of any other its id.

    `joined` is `same_meeting.standing`.
    """
    home = joined.get(row.meeting_id, row.meeting_id)
    return (home, same_words(row.words), row.does, row.earlier_id) if home in joined.values() else row.id


def states_of(rows: Sequence[Decision], joined: Mapping[EntityId, EntityId]) -> dict[EntityId, DecisionState]:
    """How all of a person's decisions stand: what was done to one was done to those that were noted alike."""
    states = rules.states(link(row) for row in rows)
    done_to = {alike(row, joined): states[row.id] for row in rows if states[row.id] in _DONE_WITH}
    return {row.id: done_to.get(alike(row, joined), states[row.id]) for row in rows}


def link(row: Decision) -> rules.Link:
    """A decision as a link of its chain."""
    return rules.Link(row.id, _stands(row), Does(row.does), row.earlier_id)


def not_decided_now(reading: Reading, rows: Iterable[Decision]) -> dict[EntityId, str]:
    """Of decisions not to decide now, the words of what they are about, as far as that is known."""
    about = {row.id: row.topic_id for row in rows if row.does == Does.NOT_NOW and row.topic_id is not None}
    if not about:
        return {}
    topics = {topic.id: topic.words for topic in reading.all_of(Topic, "id", sorted(set(about.values())))}
    return {id_: topics[topic_id] for id_, topic_id in about.items() if topic_id in topics}


def brief(row: Decision) -> DecisionBrief:
    """A decision as another one names it."""
    return DecisionBrief(row.id, row.meeting_id, row.words, row.made, row.does)


def _stands(row: Decision) -> bool:
    return row.read_back and row.accepted
