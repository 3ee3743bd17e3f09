"""The agenda as the room finds it: wishes become topics, in the room's order."""

from pod_desktop.domain import agenda as rules
from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import stands_at
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Decision, Meeting, Outside, ToBring, Topic, Wish


def set_idea_words(journal: Journal, meeting_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """The answer to "How did the idea of this meeting come about?"."""
    with journal.act() as act:
        require_open(act, meeting_id)
        act.change(Meeting, meeting_id, seen=seen, idea_words=words.strip())


def set_wish(
    journal: Journal, meeting_id: EntityId, holder: EntityId, words: str, *, seen: Seen | None = None
) -> None:
    """How this person would like to use the meeting; one wish each. Empty words take it back.

    Where two laptops wrote one down for them both stand, and the first is changed. `seen` is what the form
    showed of it: empty where it showed none. Raises NotInMeeting.
    """
    with journal.act() as act:
        require_open(act, meeting_id)
        stands = stands_at(act, meeting_id)
        who = stands.get(holder, holder)
        every = act.in_order_made(act.all(Wish, meeting_id=meeting_id))
        wishes = [wish for wish in every if stands.get(wish.holder_id, wish.holder_id) == who]
        found = wishes[0] if wishes else None
        if found is not None and not words.strip():
            act.strike(Wish, found.id, "taken back", seen=seen)
        elif found is not None:
            act.change(Wish, found.id, seen=seen, words=words.strip())
        elif words.strip():
            act.create(Wish, meeting_id=meeting_id, holder_id=holder, words=words.strip())


def add_topic(journal: Journal, meeting_id: EntityId, words: str, raised_by: EntityId | None) -> EntityId:
    """A topic in somebody's words, at the end of the room's order. Raises BadInput without words."""
    with journal.act() as act:
        require_open(act, meeting_id)
        return _append(act, meeting_id, rules.require_topic_words(words), raised_by, None)


def wish_becomes_topic(journal: Journal, wish_id: EntityId) -> EntityId:
    """Put a wish on the agenda in its own words, raised by its holder. The wish stays."""
    with journal.act() as act:
        wish = act.get(Wish, wish_id)
        require_open(act, wish.meeting_id)
        return _append(act, wish.meeting_id, wish.words, wish.holder_id, None)


def bring_forward(journal: Journal, meeting_id: EntityId, topic_id: EntityId) -> EntityId:
    """Take up here what is offered: an earlier meeting's topic, a decision recorded late, or what waits.

    What waits is what happened outside a meeting, and what somebody asked to bring.

    A decision of which laptops say different words is taken up with all of them, a line each.
    """
    with journal.act() as act:
        row = require_open(act, meeting_id)
        waits = act.session.get(Outside, topic_id) or act.session.get(ToBring, topic_id)
        if waits is not None:
            if waits.person_id != row.person_id:
                raise BadInput("That is in another person’s record, so it was not taken up.")
            words = waits.what if isinstance(waits, Outside) else waits.words
            who = None if isinstance(waits, Outside) else waits.asked_by_id
            return _append(act, meeting_id, words, who, waits.id)
        decision = act.session.get(Decision, topic_id)
        if decision is not None:
            every = act.sayings(Decision, decision.id, "words")
            said = dict.fromkeys(str(each.value) for each in every if each.speaks)
            return _append(act, meeting_id, "\n".join(said) or decision.words, None, decision.id)
        earlier = act.get(Topic, topic_id)
        return _append(act, meeting_id, earlier.words, earlier.raised_by_id, earlier.id)


def move_topic(journal: Journal, topic_id: EntityId, to: int) -> None:
    """Put a topic at index `to` of the room's order."""
    with journal.act() as act:
        topic = act.get(Topic, topic_id)
        require_open(act, topic.meeting_id)
        ordered = [(t.position, t.id) for t in act.all(Topic, meeting_id=topic.meeting_id)]
        for moved, position in rules.move(ordered, topic_id, to).items():
            act.change(Topic, moved, position=position)


def set_topic_state(
    journal: Journal, topic_id: EntityId, state: TopicState, *, seen: Seen | None = None
) -> None:
    """Talked about, left open, carried over, or open again. Raises NotAllowed for what cannot follow."""
    with journal.act() as act:
        topic = act.get(Topic, topic_id)
        require_open(act, topic.meeting_id)
        rules.require_can_become(TopicState(topic.state), state)
        act.change(Topic, topic_id, seen=seen, state=str(state))


def reword_topic(journal: Journal, topic_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """Say a topic in other words, as the room wishes. Raises BadInput without words."""
    with journal.act() as act:
        topic = act.get(Topic, topic_id)
        require_open(act, topic.meeting_id)
        act.change(Topic, topic_id, seen=seen, words=rules.require_topic_words(words))


def strike_topic(journal: Journal, topic_id: EntityId, reason: str, *, seen: Seen | None = None) -> None:
    """Take a topic off the agenda again."""
    with journal.act() as act:
        topic = act.get(Topic, topic_id)
        require_open(act, topic.meeting_id)
        act.strike(Topic, topic_id, reason, seen=seen)


def _append(
    act: Act, meeting_id: EntityId, words: str, raised_by: EntityId | None, brought_from: EntityId | None
) -> EntityId:
    last = max((t.position for t in act.all(Topic, meeting_id=meeting_id)), default=None)
    return act.create(
        Topic,
        meeting_id=meeting_id,
        words=words,
        raised_by_id=raised_by,
        position=rules.between(last, None),
        brought_from_id=brought_from,
    ).id
