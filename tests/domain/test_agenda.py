"""Topics and the room's order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.agenda import (
    DIGITS,
    LEGAL_TRANSITIONS,
    TopicState,
    between,
    can_become,
    in_order,
    move,
    require_can_become,
    require_topic_words,
)
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed

ids = st.text("0123456789abcdef", min_size=32, max_size=32).map(EntityId)


def key_list(places: list[float]) -> list[str]:
    """Keys made by putting each new one at a fraction (0..1) of the list so far."""
    keys: list[str] = []
    for place in places:
        index = round(place * len(keys))
        before = keys[index - 1] if index else None
        after = keys[index] if index < len(keys) else None
        keys.insert(index, between(before, after))
    return keys


def test_a_topic_can_be_talked_about_left_open_carried_over_and_taken_up_again() -> None:
    assert set(LEGAL_TRANSITIONS) == set(TopicState)
    assert can_become(TopicState.OPEN, TopicState.LEFT_OPEN)
    assert can_become(TopicState.LEFT_OPEN, TopicState.TALKED_ABOUT)
    require_can_become(TopicState.CARRIED_OVER, TopicState.OPEN)
    with pytest.raises(NotAllowed, match="carried over"):
        require_can_become(TopicState.CARRIED_OVER, TopicState.TALKED_ABOUT)
    with pytest.raises(NotAllowed, match="already left open"):
        require_can_become(TopicState.LEFT_OPEN, TopicState.LEFT_OPEN)


def test_a_topic_has_words() -> None:
    assert require_topic_words(" the nights ") == "the nights"
    with pytest.raises(BadInput):
        require_topic_words(" \n")


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [  # from the published fractional-indexing test vectors
        (None, None, "a0"),
        (None, "a0", "Zz"),
        (None, "Zz", "Zy"),
        ("a0", None, "a1"),
        ("a1", None, "a2"),
        ("a0", "a1", "a0V"),
        ("a1", "a2", "a1V"),
        ("a0V", "a1", "a0l"),
        ("Zz", "a0", "ZzV"),
        ("Zz", "a1", "a0"),
        (None, "Y00", "Xzzz"),
        ("bzz", None, "c000"),
        ("a0", "a0V", "a0G"),
        ("a0", "a0G", "a08"),
        ("b125", "b129", "b127"),
        ("a0", "a1V", "a1"),
        ("Zz", "a01", "a0"),
        (None, "a0V", "a0"),
        (None, "b999", "b99"),
        (None, "A000000000000000000000000001", "A000000000000000000000000000V"),
        ("zzzzzzzzzzzzzzzzzzzzzzzzzzy", None, "zzzzzzzzzzzzzzzzzzzzzzzzzzz"),
        ("zzzzzzzzzzzzzzzzzzzzzzzzzzz", None, "zzzzzzzzzzzzzzzzzzzzzzzzzzzV"),
    ],
)
def test_keys_agree_with_the_published_vectors(before: str | None, after: str | None, key: str) -> None:
    assert between(before, after) == key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *[("a1", "a0"), ("a0", "a0"), ("a00", None), (None, ""), ("a", None), ("3", None), ("a0 ", None)],
        *[("b0", "b1"), ("A" + "0" * 26, None)],
    ],
)
def test_a_wrong_pair_of_keys_is_refused(before: str | None, after: str | None) -> None:
    with pytest.raises(BadInput):
        between(before, after)


@given(st.lists(st.floats(0, 1), max_size=80))
def test_there_is_always_a_key_between_two(places: list[float]) -> None:
    keys = key_list(places)
    assert keys == sorted(set(keys))
    assert all(set(key) <= set(DIGITS) for key in keys)


@pytest.mark.parametrize("place", [0.0, 1.0])
def test_keys_stay_short_when_topics_are_added_at_one_end(place: float) -> None:
    assert max(len(key) for key in key_list([place] * 500)) <= 4


rough_topics = st.lists(st.tuples(st.integers(0, 3), ids), min_size=1, max_size=8, unique_by=lambda t: t[1])


@given(rough_topics, st.data())
def test_a_moved_topic_is_where_it_was_put_also_among_equal_keys(
    rough: list[tuple[int, EntityId]], data: st.DataObject
) -> None:
    topics = {topic: "a" + DIGITS[place] for place, topic in rough}
    ordered = [topic for _key, topic in in_order([(key, topic) for topic, key in topics.items()])]
    moved = data.draw(st.sampled_from(ordered))
    to = data.draw(st.integers(0, len(ordered) - 1))
    expected = [topic for topic in ordered if topic != moved]
    expected.insert(to, moved)
    topics |= move([(key, topic) for topic, key in topics.items()], moved, to)
    assert [topic for _key, topic in in_order([(key, topic) for topic, key in topics.items()])] == expected


def test_moving_rewrites_only_the_moved_topic_where_keys_differ() -> None:
    topics = [(f"a{n}", EntityId(str(n) * 32)) for n in range(4)]
    assert move(topics, EntityId("3" * 32), 1) == {EntityId("3" * 32): "a0V"}
    assert move(topics, EntityId("3" * 32), 3) == {}
    assert move(topics, EntityId("9" * 32), 4) == {EntityId("9" * 32): "a4"}


@given(st.permutations([("a0", EntityId("1" * 32)), ("a0", EntityId("2" * 32)), ("Zz", EntityId("3" * 32))]))
def test_equal_keys_go_by_id_on_every_laptop(topics: list[tuple[str, EntityId]]) -> None:
    assert [topic[0] for _key, topic in in_order(topics)] == ["3", "1", "2"]
