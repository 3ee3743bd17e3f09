"""Locking a lost laptop out, taking in work found on it later, and making more stewards (SYNC §5)."""

import logging
from collections.abc import Callable
from pathlib import Path

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing, segments
from pod_desktop.storage.mailbox.folder import FileGone, Transport
from pod_desktop.storage.mailbox.packing import BadContents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import BadSegment, SignedSegment
from pod_desktop.storage.sharing import files, incoming, keys, signed
from pod_desktop.storage.sharing.files import State
from pod_desktop.storage.sharing.late_work import late_work
from pod_desktop.storage.sharing.members import Member
from pod_desktop.storage.sharing.signed import Adoption, Revocation, Upto
from pod_desktop.storage.tables.base import to_microseconds
from pod_desktop.sync.faults import NoSuchLaptop
from pod_desktop.sync.letting_in import require_steward
from pod_desktop.sync.patience import Patience, PatientFolder

_log = logging.getLogger(__name__)


def laptop_named(journal: Journal, name: str) -> bytes:
    """The id of the laptop of this name, typed with either apostrophe, or with this id in hex.

    Raises NoSuchLaptop, also where several have the name; it says what tells them apart.
    """
    wanted = name.strip()
    with files.looking(journal) as session:
        team = keys.members(session).all
        people = {keys.raw(each.id): each.name for each in keys.practitioners(session)}
    found = [
        id_ for id_, each in team.items() if _folded(wanted) in {_folded(each.admission.name), id_.hex()}
    ]
    if len(found) > 1:
        each_of_them = ", ".join(
            f"{id_.hex()} ({people.get(team[id_].admission.author, 'somebody whose name has not come yet')} "
            f"uses it, in the team since {keys.instant(team[id_].admission.issued):%Y-%m-%d %H:%M} UTC)"
            for id_ in sorted(found, key=lambda id_: team[id_].admission.issued)
        )
        raise NoSuchLaptop(
            f"Several laptops are called “{wanted}”. Give the id of the one that is meant: {each_of_them}."
        )
    if not found:
        names = ", ".join(sorted(f"“{each.admission.name}”" for each in team.values())) or "none"
        raise NoSuchLaptop(f"There is no laptop “{wanted}” in the team. There are: {names}.")
    return found[0]


def _folded(name: str) -> str:
    return name.replace("'", "’").casefold()


def revoke(journal: Journal, laptop: bytes) -> None:
    """Lock a laptop out, from what has come of it until now on, and give the others a new key.

    What a thief has read before stays read. The others hear of it with the next round. Raises NotASteward,
    NoSuchLaptop, BadInput for this laptop itself.
    """
    now = journal.clock.now()
    with files.changing(journal) as session:
        root = keys.root_of(session)
        require_steward(root.seed if root is not None else b"")
        member = keys.members(session).get(laptop)
        if root is None or member is None:
            raise NoSuchLaptop("That laptop does not belong to the team.")
        if member.revoked:
            return
        if keys.raw(keys.this_laptop(session).id) == laptop:
            raise BadInput("A laptop cannot lock itself out. Another steward’s laptop can.")
        revocation = Revocation(
            team=keys.raw(root.team_id),
            laptop=laptop,
            accepted=_upto(incoming.last_segments(session, EntityId(laptop.hex()))),
            issued=to_microseconds(now),
            by=keys.raw(keys.this_laptop(session).id),
        )
        keys.keep_certificate(session, signed.sign_certificate(revocation, root.seed))
        keys.new_epoch(session, now)
    _log.info("a laptop was locked out")


def adopt(
    journal: Journal,
    laptop: bytes,
    transport: Transport | None = None,
    between: Callable[[], None] = lambda: None,
) -> int:
    """Let all work of a locked-out laptop count: what waits in the folder now, and what came here in time.

    The next round takes it in, here and on all laptops. Returns how many segments there are. `between` is
    called while a file is waited for. Raises NotASteward, NoSuchLaptop, FolderGone.
    """
    now = journal.clock.now()
    with files.looking(journal) as session:
        root, folder = keys.root_of(session), files.folder_of(session)
        require_steward(root.seed if root is not None else b"")
        member = keys.members(session).get(laptop)
        if root is None or member is None or not member.revoked:
            raise NoSuchLaptop("That laptop is not locked out.")
        opened_by = [each.key for each in keys.epochs(session)]
        waiting = [path for path, row in files.noted(session).items() if row.state == State.QUARANTINED]
        place = Path(folder.place if folder is not None else "")
        here = late_work(session, EntityId(laptop.hex()), member)
    folder_there = transport or PatientFolder(place, Patience(journal.clock), between)
    found = _segments_of(folder_there, waiting, opened_by, laptop, member)
    there = {each.header.stream: (each.last, each.id) for each in sorted(found, key=lambda each: each.last)}
    with files.changing(journal) as session:
        for last in (
            there,
            here.last,
        ):  # each by itself: of a cloned disk they may be two lines of one stream
            if last:
                adoption = Adoption(
                    team=keys.raw(root.team_id),
                    laptop=laptop,
                    accepted=_upto(last),
                    issued=to_microseconds(now),
                    by=keys.raw(keys.this_laptop(session).id),
                )
                keys.keep_certificate(session, signed.sign_certificate(adoption, root.seed))
    return len({each.id for each in found}) + here.segments


def _segments_of(
    folder: Transport, paths: list[str], opened_by: list[bytes], laptop: bytes, member: Member
) -> list[SignedSegment]:
    found: list[SignedSegment] = []
    for path in paths:
        try:
            contents = packing.unpack(sealing.unseal(folder.get(path), opened_by))
            held = [segments.from_wire(part) for part in contents.parts]
        except (FileGone, NotOpened, BadContents, BadSegment):
            continue  # it changed since; the next round says what it is now
        found += [e for e in held if e.header.laptop == laptop and member.signs_with(e.header.signer)]
    return found


def make_steward(journal: Journal, laptop: bytes) -> None:
    """Let another laptop let in and lock out as well; it learns so with its next round.

    Raises NotASteward, NoSuchLaptop.
    """
    now = journal.clock.now()
    with files.changing(journal) as session:
        root = keys.root_of(session)
        require_steward(root.seed if root is not None else b"")
        member = keys.members(session).get(laptop)
        if member is None or member.revoked:
            raise NoSuchLaptop("That laptop does not belong to the team, or is locked out.")
        if member.is_steward:
            return
        keys.admit_as_steward(session, member.admission, now)
        keys.hand_out(session, keys.epochs(session)[0], now)


def renew_keys_if_due(journal: Journal) -> None:
    """Mend what stewards did at the same time, not having heard of each other.

    A new key where two locked out: either's is known to the other's laptop. The same keys once more where
    one let in whom another, locking out, did not serve.
    """
    with files.changing(journal) as session:
        if keys.is_outdated(session):
            keys.new_epoch(session, journal.clock.now())
        for epoch in keys.serving_too_few(session):
            keys.hand_out(session, epoch, journal.clock.now())


def _upto(segments: "dict[bytes, tuple[int, bytes]]") -> dict[bytes, Upto]:
    return {stream: Upto(seq, id_) for stream, (seq, id_) in segments.items()}
