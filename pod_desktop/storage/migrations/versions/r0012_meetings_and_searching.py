"""What meetings and the time between them need, and an index for searching, in which what is there waits."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _new_kinds()
    _new_columns()
    _index()


def _new_kinds() -> None:
    op.create_table(
        "amendment",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("about_id", sa.LargeBinary(16), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.LargeBinary(16), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_amendment"),
    )
    op.create_index("ix_amendment_meeting_id", "amendment", ["meeting_id"], unique=False)
    op.create_table(
        "episode_end",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reopened", sa.BigInteger(), nullable=True),
        sa.Column("reopened_reason", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_episode_end"),
    )
    op.create_index("ix_episode_end_person_id", "episode_end", ["person_id"], unique=False)
    op.create_table(
        "medication",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("decision_id", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_medication"),
    )
    op.create_index("ix_medication_person_id", "medication", ["person_id"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("about_id", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("told_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
    )
    op.create_index("ix_outcome_meeting_id", "outcome", ["meeting_id"], unique=False)
    op.create_table(
        "outside",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("happened", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outside"),
    )
    op.create_index("ix_outside_person_id", "outside", ["person_id"], unique=False)
    op.create_table(
        "quote",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("topic_id", sa.LargeBinary(16), nullable=True),
        sa.Column("reflection_id", sa.LargeBinary(16), nullable=True),
        sa.Column("speaker_id", sa.LargeBinary(16), nullable=False),
        sa.Column("voiced_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("said", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quote"),
    )
    op.create_index("ix_quote_meeting_id", "quote", ["meeting_id"], unique=False)
    op.create_table(
        "reflection",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("reflection_kind", sa.String(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reflection"),
    )
    op.create_index("ix_reflection_meeting_id", "reflection", ["meeting_id"], unique=False)
    op.create_table(
        "setting",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
    )
    op.create_index("ix_setting_person_id", "setting", ["person_id"], unique=False)
    op.create_table(
        "to_bring",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_to_bring"),
    )
    op.create_index("ix_to_bring_person_id", "to_bring", ["person_id"], unique=False)


def _new_columns() -> None:
    op.add_column(
        "attendance", sa.Column("by_phone", sa.Boolean(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "decision", sa.Column("does", sa.String(), server_default=sa.text("'decides'"), nullable=False)
    )
    op.add_column("decision", sa.Column("earlier_id", sa.LargeBinary(16), nullable=True))
    op.add_column(
        "episode", sa.Column("first_contact_words", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("invitee", sa.Column("asks_id", sa.LargeBinary(16), nullable=True))
    op.add_column("meeting", sa.Column("series_id", sa.LargeBinary(16), nullable=True))
    op.add_column("meeting", sa.Column("joined_into_id", sa.LargeBinary(16), nullable=True))
    op.add_column("person", sa.Column("born", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("person", sa.Column("address", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("person", sa.Column("contact", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("person", sa.Column("needs", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "person", sa.Column("needs_format", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "person", sa.Column("needs_support", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "person", sa.Column("needs_language", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("person", sa.Column("needs_asked", sa.BigInteger(), nullable=True))
    op.add_column("person", sa.Column("needs_review", sa.BigInteger(), nullable=True))
    op.add_column(
        "practitioner", sa.Column("away_from", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "practitioner", sa.Column("away_until", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column(
        "practitioner", sa.Column("left_on", sa.String(), server_default=sa.text("''"), nullable=False)
    )


def _index() -> None:
    op.create_table(
        "said",
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=True),
        sa.Column("person_id", sa.LargeBinary(16), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("is_entered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_said"),
    )
    op.create_index("ix_said_id", "said", ["id"], unique=True)
    op.create_index("ix_said_meeting_id", "said", ["meeting_id"], unique=False)
    op.create_index(
        "ix_said_waits", "said", ["kind", "no"], unique=False, sqlite_where=sa.text("NOT is_entered")
    )
    for statement in _INDEX:
        op.execute(statement)
    connection = op.get_bind()
    for kind, statement in _WAITING.items():
        rows = connection.exec_driver_sql(f"SELECT id FROM {kind}").all()  # noqa: S608
        if rows:
            connection.exec_driver_sql(statement, [tuple(row) for row in rows])


_INDEX = (
    """CREATE VIRTUAL TABLE said_words USING fts5(words, who, home,
tokenize = "unicode61 remove_diacritics 2")""",
    """INSERT INTO said_words (said_words, rank) VALUES ('secure-delete', 1)""",
    """CREATE TRIGGER said_goes AFTER DELETE ON said WHEN OLD.is_entered
