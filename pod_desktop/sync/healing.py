"""What keeps the folder whole and small: what it lacks is put there again, what is superseded goes.

A file goes only when other files hold all that it says, and when these were read again since they were listed
(SYNC §4, I6). Nothing that this program does not know is ever taken away.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import emptied, sealing, undecided
from pod_desktop.storage.mailbox.folder import FileGone, Transport, path_of
from pod_desktop.storage.sharing import bundles, files, keys, traffic
from pod_desktop.sync import kinds
from pod_desktop.sync.letting_in import GOOD_FOR
from pod_desktop.sync.posting import Poster

_log = logging.getLogger(__name__)

HEAL_AFTER = timedelta(hours=24)
_JITTER = timedelta(hours=6)
"""So that not every laptop of the team puts the same back at the same time."""
BUNDLE_AFTER = timedelta(days=60)
BUNDLE_FROM = 200
"""Files, before any are put together."""


class Healer:
    """Looks at what lies in the folder and mends it."""

    def __init__(
        self, journal: Journal, folder: Transport, poster: Poster, between: Callable[[], None]
    ) -> None:
        self._journal, self._folder, self._poster = journal, folder, poster
        self._between = between
        self.healed = 0
        self.removed = 0
        self._has_outdated = True

    def queue_lacking(
        self,
        present: Collection[bytes],
        closed: Collection[int],
        *,
        at_once: bool,
        own_at_once: bool = False,
        harmed: Collection[bytes] = (),
    ) -> None:
        """Seal what the folder lacks: what was made here at once, what others made after a day.

        So, too, what it had and lost, which may only be late; but at once what was made here and is harmed;
        with `own_at_once` all that was made here: it may have been put into another folder.

        What an ending made lack, the laptop that ended it puts there at once. What waits to be put there with
        a body that was ended since is sealed anew without it.
        """
        now = self._journal.clock.now()
        with files.looking(self._journal) as session:
            emptied.now(session)  # so that no tap waits while it is counted
        with files.changing(self._journal) as session:
            waiting = set(files.outgoing(session)) - set(present)
            wanting = traffic.wanting(session, set(present) | waiting, closed)
            files.drop_outgoing(session, wanting.renewable & waiting)
            self._has_outdated = bool(wanting.outdated)
            ever = traffic.ever_in_folder(session, wanting.lacking)
            foreign = {no for no, is_own in wanting.lacking.items() if not is_own}
            since = traffic.note_lacking(session, ever | foreign, now)
            in_harmed = traffic.held_in(session, harmed)
            patience = HEAL_AFTER + _jitter(keys.this_laptop(session).id)
            due = {
                no
                for no, is_own in wanting.lacking.items()
                if at_once
                or (is_own and (own_at_once or no not in ever or no in in_harmed))
                or no in wanting.ended_here
                or now - since[no] >= patience
            }
            self.healed = len(due & ever)
        self._poster.queue_segments(due)

    def remove_superseded(self, paths: dict[bytes, list[str]], closed: Collection[int]) -> None:
        """Take away files with bodies that were ended, once others hold the rest; and letters that served."""
        superseded: dict[bytes, set[bytes]] = {}
        if self._has_outdated:
            with files.looking(self._journal) as session:
                superseded = traffic.wanting(session, set(paths), closed).superseded
        letters = self._poster.superseded_letters(paths)
        for name, others in [*superseded.items(), *((name, {other}) for name, other in letters.items())]:
            self._remove(name, others, paths)
        with files.looking(self._journal) as session:
            served = files.known_of(
                session, (kinds.REQUEST, kinds.ANSWER), self._journal.clock.now() - GOOD_FOR
            )
        for name in served & paths.keys():
            self._remove(name, (), paths)

    def bundle(self, paths: dict[bytes, list[str]]) -> None:
        """Put many small files that every laptop holds into few, and take away what lies in others too."""
        now = self._journal.clock.now()
        with files.looking(self._journal) as session:
            if not bundles.anything_to_do(session, now - BUNDLE_AFTER, BUNDLE_FROM):
                return
            small = bundles.may_be_bundled(session, set(paths), now - BUNDLE_AFTER)
            is_ours = bundles.is_first(session)
        if is_ours and len(small) >= BUNDLE_FROM:
            self._poster.queue_segments(small)
            self._poster.put()
        with files.looking(self._journal) as session:
            there = set(paths) | self._poster.names
            removable = bundles.superfluous(session, there, now - BUNDLE_AFTER)
        for name, other in removable.items():
            self._remove(name, {other}, paths)

    def _remove(self, name: bytes, others: Iterable[bytes], paths: dict[bytes, list[str]]) -> None:
        if all(self._is_whole(other, paths) for other in others):
            for path in paths.get(name, ()):
                self._between()
                if self._holds(path, name):  # a provider may have put something else there meanwhile
                    self._folder.remove(path)
                    self.removed += 1

    def _is_whole(self, name: bytes, paths: dict[bytes, list[str]]) -> bool:
        """Read again: a name in a list is no promise."""
        return any(self._holds(path, name) for path in paths.get(name) or [path_of(name)])

    def _holds(self, path: str, name: bytes) -> bool:
        try:
            return sealing.name_of(self._folder.get(path)) == name
        except FileGone:
            return False


def _jitter(laptop: EntityId) -> timedelta:
    return _JITTER * (int(laptop[:4], 16) / 0xFFFF)


def closed_streams(journal: Journal, now: Instant) -> set[int]:
    """Turn logs that wait for the room's choice: nothing of them leaves this laptop."""
    with files.looking(journal) as session:
        return undecided.undecided_streams(session, now)
