"""A team says what its maps propose for a word."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "relation_word",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("member_kind", sa.String(), server_default=sa.text("'person'"), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relation_word"),
    )
