"""Somebody's data went, erased or taken off this laptop: what the program lets go of, and what it says."""

from PySide6.QtCore import QObject, Signal

from pod_desktop.domain.erasing import About
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotFound
from pod_desktop.services import Facts, Journal, erasure, meetings, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.people import erasure_words


class Gone(QObject):
    """Hears of it before any page does, for it is made first; also of what waits during a meeting."""

    page_gone = Signal(str)
    """Nothing is stored any more of the person whom the page is about. What to say on the page that comes."""

    def __init__(self, desk: Desk, drafts: dict[EntityId, Drafts], parent: QObject) -> None:
        """`drafts`, by meeting: what is typed in a meeting that went is dropped there."""
        super().__init__(parent)
        self._desk, self._drafts = desk, drafts
        self.about: EntityId | None = None
        """Whom the page on the screen is about."""
        self.is_leaving = False
        """The page is being left because of it: nothing is to be stored about them any more."""
        desk.facts.changed.connect(self._facts_changed)
        desk.facts.held_changed.connect(self._look)
        desk.facts.missed.connect(self._missed)

    def _facts_changed(self, facts: Facts) -> None:
        if "person" in facts.kinds():
            self._look()
        if facts.kinds() & {"erasure", "purge"}:
            self._desk.left_looking_back.forget_all()  # also what a page left that went just now

    def _missed(self, error: NotFound) -> None:
        """A page did not find what it shows. Where the person is there, that is a fault, and raised."""
        self._look()
        if self.about is not None:
            raise error

    def _look(self) -> None:
        journal, about = self._desk.journal, self.about
        if journal.in_hand or self._drafts:
            for meeting_id in meetings.let_go_of_gone(journal, self._drafts):
                self._drafts.pop(meeting_id, None)
        unstored = self._desk.unstored_details
        for person_id in unstored.persons():
            if not _is_here(journal, person_id):
                unstored.keep(person_id, {})
        if about is None or _is_here(journal, about):
            return
        self.about, self.is_leaving = None, True
        self.page_gone.emit(_why(journal, about))
        self.is_leaving = False


def _is_here(journal: Journal, person_id: EntityId) -> bool:
    try:
        people.record(journal, person_id)
    except NotFound:
        return False
    return True


def _why(journal: Journal, person_id: EntityId) -> str:
    """Of a record that was taken off, the list of people tells anyway: ""."""
    erased = {each.about_id for each in erasure.erasures(journal) if each.confirmed is not None}
    return erasure_words.erased(About.PERSON) if person_id in erased else ""
