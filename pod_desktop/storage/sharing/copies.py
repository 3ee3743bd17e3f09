"""Laptops of which there may be two: brought back from a backup, or a disk that was copied."""

from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId

_SEVERAL_LINES = (
    "SELECT laptop_id FROM stream WHERE meeting_id IS NULL GROUP BY laptop_id HAVING count(*) > 1"
)


def gone_on_with(session: Session) -> set[EntityId]:
    """Laptops whose data was gone on with from a backup or on a copied disk: that begins a new main stream.

    Nothing tells which of the two it was. What a copy says that it has heard is kept under the laptop's id
    (`heard_by`), so it is known of all copies together.
    """
    rows = session.connection().exec_driver_sql(_SEVERAL_LINES)
    return {EntityId(laptop.hex()) for (laptop,) in rows}
