"""Real files of the team, changed in any way, before and after sealing: nothing crashes, no word changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.check import check
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox import sealing
from pod_desktop.storage.sharing import files, keys
from tests.sync.hostile import Member, put
from tests.sync.laptops import Laptops, add_person, digest, rename, team

PLACES = st.integers(0, 100_000)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("flip"), PLACES, st.integers(1, 255)),
        st.tuples(st.just("cut"), PLACES, st.integers(1, 5_000)),
        st.tuples(st.just("put in"), PLACES, st.binary(min_size=1, max_size=40)),
        st.tuples(st.just("move"), PLACES, PLACES),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: list[tuple[str, int, object]]) -> bytes:
    for how, place, what in changes:
        at = place % (len(content) + 1)
        if how == "flip" and at < len(content) and isinstance(what, int):
            content = content[:at] + bytes([content[at] ^ what]) + content[at + 1 :]
        elif how == "cut" and isinstance(what, int):
            content = content[:at] + content[at + what :]
        elif how == "put in" and isinstance(what, bytes):
            content = content[:at] + what + content[at:]
        elif how == "move" and isinstance(what, int):
            content = content[at:] + content[: what % (at + 1)]
    return content


@pytest.fixture
def fuzzed(tmp_path: Path, clock: ManualClock) -> Iterator[tuple[Laptops, Journal]]:
    with team(tmp_path, clock) as laptops:
        ben = laptops.join()
        sam = add_person(laptops.ana)
        laptops.meet()
        rename(ben, sam, "Samuel")
        laptops.meet()
        yield laptops, ben


@given(changes=CHANGES, which=PLACES, inside=st.booleans(), renamed=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_file_says_nothing_but_what_was_said(
    fuzzed: tuple[Laptops, Journal],
    changes: list[tuple[str, int, object]],
    which: int,
    inside: bool,
    renamed: bool,
):
    laptops, ben = fuzzed
    real = sorted(path for path in laptops.folder.rglob("*.dat") if "fuzz" not in path.name)
    original = real[which % len(real)]
    content = original.read_bytes()
    with files.looking(laptops.ana) as session:
        every = [each.key for each in keys.epochs(session)]
    if inside and sealing.key_for(content, every) is not None:
        plain = changed(sealing.unseal(content, every), changes)
        content = sealing.seal(plain, Member(laptops.ana, laptops.folder).key).content
    else:
        content = changed(content, changes)
    name = f"{original.parent.name}/fuzz {original.name}" if renamed else ""
    path = put(laptops.folder, content or b"x", name)
    before = digest(ben)
    try:
        report = sync.exchange(ben)
        assert (report.imported, digest(ben)) == (0, before)
        assert check(ben).faults == []
        assert all(each.endswith(".") for each in report.pending)
    finally:
        if laptops.folder / path not in real:
            (laptops.folder / path).unlink()
