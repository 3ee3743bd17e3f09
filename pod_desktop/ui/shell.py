"""The open team's screens and the ways between them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.erasing import About
from pod_desktop.domain.found_views import Found
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.outputs.pdf import write_summary
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import medication, meeting_views, meetings, people, person_details
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.door import CameBack
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.keeping.told import ToldPage
from pod_desktop.ui.keeping.words import came_back_words
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.page_frame import PageFrame, Way
from pod_desktop.ui.people.erasure_page import ErasurePage
from pod_desktop.ui.people.left_at import LeftAt
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import BETWEEN, MEETINGS, RecordPage
from pod_desktop.ui.people.team import TeamPage
from pod_desktop.ui.searching.page import Kept, SearchPage
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.waiting_page import WaitingPage

Marked = RecordPage | PlanPage | SummaryPage
"""Pages with marks where laptops say different things."""


class Shell(PageFrame):
    """Everything behind the lock."""

    mend_requested = Signal(str)
    """The data is damaged, as the sentence says: it is to be closed, made anew and opened again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._bar.folder_requested.connect(self.show_team_folder)
        self._bar.keeping_requested.connect(self.show_keeping)
        self._line.keeping_requested.connect(self.show_keeping)
        self._line.sheet_requested.connect(self.show_sheet)
        self._line.mend_requested.connect(self.mend_requested)
        self._gone.page_gone.connect(self.show_people)
        if desk.courier is not None and not people.has_team(desk.journal):
            self._show_waiting(desk.courier)
        else:
            self.show_people()

    def show_people(self, said: str = "") -> None:
        """Who waits, today's meetings, everybody. `said`: why the page before was closed."""
        page = PeoplePage(self._desk, said)
        page.person_opened.connect(self.show_record)
        page.meeting_opened.connect(self.show_meeting)
        page.summary_requested.connect(self.show_summary)
        page.team_requested.connect(self.show_team)
        page.searching_requested.connect(self.show_search)
        page.folder_requested.connect(self.show_team_folder)
        page.erasure_opened.connect(self.show_erasure)
        page.difference_opened.connect(
            lambda wanted: self.show_differences(page.whose(wanted), self.show_people, wanted)
        )
        self.show_page(page, back=None)

    def show_search(self, kept: Kept | None = None) -> None:
        """What was said and decided, in everybody's records; with `kept` as it was left."""
        page = SearchPage(self._desk, kept=kept)
        page.opened.connect(lambda found: self._show_found(found, partial(self.show_search, page.kept())))
        self.show_page(page, back=self.show_people)

    def _show_found(self, found: Found, back: Way) -> None:
        """A text where it belongs, with what was said around it."""
        self._show_where(found.person_id, found.meeting_id, back, found)

    def _show_where(
        self, person_id: EntityId, meeting_id: EntityId | None, back: Way, found: Found | None = None
    ) -> None:
        """The meeting, or the record between the meetings."""
        state = meeting_views.meeting(self._desk.journal, meeting_id).brief.state if meeting_id else ""
        if meeting_id is not None and state == MeetingState.OPEN:
            self.show_meeting(meeting_id)
        elif meeting_id is not None and state == MeetingState.CLOSED:
            self.show_summary(meeting_id, back, found)
        elif meeting_id is not None:
            self.show_record(person_id, LeftAt(MEETINGS), back)
        else:
            self.show_record(person_id, LeftAt(BETWEEN), back)

    def show_team(self) -> None:
        """The practitioners."""
        page = TeamPage(self._desk)
        page.difference_opened.connect(lambda wanted: self.show_differences(None, self.show_team, wanted))
        self.show_page(page, back=self.show_people)

    def show_keeping(self, said: str = "") -> None:
        """Backups and the recovery sheet; nothing where nothing is kept, as of the made-up family."""
        if self._desk.keeper is None:
            return
        page = KeepingPage(self._desk, self._desk.keeper, said)
        page.sheet_requested.connect(self.show_sheet)
        self.show_page(page, back=self.show_people)

    def show_team_folder(self) -> None:
        """How things stand with the team folder; nothing where nothing is kept."""
        if self._desk.courier is None:
            return
        page = TeamFolderPage(self._desk, self._desk.courier)
        page.differences_requested.connect(self.show_differences)
        self.show_page(page, back=self.show_people)

    def show_differences(
        self, person_id: EntityId | None = None, back: Way | None = None, wanted: Wanted | None = None
    ) -> None:
        """What laptops say differently, side by side; opened from a record, nothing of another person's."""
        page = DifferencesPage(self._desk, person_id, wanted)
        self.show_page(page, back=back or self.show_team_folder, about=person_id)

    def _show_waiting(self, courier: Courier) -> None:
        page = WaitingPage(self._desk, courier)
        page.let_in.connect(self.show_people)
        self.show_page(page, back=None)

    def show_sheet(self) -> None:
        """Make a recovery sheet."""
        if self._desk.keeper is None:
            return
        page = SheetPage(self._desk, self._desk.keeper)
        page.done.connect(self.show_keeping)
        self.show_page(page, back=self.show_keeping)

    def tell(self, came: CameBack) -> None:
        """What came back from a backup or from damaged files, until somebody goes on."""
        title = self.tr("Made anew") if came.sentences else self.tr("Brought back from the backup")
        page = ToldPage(title, came_back_words(came, self._desk.clock.now()))
        page.gone_on.connect(self._go_on)
        self.show_page(page, back=None)

    def _go_on(self) -> None:
        self.show_people()
        self.offer_open_meeting()

    def show_record(self, person_id: EntityId, left: LeftAt | None = None, back: Way | None = None) -> None:
        """A person's record, on the network map, or where it was left."""
        again = partial(self.show_record, person_id)
        on_map = NetworkPage(self._desk, person_id)
        on_map.erasure_requested.connect(lambda who: self.show_erasure(About.MEMBER, who, person_id, again))
        page = RecordPage(self._desk, person_id, lambda _who: on_map)
        on_map.large_wanted.connect(page.set_large)
        on_map.table_shown.connect(page.make_room)
        page.erasure_requested.connect(lambda kind, who: self.show_erasure(kind, who, person_id, again))
        page.plan_requested.connect(self.show_plan)
        page.begin_requested.connect(self.show_begin)
        page.meeting_opened.connect(self.show_meeting)
        page.summary_requested.connect(
            lambda meeting: self.show_summary(
                meeting, partial(self.show_record, person_id, page.left_at(), back)
            )
        )
        page.found_opened.connect(
            lambda found: self._show_found(found, partial(self.show_record, person_id, page.left_at(), back))
        )
        page.moment_opened.connect(
            lambda who, meeting: self._show_where(
                who, meeting, partial(self.show_record, person_id, page.left_at(), back)
            )
        )
        self._lead_from(page, person_id, again)
        if left is not None:
            page.take_up(left)
        self.show_page(page, back=back or self.show_people, about=person_id)

    def show_erasure(
        self, about_kind: str, about_id: EntityId, person_id: EntityId | None, back: Way | None = None
    ) -> None:
        """Erase everywhere what is stored about somebody of this person's record, where that is here."""
        page = ErasurePage(self._desk, about_kind, about_id)
        page.left.connect(self.go_back)
        page.erased.connect(lambda said: self.show_people(said) if self._page is page else None)
        self.show_page(page, back=back or self.show_people, about=person_id)

    def show_plan(self, person_id: EntityId, meeting_id: EntityId | None = None) -> None:
        """Plan a meeting, or change its plan."""
        page = PlanPage(self._desk, person_id, meeting_id)
        page.planned.connect(lambda _: self.show_record(person_id))
        page.cancelled.connect(lambda: self.show_record(person_id))
        page.begin_requested.connect(lambda planned: self.show_begin(person_id, planned))
        page.did_not_happen.connect(lambda _: self.show_record(person_id))
        self._lead_from(page, person_id, partial(self.show_plan, person_id, meeting_id))
        self.show_page(page, back=lambda: self.show_record(person_id), about=person_id)

    def show_begin(self, person_id: EntityId, meeting_id: EntityId | None = None) -> None:
        """Who is here."""
        page = BeginPage(self._desk, person_id, meeting_id)
        page.begun.connect(self.show_meeting)
        page.cancelled.connect(lambda: self.show_record(person_id))
        self.show_page(page, back=lambda: self.show_record(person_id), about=person_id)

    def show_meeting(self, meeting_id: EntityId, *, closing: bool = False) -> None:
        """The open meeting, or its closing page."""
        person_id = meeting_views.meeting(self._desk.journal, meeting_id).person.id
        page = MeetingPage(self._desk, meeting_id, self._drafts.setdefault(meeting_id, Drafts()))
        page.closed.connect(self.show_summary)
        page.difference_opened.connect(
            lambda wanted: self.show_differences(
                person_id, partial(self.show_meeting, meeting_id, closing=page.is_closing), wanted
            )
        )
        page.cover_requested.connect(self.cover_requested)
        self.show_page(page, back=lambda: self.show_record(person_id), about=person_id)
        if closing and self._page is page:
            page.show_closing_page()

    def show_summary(self, meeting_id: EntityId, back: Way | None = None, found: Found | None = None) -> None:
        """What a closed meeting leaves: to read, to paste into the record, to print.

        `found` is the text by which a search led there.
        """
        journal = self._desk.journal
        person_id = meeting_views.meeting(journal, meeting_id).person.id
        team = people.team_name(journal)
        page = SummaryPage(
            self._desk,
            meeting_id,
            record_text=lambda meeting: record_text(
                meeting,
                team,
                person_details.details(journal, person_id),
                medication.told_of(journal, meeting_id),
            ),
            write_summary=lambda path, meeting: write_summary(path, meeting, team),
            found=found,
        )
        leave = back or partial(self.show_record, person_id)
        page.done.connect(leave)
        page.opened_again.connect(self.show_meeting)
        page.other_requested.connect(lambda other: self.show_summary(other, back))
        page.looking_back_requested.connect(
            lambda which: self.show_looking_back(which, partial(self.show_summary, which, back, found))
        )
        self._lead_from(page, person_id, partial(self.show_summary, meeting_id, back, found))
        self.show_page(page, back=leave, about=person_id)

    def show_looking_back(self, meeting_id: EntityId, back: Way | None = None) -> None:
        """The turns of a closed meeting, for reflection together."""
        person_id = meeting_views.meeting(self._desk.journal, meeting_id).person.id
        page = LookingBackPage(self._desk, meeting_id)
        leave = back or partial(self.show_summary, meeting_id)
        page.done.connect(leave)
        self.show_page(page, back=leave, about=person_id)

    def _lead_from(self, page: Marked, person_id: EntityId, again: Way) -> None:
        """From a mark on the page to what differs in this record, and back."""
        page.difference_opened.connect(lambda wanted: self.show_differences(person_id, again, wanted))

    def offer_open_meeting(self) -> None:
        """After a stop in the middle of a meeting: go back into it first."""
        if (still_open := meetings.open_meeting(self._desk.journal)) is not None:
            self.show_meeting(still_open.id)
