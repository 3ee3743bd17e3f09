from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pod_desktop.domain.ids import new_id
from pod_desktop.domain.map_draft import DraftMember, DraftTie, MapDraft
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import Direction, Known, MemberKind, Place, Quality, Sector
from pod_desktop.errors import BadInput, NotAllowed, NotFound, PodError
from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv
from pod_desktop.outputs.network_map.graphml import map_graphml
from pod_desktop.outputs.network_map.words import plain
from pod_desktop.services import joining_members, network, people
from pod_desktop.services.map_files import read_draft
from pod_desktop.services.map_files.csv_names import read_names
from pod_desktop.services.map_files.csv_ties import with_ties
from pod_desktop.services.map_files.graphml import read_graphml
from pod_desktop.services.map_files.taking_in import same_names, take_in
from pod_desktop.services.undo import UndoStack

HERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"])
FORMULAS = st.builds(str.__add__, st.sampled_from(["=", "'=", "''+", "'"]), st.text(LETTERS, max_size=4))
WORDS = (st.text(LETTERS, max_size=12) | FORMULAS).map(lambda words: " ".join(plain(words).split()))
NAMES = WORDS.filter(bool)
ANSWERS = st.sampled_from([each.value for each in Known])
PLACES = st.builds(Place, st.floats(0, 360, exclude_max=True), st.floats(0, 1))


@st.composite
def drafts(draw: st.DrawFn) -> MapDraft:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
    members = tuple(
        DraftMember(
            key=str(number),
            name=name,
            words=draw(WORDS),
            sector=draw(st.sampled_from([*map(str, Sector), ""])),
            kind=draw(st.sampled_from(list(map(str, MemberKind)))),
            knows=draw(ANSWERS),
            worried=draw(ANSWERS),
            could_help=draw(ANSWERS),
            place=draw(st.none() | PLACES),
        )
        for number, name in enumerate(names)
    )
    keys = ["z", *(each.key for each in members)]
    two = st.sets(st.sampled_from(keys), min_size=2, max_size=2)
    pairs = draw(st.lists(two.map(sorted), unique_by=tuple))
    ties = tuple(
        DraftTie(
            one,
            other,
            draw(ANSWERS),
            draw(WORDS),
            draw(st.sampled_from(list(map(str, Direction)))),
            draw(st.sampled_from([*map(str, Quality), ""])),
        )
        for one, other in map(draw, map(st.permutations, pairs))
    )
    return MapDraft(members, ties, "z")


def told(view: MapView, *, quality: bool = True) -> tuple[object, object]:
    """What a map says, whatever its ids are; members of equal names do not occur in it."""
    names = {view.person.id: ""} | {each.id: each.name for each in view.members}
    members = sorted(
        (each.name, each.words, each.sector, each.member_kind, each.knows, each.worried, each.could_help,
         each.angle, each.distance)
        for each in view.members
    )  # fmt: skip
    ties = []
    for tie in view.ties:
        way = Direction(tie.direction)
        one, other = names[tie.a_id], names[tie.b_id]
        if one > other:
            one, other, way = other, one, way.turned
        ties.append((one, other, tie.known, tie.words, way.value, tie.quality if quality else ""))
    return members, sorted(ties)


@pytest.mark.parametrize("quality", [True, False])
@HERE
@given(draft=drafts())
def test_our_graphml_comes_back_as_the_same_map(journal, draft, quality):
    zoe, copy = people.add_person(journal, "Zoe"), people.add_person(journal, "Zoe again")
    take_in(journal, zoe, draft)
    view = network.network_map(journal, zoe)
    read = read_graphml(map_graphml(view, quality=quality))
    assert (read.person, read.about, read.left_out) == (zoe, "Zoe", ())
    take_in(journal, copy, read)
    assert told(network.network_map(journal, copy)) == told(view, quality=quality)


@HERE
@given(draft=drafts())
def test_our_table_of_people_comes_back_with_their_places(journal, draft):
    zoe, copy = people.add_person(journal, "Zoe"), people.add_person(journal, "Zoe again")
    take_in(journal, zoe, replace(draft, ties=()))
    view = network.network_map(journal, zoe)
    read = read_names(people_csv(view))
    assert read.left_out == ()
    take_in(journal, copy, read)
    assert told(network.network_map(journal, copy)) == told(view)


@pytest.mark.parametrize("quality", [True, False])
@HERE
@given(draft=drafts())
def test_our_two_tables_come_back_as_the_same_map(journal, draft, quality):
    zoe, copy = people.add_person(journal, "Zoe"), people.add_person(journal, "Zoe again")
    take_in(journal, zoe, draft)
    view = network.network_map(journal, zoe)
    assume(view.ties)
    read = with_ties(read_names(people_csv(view)), ties_csv(view, quality=quality))
    assert read.left_out == ()
    take_in(journal, copy, read)
    assert told(network.network_map(journal, copy)) == told(view, quality=quality)


MAY, JO = DraftMember("1", "Aunt May", "aunt", "relatives"), DraftMember("2", "Jo")


@pytest.fixture
def zoe(journal):
    return people.add_person(journal, "Zoe")


def names(journal, person):
    return sorted(each.name for each in network.network_map(journal, person).members)


def test_it_is_one_step_that_undo_takes_back_and_redo_does_again(journal, zoe):
    stack = UndoStack(journal)
    with stack.step("take in"):
        made = take_in(journal, zoe, MapDraft((MAY, JO), (DraftTie("1", "2"), DraftTie("2", "z")), "z"))
    assert (len(made.members), made.ties, made.ties_kept) == (2, 2, 0)
    before = told(network.network_map(journal, zoe))
    stack.undo()
    empty = network.network_map(journal, zoe)
    assert (empty.members, empty.ties) == ((), ())
    stack.redo()
    assert told(network.network_map(journal, zoe)) == before


