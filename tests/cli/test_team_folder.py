"""`folder`, `sync` and `laptop`: two laptops that meet through a folder, on the command line."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from pod_desktop.domain.clock import SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import Journal, network, people, profile
from pod_desktop.services.profile import open_team
from pod_desktop.storage.key_slots import Cost
from tests.cli.conftest import PASSPHRASE, Answer, Call

On = Callable[..., Answer]
CHEAP = Cost(memory=8 * 1024, passes=1)

Result = TypeVar("Result")


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for makes in (profile.start_joining, profile.start_team):
        assert makes.__kwdefaults__ is not None
        monkeypatch.setitem(makes.__kwdefaults__, "cost", CHEAP)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared"


@pytest.fixture
def on(call: Call, passphrase_file: Path) -> On:
    """Call a command on the data in a folder: `on(team, "laptop list", "--json")`."""

    def called(folder: Path, command: str, *arguments: str | Path) -> Answer:
        return call(*command.split(), folder, *arguments, "--passphrase-file", passphrase_file)

    return called


@pytest.fixture
def ana(team: Path, on: On, shared: Path) -> Path:
    assert on(team, "folder connect", shared).code == 0
    return team


@pytest.fixture
def ben(ana: Path, on: On, shared: Path, tmp_path: Path) -> Path:
    """A second laptop that was let in."""
    return joined(on, ana, shared, tmp_path / "ben", "Ben Okafor")


def joined(on: On, host: Path, shared: Path, folder: Path, author: str) -> Path:
    words = on(host, "laptop invite").out.strip()
    assert on(folder, "laptop join", shared, "--code", words, "--author", author).code == 0
    assert on(host, "sync").code == 0
    assert on(folder, "sync", "--json").data["joined"]
    return folder


def on_laptop(folder: Path, act: Callable[[Journal], Result]) -> Result:
    with closing(open_team(Profile(folder), PASSPHRASE, SystemClock())) as journal:
        return act(journal)


def add_person(folder: Path, name: str) -> EntityId:
    return on_laptop(folder, lambda journal: people.add_person(journal, name))


def rename_everybody(folder: Path, name: str) -> None:
    journal = open_team(Profile(folder), PASSPHRASE, SystemClock())
    for person in people.people(journal):
        people.change_person(journal, person.id, name=name, seen=None)
    journal.close()


def meet(on: On, *folders: Path) -> None:
    for folder in (*folders, *folders):
        assert on(folder, "sync").code == 0


def test_an_invitation_is_12_words_alone_on_a_line(ana, on):
    said = on(ana, "laptop invite")
    assert (said.code, said.err) == (0, "")
    assert said.out.count("\n") == 1
    assert len(said.out.split()) == 12


def test_who_asked_with_the_words_is_a_member_once_both_have_synced(ana, on, shared, tmp_path):
    ben = tmp_path / "ben"
    words = on(ana, "laptop invite").out.strip()
    asked = on(ben, "laptop join", shared, "--code", words, "--author", "Ben Okafor", "--json")
    assert (asked.code, asked.data["waiting"]) == (0, True)
    waiting = on(ben, "sync", "--json")
    assert (waiting.code, waiting.data["waiting"], waiting.data["imported"]) == (0, True, 0)
    assert "asked to join" in on(ben, "sync").out
    assert on(ana, "sync", "--json").data["admitted"] == ["Ben Okafor’s laptop"]
    member = on(ben, "sync", "--json")
    assert (member.data["joined"], member.data["waiting"]) == (True, False)
    assert on(ana, "sync").code == 0
    found = [on(folder, "check", "--json").data for folder in (ana, ben)]
    assert found[0]["ok"]
    assert found[0]["digest"] == found[1]["digest"]
    assert found[0]["counts"]["practitioner"] == 2


def test_a_profile_that_waits_to_be_let_in_is_sound_and_says_that_it_waits(ana, on, shared, tmp_path):
    ben = tmp_path / "ben"
    words = on(ana, "laptop invite").out.strip()
    on(ben, "laptop join", shared, "--code", words, "--author", "Ben")
    assert on(ben, "check", "--json").data["ok"]
    assert on(ben, "folder status", "--json").data["standing"] == "asked"
    assert on(ben, "laptop list", "--json").data == {"laptops": []}
    assert "waits" in on(ben, "folder status").out


def test_a_round_says_in_numbers_what_it_did(ana, ben, on):
    add_person(ana, "Sam")
    sent = on(ana, "sync", "--json").data
    assert {"posted", "imported", "pending", "missing", "conflicts", "seconds"} <= sent.keys()
    assert (sent["posted"], sent["imported"], sent["pending"]) == (1, 1, 0)  # Ben’s entry of himself came
    came = on(ben, "sync", "--json").data
    assert (came["imported"], came["missing"], came["conflicts"]) == (1, 0, 0)
    assert came["came_from"] == ["Ana’s laptop"]
    assert on(ben, "check", "--json").data["digest"] == on(ana, "check", "--json").data["digest"]


def test_what_two_laptops_changed_apart_is_counted_as_a_conflict_by_both(ana, ben, on):
    add_person(ana, "Sam")
    meet(on, ana, ben)
    rename_everybody(ana, "Samira")
    rename_everybody(ben, "Samuel")
    meet(on, ana, ben)
    assert on(ana, "sync", "--json").data["conflicts"] == on(ben, "sync", "--json").data["conflicts"] == 1
    assert "somebody should settle" in on(ana, "sync").out


def test_what_was_struck_out_without_having_seen_a_change_is_counted_as_on_the_screen(ana, ben, on):
    """No field says two things, and still somebody has to choose."""
    sam = add_person(ana, "Sam")
    may = on_laptop(ana, lambda journal: network.add_member(journal, sam, "Aunt May"))
    meet(on, ana, ben)
    on_laptop(ana, lambda journal: network.change_member(journal, may, words="my aunt in Topsham"))
    on_laptop(ben, lambda journal: network.strike_member(journal, may, "moved away"))
    meet(on, ana, ben)
    assert [on(each, "sync", "--json").data["conflicts"] for each in (ana, ben)] == [1, 1]


def test_the_laptops_are_listed_with_who_uses_them_and_when_they_were_heard(ana, ben, on):
    meet(on, ana, ben)
    mine, other = on(ana, "laptop list", "--json").data["laptops"]
    assert (mine["name"], mine["author"], mine["this"], mine["revoked"]) == (
        "Ana’s laptop", "Ana", True, False,
    )  # fmt: skip
    assert mine["last_heard"] is None
    assert (other["author"], other["this"]) == ("Ben Okafor", False)
    assert other["last_heard"].endswith("+00:00")
    assert "Ben Okafor’s laptop: Ben Okafor, last heard" in on(ana, "laptop list").out


def test_a_laptop_is_called_as_connecting_says(team, on, shared):
    assert (
        on(team, "folder connect", shared, "--name", "The blue one", "--json").data["laptop"]
        == "The blue one"
    )
    assert [each["name"] for each in on(team, "laptop list", "--json").data["laptops"]] == ["The blue one"]


def test_what_the_folder_lost_is_put_back_at_once_by_repair(ana, ben, on, shared):
    add_person(ana, "Sam")
    meet(on, ana, ben)
    before = set(shared.rglob("*.dat"))
    largest = sorted(before)[: len(before) // 2]
    for path in largest:
        path.unlink()
    repaired = on(ben, "folder repair", "--json")
    assert (repaired.code, repaired.data["pending"]) == (0, 0)
    for path in shared.rglob("*.dat"):
        path.unlink()
    refused = on(ana, "sync")
    assert "--fill" in refused.sentence
    assert list(shared.rglob("*.dat")) == []
    assert on(ana, "folder repair", "--json").data["healed"] > 0
    assert list(shared.rglob("*.dat")) != []


def test_an_emptied_folder_is_filled_when_the_question_is_answered(ana, ben, on, shared, tmp_path):
    meet(on, ana, ben)
    for path in shared.rglob("*.dat"):
        path.unlink()
    assert on(ben, "sync").code == 2
    assert on(ben, "sync", "--fill").code == 0
    meet(on, ben, ana)
    cara = joined(on, ana, shared, tmp_path / "cara", "Cara Lund")
    meet(on, ana, cara)
    assert on(cara, "check", "--json").data["digest"] == on(ana, "check", "--json").data["digest"]


def test_a_locked_out_laptop_exchanges_no_more_and_its_later_work_can_be_taken_in(ana, ben, on):
    meet(on, ana, ben)
    assert on(ana, "laptop revoke", "Ben Okafor's laptop", "--json").data["revoked"]
    assert on(ana, "sync").code == 0
    add_person(ben, "Sam")
    assert "locked out" in on(ben, "sync").sentence
    waits = on(ana, "sync", "--json").data
    assert (waits["imported"], waits["pending"]) == (0, 1)
    assert "locked out" in waits["files"][0]
    assert [each["revoked"] for each in on(ana, "laptop list", "--json").data["laptops"]] == [False, True]
    assert on(ana, "laptop adopt", "Ben Okafor’s laptop", "--json").data["adopted"] == 1
    taken = on(ana, "sync", "--json").data
    assert (taken["imported"], taken["pending"]) == (1, 0)
    assert on(ana, "check", "--json").data["counts"]["person"] == 1


def test_the_status_counts_what_is_only_here_and_names_what_was_not_taken_in(ana, ben, on, shared):
    meet(on, ana, ben)
    add_person(ana, "Sam")
    assert on(ana, "folder status", "--json").data["only_here"] == 1
    (shared / "a" / ("a" * 64 + ".dat")).parent.mkdir(exist_ok=True)
    (shared / "a" / ("a" * 64 + ".dat")).write_bytes(b"nonsense" * 600)
    assert on(ana, "sync", "--json").data["pending"] == 1
    found = on(ana, "folder status", "--json").data
    assert (found["standing"], found["only_here"], found["in_folder"]) == ("member", 0, 1)
    assert [each["path"] for each in found["files"]] == [f"a/{'a' * 64}.dat"]
    assert f"a/{'a' * 64}.dat: " in on(ana, "folder status").out


@pytest.mark.parametrize(
    ("command", "arguments", "why"),
    [
        ("sync", (), "No team folder"),
        ("folder repair", (), "No team folder"),
        ("folder connect", ("nowhere",), "no folder"),
        ("laptop invite", (), "choose the team folder"),
        ("laptop revoke", ("Nobody’s",), "no laptop"),
        ("laptop adopt", ("Nobody’s",), "no laptop"),
    ],
)
def test_without_a_folder_each_command_says_so_in_one_sentence(team, on, command, arguments, why):
    assert why in on(team, command, *arguments).sentence


@pytest.mark.parametrize(
    ("code", "author", "place", "why"),
    [
        ("one two three", "Ben", "shared", "12"),
        (" ".join(["zebra"] * 12), "Ben", "shared", ""),
        ("", "Ben", "shared", ""),
        (None, "  ", "shared", "who is using"),
        (None, "Ben", "nowhere", "no folder"),
    ],
)
def test_a_wish_to_join_that_cannot_be_is_one_sentence_and_leaves_nothing(
    ana, on, shared, tmp_path, code, author, place, why
):
    words = code if code is not None else on(ana, "laptop invite").out.strip()
    before = sorted(shared.rglob("*"))
    said = on(tmp_path / "ben", "laptop join", tmp_path / place, "--code", words, "--author", author)
    assert why in said.sentence
    assert not (tmp_path / "ben").exists()
    assert sorted(shared.rglob("*")) == before


def test_joining_never_touches_data_that_is_there(ana, on, shared):
    words = on(ana, "laptop invite").out.strip()
    before = on(ana, "check", "--json").data["digest"]
    assert "already" in on(ana, "laptop join", shared, "--code", words, "--author", "Ben").sentence
    assert on(ana, "check", "--json").data["digest"] == before


def test_another_team_s_folder_is_refused_and_nothing_is_put_there(ana, on, shared, tmp_path, call):
    other = tmp_path / "other team"
    passphrase = tmp_path / "passphrase.txt"
    call(*("profile", "new", other, "--team", "Other", "--author", "Zoe", "--passphrase-file", passphrase))
    assert on(ana, "sync").code == 0
    before = sorted(shared.rglob("*"))
    assert on(other, "folder connect", shared).code == 0
    assert "another team" in on(other, "sync").sentence
    assert "another team" in on(other, "folder repair").sentence
    assert sorted(shared.rglob("*")) == before


def test_json_is_one_object_on_one_line(ana, on):
    said = on(ana, "sync", "--json")
    assert said.out.count("\n") == 1
    assert json.loads(said.out)["pending"] == 0
