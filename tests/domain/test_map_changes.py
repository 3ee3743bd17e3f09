"""What is different between two looks at one map."""

from dataclasses import replace

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_changes import Change, What, changes
from pod_desktop.domain.map_views import JoinedCard, MapView, MemberView, TieView
from pod_desktop.domain.views import Someone

ZOE = Someone(EntityId("00"), "Zoe", 0, "person")


def member(id_: str, name: str, distance: float | None = 0.5) -> MemberView:
    angle = None if distance is None else 30.0
    no = "not_known"
    return MemberView(
        EntityId(id_), ZOE.id, name, "person", "", "family", angle, distance, 1, no, no, no, "", "", "", "",
        "", None, None, None, None, None, None, "", None, {},
    )  # fmt: skip


MAY, JO = member("01", "May"), member("02", "Jo", 0.9)
TIE = TieView(EntityId("09"), MAY.id, JO.id, "yes", "")


def looked(*members: MemberView, ties: tuple[TieView, ...] = (), person: Someone = ZOE) -> MapView:
    return MapView(person, members, ties)


def test_two_equal_looks_have_no_difference():
    assert changes(looked(MAY, JO, ties=(TIE,)), looked(MAY, JO, ties=(TIE,))) == ()


def test_who_came_and_who_was_taken_off_are_told_by_name():
    tom = member("03", "Tom", None)
    assert changes(looked(MAY), looked(JO, tom)) == (
        Change(What.CAME, JO.someone, after="3"),
        Change(What.TAKEN_OFF, MAY.someone),
        Change(What.LISTED, tom.someone),
    )


def test_onto_the_map_and_back_to_the_list():
    listed = member("01", "May", None)
    assert changes(looked(listed), looked(MAY)) == (Change(What.CAME, MAY.someone, after="2"),)
    assert changes(looked(MAY), looked(listed)) == (Change(What.PUT_BACK, MAY.someone),)


@pytest.mark.parametrize(
    ("what", "field", "before", "after"),
    [
        (What.NAME, "name", "May", "Aunt May"),
        (What.KIND, "member_kind", "person", "died"),
        (What.RELATIONSHIP, "words", "", "aunt"),
        (What.SECTOR, "sector", "family", "work"),
        (What.KNOWS, "knows", "not_known", "yes"),
        (What.WORRIED, "worried", "not_known", "no"),
        (What.COULD_HELP, "could_help", "not_known", "yes"),
    ],
)
def test_each_thing_that_is_said_of_a_member(what, field, before, after):
    later = replace(MAY, **{field: after})
    assert changes(looked(MAY), looked(later)) == (Change(what, later.someone, None, before, after),)


def test_another_ring_is_told_and_a_step_within_one_is_not():
    closer = replace(MAY, distance=0.2)
    assert changes(looked(MAY), looked(closer)) == (Change(What.RING, MAY.someone, None, "2", "1"),)
    assert changes(looked(MAY), looked(replace(MAY, distance=0.6, angle=50.0))) == ()


def test_a_tie_that_came_went_or_is_said_otherwise():
    none, one = looked(MAY, JO), looked(MAY, JO, ties=(TIE,))
    assert changes(none, one) == (Change(What.TIE_ADDED, JO.someone, MAY.someone, after="yes"),)
    assert changes(one, none) == (Change(What.TIE_REMOVED, JO.someone, MAY.someone),)
    otherwise = replace(TIE, known="not_known", quality="thin", words="school")
    assert [each.what for each in changes(one, looked(MAY, JO, ties=(otherwise,)))] == [
        What.TIE_KNOWN,
        What.TIE_QUALITY,
        What.TIE_WORDS,
    ]


def test_a_direction_names_first_from_whom_it_goes():
    one = looked(MAY, JO, ties=(TIE,))
    for direction, ends in (("a_to_b", (MAY, JO)), ("b_to_a", (JO, MAY))):
        (told,) = changes(one, looked(MAY, JO, ties=(replace(TIE, direction=direction),)))
        assert (told.who, told.other) == tuple(each.someone for each in ends)


def test_the_ends_of_a_tie_that_goes_both_ways_again_are_told_by_name():
    one = looked(MAY, JO, ties=(replace(TIE, direction="a_to_b"),))
    (told,) = changes(one, looked(MAY, JO, ties=(TIE,)))
    assert (told.who, told.other, told.after) == (JO.someone, MAY.someone, "")


def test_a_tie_that_was_made_again_from_the_other_end_is_the_same():
    again = TieView(EntityId("08"), JO.id, MAY.id, "yes", "", "b_to_a")
    first = replace(TIE, direction="a_to_b")
    assert changes(looked(MAY, JO, ties=(first,)), looked(MAY, JO, ties=(again,))) == ()


def test_a_tie_that_went_with_somebody_is_not_told_beside_them():
    assert changes(looked(MAY, JO, ties=(TIE,)), looked(JO)) == (Change(What.TAKEN_OFF, MAY.someone),)


def test_the_person_is_called_by_another_name():
    later = looked(person=replace(ZOE, name="Zoë"))
    assert changes(looked(), later) == (Change(What.NAME, later.person, None, "Zoe", "Zoë"),)


def test_joining_two_and_taking_them_apart_is_told_as_that_and_their_ties_are_not_told_beside_it():
    aunt = member("05", "Aunt May")
    both = looked(replace(aunt, joined=(JoinedCard(MAY),)), JO, ties=(replace(TIE, a_id=aunt.id),))
    apart = looked(aunt, MAY, JO, ties=(TIE,))
    assert changes(apart, both) == (Change(What.JOINED, MAY.someone, aunt.someone),)
    assert changes(both, apart) == (Change(What.TAKEN_APART, MAY.someone, aunt.someone),)


def test_people_of_one_name_are_told_apart_by_their_words_or_their_letters():
    bev, other = (
        replace(member("04", "Bev"), words="Mum’s sister"),
        replace(member("05", "bev"), words="aunt"),
    )
    told = changes(
        looked(bev, JO), looked(bev, other, JO, ties=(TieView(TIE.id, other.id, JO.id, "yes", ""),))
    )
    assert [(each.what, each.who.name) for each in told] == [
        (What.CAME, "bev, aunt"),
        (What.TIE_ADDED, "bev, aunt"),
    ]
    same = replace(other, words="Mum’s sister", hue=2)
    (came,) = changes(looked(bev), looked(bev, same))
    assert came.who.name == "bev (Bev)"
