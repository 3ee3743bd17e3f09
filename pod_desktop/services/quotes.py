"""Notes of a meeting, which are somebody's own words, and reflections with the network's response."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import ReflectionKind
from pod_desktop.domain.own_words import NOTED, Correction
from pod_desktop.domain.views import Seen
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.meetings import require_open
from pod_desktop.services.stays import in_the_room_at
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member, Person, Practitioner, Quote, Reflection, Topic


def note_words(
    journal: Journal,
    meeting_id: EntityId,
    speaker: EntityId,
    words: str,
    *,
    topic_id: EntityId | None = None,
    reflection_id: EntityId | None = None,
    voiced_by: EntityId | None = None,
) -> EntityId:
    """Somebody's own words, kept letter by letter, at a topic, or as the response to a reflection.

    `voiced_by` spoke for an inner or an absent voice. Raises NotInMeeting, and BadInput without words or for
    somebody or something of another record.
    """
    words = _require_words(words)
    with journal.act() as act:
        row = require_open(act, meeting_id)
        for who in (speaker, voiced_by):
            if who is not None:
                _require_known(act, row.person_id, who)
        if topic_id is not None and act.get(Topic, topic_id).meeting_id != meeting_id:
            raise BadInput("That topic is on another meeting’s agenda.")
        if reflection_id is not None and act.get(Reflection, reflection_id).meeting_id != meeting_id:
            raise BadInput("That reflection belongs to another meeting.")
        return act.create(
            Quote,
            meeting_id=meeting_id,
            topic_id=topic_id,
            reflection_id=reflection_id,
            speaker_id=speaker,
            voiced_by_id=voiced_by,
            words=words,
            said=in_the_room_at(act, meeting_id, journal.clock.now()),
        ).id


def reword_quote(journal: Journal, quote_id: EntityId, words: str, *, seen: Seen | None = None) -> None:
    """Correct the words while the meeting is open. Raises BadInput without words.

    Where it was said that they were not theirs (`not_my_words`), these are.
    """
    words = _require_words(words)
    with journal.act() as act:
        row = act.get(Quote, quote_id)
        require_open(act, row.meeting_id)
        correction = Correction.CORRECTED if row.correction else ""
        act.change(Quote, quote_id, seen=seen, words=words, correction=str(correction), whole=NOTED)


def strike_quote(journal: Journal, quote_id: EntityId, *, seen: Seen | None = None) -> None:
    """Whoever said it does not want it kept, or it was a slip; while the meeting is open."""
    with journal.act() as act:
        require_open(act, act.get(Quote, quote_id).meeting_id)
        act.strike(Quote, quote_id, "taken back", seen=seen)


def begin_reflection(
    journal: Journal, meeting_id: EntityId, kind: str = ReflectionKind.REFLECTING
) -> EntityId:
    """Practitioners reflect while the network listens, or the room is together in silence.

    What goes on of the kind ends with it. Raises NotInMeeting, and BadInput for a kind that is not known.
    """
    if kind not in set(ReflectionKind):
        raise BadInput("Please choose one of the words offered.")
    with journal.act() as act:
        require_open(act, meeting_id)
        now = in_the_room_at(act, meeting_id, journal.clock.now())
        for going_on in act.all(Reflection, meeting_id=meeting_id, ended=None):
            act.change(Reflection, going_on.id, ended=max(now, going_on.began))
        return act.create(
            Reflection, meeting_id=meeting_id, reflection_kind=str(kind), began=now, ended=None
        ).id


def end_reflection(journal: Journal, reflection_id: EntityId) -> None:
    """It is over; the network may respond. Raises NotInMeeting, and NotAllowed where it is over already."""
    with journal.act() as act:
        row = act.get(Reflection, reflection_id)
        require_open(act, row.meeting_id)
        if row.ended is not None:
            raise NotAllowed("This reflection is over already.")
        now = in_the_room_at(act, row.meeting_id, journal.clock.now())
        act.change(Reflection, reflection_id, ended=max(now, row.began))


def _require_words(words: str) -> str:
    if not words.strip():
        raise BadInput("Please write down the words as they were said.")
    return words


def _require_known(act: Act, person_id: EntityId, who: EntityId) -> None:
    member = act.session.get(Member, who)
    if member is not None and member.person_id == person_id:
        return
    if who == person_id and act.session.get(Person, who) is not None:
        return
    if act.session.get(Practitioner, who) is None:
        raise BadInput("That is somebody of another record, so nothing was stored.")