BEGIN DELETE FROM said_words WHERE rowid = OLD.no; END""",
    """CREATE TRIGGER wish_is_said_no_more AFTER DELETE ON wish
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER topic_is_said_no_more AFTER DELETE ON topic
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER decision_is_said_no_more AFTER DELETE ON decision
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER opinion_is_said_no_more AFTER DELETE ON opinion
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER task_is_said_no_more AFTER DELETE ON task
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER outcome_is_said_no_more AFTER DELETE ON outcome
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER quote_is_said_no_more AFTER DELETE ON quote
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER turn_is_said_no_more AFTER DELETE ON turn
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER amendment_is_said_no_more AFTER DELETE ON amendment
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER meeting_is_said_no_more AFTER DELETE ON meeting
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER outside_is_said_no_more AFTER DELETE ON outside
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER to_bring_is_said_no_more AFTER DELETE ON to_bring
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER medication_is_said_no_more AFTER DELETE ON medication
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER episode_is_said_no_more AFTER DELETE ON episode
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
    """CREATE TRIGGER episode_end_is_said_no_more AFTER DELETE ON episode_end
BEGIN DELETE FROM said WHERE id = OLD.id; END""",
)
_WAITING = {
    "meeting": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(coalesce(t.began, t.planned), 0) / 1000, 0),
4000000000000) * 1000000 AND no < min(max(coalesce(coalesce(t.began, t.planned), 0) / 1000, 0),
4000000000000) * 1000000 + 1000000), min(max(coalesce(coalesce(t.began, t.planned), 0) / 1000, 0),
4000000000000) * 1000000), t.id, 'meeting', t.id, t.person_id, min(max(coalesce(coalesce(t.began,
t.planned), 0) / 1000, 0), 4000000000000), 0 FROM meeting AS t WHERE t.id = ? AND NOT t.struck AND
trim(t.idea_words || ' ' || t.reason) <> ''""",
    "wish": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 AND no < min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 + 1000000), min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000), t.id, 'wish', t.meeting_id, m.person_id,
min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0), 4000000000000), 0 FROM wish AS t LEFT
JOIN meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND t.words <> ''""",
    "topic": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 AND no < min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 + 1000000), min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000), t.id, 'topic', t.meeting_id, m.person_id,
min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0), 4000000000000), 0 FROM topic AS t LEFT
JOIN meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND t.words <> ''""",
    "decision": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(t.made, 0) / 1000, 0), 4000000000000) * 1000000
AND no < min(max(coalesce(t.made, 0) / 1000, 0), 4000000000000) * 1000000 + 1000000),
min(max(coalesce(t.made, 0) / 1000, 0), 4000000000000) * 1000000), t.id, 'decision', t.meeting_id,
m.person_id, min(max(coalesce(t.made, 0) / 1000, 0), 4000000000000), 0 FROM decision AS t LEFT JOIN
meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND t.words <> ''""",
    "opinion": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 AND no < min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 + 1000000), min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000), t.id, 'opinion', t.meeting_id, m.person_id,
min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0), 4000000000000), 0 FROM opinion AS t
LEFT JOIN meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND t.words <> ''""",
    "task": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 AND no < min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000 + 1000000), min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0),
4000000000000) * 1000000), t.id, 'task', t.meeting_id, m.person_id,
min(max(coalesce(coalesce(m.began, m.planned), 0) / 1000, 0), 4000000000000), 0 FROM task AS t LEFT
JOIN meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND trim(t.what || ' ' ||
t.by_when) <> ''""",
    "turn": """INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered)
SELECT coalesce((SELECT
max(no) + 1 FROM said WHERE no >= min(max(coalesce(t.began, 0) / 1000, 0), 4000000000000) * 1000000
AND no < min(max(coalesce(t.began, 0) / 1000, 0), 4000000000000) * 1000000 + 1000000),
min(max(coalesce(t.began, 0) / 1000, 0), 4000000000000) * 1000000), t.id, 'turn', t.meeting_id,
m.person_id, min(max(coalesce(t.began, 0) / 1000, 0), 4000000000000), 0 FROM turn AS t LEFT JOIN
meeting AS m ON m.id = t.meeting_id WHERE t.id = ? AND NOT t.struck AND t.words <> ''""",
}
"""How what an earlier version had of words waits to be entered, one by one: each takes the next number."""
