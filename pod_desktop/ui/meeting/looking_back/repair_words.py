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


class Wording:
    """Words the repairs of one look. Whoever and whatever a turn can name is found once."""

    def __init__(self, view: LookingBack, now: Instant) -> None:
        self._view, self._now = view, now
        self._labels = _labels()
        self._turns = {turn.id: turn for log in view.logs for turn in log.turns}
        voices = (turn.voice_of for turn in self._turns.values())
        topics = ((part.id, part.words) for log in view.logs for part in log.topics)
        self._names: dict[object, str] = {
            **dict(topics),
            **{voice.id: voice.name for voice in voices if voice is not None},
            **{who.id: who.name for who in view.people},
        }

    def told(self, repair: Repair) -> str:
        """Such as “Ana Reyes, today at 14:05: end, before 1:00, now 0:55.”."""
        zone = self._view.zone
        when = times.when_words(repair.when, zone, self._now, translate=QCoreApplication.translate)
        if not repair.field:
            return _tr("{name}, {when}: put in afterwards.").format(name=repair.by.name, when=when)
        words = _tr("{name}, {when}: {what}, before {before}, now {after}.")
        return words.format(
            name=repair.by.name,
            when=when,
            what=self._labels.get(repair.field, repair.field),
            before=self._value(repair.field, repair.before),
            after=self._value(repair.field, repair.after),
        )

    def told_of_all(self, made: Sequence[Repair]) -> Sequence[str]:
        """The latest of all turns, each with its turn, the first first; before them that there are more."""
        here = [each for each in made if each.turn_id in self._turns]
        told = [
            _tr("{turn} at {since}: {repair}").format(
                turn=span_name(turn), since=since_words(turn.began, self._view.began), repair=self.told(each)
            )
            for each in here[-_MOST:]
            for turn in (self._turns[each.turn_id],)
        ]
        more = _tr("There is more: choose a turn to see what was put right at it.")
        return [more, *told] if len(here) > _MOST else told

    def history(self, made: Sequence[Repair]) -> Mapping[EntityId, Sequence[str]]:
        """What was put right at each turn, the first first."""
        found: dict[EntityId, list[str]] = {}
        for repair in made:
            found.setdefault(repair.turn_id, []).append(self.told(repair))
        return found

    def _value(self, field: str, of: object) -> str:
        if isinstance(of, Instant):
            return since_words(of, self._view.began)
        if not of:
            return _NOTHING
        if field == "words":
            return quoted(str(of))
        if field == "correction":
            return {
                Correction.CORRECTED: _tr("put right by them"),
                Correction.TAKEN_OUT: _tr("taken out"),
            }.get(Correction(str(of)), _NOTHING)
        return self._names.get(of, _NOTHING)


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
