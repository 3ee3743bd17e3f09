"""A reader of team folders, written from docs/formats.md alone: it uses nothing of the program."""

import hashlib
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import nacl.bindings as sodium
import nacl.exceptions
import nacl.public
import pytest
from sqlalchemy import select

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.events import SHORT
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.tables import JournalEvent, Person, Stream
from tests.sync.laptops import Laptops, add_person, names, rename
from tests.sync.laptops import team as team_of

ENGLISH = Path(__file__).parents[2] / "resources/words/english.txt"

unpack = msgspec.msgpack.decode
pack = msgspec.msgpack.encode


def blake2b(content, size=32, key=b"", person=b""):
    return hashlib.blake2b(content, digest_size=size, key=key, person=person).digest()


def opened(content, key):
    """The contents of a sealed file; None where it was made with another key."""
    nonce, tag = content[:24], content[24:40]
    if tag != blake2b(nonce, 16, key):
        return None
    inner = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        content[40:], b"POD sealed file 1" + nonce + tag, nonce, key
    )
    length = int.from_bytes(inner[:4], "big")
    assert not any(inner[4 + length :])
    version, kind, parts = unpack(zlib.decompress(inner[4 : 4 + length]))
    assert version == 1
    return kind, parts


def opened_box(box, secret):
    """What a sealed box says to the laptop with this secret key; None where it is for another."""
    try:
        return nacl.public.SealedBox(nacl.public.PrivateKey(secret)).decrypt(box)
    except nacl.exceptions.CryptoError:
        return None


def said(purpose, statement, signer):
    body, signature = unpack(statement)
    assert len(signature) == 64
    sodium.crypto_sign_open(signature + pack([purpose, body]), signer)
    return unpack(body)


class Segment:
    def __init__(self, part):
        header, ids, signature, self.bodies = unpack(part)
        version, self.stream, self.laptop, self.meeting, self.signer, self.first, self.previous, heard = (
            unpack(header)
        )
        assert version == 1
        assert list(heard) == sorted(heard)
        signed = pack([b"POD segment 1", header, ids])
        sodium.crypto_sign_open(signature + signed, self.signer)
        self.id, self.heard = blake2b(signed), heard
        self.ids = [ids[at : at + 32] for at in range(0, len(ids), 32)]
        assert 1 <= len(self.ids) == len(self.bodies) <= 65_536
        for number, (id_, body) in enumerate(zip(self.ids, self.bodies, strict=True), self.first):
            if body is not None:
                assert blake2b(body) == id_
                assert unpack(body)[:3] == [1, self.stream, number]
        self.last = self.first + len(self.ids) - 1


