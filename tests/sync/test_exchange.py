"""Rounds with the team folder, laptops that meet in it, and what they say in the end."""

from pod_desktop import sync
from tests.sync.laptops import Laptops, add_person, names, rename, require_equal


def test_two_laptops_that_met_show_the_same(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    assert names(ben) == ["Sam"]
    rename(ben, sam, "Samuel")
    laptops.meet()
    assert names(laptops.ana) == ["Samuel"]
    require_equal(laptops.ana, ben)


def test_both_values_of_what_two_laptops_changed_remain(laptops: Laptops):
    ben = laptops.join()
    sam = add_person(laptops.ana)
    laptops.meet()
    rename(laptops.ana, sam, "Samira")
    rename(ben, sam, "Samuel")
    laptops.meet()
    require_equal(laptops.ana, ben)
    for each in (laptops.ana, ben):
        with each.read() as reading:
            (conflict,) = reading.conflicts()
        assert {said.value for said in conflict.said} == {"Samira", "Samuel"}


def test_a_round_without_anything_new_posts_and_imports_nothing(laptops: Laptops):
    ben = laptops.join()
    add_person(ben)
    laptops.meet()
    for each in (laptops.ana, ben):
        report = sync.exchange(each)
        assert (report.posted, report.imported, report.removed, report.pending) == (0, 0, 0, [])


def test_what_is_only_here_is_counted_until_it_is_in_the_folder_and_then_until_another_has_it(
    laptops: Laptops,
):
    ben = laptops.join()
    laptops.meet()
    add_person(laptops.ana)
    before = sync.status(laptops.ana)
    assert (before.only_here, before.in_folder) == (1, 0)
    sync.exchange(laptops.ana)
    posted = sync.status(laptops.ana)
    assert (posted.only_here, posted.in_folder) == (0, 1)
    sync.exchange(ben)
    sync.exchange(laptops.ana)
    heard = sync.status(laptops.ana)
    assert (heard.only_here, heard.in_folder) == (0, 0)
