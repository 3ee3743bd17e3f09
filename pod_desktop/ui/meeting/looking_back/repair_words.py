"""What was put right in a log, in sentences: who changed what, and when."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.own_words import Correction
from pod_desktop.outputs.saying import quoted
from pod_desktop.services.repairs_made import Repair
from pod_desktop.ui import times
from pod_desktop.ui.meeting.looking_back.episode_form import since_words
from pod_desktop.ui.meeting.looking_back.words import span_name

_NOTHING = "—"
_MOST = 20
"""Repairs that are listed for all turns together; each turn tells all of its own."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("RepairWords", text)


def repair_words(view: LookingBack, repair: Repair, now: Instant) -> str:
    """Such as “Ana Reyes, today at 14:05: end, before 1:00, now 0:55.”."""
    when = times.when_words(repair.when, view.zone, now, translate=QCoreApplication.translate)
    if not repair.field:
        return _tr("{name}, {when}: put in afterwards.").format(name=repair.by.name, when=when)
    words = _tr("{name}, {when}: {what}, before {before}, now {after}.")
    return words.format(
        name=repair.by.name,
        when=when,
        what=_labels().get(repair.field, repair.field),
        before=_value(view, repair.field, repair.before),
        after=_value(view, repair.field, repair.after),
    )


def told_of_all(view: LookingBack, made: Sequence[Repair], now: Instant) -> Sequence[str]:
    """The latest of all turns, each with its turn, the first first; before them that there are more."""
    turns = {turn.id: turn for log in view.logs for turn in log.turns}
    told = [
        _tr("{turn} at {since}: {repair}").format(
            turn=span_name(turns[each.turn_id]),
            since=since_words(turns[each.turn_id].began, view.began),
            repair=repair_words(view, each, now),
        )
        for each in made
        if each.turn_id in turns
    ]
    if len(told) <= _MOST:
        return told
    return [_tr("There is more: choose a turn to see what was put right at it."), *told[-_MOST:]]


def history(view: LookingBack, made: Sequence[Repair], now: Instant) -> Mapping[EntityId, Sequence[str]]:
    """What was put right at each turn, the first first."""
    found: dict[EntityId, list[str]] = {}
    for repair in made:
        found.setdefault(repair.turn_id, []).append(repair_words(view, repair, now))
    return found


def _labels() -> Mapping[str, str]:
    return {
        "began": _tr("beginning"),
        "ended": _tr("end"),
        "speaker_id": _tr("who spoke"),
        "words": _tr("words"),
        "correction": _tr("“not my words”"),
        "topic_id": _tr("topic"),
        "voice_of_id": _tr("whose words they are"),
        "addressed_to_id": _tr("to whom it was said"),
        "invited_by_id": _tr("who invited it"),
        "answers_id": _tr("whom it answers"),
    }


def _value(view: LookingBack, field: str, of: object) -> str:
    if isinstance(of, Instant):
        return since_words(of, view.began)
    if not of:
        return _NOTHING
    if field == "words":
        return quoted(str(of))
    if field == "correction":
        return {
            Correction.CORRECTED: _tr("put right by them"),
            Correction.TAKEN_OUT: _tr("taken out"),
        }.get(Correction(str(of)), _NOTHING)
    return next((name for id_, name in _names(view) if id_ == of), _NOTHING)


def _names(view: LookingBack) -> list[tuple[EntityId | None, str]]:
    """Whoever and whatever a turn can name."""
    people = [(who.id, who.name) for who in view.people]
    heard = {turn.voice_of for log in view.logs for turn in log.turns if turn.voice_of is not None}
    topics = [(part.id, part.words) for log in view.logs for part in log.topics]
    return [*people, *((voice.id, voice.name) for voice in heard), *topics]