class Reader:
    """Reads a whole folder with the root's public key, some epochs' keys and a laptop's X25519 secret key."""

    def __init__(self, place: Path, team, root, epoch_keys, secret):
        self.team, self.root, self.secret = team, root, secret
        self.keys = list(epoch_keys)
        self.files = [path.read_bytes() for path in place.glob("?/*.dat")]
        self.sealed_with: dict[bytes, bytes] = {}
        self.keyrings: dict[bytes, dict[str, Any]] = {}
        self.slots: dict[bytes, bytes | None] = {}
        self.certificates: dict[bytes, dict[str, Any]] = {}
        self.heard: list[dict[str, Any]] = []
        self.markers: list[dict[str, Any]] = []
        self.strange = 0
        self._read_keys()
        contents = [each for each in map(self._contents, self.files) if each]
        self.kinds = sorted({kind for kind, _ in contents})
        self._read_certificates(contents)
        self._read_letters(contents)
        self.segments = [Segment(part) for kind, parts in contents if kind == "segments" for part in parts]
        self._merge()

    def _contents(self, content):
        return next((found for found in (opened(content, key) for key in self.keys) if found), None)

    def _read_keys(self):
        before = -1
        while before != len(self.keys):
            before = len(self.keys)
            for content in self.files:
                for key in list(self.keys):
                    kind, parts = opened(content, key) or ("", [])
                    if kind == "keyring":
                        self._keyring(parts, key)
        self.strange = sum(1 for content in self.files if self._contents(content) is None)

    def _keyring(self, parts, sealed_with):
        ring = said(b"POD keyring 1", parts[0], self.root)
        assert ring["version"] == 1
        assert ring["team"] == self.team
        assert len(ring["slots"]) == 64
        assert {len(slot) for slot in ring["slots"]} == {112}
        assert ring["slots"] == sorted(ring["slots"])
        assert {blake2b(part) for part in parts[1:]} == set(ring["without"])
        found = [plain for plain in (opened_box(slot, self.secret) for slot in ring["slots"]) if plain]
        assert len(found) <= 1
        self.keyrings[blake2b(parts[0])] = ring
        self.slots[blake2b(parts[0])] = found[0] if found else None
        if found:
            key = found[0][:32]
            self.sealed_with[key] = sealed_with
            if key not in self.keys:
                self.keys.append(key)

    def _read_certificates(self, contents):
        for kind, parts in contents:
            for part in {"certificates": parts, "keyring": parts[1:]}.get(kind, []):
                certificate = said(b"POD certificate 1", part, self.root)
                assert certificate["team"] == self.team
                self.certificates[blake2b(part)] = certificate

    def certificates_of(self, laptop, kind):
        found = [
            (each["issued"], id_, each)
            for id_, each in self.certificates.items()
            if (each["kind"], each["laptop"]) == (kind, laptop)
        ]
        return [each for _, _, each in sorted(found, key=lambda each: each[:2], reverse=True)]

    def _read_letters(self, contents):
        for kind, parts in contents:
            if kind == "team":
                self.markers.append(said(b"POD team marker 1", parts[0], self.root))
            if kind == "heard":
                laptop = unpack(unpack(parts[0])[0])["laptop"]
                admissions = self.certificates_of(laptop, "admission")
                if admissions:
                    self.heard.append(said(b"POD heard 1", parts[0], admissions[0]["signing"]))

    def counts(self, segment):
        admissions = self.certificates_of(segment.laptop, "admission")
        if segment.signer not in {each["signing"] for each in admissions}:
            return False
        if not self.certificates_of(segment.laptop, "revocation"):
            return True
        statements = self.certificates_of(segment.laptop, "revocation") + self.certificates_of(
            segment.laptop, "adoption"
        )
        if any(each["accepted"].get(segment.stream, [0, b""])[1] == segment.id for each in statements):
            return True
        following = (
            each for each in self.segments if (each.stream, each.previous) == (segment.stream, segment.id)
        )
        return any(self.counts(each) for each in following)

    def _merge(self):
        self.events: dict[bytes, tuple[bytes, int, bytes | None]] = {}
        for segment in filter(self.counts, self.segments):
            bodies = zip(segment.ids, segment.bodies, strict=True)
            for number, (id_, body) in enumerate(bodies, segment.first):
                known = self.events.get(id_)
                self.events[id_] = (segment.stream, number, body or (known[2] if known else None))
        living = [unpack(body) for _, _, body in self.events.values() if body]
        ended = {short for event in living if event[5] == 4 for short in event[8]["ends"]}
        for id_, (stream, number, _) in list(self.events.items()):
            if id_[:16] in ended:
                self.events[id_] = (stream, number, None)

    def streams(self):
        """Stream → [(number, id, body)]."""
        found: dict[bytes, list[tuple[int, bytes, bytes | None]]] = {}
        for id_, (stream, number, body) in self.events.items():
            found.setdefault(stream, []).append((number, id_, body))
        return {stream: sorted(events, key=lambda each: each[:2]) for stream, events in found.items()}


