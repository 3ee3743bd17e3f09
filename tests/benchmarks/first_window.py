"""From the start of the process to the first paint of the way in, beside an empty PySide6 window."""

import tempfile
from pathlib import Path

from tests.benchmarks.asking import lacks_screen, until_told, virtual_screen
from tests.benchmarks.results import Line, line
from tests.benchmarks.sizes import Size

LIMIT = 1.8


def measure(size: Size) -> list[Line]:
    """Without a screen and, where there is Xvfb, on an X screen; the first start of each is not counted."""
    lacking = lacks_screen()
    found = [_measured("without a screen", size, {}, lacking)]
    if not lacking:
        with virtual_screen() as screen:
            found.append(_measured("X screen (Xvfb)", size, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen}))
    return found


def _measured(where: str, size: Size, surroundings: dict[str, str], note: str = "") -> Line:
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "keys.pod").touch()  # there is a team, so the passphrase is asked for
        for _ in range(size.runs + 1):
            ours.append(until_told("window", folder, **surroundings))
            bare.append(until_told("bare_window", **surroundings))
    return line(
        f"first paint, {where}",
        ours[1:],
        "s",
        beside=("empty PySide6 window", bare[1:]),
        limit=LIMIT,
        limits_ratio=True,
        note=note,
    )