def test_whoever_is_there_already_stays_as_they_are_and_gets_the_ties(journal, zoe):
    may = network.add_member(journal, zoe, "Aunt  MAY", words="auntie")
    draft = MapDraft((MAY, JO), (DraftTie("1", "2"),))
    same = same_names(draft, network.network_map(journal, zoe))
    assert same == {"1": may}
    made = take_in(journal, zoe, draft, same=same)
    assert names(journal, zoe) == ["Aunt MAY", "Jo"]
    assert network.member(journal, may).words == "auntie"
    (tie,) = network.network_map(journal, zoe).ties
    assert {tie.a_id, tie.b_id} == {may, *made.members}


def test_nobody_is_taken_for_somebody_else_by_the_name_alone(journal, zoe):
    network.add_member(journal, zoe, "Aunt May")
    take_in(journal, zoe, MapDraft((MAY,)))
    assert names(journal, zoe) == ["Aunt May", "Aunt May"]


def test_a_tie_that_is_there_stays_as_it_is(journal, zoe):
    may = network.add_member(journal, zoe, "Aunt May")
    tie = network.tie(journal, zoe, zoe, may, known="no", words="not now")
    made = take_in(journal, zoe, MapDraft((MAY,), (DraftTie("z", "1"),), "z"), same={"1": may})
    assert (made.ties, made.ties_kept) == (0, 1)
    (after,) = network.network_map(journal, zoe).ties
    assert (after.id, after.known, after.words) == (tie, "no", "not now")


def test_a_tie_of_a_card_that_was_joined_is_the_tie_of_the_one_who_stands(journal, zoe):
    may, auntie = network.add_member(journal, zoe, "Aunt May"), network.add_member(journal, zoe, "Auntie")
    network.tie(journal, zoe, zoe, auntie, known="no", words="not now")
    joining_members.join(journal, auntie, may)
    made = take_in(journal, zoe, MapDraft((MAY,), (DraftTie("z", "1"),), "z"), same={"1": may})
    assert (made.ties, made.ties_kept) == (0, 1)
    (after,) = network.network_map(journal, zoe).ties
    assert (after.known, after.words) == ("no", "not now")


def test_who_was_joined_meanwhile_gets_the_ties_as_the_one_who_stands(journal, zoe):
    may, auntie = network.add_member(journal, zoe, "Aunt May"), network.add_member(journal, zoe, "Auntie")
    tie = network.tie(journal, zoe, zoe, may, known="no", words="not now")
    joining_members.join(journal, auntie, may)
    made = take_in(journal, zoe, MapDraft((MAY,), (DraftTie("z", "1"),), "z"), same={"1": auntie})
    assert (made.ties, made.ties_kept) == (0, 1)
    (after,) = network.network_map(journal, zoe).ties
    assert (after.id, after.known) == (tie, "no")


def test_two_of_the_file_are_not_taken_for_one_of_the_map(journal, zoe):
    network.add_member(journal, zoe, "John Smith")
    one, other = DraftMember("8", "John Smith"), DraftMember("9", "john smith")
    draft = MapDraft((one, other, JO), (DraftTie("8", "9"),))
    same = same_names(draft, network.network_map(journal, zoe))
    with pytest.raises(BadInput, match="John Smith and john smith: two people in the file"):
        take_in(journal, zoe, draft, same=same)
    assert names(journal, zoe) == ["John Smith"]


@pytest.mark.parametrize("reason", ["nobody", "an unknown person", "a member who was taken off", "no name"])
def test_what_cannot_be_taken_in_leaves_everything_as_it_was(journal, zoe, reason):
    gone = network.add_member(journal, zoe, "Aunt May")
    network.strike_member(journal, gone, "gone")
    draft, same = MapDraft((JO, MAY), (DraftTie("1", "2"),)), {}
    person = zoe
    expected: type[PodError] = BadInput
    match reason:
        case "nobody":
            draft = MapDraft(())
        case "an unknown person":
            person, expected = new_id(), NotFound
        case "a member who was taken off":
            same, expected = {"1": gone}, NotAllowed
        case _:
            draft = MapDraft((JO, replace(MAY, name=" ")))
    with pytest.raises(expected):
        take_in(journal, person, draft, same=same)
    assert names(journal, zoe) == []
    assert network.network_map(journal, zoe).ties == ()


def test_new_ones_look_unlike_each_other_and_those_before(journal, zoe):
    network.add_member(journal, zoe, "Tom")
    take_in(journal, zoe, MapDraft((MAY, JO)))
    hues = [each.hue for each in network.network_map(journal, zoe).members]
    assert len({*hues, 0}) == 4


def test_the_karate_club_is_taken_in(journal, zoe, tmp_path):
    file = tmp_path / "club.graphml"
    nx.write_graphml_xml(nx.karate_club_graph(), file)
    made = take_in(journal, zoe, read_draft(file).centred("0"))
    assert (len(made.members), made.ties) == (33, 78)


def test_other_kinds_of_file_and_what_is_not_there_are_a_sentence(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"x")
    (tmp_path / "empty.csv").write_bytes(b" \n")
    (tmp_path / "large.csv").write_bytes(b"x" * 5_000_001)
    for name, sentence in (
        ("a.doc", "none of the kinds"),
        ("empty.csv", "nothing in this file"),
        ("large.csv", "larger than 5 MB"),
        ("none.csv", "could not be read: it is not there"),
    ):
        with pytest.raises(BadInput, match=sentence):
            read_draft(tmp_path / name)
