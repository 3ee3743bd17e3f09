"""What may be counted about who spoke. Equality is not the aim; these describe, they do not judge.

Everything is counted over all who were present, the silent included: leaving out the silent makes two
talkers among four look equal. What is undefined is None, never 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import fsum, log

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind, TurnSpan, in_order
from pod_desktop.errors import BadInput

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was in the room at some time (see `meeting.came`)."""

    id: EntityId
    name: str
    practitioner: bool = False


@dataclass(frozen=True, slots=True)
class PersonTurns:
    """One person's part in the log."""

    id: EntityId
    name: str
    """As given; a second person of the same name is "Sam (2)", so that the names tell people apart."""
    practitioner: bool
    turns: int
    unended_turns: int
    """Of these, turns without a known end: they have no seconds."""
    seconds: float
    """Floor time, of turns with a known end. Overlapping turns each count in full."""
    share: float | None
    """p_i = x_i / Σx; None if nobody has any floor time."""
    mean_seconds: float | None
    """Floor time ÷ turns with a known end; None if there are none."""
    first_voice_seconds: float | None
    """From the beginning of the meeting to the start of the first turn; None if there was no turn, or if
    it is dated before the beginning (a clock was set back)."""


@dataclass(frozen=True, slots=True)
class Participation:
    """The measures of one meeting's turn log. Fractions are 0..1."""

    people: tuple[PersonTurns, ...]
    """Everybody present, in the order given."""
    turns: int
    unended_turns: int
    """Turns without a known end, to be said wherever seconds are shown."""
    unnamed_turns: int
    """Turns whose speaker was never named: in `turns`, but under nobody."""
    voices_heard: float | None
    """|{i : turns_i > 0}| / k."""
    entropy: float | None
    """Normalised entropy of floor seconds."""
    gini: float | None
    """Gini of floor seconds, × k/(k−1)."""
    turn_entropy: float | None
    """Normalised entropy of numbers of turns."""
    turn_gini: float | None
    """Gini of numbers of turns, × k/(k−1)."""
    transitions: Mapping[EntityId, Mapping[EntityId, int]]
    """C_ab, only pairs that occurred."""
    network_to_network: float | None
    """ΣC between non-practitioners ÷ ΣC from non-practitioners."""
    practitioner_share: float | None
    """Practitioners' floor seconds ÷ everybody's."""
    reflecting_share: float | None
    """Time in reflecting ÷ logged time (see `measure_turns`)."""
    silence_share: float | None
    """Time together in silence ÷ logged time."""

    @property
    def named_transitions(self) -> dict[str, dict[str, int]]:
        """C_ab under the names in `people`."""
        names = {person.id: person.name for person in self.people}
        return {
            names[one]: {names[other]: count for other, count in row.items()}
            for one, row in self.transitions.items()
        }

    @property
    def following(self) -> dict[EntityId, dict[EntityId, float]]:
        """P(b|a) = C_ab / Σ_b C_ab: who speaks after a. Each row sums to 1."""
        return {
            one: {other: count / sum(row.values()) for other, count in row.items()}
            for one, row in self.transitions.items()
        }


def normalised_entropy(amounts: Sequence[float]) -> float | None:
    """H = −Σ p_i ln p_i / ln k over all k amounts; 1 is an equal spread, 0 is one person only.

    p = 0 contributes 0. None for k < 2 or if all amounts are 0. Shannon, Bell Syst Tech J 1948, 27:379;
    divided by its maximum ln k (Pielou's evenness, J Theor Biol 1966, 13:131).
    """
    total = fsum(amounts)
    if len(amounts) < 2 or total <= 0:
        return None
    entropy = -fsum(p * log(p) for p in (amount / total for amount in amounts) if p > 0) / log(len(amounts))
    return min(1.0, max(0.0, entropy))  # an equal spread may come out one rounding step above 1


def gini(amounts: Sequence[float]) -> float | None:
    """G = ΣΣ|x_i − x_j| / (2 k² x̄) × k/(k−1) over all k amounts; 0 is equal, 1 is one person only.

    None for k < 2 or if all amounts are 0. Gini 1912 as in Deltas, Rev Econ Stat 2003, 85:226, who gives the
    k/(k−1) that lets a small group reach 1.
    """
    k, total = len(amounts), fsum(amounts)
    if k < 2 or total <= 0:
        return None
    differences = fsum(abs(one - other) for one in amounts for other in amounts)
    return min(1.0, differences / (2 * k * k * (total / k)) * k / (k - 1))


def count_transitions(speakers: Iterable[EntityId | None]) -> dict[EntityId, dict[EntityId, int]]:
    """C_ab for a sequence of turns given by their speakers: turns of b right after a turn of a, a ≠ b.

    None is a turn whose speaker was never named: it follows nobody and nobody is said to follow it.
    """
    counts = Counter((a, b) for a, b in pairwise(speakers) if a != b and a is not None and b is not None)
    table: dict[EntityId, dict[EntityId, int]] = {}
    for (one, other), count in counts.items():
        table.setdefault(one, {})[other] = count
    return table


