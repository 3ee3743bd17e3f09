import copy
import pickle
import resource
import stat
import subprocess
import sys
import unicodedata
from dataclasses import dataclass

import msgspec
import nacl.encoding
import nacl.hash
import pytest

from pod_desktop.durable_files import AlreadyThere, CannotStore
from pod_desktop.errors import BadInput
from pod_desktop.storage.key_slots import (
    PRODUCTION_COST,
    ByPassphrase,
    Cost,
    DatabaseKey,
    NewerKeys,
    UnusableKeys,
    WeakPassphrase,
    WrongPassphrase,
    add_slot,
    change_passphrase,
    create,
    delay_after,
    passphrase_problem,
    unlock,
)

CHEAP = Cost(memory=8192, passes=1)
PASSPHRASE = "kettle on the hob"
OTHER = "two cups and a chair"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.pod"


@pytest.fixture
def key(path):
    return create(path, PASSPHRASE, cost=CHEAP)


@pytest.fixture
def made(path):
    create(path, PASSPHRASE, cost=CHEAP)
    return path


@dataclass
class FutureWay:
    """A slot of a kind that only a later version knows."""

    raw: bytes = msgspec.msgpack.encode(
        {"kind": "keychain", "id": bytes(16), "sealed": b"later", "to": [1, 2]}
    )

    def wrap(self, key, file_id):  # noqa: ARG002  # what a Way is given
        return msgspec.Raw(self.raw)


def with_good_checksum(content):
    return content[:-16] + nacl.hash.blake2b(content[:-16], digest_size=16, encoder=nacl.encoding.RawEncoder)


def test_the_passphrase_opens_the_key_that_was_made(path, key):
    assert unlock(path, PASSPHRASE) == key


def test_every_team_has_a_key_of_its_own(key, tmp_path):
    assert create(tmp_path / "other.pod", PASSPHRASE, cost=CHEAP) != key


def test_a_wrong_passphrase_opens_nothing_and_says_so_without_a_hint(made):
    before = made.read_bytes()
    with pytest.raises(WrongPassphrase) as caught:
        unlock(made, PASSPHRASE.upper())
    assert str(caught.value) == "That passphrase does not open this team’s data. Nothing has been changed."
    assert made.read_bytes() == before


def test_the_same_passphrase_typed_on_mac_and_windows_agrees(path):
    typed = "café über den Hügel"
    key = create(path, unicodedata.normalize("NFD", typed), cost=CHEAP)
    assert unlock(path, unicodedata.normalize("NFC", typed)) == key


def test_text_that_cannot_be_encoded_is_just_a_wrong_passphrase(made):
    with pytest.raises(WrongPassphrase):
        unlock(made, "\udcff" * 12)


def test_spaces_at_the_ends_belong_to_the_passphrase(path):
    create(path, PASSPHRASE + " ", cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(path, PASSPHRASE)


def test_neither_key_nor_passphrase_lies_in_the_file(path, key):
    content = path.read_bytes()
    assert key.reveal() not in content
    assert key.reveal().hex().encode() not in content
    assert PASSPHRASE.encode() not in content


def test_the_file_is_for_its_owner_only(made):
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_nothing_lies_beside_the_file_afterwards(made):
    change_passphrase(made, PASSPHRASE, OTHER, cost=CHEAP)
    assert list(made.parent.iterdir()) == [made]


def test_no_key_file_is_ever_replaced_by_a_new_team(made):
    before = made.read_bytes()
    with pytest.raises(AlreadyThere):
        create(made, OTHER, cost=CHEAP)
    assert made.read_bytes() == before
    assert list(made.parent.iterdir()) == [made]


def test_production_costs_a_quarter_of_a_gigabyte_and_three_passes_unless_told_otherwise(path):
    create(path, PASSPHRASE)
    [slot] = msgspec.msgpack.decode(path.read_bytes()[10:-48])["slots"]
    assert (slot["memory"], slot["passes"]) == (256 * 1024 * 1024, 3)
    assert Cost(slot["memory"], slot["passes"]) == PRODUCTION_COST


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_nothing(path, key):
    change_passphrase(path, PASSPHRASE, OTHER, cost=CHEAP)
    assert unlock(path, OTHER) == key
    with pytest.raises(WrongPassphrase):
        unlock(path, PASSPHRASE)


def test_a_changed_passphrase_gets_the_cost_of_today_not_that_of_the_old_slot(made):
    dearer = Cost(memory=16384, passes=2)
    change_passphrase(made, PASSPHRASE, OTHER, cost=dearer)
    [slot] = msgspec.msgpack.decode(made.read_bytes()[10:-48])["slots"]
    assert Cost(slot["memory"], slot["passes"]) == dearer


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [(OTHER, "a third one of these", WrongPassphrase), (PASSPHRASE, "short", WeakPassphrase)],
)
def test_a_passphrase_that_may_not_be_changed_stays(made, old, new, error):
    before = made.read_bytes()
    with pytest.raises(error):
        change_passphrase(made, old, new, cost=CHEAP)
    assert made.read_bytes() == before


