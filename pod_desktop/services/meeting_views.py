"""A meeting as screens and outputs see it, put together in one consistent read."""

from collections.abc import Sequence
from dataclasses import replace

from pod_desktop.domain import daily
from pod_desktop.domain import meeting as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.side_by_side import agreement_to_log
from pod_desktop.domain.united_views import united
from pod_desktop.domain.views import (
    NONE,
    AmendmentView,
    AttendanceView,
    MeetingBrief,
    MeetingView,
    QuoteView,
    ReflectionView,
    Someone,
    TaskView,
    TopicView,
    WishView,
)
from pod_desktop.errors import NotInMeeting, PersonNotPresent
from pod_desktop.services import briefs, closings, decision_views, offers, people, same_meeting, stays
from pod_desktop.services.following import next_meeting, planned_after, was_set_in
from pod_desktop.services.invitations import who_may_come
from pod_desktop.services.log_choices import gives_up
from pod_desktop.services.log_states import log_gaps, log_states
from pod_desktop.services.names import MEMBER, PERSON, PRACTITIONER, Names
from pod_desktop.services.shown import other_words, shown
from pod_desktop.services.voices import voices
from pod_desktop.services.who_asks import askers
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import (
    Amendment,
    Attendance,
    Decision,
    Meeting,
    Outside,
    Quote,
    Reflection,
    Task,
    ToBring,
    Topic,
    Turn,
    Wish,
)

_WORDS = frozenset({"words"})


def meeting(journal: Journal, meeting_id: EntityId) -> MeetingView:
    """A meeting with its agenda, decisions and who was there. Raises NotFound.

    What another laptop noted of it as another meeting is in it once somebody has joined the two.
    """
    with journal.read() as reading:
        row = reading.get(Meeting, meeting_id)
        names = Names(reading, row.person_id)
        views = [_alone(reading, names, each) for each in same_meeting.together(reading, row)]
        whole = united(views)
        upcoming = whole.next_meeting
        later = planned_after(reading, upcoming) if upcoming is not None else []
        asks = askers(reading, reading.get(Meeting, upcoming.id), journal.clock.now()) if upcoming else ()
        return replace(
            whole,
            same=same_meeting.perhaps_the_same(reading, names, row),
            next_more=len(later),
            next_daily_until=_daily_until(upcoming, later),
            next_asks=tuple((names.of(asker), names.of(asked)) for asker, asked in asks),
        )


def _daily_until(upcoming: MeetingBrief | None, later: Sequence[Instant]) -> Instant | None:
    if upcoming is None or upcoming.planned is None:
        return None
    return daily.goes_on_until(upcoming.planned, later, upcoming.zone)


def _alone(reading: Reading, names: Names, row: Meeting) -> MeetingView:
    there = attendances(reading, names, row)
    person_present = any(stay.who.id == row.person_id and stay.left is None for stay in there)
    upcoming = next_meeting(reading, row)
    tasks = _tasks(reading, names, row)
    quotes = _quotes(reading, names, row.id)
    form = shown(reading, Meeting, [row.id])[row.id]
    goes_on = closings.is_open_here(reading, row)
    by = closings.closed_elsewhere_by(reading, row) if goes_on and row.closed is not None else None
    return MeetingView(
        brief=briefs.brief(row, reading.in_hand),
        person=names.person,
        idea_words=row.idea_words,
        invited=_invited(reading, names, row),
        attendances=there,
        wishes=_wishes(reading, names, row.id),
        topics=topics(reading, names, row),
        offered=offers.offered(reading, names, row),
        decisions=decision_views.decisions(reading, names, row, tasks),
        tasks=tasks,
        next_meeting=upcoming,
        next_invited=_invited(reading, names, reading.get(Meeting, upcoming.id)) if upcoming else (),
        person_present=person_present,
        cannot_decide=_why_not_decide(reading, row, person_present=person_present),
        log_asked=row.log_asked,
        log_ended=row.log_ended,
        closed_elsewhere_by=names.of_or_none(by),
        seen=form.seen,
        differs=form.differs,
        also=other_words(reading, Meeting, row.id, form, "idea_words"),
        next_differs=shown(reading, Meeting, [upcoming.id])[upcoming.id].differs if upcoming else NONE,
        quotes=quotes,
        reflections=_reflections(reading, row, quotes),
        amendments=_amendments(reading, names, row.id),
        earlier=decision_views.earlier(reading, names, row),
        next_set_here=was_set_in(reading, row, upcoming),
        ordered_by=_ordered_by(reading, names, row.id),
        voices=voices(reading, names, row, {stay.who.id for stay in there}),
        log_states=log_states(reading, row),
        log_gaps=log_gaps(reading, row),
    )


