"""Meetings: who was asked, who came, the agenda found in the room, and what was decided."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain import side_by_side
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Meeting(Synced):
    """A network meeting, or a conversation without the person."""

    __tablename__ = "meeting"
    kind = "meeting"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    meeting_kind: Mapped[str] = mapped_column(
        default="network", info={"of_several": side_by_side.kind_of_meeting}
    )
    state: Mapped[str] = mapped_column(default="planned", info={"of_several": side_by_side.state_of_meeting})
    planned: Mapped[Instant | None]
    zone: Mapped[str] = mapped_column(default="Europe/London")
    """The IANA zone in which its times were said."""
    place: Mapped[str] = mapped_column(default="")
    place_chosen_by: Mapped[str] = mapped_column(default="")
    set_in_id: Mapped[EntityId | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """The meeting in which this one was set, or its plan changed last, if it was in one."""
    began: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.earliest})
    closed: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    reason: Mapped[str] = mapped_column(default="")
    """Why it was held without the person, or did not happen."""
    idea_words: Mapped[str] = mapped_column(default="")
    """Answer to "How did the idea of this meeting come about?"."""
    log_asked: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.earliest})
    """When the room was asked aloud whether turns may be logged."""
    log_kind: Mapped[str] = mapped_column(default="", info={"of_several": side_by_side.kind_of_log})
    """"" while no turn log began; "live", "reconstructed" or "partial"."""
    log_choice: Mapped[str] = mapped_column(default="", info={"of_several": side_by_side.choice_for_log})
    """What the room chose at closing: "keep", "totals" or "discard"."""
    log_ended: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    """When the choice was carried out; from then on it cannot be taken back."""
    series_id: Mapped[EntityId | None]
    """Shared by meetings that were planned together, as each day of a week; None for one by itself."""
    joined_into_id: Mapped[EntityId | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """The meeting that is the same one, logged on another laptop, and stands for both."""
    log_stands: Mapped[str] = mapped_column(
        default="", server_default=text("''"), info={"of_several": side_by_side.last_said}
    )
    """Where several laptops logged its turns: the log looked at first (its meeting and laptop), or ""."""


class Invitee(Synced):
    """A network member invited to one meeting."""

    __tablename__ = "invitee"
    kind = "invitee"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    member_id: Mapped[EntityId]
    asks_id: Mapped[EntityId | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """Who is to ask them to come: the person, a member or a practitioner."""


class Attendance(Synced):
    """Somebody in the room at a meeting, from one time to another."""

    __tablename__ = "attendance"
    kind = "attendance"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    attendee_id: Mapped[EntityId]
    """The person's, a member's or a practitioner's id."""
    role: Mapped[str]
    """"person", "member" or "practitioner"."""
    arrived: Mapped[Instant]
    left: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    """When they went; None for who was there to the end."""
    seat: Mapped[float | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """Where they sit round the table: degrees clockwise from the top."""
    log_agreed: Mapped[str] = mapped_column(default="", info={"of_several": side_by_side.agreement_to_log})
    """Asked aloud about the turn log: "yes", "no", or "" when not asked yet."""
    log_answered: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})
    by_phone: Mapped[bool] = mapped_column(
        default=False, server_default=text("0"), info={"of_several": side_by_side.last_said}
    )
    """They take part by telephone or video, not in the room itself."""
    words_left_out: Mapped[bool] = mapped_column(
        default=False, server_default=text("0"), info={"of_several": side_by_side.wish_to_be_left_out}
    )
    """They want none of their own words in the turn log."""


class AbsentVoice(Synced):
    """A voice that may be heard in a meeting though it is in nobody who is here: absent, died, or inner."""

    __tablename__ = "absent_voice"
    kind = "absent_voice"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    voice_id: Mapped[EntityId]
    """The network member whose voice it is."""
    seat: Mapped[float | None] = mapped_column(info={"of_several": side_by_side.last_said})
    """Where it has its place round the table, as a stay has."""


