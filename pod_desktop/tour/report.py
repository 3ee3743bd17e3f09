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
    pictures: list[str]


class Report(msgspec.Struct):
    """All stations, in order."""

    version: str
    stations: list[Station]

    @property
    def ok(self) -> bool:
        """Whether every station is ok, and there was one at all."""
        return bool(self.stations) and all(station.ok for station in self.stations)

    def store(self, path: Path) -> None:
        """Write the report as JSON."""
        content = msgspec.json.format(msgspec.json.encode({"ok": self.ok, **msgspec.to_builtins(self)}), indent=2)
        replace_file(path, content + b"\n")
