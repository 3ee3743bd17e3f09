"""What an episode of care has between meetings: settings, medication, and what waits for the next meeting."""

from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Setting(Synced):
    """Where somebody lives while they are cared for: home, a ward or elsewhere, from one day to another."""

    __tablename__ = "setting"
    kind = "setting"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    setting: Mapped[str]
    """A domain.care.SettingKind."""
    place: Mapped[str] = mapped_column(default="")
    """Which ward or house it is, in words."""
    since: Mapped[str]
    """The first day, as 2026-11-26 (domain.days)."""
    until: Mapped[str] = mapped_column(default="")
    """The last day; "" while it goes on."""


class EpisodeEnd(Synced):
    """That the episode of care ended, and that it was taken up again, if it was."""

    __tablename__ = "episode_end"
    kind = "episode_end"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    ended: Mapped[Instant]
    reason: Mapped[str]
    reopened: Mapped[Instant | None]
    reopened_reason: Mapped[str] = mapped_column(default="")


class Medication(Synced):
    """What was decided about medication, in words, with its day."""

    __tablename__ = "medication"
    kind = "medication"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    step: Mapped[str]
    """A domain.care.MedicationStep."""
    words: Mapped[str]
    day: Mapped[str]
    """As 2026-11-26."""
    decision_id: Mapped[EntityId | None]
    """The decision of a meeting that it is, if it is one."""
    decided_in_id: Mapped[EntityId | None]
    """The meeting in which it was decided, where no decision there says it."""
    outside_id: Mapped[EntityId | None]
    """What happened outside a meeting, where it was decided so."""


class Outside(Synced):
    """Something that had to happen outside a meeting. It waits for the next agenda by itself."""

    __tablename__ = "outside"
    kind = "outside"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    what: Mapped[str]
    happened: Mapped[Instant]
    zone: Mapped[str] = mapped_column(default="Europe/London")
    who: Mapped[str] = mapped_column(default="")
    """Who decided or did it, in words: "the duty doctor"."""
    why: Mapped[str] = mapped_column(default="")
    """Why it could not wait for a meeting."""


class ToBring(Synced):
    """What somebody asked, between meetings, to bring to the next one."""

    __tablename__ = "to_bring"
    kind = "to_bring"

    person_id: Mapped[EntityId] = mapped_column(index=True)
    words: Mapped[str]
    asked_by_id: Mapped[EntityId | None]
    """The person, a member or a practitioner."""
    asked: Mapped[Instant]
