"""A visit to speak in tests: short sentences over the services."""

from dataclasses import dataclass, field

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LogView
from pod_desktop.domain.views import (
    MeetingView,
    Someone,
)
from pod_desktop.services import agenda, decisions, meeting_views, meetings, network, people, turn_log
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal


@dataclass
class Visit:
    """Sam's record with Aunt May and Joy on the map, and a practitioner, Ana."""

    journal: Journal
    clock: ManualClock
    ana: EntityId
    sam: EntityId
    may: EntityId
    joy: EntityId
    meeting_id: EntityId = field(default=EntityId(""))

    @classmethod
    def prepare(cls, journal: Journal, clock: ManualClock, ana: EntityId) -> "Visit":
        sam = people.add_person(journal, "Sam Okafor")
        may = network.add_member(journal, sam, "Aunt May", words="aunt", sector="relatives")
        joy = network.add_member(journal, sam, "Joy", words="neighbour", sector="friends")
        return cls(journal, clock, ana, sam, may, joy)

    def begin(self, *also: EntityId) -> "Visit":
        here = [self.sam, self.may, self.ana, *also]
        self.meeting_id = meetings.begin_meeting(self.journal, self.sam, here=here)
        return self

    def begin_without_sam(self, reason: str = "Sam asked us to meet May first") -> "Visit":
        self.meeting_id = meetings.begin_meeting(
            self.journal, self.sam, here=[self.may, self.ana], without_person_reason=reason
        )
        return self

    def decide(self, words: str, topic: EntityId | None = None) -> EntityId:
        decision = decisions.word_decision(self.journal, self.meeting_id, words, topic)
        decisions.accept_decision(self.journal, decision)
        return decision

    def topic(self, words: str) -> EntityId:
        return agenda.add_topic(self.journal, self.meeting_id, words, self.sam)

    def everybody_agrees(self) -> "Visit":
        for seat in self.log.seats:
            turn_log.record_agreement(self.journal, seat.id, "yes")
        turn_log.start_log(self.journal, self.meeting_id)
        return self

    def live(self) -> LiveLog:
        return LiveLog(self.journal, self.meeting_id)

    def someone(self, id_: EntityId) -> Someone:
        return next(seat.who for seat in self.log.seats if seat.who.id == id_)

    def close(self, choice: str = "") -> None:
        meetings.close_meeting(self.journal, self.meeting_id, choice)

    @property
    def view(self) -> MeetingView:
        return meeting_views.meeting(self.journal, self.meeting_id)

    @property
    def log(self) -> LogView:
        return turn_log.log_view(self.journal, self.meeting_id)
