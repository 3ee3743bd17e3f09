"""A reader written from docs/formats.md alone: nothing of the program is used to read what it wrote."""

import hashlib
import os
import unicodedata
import zlib
from dataclasses import replace
from pathlib import Path

import msgspec
import nacl.bindings as sodium
import nacl.public
import nacl.pwhash
import pytest

from pod_desktop.paths import Profile
from pod_desktop.services import backups, people, profile, recovery
from pod_desktop.storage.key_slots import Cost
from pod_desktop.storage.mailbox import sealing
from pod_desktop.storage.mailbox.sealing import NotOpened, seal, unseal
from pod_desktop.storage.mailbox.segments import BadSegment, Header, from_wire, sign, signing_pair, to_wire

PASSPHRASE = "vier Wörter, recht lang"
KEY = bytes(range(32))


def blake2b(content, size=32, key=b"", person=b""):
    return hashlib.blake2b(content, digest_size=size, key=key, person=person).digest()


class Reader:
    """Opens a backup."""

    def __init__(self, place: Path) -> None:
        self.place = place
        content = (place / "keys.pod").read_bytes()
        assert content[:10] == b"PODKEYS\n\x00\x01"
        assert content[-16:] == blake2b(content[:-16], 16)
        self.sealed_part, self.seal = content[:-48], content[-48:-16]
        self.body = msgspec.msgpack.decode(content[10:-48])

    def slot(self, kind):
        return next(slot for slot in self.body["slots"] if slot["kind"] == kind)

    def check(self, key):
        assert self.seal == blake2b(self.sealed_part, 32, key, b"pod key file")
        return key

    def by_passphrase(self, passphrase):
        slot = self.slot("passphrase")
        wrapping = nacl.pwhash.argon2id.kdf(
            32,
            unicodedata.normalize("NFC", passphrase).encode(),
            slot["salt"],
            opslimit=slot["passes"],
            memlimit=slot["memory"],
        )
        described = [
            1,
            self.body["file_id"],
            "passphrase",
            slot["id"],
            slot["salt"],
            slot["memory"],
            slot["passes"],
        ]
        return self.check(
            sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                slot["sealed"], b"PODKEYS\n" + msgspec.msgpack.encode(described), slot["nonce"], wrapping
            )
        )

    def by_words(self, words, english):
        numbers = [english.index(word) for word in words]
        bits = "".join(f"{number:011b}" for number in numbers)
        secret = int(bits[:256], 2).to_bytes(32, "big")
        slot = self.slot("recovery")
        private = nacl.public.PrivateKey(blake2b(b"", 32, secret, b"pod recovery box"))
        inner = nacl.public.SealedBox(private).decrypt(slot["sealed"])
        assert inner[:48] == b"pod recovery 1\0\0" + self.body["file_id"] + slot["id"]
        return self.check(inner[48:])

    def events(self, database_key):
        """Every event in the backup by its id; None for an ended one."""
        key = blake2b(b"", 32, database_key, b"POD backup key")
        found: dict[bytes, bytes | None] = {}
        for path in self.place.glob("?/*.dat"):
            content = path.read_bytes()
            assert path.stem == blake2b(content).hex()
            assert path.parent.name == path.stem[0]
            version, kind, parts = msgspec.msgpack.decode(self.open(content, key))
            assert version == 1
            if kind == "segments":
                for part in parts:
                    found |= self.segment(part)
        return found

    @staticmethod
    def open(content, key):
        nonce, tag = content[:24], content[24:40]
        assert tag == blake2b(nonce, 16, key)
        inner = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
            content[40:], b"POD sealed file 1" + nonce + tag, nonce, key
        )
        length = int.from_bytes(inner[:4], "big")
        assert not any(inner[4 + length :])
        return zlib.decompress(inner[4 : 4 + length])

    @staticmethod
    def segment(part):
        header, ids, signature, bodies = msgspec.msgpack.decode(part)
        version, stream, _laptop, _meeting, signer, first, _previous, _heard = msgspec.msgpack.decode(header)
        assert version == 1
        signed = msgspec.msgpack.encode([b"POD segment 1", header, ids])
        sodium.crypto_sign_open(signature + signed, signer)
        events: dict[bytes, bytes | None] = {}
        for number, body in enumerate(bodies):
            id_ = ids[32 * number : 32 * number + 32]
            events[id_] = body
            if body is not None:
                assert blake2b(body) == id_
                event = msgspec.msgpack.decode(body)
                assert event[:3] == [1, stream, first + number]
        return events


