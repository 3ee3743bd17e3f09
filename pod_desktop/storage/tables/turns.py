"""The speaking-turn log of a meeting, and the counts that may outlive it."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain import side_by_side
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Synced


class Turn(Synced):
    """One speaker's speaking, [began, ended) in UTC. `ended` is None while open, or if nobody knows it."""

    __tablename__ = "turn"
    __table_args__ = (
        Index("ix_turn_meeting_id_ended", "meeting_id", "ended"),
        Index("ix_turn_meeting_id_speaker_id", "meeting_id", "speaker_id"),
    )
    kind = "turn"
    in_turn_log = True

    meeting_id: Mapped[EntityId] = mapped_column(info={"wire": "m"})
    speaker_id: Mapped[EntityId | None] = mapped_column(info={"wire": "s"})
    """None for silence, reflecting and pauses, and for a turn whose speaker is named later."""
    turn_kind: Mapped[str] = mapped_column(default="turn", info={"wire": "k"})
    """"turn", "silence", "reflecting" or "pause"."""
    began: Mapped[Instant] = mapped_column(info={"wire": "b"})
    ended: Mapped[Instant | None] = mapped_column(info={"wire": "e"})
    end_unknown: Mapped[bool] = mapped_column(default=False, info={"wire": "u"})
    """It ended, but nobody knows when (the program or the laptop stopped)."""
    words: Mapped[str] = mapped_column(default="", info={"wire": "w"})
    topic_id: Mapped[EntityId | None] = mapped_column(info={"wire": "t"})
    addressed_to_id: Mapped[EntityId | None] = mapped_column(info={"wire": "a"})
    """To whom it was said, where somebody marked it."""
    invited_by_id: Mapped[EntityId | None] = mapped_column(info={"wire": "i"})
    """Who invited it: whose question or glance gave the speaker the floor."""
    answers_id: Mapped[EntityId | None] = mapped_column(info={"wire": "n"})
    """Whom it answers."""
    voice_of_id: Mapped[EntityId | None] = mapped_column(info={"wire": "v"})
    """Whose words they are, where the speaker says what somebody else says or would say: somebody quoted, an
    inner or an absent voice."""
    correction: Mapped[str] = mapped_column(default="", server_default=text("''"), info={"wire": "c"})
    """A domain.own_words.Correction: what became of the words where they were not theirs; "" else."""
    added_later: Mapped[bool] = mapped_column(default=False, server_default=text("0"), info={"wire": "l"})
    """It was put in afterwards, not tapped while it went on."""
    log_of_id: Mapped[EntityId | None] = mapped_column(info={"wire": "o"})
    """The laptop whose log it is in, where another laptop put it in; None for the laptop that made it."""


class TopicalEpisode(Synced):
    """A stretch of talk about one thing, marked afterwards together with the network. Part of the turn log.

    Seikkula, Laitila and Rober (J Marital Fam Ther 2012, 38(4):667) divide a meeting so, and look at who
    brought in each.
    """

    __tablename__ = "topical_episode"
    kind = "topical_episode"
    in_turn_log = True

    meeting_id: Mapped[EntityId] = mapped_column(index=True, info={"wire": "m"})
    began: Mapped[Instant] = mapped_column(info={"wire": "b"})
    ended: Mapped[Instant] = mapped_column(info={"wire": "e"})
    words: Mapped[str] = mapped_column(default="", info={"wire": "w"})
    """What it was about."""
    introduced_by_id: Mapped[EntityId | None] = mapped_column(info={"wire": "s"})


class TurnTotal(Synced):
    """What *totals only* leaves of one speaker's turns in one laptop's log: how many, and how long.

    Its id follows from the log (domain.turns.total_id), so two laptops that count the same log make one.
    """

    __tablename__ = "turn_total"
    kind = "turn_total"

    meeting_id: Mapped[EntityId] = mapped_column(index=True)
    speaker_id: Mapped[EntityId | None]
    turn_kind: Mapped[str] = mapped_column(default="turn")
    turns: Mapped[int] = mapped_column(info={"of_several": side_by_side.latest})
    microseconds: Mapped[int] = mapped_column(info={"of_several": side_by_side.latest})
    unknown_ends: Mapped[int] = mapped_column(default=0, info={"of_several": side_by_side.latest})