def test_a_disk_that_refuses_leaves_the_old_passphrase(made, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    before = made.read_bytes()
    monkeypatch.setattr("pod_desktop.durable_files.os.fsync", refuse)
    with pytest.raises(CannotStore, match="the disk is full"):
        change_passphrase(made, PASSPHRASE, OTHER, cost=CHEAP)
    assert made.read_bytes() == before
    assert list(made.parent.iterdir()) == [made]


def test_several_passphrases_open_the_same_key(path, key):
    add_slot(path, key, ByPassphrase(OTHER, CHEAP))
    assert unlock(path, PASSPHRASE) == unlock(path, OTHER) == key


def test_changing_one_passphrase_leaves_the_others(path, key):
    add_slot(path, key, ByPassphrase(OTHER, CHEAP))
    change_passphrase(path, OTHER, "a third one of these", cost=CHEAP)
    assert unlock(path, PASSPHRASE) == unlock(path, "a third one of these") == key


def test_only_whoever_holds_the_key_may_add_a_slot(made):
    before = made.read_bytes()
    with pytest.raises(UnusableKeys):
        add_slot(made, DatabaseKey(bytes(32)), ByPassphrase(OTHER, CHEAP))
    assert made.read_bytes() == before


def test_slots_of_an_unknown_kind_are_carried_along_byte_for_byte(path, key):
    later = FutureWay()
    add_slot(path, key, later)
    change_passphrase(path, PASSPHRASE, OTHER, cost=CHEAP)
    add_slot(path, key, ByPassphrase("a third one of these", CHEAP))
    assert later.raw in path.read_bytes()
    assert unlock(path, "a third one of these") == key


def test_slots_end_before_the_file_grows_without_bound(path, key):
    for _ in range(31):
        add_slot(path, key, FutureWay())
    with pytest.raises(BadInput):
        add_slot(path, key, FutureWay())


def test_any_single_flipped_bit_is_noticed_and_never_taken_for_a_wrong_passphrase(made):
    good = made.read_bytes()
    for position in range(len(good)):
        bad = bytearray(good)
        bad[position] ^= 1 << (position % 8)
        made.write_bytes(bad)
        with pytest.raises((UnusableKeys, NewerKeys)):
            unlock(made, PASSPHRASE)


def test_a_file_cut_off_anywhere_is_noticed(made):
    good = made.read_bytes()
    for length in range(len(good)):
        made.write_bytes(good[:length])
        with pytest.raises(UnusableKeys):
            unlock(made, PASSPHRASE)


def test_a_change_by_somebody_who_mends_the_checksum_is_noticed(path, key):
    add_slot(path, key, FutureWay())
    good = path.read_bytes()
    assert with_good_checksum(good) == good
    path.write_bytes(with_good_checksum(good.replace(b"later", b"never")))
    with pytest.raises(UnusableKeys, match="changed by something other"):
        unlock(path, PASSPHRASE)


def test_a_cost_lowered_by_somebody_opens_nothing(path):
    create(path, PASSPHRASE, cost=Cost(memory=16384, passes=1))
    good = path.read_bytes()
    lowered = good.replace(msgspec.msgpack.encode(16384), msgspec.msgpack.encode(8192))
    assert lowered != good
    path.write_bytes(with_good_checksum(lowered))
    with pytest.raises(WrongPassphrase):
        unlock(path, PASSPHRASE)


@pytest.mark.parametrize(
    "change", [{"memory": 2**40}, {"memory": 1}, {"passes": 10**6}, {"more": 1}, {"id": b"short"}]
)
def test_a_slot_that_would_take_the_laptop_down_or_says_too_much_is_not_tried(made, change):
    content = made.read_bytes()
    body = msgspec.msgpack.decode(content[10:-48])
    body["slots"][0] |= change
    made.write_bytes(with_good_checksum(content[:10] + msgspec.msgpack.encode(body) + content[-48:]))
    with pytest.raises(UnusableKeys, match="damaged"):
        unlock(made, PASSPHRASE)


def test_a_file_of_a_newer_version_is_refused_in_a_clear_sentence_and_left_alone(path, key):
    content = bytearray(path.read_bytes())
    content[9] = 2
    path.write_bytes(content)
    for act in (
        lambda: unlock(path, PASSPHRASE),
        lambda: change_passphrase(path, PASSPHRASE, OTHER, cost=CHEAP),
        lambda: add_slot(path, key, FutureWay()),
    ):
        with pytest.raises(NewerKeys, match="newer version of POD Desktop"):
            act()
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00" * 20, b"PODKEYS\n\x00\x01" + b"\x91" * 70_000]
)
def test_something_else_under_the_name_is_not_taken_for_a_key_file(path, content):
    path.write_bytes(content)
    with pytest.raises(UnusableKeys, match="not a key file"):
        unlock(path, PASSPHRASE)


