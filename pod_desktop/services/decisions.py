"""Decisions: only inside an open meeting with the person in the room; read back, with every view."""

from pod_desktop.domain import decisions as rules
from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.decisions import DecisionState, Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState, require_can_decide
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import same_meeting
from pod_desktop.services.closings import is_open_here
from pod_desktop.services.decision_views import all_of_person, states_of
from pod_desktop.services.meetings import require_open
from pod_desktop.services.shown import shown
from pod_desktop.services.stays import in_the_room_at, present
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Decision, Meeting, Opinion, Outcome, Task, Topic


def word_decision(
    journal: Journal,
    meeting_id: EntityId,
    words: str,
    topic_id: EntityId | None = None,
    *,
    does: str = Does.DECIDES,
    earlier: EntityId | None = None,
) -> EntityId:
    """Put a decision into words. It stands once it was read back and accepted (`accept_decision`).

    With `does` it changes or takes back the `earlier` one of another meeting, or says not to decide now.
    Raises BadInput without words, NotInMeeting outside an open meeting, PersonNotPresent while the person is
    out of the room or was never in it, and NotAllowed for an earlier one that does not stand, or is this
    meeting's own.
    """
    words = rules.require_decision_words(words)
    rules.require_fits(Does(does), earlier)
    with journal.act() as act:
        _require_can_decide(act, meeting_id)
        if topic_id is not None and act.get(Topic, topic_id).meeting_id != meeting_id:
            raise BadInput("That topic is on another meeting's agenda.")
        if earlier is not None:
            _require_can_change(act, earlier, meeting_id)
        made = in_the_room_at(act, meeting_id, journal.clock.now())
        return act.create(
            Decision,
            meeting_id=meeting_id,
            topic_id=topic_id,
            words=words,
            made=made,
            does=str(does),
            earlier_id=earlier,
        ).id


