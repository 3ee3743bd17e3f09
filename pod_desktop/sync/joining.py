"""Letting another laptop into the team: a code of 12 words, a request, an answer (SYNC §5).

The code is told in person. Whoever has it can make one request; the answer is sealed with it and, besides, to
the key of the laptop that asked, so that whoever overhears the code later learns nothing.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from secrets import token_bytes
from typing import Annotated

import msgspec
import nacl.bindings
import nacl.exceptions

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.secret_words import SecretWords
from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import parcels, sealing
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Transport
from pod_desktop.storage.mailbox.parcels import BadContents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.mailbox.segments import Bytes16, Bytes32
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.storage.sharing.kept_keys import EpochKey
from pod_desktop.storage.tables import Invite, Joining, Practitioner, TeamFolder
from pod_desktop.sync import kinds
from pod_desktop.sync.connecting import default_name
from pod_desktop.sync.faults import NotASteward
from pod_desktop.sync.taking_in import answer_key, request_key

_log = logging.getLogger(__name__)

CODE_WORDS = 12
GOOD_FOR = timedelta(hours=72)
_SECRET = 16
_MOST_NAME = 100
_MOST_LETTER = 1024 * 1024
"""Bytes of a request or an answer, and more than enough."""
_PRACTITIONER_LOOKS = 36

_Text = Annotated[str, msgspec.Meta(max_length=_MOST_NAME)]


class _Request(msgspec.Struct, frozen=True):
    """What a laptop says of itself when it asks to join."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    laptop: Bytes16
    signing: Bytes32
    sealing: Bytes32
    author: Bytes16
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=_MOST_NAME)]
    """Of the practitioner who uses it."""
    profession: _Text
    peer: bool


class _Answer(msgspec.Struct, frozen=True):
    """All that a new laptop needs to read what the team has."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    team: Bytes16
    root: Bytes32
    seed: bytes
    """Of the root key, for a steward's laptop; else empty."""
    certificate: bytes
    """The laptop's admission."""
    epochs: list[EpochKey]


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


def ask_to_join(
    journal: Journal, place: Path, code: str, name: str, *, profession: str = "", peer: bool = False
) -> None:
    """Ask to join the team whose folder is `place`, with the code that was told in person.

    For a database that is set up and has no team yet. The request goes into the folder at once. Raises
    UnreadableWords for a code that cannot be one, BadInput for a missing name or another place, CannotStore.
    """
    secret = require_can_ask(place, code, name)
    place = place.resolve()
    with files.changing(journal) as session:
        before = files.joining(session)
        if before is not None:
            session.delete(before)
            session.flush()
        session.add(
            Joining(
                place=str(place),
                secret=secret,
                asked=journal.clock.now(),
                name=name.strip()[:_MOST_NAME],
                profession=profession.strip()[:_MOST_NAME],
                peer=peer,
            )
        )
    _post_request(journal, Folder(place))


def require_can_ask(place: Path, code: str, name: str) -> bytes:
    """Refuse what `ask_to_join` would refuse, before anything is made. Returns the secret of the code."""
    secret = secret_of_code(code)
    if not name.strip():
        raise BadInput("Please say who is using this laptop.")
    if not place.is_dir():
        raise BadInput(f"“{place}” is no folder that can be reached just now. Nothing has been changed.")
    return secret


def secret_of_code(code: str) -> bytes:
    """The secret behind the words of a code. Raises UnreadableWords, which says what is wrong with them."""
    words = word_list()
    return words.secret_of(words.read(code, CODE_WORDS))


