"""Two laptops that are called the same: two stewards may let them in before hearing of each other's."""

import pytest

from pod_desktop import sync
from pod_desktop.cli import laptop as command
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files
from pod_desktop.sync import letting_in
from pod_desktop.sync.faults import NoSuchLaptop
from pod_desktop.sync.revoking import laptop_named
from tests.sync.laptops import Laptops, add_person, laptop_of, names

NAME = "Ben Okafor’s laptop"


@pytest.fixture
def bens(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> tuple[Journal, Journal]:
    """Two laptops of one name."""
    monkeypatch.setattr(letting_in, "free_name", lambda wanted, _taken: wanted)
    first = laptops.join()
    laptops.clock.advance(minutes=90)
    second = laptops.join()
    assert [each.name for each in sync.status(laptops.ana).laptops if not each.this] == [NAME, NAME]
    laptops.meet()
    return first, second


def late(journal: Journal) -> dict[bytes, str]:
    return {bytes.fromhex(each.id): each.late for each in sync.status(journal).laptops if not each.this}


def lock_out_both(laptops: Laptops, *bens: Journal) -> None:
    for each in bens:
        sync.revoke(laptops.ana, laptop_of(each))
    sync.exchange(laptops.ana)


def work_late(laptops: Laptops, ben: Journal, name: str) -> None:
    add_person(ben, name)
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    sync.exchange(laptops.ana)


def test_late_work_of_one_of_two_laptops_of_one_name_is_told_of_that_one_alone(
    laptops: Laptops, bens: tuple[Journal, Journal]
):
    first, second = bens
    lock_out_both(laptops, *bens)
    work_late(laptops, second, "Sam")
    said = late(laptops.ana)
    assert said[laptop_of(first)] == ""
    assert "waits in the team folder" in said[laptop_of(second)]
    (file,) = sync.status(laptops.ana).files
    assert file.laptops == (sync.status(second).laptops[0].id,)


def test_what_is_taken_in_of_one_leaves_the_work_of_the_other_of_that_name_where_it_is(
    laptops: Laptops, bens: tuple[Journal, Journal]
):
    first, second = bens
    lock_out_both(laptops, *bens)
    work_late(laptops, first, "Sam")
    work_late(laptops, second, "Joy")
    assert sync.adopt(laptops.ana, laptop_of(first)) == 1
    sync.exchange(laptops.ana)
    assert names(laptops.ana) == ["Sam"]
    said = late(laptops.ana)
    assert said[laptop_of(first)] == ""
    assert "waits in the team folder" in said[laptop_of(second)]


def test_a_file_that_waited_before_its_laptop_was_noted_is_read_again(
    laptops: Laptops, bens: tuple[Journal, Journal]
):
    """As after the upgrade to revision 0009, which empties the basis of such files."""
    lock_out_both(laptops, *bens)
    work_late(laptops, bens[1], "Sam")
    with files.changing(laptops.ana) as session:
        for row in files.noted(session).values():
            row.laptops = row.basis = b""
    sync.exchange(laptops.ana)
    assert "waits in the team folder" in late(laptops.ana)[laptop_of(bens[1])]


def test_a_name_that_two_laptops_have_is_refused_with_what_tells_them_apart(
    laptops: Laptops, bens: tuple[Journal, Journal]
):
    with pytest.raises(NoSuchLaptop, match="Several laptops are called") as refused:
        laptop_named(laptops.ana, NAME)
    for each in bens:
        assert laptop_of(each).hex() in str(refused.value)
        assert laptop_named(laptops.ana, laptop_of(each).hex()) == laptop_of(each)


def test_the_command_that_lists_laptops_tells_the_two_apart(laptops: Laptops, bens: tuple[Journal, Journal]):
    listed = sync.status(laptops.ana).laptops
    said = {str(each.id): command._in_words(each, listed) for each in listed}
    for each in bens:
        id_ = laptop_of(each).hex()
        assert said[id_].startswith(f"{NAME}: Ben Okafor, in the team since ")
        assert id_ in said[id_]
    assert "in the team since" not in said[laptop_of(laptops.ana).hex()]
