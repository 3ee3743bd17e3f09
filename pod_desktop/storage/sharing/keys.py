"""The team's keys and certificates in the database, each function in the transaction that it is given."""

from functools import lru_cache
from secrets import token_bytes

import nacl.bindings
from sqlalchemy import select
from sqlalchemy.orm import Session

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.storage import stream_ids
from pod_desktop.storage.sharing import signed
from pod_desktop.storage.sharing.members import Members
from pod_desktop.storage.sharing.signed import Admission, BadStatement, Keyring
from pod_desktop.storage.tables import Certificate, Epoch, Practitioner, Stream, Team, TeamRoot, ThisLaptop
from pod_desktop.storage.tables.base import from_microseconds, to_microseconds

_NO_SEED = bytes(32)
_ROOT, _LAPTOP = select(TeamRoot), select(ThisLaptop)
"""These are put together once, since every round asks them many times."""
_EPOCHS = select(Epoch).order_by(Epoch.number.desc(), Epoch.id.desc())
_CERTIFICATES = select(Certificate.id, Certificate.content).order_by(Certificate.id)
_read_certificate = lru_cache(maxsize=1_000)(signed.read_certificate)
"""A round asks often who belongs to the team; what was verified once is so for good."""
_LAST = 253_402_300_799_000_000


def raw(id_: EntityId) -> bytes:
    """An id as it goes on the wire."""
    return bytes.fromhex(id_)


def root_of(session: Session) -> TeamRoot | None:
    """The team's root key; None while this laptop shares no folder."""
    return session.scalars(_ROOT).one_or_none()


def this_laptop(session: Session) -> ThisLaptop:
    """The laptop that this is."""
    return session.scalars(_LAPTOP).one()


def found_team(session: Session, name: str, now: Instant) -> TeamRoot:
    """Make the team's root key, its first epoch, and this laptop its first steward."""
    seed = token_bytes(32)
    public, _ = nacl.bindings.crypto_sign_seed_keypair(seed)
    root = TeamRoot(team_id=new_id(), public=public, seed=seed)
    session.add(root)
    session.add(Epoch(id=new_id(), number=0, key=token_bytes(32), keyring=b"", sealed_with=None))
    session.flush()
    own = this_laptop(session)
    admit(
        session,
        laptop=raw(own.id),
        signing=nacl.bindings.crypto_sign_seed_keypair(own.signing_seed)[0],
        sealing=signed.public_of(own.sealing_seed),
        author=raw(own.author_id),
        name=name,
        steward=True,
        now=now,
        marked=all(stream_ids.is_marked(raw(each), raw(own.id)) for each in _own_streams(session, own.id)),
    )
    return root


def _own_streams(session: Session, own: EntityId) -> list[EntityId]:
    return list(session.scalars(select(Stream.id).where(Stream.laptop_id == own)))


def knows_its_team(session: Session) -> bool:
    """Whether the team's name and people have come to this laptop, so that somebody can work on it."""
    return session.scalars(select(Team.id)).first() is not None


def take_root(session: Session, team: bytes, public: bytes, seed: bytes) -> None:
    """Know the team's root key, as the answer to this laptop's wish to join says it."""
    session.add(TeamRoot(team_id=EntityId(team.hex()), public=public, seed=seed))
    session.flush()


def admit(
    session: Session,
    *,
    laptop: bytes,
    signing: bytes,
    sealing: bytes,
    author: bytes,
    name: str,
    steward: bool,
    now: Instant,
    marked: bool = True,
) -> bytes:
    """Issue and keep an admission. Returns the certificate. A steward's laptop only."""
    root = session.scalars(select(TeamRoot)).one()
    admission = Admission(
        team=raw(root.team_id),
        laptop=laptop,
        signing=signing,
        sealing=sealing,
        author=author,
        name=name,
        steward=steward,
        issued=to_microseconds(now),
        by=raw(this_laptop(session).id),
        marked=marked,
    )
    content = signed.sign_certificate(admission, root.seed)
    keep_certificate(session, content)
    return content


def keep_certificate(session: Session, content: bytes) -> bool:
    """Keep a certificate of this team. Returns whether it is new here. Raises BadStatement."""
    root = session.scalars(select(TeamRoot)).one()
    said = signed.read_certificate(content, root.public)
    if said is not None and said.team != raw(root.team_id):
        raise BadStatement("A certificate is of another team.")
    id_ = signed.id_of(content)
    if session.get(Certificate, id_) is not None:
        return False
    session.add(Certificate(id=id_, content=content))
    session.flush()
    return True


def certificates(session: Session) -> dict[bytes, bytes]:
    """All certificates, by their ids."""
    return dict(session.execute(_CERTIFICATES).all())


def members(session: Session) -> Members:
    """Who belongs to the team; nobody while there is none."""
    root = root_of(session)
    if root is None:
        return Members([])
    read = ((id_, _read_certificate(content, root.public)) for id_, content in certificates(session).items())
    return Members((id_, said) for id_, said in read if said is not None)


def epochs(session: Session) -> list[Epoch]:
    """All epochs whose keys are here, the one that seals now first."""
    return list(session.scalars(_EPOCHS))


