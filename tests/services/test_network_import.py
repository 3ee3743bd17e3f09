import pytest

from pod_desktop.errors import BadInput
from pod_desktop.services.network import NewName
from pod_desktop.services.network_import import read_names


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_names_are_read_with_and_without_a_heading(mark):
    lines = "Aunt May|aunt|relatives|\r\nRex||family|pet\r\n".replace("|", mark)
    read = (NewName("Aunt May", "aunt", "relatives"), NewName("Rex", "", "family", "pet"))
    assert read_names(lines.encode()) == read
    assert read_names(("name|words|sector|kind\r\n".replace("|", mark) + lines).encode("utf-8-sig")) == read


def test_a_heading_may_name_other_columns_in_another_order():
    assert read_names(b"id,sector,name\n1,work,Jo\n") == (NewName("Jo", sector="work"),)


def test_an_apostrophe_before_a_formula_is_taken_off_again():
    assert read_names(b"name\n'=Tom\n") == (NewName("=Tom"),)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"May\n,aunt\n", "Line 2 has no name."),
        (b"May\nJo,,moon\n", "Line 2: “moon” is no part of the map"),
        (b"May\nJo,,,robot\n", "Line 2: “robot” is none of"),
        (b"May\n\xff\n", "Line 2 cannot be read"),
        (b'May\n"Jo\n', "is no line of a table"),
        (b"\n\n", "There is no name"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(content, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_names(content)
