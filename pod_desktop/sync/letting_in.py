"""Letting another laptop into the team: a code of 12 words, and the answer to whoever asks with it (SYNC §5).

The code is told in person. Whoever has it can make one request; the answer is sealed with it and, besides, to
the key of the laptop that asked, so that whoever overhears the code later learns nothing.
"""

import logging
from datetime import timedelta
from secrets import token_bytes

import msgspec
import nacl.bindings

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.secret_words import SecretWords
from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.storage.sharing.kept_keys import EpochKey
from pod_desktop.storage.tables import Invite, TeamRoot
from pod_desktop.sync import kinds
from pod_desktop.sync.connecting import default_name
from pod_desktop.sync.faults import NotASteward
from pod_desktop.sync.join_letters import Answer, Request, answer_key

_log = logging.getLogger(__name__)

GOOD_FOR = timedelta(hours=72)
_SECRET = 16


def invite(journal: Journal, *, steward: bool = False) -> SecretWords:
    """A new code for one laptop, good for 72 hours. Raises NotASteward, and BadInput without a folder."""
    secret = token_bytes(_SECRET)
    now = journal.clock.now()
    with files.changing(journal) as session:
        root = keys.root_of(session)
        if root is None or files.folder_of(session) is None:
            raise BadInput("Please choose the team folder first: the other laptop answers through it.")
        require_steward(root.seed)
        if len(keys.members(session).active) >= signed.SLOTS:
            raise BadInput(
                f"There are {signed.SLOTS} laptops in the team, and a team folder carries no more. Lock out "
                "one that is used no longer; then another can be let in."
            )
        session.add(
            Invite(
                id=new_id(), secret=secret, made=now, expires=now + GOOD_FOR, steward=steward, used_by=None
            )
        )
    return word_list().words_for(secret)


def take_invite_back(journal: Journal, invite_id: EntityId) -> None:
    """The code serves no more. Nothing where it has served already."""
    with files.changing(journal) as session:
        row = session.get(Invite, invite_id)
        if row is not None and row.used_by is None:
            row.secret = b""


def require_steward(seed: bytes) -> None:
    """Raises NotASteward."""
    if not seed:
        raise NotASteward(
            "Only a steward’s laptop can let laptops in and lock them out. The team folder page says which "
            "they are."
        )


def answer_requests(journal: Journal) -> list[str]:
    """Let in who asked with a good code; the answers go out with the rest. Returns the laptops' names."""
    now = journal.clock.now()
    admitted: list[str] = []
    with files.changing(journal) as session:
        root = keys.root_of(session)
        if root is None:
            return []
        for row in files.open_invites(session):
            if row.used_by is None and now > row.expires:
                row.secret = b""
            if not row.secret or not row.request or row.used_by is not None:
                continue
            asked = _request_of(row)
            if asked is not None and _may_join(session, row, asked):
                admitted.append(_let_in(session, root, row, asked, now))
    return admitted


def _request_of(row: Invite) -> Request | None:
    """What was asked with a code; None where it makes no sense, and then the code has served."""
    try:
        return msgspec.msgpack.decode(row.request, type=Request)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _log.warning("a request to join could not be read")
        row.secret = b""
        return None


def _may_join(session: files.Transaction, row: Invite, asked: Request) -> bool:
    team = keys.members(session)
    known = team.get(asked.laptop)
    if len(team.active) >= signed.SLOTS:
        _log.warning("nobody is let in: the team has as many laptops as a keyring has slots")
        return False  # the code stays good until one was locked out
    if known is not None and (known.revoked or not known.signs_with(asked.signing)):
        _log.warning("a laptop asked to join under the id of another")
        row.secret = b""
        return False
    return True


def _let_in(session: files.Transaction, root: TeamRoot, row: Invite, asked: Request, now: Instant) -> str:
    """Admit the laptop and put the answer among what goes out. Returns the laptop's name."""
    name = free_name(
        default_name(asked.name), {each.admission.name for each in keys.members(session).all.values()}
    )
    certificate = keys.admit(
        session,
        laptop=asked.laptop,
        signing=asked.signing,
        sealing=asked.sealing,
        author=keys.author_for(session, asked.name, asked.author),
        name=name,
        steward=row.steward,
        now=now,
    )
    answer = Answer(
        version=1,
        team=keys.raw(root.team_id),
        root=root.public,
        seed=root.seed if row.steward else b"",
        certificate=certificate,
        epochs=[EpochKey.of(each) for each in keys.epochs(session)],
    )
    box = nacl.bindings.crypto_box_seal(msgspec.msgpack.encode(answer), asked.sealing)
    files.queue_letter(session, kinds.ANSWER, [box], [signed.id_of(box)], answer_key(row.secret), now)
    row.used_by = EntityId(asked.laptop.hex())
    return name


def free_name(wanted: str, taken: set[str]) -> str:
    """The name, with a number behind it where a laptop of which this one knows has it."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
