"""Own words left out, asked for after the meeting."""

from collections.abc import Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import OwnWordsView
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.services import own_words
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.left_out_part import LeftOutPart
from pod_desktop.ui.widgets import Card


class OwnWordsPart(Card):
    """The card is there where words of turns were kept."""

    def __init__(self, desk: Desk, attempts: Attempts, meeting_id: EntityId) -> None:
        super().__init__()
        self.set_title(self.tr("Own words"))
        self._journal, self._attempts, self._meeting_id = desk.journal, attempts, meeting_id
        self.left_out = LeftOutPart(closed=True)
        self.left_out.asked.connect(self._asked)
        self.add(self.left_out)

    def set_view(self, view: LookingBack, people: Sequence[OwnWordsView]) -> None:
        """The meeting as it is now."""
        self.setVisible(bool(view.logs) and not view.is_totals)
        self.left_out.set_people(people)

    def _asked(self, who: str, words_left_out: bool) -> None:
        if not self._attempts.attempt(
            lambda: own_words.leave_out(
                self._journal, self._meeting_id, EntityId(who), words_left_out=words_left_out
            )
        ):
            self.left_out.set_people(own_words.own_words(self._journal, self._meeting_id))
