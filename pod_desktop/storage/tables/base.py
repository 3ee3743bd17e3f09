"""What all tables share: typed ids and instants, and the fields every synced thing has."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, LargeBinary, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from typing_extensions import override

from pod_desktop.domain.ids import EntityId

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_microseconds(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def from_microseconds(number: int) -> datetime:
    """The instant so many microseconds after 1970 began."""
    return _EPOCH + number * _MICROSECOND


class Id(TypeDecorator[str]):
    """An EntityId: hex in the program, 16 bytes in the database and on the wire."""

    impl = LargeBinary(16)
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes.fromhex(value)

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else value.hex()


class Moment(TypeDecorator[datetime]):
    """An instant: aware UTC in the program, microseconds since 1970 in the database and on the wire."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_microseconds(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_microseconds(value)


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {EntityId: Id(), datetime: Moment()}


class Synced(Base):
    """A thing that laptops exchange; a row is only the projection of its events in the journal.

    `kind` is its name on the wire and never changes. `in_turn_log` puts its events into the stream of its
    meeting's turn log instead of the laptop's main stream. References between synced things are plain ids
    without a foreign key, since an event may arrive before what it refers to (docs/adr/0003). Values are
    str, bool, int, float, EntityId or Instant. A column may carry `info={"wire": "s"}`, its name on the
    wire where that differs, and `info={"of_several": rule}` where a rule of the practice says which of
    several concurrent values holds (domain.side_by_side): such a field never is a conflict.
    """

    __abstract__ = True
    kind: ClassVar[str]
    in_turn_log: ClassVar[bool] = False

    id: Mapped[EntityId] = mapped_column(primary_key=True)
    struck: Mapped[bool] = mapped_column(default=False)
    """Struck out with a reason; kept for history, shown nowhere else."""
