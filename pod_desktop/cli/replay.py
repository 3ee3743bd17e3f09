"""`turns replay`: a conversation of a file played through the live log, to show it and to measure it."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from math import isfinite
from time import monotonic, sleep
from typing import TYPE_CHECKING

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer, every_second, progress
from pod_desktop.errors import BadInput

if TYPE_CHECKING:
    from pod_desktop.domain.clock import Instant
    from pod_desktop.services.replay import Replay, Wait

_FASTEST = 100_000


def replay(arguments: Namespace) -> int:
    """Begin a meeting, log every turn of the file in it at its time, and close it with the log kept.

    The meeting is dated so that it ends now. With speed 0 nobody waits for anything.
    """
    speed: float = arguments.speed
    if not (isfinite(speed) and 0 <= speed <= _FASTEST):
        raise BadInput(f"The speed is a number from 0 to {_FASTEST:,}.")

    from pod_desktop.domain.clock import ManualClock
    from pod_desktop.outputs.annotations import read_annotation

    taken = read_annotation(arguments.file)
    clock = ManualClock(_beginning(taken.annotation.last_us, speed))
    with opened(arguments.folder, arguments.passphrase_file, clock) as journal:
        from pod_desktop.services import people
        from pod_desktop.services.replay import Replay

        played = Replay(journal, clock, taken.annotation, _waiting(speed) if speed else None)
        person_id = arguments.person or people.add_person(journal, arguments.new or taken.annotation.name)
        progress("The meeting begins…")
        tell, before = every_second("Playing…"), monotonic()
        for _ in played.begin(person_id):
            pass
        for number, _ in enumerate(played.taps(), 1):
            tell(number, played.acts)
        played.close()
        seconds = monotonic() - before
    _answer(arguments, played, (*taken.left_out, *played.left_out), seconds)
    return 0


def _beginning(last_us: int, speed: float) -> Instant:
    """When the meeting began, for it to end when the replay does."""
    length = timedelta(microseconds=last_us)
    return datetime.now(UTC) - length + (min(length / speed, length) if speed else timedelta())


def _waiting(speed: float) -> Wait:
    began = monotonic()

    def wait(until_us: int) -> None:
        sleep(max(0.0, began + until_us / 1_000_000 / speed - monotonic()))

    return wait


def _answer(arguments: Namespace, played: Replay, left_out: tuple[str, ...], seconds: float) -> None:
    tally = played.tally
    data = {
        "meeting": played.meeting_id,
        "taps": len(tally.seconds),
        "marks": tally.marks,
        "put_off": tally.put_off,
        "joined": tally.joined,
        "cut": tally.cut,
        "seconds": round(seconds, 3),
        "median_ms": round(1_000 * tally.quantile(0.5), 3),
        "p99_ms": round(1_000 * tally.quantile(0.99), 3),
        "left_out": list(left_out),
    }
    lines = [
        f"Meeting {played.meeting_id} was played with {data['taps']} taps in {seconds:.1f} s.",
        f"Half of the taps took at most {data['median_ms']} ms, 99 of 100 at most {data['p99_ms']} ms.",
        *left_out,
    ]
    if tally.marks:
        lines.append(
            f"Of these, taps that said to whom, by whom or in whose words a turn was: {tally.marks}."
        )
    if tally.put_off:
        lines.append(f"Taps that came again, for the same key within 300 ms counts once: {tally.put_off}.")
    if tally.joined:
        lines.append(f"Turns that were too short to be told apart: {tally.joined}.")
    if tally.cut:
        lines.append(f"Turns that silence, reflecting or a pause ended: {tally.cut}.")
    answer("\n".join(lines), data, as_json=arguments.json)
