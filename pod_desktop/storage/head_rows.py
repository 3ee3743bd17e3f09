"""How events enter the heads: one by one as they happen, many at once, or a whole thing anew.

`rows_of` is the rule, over all living events of one thing; the rest gives the same rows without looking at
all of them. Living is an event whose body is here. What an ended event replaced counts no more, because a
laptop that only ever gets the stub cannot know it (docs/adr/0008).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pod_desktop.storage.events import SHORT, Event, Verb, decode, understood
from pod_desktop.storage.heads import CREATION, STRIKE, HeadEvent, Heads

_AT_ONCE = 500
"""Parameters in one query; SQLite allows some thousands."""

Here = Callable[[int], bool]
"""Whether the event with this `no` has been entered already."""

Thing = tuple[bytes, str]
"""The id and the kind of what an event is about."""


@dataclass(frozen=True, slots=True)
class Body:
    """An event that others name; `event` is None where only a newer version knows what it says."""

    no: int
    id: bytes
    stream_no: int
    event: Event | None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one thing in `head`, and what its events name that is not among them."""

    heads: frozenset[tuple[str, int]]
    elsewhere: frozenset[tuple[bytes, str]]


def rows_of(events: Sequence[HeadEvent]) -> Rows:
    """The rule: what all living events of one thing make, in whatever order they came."""
    present = {each.id[:SHORT] for each in events}
    gone: dict[str, set[bytes]] = {}
    touched: set[str] = set()
    elsewhere: set[tuple[bytes, str]] = set()
    for each in events:
        touched |= _touched_by(each.event)
        if not each.event.replaces:
            continue
        for field, shorts, covers in _named_by(each.event):
            elsewhere |= {(short, field) for short in shorts if short not in present}
            if not covers:
                gone.setdefault(field, set()).update(shorts)
    rows: set[tuple[str, int]] = set()
    for each in events:
        short = each.id[:SHORT]
        for field in _speaks_for(each.event, touched):
            if field == CREATION or field not in gone or short not in gone[field]:
                rows.add((field, each.no))
    return Rows(frozenset(rows), frozenset(elsewhere))


def _touched_by(event: Event) -> set[str]:
    """The fields that get rows of their own by this event."""
    if event.verb == Verb.CHANGE:
        return set(event.fields)
    return set(event.fields) & set(event.replaces) if event.verb == Verb.CREATE else set()


def _speaks_for(event: Event, touched: set[str]) -> Iterator[str]:
    if event.verb in (Verb.STRIKE, Verb.RESTORE):
        yield STRIKE
        return
    if event.verb == Verb.CREATE:
        yield CREATION
    yield from touched & event.fields.keys()


def _named_by(event: Event) -> Iterator[tuple[str, list[bytes], bool]]:
    """(field of the rows, short ids, covers): what it replaces or, where `covers`, only strikes out."""
    for field, shorts in event.replaces.items():
        if event.verb in (Verb.STRIKE, Verb.RESTORE):
            if field == STRIKE or (field == CREATION and event.verb == Verb.STRIKE):
                yield STRIKE, shorts, field == CREATION
        elif field in event.fields:
            yield field, shorts, False


# A tap passes here twice. Plain statements with positional parameters take a tenth of the time that building
# the same as expressions does.

_ADD = "INSERT INTO head (entity_id, kind, field, event_no) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DROP = "DELETE FROM head WHERE entity_id = ? AND kind = ? AND field = ? AND event_no = ?"
_OF_THING = "SELECT field, event_no FROM head WHERE entity_id = ? AND kind = ?"
_BY_SHORT_ID = """SELECT no, length(body) FROM event WHERE id >= ? AND id <= ?
ORDER BY length(body) > 0 DESC, no LIMIT 1"""
"""One with a body first: a stub may have any id, and a body has its own."""
_AWAIT = "INSERT INTO awaited (short_id, entity_id, kind, field) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_AWAITED = "SELECT field FROM awaited WHERE short_id = ? AND entity_id = ? AND kind = ?"
_ARRIVED = "DELETE FROM awaited WHERE short_id = ?"


def find(connection: Connection, short: bytes) -> tuple[int, bool] | None:
    """The `no` of the event whose id begins with these bytes, and whether its body is here."""
    bounds = (short + b"\x00" * SHORT, short + b"\xff" * SHORT)
    row = connection.exec_driver_sql(_BY_SHORT_ID, bounds).first()
    return None if row is None else (int(row[0]), bool(row[1]))


