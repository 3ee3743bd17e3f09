"""What is here of a locked-out laptop's work beyond what any certificate lets count.

A laptop that took such work in before it heard of the revocation keeps it, and the others have it waiting in
the folder: until a steward adopts it, they show different things.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.mailbox import segments
from pod_desktop.storage.sharing.files import laptops_of, noted
from pod_desktop.storage.sharing.members import Member
from pod_desktop.storage.tables import Segment, Stream


@dataclass(frozen=True, slots=True)
class LateWork:
    """Segments made by a laptop after what counts of it."""

    events: int
    segments: int
    last: dict[bytes, tuple[int, bytes]]
    """Stream → (last number, segment id) of the last of them."""


def late_work(session: Session, laptop: EntityId, member: Member) -> LateWork:
    """What is here and does not count; nothing of a laptop that is not locked out."""
    if not member.revoked:
        return LateWork(0, 0, {})
    rows = session.execute(
        select(Stream.id, Segment.id, Segment.first_seq, Segment.last_seq, Segment.header)
        .join(Segment, Segment.stream_no == Stream.no)
        .where(Stream.laptop_id == laptop)
        .order_by(Segment.last_seq, Segment.no)
    ).all()
    before = {id_: segments.header_of(header).previous for _, id_, _, _, header in rows}
    counts: set[bytes] = set()
    unknown: dict[bytes, int] = {}
    for stream, upto in member.accepted:
        link: bytes | None = upto.segment
        if link not in before:  # not here yet, so by its number: what lies below it counts with it
            unknown[stream] = max(upto.seq, unknown.get(stream, 0))
        while link in before and link not in counts:
            counts.add(link)
            link = before[link]
    numbers: set[tuple[bytes, int]] = set()
    count = 0
    last: dict[bytes, tuple[int, bytes]] = {}
    for stream_id, id_, first, upto_seq, _ in rows:
        stream = bytes.fromhex(stream_id)
        if id_ in counts or upto_seq <= unknown.get(stream, 0):
            continue
        count += 1
        numbers |= {(stream, seq) for seq in range(first, upto_seq + 1)}
        last[stream] = (upto_seq, id_)
    return LateWork(len(numbers), count, last)


def late_words(session: Session, laptop: EntityId, member: Member) -> str:
    """What a locked-out laptop made that is on some laptops only, as sentences; "" where there is none."""
    here = late_work(session, laptop, member).events
    waits = member.revoked and any(
        bytes.fromhex(laptop) in laptops_of(row) for row in noted(session).values()
    )
    said = []
    if here:
        said.append(
            f"{'1 change' if here == 1 else f'{here} changes'} that it made later than what counts of it "
            "came here before this laptop heard that it was locked out. On other laptops it may lack."
        )
    if waits:
        said.append("Work that it made later than what counts of it waits in the team folder.")
    return " ".join([*said, "A steward can take it in, for every laptop."]) if said else ""
