"""The classic bugs of sync, to be put in so that the machine can show that it finds them (SYNC §7)."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pod_desktop.storage import arrival, head_rows, projection
from pod_desktop.storage.act import Act
from pod_desktop.storage.arrival import Taken
from pod_desktop.storage.arrived import Arrived
from pod_desktop.storage.events import SHORT, Event, HybridClock, decode
from pod_desktop.storage.heads import Heads

Bug = Callable[[pytest.MonkeyPatch], None]


def late_replaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form replaces what is here when it is saved, not what it showed."""
    change = Act.change

    def late(act: Act, table: Any, id_: Any, **values: Any) -> Any:
        return change(act, table, id_, **values | {"seen": None})

    monkeypatch.setattr(Act, "change", late)


def last_writer_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several heads, only the one with the greatest clock stays."""
    put = head_rows.put

    def put_and_forget(connection: Connection, no: int, id_: bytes, event: Event, here: Any = None) -> None:
        put(connection, no, id_, event, here)
        query = "SELECT no, id, body FROM head JOIN event ON no = event_no WHERE entity_id = ? AND field = ?"
        for wire in event.fields:
            found = connection.exec_driver_sql(query, (event.entity, wire)).all()
            ranked = sorted(found, key=lambda row: (decode(row.body).hlc, row.id))
            for row in ranked[:-1]:
                remove = "DELETE FROM head WHERE entity_id = ? AND field = ? AND event_no = ?"
                connection.exec_driver_sql(remove, (event.entity, wire, row.no))

    monkeypatch.setattr(head_rows, "put", put_and_forget)


def identity_by_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event is taken for known because there is one with its stream and number (a cloned disk)."""

    def is_known(session: Session, each: Arrived) -> bool:
        query = "SELECT 1 FROM event JOIN stream ON stream.no = stream_no WHERE stream.id = ? AND seq = ?"
        place = (bytes.fromhex(each.stream.id), each.seq)
        return session.connection().exec_driver_sql(query, place).first() is not None

    _before_storing(
        monkeypatch,
        lambda session, arrivals: [
            each for each in arrivals if each.body is None or not is_known(session, each)
        ],
    )


def stub_empties(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stub empties a body that is here."""

    def empty(session: Session, arrivals: list[Arrived]) -> list[Arrived]:
        projection.end_bodies(session, [each.id[:SHORT] for each in arrivals if each.body is None])
        return arrivals

    _before_storing(monkeypatch, empty)


def stub_stays_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The body of a stub that nothing ended is refused."""
    checked = arrival._checked

    def refuse(arrivals: Iterable[Arrived], stored: Any, hybrid: HybridClock) -> Any:
        return checked([each for each in arrivals if each.id not in stored], stored, hybrid)

    monkeypatch.setattr(arrival, "_checked", refuse)


def endings_ignored_on_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an ending named before it came is stored with its body."""
    monkeypatch.setattr(arrival, "_ended", lambda *_: set())


def endings_leave_nothing_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an ended event had replaced does not speak again."""
    monkeypatch.setattr(projection, "_enter_what_is_left", lambda *_: None)


def late_predecessors_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that comes after the one that replaced it counts."""
    monkeypatch.setattr(head_rows, "_replaced_before_arrival", lambda *_: set())


def strikes_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """A striking out hides what it has not seen."""
    monkeypatch.setattr(Heads, "is_struck", property(lambda heads: bool(heads.strikes)))


def _before_storing(
    monkeypatch: pytest.MonkeyPatch, first: Callable[[Session, list[Arrived]], list[Arrived]]
) -> None:
    store = arrival.store

    def store_what_is_left(session: Session, arrivals: Iterable[Arrived], hybrid: HybridClock) -> Taken:
        return store(session, first(session, list(arrivals)), hybrid)

    monkeypatch.setattr(arrival, "store", store_what_is_left)


BUGS: tuple[Bug, ...] = (
    late_replaces,
    last_writer_wins,
    identity_by_place,
    stub_empties,
    stub_stays_empty,
    endings_ignored_on_arrival,
    endings_leave_nothing_before,
    late_predecessors_speak,
    strikes_win,
)
