"""A turn’s words are never given to whoever had theirs left out, and hidden ones never taken from them.

A wrong name would destroy somebody else’s words, or show those that somebody asked to have left out. An act
that says something of turns asks `require_words_stay` when it is done, and so does its undo.
"""

from collections.abc import Mapping
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services.own_words import left_out
from pod_desktop.services.stays import stands_at
from pod_desktop.storage.act import Act
from pod_desktop.storage.events import Verb
from pod_desktop.storage.tables import Meeting, Turn

_WORDS, _WHOSE = "words", ("speaker_id", "voice_of_id")


def require_words_stay(act: Act) -> None:
    """Of each turn with words, those whose words it has are left out as before this act, or are not.

    Raises NotAllowed, also where words are noted that are to be left out. A tap without words takes no time.
    """
    silent: dict[EntityId, frozenset[EntityId]] = {}
    stands: dict[EntityId, Mapping[EntityId, EntityId]] = {}
    for id_, was in _former(act).items():
        turn = act.get(Turn, id_)
        if turn.meeting_id not in silent:
            silent[turn.meeting_id] = left_out(act, act.get(Meeting, turn.meeting_id))
            stands[turn.meeting_id] = stands_at(act, turn.meeting_id)
        if silent[turn.meeting_id] and not turn.struck:
            _require_stays(act, turn, was, silent[turn.meeting_id], stands[turn.meeting_id])


def _former(act: Act) -> dict[EntityId, dict[str, Any]]:
    """What turns said before this act of what it says otherwise; of one that it made with words, nothing."""
    former: dict[EntityId, dict[str, Any]] = {}
    for change in act.changes:
        if change.table is Turn and (change.verb != Verb.CREATE or change.after.get(_WORDS)):
            for name in {_WORDS, *_WHOSE} & change.after.keys():
                former.setdefault(change.id, {}).setdefault(name, change.before.get(name))
    return former


def _require_stays(
    act: Act,
    turn: Turn,
    was: dict[str, Any],
    silent: frozenset[EntityId],
    stands: Mapping[EntityId, EntityId],
) -> None:
    def asked(before: dict[str, Any]) -> frozenset[EntityId]:
        whose = {before.get(name, getattr(turn, name)) for name in _WHOSE} - {None}
        return silent & {stands.get(who, who) for who in whose}

    now, then = asked({}), asked(was)
    if now and turn.words and was.get(_WORDS, turn.words) != turn.words:
        raise NotAllowed("Their words are left out, as they asked, so none were noted.")
    if now - then and turn.words:
        raise NotAllowed(
            "Their words are left out, as they asked, and this turn has words, which would be lost. So it "
            "was not given to them."
        )
    if then - now and any(each.value for each in act.sayings(Turn, turn.id, _WORDS)):
        raise NotAllowed(
            "Whoever is named here has their words left out, as they asked, so this turn stays theirs until "
            "those are destroyed."
        )
