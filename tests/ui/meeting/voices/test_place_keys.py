"""Whose key is whose."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import Stay
from pod_desktop.ui.meeting.voices import place_keys, sentences

TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
KEYS = place_keys.DIGITS + place_keys.LETTERS


def stay(who: str, arrived: int = 0, left: int | None = None) -> Stay:
    end = None if left is None else TEN + timedelta(minutes=left)
    return EntityId(who), TEN + timedelta(minutes=arrived), end


def ids(keys: dict[str, str] | None) -> dict[EntityId, str]:
    return {EntityId(who): key for who, key in (keys or {}).items()}


def keys(stays: list[Stay], own: dict[str, str] | None = None, known: dict[str, str] | None = None) -> str:
    found = place_keys.given(stays, ids(own), ids(known))
    return " ".join(f"{who}:{key}" for who, key in found.items())


def many(count: int, arrived: int = 0) -> list[Stay]:
    return [stay(f"p{number}", arrived) for number in range(1, count + 1)]


def test_keys_follow_arrival_and_stay_with_their_people_also_while_they_are_out():
    first = [stay("sam"), stay("may"), stay("jo")]
    assert keys(first) == "sam:1 may:2 jo:3"
    assert keys([stay("sam"), stay("may", 0, 30), stay("jo"), stay("tom", 40)]) == "sam:1 may:2 jo:3 tom:4"
    back = [stay("sam"), stay("may", 0, 30), stay("jo"), stay("tom", 40), stay("may", 50)]
    assert keys(back) == "sam:1 may:2 jo:3 tom:4"


def test_after_nine_come_letters_that_do_nothing_else():
    found = place_keys.given(many(20)).values()
    assert "".join(found) == "123456789BDFGJKOQUE"
    assert list(found)[19] == ""
    assert not set("".join(found)) & set(place_keys.TABLE_LETTERS)


def test_what_was_given_stays_whatever_the_order_becomes():
    known = {"sam": "1", "may": "2"}
    assert keys([stay("may"), stay("sam"), stay("jo", 5)], known=known) == "sam:1 may:2 jo:3"


def test_an_own_key_is_theirs_and_who_had_it_by_their_place_gets_the_next():
    assert keys(many(3), own={"p3": "1"}) == "p1:4 p2:2 p3:1"
    assert keys(many(3), own={"p3": "B", "p1": "3"}) == "p1:3 p2:2 p3:B"
    assert keys(many(2), own={"p1": "B", "p2": "B"}) == "p1:B p2:2"


def test_a_newcomers_own_key_moves_nobody():
    stays = [*many(3), stay("kit", 20)]
    assert keys(stays, own={"kit": "2"}) == "p1:1 p2:2 p3:3 kit:4"


def test_who_takes_a_key_that_somebody_has_gives_them_theirs():
    held = {EntityId("sam"): "1", EntityId("may"): "2", EntityId("kit"): ""}
    assert place_keys.changed(held, EntityId("sam"), "B") == {"sam": "B"}
    assert place_keys.changed(held, EntityId("sam"), "2") == {"sam": "2", "may": "1"}
    assert place_keys.changed(held, EntityId("sam"), "1") == {"sam": "1"}
    assert place_keys.changed(held, EntityId("kit"), "2") == {"kit": "2", "may": "3"}


def test_every_letter_that_can_be_nobodys_says_why():
    for key in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.é ":
        why = sentences.what_key_does(key)
        assert bool(why) == (key in place_keys.TABLE_LETTERS + "0")
        if not place_keys.can_be_somebodys(key):
            assert sentences.why_not_this_key(key)
    assert sentences.why_not_this_key("S").startswith("S is for “Together in silence”.")
    assert sentences.why_not_this_key("C").startswith("Ctrl+C does something else")
    assert sentences.why_not_this_key("é").startswith("A letter from A to Z")


@given(
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 3)), min_size=1, max_size=25),
    st.dictionaries(st.integers(0, 25), st.sampled_from(KEYS)),
    st.integers(0, 25),
)
def test_nobody_has_the_key_of_another_and_nobody_loses_theirs(comings, own, cut):
    stays = [stay(f"p{who}", at) for who, at in comings]
    stays.sort(key=lambda each: each[1])
    chosen = ids({f"p{who}": key for who, key in own.items()})
    before = place_keys.given(stays[:cut], chosen)
    after = place_keys.given(stays, chosen, before)
    held = [key for key in after.values() if key]
    assert len(held) == len(set(held))
    assert {who: after[who] for who in before} == before