def _post_request(journal: Journal, folder: Transport) -> None:
    """Put the request into the folder; each attempt is a new file, which is taken away with the answer."""
    with files.looking(journal) as session:
        asked, own = files.joining(session), keys.this_laptop(session)
        if asked is None:
            return
        request = _Request(
            version=1,
            laptop=keys.raw(own.id),
            signing=nacl.bindings.crypto_sign_seed_keypair(own.signing_seed)[0],
            sealing=signed.public_of(own.sealing_seed),
            author=keys.raw(own.author_id),
            name=asked.name,
            profession=asked.profession,
            peer=asked.peer,
        )
        key = request_key(asked.secret)
    plain = parcels.pack(kinds.REQUEST, [msgspec.msgpack.encode(request)])
    folder.put_new(sealing.seal(plain, key))


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
            try:
                asked = msgspec.msgpack.decode(row.request, type=_Request)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                _log.warning("a request to join could not be read")
                row.secret = b""
                continue
            team = keys.members(session)
            known = team.get(asked.laptop)
            if len(team.active) >= signed.SLOTS:
                _log.warning("nobody is let in: the team has as many laptops as a keyring has slots")
                continue  # the code stays good until one was locked out
            if known is not None and (known.revoked or not known.signs_with(asked.signing)):
                _log.warning("a laptop asked to join under the id of another")
                row.secret = b""
                continue
            name = _free_name(
                default_name(asked.name), {e.admission.name for e in keys.members(session).all.values()}
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
            answer = _Answer(
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
            admitted.append(name)
    return admitted


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def take_answer(journal: Journal, folder: Transport, between: Callable[[], None]) -> bool:
    """Look for the answer to this laptop's request. Returns whether it was let in now.

    Then request and answer have served and go; what is left of them goes with the next round, or
    a steward's laptop takes it away.
    """
    _tidy_served(journal, folder, between)
    with files.looking(journal) as session:
        asked, own = files.joining(session), keys.this_laptop(session)
        if asked is None or keys.root_of(session) is not None:
            return False
        secret, sealing_seed, place = asked.secret, own.sealing_seed, asked.place
    key, own_request = answer_key(secret), request_key(secret)
    served: list[str] = []
    answer: _Answer | None = None
    for listed in folder.list():
        between()
        try:
            content = folder.get(listed.path)
            if sealing.key_for(content, [key, own_request]) is None:
                continue
            served.append(listed.path)
            contents = parcels.unpack(sealing.unseal(content, [key, own_request]))
            if contents.kind == kinds.ANSWER and contents.parts:
                answer = _read_answer(contents.parts[0], sealing_seed)
        except (FileGone, NotOpened, BadContents):
            continue  # half there: the next round looks again
    if answer is None:
        if not served:
            _post_request(journal, folder)
        return False
    _enter_team(journal, answer, place)
    _log.info("let into the team")
    for path in served:
        folder.remove(path)
    return True


def _tidy_served(journal: Journal, folder: Transport, between: Callable[[], None]) -> None:
    """Take away the request and answer of this laptop's joining, where the round that let it in broke off."""
    with files.looking(journal) as session:
        asked, root = files.joining(session), keys.root_of(session)
        if asked is None or root is None:
            return
        opened_by = [answer_key(asked.secret), request_key(asked.secret)]
        known = files.known(session).keys()
    for listed in folder.list():
        between()
        if listed.size > _MOST_LETTER or listed.promised in known:
            continue
        try:
            content = folder.get(listed.path)
        except FileGone:
            continue
        if sealing.key_for(content, opened_by) is not None:
            folder.remove(listed.path)


def _read_answer(box: bytes, secret: bytes) -> _Answer:
    try:
        plain = nacl.bindings.crypto_box_seal_open(box, signed.public_of(secret), secret)
        return msgspec.msgpack.decode(plain, type=_Answer)
    except (nacl.exceptions.CryptoError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadContents("An answer to a request to join is not for this laptop.") from error


def _enter_team(journal: Journal, answer: _Answer, place: str) -> None:
    with files.changing(journal) as session:
        keys.take_root(session, answer.team, answer.root, answer.seed)
        session.add_all(each.row() for each in answer.epochs)
        keys.keep_certificate(session, answer.certificate)
        session.add(TeamFolder(place=place, connected=journal.clock.now(), has_marker=True))


def become_author(journal: Journal) -> bool:
    """After the first whole look in the team: the practitioner of the admission is who uses this laptop.

    Returns whether that was to be done: also after a round that broke off between the two.
    """
    with files.changing(journal) as session:
        asked, own = files.joining(session), keys.this_laptop(session)
        if asked is None:
            return False
        member = keys.members(session).get(keys.raw(own.id))
        if member is not None:
            own.author_id = EntityId(member.admission.author.hex())
        author = own.author_id
        is_known = session.get(Practitioner, author) is not None
        before = len(keys.practitioners(session))
        name, profession, peer = asked.name, asked.profession, asked.peer
    if not is_known:
        with journal.act() as act:
            act.create(
                Practitioner,
                id_=author,
                name=name,
                profession=profession,
                peer=peer,
                hue=_PRACTITIONER_LOOKS - 1 - before % _PRACTITIONER_LOOKS,
            )
    with files.changing(journal) as session:
        asked = files.joining(session)
        if asked is not None:
            session.delete(asked)
    return True
