"""What the voices of a meeting need; where medication was decided; who is told apart on a map."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "absent_voice",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("voice_id", sa.LargeBinary(16), nullable=False),
        sa.Column("seat", sa.Double(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absent_voice"),
    )
    op.create_index("ix_absent_voice_meeting_id", "absent_voice", ["meeting_id"], unique=False)
    op.create_table(
        "told_apart",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("one_id", sa.LargeBinary(16), nullable=False),
        sa.Column("other_id", sa.LargeBinary(16), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_told_apart"),
    )
    op.create_index("ix_told_apart_person_id", "told_apart", ["person_id"], unique=False)
    op.create_table(
        "topical_episode",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("introduced_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topical_episode"),
    )
    op.create_index("ix_topical_episode_meeting_id", "topical_episode", ["meeting_id"], unique=False)
    op.create_table(
        "unfinished",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "place", name="pk_unfinished"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "own_key",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("attendee_id", sa.LargeBinary(16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "attendee_id", name="pk_own_key"),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "attendance", sa.Column("words_left_out", sa.Boolean(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "meeting", sa.Column("log_stands", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    for name in ("decided_in_id", "outside_id"):
        op.add_column("medication", sa.Column(name, sa.LargeBinary(16), nullable=True))
    for name in ("addressed_to_id", "invited_by_id", "answers_id", "voice_of_id", "log_of_id"):
        op.add_column("turn", sa.Column(name, sa.LargeBinary(16), nullable=True))
    for name in ("turn", "quote"):
        op.add_column(
            name, sa.Column("correction", sa.String(), server_default=sa.text("''"), nullable=False)
        )
    op.add_column("turn", sa.Column("added_later", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    op.create_index("ix_turn_meeting_id_speaker_id", "turn", ["meeting_id", "speaker_id"], unique=False)
    op.execute(
        """CREATE TRIGGER topical_episode_is_said_no_more AFTER DELETE ON topical_episode
BEGIN DELETE FROM said WHERE id = OLD.id; END"""
    )
