"""Members say more of what they need and can be joined; ties have a direction and a quality."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    for name in ("needs_format", "needs_support", "needs_language"):
        op.add_column("member", sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("member", sa.Column("needs_review", sa.BigInteger(), nullable=True))
    op.add_column("member", sa.Column("joined_into_id", sa.LargeBinary(16), nullable=True))
    for name in ("direction", "quality"):
        op.add_column("tie", sa.Column(name, sa.String(), server_default=sa.text("''"), nullable=False))
