"""Anything may lie in the folder: it is reported in words with its name, and nothing of it is believed."""

import os
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import nacl.bindings
import pytest

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import packing, sealing
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.storage.mailbox.sealing import MOST_BYTES, MOST_CONTENT
from tests.sync.hostile import Member, a_file_of, put
from tests.sync.laptops import Laptops, add_person, digest, names, require_equal, team

SHELF = "a"
OURS = f"{SHELF}/{'a' * 64}.dat"
"""A name as our files have it."""


@pytest.fixture
def ben(laptops: Laptops) -> Journal:
    ben = laptops.join()
    laptops.meet()
    (laptops.folder / SHELF).mkdir(exist_ok=True)
    return ben


def told(journal: Journal, path: str) -> str:
    """What a round of this laptop says of a file, in one sentence; nothing else came in with it."""
    before = digest(journal)
    report = sync.exchange(journal)
    assert (report.imported, digest(journal)) == (0, before)
    (said,) = [each for each in report.pending if each.startswith(f"{path}: ")]
    assert said.endswith(".")
    assert [each.path for each in sync.status(journal).files] == [path]
    return said


def torn(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    return content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]


def zeroed(content: bytes) -> bytes:
    return bytes(len(content))


def zeroed_from_the_middle(content: bytes) -> bytes:
    return content[:2048] + bytes(len(content) - 2048)


def longer(content: bytes) -> bytes:
    return content + b"\0"


def twice(content: bytes) -> bytes:
    return content * 2


@pytest.mark.parametrize(
    "harm", [torn, flipped, zeroed, zeroed_from_the_middle, longer, twice, lambda _: b"x", lambda _: b""]
)
def test_a_harmed_file_is_told_until_it_is_whole_and_then_taken_in(
    laptops: Laptops, ben: Journal, harm: Callable[[bytes], bytes]
):
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    path = a_file_of(laptops)
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    told(ben, str(path.relative_to(laptops.folder)))
    path.write_bytes(whole)
    os.utime(path, ns=(1, 1))  # the provider brought the time of then with it
    report = sync.exchange(ben)
    assert (report.imported, report.pending) == (1, [])
    assert sync.status(ben).files == ()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_link_to_a_file_of_ours(path: Path) -> None:
    path.symlink_to(next(each for each in path.parent.parent.rglob("*.dat") if each.is_file()))


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_file_too_long(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)


def an_empty_file(path: Path) -> None:
    path.touch()


@pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX")
@pytest.mark.parametrize(
    "make",
    [
        a_folder,
        a_link_to_a_file_of_ours,
        a_link_to_nothing,
        a_link_to_itself,
        a_pipe,
        a_file_too_long,
        an_empty_file,
    ],
)
def test_what_is_no_file_of_ours_under_a_name_of_ours_is_told_and_left_alone(
    laptops: Laptops, ben: Journal, make: Callable[[Path], None]
):
    make(laptops.folder / OURS)
    told(ben, OURS)
    told(ben, OURS)  # again, with nothing new
    assert os.path.lexists(laptops.folder / OURS)
    (laptops.folder / OURS).rmdir() if make is a_folder else (laptops.folder / OURS).unlink()
    assert sync.exchange(ben).pending == []


