"""Whether an erasure that a segment carries out was asked for and confirmed by two (SYNC §6).

Each laptop sees for itself: one practitioner asked on one laptop, another confirmed on another. The laptop
that confirmed says in the same segment what is to be ended. What others end later, when more of it has come
to them, is about the same things. Whether the request was taken back is not asked: what was confirmed before
that was heard is erased everywhere (docs/adr/0013).
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from pod_desktop.storage import about
from pod_desktop.storage.about import ERASED
from pod_desktop.storage.events import Event, Verb, understood
from pod_desktop.storage.mailbox.segments import SignedSegment
from pod_desktop.storage.tables import Erasure
from pod_desktop.storage.tables.journal import MAY_BE_OF_AN_ERASURE

_OF_ERASURES = f"""SELECT (SELECT laptop_id FROM stream WHERE no = stream_no), body
FROM event INDEXED BY ix_event_erasure WHERE ({MAY_BE_OF_AN_ERASURE})"""  # noqa: S608
_Said = tuple[bytes, Event]
"""A laptop, and what it says of an erasure."""


def may_erase(session: Session, segment: SignedSegment) -> bool:
    """Whether all that a segment erases was confirmed, by what is known here and what it says itself."""
    events = [each for each in map(_read, segment.bodies) if each is not None]
    erases = {each.entity for each in events if each.verb == Verb.END and each.reason == ERASED}
    if not erases:
        return True
    inside = [(segment.header.laptop, each) for each in events if each.kind == Erasure.kind]
    confirmed = _confirmed([*_known(session), *inside])
    if any(each.entity in confirmed and _confirms(each) for _, each in inside):
        return True
    return erases <= set(confirmed.values()) | about.erased_things(session)


def _confirmed(said: list[_Said]) -> dict[bytes, bytes]:
    """The erasures that two asked for → whom each is about."""
    asked = [(laptop, each) for laptop, each in said if each.verb == Verb.CREATE]
    found: dict[bytes, bytes] = {}
    for laptop, each in said:
        for asker, ask in asked:
            differ = laptop != asker and each.fields.get("confirmed_by_id") != ask.fields.get("asked_by_id")
            subject = ask.fields.get("about_id")
            if _confirms(each) and each.entity == ask.entity and differ and isinstance(subject, bytes):
                found[each.entity] = subject
    return found


def _confirms(event: Event) -> bool:
    return event.verb == Verb.CHANGE and isinstance(event.fields.get("confirmed_by_id"), bytes)


def _known(session: Session) -> Iterator[_Said]:
    """What is in the journal about erasures, found by an index: how long it is makes no difference."""
    for laptop, body in session.connection().exec_driver_sql(_OF_ERASURES):
        event = understood(body)
        if event is not None and event.kind == Erasure.kind:
            yield bytes(laptop), event


def _read(body: bytes | None) -> Event | None:
    if body is None or (ERASED.encode() not in body and Erasure.kind.encode() not in body):
        return None
    return understood(body)
