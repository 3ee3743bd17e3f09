"""Choosing the team folder on the laptop that is the first there."""

import logging
from pathlib import Path

from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import BadInput, PodError, why_words
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder, FolderGone
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.tables import Practitioner, TeamFolder
from pod_desktop.sync.faults import WaitingForAdmission

_log = logging.getLogger(__name__)
_MOST_NAME = 100


def connect(journal: Journal, place: Path, laptop_name: str = "") -> None:
    """Let this laptop exchange with its team through the folder `place`.

    The first laptop founds the team's keys and becomes its first steward. With another folder than before,
    the team moves there: the next round asks whether it is to be filled. Nothing is written into the folder
    yet. Raises BadInput for a place that is no folder, WaitingForAdmission before this laptop was let in.
    """
    place = _require_folder(place)
    name = laptop_name.strip()[:_MOST_NAME]
    with files.changing(journal) as session:
        root = keys.root_of(session)
        if root is None:
            if files.joining(session) is not None:
                raise WaitingForAdmission(
                    "This laptop has asked to join a team and waits for the answer in the folder chosen then."
                )
            author = session.get(Practitioner, keys.this_laptop(session).author_id)
            keys.found_team(session, name or default_name(author.name if author else ""), journal.clock.now())
        before = files.folder_of(session)
        if before is not None and before.place == str(place):
            return
        if before is not None:
            session.delete(before)
            session.flush()
        session.add(TeamFolder(place=str(place), connected=journal.clock.now(), has_marker=False))
    _log.info("team folder chosen")


def disconnect(journal: Journal) -> None:
    """Exchange no more with any folder. What is in the folder stays; what is here stays here."""
    with files.changing(journal) as session:
        before = files.folder_of(session)
        if before is not None:
            session.delete(before)


def default_name(author: str) -> str:
    """What a laptop is called where nobody says: by who uses it."""
    return f"{author.strip()}’s laptop"[:_MOST_NAME] if author.strip() else "A laptop"


def _require_folder(place: Path) -> Path:
    try:
        place = place.expanduser().resolve()
        if not place.is_dir():
            raise BadInput(f"“{place}” is no folder that can be reached just now. Nothing has been changed.")
        Folder(place).list()
    except OSError as error:
        raise BadInput(
            f"“{place}” cannot be read just now: {why_words(error)}. Nothing has been changed."
        ) from error
    except (RuntimeError, FolderGone, CannotStore) as error:
        said = str(error) if isinstance(error, PodError) else f"“{place}” leads back to itself."
        raise BadInput(f"{said} Nothing has been changed.") from error
    return place