def test_a_missing_file_is_said_to_be_missing(path):
    with pytest.raises(UnusableKeys, match="is missing"):
        unlock(path, PASSPHRASE)


def test_no_way_of_showing_a_key_shows_its_bytes():
    key = DatabaseKey(bytes(range(32)))
    shown = f"{key} {key!r} {[key]} {ByPassphrase(PASSPHRASE, CHEAP)}"
    assert key.reveal().hex() not in shown
    assert repr(key.reveal()) not in shown
    assert PASSPHRASE not in shown


@pytest.mark.parametrize("carry", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_never_pickled_or_copied(carry):
    with pytest.raises(TypeError):
        carry(DatabaseKey(bytes(32)))


@pytest.mark.parametrize(
    "passphrase",
    ["twelve chars", "correct horse battery", "ÄÖÜäöüß éèêë", "一二三四五六七八九十百千", "x y z 1 2 3 4"],
)
def test_length_is_all_that_a_passphrase_needs(passphrase):
    assert passphrase_problem(passphrase) is None


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "at least 12"),
        ("eleven char", "at least 12"),
        (" " * 12, "at least 12"),
        ("eleven char ", "at least 12"),
        ("e\u0301" * 11, "at least 12"),  # 22 code points, 11 letters to anybody who looks
        ("a" * 12, "same few"),
        ("121212121212", "same few"),
        ("long " * 500, "at most"),
        ("kettle on the \udcff", "cannot be stored"),
    ],
)
def test_a_weak_passphrase_is_refused_with_its_reason(path, passphrase, said):
    assert said in (passphrase_problem(passphrase) or "")
    with pytest.raises(WeakPassphrase, match=said):
        create(path, passphrase, cost=CHEAP)
    assert not path.exists()


def test_wrong_passphrases_in_a_row_cost_growing_time_and_never_more_than_five_minutes():
    assert [delay_after(n) for n in range(8)] == [0, 0, 0, 0, 2, 4, 8, 16]
    assert delay_after(100) == delay_after(10**6) == 300


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to so much memory")
def test_too_little_memory_is_said_and_not_taken_for_a_wrong_passphrase(path):
    create(path, PASSPHRASE)
    script = (
        "import resource, sys, pathlib\n"
        "from pod_desktop.storage import key_slots\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({200 * 1024 * 1024}, {resource.RLIM_INFINITY}))\n"
        "try:\n"
        "    key_slots.unlock(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
        "except key_slots.NoMemoryToUnlock as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run(  # noqa: S603  # this very Python
        [sys.executable, "-c", script, str(path), PASSPHRASE], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("Unlocking needs 256 MB of memory")
