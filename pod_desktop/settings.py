"""What may be chosen about the program on this laptop.

A plain text file beside the database, with nobody's data in it. Keys that a newer version wrote are kept. A
file that cannot be read is put aside, never overwritten, and said.
"""

import enum
from pathlib import Path
from typing import Annotated

import msgspec

from pod_desktop.durable_files import cannot_store, replace_file
from pod_desktop.errors import BadInput

_LIMIT = 256 * 1024


class Scheme(enum.StrEnum):
    """The colours of the screen."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class PersonLabel(enum.StrEnum):
    """What the team calls the person whose network it is; the words on the screen are the screen's."""

    PERSON_AT_THE_CENTRE = "person at the centre"
    PATIENT = "patient"
    SERVICE_USER = "service user"


_Question = Annotated[str, msgspec.Meta(max_length=300)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings with their usual values. Change one with `msgspec.structs.replace`."""

    text_scale: Annotated[float, msgspec.Meta(ge=0.75, le=3)] = 1.0
    """Size of all text; 1 is 11 pt."""
    scheme: Scheme = Scheme.SYSTEM
    person_label: PersonLabel = PersonLabel.PERSON_AT_THE_CENTRE
    lock_minutes: Annotated[int, msgspec.Meta(ge=1, le=240)] = 10
    """Minutes without use until the program locks itself."""
    lock_minutes_in_meeting: Annotated[int, msgspec.Meta(ge=1, le=480)] = 60
    """The same while a meeting is open, so that nobody types a passphrase in front of the family."""
    usual_start: Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "10:00"
    """Time of day offered for a new meeting, HH:MM."""
    usual_minutes: Annotated[int, msgspec.Meta(ge=15, le=480)] = 90
    """Length offered for a new meeting."""
    idea_question: _Question = ""
    """The team's wording of the first opening question (the idea of this meeting); "" is the usual one."""
    use_question: _Question = ""
    """The same for the second one (how each would like to use the meeting)."""
    turns_by_holding: bool = False
    """Whether, at the table, a key that is held says who speaks, and for how long."""
    slip_ms: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 300
    """The same key or tap again within so many milliseconds is a slip; 0 and none is."""
    names_one_at_a_time: bool = False
    """Whether the map's list of names shows one at a time of those who have no place."""


_NAMES = frozenset(Settings.__struct_fields__)


class SettingsFile:
    """The settings as they are stored at one path.

    `current` is what counts now. `notice` is a sentence for the screen when the file could not be read, else
    None. Such a file, perhaps of a newer version, stays as it is until settings are stored, and is then put
    aside.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unknown: dict[str, msgspec.Raw] = {}
        self._aside: Path | None = None
        self.current = Settings()
        self.notice: str | None = None
        self._read()

    def store(self, settings: Settings) -> None:
        """Keep these from now on.

        Raises BadInput for a value out of its range, CannotStore when the disk refuses; the old stay.
        """
        try:
            # A struct does not look at what it is given; what could not be read back is not written.
            msgspec.json.decode(msgspec.json.encode(settings), type=Settings)
        except msgspec.ValidationError as error:
            raise BadInput("This setting is out of its range, so the settings stay as they were.") from error
        self._put_aside()
        everything = self._unknown | msgspec.to_builtins(settings)
        replace_file(self._path, msgspec.json.format(msgspec.json.encode(everything), indent=2) + b"\n")
        self.current = settings

    def _read(self) -> None:
        try:
            with self._path.open("rb") as file:
                content = file.read(_LIMIT + 1)
        except FileNotFoundError:
            return
        except OSError as error:
            raise BadInput(
                f"The settings file “{self._path}” is there but the system does not let it be read."
            ) from error
        if len(content) > _LIMIT:
            self._cannot_be_read()
            return
        try:
            everything = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
            self.current = msgspec.json.decode(content, type=Settings)
            self._unknown = {name: value.copy() for name, value in everything.items() if name not in _NAMES}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._cannot_be_read()

    def _cannot_be_read(self) -> None:
        number = 1
        while (aside := self._path.with_name(f"{self._path.stem}.unreadable-{number}.json")).exists():
            number += 1
        self._aside = aside
        self.notice = (
            "The settings on this laptop could not be read, so the usual ones are in use. "
            f"When they are changed, the old file is kept as “{aside.name}”."
        )

    def _put_aside(self) -> None:
        if self._aside is None:
            return
        try:
            self._path.rename(self._aside)
        except OSError as error:
            raise cannot_store(self._aside, error) from error
        self._aside = None
