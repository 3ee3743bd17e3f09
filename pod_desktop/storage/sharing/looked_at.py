"""Which known files are to be read again: a harmed file of the right size looks in a list like a whole one.

All that count by their names are gone through in the order of their paths, a few in each round, at most once
a day. How far this laptop has come is one row of `folder_file` with the empty path.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.storage.mailbox.folder import Listed
from pod_desktop.storage.sharing.files import State
from pod_desktop.storage.tables import FolderFile

AGAIN_AFTER = timedelta(days=1)
AT_ONCE = 8
"""Files in one round."""
AT_ONCE_BYTES = 4 * 1024 * 1024
_MARK = ""


def to_read_again(session: Session, known: Sequence[Listed], now: Instant) -> list[Listed]:
    """The next few of these files, which are in the order of their paths."""
    row = session.get(FolderFile, _MARK)
    if row is not None and not row.why and abs(now - row.first_seen) < AGAIN_AFTER:
        return []
    upto = row.why if row is not None else ""
    chosen: list[Listed] = []
    size = 0
    for each in known:
        if each.path <= upto:
            continue
        size += each.size
        if chosen and (len(chosen) == AT_ONCE or size > AT_ONCE_BYTES):
            break
        chosen.append(each)
    return chosen


def note_read_again(session: Session, upto: str, is_last: bool, now: Instant) -> None:
    """Files were read again up to this path; with `is_last`, all of them."""
    row = session.get(FolderFile, _MARK)
    if row is None:
        row = FolderFile(path=_MARK, size=0, changed=0, state=str(State.LOOKED_AT), why="", first_seen=now)
        session.add(row)
    if not row.why:
        row.first_seen = now
    row.why = "" if is_last else upto
    session.flush()
