"""What words there are of turns: on the screen, in the events, and as they are put right."""

from sqlalchemy import select

from pod_desktop.domain.ids import EntityId
from pod_desktop.services.turn_repair import RepairTurn, turns_to_repair
from pod_desktop.storage.events import Verb, understood
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import JournalEvent, Turn
from tests.services.visit import Visit


def words(visit: Visit) -> list[str]:
    return [turn.words for turn in visit.log.turns]


def stored(journal: Journal) -> set[str]:
    """All words that any event still has for a turn."""
    with journal.read() as reading:
        bodies = reading.session.scalars(select(JournalEvent.body))
        events = [event for body in bodies if body and (event := understood(body)) is not None]
        return {
            e.fields["w"] for e in events if e.kind == Turn.kind and e.verb != Verb.END and e.fields.get("w")
        }


def shown(visit: Visit, id_: EntityId) -> list[RepairTurn]:
    return [each for each in turns_to_repair(visit.journal, visit.meeting_id) if each.id == id_]