def _wishes(reading: Reading, names: Names, meeting_id: EntityId) -> tuple[WishView, ...]:
    found = reading.in_order_made(reading.all(Wish, meeting_id=meeting_id))
    forms = shown(reading, Wish, [wish.id for wish in found])
    return tuple(
        WishView(
            w.id,
            names.of(w.holder_id),
            w.words,
            forms[w.id].seen,
            forms[w.id].differs,
            other_words(reading, Wish, w.id, forms[w.id], "words"),
        )
        for w in found
    )


def _tasks(reading: Reading, names: Names, row: Meeting) -> tuple[TaskView, ...]:
    late = closings.late_things(reading, row, Task)
    found = reading.in_order_made(reading.all(Task, meeting_id=row.id))
    forms = shown(reading, Task, [task.id for task in found])
    return tuple(
        TaskView(
            t.id,
            names.of(t.who_id),
            t.what,
            t.by_when,
            t.decision_id,
            late[t.id],
            forms[t.id].seen,
            forms[t.id].differs,
            other_words(reading, Task, t.id, forms[t.id], "what"),
        )
        for t in found
    )


def attendances(reading: Reading, names: Names, row: Meeting) -> tuple[AttendanceView, ...]:
    """Everybody's stays by first arrival, the person first, then by name. Who comes back keeps it.

    Who goes on by telephone, or comes into the room itself, has another from then on.
    """
    every = stays.stays(reading, row.id)
    noes = stays.who_said_no(every)
    silent = {
        names.cards.standing_for(each.attendee_id) for each in stays.with_words_left_out(reading, [row.id])
    }
    found = [
        AttendanceView(
            part.row,
            names.of(stay.who),
            part.arrived,
            part.left,
            next((rows[id_].seat for id_ in part.rows if rows[id_].seat is not None), None),
            _answer_to_log([rows[id_] for id_ in part.rows], no=part.left is None and stay.who in noes),
            part.by_phone,
            stay.who in silent,
            stayed=stay.left is None and part.left == until,
        )
        for stay, of_stay in every
        for rows in ({each.id: each for each in of_stay},)
        for until in (closings.until(reading, row, stay),)
        for part in rules.parts(
            [(each.id, each.arrived, each.left, each.by_phone) for each in of_stay], until
        )
    ]
    order = {PERSON: 0, MEMBER: 1, PRACTITIONER: 2}
    first: dict[EntityId, Instant] = {}
    for stay in found:
        first[stay.who.id] = min(stay.arrived, first.get(stay.who.id, stay.arrived))
    return tuple(
        sorted(
            found,
            key=lambda s: (first[s.who.id], order[s.who.role], people.folded(s.who.name), s.arrived, s.id),
        )
    )


def _answer_to_log(rows: Sequence[Attendance], *, no: bool) -> str:
    """`no`: whether they said no in another of their stays, and it holds."""
    return "no" if no else agreement_to_log([each.log_agreed for each in rows if each.log_agreed] or [""])


def topics(reading: Reading, names: Names, row: Meeting) -> tuple[TopicView, ...]:
    """The meeting's topics in the room's order, the same on every laptop."""
    found = sorted(reading.all(Topic, meeting_id=row.id), key=lambda t: (t.position, t.id))
    forms = shown(reading, Topic, [topic.id for topic in found])
    late = _late_of_brought(reading, found)
    made = reading.made_with(Topic, [topic.id for topic in found], "words")
    came = _come_from(reading, found)
    spoke = _who_spoke(reading, names, row)
    return tuple(
        replace(
            offers.topic_view(reading, names, topic, row),
            spoken_by=spoke.get(topic.id, ()),
            late=late.get(topic.brought_from_id, ""),
            made_from=made.get(topic.id, topic.words),
            comes_from=came.get(topic.brought_from_id, ""),
            seen=forms[topic.id].seen,
            differs=forms[topic.id].differs,
            also=other_words(reading, Topic, topic.id, forms[topic.id], "words"),
        )
        for topic in found
    )