@pytest.mark.skipif(os.name == "nt", reason="names of bytes")
def test_a_name_that_is_no_text_is_told_as_well_as_it_can_be(laptops: Laptops, ben: Journal):
    odd = os.fsencode(laptops.folder / SHELF) + b"/\xff\xfe.dat"
    with open(odd, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(b"x" * 5000)
    assert told(ben, SHELF + r"/\udcff\udcfe.dat")
    os.unlink(odd)  # noqa: PTH108 - a path of bytes
    assert sync.exchange(ben).pending == []


def test_a_strange_name_is_no_hindrance(laptops: Laptops, ben: Journal):
    for name in ("new\nline", "tab\t", "\u202egpj", "e\u0301", "ü", "🐟", "x" * 200):
        path = put(laptops.folder, b"x" * 5000, f"{SHELF}/{name}.dat")
        told(ben, path)
        (laptops.folder / path).unlink()
        add_person(laptops.ana)
        sync.exchange(laptops.ana)
        a_file_of(laptops).rename(laptops.folder / path)
        report = sync.exchange(ben)
        assert (report.imported, report.pending) == (1, []), name
        (laptops.folder / path).unlink()


def test_another_team_s_file_is_left_alone_and_told(
    laptops: Laptops, ben: Journal, tmp_path: Path, clock: ManualClock
):
    (tmp_path / "other").mkdir()
    with team(tmp_path / "other", clock) as others:
        add_person(others.ana, "Of another team")
        sync.exchange(others.ana)
        foreign = {path.name: path.read_bytes() for path in others.folder.rglob("*.dat")}
    for name, content in foreign.items():
        put(laptops.folder, content, f"{name[0]}/{name}")
    report = sync.exchange(ben)
    assert len(report.pending) == len(foreign)
    assert all("key of this team" in each for each in report.pending)
    add_person(laptops.ana)
    laptops.meet()
    assert names(ben) == ["Sam"]
    laptops.clock.advance(days=400)
    laptops.meet()
    assert all((laptops.folder / name[0] / name).read_bytes() == foreign[name] for name in foreign)


def test_what_a_backup_holds_is_not_taken_for_the_team_s_whatever_key_it_has(laptops: Laptops, ben: Journal):
    member = Member(laptops.ana, laptops.folder)
    for kind in (packing.LAPTOP, packing.EVENTS):
        path = member.post([b"anything"], kind)
        told(ben, path)
        (laptops.folder / path).unlink()


@pytest.mark.slow
def test_a_file_that_unfolds_without_end_is_told_and_fills_no_memory(laptops: Laptops, ben: Journal):
    key = Member(laptops.ana, laptops.folder).key
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(MOST_CONTENT // (1 << 20) + 64))
    packed += packer.flush()
    path = put(laptops.folder, sealed_raw(packed, key))
    tracemalloc.start()
    said = told(ben, path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "damaged" in said
    assert peak < 2 * MOST_CONTENT + 64 * 1024 * 1024


@pytest.mark.slow
def test_a_file_of_very_many_small_parts_fills_no_memory(laptops: Laptops, ben: Journal):
    count = MOST_CONTENT // 2 - 100
    plain = b"\x93\x01\xa8segments\xdd" + count.to_bytes(4, "big") + b"\xc4\x00" * count
    path = Member(laptops.ana, laptops.folder).post_plain(plain)
    tracemalloc.start()
    told(ben, path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * MOST_CONTENT + 64 * 1024 * 1024


@pytest.mark.parametrize(
    "packed",
    [
        zlib.compress(b"x") + b"y",
        zlib.compress(b"x" * 1000)[:-4],
        b"",
        b"not zlib at all",
    ],
)
def test_what_is_sealed_with_the_right_key_and_cannot_be_unfolded_is_told(
    laptops: Laptops, ben: Journal, packed: bytes
):
    told(ben, put(laptops.folder, sealed_raw(packed, Member(laptops.ana, laptops.folder).key)))


def sealed_raw(packed: bytes, key: bytes, length: int | None = None) -> bytes:
    """Sealed with the right key, but what is compressed is any bytes."""
    nonce = os.urandom(24)
    head = nonce + sealing._tag(key, nonce)
    inner = (len(packed) if length is None else length).to_bytes(4, "big") + packed
    inner += bytes(max(4096 - len(head) - len(inner) - 16, 0))
    box = nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(inner, sealing._PURPOSE + head, nonce, key)
    return head + box


def test_a_length_that_is_not_that_of_the_content_is_told(laptops: Laptops, ben: Journal):
    key = Member(laptops.ana, laptops.folder).key
    for length in (0, 5, 2**32 - 1):
        path = put(laptops.folder, sealed_raw(zlib.compress(b"words"), key, length))
        told(ben, path)
        (laptops.folder / path).unlink()


@pytest.mark.parametrize("kind", ["poem", "x" * 32])
def test_a_kind_of_file_that_only_a_newer_version_knows_is_told(laptops: Laptops, ben: Journal, kind: str):
    path = Member(laptops.ana, laptops.folder).post([b"anything"], kind)
    assert "newer version" in told(ben, path)


def test_a_newer_form_of_a_file_is_told_and_read_once_the_program_knows_it(
    laptops: Laptops, ben: Journal, monkeypatch: pytest.MonkeyPatch
):
    add_person(laptops.ana)
    sync.exchange(laptops.ana)
    with monkeypatch.context() as older:
        older.setattr(packing, "VERSION", 0)
        path = str(a_file_of(laptops).relative_to(laptops.folder))
        assert "newer version" in told(ben, path)
        assert names(ben) == []
    assert sync.exchange(ben).pending == []
    assert names(ben) == ["Sam"]


def test_what_was_told_for_a_day_is_overdue(laptops: Laptops, ben: Journal):
    put(laptops.folder, b"x" * 5000, OURS)
    sync.exchange(ben)
    assert [each.overdue for each in sync.status(ben).files] == [False]
    laptops.clock.advance(hours=24)
    assert [each.overdue for each in sync.status(ben).files] == [True]
    assert (laptops.folder / OURS).exists()


@pytest.mark.slow
def test_a_thousand_files_of_nonsense_are_told_and_read_once(
    laptops: Laptops, ben: Journal, monkeypatch: pytest.MonkeyPatch
):
    for number in range(1_000):
        put(laptops.folder, os.urandom(100), f"{number % 16:x}/{number:064x}.dat")
    assert len(sync.exchange(ben).pending) == 1_000
    read: list[str] = []
    get = Folder.get

    def counted(folder: Folder, path: str, limit: int = MOST_BYTES) -> bytes:
        read.append(path)
        return get(folder, path, limit)

    monkeypatch.setattr(Folder, "get", counted)
    assert len(sync.exchange(ben).pending) == 1_000
    assert read == []
    add_person(laptops.ana)
    laptops.meet()
    require_equal(laptops.ana, ben)