def read_code(words):
    """The two keys of a code."""
    english = ENGLISH.read_text("ascii").split()
    bits = "".join(f"{english.index(word):011b}" for word in words)
    secret = int(bits[:128], 2).to_bytes(16, "big")
    assert int(bits[128:], 2) == hashlib.sha256(secret).digest()[0] >> 4
    return blake2b(b"", 32, secret, b"POD join request"), blake2b(b"", 32, secret, b"POD join answer")


# --- what the databases say, to compare with --------------------------------------------------------------


def journal_of(journal: Journal):
    with journal.read() as reading:
        query = select(Stream.id, JournalEvent.seq, JournalEvent.id, JournalEvent.body).join(
            Stream, Stream.no == JournalEvent.stream_no
        )
        rows = reading.session.execute(query).all()
    found: dict[bytes, list[tuple[int, bytes, bytes | None]]] = {}
    for stream, seq, id_, body in rows:
        found.setdefault(bytes.fromhex(stream), []).append((seq, id_, body or None))
    return {stream: sorted(events, key=lambda each: each[:2]) for stream, events in found.items()}


def own_keys(journal: Journal):
    """(id, X25519 secret, Ed25519 seed) of the laptop."""
    with files.looking(journal) as session:
        laptop = keys.this_laptop(session)
        return keys.raw(laptop.id), laptop.sealing_seed, laptop.signing_seed


def team_keys(journal: Journal):
    """(team, root public key, root seed, epochs' keys, the first one first)."""
    with files.looking(journal) as session:
        root = keys.root_of(session)
        assert root is not None
        epochs = sorted(keys.epochs(session), key=lambda each: each.number)
        return keys.raw(root.team_id), root.public, root.seed, [each.key for each in epochs]


def read_by(journal: Journal, folder: Path, epoch_keys=None) -> Reader:
    team, root, _, every = team_keys(journal)
    return Reader(folder, team, root, every if epoch_keys is None else epoch_keys, own_keys(journal)[1])


def late_work(journal: Journal, person) -> None:
    rename(journal, person, "Samuel")
    with pytest.raises(sync.NotAMember):
        sync.exchange(journal)


@dataclass
class Story:
    """A team after an ending, a revocation, a new steward and late work; `reader` is Cara, with one key."""

    laptops: Laptops
    ana: Journal
    ben: Journal
    cara: Journal
    ended: bytes
    reader: Reader


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """None of the tests changes anything in it."""
    with team_of(
        tmp_path_factory.mktemp("story"), ManualClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    ) as some:
        ana, ben, cara = some.ana, some.join(), some.join("Cara Lund")
        sam = add_person(ben)
        some.meet()
        add_person(ana, "Word to be ended")
        some.meet()
        (word,) = [
            i for i, (_, _, b) in read_by(ana, some.folder).events.items() if b and b"to be ended" in b
        ]
        with ana.act() as act:
            act.end(sam, [word[:SHORT]])
        ana.empty_log_of_ended()
        some.meet()
        sync.revoke(ana, own_keys(ben)[0])
        sync.exchange(ana)
        sync.make_steward(ana, own_keys(cara)[0])
        some.meet(ana, cara)
        add_person(cara, "After the revocation")
        some.meet(ana, cara)
        late_work(ben, sam)
        some.meet(ana, cara)
        first_key = team_keys(ana)[3][:1]  # the rest is handed out by keyrings
        yield Story(some, ana, ben, cara, word, read_by(cara, some.folder, first_key))


def test_all_files_of_a_team_folder_can_be_read_with_one_key(story: Story):
    team, root, _, epoch_keys = team_keys(story.ana)
    assert story.reader.kinds == ["certificates", "heard", "keyring", "segments", "team"]
    assert story.reader.strange == 0
    assert len(epoch_keys) == 2
    assert story.reader.keys == epoch_keys
    assert story.reader.markers
    assert all(each == {"version": 1, "team": team, "root": root} for each in story.reader.markers)


