"""What the tour did, and what was then read back from a freshly opened database."""

from pathlib import Path

import msgspec

from pod_desktop.durable_files import replace_file


class Station(msgspec.Struct, frozen=True):
    """One station of the visit."""

    name: str
    did: str
    read_back: str
    ok: bool
    seconds: float
    problem: str
    """Why it is not ok, in a sentence; "" where it is."""
    pictures: list[str]


class Report(msgspec.Struct):
    """All stations, in order."""

    version: str
    platform: str
    """Qt's name of the platform: "offscreen", "xcb", "windows", "cocoa"."""
    stations: list[Station]

    @property
    def ok(self) -> bool:
        """Whether every station is ok, and there was one at all."""
        return bool(self.stations) and all(station.ok for station in self.stations)

    def store(self, path: Path) -> None:
        """Write the report as JSON."""
        whole = {"ok": self.ok, **msgspec.to_builtins(self)}
        replace_file(path, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
