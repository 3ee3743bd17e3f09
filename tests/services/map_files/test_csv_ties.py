import pytest

from pod_desktop.domain.map_draft import DraftTie
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files import read_draft
from pod_desktop.services.map_files.csv_names import read_names
from pod_desktop.services.map_files.csv_ties import with_ties

PEOPLE = read_names(b"id,name,age\n1,Jo,30\n2,May,40\n")
HEAD = b"from_id,from_name,to_id,to_name,known,direction,words\n"


def test_the_ties_of_the_table_join_the_people_and_the_one_who_is_none_of_them_is_the_centre():
    read = with_ties(PEOPLE, HEAD + b"1,Jo,2,May,not_known,b_to_a,\n9,Zoe,1,Jo,,,'=sum\n")
    assert read.members == PEOPLE.members
    assert read.ties == (DraftTie("1", "2", "not_known", "", "b_to_a"), DraftTie("9", "1", words="=sum"))
    assert (read.person, read.about, read.ties_apart) == ("9", "Zoe", False)


def test_what_is_left_out_is_said_of_both_tables():
    read = with_ties(PEOPLE, b"from_id;to_id;since\n1;2;1990\n2;1;1990\n1;1;\n")
    assert read.ties == (DraftTie("1", "2"),)
    assert read.left_out == (
        "Columns that are not taken in: “age”.",
        "Columns that are not taken in: “since”.",
        "Ties between two who have one already, which become one: 1.",
        "Ties of somebody with themselves, which are left out: 1.",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name,words\nJo,\n", "Line 1: this is no table of ties"),
        (HEAD, "There is no tie in this file"),
        (
            HEAD + b"1,,2,,,,\n9,Zoe,1,,,,\n1,,8,Al,,,\n",
            "Line 4: a tie leads to “Al”, who is not in the table",
        ),
        (HEAD + b"1,Jo,,,,,\n", "Line 2: a tie leads to “”"),
        (HEAD + b"1,,2,,maybe,,\n", "Line 2: “maybe” is no answer"),
        (HEAD + b"1,,2,,,up,\n", "Line 2: “up” is no way of a tie"),
        (b"from_id,to_id,quality\n1,2,odd\n", "Line 2: “odd” is no way that a tie is"),
        (HEAD + b"1,,2,,,,\xff\n", "Line 2 cannot be read"),
        (HEAD + b"1,,2,,,,\n" * 5001, "more than 5,000 ties"),
        (HEAD + b"1,,2,,,," + b"w" * 2001 + b"\n", "Line 2: words for somebody or a tie"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(content, sentence):
    with pytest.raises(BadInput, match=sentence):
        with_ties(PEOPLE, content)


def test_the_sentence_names_the_file_with_the_ties(tmp_path):
    people, ties = tmp_path / "people.csv", tmp_path / "ties.csv"
    people.write_text("id,name\n1,Jo\n")
    ties.write_text("from_id,to_id\n1,7\n1,8\n")
    with pytest.raises(BadInput, match=r"“ties\.csv”: Line 3: "):
        read_draft(people, ties)
    people.write_text("Jo\nMay\n")
    with pytest.raises(BadInput, match="only to a table of people that has a column “id”"):
        read_draft(people, ties)