def test_the_page_says_who_belongs_to_the_team(story: Story):
    certificates = story.reader.certificates
    assert {each["name"] for each in certificates.values() if each["kind"] == "admission"} == {
        "Ana Reyes’s laptop",
        "Ben Okafor’s laptop",
        "Cara Lund’s laptop",
    }
    stewards = []
    for each in (story.ana, story.ben, story.cara):
        id_, sealing, signing = own_keys(each)
        admission = story.reader.certificates_of(id_, "admission")[0]
        assert bytes(nacl.public.PrivateKey(sealing).public_key) == admission["sealing"]
        assert sodium.crypto_sign_seed_keypair(signing)[0] == admission["signing"]
        stewards.append(admission["steward"])
    assert stewards == [True, False, True]
    assert [each["laptop"] for each in certificates.values() if each["kind"] == "revocation"] == [
        own_keys(story.ben)[0]
    ]


def test_the_page_says_which_key_is_handed_out_to_whom(story: Story):
    _, root, seed, epoch_keys = team_keys(story.ana)
    (revocation,) = [id_ for id_, each in story.reader.certificates.items() if each["kind"] == "revocation"]
    rings = [each for each in story.reader.keyrings.values() if each["number"] == 1]
    assert rings
    assert all(each["without"] == [revocation] for each in rings)
    assert story.reader.sealed_with == {epoch_keys[1]: epoch_keys[0]}
    assert epoch_keys[1] + seed in story.reader.slots.values()
    assert sodium.crypto_sign_seed_keypair(seed)[0] == root
    locked_out = read_by(story.ben, story.laptops.folder, epoch_keys[:1])
    assert locked_out.keys == epoch_keys[:1]
    assert locked_out.strange > 0
    assert revocation in locked_out.certificates


def test_the_events_of_a_team_folder_are_those_of_its_laptops(story: Story):
    assert story.reader.streams() == journal_of(story.ana) == journal_of(story.cara)
    assert names(story.cara) == ["After the revocation", "Sam"]
    assert story.reader.events[story.ended][2] is None
    for segment in story.reader.segments:
        assert not any(body and b"to be ended" in body for body in segment.bodies)
    waiting = [each for each in story.reader.segments if not story.reader.counts(each)]
    assert [each.laptop for each in waiting] == [own_keys(story.ben)[0]]
    assert any(body and b"Samuel" in body for each in waiting for body in each.bodies)


def test_the_segments_of_a_stream_name_one_another(story: Story):
    for stream in story.reader.streams():
        every = {each.id: each for each in story.reader.segments if each.stream == stream}
        line = sorted(every.values(), key=lambda each: each.first)
        assert [each.previous for each in line] == [None, *(each.id for each in line[:-1])]
        assert [each.first for each in line] == [1, *(each.last + 1 for each in line[:-1])]


def test_the_page_says_how_far_laptops_hold_each_other_s_streams(story: Story):
    told: dict[tuple[bytes, bytes], int] = {}
    for laptop, heard in [
        *((each["laptop"], each["streams"]) for each in story.reader.heard),
        *((each.laptop, each.heard) for each in story.reader.segments),
    ]:
        for stream, seq in heard.items():
            told[laptop, stream] = max(seq, told.get((laptop, stream), 0))
    made_by = {each.stream: each.laptop for each in story.reader.segments}
    for each in (story.ana, story.cara):
        own = own_keys(each)[0]
        upto = {
            stream: events[-1][0] for stream, events in journal_of(each).items() if made_by[stream] != own
        }
        assert {stream: told[own, stream] for stream in upto} == upto


