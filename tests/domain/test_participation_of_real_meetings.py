"""The measures of real meetings (AMI corpus), checked against a calculation that shares no code with them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import log
from pathlib import Path

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.participation import Present, measure_turns
from pod_desktop.domain.turns import TurnSpan

BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
MEETINGS = ["EN2001a", "ES2002a", "ES2005b", "ES2012d", "IS1000a", "TS3005a"]
Row = tuple[Decimal, Decimal, int, str]


@pytest.fixture(params=MEETINGS)
def rows(request: pytest.FixtureRequest, pod_test_data: Path) -> list[Row]:
    """(start, end, line, speaker) of each turn of a file."""
    path = pod_test_data / "ami" / f"{request.param}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    table = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        fields = line.split()
        table.append((Decimal(fields[3]), Decimal(fields[3]) + Decimal(fields[4]), number, fields[7]))
    return table


def test_turns_floor_time_transitions_entropy_and_gini_of_real_meetings_agree(rows: list[Row]) -> None:
    names = sorted({speaker for _start, _end, _number, speaker in rows})
    # The person at the centre is present and silent, as after an import.
    present = [Present(EntityId("person"), "person"), *(Present(EntityId(name), name) for name in names)]
    spans = [
        TurnSpan(
            EntityId(f"{number:032x}"),
            EntityId(speaker),
            BEGAN + timedelta(microseconds=int(start * 1_000_000)),
            BEGAN + timedelta(microseconds=int(end * 1_000_000)),
        )
        for start, end, number, speaker in rows
    ]
    found = measure_turns(present, spans, BEGAN)

    floor = {"person": 0.0}
    turns = {"person": 0}
    first: dict[str, float] = {}
    for start, end, _number, speaker in rows:
        floor[speaker] = floor.get(speaker, 0.0) + float(end - start)
        turns[speaker] = turns.get(speaker, 0) + 1
        first[speaker] = min(float(start), first.get(speaker, float("inf")))
    follows: dict[str, dict[str, int]] = {}
    last = ""
    for _start, _end, _number, speaker in sorted(rows):
        if last and speaker != last:
            follows.setdefault(last, {}).setdefault(speaker, 0)
            follows[last][speaker] += 1
        last = speaker
    total, k = sum(floor.values()), len(floor)
    entropy = 0.0
    for seconds in floor.values():
        if seconds:
            entropy -= seconds / total * log(seconds / total)
    difference = 0.0
    for one in floor.values():
        for other in floor.values():
            difference += abs(one - other)

    assert {person.name: person.turns for person in found.people} == turns
    assert found.turns == len(rows)
    for person in found.people:
        assert person.seconds == pytest.approx(floor[person.name], abs=1e-6)
        assert person.share == pytest.approx(floor[person.name] / total, abs=1e-9)
        assert person.first_voice_seconds == pytest.approx(first.get(person.name), abs=1e-6)
    assert found.named_transitions == follows
    assert found.voices_heard == pytest.approx((k - 1) / k, abs=1e-9)
    assert found.entropy == pytest.approx(entropy / log(k), abs=1e-9)
    assert found.gini == pytest.approx(difference / (2 * k**2 * (total / k)) * k / (k - 1), abs=1e-9)
