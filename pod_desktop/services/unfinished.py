"""What is being typed in an open meeting and is nobody's yet: kept on this laptop alone, for after a stop.

It is never entered under a name by itself. Whoever opens the meeting again sees what stood where, and puts it
where it belongs.
"""

from collections.abc import Mapping

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage import unfinished
from pod_desktop.storage.database import writing
from pod_desktop.storage.journal import Journal


def kept(journal: Journal, meeting_id: EntityId) -> dict[str, str]:
    """The words by what the field is called in which they stood."""
    with journal.read() as reading:
        return unfinished.kept(reading.session.connection(), meeting_id)


def keep(journal: Journal, meeting_id: EntityId, typed: Mapping[str, str]) -> None:
    """These words are being typed now, and no others. Raises DiskRefused; then what was kept stays."""
    with writing(journal.engine) as connection:
        unfinished.keep(connection, meeting_id, typed)
