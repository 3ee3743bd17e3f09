"""The recovery key in the key file: 24 words that open it."""

import copy
import pickle

import msgspec
import nacl.encoding
import nacl.hash
import pytest

from pod_desktop.bundled import MissingPart
from pod_desktop.domain.secret_words import UnreadableWords
from pod_desktop.errors import BadInput
from pod_desktop.storage import recovery_words
from pod_desktop.storage.key_slots import (
    ByPassphrase,
    Cost,
    DatabaseKey,
    UnusableKeys,
    WeakPassphrase,
    WrongPassphrase,
    add_slot,
    change_passphrase,
    create,
    remove_slot,
    set_passphrase,
    unlock,
)
from pod_desktop.storage.recovery_slot import (
    ByRecoveryKey,
    MisreadWords,
    NoRecoverySheet,
    RecoverySecret,
    RecoverySlot,
    WrongRecoveryWords,
    is_recovery_key,
    recovery_slots,
    replace_recovery_slots,
    unlock_with_recovery,
)
from pod_desktop.storage.recovery_words import word_list

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "kettle on the hob"
OTHER = "two cups and a chair"
SECRET = RecoverySecret(bytes(range(32)))
WORDS = SECRET.words().reveal()
SHEET = " ".join(WORDS)
LATER = msgspec.msgpack.encode({"kind": "keychain", "id": bytes(16), "sealed": b"later"})


class FutureWay:
    """A slot of a kind that only a later version knows."""

    def wrap(self, key, file_id):  # noqa: ARG002  # what a Way is given
        return msgspec.Raw(LATER)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.pod"


@pytest.fixture
def key(path):
    """The key of a file with a passphrase, a slot of a later version, and the sheet's."""
    made = create(path, PASSPHRASE, cost=CHEAP)
    add_slot(path, made, FutureWay())
    add_slot(path, made, ByRecoveryKey(SECRET.public_key, kept=True))
    return made


@pytest.fixture
def made(path, key):  # noqa: ARG001  # the file that holds it
    return path


def body_of(path):
    return msgspec.msgpack.decode(path.read_bytes()[10:-48])


def store_by_somebody_else(path, body):
    """Put a body into the file as somebody can who does not hold the key."""
    content = path.read_bytes()
    content = content[:10] + msgspec.msgpack.encode(body) + content[-48:-16]
    checksum = nacl.hash.blake2b(content, digest_size=16, encoder=nacl.encoding.RawEncoder)
    path.write_bytes(content + checksum)


def test_the_words_open_the_key_however_they_are_typed(path, key):
    assert unlock_with_recovery(path, SHEET) == key
    typed = "\n".join(f"{place}. {word[:4].upper()}" for place, word in enumerate(WORDS, start=1))
    assert unlock_with_recovery(path, typed) == key


def test_a_sheet_printed_today_has_the_same_key_for_ever():
    assert WORDS[:3] == ("abandon", "amount", "liar")
    assert SECRET.public_key == "c26d04b669359d2a93dd94fcfc0896502ce653581816111dbf7d6e6dd8345653"


def test_opening_with_the_words_changes_nothing(path, key):
    before = path.read_bytes()
    assert unlock_with_recovery(path, SHEET) == key
    assert path.read_bytes() == before


def test_every_recovery_secret_is_new():
    assert RecoverySecret.fresh().public_key != RecoverySecret.fresh().public_key


def test_programs_that_know_nothing_of_recovery_carry_the_slot_along_byte_for_byte(path, key):
    """They change passphrases and add slots; `key_slots` itself knows the kind no more than they do."""
    raw = msgspec.msgpack.encode(body_of(path)["slots"][-1])
    assert path.read_bytes()[8:10] == b"\x00\x01"
    change_passphrase(path, PASSPHRASE, OTHER, cost=CHEAP)
    add_slot(path, key, ByPassphrase("a third one of these", CHEAP))
    assert raw in path.read_bytes()
    assert unlock_with_recovery(path, SHEET) == key


def test_a_new_passphrase_takes_the_place_of_all_others_and_of_nothing_else(path, key):
    add_slot(path, key, ByPassphrase("a third one of these", CHEAP))
    set_passphrase(path, unlock_with_recovery(path, SHEET), OTHER, cost=CHEAP)
    assert unlock(path, OTHER) == unlock_with_recovery(path, SHEET) == key
    assert LATER in path.read_bytes()
    for old in (PASSPHRASE, "a third one of these"):
        with pytest.raises(WrongPassphrase):
            unlock(path, old)


