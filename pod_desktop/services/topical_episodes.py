"""Topical episodes of a closed meeting: marked afterwards with the network, changed, taken out, and undone.

episodes = TopicalEpisodes(journal, meeting_id)
episodes.mark(began, ended, words, introduced_by_id)   .change(episode, …)   .take_out(episode)
episodes.undo_stack
"""

from pod_desktop.domain import turn_repair as rules
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import EpisodeView
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.errors import BadInput
from pod_desktop.services import log_place
from pod_desktop.services.undo import UndoStack
from pod_desktop.storage.act import Act
from pod_desktop.storage.ending_words import has_ended_more
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Meeting, TopicalEpisode


class TopicalEpisodes:
    """The episodes of one meeting. What its acts raise (NotAllowed, NotFound, BadInput) changed nothing."""

    def __init__(self, journal: Journal, meeting_id: EntityId, undo: UndoStack | None = None) -> None:
        """`undo`: what is undone together with these, such as repairs of the same log."""
        self._journal, self._meeting_id = journal, meeting_id
        self.undo_stack = undo or UndoStack(journal, self._require_stands)

    def mark(
        self, began: Instant, ended: Instant, words: str = "", introduced_by_id: EntityId | None = None
    ) -> EntityId:
        """A stretch of talk about one thing. Who introduced it is somebody's word, never worked out."""
        with self.undo_stack.step("mark an episode"), self._journal.act() as act:
            self._require(act, began, ended)
            return act.create(
                TopicalEpisode,
                meeting_id=self._meeting_id,
                began=began,
                ended=ended,
                words=words.strip(),
                introduced_by_id=introduced_by_id,
            ).id

    def change(
        self,
        episode: EpisodeView,
        began: Instant,
        ended: Instant,
        words: str,
        introduced_by_id: EntityId | None,
    ) -> None:
        """Another beginning or end, other words, somebody else who introduced it."""
        with self.undo_stack.step("change an episode"), self._journal.act() as act:
            self._require(act, began, ended)
            act.change(
                TopicalEpisode,
                episode.id,
                seen=episode.seen,
                began=began,
                ended=ended,
                words=words.strip(),
                introduced_by_id=introduced_by_id,
            )

    def take_out(self, episode: EpisodeView) -> None:
        """It is no episode; the turns in it stay as they are."""
        with self.undo_stack.step("take out an episode"), self._journal.act() as act:
            self._require_kept(act)
            act.strike(TopicalEpisode, episode.id, "it is no episode", seen=episode.seen)

    def _require(self, act: Act, began: Instant, ended: Instant) -> None:
        row = self._require_kept(act)
        if ended <= began:
            raise BadInput("An episode ends after it has begun.")
        closed = row.closed
        if closed is not None:
            rules.require_times(began, ended, meeting_began=row.began, meeting_closed=closed)

    def _require_stands(self, act: Act) -> None:
        self._require_kept(act)

    def _require_kept(self, act: Act) -> Meeting:
        row = act.get(Meeting, self._meeting_id)
        closed = row.closed if row.state == MeetingState.CLOSED else None
        ended = row.log_ended is not None or has_ended_more(act, row.id)
        rules.require_can_repair(closed=closed, choice=row.log_choice, ended=ended)
        log_place.require_log_here(act, row)
        return row
