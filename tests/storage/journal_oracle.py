"""What a journal must say, worked out in the plainest way from the events that reached it."""

from dataclasses import dataclass, field
from typing import Any

from pod_desktop.storage.events import SHORT, Event, Verb, event_id, understood


def short_of(body: bytes) -> bytes:
    return event_id(body)[:SHORT]


Thing = tuple[str, bytes]
"""The kind and the id of what events are about."""


@dataclass
class Oracle:
    """The bodies that were made here or came here, whatever became of them."""

    held: set[bytes] = field(default_factory=set)

    @property
    def ended(self) -> set[bytes]:
        named: set[bytes] = set()
        for event in map(understood, self.held):
            if event is not None and event.verb == Verb.END:
                named.update(event.fields["ends"])
        return named

    @property
    def living(self) -> set[bytes]:
        """The bodies that must still be there."""
        ended = self.ended
        return {body for body in self.held if short_of(body) not in ended or _is_ending(body)}

    def _of(self, thing: Thing) -> dict[bytes, Event]:
        read = {short_of(body): understood(body) for body in self.living}
        return {
            short: event
            for short, event in read.items()
            if event is not None and event.verb != Verb.END and (event.kind, event.entity) == thing
        }

    def things(self) -> set[Thing]:
        read = [understood(body) for body in self.living]
        return {(event.kind, event.entity) for event in read if event and event.verb != Verb.END}

    def speaking(self, thing: Thing, wire: str) -> dict[bytes, Event]:
        """The events that carry the field and that no living event which sets it replaces."""
        events = self._of(thing)
        carrying = {
            short: event
            for short, event in events.items()
            if event.verb in (Verb.CREATE, Verb.CHANGE) and wire in event.fields
        }
        gone = {short for event in carrying.values() for short in event.replaces.get(wire, [])}
        return {short: event for short, event in carrying.items() if short not in gone}

    def values(self, thing: Thing, wire: str) -> list[Any]:
        return sorted((e.fields[wire] for e in self.speaking(thing, wire).values()), key=repr)

    def wires(self, thing: Thing) -> set[str]:
        return {wire for event in self._of(thing).values() for wire in event.fields}

    def shown(self, thing: Thing, wire: str) -> Any:
        speaking = self.speaking(thing, wire)
        ids = {short_of(body): event_id(body) for body in self.living}
        greatest = max(speaking, key=lambda short: (speaking[short].hlc, ids[short]))
        return speaking[greatest].fields[wire]

    def strikes(self, thing: Thing) -> dict[bytes, Event]:
        found = {s: e for s, e in self._of(thing).items() if e.verb in (Verb.STRIKE, Verb.RESTORE)}
        gone = {short for event in found.values() for short in event.replaces.get("~", [])}
        return {short: event for short, event in found.items() if short not in gone}

    def is_struck(self, thing: Thing) -> bool:
        strikes = self.strikes(thing)
        if not strikes or any(event.verb == Verb.RESTORE for event in strikes.values()):
            return False
        covered = {short for event in strikes.values() for short in event.replaces.get("*", [])}
        alive = {s for s, e in self._of(thing).items() if e.verb == Verb.CREATE}
        changed = {w for e in self._of(thing).values() if e.verb == Verb.CHANGE for w in e.fields}
        alive |= {short for wire in changed for short in self.speaking(thing, wire)}
        return alive <= covered

    def awaited(self) -> set[bytes]:
        """What living events name, and what neither came nor was ended."""
        events = [understood(body) for body in self.living]
        named = {
            short
            for event in events
            if event is not None and event.verb != Verb.END
            for shorts in event.replaces.values()
            for short in shorts
        }
        return named - {short_of(body) for body in self.living} - self.ended


def _is_ending(body: bytes) -> bool:
    event = understood(body)
    return event is not None and event.verb == Verb.END
