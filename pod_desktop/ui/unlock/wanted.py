"""What a person asked for on the way in. Passphrases and words are not shown."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NewPassphrase:
    """The words of the recovery sheet, and the passphrase to count from now on."""

    words: str = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class JoinTeam:
    """What a person gave to join a team that is there already."""

    place: Path
    """The team folder."""
    code: str = field(repr=False)
    """Twelve words, told by somebody of the team."""
    author: str
    """The practitioner who uses this laptop."""
    profession: str
    peer: bool
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class BringBack:
    """A backup, and what opens it: the passphrase of then, or the sheet with a new passphrase."""

    place: Path
    passphrase: str = field(default="", repr=False)
    sheet: NewPassphrase | None = None
