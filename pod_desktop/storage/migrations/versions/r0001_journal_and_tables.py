"""The journal and the tables that are its projection."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _journal()
    _team()
    _people()
    _meetings()
    _turns()


def _journal() -> None:
    op.create_table(
        "stream",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("laptop_id", sa.LargeBinary(16), nullable=False),
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=True),
        sa.PrimaryKeyConstraint("no", name="pk_stream"),
        sa.UniqueConstraint("id", name="uq_stream_id"),
    )
    op.create_table(
        "event",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(32), nullable=False),
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("group_no", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_event"),
        sa.UniqueConstraint("id", name="uq_event_id"),
        sa.ForeignKeyConstraint(["stream_no"], ["stream.no"], name="fk_event_stream_no"),
    )
    op.create_index("ix_event_stream_no_seq", "event", ["stream_no", "seq"], unique=False)
    op.execute("""CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the journal forgets nothing'); END""")
    op.execute("""CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.no <> OLD.no OR NEW.id <> OLD.id OR NEW.stream_no <> OLD.stream_no OR NEW.seq <> OLD.seq
  OR NEW.group_no <> OLD.group_no OR length(NEW.body) > 0
BEGIN SELECT RAISE(ABORT, 'the journal changes nothing'); END""")
    op.create_table(
        "head",
        sa.Column("entity_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("event_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "field", "event_no", name="pk_head"),
        sa.ForeignKeyConstraint(["event_no"], ["event.no"], name="fk_head_event_no"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "awaited",
        sa.Column("short_id", sa.LargeBinary(16), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("short_id", "field", name="pk_awaited"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ended",
        sa.Column("short_id", sa.LargeBinary(16), nullable=False),
        sa.PrimaryKeyConstraint("short_id", name="pk_ended"),
        sqlite_with_rowid=False,
    )


def _team() -> None:
    op.create_table(
        "team",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
    )
    op.create_table(
        "practitioner",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("peer", sa.Boolean(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_practitioner"),
    )
    op.create_table(
        "this_laptop",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("author_id", sa.LargeBinary(16), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_this_laptop"),
    )


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("nhs_number", sa.String(), nullable=False),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "episode",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("first_contact", sa.BigInteger(), nullable=True),
        sa.Column("first_contact_by", sa.String(), nullable=False),
        sa.Column("first_offer", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_episode"),
    )
    op.create_index("ix_episode_person_id", "episode", ["person_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("member_kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("angle", sa.Double(), nullable=True),
        sa.Column("distance", sa.Double(), nullable=True),
        sa.Column("hue", sa.Integer(), nullable=False),
        sa.Column("knows", sa.String(), nullable=False),
        sa.Column("worried", sa.String(), nullable=False),
        sa.Column("could_help", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("needs_asked", sa.BigInteger(), nullable=True),
        sa.Column("invite_idea", sa.BigInteger(), nullable=True),
        sa.Column("invite_yes", sa.Boolean(), nullable=True),
        sa.Column("invite_said", sa.BigInteger(), nullable=True),
        sa.Column("asked_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )
    op.create_index("ix_member_person_id", "member", ["person_id"], unique=False)
    op.create_table(
        "tie",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("a_id", sa.LargeBinary(16), nullable=False),
        sa.Column("b_id", sa.LargeBinary(16), nullable=False),
        sa.Column("known", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tie"),
    )
    op.create_index("ix_tie_person_id", "tie", ["person_id"], unique=False)


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("person_id", sa.LargeBinary(16), nullable=False),
        sa.Column("meeting_kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("place_chosen_by", sa.String(), nullable=False),
        sa.Column("set_in_id", sa.LargeBinary(16), nullable=True),
        sa.Column("began", sa.BigInteger(), nullable=True),
        sa.Column("closed", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("idea_words", sa.String(), nullable=False),
        sa.Column("log_asked", sa.BigInteger(), nullable=True),
        sa.Column("log_kind", sa.String(), nullable=False),
        sa.Column("log_choice", sa.String(), nullable=False),
        sa.Column("log_ended", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_person_id", "meeting", ["person_id"], unique=False)
    op.create_table(
        "invitee",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("member_id", sa.LargeBinary(16), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitee"),
    )
    op.create_index("ix_invitee_meeting_id", "invitee", ["meeting_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("attendee_id", sa.LargeBinary(16), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=True),
        sa.Column("seat", sa.Double(), nullable=True),
        sa.Column("log_agreed", sa.String(), nullable=False),
        sa.Column("log_answered", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
    )
    op.create_index("ix_attendance_meeting_id", "attendance", ["meeting_id"], unique=False)
    op.create_table(
        "wish",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("holder_id", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wish"),
    )
    op.create_index("ix_wish_meeting_id", "wish", ["meeting_id"], unique=False)
    op.create_table(
        "topic",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("raised_by_id", sa.LargeBinary(16), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("brought_from_id", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
    )
    op.create_index("ix_topic_meeting_id", "topic", ["meeting_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("topic_id", sa.LargeBinary(16), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_meeting_id", "decision", ["meeting_id"], unique=False)
    op.create_table(
        "opinion",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("decision_id", sa.LargeBinary(16), nullable=False),
        sa.Column("holder_id", sa.LargeBinary(16), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_opinion"),
    )
    op.create_index("ix_opinion_meeting_id", "opinion", ["meeting_id"], unique=False)
    op.create_table(
        "task",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("decision_id", sa.LargeBinary(16), nullable=True),
        sa.Column("who_id", sa.LargeBinary(16), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_when", sa.String(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
    )
    op.create_index("ix_task_meeting_id", "task", ["meeting_id"], unique=False)


def _turns() -> None:
    op.create_table(
        "turn",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("speaker_id", sa.LargeBinary(16), nullable=True),
        sa.Column("turn_kind", sa.String(), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.Column("end_unknown", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("topic_id", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turn"),
    )
    op.create_index("ix_turn_meeting_id", "turn", ["meeting_id"], unique=False)
    op.create_table(
        "turn_total",
        sa.Column("meeting_id", sa.LargeBinary(16), nullable=False),
        sa.Column("speaker_id", sa.LargeBinary(16), nullable=True),
        sa.Column("turn_kind", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("microseconds", sa.Integer(), nullable=False),
        sa.Column("unknown_ends", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turn_total"),
    )
    op.create_index("ix_turn_total_meeting_id", "turn_total", ["meeting_id"], unique=False)
