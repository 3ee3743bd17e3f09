import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.kinship import seen_from
from pod_desktop.domain.map_draft import DraftTie
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.csv_names import read_names
from pod_desktop.services.map_files.gedcom import read_gedcom
from pod_desktop.services.map_files.graphml import read_graphml

HEAD = "0 HEAD\n1 SOUR Made up\n1 GEDC\n2 VERS 5.5.1\n1 CHAR {}\n"


def person(key: str, name: str, sex: str = "", more: str = "") -> str:
    return f"0 @{key}@ INDI\n1 NAME {name}\n" + (f"1 SEX {sex}\n" if sex else "") + more


def family(key: str, *parts: str) -> str:
    return f"0 @{key}@ FAM\n" + "".join(f"1 {part}\n" for part in parts)


FAMILY = (
    person("zoe", "Zoe /Ash/", "F", "1 BIRT\n2 DATE 3 MAR 1999\n2 PLAC Exeter\n")
    + person("mum", "Ann /Ash/", "F")
    + person("dad", "Bob /Ash/", "M", "1 DEAT Y\n2 DATE ABT 2010\n")
    + person("tom", "Tom /Ash/", "M")
    + person("kim", "Kim /Ash/", "F")
    + person("nan", "Rose /Elm/", "F", "1 BURI\n2 PLAC Exmouth\n")
    + person("may", "May /Elm/", "F")
    + person("cas", "Cas /Elm/")
    + person("jim", "Jim /Oak/", "M")
    + person("lee", "Lee /Fir/", "M")
    + person("pat", "Pat /Fir/", "F")
    + person("far", "Far /Away/")
    + family("F1", "HUSB @dad@", "WIFE @mum@", "CHIL @zoe@", "CHIL @tom@", "MARR", "DIV Y")
    + family("F2", "WIFE @nan@", "CHIL @mum@", "CHIL @may@")
    + family("F3", "WIFE @may@", "CHIL @cas@")
    + family("F4", "HUSB @jim@", "WIFE @mum@", "CHIL @kim@", "MARR")
    + family("F5", "HUSB @lee@", "WIFE @zoe@")
    + family("F6", "WIFE @pat@", "CHIL @lee@")
    + "0 TRLR\n"
)
WHOLE = (HEAD.format("UTF-8") + FAMILY).encode()


def test_people_and_families_are_read_and_who_died_is_known():
    draft = read_gedcom(WHOLE)
    assert {each.name for each in draft.members if each.kind == "died"} == {"Bob Ash", "Rose Elm"}
    assert len(draft.members) == 12
    assert DraftTie("@dad@", "@mum@", words="divorced") in draft.ties
    assert DraftTie("@mum@", "@zoe@", words="mother and daughter") in draft.ties
    assert DraftTie("@may@", "@cas@", words="mother and child") in draft.ties
    assert DraftTie("@jim@", "@mum@", words="married") in draft.ties
    assert DraftTie("@lee@", "@zoe@", words="partners") in draft.ties
    assert {tie.direction for tie in draft.ties} == {""}


def test_nothing_but_names_and_ties_is_taken():
    draft = read_gedcom(WHOLE)
    assert not any(word in str((draft.members, draft.ties)) for word in ("1999", "Exeter", "Exmouth", "2010"))
    assert draft.left_out == ("Dates, places, notes and everything else in the file is not taken in.",)


def test_the_words_follow_from_who_the_person_is():
    told = {each.key: (each.words, each.sector) for each in seen_from(read_gedcom(WHOLE), "@zoe@").members}
    assert told == {
        "@mum@": ("mother", "family"),
        "@dad@": ("father", "family"),
        "@tom@": ("brother", "family"),
        "@kim@": ("half-sister", "family"),
        "@nan@": ("grandmother", "relatives"),
        "@may@": ("aunt", "relatives"),
        "@cas@": ("cousin", "relatives"),
        "@jim@": ("mother’s partner", "family"),
        "@lee@": ("partner", "family"),
        "@pat@": ("partner’s mother", "relatives"),
        "@far@": ("", ""),
    }


@pytest.mark.parametrize("key", ["", "@nobody@"])
def test_without_the_person_no_words_are_proposed(key):
    assert {each.words for each in seen_from(read_gedcom(WHOLE), key).members} == {""}


def test_a_family_that_goes_in_a_circle_is_no_fault():
    ring = person("a", "A") + person("b", "B") + family("F", "HUSB @a@", "CHIL @b@")
    ring += family("G", "HUSB @b@", "CHIL @a@", "CHIL @b@")
    draft = read_gedcom((HEAD.format("UTF-8") + ring).encode())
    assert len(draft.ties) == 1
    assert {each.key for each in seen_from(draft, "@a@").members} == {"@b@"}


