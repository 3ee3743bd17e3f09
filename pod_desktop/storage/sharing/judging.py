"""Whether a segment counts: who signed it, whose stream it is, and when its laptop was locked out."""

from sqlalchemy.orm import Session

from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.sharing import incoming
from pod_desktop.storage.sharing.confirmed import may_erase
from pod_desktop.storage.sharing.files import State
from pod_desktop.storage.sharing.members import Members


def judged(session: Session, members: Members, segment: SignedSegment) -> State | None:
    """The state in which a segment waits; None where it counts.

    It counts when its laptop was let in and signed it, the stream is its own, and, where it was locked out,
    the segment is among what it had told until then; and when what it erases was confirmed by two. Raises
    BadSegment for another laptop's stream.
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
        or incoming.follows(session, header.stream, segment.id)
    ):
        return State.QUARANTINED
    if may_erase(session, segment) or incoming.is_known(session, segment.id):
        return None
    return State.UNCONFIRMED