def reword_decision(journal: Journal, decision_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """Change words that do not stand yet. Raises as `word_decision`, and NotAllowed once they stand."""
    words = rules.require_decision_words(words)
    with journal.act() as act:
        row = act.get(Decision, decision_id)
        _require_can_decide(act, row.meeting_id)
        _require_being_worded(row)
        act.change(Decision, decision_id, seen=seen, words=words)


def accept_decision(journal: Journal, decision_id: EntityId, *, seen: Seen | None = None) -> None:
    """The words were read back and accepted: the decision stands, and its topic was talked about.

    Not to decide now leaves the topic open: that is what the meeting chose not to decide. The last holds.

    `seen` is what the page showed from which they were read. Raises as `word_decision`, and NotAllowed where
    it stands already, its words were given up, other words came since, or laptops have different ones.
    """
    with journal.act() as act:
        row = act.get(Decision, decision_id)
        _require_can_decide(act, row.meeting_id)
        _require_being_worded(row)
        if "words" in shown(act, Decision, [decision_id])[decision_id].differs:
            raise NotAllowed(
                "Two laptops have different words for this, so nobody can say which were read back. Please "
                "choose between them first."
            )
        if seen is not None and set(act.seen(Decision, decision_id)["words"]) != set(seen.get("words", ())):
            raise NotAllowed(
                "Other words for this have come from another laptop meanwhile. Please look at what came, and "
                "read the words aloud again."
            )
        rules.require_can_stand(row.words, read_back=True, accepted=True)
        if row.earlier_id is not None:
            _require_can_change(act, row.earlier_id, row.meeting_id)
        made = in_the_room_at(act, row.meeting_id, journal.clock.now())
        act.change(Decision, decision_id, seen=seen, read_back=True, accepted=True, made=made)
        if row.topic_id is not None:
            _say_what_became_of(act, row.topic_id, Does(row.does))


def _say_what_became_of(act: Act, topic_id: EntityId, does: Does) -> None:
    """A topic that the room carried over stays so: that was said of it by itself."""
    other, state = TopicState.LEFT_OPEN, TopicState.TALKED_ABOUT
    if does == Does.NOT_NOW:
        other, state = state, other
    if act.get(Topic, topic_id).state in (TopicState.OPEN, other):
        now = shown(act, Topic, [topic_id])[topic_id].seen
        act.change(Topic, topic_id, seen=now, state=str(state))


def drop_wording(journal: Journal, decision_id: EntityId, *, seen: Seen | None = None) -> None:
    """Give up words that do not stand yet. Raises NotAllowed once they stand."""
    with journal.act() as act:
        row = act.get(Decision, decision_id)
        require_open(act, row.meeting_id)
        rules.require_can_reword(_state(row))
        act.strike(Decision, decision_id, "given up while it was being worded", seen=seen)


def add_opinion(journal: Journal, decision_id: EntityId, holder: EntityId, words: str) -> EntityId:
    """A view on the decision under the name of whoever holds it.

    Raises BadInput without words, as `word_decision` while nothing can be decided, and NotAllowed before its
    words stand: those that are still being worded may be given up on another laptop, and the view with them.
    """
    view = rules.View(holder, words)
    with journal.act() as act:
        row = act.get(Decision, decision_id)
        _require_can_decide(act, row.meeting_id)
        _require_stands(row)
        return act.create(
            Opinion,
            meeting_id=row.meeting_id,
            decision_id=decision_id,
            holder_id=view.holder,
            words=view.words.strip(),
        ).id


def add_task(
    journal: Journal,
    meeting_id: EntityId,
    who: EntityId,
    what: str,
    by_when: str = "",
    decision_id: EntityId | None = None,
) -> EntityId:
    """Who does what by when.

    Raises BadInput without a who or a what, as `word_decision` while nothing can be decided (who does what is
    settled with the person in the room), and NotAllowed for a decision that does not stand yet.
    """
    task = rules.Task(who, what)
    with journal.act() as act:
        _require_can_decide(act, meeting_id)
        if decision_id is not None:
            _require_stands(act.get(Decision, decision_id))
        return act.create(
            Task,
            meeting_id=meeting_id,
            decision_id=decision_id,
            who_id=task.who,
            what=task.what.strip(),
            by_when=by_when.strip(),
        ).id


def strike_opinion(journal: Journal, opinion_id: EntityId, *, seen: Seen | None = None) -> None:
    """Take a view back. Raises as `word_decision` while nothing can be decided, whoever holds the view."""
    with journal.act() as act:
        _require_can_decide(act, act.get(Opinion, opinion_id).meeting_id)
        act.strike(Opinion, opinion_id, "taken back", seen=seen)


def strike_task(journal: Journal, task_id: EntityId, *, seen: Seen | None = None) -> None:
    """Take a task back. Raises as `word_decision` while nothing can be decided."""
    with journal.act() as act:
        _require_can_decide(act, act.get(Task, task_id).meeting_id)
        act.strike(Task, task_id, "taken back", seen=seen)


def tell_outcome(
    journal: Journal,
    meeting_id: EntityId,
    about: EntityId,
    words: str,
    told_by: EntityId | None = None,
) -> EntityId:
    """What became of a decision or task of an earlier meeting, in words. It can be told again at any meeting.

    Raises BadInput without words or for what is in another person's record, and NotInMeeting.
    """
    words = rules.require_outcome_words(words)
    with journal.act() as act:
        row = require_open(act, meeting_id)
        thing = act.session.get(Decision, about) or act.get(Task, about)
        if act.get(Meeting, thing.meeting_id).person_id != row.person_id:
            raise BadInput("That is in another person’s record, so nothing was stored.")
        return act.create(Outcome, meeting_id=meeting_id, about_id=about, words=words, told_by_id=told_by).id


def reword_outcome(journal: Journal, outcome_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """Say it in other words, while its meeting is open."""
    words = rules.require_outcome_words(words)
    with journal.act() as act:
        require_open(act, act.get(Outcome, outcome_id).meeting_id)
        act.change(Outcome, outcome_id, seen=seen, words=words)


def strike_outcome(journal: Journal, outcome_id: EntityId, *, seen: Seen | None = None) -> None:
    """Take it back, while its meeting is open."""
    with journal.act() as act:
        require_open(act, act.get(Outcome, outcome_id).meeting_id)
        act.strike(Outcome, outcome_id, "taken back", seen=seen)


def _require_can_change(act: Act, earlier: EntityId, now_in: EntityId) -> None:
    row = act.get(Decision, earlier)
    person_id = act.get(Meeting, row.meeting_id).person_id
    if act.get(Meeting, now_in).person_id != person_id:
        raise BadInput("That decision is in another person’s record, so nothing was stored.")
    state = (
        states_of(all_of_person(act, person_id), same_meeting.standing(act, person_id))[earlier]
        if not row.struck
        else DecisionState.TAKEN_BACK
    )
    rules.require_can_change(state, decided_in=row.meeting_id, now_in=now_in)


def _require_can_decide(act: Act, meeting_id: EntityId) -> None:
    row = act.get(Meeting, meeting_id)
    if is_open_here(act, row):
        row = require_open(act, meeting_id)
    person_present = bool(present(act, meeting_id, row.person_id))
    require_can_decide(MeetingState(row.state), MeetingKind(row.meeting_kind), person_present)


def _require_being_worded(row: Decision) -> None:
    if row.struck:
        raise NotAllowed("These words were given up. Put the decision into words anew.")
    rules.require_can_reword(_state(row))


def _require_stands(row: Decision) -> None:
    if row.struck:
        raise NotAllowed("These words were given up. Put the decision into words anew.")
    rules.require_stands(_state(row))


def _state(row: Decision) -> rules.DecisionState:
    return rules.state_of_words(row.words, read_back=row.read_back, accepted=row.accepted)
