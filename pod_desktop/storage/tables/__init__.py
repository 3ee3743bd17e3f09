"""Declarative, typed tables, and the list of the kinds that laptops exchange."""

from pod_desktop.storage.tables.base import Base, Synced
from pod_desktop.storage.tables.journal import Awaited, Ended, Head, JournalEvent, Stream
from pod_desktop.storage.tables.mailbox import Backup, Parcel, ParcelSegment, Purge, Segment
from pod_desktop.storage.tables.meetings import (
    Attendance,
    Decision,
    Invitee,
    Meeting,
    Opinion,
    Task,
    Topic,
    Wish,
)
from pod_desktop.storage.tables.network import Member, Tie
from pod_desktop.storage.tables.people import Episode, Person
from pod_desktop.storage.tables.team import Practitioner, Team, ThisLaptop
from pod_desktop.storage.tables.turns import Turn, TurnTotal

SYNCED: tuple[type[Synced], ...] = (
    Attendance,
    Decision,
    Episode,
    Invitee,
    Meeting,
    Member,
    Opinion,
    Person,
    Practitioner,
    Task,
    Team,
    Tie,
    Topic,
    Turn,
    TurnTotal,
    Wish,
)

__all__ = [
    "SYNCED",
    "Attendance",
    "Awaited",
    "Backup",
    "Base",
    "Decision",
    "Ended",
    "Episode",
    "Head",
    "Invitee",
    "JournalEvent",
    "Meeting",
    "Member",
    "Opinion",
    "Parcel",
    "ParcelSegment",
    "Person",
    "Practitioner",
    "Purge",
    "Segment",
    "Stream",
    "Synced",
    "Task",
    "Team",
    "ThisLaptop",
    "Tie",
    "Topic",
    "Turn",
    "TurnTotal",
    "Wish",
]
