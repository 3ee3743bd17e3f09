"""Whether a segment counts: who signed it, whose stream it is, and when its laptop was locked out."""

from collections.abc import Container

from sqlalchemy.orm import Session

from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.sharing import incoming
from pod_desktop.storage.sharing.confirmed import may_erase
from pod_desktop.storage.sharing.files import State
from pod_desktop.storage.sharing.members import Members


class Before:
    """Which of the segments that wait stand in their stream before one that is here.

    Of what a locked-out laptop had told, only the last is named; files come in any order. So all that wait
    are gathered, by their ids only, and gone through from each segment that is here to the one before it.
    """

    def __init__(self) -> None:
        self._waiting: dict[bytes, tuple[bytes, bytes | None]] = {}
        self._found: set[bytes] = set()

    def __contains__(self, segment: object) -> bool:
        return segment in self._found

    def gather(self, segment: SignedSegment) -> None:
        """Remember that this segment, signed as it should be, waits."""
        self._waiting[segment.id] = (segment.header.stream, segment.header.previous)

    def find(self, session: Session) -> bool:
        """Look for them among what was gathered. Returns whether there are more of them now."""
        before = len(self._found)
        for stream in {stream for stream, _ in self._waiting.values()}:
            for last in incoming.followed(session, stream):
                at: bytes | None = last
                while at is not None and self._waiting.get(at, (b"", None))[0] == stream:
                    self._found.add(at)
                    _, at = self._waiting.pop(at)
        return len(self._found) > before


def judged(
    session: Session, members: Members, segment: SignedSegment, before: Container[bytes] = ()
) -> State | None:
    """The state in which a segment waits; None where it counts.

    It counts when its laptop was let in and signed it, the stream is its own, and, where it was locked out,
    the segment is among what it had told until then, as the last or as one of those in `before`; and when
    what it erases was confirmed by two. Raises BadSegment for another laptop's stream.
    """
    header = segment.header
    member = members.get(header.laptop)
    if member is None or not member.signs_with(header.signer):
        return State.UNKNOWN_LAPTOP
    if not member.may_own(header.stream) or members.owner_by_mark(header.stream) not in {None, header.laptop}:
        raise BadSegment(
            f"This file goes on under the name of another laptop with what “{member.admission.name}” signed, "
            "so it was left alone."
        )
    if member.revoked and not (
        incoming.is_known(session, segment.id)
        or any(stream == header.stream and upto.segment == segment.id for stream, upto in member.accepted)
        or segment.id in before
    ):
        return State.QUARANTINED
    if may_erase(session, segment) or incoming.is_known(session, segment.id):
        return None
    return State.UNCONFIRMED
