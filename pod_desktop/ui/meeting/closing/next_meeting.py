"""The next meeting, as it is set; or a way to set it right here. It need not be set."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import MeetingView
from pod_desktop.outputs.account import asks_sentences, chosen_sentence
from pod_desktop.outputs.saying import sentence
from pod_desktop.ui import times
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.meeting.tab_order import focus_first, follow_layout
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Card, FlowLayout, SecondaryButton, Sentence

TOLD = ("planned", "zone", "place", "place_chosen_by")
"""The fields of the next meeting that its sentences tell."""


class NextMeetingPart(Card):
    """When, where, who chose the place, who is invited."""

    def __init__(self, room: Room) -> None:
        super().__init__(QCoreApplication.translate("NextMeetingPart", "Next meeting"))
        self._room = room
        self._view: MeetingView | None = None
        self.plan: PlanPage | None = None
        self._words = Sentence()
        self.set_next = SecondaryButton(self.tr("Set the next meeting"), "calendar-plus", meeting=True)
        row = FlowLayout()
        row.addWidget(self.set_next)
        self._marks = Marks(meeting=True)
        self._told = QWidget()
        self._told.setLayout(self._marks.beside(self._words, *TOLD))
        self.add(self._told)
        self.add_layout(row)
        self.set_next.clicked.connect(self._open)

    def set_view(self, view: MeetingView) -> None:
        """The next meeting as it is set now."""
        self._view = view
        now = self._room.desk.clock.now()
        self._words.setText(next_meeting_words(view, now) or self.tr("No next meeting is set."))
        planned = view.next_meeting is not None
        show_next_differs(self._marks, view)
        self.set_next.setText(self.tr("Change it") if planned else self.tr("Set the next meeting"))

    def words(self) -> str:
        """The sentences about the next meeting."""
        return self._words.text()

    def put_down(self) -> None:
        """Stores what is being typed into a plan that is there."""
        if self.plan is not None:
            self.plan.put_down()

    def keep(self) -> bool:
        """Stores what was chosen, also without its button. False where it cannot stand."""
        return self.plan is None or self.plan.keep()

    def _open(self) -> None:
        view = self._view
        if view is None:
            return
        upcoming: EntityId | None = view.next_meeting.id if view.next_meeting is not None else None
        self.plan = PlanPage(self._room.desk, view.person.id, upcoming, set_in=self._room.meeting_id)
        self.plan.planned.connect(lambda _id: self._close())
        self.plan.cancelled.connect(self._close)
        self.add(self.plan)
        self.set_next.hide()
        self._told.hide()
        self.plan.show()  # the keyboard comes only to what is seen, and a layout shows its parts later
        follow_layout(self)
        focus_first(self.plan)

    def _close(self) -> None:
        if self.plan is not None:
            self.plan.hide()
            self.plan.deleteLater()
            self.plan = None
        self._told.show()
        self.set_next.show()
        self.set_next.setFocus()


def show_next_differs(marks: Marks, view: MeetingView) -> None:
    """Shows the mark for `TOLD` where laptops say different things of the next meeting."""
    marks.show(view.next_differs, view.next_meeting.id if view.next_meeting is not None else None)


def next_meeting_words(view: MeetingView, now: Instant) -> str:
    """The next meeting in sentences, "" when none is set."""
    brief = view.next_meeting
    if brief is None:
        return ""
    translate = QCoreApplication.translate
    at = brief.planned or brief.began
    if at is None:
        when = translate("NextMeetingPart", "The day is not set yet")
    else:
        when = times.beginning(times.when_words(at, brief.zone, now, translate=translate))
    place = translate("NextMeetingPart", ". Place: {place}").format(place=brief.place) if brief.place else ""
    sentences = [f"{when}{place}."]
    if brief.state == MeetingState.DID_NOT_HAPPEN:
        words = translate("NextMeetingPart", "It did not happen. The reason: {reason}")
        sentences.append(sentence(words.format(reason=brief.reason)))
    elif brief.state == MeetingState.PLANNED and at is not None and at < now:
        is_open = view.brief.state == MeetingState.OPEN
        perhaps = translate("NextMeetingPart", "That time has passed. Perhaps it is the meeting you are in.")
        unsaid = translate("NextMeetingPart", "Nobody has said yet whether it took place.")
        sentences.append(perhaps if is_open else unsaid)
    sentences += _then(view)
    if brief.place_chosen_by:
        sentences.append(chosen_sentence(brief, view.person))
    if view.next_invited:
        names = ", ".join(each.name for each in view.next_invited)
        sentences.append(translate("NextMeetingPart", "Invited: {names}.").format(names=names))
    if asks := asks_sentences(view):
        sentences.append(asks)
    return " ".join(sentences)


def _then(view: MeetingView) -> Iterator[str]:
    """What was planned together with the next meeting, and comes after it."""
    translate, brief = QCoreApplication.translate, view.next_meeting
    if brief is not None and view.next_daily_until is not None:
        until = times.date_words(view.next_daily_until, brief.zone, translate)
        words = translate("NextMeetingPart", "Then every day at the same time until {day}.")
        yield words.format(day=until)
    elif view.next_more == 1:
        yield translate("NextMeetingPart", "One more meeting was planned together with it.")
    elif view.next_more:
        yield translate(
            "NextMeetingPart", "%n more meetings were planned together with it.", None, view.next_more
        )