def _who_spoke(reading: Reading, names: Names, row: Meeting) -> dict[EntityId, tuple[Someone, ...]]:
    """Of each topic, once the meeting is closed: during it nobody is shown who speaks of what.

    Where the room did not keep the log, it is not shown from then on.
    """
    if row.state != MeetingState.CLOSED or closings.is_open_here(reading, row) or gives_up(row):
        return {}
    spoken = reading.session.query(Turn.topic_id, Turn.speaker_id).filter_by(meeting_id=row.id, struck=False)
    found: dict[EntityId, dict[EntityId, Someone]] = {}
    for topic_id, speaker_id in spoken.distinct():
        if topic_id is not None and speaker_id is not None:
            who = names.of(speaker_id)
            found.setdefault(topic_id, {})[who.id] = who
    return {id_: tuple(sorted(who.values(), key=lambda w: (w.name, w.id))) for id_, who in found.items()}


def _ordered_by(reading: Reading, names: Names, meeting_id: EntityId) -> Someone | None:
    ids = [topic.id for topic in reading.all(Topic, meeting_id=meeting_id)]
    said = reading.all_sayings(Topic, ids, "position") if len(ids) > 1 else {}
    # The first saying of a topic is where it was put when it was raised, which changes nobody's order.
    changes = [saying for sayings in said.values() for saying in sayings[1:]]
    last = max(changes, key=lambda saying: saying.rank, default=None)
    return names.of_or_none(last.author_id) if last is not None else None


def _come_from(reading: Reading, topics: Sequence[Topic]) -> dict[EntityId | None, str]:
    """What these topics come from, where it was no meeting; also what was struck out since."""
    found: dict[EntityId | None, str] = {}
    for topic in topics:
        for table in (Outside, ToBring):
            if topic.brought_from_id and reading.session.get(table, topic.brought_from_id) is not None:
                found[topic.brought_from_id] = table.kind
    return found


def _late_of_brought(reading: Reading, topics: Sequence[Topic]) -> dict[EntityId | None, str]:
    """Of the decisions that topics come from, how late they were."""
    found: dict[EntityId | None, str] = {}
    for topic in topics:
        decision = topic.brought_from_id and reading.session.get(Decision, topic.brought_from_id)
        if decision:
            meeting = reading.get(Meeting, decision.meeting_id)
            late = closings.late_decisions(reading, meeting, [decision.id])[decision.id]
            if not late and decision.id in closings.added_without_the_person(reading, [meeting]):
                late = Late.ADDED_PERSON_OUT
            found[decision.id] = late
    return found


def _quotes(reading: Reading, names: Names, meeting_id: EntityId) -> tuple[QuoteView, ...]:
    rows = sorted(reading.all(Quote, meeting_id=meeting_id), key=lambda row: (row.said, row.id))
    forms = shown(reading, Quote, [row.id for row in rows])
    return tuple(
        QuoteView(
            row.id,
            names.of(row.speaker_id),
            names.of_or_none(row.voiced_by_id),
            row.words,
            row.said,
            row.topic_id,
            row.reflection_id,
            forms[row.id].seen,
            forms[row.id].differs,
            other_words(reading, Quote, row.id, forms[row.id], "words"),
            row.correction,
        )
        for row in rows
    )


def _reflections(reading: Reading, row: Meeting, quotes: Sequence[QuoteView]) -> tuple[ReflectionView, ...]:
    """What goes on as the meeting closes ends with it."""
    end = row.closed if row.state == MeetingState.CLOSED and not closings.is_open_here(reading, row) else None
    return tuple(
        ReflectionView(
            each.id,
            each.reflection_kind,
            each.began,
            each.ended or (max(end, each.began) if end is not None else None),
            tuple(quote for quote in quotes if quote.reflection_id == each.id),
        )
        for each in sorted(reading.all(Reflection, meeting_id=row.id), key=lambda one: (one.began, one.id))
    )


def _amendments(reading: Reading, names: Names, meeting_id: EntityId) -> tuple[AmendmentView, ...]:
    rows = sorted(reading.all(Amendment, meeting_id=meeting_id), key=lambda row: (row.made, row.id))
    return tuple(
        AmendmentView(row.id, row.words, row.reason, names.of(row.by_id), row.made, row.about_id)
        for row in rows
    )


def _invited(reading: Reading, names: Names, row: Meeting) -> tuple[Someone, ...]:
    return tuple(names.of(member_id) for member_id in who_may_come(reading, row))


def _why_not_decide(reading: Reading, row: Meeting, *, person_present: bool) -> str:
    state = MeetingState.OPEN if closings.is_open_here(reading, row) else MeetingState(row.state)
    try:
        rules.require_can_decide(state, MeetingKind(row.meeting_kind), person_present)
    except (NotInMeeting, PersonNotPresent) as reason:
        return str(reason)
    return ""