def test_what_a_steward_takes_in_of_a_locked_out_laptop_counts_for_the_reader_too(laptops: Laptops):
    ben, cara = laptops.join(), laptops.join("Cara Lund")
    sam = add_person(ben)
    laptops.meet()
    sync.revoke(laptops.ana, own_keys(ben)[0])
    sync.exchange(laptops.ana)
    late_work(ben, sam)
    late_work(ben, add_person(ben, "Joy"))
    laptops.meet(laptops.ana, cara)
    before = read_by(cara, laptops.folder)
    sync.adopt(laptops.ana, own_keys(ben)[0])
    laptops.meet(laptops.ana, cara)
    after = read_by(cara, laptops.folder)
    assert after.streams() == journal_of(cara)
    assert len(after.events) == len(before.events) + 3
    with cara.read() as reading:
        assert {each.name for each in reading.all(Person)} == {"Samuel"}


def test_a_request_and_its_answer_can_be_read_with_the_12_words(laptops: Laptops, tmp_path: Path):
    add_person(laptops.ana)
    lost = laptops.join()
    sync.revoke(laptops.ana, own_keys(lost)[0])
    words = sync.invite(laptops.ana, steward=True).reveal()
    guest = laptops.fresh()
    sync.ask_to_join(guest, laptops.folder, " ".join(words), "Dan Wu", profession="peer worker", peer=True)
    sync.exchange(laptops.ana)
    shutil.copytree(laptops.folder, tmp_path / "copy")
    request_key, answer_key = read_code(words)
    contents = [path.read_bytes() for path in (tmp_path / "copy").glob("?/*.dat")]
    laptop, secret, signing_seed = own_keys(guest)
    signing = sodium.crypto_sign_seed_keypair(signing_seed)[0]

    ((kind, (request,)),) = [found for found in (opened(each, request_key) for each in contents) if found]
    assert kind == "join request"
    assert unpack(request) == {
        "version": 1,
        "laptop": laptop,
        "signing": signing,
        "sealing": bytes(nacl.public.PrivateKey(secret).public_key),
        "author": bytes.fromhex(guest.author_id),
        "name": "Dan Wu",
        "profession": "peer worker",
        "peer": True,
    }

    ((kind, (box,)),) = [found for found in (opened(each, answer_key) for each in contents) if found]
    assert kind == "join answer"
    plain = opened_box(box, secret)
    assert plain is not None
    answer = unpack(plain)
    team, root, seed, epoch_keys = team_keys(laptops.ana)
    assert (answer["version"], answer["team"], answer["root"], answer["seed"]) == (1, team, root, seed)
    admission = said(b"POD certificate 1", answer["certificate"], root)
    assert (admission["laptop"], admission["signing"], admission["steward"]) == (laptop, signing, True)
    newest, first = answer["epochs"]
    assert [newest[2], first[2]] == epoch_keys[::-1]
    assert (newest[1], newest[4]) == (1, first[0])
    assert (first[1], first[3], first[4]) == (0, b"", None)
    assert said(b"POD keyring 1", newest[3], root)["epoch"] == newest[0]

    assert sync.exchange(guest).joined
    left = [path.read_bytes() for path in laptops.folder.glob("?/*.dat")]
    assert not any(opened(each, key) for each in left for key in (request_key, answer_key))


def test_what_a_backup_says_of_the_team_can_be_read(laptops: Laptops):
    from pod_desktop.storage.backup_laptop import laptop_bytes

    ben = laptops.join()
    with files.looking(ben) as session:
        kept = unpack(unpack(laptop_bytes(session, keys.this_laptop(session)))["team"])
        certificates = sorted(keys.certificates(session).values())
        epoch = keys.epochs(session)[0]
    team, root, _, epoch_keys = team_keys(ben)
    assert kept["connected"] > 0
    assert {name: kept[name] for name in kept if name not in {"connected", "certificates"}} == {
        "version": 1,
        "team": team,
        "root": root,
        "seed": b"",
        "epochs": [[bytes.fromhex(epoch.id), 0, epoch_keys[0], b"", None]],
        "place": str(laptops.folder.resolve()),
    }
    assert sorted(kept["certificates"]) == certificates
    assert {said(b"POD certificate 1", each, root)["team"] for each in certificates} == {team}
