"""Who belongs to the team, whatever the order in which certificates come."""

import itertools
from collections.abc import Iterable, Mapping

import msgspec

from pod_desktop.storage.sharing.members import Members
from pod_desktop.storage.sharing.signed import Admission, Adoption, Revocation, Statement, Upto

TEAM, ANA, BEN, AUTHOR = b"t" * 16, b"A" * 16, b"B" * 16, b"a" * 16
MAIN, LOG = b"m" * 16, b"o" * 16
OLD_KEY, NEW_KEY = b"k" * 32, b"n" * 32


def admission(laptop: bytes = BEN, issued: int = 1, **fields: object) -> Admission:
    made = Admission(TEAM, laptop, OLD_KEY, b"x" * 32, AUTHOR, "Ben’s laptop", False, issued, ANA)
    return msgspec.structs.replace(made, **fields)


def revocation(accepted: dict[bytes, Upto], laptop: bytes = BEN, issued: int = 5) -> Revocation:
    return Revocation(TEAM, laptop, accepted, issued, ANA)


def id_(letter: str) -> bytes:
    return letter.encode() * 32


def in_every_order(statements: Mapping[str, Statement]) -> Iterable[Members]:
    named = [(id_(letter), each) for letter, each in statements.items()]
    return (Members(order) for order in itertools.permutations(named))


def test_a_laptop_belongs_to_the_team_once_it_was_let_in():
    for team in in_every_order({"a": admission(ANA, steward=True), "b": admission(BEN)}):
        assert set(team.all) == set(team.active) == {ANA, BEN}
        ben, ana = team.get(BEN), team.get(ANA)
        assert ana is not None
        assert ben is not None
        assert (ana.is_steward, ben.is_steward) == (True, False)
        assert (ben.signs_with(OLD_KEY), ben.signs_with(NEW_KEY)) == (True, False)
        assert team.get(b"C" * 16) is None
        assert team.revocations == frozenset()


def test_of_several_admissions_the_newest_says_the_rights_and_the_keys_of_all_sign():
    statements: dict[str, Statement] = {
        "c": admission(issued=1, name="First"),
        "a": admission(issued=3, name="Last", steward=True, signing=NEW_KEY),
        "b": admission(issued=2, name="Between"),
    }
    for team in in_every_order(statements):
        ben = team.all[BEN]
        assert ben.admission.name == "Last"
        assert ben.is_steward
        assert ben.signs_with(OLD_KEY)
        assert ben.signs_with(NEW_KEY)


def test_of_admissions_of_one_instant_the_one_with_the_greater_id_is_the_newest():
    for team in in_every_order({"a": admission(name="Lesser"), "b": admission(name="Greater")}):
        assert team.all[BEN].admission.name == "Greater"


def test_a_revocation_is_for_good_and_locks_out_one_laptop_only():
    statements: dict[str, Statement] = {
        "a": admission(ANA, steward=True),
        "b": admission(steward=True),
        "c": revocation({}, issued=5),
        "d": admission(issued=9, steward=True),
    }
    for team in in_every_order(statements):
        assert set(team.active) == {ANA}
        assert set(team.all) == {ANA, BEN}
        assert team.all[BEN].revoked
        assert not team.all[BEN].is_steward
        assert team.all[ANA].is_steward
        assert team.revocations == {id_("c")}


def test_of_two_revocations_each_says_what_counts():
    near, far = Upto(5, b"5" * 32), Upto(9, b"9" * 32)
    statements: dict[str, Statement] = {
        "a": admission(),
        "b": revocation({MAIN: near, LOG: far}, issued=5),
        "c": revocation({MAIN: far}, issued=6),
    }
    for team in in_every_order(statements):
        assert team.all[BEN].accepted == {(MAIN, near), (MAIN, far), (LOG, far)}
        assert team.revocations == {id_("b"), id_("c")}


def test_an_adoption_lets_more_count_and_lets_nobody_in_again():
    near, far = Upto(5, b"5" * 32), Upto(9, b"9" * 32)
    statements: dict[str, Statement] = {
        "a": admission(),
        "b": revocation({MAIN: near}),
        "c": Adoption(TEAM, BEN, {MAIN: far}, 7, ANA),
    }
    for team in in_every_order(statements):
        assert team.all[BEN].accepted == {(MAIN, near), (MAIN, far)}
        assert team.all[BEN].revoked
        assert team.revocations == {id_("b")}


def test_an_adoption_alone_locks_nobody_out():
    for team in in_every_order({"a": admission(), "b": Adoption(TEAM, BEN, {}, 7, ANA)}):
        assert set(team.active) == {BEN}


def test_a_revocation_of_a_laptop_that_was_not_let_in_waits_for_its_admission():
    alone = Members([(id_("b"), revocation({}))])
    assert alone.all == {}
    assert alone.revocations == frozenset()
    for team in in_every_order({"b": revocation({}), "z": admission()}):
        assert team.active == {}
