"""Joining a team from a new laptop: a request made with the code of 12 words, and the answer (SYNC §5)."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec
import nacl.bindings
import nacl.exceptions

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing
from pod_desktop.storage.mailbox.folder import FileGone, Folder, Transport
from pod_desktop.storage.mailbox.packing import BadContents
from pod_desktop.storage.mailbox.sealing import NotOpened
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.storage.tables import Joining, Practitioner, TeamFolder
from pod_desktop.sync import kinds
from pod_desktop.sync.faults import NothingOfATeam
from pod_desktop.sync.join_letters import MOST_NAME, Answer, Request, answer_key, request_key

_log = logging.getLogger(__name__)

CODE_WORDS = 12
_MOST_LETTER = 1024 * 1024
"""Bytes of a request or an answer, and more than enough."""
_PRACTITIONER_LOOKS = 36


def ask_to_join(
    journal: Journal, place: Path, code: str, name: str, *, profession: str = "", peer: bool = False
) -> None:
    """Ask to join the team whose folder is `place`, with the code that was told in person.

    For a database that is set up and has no team yet. The request goes into the folder at once. Raises
    UnreadableWords for a code that cannot be one, BadInput for a missing name or another place, CannotStore.
    """
    ask_with(journal, place, require_can_ask(place, code, name), name, profession, peer=peer)


def ask_with(journal: Journal, place: Path, secret: bytes, name: str, profession: str, *, peer: bool) -> None:
    """Ask with the secret of a code. Raises BadInput for a folder out of reach, and CannotStore."""
    _require_reach(place)
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
                name=name.strip()[:MOST_NAME],
                profession=profession.strip()[:MOST_NAME],
                peer=peer,
            )
        )
    _post_request(journal, Folder(place))


def require_can_ask(place: Path, code: str, name: str) -> bytes:
    """Refuse what `ask_to_join` would refuse, before anything is made. Returns the secret of the code."""
    secret = secret_of_code(code)
    if not name.strip():
        raise BadInput("Please say who is using this laptop.")
    _require_reach(place)
    return secret


def _require_reach(place: Path) -> None:
    if not place.is_dir():
        raise BadInput(f"“{place}” is no folder that can be reached just now. Nothing has been changed.")


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
        request = Request(
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
    plain = packing.pack(kinds.REQUEST, [msgspec.msgpack.encode(request)])
    folder.put_new(sealing.seal(plain, key))


def take_answer(journal: Journal, folder: Transport, between: Callable[[], None]) -> bool:
    """Look for the answer to this laptop's request. Returns whether it was let in now.

    Then request and answer have served and go; what is left of them goes with the next round, or
    a steward's laptop takes it away. Raises NothingOfATeam where the folder holds no file but the request.
    """
    _tidy_served(journal, folder, between)
    with files.looking(journal) as session:
        asked, own = files.joining(session), keys.this_laptop(session)
        if asked is None or keys.root_of(session) is not None:
            return False
        secret, sealing_seed, place = asked.secret, own.sealing_seed, asked.place
    key, own_request = answer_key(secret), request_key(secret)
    served: list[str] = []
    answer: Answer | None = None
    every = folder.list()
    for listed in every:
        between()
        try:
            content = folder.get(listed.path)
            if sealing.key_for(content, [key, own_request]) is None:
                continue
            served.append(listed.path)
            contents = packing.unpack(sealing.unseal(content, [key, own_request]))
            if contents.kind == kinds.ANSWER and contents.parts:
                answer = _read_answer(contents.parts[0], sealing_seed)
        except (FileGone, NotOpened, BadContents):
            continue  # half there: the next round looks again
    if answer is None:
        if not served:
            _post_request(journal, folder)
        if len(served) == len(every):
            raise NothingOfATeam("This laptop has asked to join, and nothing but that lies in the folder.")
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


def _read_answer(box: bytes, secret: bytes) -> Answer:
    try:
        plain = nacl.bindings.crypto_box_seal_open(box, signed.public_of(secret), secret)
        return msgspec.msgpack.decode(plain, type=Answer)
    except (nacl.exceptions.CryptoError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadContents("An answer to a request to join is not for this laptop.") from error


def _enter_team(journal: Journal, answer: Answer, place: str) -> None:
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