ENCODINGS = {
    "UTF-8": lambda text: text.format("UTF-8").encode(),
    "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.format("UTF-8").encode(),
    "UTF-16": lambda text: text.format("UNICODE").encode("utf-16"),
    "ANSEL": lambda text: text.format("ANSEL").encode().replace("ë".encode(), b"\xe8e"),
    "ANSI": lambda text: text.format("ANSI").encode("cp1252"),
    "lines of Mac": lambda text: text.format("UTF-8").replace("\n", "\r").encode(),
    "lines of Windows": lambda text: text.format("UTF-8").replace("\n", "\r\n\r\n").encode(),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_are_read_in_the_encoding_that_the_file_names(encoding):
    content = ENCODINGS[encoding](HEAD + person("z", "Zoë /Ash/") + "0 TRLR\n")
    assert [each.name for each in read_gedcom(content).members] == ["Zoë Ash"]


UTF_8 = HEAD.format("UTF-8")
BAD = {
    "another file": (b"%PDF-1.7", "Line 1 is no line of GEDCOM."),
    "no head": (b"0 @a@ INDI\n", "Line 1: a GEDCOM file begins with"),
    "nothing": (b"\n\n", "nobody in this file"),
    "nobody": (UTF_8.encode(), "nobody with a name"),
    "no line": ((UTF_8 + "0 @a@ INDI\nJo Ash\n").encode(), "Line 7 is no line of GEDCOM."),
    "a level left out": ((UTF_8 + "0 @a@ INDI\n2 NAME Jo\n").encode(), "Line 7 is no line of GEDCOM."),
    "a level without end": ((UTF_8 + "9" * 5000 + " NAME Jo\n").encode(), "Line 6 is no line of GEDCOM."),
    "twice the same": (
        (UTF_8 + person("a", "A") + person("a", "B")).encode(),
        "Line 8: “@a@” is there",
    ),
    "many": (("0 HEAD\n" + "0 @a{}@ INDI\n" * 1001).format(*range(1001)).encode(), "more than 1,000 people"),
    "a long name": ((UTF_8 + person("a", "n" * 201)).encode(), "Line 6: a name has at most"),
    "wrong letters": (UTF_8.encode() + b"0 @a@ INDI\n1 NAME Jo\xff\n", "not in the encoding"),
    "an unknown encoding": ((HEAD.format("MOON") + person("a", "A")).encode(), "encoding"),
    "half of UTF-16": (codecs.BOM_UTF16_LE + b"0\x00 \x00\x00", "not whole"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_read_is_one_sentence(what):
    content, sentence = BAD[what]
    with pytest.raises(BadInput, match=sentence) as refused:
        read_gedcom(content)
    assert str(refused.value).endswith(".")


GRAPH = b"""<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label"/>
<graph edgedefault="undirected"><node id="a"><data key="label">Jo</data></node><node id="b"/>
<edge source="a" target="b"/></graph></graphml>"""
TABLE = b"name,words,sector,angle_degrees,distance\nJo,aunt,relatives,30,0.5\n"


@pytest.mark.parametrize(
    ("read", "whole"),
    [(read_gedcom, WHOLE), (read_graphml, GRAPH), (read_names, TABLE)],
    ids=["GEDCOM", "GraphML", "CSV"],
)
@given(data=st.data())
def test_a_harmed_file_is_read_or_refused_in_a_sentence(read, whole, data):
    content = bytearray(whole)
    for _harm in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = min(len(content), start + data.draw(st.integers(0, 40)))
        content[start:end] = data.draw(
            st.binary(max_size=8) | st.sampled_from([whole[start:end] * 2, b"\n0 "])
        )
    try:
        draft = read(bytes(content))
    except BadInput as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - only one of the two ways
    else:
        keys = {each.key for each in draft.members} | {draft.person}
        assert all({tie.one, tie.other} <= keys for tie in draft.ties)


def test_a_file_of_empty_lines_in_utf_16_is_read_as_quickly_as_any():
    # A pattern for the encoding that ran on across lines took hours.
    blank = ("\n" * 1_000_000 + HEAD.format("UNICODE") + FAMILY).encode("utf-16")
    assert len(read_gedcom(blank).members) == 12


def test_who_would_be_their_own_forebear_is_named():
    circle = family("F7", "WIFE @zoe@", "CHIL @nan@")
    draft = read_gedcom(WHOLE.replace(b"0 TRLR", circle.encode() + b"0 TRLR"))
    assert draft.left_out[-1] == (
        "By this file these are their own forebears, so please check their ties: Zoe Ash, Ann Ash, Rose Elm."
    )
    assert len(read_gedcom(WHOLE).left_out) == 1
