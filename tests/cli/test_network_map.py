"""`map export` and `map import`."""

import networkx as nx
import pytest

from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.services import network, people
from pod_desktop.services.profile import open_team
from tests.cli.conftest import PASSPHRASE

BEGINNINGS = {
    ".pdf": b"%PDF",
    ".png": b"\x89PNG",
    ".svg": b"<?xml",
    ".csv": b"\xef\xbb\xbfid,name",
    ".graphml": b"<?xml",
}
GED = (
    "0 HEAD\n1 CHAR UTF-8\n0 @z@ INDI\n1 NAME Zoe\n0 @m@ INDI\n1 NAME Ann\n1 SEX F\n"
    "0 @t@ INDI\n1 NAME Tom\n0 @f@ FAM\n1 WIFE @m@\n1 CHIL @z@\n1 CHIL @t@\n0 TRLR\n"
)


@pytest.fixture
def zoe(team):
    """Her id; May and Tom are on her map."""
    journal = open_team(Profile(team), PASSPHRASE, SystemClock())
    try:
        zoe = people.add_person(journal, "Zoe")
        may, tom = (network.add_member(journal, zoe, name) for name in ("May", "Tom"))
        network.place_member(journal, may, 108.0, 0.5)
        network.tie(journal, zoe, may, tom)
    finally:
        journal.close()
    return zoe


def on_the_map(team, zoe):
    journal = open_team(Profile(team), PASSPHRASE, SystemClock())
    try:
        view = network.network_map(journal, zoe)
    finally:
        journal.close()
    return (
        sorted(each.name for each in view.members),
        len(view.ties),
        {each.name: each for each in view.members},
    )


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_ending_says_which_kind_is_written(pod, zoe, tmp_path, ending):
    file = tmp_path / f"map{ending}"
    said = pod("map export", "--person", zoe, "--to", file, "--json").data
    assert (said["people"], said["ties"]) == (2, 1)
    assert file.read_bytes().startswith(BEGINNINGS[ending])


def test_what_is_exported_can_be_read_by_networkx_and_taken_in_again(pod, zoe, tmp_path, team):
    file = tmp_path / "map.graphml"
    pod("map export", "--person", zoe, "--to", file)
    assert len(nx.read_graphml(file)) == 3
    again = pod("map import", "--person", zoe, file)
    assert again.sentence.endswith("There is nobody to take in.")
    assert on_the_map(team, zoe)[:2] == (["May", "Tom"], 1)


def test_the_two_tables_are_taken_in_together_again(pod, zoe, tmp_path, team):
    people_file, ties_file = tmp_path / "people.csv", tmp_path / "ties.csv"
    pod("map export", "--person", zoe, "--to", people_file)
    pod("map export", "--person", zoe, "--ties", "--to", ties_file)
    assert "This is a table of ties" in pod("map import", "--person", zoe, ties_file).sentence
    journal = open_team(Profile(team), PASSPHRASE, SystemClock())
    try:
        amy = people.add_person(journal, "Amy")
    finally:
        journal.close()
    pod("map import", "--person", amy, "--ties", ties_file, people_file)
    assert on_the_map(team, amy)[:2] == (["May", "Tom"], 1)


def test_a_dry_run_says_what_would_be_and_stores_nothing(pod, zoe, tmp_path, team):
    file = tmp_path / "family.ged"
    file.write_text(GED, "utf-8")
    said = pod("map import", "--person", zoe, "--who", "ZOE", "--same", "--dry-run", file)
    assert said.out.splitlines()[0] == "Would be taken in: people 1, ties 2. Nothing was stored."
    assert "On the map already, by their names: Tom." in said.out
    assert on_the_map(team, zoe)[:2] == (["May", "Tom"], 1)


def test_a_family_is_taken_in_round_the_person(pod, zoe, tmp_path, team):
    file = tmp_path / "family.ged"
    file.write_text(GED, "utf-8")
    assert pod("map import", "--person", zoe, "--who", "Zoe", "--same", file, "--json").data["ties"] == 2
    names, ties, members = on_the_map(team, zoe)
    assert (names, ties) == (["Ann", "May", "Tom"], 3)
    assert (members["Ann"].words, members["Ann"].sector) == ("mother", "family")


@pytest.mark.parametrize(
    ("command", "name", "content", "sentence"),
    [
        ("map import", "names.csv", "Jo,,moon\n", "Line 1: “moon” is no part of the map"),
        ("map import", "names.doc", "Jo", "none of the kinds of file"),
        ("map import", "none.csv", None, "could not be read: it is not there"),
        ("map import --who Nobody", "names.csv", "Jo\n", "names nobody as “Nobody”"),
        ("map export", "map.doc", None, "has to end in one of .pdf"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_stored(
    pod, zoe, tmp_path, team, command, name, content, sentence
):
    file = tmp_path / name
    if content is not None:
        file.write_text(content, "utf-8")
    words = command.split()
    last = ["--to", file] if words[1] == "export" else [file]
    said = pod(" ".join(words[:2]), *words[2:], "--person", zoe, *last)
    assert sentence in said.sentence
    assert on_the_map(team, zoe)[:2] == (["May", "Tom"], 1)