@pytest.mark.parametrize(
    ("made_key", "new", "error"),
    [(None, "short", WeakPassphrase), (DatabaseKey(bytes(32)), OTHER, UnusableKeys)],
)
def test_a_new_passphrase_that_may_not_be_set_leaves_the_old(path, key, made_key, new, error):
    before = path.read_bytes()
    with pytest.raises(error):
        set_passphrase(path, made_key or key, new, cost=CHEAP)
    assert path.read_bytes() == before


def test_a_removed_slot_opens_no_more(path, key):
    remove_slot(path, key, body_of(path)["slots"][-1]["id"])
    assert recovery_slots(path) == ()
    assert unlock(path, PASSPHRASE) == key
    with pytest.raises(NoRecoverySheet):
        unlock_with_recovery(path, SHEET)


def test_removing_what_is_not_there_changes_nothing(path, key):
    before = path.read_bytes()
    remove_slot(path, key, b"x" * 16)
    assert path.read_bytes() == before


def test_the_last_passphrase_cannot_be_removed(path, key):
    before = path.read_bytes()
    with pytest.raises(BadInput, match="only passphrase"):
        remove_slot(path, key, body_of(path)["slots"][0]["id"])
    assert path.read_bytes() == before


def test_the_recovery_slots_are_just_those_wanted_and_the_others_stay(path, key):
    second = RecoverySecret.fresh()
    wanted = [RecoverySlot(SECRET.public_key, kept=True), RecoverySlot(second.public_key, kept=False)]
    before = body_of(path)["slots"]
    replace_recovery_slots(path, key, wanted)
    assert recovery_slots(path) == tuple(wanted)
    assert body_of(path)["slots"][:3] == before
    assert unlock_with_recovery(path, " ".join(second.words().reveal())) == key
    replace_recovery_slots(path, key, wanted[1:])
    assert recovery_slots(path) == tuple(wanted[1:])
    assert body_of(path)["slots"][:2] == before[:2]
    with pytest.raises(WrongRecoveryWords):
        unlock_with_recovery(path, SHEET)


def test_nothing_is_written_where_the_slots_are_as_wanted(path, key, monkeypatch):
    monkeypatch.setattr("pod_desktop.storage.key_file.replace_file", None)
    replace_recovery_slots(path, key, [RecoverySlot(SECRET.public_key, kept=True)])


def test_only_whoever_holds_the_key_may_replace_the_slots(made):
    before = made.read_bytes()
    with pytest.raises(UnusableKeys):
        replace_recovery_slots(made, DatabaseKey(bytes(32)), [])
    assert made.read_bytes() == before


def test_a_slot_moved_into_another_file_opens_nothing(made, tmp_path):
    other = tmp_path / "other.pod"
    create(other, PASSPHRASE, cost=CHEAP)
    body = body_of(other)
    body["slots"].append(body_of(made)["slots"][-1])
    store_by_somebody_else(other, body)
    with pytest.raises(UnusableKeys, match=r"^The words are right, but the key file was changed"):
        unlock_with_recovery(other, SHEET)


def test_a_box_moved_into_another_slot_opens_nothing(made):
    body = body_of(made)
    body["slots"][-1]["id"] = b"x" * 16
    store_by_somebody_else(made, body)
    with pytest.raises(UnusableKeys, match=r"^The words are right, but the key file was changed"):
        unlock_with_recovery(made, SHEET)


def test_a_key_of_somebody_elses_choosing_is_noticed(made):
    body = body_of(made)
    false = ByRecoveryKey(SECRET.public_key, kept=True).wrap(DatabaseKey(b"f" * 32), body["file_id"])
    body["slots"][-1] = msgspec.msgpack.decode(false)
    store_by_somebody_else(made, body)
    with pytest.raises(UnusableKeys, match="changed by something other"):
        unlock_with_recovery(made, SHEET)


@pytest.mark.parametrize("change", [{"to": b"short"}, {"sealed": b"x"}, {"more": 1}])
def test_a_malformed_recovery_slot_is_damage_but_does_not_hinder_the_passphrase_before_its_seal(made, change):
    body = body_of(made)
    body["slots"][-1] |= change
    store_by_somebody_else(made, body)
    with pytest.raises(UnusableKeys, match="damaged"):
        unlock_with_recovery(made, SHEET)
    with pytest.raises(UnusableKeys, match="changed by something other"):
        unlock(made, PASSPHRASE)


