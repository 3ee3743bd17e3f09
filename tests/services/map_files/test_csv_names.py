from dataclasses import replace

import pytest

from pod_desktop.domain.map_draft import DraftMember
from pod_desktop.domain.network import Place
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.csv_names import read_names


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_names_are_read_with_and_without_a_heading(mark):
    lines = "Aunt May|aunt|relatives|\r\nRex||family|pet\r\n".replace("|", mark)
    may = DraftMember("line 1", "Aunt May", "aunt", "relatives")
    rex = DraftMember("line 2", "Rex", "", "family", "pet")
    assert read_names(lines.encode()).members == (may, rex)
    headed = read_names(("name|words|sector|kind\r\n".replace("|", mark) + lines).encode("utf-8-sig"))
    assert headed.members == (replace(may, key="line 2"), replace(rex, key="line 3"))


def test_a_heading_may_name_other_columns_in_another_order_and_what_is_left_out_is_said():
    read = read_names(b"id,sector,age,name\n1,work,30,Jo\n")
    assert read.members == (DraftMember("1", "Jo", sector="work"),)
    assert read.left_out == ("Columns that are not taken in: “age”.",)


def test_empty_lines_before_a_heading_are_no_people():
    assert read_names(b"\n ;;\r\nname;words\nJo;next door\n").members == (
        DraftMember("line 4", "Jo", "next door"),
    )


def test_an_apostrophe_before_a_formula_is_taken_off_again():
    assert read_names(b"name\n'=Tom\n").members == (DraftMember("line 2", "=Tom"),)


def test_whoever_has_no_id_of_their_own_is_called_by_the_line():
    assert [each.key for each in read_names(b"id,name\n3,Jo\n,May\n").members] == ["3", "line 3"]


def test_places_and_answers_come_back():
    (read,) = read_names(b"name,angle_degrees,distance,knows,ring\nJo,370,0.5,yes,2\n").members
    assert (read.place, read.knows, read.worried) == (Place(10.0, 0.5), "yes", "not_known")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"May\n,aunt\n", "Line 2 has no name."),
        (b"May\nJo,,moon\n", "Line 2: “moon” is no part of the map"),
        (b"May\nJo,,,robot\n", "Line 2: “robot” is no kind of member"),
        (b"May\n\xff\n", "Line 2 cannot be read"),
        (b"May\nJ\0o\n", "Line 2 is no text"),
        (b'May\n"Jo\n', "Line 2: a quotation mark is opened"),
        (b'May\n"Jo" Ann\nTom\n', "Line 2: a quotation mark is opened or closed"),
        (b"\n\n", "There is no name"),
        (b"id,name\n7,Jo\n7,May\n", "Line 3: the id “7” is there twice"),
        (b"id,from_id,to_id\n1,2,3\n", "This is a table of ties"),
        (b"name,knows\nJo,perhaps\n", "Line 2: “perhaps” is no answer"),
        (b"name,angle_degrees,distance\nJo,10,2\n", "Line 2: a place is"),
        (b"name,angle_degrees,distance\nJo,,0.5\n", "Line 2: a place is"),
        (b"name,angle_degrees,distance\nJo,nan,0.5\n", "Line 2: a place is"),
        (b"name\nAsh, Jo,\n", "Line 2: nobody can tell what “Jo” is"),
        (b"Jo,next door,friends,person,tall\n", "Line 1: nobody can tell what “tall” is"),
        (b"J" * 201, "Line 1: a name has at most 200"),
        (b"Jo\n" * 1001, "more than 1,000 people"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(content, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_names(content)