def measure_turns(present: Iterable[Present], spans: Iterable[TurnSpan], began: Instant) -> Participation:
    """All measures of a meeting that `began` then, over everybody who was `present`.

    Order is (start, end, id), see `turns.order_key`. Silence, reflecting and pause are not speakers: they
    are stepped over, so b's turn after "a, silence" still follows a. Reflecting and silence are shares of
    the *logged time*, the time covered by at least one turn, silence or reflecting with a known end; time
    in pause is no part of it. Raises BadInput if a speaker is not among those present.
    """
    people = {person.id: person for person in present}
    ordered = in_order(spans)
    turns = [span for span in ordered if span.is_turn]
    by_speaker: dict[EntityId, list[TurnSpan]] = {who: [] for who in people}
    for turn in turns:
        if turn.speaker is not None:
            if turn.speaker not in by_speaker:
                raise BadInput("Somebody has a turn in the log but is not recorded as having been here.")
            by_speaker[turn.speaker].append(turn)
    floor = {who: sum(_lengths(own)) for who, own in by_speaker.items()}
    numbers = [len(own) for own in by_speaker.values()]
    transitions = count_transitions(turn.speaker for turn in turns)
    return Participation(
        people=_people(people, by_speaker, floor, began),
        turns=len(turns),
        unended_turns=sum(turn.ended is None for turn in turns),
        unnamed_turns=sum(turn.speaker is None for turn in turns),
        voices_heard=_ratio(sum(number > 0 for number in numbers), len(people)),
        entropy=normalised_entropy(list(floor.values())),
        gini=gini(list(floor.values())),
        turn_entropy=normalised_entropy(numbers),
        turn_gini=gini(numbers),
        transitions=transitions,
        network_to_network=_network_to_network(people, transitions),
        practitioner_share=_ratio(
            sum(floor[who] for who, person in people.items() if person.practitioner), sum(floor.values())
        ),
        reflecting_share=_share_of_log(ordered, SpanKind.REFLECTING),
        silence_share=_share_of_log(ordered, SpanKind.SILENCE),
    )


def _lengths(turns: Iterable[TurnSpan]) -> list[int]:
    """Lengths in whole microseconds (so that sums are exact) of the turns with a known end."""
    return [turn.length // _MICROSECOND for turn in turns if turn.length is not None]


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _people(
    people: Mapping[EntityId, Present],
    by_speaker: Mapping[EntityId, Sequence[TurnSpan]],
    floor: Mapping[EntityId, int],
    began: Instant,
) -> tuple[PersonTurns, ...]:
    everybody = sum(floor.values())
    names = unique_names(people)
    rows = []
    for who, own in by_speaker.items():
        ended = len(_lengths(own))
        first = (own[0].started - began).total_seconds() if own else None
        rows.append(
            PersonTurns(
                id=who,
                name=names[who],
                practitioner=people[who].practitioner,
                turns=len(own),
                unended_turns=len(own) - ended,
                seconds=floor[who] / 1_000_000,
                share=_ratio(floor[who], everybody),
                mean_seconds=_ratio(floor[who] / 1_000_000, ended),
                first_voice_seconds=first if first is not None and first >= 0 else None,
            )
        )
    return tuple(rows)


def unique_names(people: Mapping[EntityId, Present]) -> dict[EntityId, str]:
    """A name of each that tells them apart: a second Sam is "Sam (2)"."""
    given = {person.name for person in people.values()}
    taken: set[str] = set()
    names: dict[EntityId, str] = {}
    for who, person in people.items():
        name, number = person.name, 1
        while name in taken or (number > 1 and name in given):
            number += 1
            name = f"{person.name} ({number})"
        taken.add(name)
        names[who] = name
    return names


def _network_to_network(
    people: Mapping[EntityId, Present], transitions: Mapping[EntityId, Mapping[EntityId, int]]
) -> float | None:
    network = {who for who, person in people.items() if not person.practitioner}
    rows = [row for one, row in transitions.items() if one in network]
    between_them = sum(count for row in rows for other, count in row.items() if other in network)
    return _ratio(between_them, sum(sum(row.values()) for row in rows))


def _share_of_log(ordered: Sequence[TurnSpan], kind: SpanKind) -> float | None:
    logged = [span for span in ordered if span.kind is not SpanKind.PAUSE]
    return _ratio(_covered(span for span in logged if span.kind is kind), _covered(logged))


def _covered(ordered: Iterable[TurnSpan]) -> int:
    """Microseconds covered by at least one of the spans with a known end; `ordered` by start."""
    covered = timedelta()
    until: Instant | None = None
    for span in ordered:
        if span.ended is None:
            continue
        fresh = span.started if until is None else max(span.started, until)
        if span.ended > fresh:
            covered += span.ended - fresh
        until = span.ended if until is None else max(until, span.ended)
    return covered // _MICROSECOND