class Wish(Synced):
    """How one person would like to use the meeting, in their words."""

    __tablename__ = "wish"
    kind = "wish"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    holder_id: Mapped[EntityId]
    words: Mapped[str]


class Topic(Synced):
    """Something to talk about, raised by someone, at its place in the room's order."""

    __tablename__ = "topic"
    kind = "topic"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    words: Mapped[str]
    raised_by_id: Mapped[EntityId | None]
    state: Mapped[str] = mapped_column(default="open")
    position: Mapped[str] = mapped_column(info={"of_several": side_by_side.last_said})
    """A fractional index (domain.agenda.between)."""
    brought_from_id: Mapped[EntityId | None]
    """What it comes from: an earlier meeting's topic, a decision recorded late there, something that
    happened outside a meeting, or what somebody asked to bring."""


class Decision(Synced):
    """Words read back and accepted by the room."""

    __tablename__ = "decision"
    kind = "decision"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    topic_id: Mapped[EntityId | None]
    words: Mapped[str]
    made: Mapped[Instant] = mapped_column(info={"of_several": side_by_side.earliest})
    read_back: Mapped[bool] = mapped_column(default=False)
    accepted: Mapped[bool] = mapped_column(default=False)
    """The room accepted the words after hearing them."""
    does: Mapped[str] = mapped_column(default="decides", server_default=text("'decides'"))
    """A domain.decisions.Does: decides, changes an earlier one, takes it back, or decides nothing now."""
    earlier_id: Mapped[EntityId | None]
    """The decision of an earlier meeting that it changes or takes back."""


class Opinion(Synced):
    """A differing view on a decision, under the name of whoever holds it."""

    __tablename__ = "opinion"
    kind = "opinion"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    decision_id: Mapped[EntityId]
    holder_id: Mapped[EntityId]
    words: Mapped[str]


class Task(Synced):
    """Who does what by when, as the room agreed."""

    __tablename__ = "task"
    kind = "task"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    decision_id: Mapped[EntityId | None]
    who_id: Mapped[EntityId]
    what: Mapped[str]
    by_when: Mapped[str] = mapped_column(default="")
    """As the room said it: "Friday", "before the next meeting"."""


class Outcome(Synced):
    """What became of an earlier decision or task, as it was asked and told in a later meeting."""

    __tablename__ = "outcome"
    kind = "outcome"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    """The meeting in which it was told."""
    about_id: Mapped[EntityId]
    """The decision or the task."""
    words: Mapped[str]
    told_by_id: Mapped[EntityId | None]


class Quote(Synced):
    """Somebody's own words, noted at a topic; the only kind of note there is."""

    __tablename__ = "quote"
    kind = "quote"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    topic_id: Mapped[EntityId | None]
    reflection_id: Mapped[EntityId | None]
    """The reflection to which they respond."""
    speaker_id: Mapped[EntityId]
    voiced_by_id: Mapped[EntityId | None]
    """Who spoke for them, where it is an inner or an absent voice."""
    words: Mapped[str]
    said: Mapped[Instant]
    correction: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """A domain.own_words.Correction: what became of the words where they were not theirs; "" else."""


class Reflection(Synced):
    """Practitioners reflected while the network listened, or the room was together in silence."""

    __tablename__ = "reflection"
    kind = "reflection"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    reflection_kind: Mapped[str] = mapped_column(default="reflecting")
    """A domain.meeting.ReflectionKind."""
    began: Mapped[Instant]
    ended: Mapped[Instant | None] = mapped_column(info={"of_several": side_by_side.latest})


class Amendment(Synced):
    """What is to be said of a meeting that is closed for good, with the reason. It changes nothing in it."""

    __tablename__ = "amendment"
    kind = "amendment"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    about_id: Mapped[EntityId | None]
    """The topic, decision, task or quotation that it is about; None for the meeting."""
    words: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[EntityId]
    """The practitioner who wrote it."""
    made: Mapped[Instant]