def test_a_file_without_a_sheet_says_so(path):
    create(path, PASSPHRASE, cost=CHEAP)
    with pytest.raises(NoRecoverySheet, match="No recovery sheet was ever made"):
        unlock_with_recovery(path, SHEET)


def test_the_words_of_another_sheet_open_nothing_and_it_says_so(made):
    with pytest.raises(WrongRecoveryWords, match="not of one that opens"):
        unlock_with_recovery(made, " ".join(RecoverySecret(b"s" * 32).words().reveal()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ".join(WORDS[:23]), "here are 23"),
        (" ".join([*WORDS[:6], "qqqq", *WORDS[7:]]), "Word 7, “qqqq”, is not on the list."),
        (" ".join([*WORDS[:4], "zoo", "zoo", "zoo", *WORDS[7:]]), "do not belong together"),
    ],
)
def test_words_that_are_no_sheet_are_said_to_be_wrong_where_they_are(made, text, said):
    with pytest.raises(UnreadableWords, match=said):
        unlock_with_recovery(made, text)


@pytest.mark.parametrize("place", range(24))
def test_one_misread_word_is_named_with_the_right_one(made, place):
    typed = [*WORDS[:place], "zoo", *WORDS[place + 1 :]]
    with pytest.raises(MisreadWords) as caught:
        unlock_with_recovery(made, " ".join(typed))
    assert str(caught.value).startswith(
        f"Word {place + 1}, “zoo”, is not the right one: it is “{WORDS[place]}”."
    )


def test_a_misread_word_that_passes_the_check_by_chance_is_named_too(made):
    passing = next(
        words.reveal()
        for words in word_list().near(SECRET.words())
        if sorted(words.reveal()) != sorted(WORDS)
    )
    with pytest.raises(MisreadWords, match="is not the right one"):
        unlock_with_recovery(made, " ".join(passing))


@pytest.mark.parametrize(("one", "other"), [(3, 4), (1, 24), (8, 16)])
def test_two_words_that_changed_places_are_named(made, one, other):
    typed = list(WORDS)
    typed[one - 1], typed[other - 1] = typed[other - 1], typed[one - 1]
    with pytest.raises(MisreadWords, match=f"Words {one} and {other} have changed places"):
        unlock_with_recovery(made, " ".join(typed))


@pytest.mark.parametrize("public_key", ["", "00" * 32, "zz" * 32, "ab" * 31, "é" * 64])
def test_a_public_key_that_is_none_makes_no_slot(path, key, public_key):
    assert not is_recovery_key(public_key)
    before = path.read_bytes()
    with pytest.raises(BadInput, match="not a key"):
        replace_recovery_slots(path, key, [RecoverySlot(public_key, kept=True)])
    assert path.read_bytes() == before


def test_a_good_public_key_is_one():
    assert is_recovery_key(SECRET.public_key)


def test_neither_words_nor_secrets_lie_in_the_file_or_in_what_is_shown(path, key):
    way = ByRecoveryKey(SECRET.public_key, kept=True)
    shown = f"{SECRET} {SECRET!r} {SECRET.words()!r} {way!r} {recovery_slots(path)!r}"
    content = path.read_bytes()
    for secret in (bytes(range(32)), bytes(SECRET._private), key.reveal()):
        assert secret not in content
        assert secret.hex().encode() not in content
        assert secret.hex() not in shown
        assert repr(secret) not in shown
    assert not any(word in shown for word in WORDS if len(word) > 4)


@pytest.mark.parametrize("carry", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_recovery_secret_is_never_pickled_or_copied(carry):
    with pytest.raises(TypeError):
        carry(SECRET)


def test_the_word_list_is_the_published_one():
    content = "".join(f"{word}\n" for word in word_list()).encode()
    digest = nacl.hash.sha256(content, encoder=nacl.encoding.HexEncoder)
    assert digest == b"2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"


@pytest.mark.parametrize("content", [None, b"one\ntwo\n", b"\xff\xfe"])
def test_a_word_list_that_is_missing_or_another_one_is_never_used(tmp_path, monkeypatch, content):
    place = tmp_path / "english.txt"
    if content is not None:
        place.write_bytes(content)
    monkeypatch.setattr(recovery_words, "bundled", lambda _: place)
    word_list.cache_clear()
    with pytest.raises(MissingPart):
        word_list()
