"""Ending what was ever said of one field of some things of a turn log; all else of them stays (SYNC §6).

An event may say other fields together with that one, as a turn that was put in with its words does. Then what
it says of them, and what stands in its place or beside it, is said anew first, in events of this laptop.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import head_rows, heads
from pod_desktop.storage.act import Act
from pod_desktop.storage.endings import endings
from pod_desktop.storage.events import SHORT, Verb, understood
from pod_desktop.storage.heads import HeadEvent
from pod_desktop.storage.projection import columns_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Synced

LEFT_OUT = "words left out"
"""The reason of such endings: what they end is not the log."""
_OF_LOG = """SELECT no, id, body FROM event WHERE length(body) > 0
AND stream_no IN (SELECT no FROM stream WHERE meeting_id = ?) ORDER BY no"""
_ENDED_OF_LOG = """SELECT id FROM event WHERE length(body) = 0
AND stream_no IN (SELECT no FROM stream WHERE meeting_id = ?)"""


def saying(
    reading: Reading, meeting_id: EntityId, table: type[Synced], name: str, ids: Collection[EntityId]
) -> list[HeadEvent]:
    """All events of the meeting's turn log that say something in a column of these things.

    Those that only emptied it are not among them.
    """
    wire, wanted = columns_of(table).wire(name), {bytes.fromhex(id_) for id_ in ids}
    found = []
    connection = reading.session.connection()
    for no, id_, body in connection.exec_driver_sql(_OF_LOG, (bytes.fromhex(meeting_id),)):
        event = understood(body)
        if event is None or event.kind != table.kind or event.entity not in wanted:
            continue
        if event.verb in (Verb.CREATE, Verb.CHANGE) and event.fields.get(wire):
            found.append(HeadEvent(no, id_, event))
    return found


def end_field(
    act: Act,
    meeting_id: EntityId,
    table: type[Synced],
    name: str,
    found: Sequence[HeadEvent],
    log_field: str,
    with_it: Collection[str] = (),
) -> None:
    """End these events of the meeting's turn log, for what they say in a column (`saying`).

    What they say in the columns `with_it` is about that and goes, too. `log_field` is the column that says in
    which laptop's log a thing is, where another laptop says it anew.
    What was struck out stays so: of what was replaced an older value can speak again, which no striking out
    had seen. `Journal.empty_log_of_ended` is to be called afterwards.
    """
    log_wire, going = columns_of(table).wire(log_field), _wires(table, name, with_it)
    by_thing: dict[EntityId, list[HeadEvent]] = {}
    for each in found:
        by_thing.setdefault(EntityId(each.event.entity.hex()), []).append(each)
    before = heads.load_all_heads(act.session, table.kind, list(by_thing))
    for thing, ended in by_thing.items():
        if any(says_more(each, table, name, with_it) for each in ended):
            _say_the_rest_anew(act, meeting_id, table, before[thing], ended, going, log_wire)
    act.end(meeting_id, [each.id[:SHORT] for each in found], reason=LEFT_OUT)
    struck = [thing for thing, each in before.items() if each.is_struck]
    after = heads.load_all_heads(act.session, table.kind, struck)
    for thing in struck:
        if not after[thing].is_struck:
            act.strike(table, thing, before[thing].strikes[0].event.reason)


def says_more(each: HeadEvent, table: type[Synced], name: str, with_it: Collection[str] = ()) -> bool:
    """Whether an event says something else besides, so that it has to be said anew (`end_field`)."""
    return not each.event.fields.keys() <= _wires(table, name, with_it)


def living(reading: Reading, found: Sequence[HeadEvent]) -> list[HeadEvent]:
    """Those that were not ended meanwhile."""
    connection = reading.session.connection()
    return [each for each in found if not head_rows.is_ended(connection, each.id[:SHORT])]


def _wires(table: type[Synced], name: str, with_it: Collection[str]) -> set[str]:
    return {columns_of(table).wire(each) for each in (name, *with_it)}


def has_ended_more(reading: Reading, meeting_id: EntityId) -> bool:
    """Whether anything of the meeting's turn log was ended besides words that somebody had left out."""
    connection, of_log = reading.session.connection(), bytes.fromhex(meeting_id)
    query = f"{_ENDED_OF_LOG} LIMIT 1"
    if connection.exec_driver_sql(query, (of_log,)).first() is None:
        return False
    left_out = {
        short
        for each in endings(connection)
        if each.reason == LEFT_OUT and each.entity == of_log
        for short in each.fields["ends"]
    }
    return any(id_[:SHORT] not in left_out for (id_,) in connection.exec_driver_sql(_ENDED_OF_LOG, (of_log,)))


def _say_the_rest_anew(
    act: Act,
    meeting_id: EntityId,
    table: type[Synced],
    before: heads.Heads,
    ended: list[HeadEvent],
    going: Collection[str],
    log_wire: str,
) -> None:
    """All that these events of one thing say, or replace, of other fields, as it stands now.

    Several values stay so.
    """
    thing = EntityId(ended[0].event.entity.hex())
    names = {name for each in ended for name in each.event.fields if name not in going}
    replaced = {
        name: {
            short
            for each in ended
            for short in (each.id[:SHORT], *each.event.replaces.get(name, ()))
            if name in each.event.fields
        }
        for name in names
    }
    speaking = {name: before.of(name) for name in sorted(names)}
    made = [each for each in ended if each.event.verb == Verb.CREATE]
    again: Mapping[str, Any] = {log_wire: _log_of(act, made[0])} if made else {}
    for number in range(max((len(some) for some in speaking.values()), default=0)):
        some = {name: said[number] for name, said in speaking.items() if number < len(said)}
        fields = {name: head.event.fields[name] for name, head in some.items()}
        replaces = {name: sorted({head.id[:SHORT], *replaced[name]}) for name, head in some.items()}
        verb = Verb.CREATE if made and number == 0 else Verb.CHANGE
        if verb == Verb.CREATE and fields.get(log_wire) is None:
            fields |= again
        act.write(table.kind, thing, verb, fields, replaces, meeting=meeting_id)


def _log_of(act: Act, made: HeadEvent) -> bytes:
    """The laptop that made it."""
    query = "SELECT laptop_id FROM stream WHERE id = ?"
    return bytes(act.session.connection().exec_driver_sql(query, (made.event.stream,)).scalar_one())
