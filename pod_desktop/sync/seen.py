"""What reading the folder came to, what was found before, and the sentences for what is not taken in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.mailbox.folder import Listed
from pod_desktop.storage.sharing.files import State

UNKNOWN_KIND = "Only a newer version of POD Desktop knows what this file says."
TORN = "This file is only half there, or was changed. It is looked at again when it changes."
STRANGE = "No key of this team opens this file: it is another team’s, or of a laptop that is just joining."
UNFORESEEN = (
    "POD Desktop could not take in this file, by a mistake of its own. It goes on with all others, and tries "
    "this one again when there is a newer version. What went wrong stands in the log."
)
UNKNOWN_LAPTOP = "This file is from a laptop of which nobody has said yet that it belongs to the team."
UNCONFIRMED = (
    "This file is to erase what is stored about somebody. It waits until it is known here that two "
    "practitioners asked for that, on two laptops."
)
HARMED = (
    "This file was whole and is not any more: it was harmed where it lies. Nothing is lost: what it says is "
    "on the team’s laptops, and is put there again in another file."
)


@dataclass(frozen=True, slots=True)
class Note:
    """What was found of a file when it was last read."""

    size: int
    changed: int
    state: State
    name: bytes
    basis: bytes

    def still_holds(self, listed: Listed) -> bool:
        """Whether the file is as it was found; one that could not be read is tried again each time."""
        return bool(self.name) and (self.size, self.changed) == (listed.size, listed.changed)


@dataclass(slots=True)
class Seen:
    """What reading the folder came to."""

    listed: list[Listed] = field(default_factory=list)
    present: dict[bytes, list[str]] = field(default_factory=dict)
    """Every known file that lies there, by name, and under which paths."""
    imported: int = 0
    """Events that were not here before."""
    streams: set[EntityId] = field(default_factory=set)
    """In which anything new came."""
    laptops: set[EntityId] = field(default_factory=set)
    """Other laptops of which anything new came."""
    ahead: int = 0
    own_elsewhere: bool = False
    """Whether a stream of this laptop's had been gone on with elsewhere."""
    strange: int = 0
    harmed: set[bytes] = field(default_factory=set)
    """The names of known files that are there and are not what they were."""


def quarantined(laptops: Sequence[str], changes: int) -> str:
    """Of a file with work that is not among what counts of locked-out laptops, as far as is known here."""
    of, was = " and ".join(f"“{name}”" for name in laptops), "was" if len(laptops) == 1 else "were"
    made = "it made" if len(laptops) == 1 else "they made"
    what = "1 change" if changes == 1 else f"{changes} changes"
    return (
        f"This file is from {of}, which {was} locked out, and holds {what} of which it is not known "
        f"here that the team had them by then. A steward can take in what {made}, for every laptop."
    )