def bodies_of(connection: Connection, shorts: Sequence[bytes]) -> Iterator[Body]:
    """Those of these events whose bodies are here, in few queries however many."""
    for start in range(0, len(shorts), _AT_ONCE):
        some = shorts[start : start + _AT_ONCE]
        bounds = (bound for short in some for bound in (short + b"\x00" * SHORT, short + b"\xff" * SHORT))
        query = (
            f"WITH named (low, high) AS (VALUES {','.join(['(?, ?)'] * len(some))}) "  # noqa: S608
            "SELECT no, id, stream_no, body FROM named CROSS JOIN event "
            "ON id >= low AND id <= high WHERE length(body) > 0"
        )
        for no, id_, stream, body in connection.exec_driver_sql(query, tuple(bounds)).all():
            yield Body(no, id_, stream, understood(body))


def is_ended(connection: Connection, short: bytes) -> bool:
    """Whether an ending or a purge named this event."""
    query = "SELECT 1 FROM ended WHERE short_id = ?"
    return connection.exec_driver_sql(query, (short,)).first() is not None


def note_ended(connection: Connection, shorts: Sequence[bytes]) -> None:
    """Remember that these events are to have no body, whether they are here or not; nobody waits for them."""
    one_each = [(short,) for short in shorts]
    if one_each:
        connection.exec_driver_sql("INSERT INTO ended (short_id) VALUES (?) ON CONFLICT DO NOTHING", one_each)
        connection.exec_driver_sql(_ARRIVED, one_each)


def put(connection: Connection, no: int, id_: bytes, event: Event, here: Here | None = None) -> None:
    """Enter one event. The order of arrival makes no difference."""
    thing = thing_of(event)
    late = _replaced_before_arrival(connection, id_, thing)
    if event.verb in (Verb.STRIKE, Verb.RESTORE):
        if STRIKE not in late:
            _add(connection, thing, STRIKE, no)
    else:
        _speak(connection, no, event, late)
    for field, shorts, covers in _named_by(event):
        for short in shorts:
            found = find(connection, short)
            if _is_awaited(connection, short, found, here):
                connection.exec_driver_sql(_AWAIT, (short, *thing, field))
            elif found and not covers:
                connection.exec_driver_sql(_DROP, (*thing, field, found[0]))


def put_own_changes(connection: Connection, made: Sequence[tuple[HeadEvent, Heads]]) -> None:
    """Enter what was just changed or struck out on this laptop, each another thing, with the heads before.

    Nobody waits for an event just made, and where it replaces heads, the rows are known without a look.
    """
    add: list[tuple[bytes, str, str, int]] = []
    drop: list[tuple[bytes, str, str, int]] = []
    for each, before in made:
        event, thing = each.event, thing_of(each.event)
        is_strike = event.verb == Verb.STRIKE
        heads = before.events() if is_strike else [head for f in event.fields for head in before.of(f)]
        speaking = {head.id[:SHORT]: head.no for head in heads}
        if not speaking.keys() >= {short for _, shorts, _ in _named_by(event) for short in shorts}:
            put(connection, each.no, each.id, event)
            continue
        if is_strike:
            add.append((*thing, STRIKE, each.no))
        for field in event.fields:
            if field not in before.touched:
                add += [(*thing, field, head.no) for head in before.of(field)]
            add.append((*thing, field, each.no))
        for field, shorts, covers in _named_by(event):
            drop += [(*thing, field, speaking[short]) for short in shorts if not covers]
    for statement, rows in ((_ADD, add), (_DROP, drop)):
        if rows:
            connection.exec_driver_sql(statement, rows)


def _speak(connection: Connection, no: int, event: Event, late: set[str]) -> None:
    """Give fields rows of their own: first those of the creations that carry them, then this event's."""
    thing = thing_of(event)
    rows = connection.exec_driver_sql(_OF_THING, thing).all()
    own = {field for field, _ in rows}
    if event.verb == Verb.CREATE:
        _add(connection, thing, CREATION, no)
    touched = _touched_by(event)
    untouched = [field for field in touched if field not in own]
    creations = [event_no for field, event_no in rows if field == CREATION] if untouched else []
    for creation in creations:
        body = connection.exec_driver_sql("SELECT body FROM event WHERE no = ?", (creation,)).scalar_one()
        carried = decode(body).fields
        for field in untouched:
            if field in carried:
                _add(connection, thing, field, creation)
    for field in event.fields:
        if field not in late and (field in touched or field in own):
            _add(connection, thing, field, no)


