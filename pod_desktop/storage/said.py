"""What a change says anew, and what it replaces: from what the form showed and what is here now."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from pod_desktop.domain.views import Seen
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.heads import Heads, values_at
from pod_desktop.storage.projection import Columns
from pod_desktop.storage.tables import Synced


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of one thing that get another value, by column name; nothing where there are none."""

    before: Mapping[str, Any]
    new: Mapping[str, Any]
    replaces: Mapping[str, list[bytes]]
    """By wire name, the short ids of what is replaced."""
    settled: Mapping[str, tuple[Any, ...]]
    """Of fields for which several laptops' values stood side by side and are replaced: all of them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What is here of a thing that somebody changes, and what their form showed of it."""

    columns: Columns
    row: Synced
    heads: Heads
    seen: Seen | None
    session: Session
    own_streams: Callable[[], Collection[bytes]]
    """Those in which this laptop speaks."""

    def said(
        self, values: Mapping[str, Any], *, beside: Collection[str] = (), whole: Collection[str] = ()
    ) -> Said:
        """What `Act.change` says there of `values`, `beside` and `whole`."""
        before = {name: getattr(self.row, name) for name in values}
        new: dict[str, Any] = {}
        replaces: dict[str, list[bytes]] = {}
        kept: dict[str, list[bytes]] = {}
        for name, value in values.items():
            wire = self.columns.wire(name)
            is_new, replaced = self._said_of(name, wire, value, before[name], beside=name in beside)
            if is_new:
                new[name] = value
                replaces |= {wire: replaced} if replaced else {}
            elif name in whole:
                kept[name] = replaced
        if not new.keys().isdisjoint(whole):
            new |= {name: values[name] for name in kept}
            replaces |= {self.columns.wire(name): replaced for name, replaced in kept.items() if replaced}
        settled = {name: self._side_by_side(name, replaces) for name in new} if self.heads.has_several else {}
        return Said(
            {name: before[name] for name in new},
            new,
            replaces,
            {name: several for name, several in settled.items() if several},
        )

    def _side_by_side(self, name: str, replaces: Mapping[str, list[bytes]]) -> tuple[Any, ...]:
        """The unequal values of a field that are replaced, the first said first; none where a rule tells."""
        wire = self.columns.wire(name)
        if self.columns.has_rule(wire):
            return ()
        replaced = set(replaces.get(wire, ()))
        speaking = sorted(self.heads.of(wire), key=lambda head: head.rank)
        said = [head.event.fields[wire] for head in speaking if head.id[:SHORT] in replaced]
        distinct = [value for place, value in enumerate(said) if value not in said[:place]]
        return tuple(self.columns.from_wire(wire, value) for value in distinct) if len(distinct) > 1 else ()

    def _said_of(
        self, name: str, wire: str, value: Any, before: Any, *, beside: bool
    ) -> tuple[bool, list[bytes]]:
        """Whether a field's value is new, and what it replaces."""
        speaking = self.heads.of(wire)
        if beside:
            own = self.own_streams()
            speaking = tuple(head for head in speaking if head.event.stream in own)
            said = self.columns.to_wire(name, value)
            is_new = not speaking or any(head.event.fields[wire] != said for head in speaking)
        else:
            is_new = value != before or len(speaking) > 1
        if self.seen is None or beside:
            return is_new, [head.id[:SHORT] for head in speaking]
        shorts = self.seen.get(wire, ())
        return is_new and value not in self._only_shown(name, wire, shorts), list(shorts)

    def _only_shown(self, name: str, wire: str, shorts: Sequence[bytes]) -> list[Any]:
        """The value that a form showed for a field; none where it showed several, or one that was ended."""
        if not shorts:
            return [self.columns.default(name)]
        speaking = {head.id[:SHORT]: head.event.fields[wire] for head in self.heads.of(wire)}
        if speaking.keys() >= set(shorts):  # as a rule: then nothing has to be looked up
            values = [speaking[short] for short in shorts]
        else:
            values = values_at(self.session, shorts, wire)
        shown = [self.columns.from_wire(wire, value) for value in values]
        return shown[:1] if len(shown) == len(shorts) and all(v == shown[0] for v in shown) else []
