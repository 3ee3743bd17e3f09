"""The index for searching what was said and decided: SQLite's FTS5.

`said` has a row for each text: where it belongs, when it was said, and whether `said_words` has its words.
Whatever stores rows announces their texts (storage/announcing), and the words are entered later, many at
once (storage/searching). What takes rows away, a purge or an ending, has nothing to announce: triggers take
their words out of the index with them, and nothing of them stays in its pages.

Row numbers rise with time, a million to each millisecond, so the newest come first without sorting and a span
of time is a span of numbers. `who` and `home` are words of the index too: one look finds a speaker's words or
those of a record. A thing struck out is not in it. What the person said of inviting is in no column of it.
"""

from typing import NamedTuple

import sqlalchemy
from sqlalchemy import DDL, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import Base

A_MILLISECOND = 1_000_000
"""Row numbers that belong to one millisecond."""


class Said(Base):
    """Under which number of the index a thing's words stand."""

    __tablename__ = "said"
    __table_args__ = (
        Index("ix_said_id", "id", unique=True),
        Index("ix_said_meeting_id", "meeting_id"),
        Index("ix_said_waits", "kind", "no", sqlite_where=sqlalchemy.text("NOT is_entered")),
    )

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[EntityId]
    kind: Mapped[str]
    meeting_id: Mapped[EntityId | None]
    person_id: Mapped[EntityId | None]
    """Whose record it is in, as far as that has come."""
    at: Mapped[int]
    """When it was said, in milliseconds since 1970; of what has no time of its own, when its meeting was."""
    is_entered: Mapped[bool]
    """Whether `said_words` has the words."""


class Text(NamedTuple):
    """Where a table has its words, as SQL about its row `t` and the row `m` of the meeting it is in."""

    words: str
    who: str = "NULL"
    """Whose words they are."""
    at: str = "coalesce(m.began, m.planned)"
    """When they were said, in microseconds."""
    in_meeting: bool = True
    """Whether it belongs to a meeting; otherwise to a person."""


TEXTS = {
    "wish": Text("t.words", "t.holder_id"),
    "topic": Text("t.words", "t.raised_by_id"),
    "decision": Text("t.words", at="t.made"),
    "opinion": Text("t.words", "t.holder_id"),
    "task": Text("trim(t.what || ' ' || t.by_when)", "t.who_id"),
    "outcome": Text("t.words", "t.told_by_id"),
    "quote": Text("t.words", "t.speaker_id", "t.said"),
    "turn": Text("t.words", "coalesce(t.voice_of_id, t.speaker_id)", "t.began"),
    "topical_episode": Text("t.words", "t.introduced_by_id", "t.began"),
    "amendment": Text("trim(t.words || ' ' || t.reason)", "t.by_id", "t.made"),
    "meeting": Text(
        "trim(t.idea_words || ' ' || t.reason)", at="coalesce(t.began, t.planned)", in_meeting=False
    ),
    "outside": Text("trim(t.what || ' ' || t.why)", at="t.happened", in_meeting=False),
    "to_bring": Text("t.words", "t.asked_by_id", "t.asked", in_meeting=False),
    "medication": Text("t.words", at="1000000 * strftime('%s', t.day)", in_meeting=False),
    "episode": Text("t.first_contact_words", at="t.first_contact", in_meeting=False),
    "episode_end": Text("trim(t.reason || ' ' || t.reopened_reason)", at="t.ended", in_meeting=False),
}
"""The tables whose words can be searched; a table's name is its kind."""

INDEX = (
    """CREATE VIRTUAL TABLE said_words USING fts5(words, who, home,
tokenize = "unicode61 remove_diacritics 2")""",
    "INSERT INTO said_words (said_words, rank) VALUES ('secure-delete', 1)",
    """CREATE TRIGGER said_goes AFTER DELETE ON said WHEN OLD.is_entered
BEGIN DELETE FROM said_words WHERE rowid = OLD.no; END""",
    *(
        f"CREATE TRIGGER {kind}_is_said_no_more AFTER DELETE ON {kind}\n"  # noqa: S608
        "BEGIN DELETE FROM said WHERE id = OLD.id; END"
        for kind in TEXTS
    ),
)

for _statement in INDEX:
    event.listen(Base.metadata, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]