def new_epoch(session: Session, now: Instant) -> Epoch:
    """A new key for all laptops that are not locked out. A steward's laptop only. Raises ValueError."""
    before = epochs(session)[0]
    epoch = Epoch(
        id=new_id(), number=before.number + 1, key=token_bytes(32), keyring=b"", sealed_with=before.id
    )
    session.add(epoch)
    session.flush()
    _hand_out(session, epoch, now, members(session).revocations)
    return epoch


def hand_out(session: Session, epoch: Epoch, now: Instant) -> None:
    """Make the epoch's keyring anew, as for another steward. Raises ValueError for too many laptops.

    Its key takes account of the same revocations as before: a laptop locked out since may know it.
    """
    _hand_out(session, epoch, now, without(session, epoch))


def _hand_out(session: Session, epoch: Epoch, now: Instant, without_: frozenset[bytes]) -> None:
    root = session.scalars(select(TeamRoot)).one()
    team = members(session)
    boxes = [
        (each.admission.sealing, epoch.key + (root.seed if each.is_steward else _NO_SEED))
        for each in team.active.values()
    ]
    ring = Keyring(
        version=signed.VERSION,
        team=raw(root.team_id),
        epoch=raw(epoch.id),
        number=epoch.number,
        issued=max(to_microseconds(now), _issued(epoch, root) + 1),
        by=raw(this_laptop(session).id),
        without=tuple(sorted(without_)),
        slots=signed.seal_slots(boxes),
        serves=signed.serving_tags([each.admissions[0][0] for each in team.active.values()], epoch.key),
    )
    epoch.keyring = signed.sign_keyring(ring, root.seed)
    epoch.sealed_with = epoch.sealed_with or epoch.id
    session.flush()


def take_keyring(session: Session, content: bytes, sealed_with: EntityId) -> bool:
    """Learn what a keyring hands to this laptop. Returns whether anything is new. Raises BadStatement."""
    root = session.scalars(select(TeamRoot)).one()
    ring = signed.read_keyring(content, root.public)
    if ring.team != raw(root.team_id):
        raise BadStatement("A keyring is of another team.")
    secret = signed.open_slots(ring.slots, this_laptop(session).sealing_seed)
    if secret is None or len(secret) != 64:
        return False
    key, seed = secret[:32], secret[32:]
    is_new = False
    if seed != _NO_SEED and not root.seed and nacl.bindings.crypto_sign_seed_keypair(seed)[0] == root.public:
        root.seed, is_new = seed, True
    epoch = session.get(Epoch, EntityId(ring.epoch.hex()))
    if epoch is None:
        session.add(
            Epoch(
                id=EntityId(ring.epoch.hex()),
                number=ring.number,
                key=key,
                keyring=content,
                sealed_with=sealed_with,
            )
        )
        is_new = True
    elif epoch.keyring != content and _issued(epoch, root) < ring.issued:
        epoch.keyring = content
    session.flush()
    return is_new


def is_outdated(session: Session) -> bool:
    """Whether the key that seals now is known to a laptop that was locked out since."""
    return not members(session).revocations <= without(session, epochs(session)[0])


def serving_too_few(session: Session) -> list[Epoch]:
    """The epochs whose keyring has no slot for a laptop of the team, as it is now; the oldest first.

    Such a laptop was let in, or made a steward, while another steward made the keyring. The way to an epoch
    goes through all before it, so each has to serve everybody.
    """
    root, active = root_of(session), members(session).active.values()
    if root is None or len(active) > signed.SLOTS:
        return []
    found = []
    for epoch in reversed(epochs(session)):
        if epoch.keyring:
            served = set(signed.read_keyring(epoch.keyring, root.public).serves)
            tags = {signed.serving_tag(each.admissions[0][0], epoch.key) for each in active}
            if not tags <= served:
                found.append(epoch)
    return found


def without(session: Session, epoch: Epoch) -> frozenset[bytes]:
    """The revocations of which an epoch's keyring takes account, by the ids of their certificates."""
    root = session.scalars(select(TeamRoot)).one()
    if not epoch.keyring:
        return frozenset()
    return frozenset(signed.read_keyring(epoch.keyring, root.public).without)


def _issued(epoch: Epoch, root: TeamRoot) -> int:
    return signed.read_keyring(epoch.keyring, root.public).issued if epoch.keyring else 0


def practitioners(session: Session) -> list[Practitioner]:
    """Everybody in the team's roster."""
    return list(session.scalars(select(Practitioner).filter_by(struck=False).order_by(Practitioner.id)))


def author_for(session: Session, name: str, proposed: bytes) -> bytes:
    """The practitioner of this name who is known already and has no laptop; else the one proposed."""
    taken = {each.admission.author for each in members(session).active.values()}
    same = [
        raw(each.id)
        for each in practitioners(session)
        if each.name.casefold() == name.casefold() and raw(each.id) not in taken
    ]
    return same[0] if len(same) == 1 else proposed


def admit_as_steward(session: Session, was: Admission, now: Instant) -> None:
    """Issue a laptop's admission again, with a steward's rights."""
    admit(
        session,
        laptop=was.laptop,
        signing=was.signing,
        sealing=was.sealing,
        author=was.author,
        name=was.name,
        steward=True,
        now=max(now, from_microseconds(was.issued + 1)),
        marked=was.marked,
    )


def instant(microseconds: int) -> Instant:
    """When something was issued; the last instant there is for a number beyond the calendar."""
    try:
        return from_microseconds(microseconds)
    except OverflowError:
        return from_microseconds(_LAST)