def _add(connection: Connection, thing: Thing, field: str, no: int) -> None:
    connection.exec_driver_sql(_ADD, (*thing, field, no))


def _is_awaited(
    connection: Connection, short: bytes, found: tuple[int, bool] | None, here: Here | None
) -> bool:
    """Whether a named event has yet to come: it is not here, only its stub is, or its turn comes later."""
    if found is not None and found[1]:
        return here is not None and not here(found[0])
    return not is_ended(connection, short)


def _replaced_before_arrival(connection: Connection, id_: bytes, thing: Thing) -> set[str]:
    """The fields for which another event of the thing, here already, replaces this one.

    What an event says of another thing's events counts for nothing, whichever came first.
    """
    rows = connection.exec_driver_sql(_AWAITED, (id_[:SHORT], *thing)).all()
    connection.exec_driver_sql(_ARRIVED, (id_[:SHORT],))
    return {field for (field,) in rows}


def enter_whole(
    connection: Connection, events: Mapping[Thing, Sequence[HeadEvent]], here: Here | None = None
) -> dict[Thing, Rows]:
    """Enter things of which no event was entered yet; `events` are all that there are of each."""
    made = {thing: rows_of(each) for thing, each in events.items()}
    rows = [(*thing, field, no) for thing, each in made.items() for field, no in each.heads]
    if rows:
        connection.exec_driver_sql(_ADD, rows)
    have_arrived(connection, [each.id for some in events.values() for each in some])
    for thing, each in made.items():
        for short, field in each.elsewhere:
            if _is_awaited(connection, short, find(connection, short), here):
                connection.exec_driver_sql(_AWAIT, (short, *thing, field))
    return made


def have_arrived(connection: Connection, ids: Sequence[bytes]) -> None:
    """Nobody waits for these events any more."""
    shorts = [(id_[:SHORT],) for id_ in ids]
    if shorts and connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM awaited)").scalar():
        connection.exec_driver_sql(_ARRIVED, shorts)


def enter_anew(connection: Connection, events: Mapping[bytes, Sequence[HeadEvent]]) -> None:
    """Enter what has these ids again from all living events of each, after others of them were ended."""
    if events:
        connection.exec_driver_sql("DELETE FROM head WHERE entity_id = ?", [(entity,) for entity in events])
    enter_whole(connection, by_thing(each for some in events.values() for each in some))


def drop(connection: Connection, ended: Sequence[tuple[int, Event]]) -> None:
    """Take ended events out of the heads, and what they waited for out of what is awaited."""
    heads = [(event.entity, no) for no, event in ended]
    if heads:
        connection.exec_driver_sql("DELETE FROM head WHERE entity_id = ? AND event_no = ?", heads)
    named = {
        (short, *thing_of(event), field)
        for _, event in ended
        for field, shorts, _ in _named_by(event)
        for short in shorts
    }
    if named:
        no_more = "DELETE FROM awaited WHERE short_id = ? AND entity_id = ? AND kind = ? AND field = ?"
        connection.exec_driver_sql(no_more, sorted(named))


def leaves_something(event: Event) -> bool:
    """Whether ending this event changes what other events of its thing say."""
    return event.verb != Verb.CREATE or bool(event.replaces)


def thing_of(event: Event) -> Thing:
    """What the event is about."""
    return (event.entity, event.kind)


def by_thing(events: Iterable[HeadEvent]) -> dict[Thing, list[HeadEvent]]:
    """The events sorted by what they are about."""
    found: dict[Thing, list[HeadEvent]] = {}
    for each in events:
        found.setdefault(thing_of(each.event), []).append(each)
    return found


def known_among(connection: Connection, things: Collection[Thing]) -> set[Thing]:
    """Those of the things of which anything was entered."""
    known: set[Thing] = set()
    entities = sorted({entity for entity, _ in things})
    for start in range(0, len(entities), _AT_ONCE):
        some = tuple(entities[start : start + _AT_ONCE])
        query = f"SELECT DISTINCT entity_id, kind FROM head WHERE entity_id IN ({','.join('?' * len(some))})"  # noqa: S608
        known |= {(bytes(entity), kind) for entity, kind in connection.exec_driver_sql(query, some)}
    return known.intersection(things)
