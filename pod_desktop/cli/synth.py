"""`synth`: made-up records in any number, for trying the program out and for measuring it."""

from __future__ import annotations

import signal
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer, progress

if TYPE_CHECKING:
    from pod_desktop.services.synth.wanted import Made, Wanted

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells have it."""


def synth(arguments: Namespace) -> int:
    """Add made-up people with meetings and turns to a team's data. Raises PodError children."""
    from pod_desktop.services.synth.wanted import Wanted

    wanted = Wanted(arguments.seed, arguments.people, arguments.meetings, arguments.turns)
    with opened(arguments.folder, arguments.passphrase_file) as journal, _asked_to_stop() as asked:
        from pod_desktop.services.synth.records import invent

        began = monotonic()
        teller = _Teller(wanted, began)

        def go_on(made: Made) -> bool:
            teller.tell(made)
            return not asked

        made = invent(journal, wanted, go_on)
        seconds = monotonic() - began
        stopped = bool(asked)
    words = f"{made.people} people, {made.meetings} meetings and {made.turns} turns were made up."
    if stopped:
        words += " You stopped it; what was made is whole."
    answer(
        words,
        {
            "people": made.people,
            "meetings": made.meetings,
            "turns": made.turns,
            "seconds": round(seconds, 3),
            "stopped": stopped,
        },
        as_json=arguments.json,
    )
    return INTERRUPTED if stopped else 0


class _Teller:
    """Says every second or so how far it is."""

    def __init__(self, wanted: Wanted, began: float) -> None:
        self._wanted = wanted
        self._next = began

    def tell(self, made: Made) -> None:
        """How much is made, unless that was just said."""
        now = monotonic()
        if now >= self._next:
            self._next = now + 1
            progress(
                f"{made.people} of {self._wanted.people} people, {made.meetings} of "
                f"{self._wanted.all_meetings} meetings, {made.turns} turns…"
            )


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """Something true once Ctrl+C was pressed: the meeting that is being made is made whole first."""
    asked: list[int] = []

    def ask(number: int, _frame: object) -> None:
        asked.append(number)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