@pytest.fixture
def backup(tmp_path, clock):
    """A backup, the words of its recovery sheet, and the events of the journal it is of."""
    place = Profile(tmp_path / "team")
    journal = profile.start_team(
        place,
        team="Exe Valley POD",
        author="Ana Reyes",
        passphrase=PASSPHRASE,
        clock=clock,
        cost=Cost(memory=8192, passes=1),
    )
    people.add_person(journal, "Jo Marsh")
    made = recovery.make_recovery_key(place, journal, PASSPHRASE)
    recovery.sheet_is_kept(place, journal, made)
    backups.back_up_to(place, journal, tmp_path / "stick")
    with journal.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, body FROM event").all()
    events = {bytes(id_): bytes(body) for id_, body in rows}
    journal.close()
    return tmp_path / "stick", made.sheet.words.reveal(), events


def test_a_backup_can_be_read_by_a_program_written_from_the_page(backup):
    place, words, events = backup
    reader = Reader(place)
    key = reader.by_passphrase(PASSPHRASE)
    assert reader.events(key) == events
    names = {msgspec.msgpack.decode(body)[8].get("name") for body in events.values() if body}
    assert {"Exe Valley POD", "Ana Reyes", "Jo Marsh"} <= names
    english = (Path(__file__).parents[2] / "resources/words/english.txt").read_text("utf-8").split()
    assert reader.by_words(words, english) == key


# --- sealed files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 1, 4000, 4096, 10_000, 100_000])
def test_what_was_sealed_comes_back_and_its_file_has_a_padded_length(length):
    plain = os.urandom(length)
    sealed = seal(plain, KEY)
    assert unseal(sealed.content, [bytes(32), KEY]) == plain
    assert len(sealed.content) == sealing.padded(len(sealed.content))
    assert sealed.name == blake2b(sealed.content)


@pytest.mark.parametrize(("length", "padded"), [(1, 4096), (4096, 4096), (4097, 4352), (100_000, 100_352)])
def test_lengths_are_those_of_padme(length, padded):
    assert sealing.padded(length) == padded


def test_every_bit_of_a_sealed_file_counts():
    content = seal(b"words", KEY).content
    for at in (0, 23, 24, 39, 40, 100, len(content) - 1):
        flipped = bytearray(content)
        flipped[at] ^= 1
        with pytest.raises(NotOpened):
            unseal(bytes(flipped), [KEY])


@pytest.mark.parametrize("content", [b"", b"x", bytes(60), bytes(4096), seal(b"words", KEY).content[:-1]])
def test_what_is_none_of_ours_is_left_alone(content):
    with pytest.raises(NotOpened):
        unseal(content, [KEY])


def test_another_key_opens_nothing():
    with pytest.raises(NotOpened, match="this team’s key"):
        unseal(seal(b"words", KEY).content, [bytes(32)])


def test_a_file_that_unfolds_without_end_is_refused(monkeypatch):
    content = seal(bytes(5000), KEY).content
    monkeypatch.setattr(sealing, "MOST_CONTENT", 4000)
    with pytest.raises(NotOpened):
        unseal(content, [KEY])


# --- segments ---------------------------------------------------------------------------------------------


@pytest.fixture
def segment():
    public, secret = signing_pair(KEY)
    bodies = [b"one", b"two", b"three"]
    header = Header(1, b"s" * 16, b"l" * 16, None, public, 5, None, {})
    return sign(header, [blake2b(body) for body in bodies], bodies, secret)


def test_a_segment_comes_back_with_its_id(segment):
    again = from_wire(to_wire(segment))
    assert (again.id, again.header, again.bodies, again.last) == (
        segment.id,
        segment.header,
        segment.bodies,
        7,
    )


def test_a_segment_keeps_its_id_and_signature_when_a_body_is_emptied(segment):
    stub = from_wire(to_wire(replace(segment, bodies=(b"one", None, b"three"))))
    assert (stub.id, stub.ended) == (segment.id, 1)


@pytest.mark.parametrize("part", ["header", "ids", "signature", "body", "order", "count"])
def test_a_segment_that_somebody_changed_is_refused(segment, part):
    header, ids, signature, bodies = msgspec.msgpack.decode(to_wire(segment))
    match part:
        case "header":
            header = header.replace(b"l" * 16, b"m" * 16)
        case "ids":
            ids = ids[:-1] + bytes([ids[-1] ^ 1])
        case "signature":
            signature = bytes(64)
        case "body":
            bodies[1] = b"TWO"
        case "order":
            ids, bodies = ids[32:64] + ids[:32] + ids[64:], [bodies[1], bodies[0], bodies[2]]
        case "count":
            bodies = bodies[:2]
    with pytest.raises(BadSegment):
        from_wire(msgspec.msgpack.encode([header, ids, signature, bodies]))
