"""`profile new` and `check`."""

import pytest

from pod_desktop.domain.clock import SystemClock
from pod_desktop.paths import Profile
from pod_desktop.services import people
from pod_desktop.services.profile import open_team
from pod_desktop.storage.database import writing


def opened(folder):
    return open_team(Profile(folder), "four words and späces", SystemClock())


@pytest.mark.slow
def test_a_new_profile_is_a_team_that_opens_with_the_passphrase(call, passphrase_file, tmp_path):
    folder = tmp_path / "new" / "one"
    made = call(
        *("profile", "new", folder, "--team", "Exe Valley", "--author", "Ana Reyes"),
        *("--passphrase-file", passphrase_file, "--json"),
    )
    assert made.code == 0
    assert made.data["team"] == "Exe Valley"
    journal = opened(folder)
    (ana,) = people.practitioners(journal)
    assert (ana.id, ana.name, ana.is_me) == (made.data["author"], "Ana Reyes", True)
    assert people.team_name(journal) == "Exe Valley"
    journal.close()


@pytest.mark.parametrize(
    ("team_name", "author", "why"), [(" ", "Ana", "name"), ("Exe", "  ", "who is using")]
)
def test_a_profile_without_names_is_refused_and_leaves_nothing(
    call, passphrase_file, tmp_path, team_name, author, why
):
    folder = tmp_path / "new"
    answer = call(
        *("profile", "new", folder, "--team", team_name, "--author", author),
        *("--passphrase-file", passphrase_file),
    )
    assert why in answer.sentence
    assert not folder.exists()


def test_a_profile_is_never_made_over_another(call, pod, team, passphrase_file):
    before = pod("check", "--json").data["digest"]
    answer = call(
        *("profile", "new", team, "--team", "Exe", "--author", "Ana", "--passphrase-file", passphrase_file)
    )
    assert "already" in answer.sentence
    assert pod("check", "--json").data["digest"] == before


def test_a_short_passphrase_is_refused(call, tmp_path):
    short = tmp_path / "short.txt"
    short.write_text("short")
    answer = call(
        *("profile", "new", tmp_path / "new", "--team", "Exe", "--author", "Ana", "--passphrase-file", short)
    )
    assert "12 characters" in answer.sentence


def test_a_file_where_the_folder_should_be_is_one_sentence(call, passphrase_file, tmp_path):
    (tmp_path / "new").write_text("I am a file")
    answer = call(
        *("profile", "new", tmp_path / "new", "--team", "Exe", "--author", "Ana"),
        *("--passphrase-file", passphrase_file),
    )
    assert "file where a folder should be" in answer.sentence


def test_a_sound_profile_counts_what_is_in_it(pod, team):
    journal = opened(team)
    people.add_person(journal, "Sam")
    journal.close()
    found = pod("check", "--json")
    assert found.code == 0
    assert found.data["ok"] is True
    assert found.data["faults"] == []
    assert found.data["events"] == 3
    assert {kind: n for kind, n in found.data["counts"].items() if n} == {
        "person": 1,
        "practitioner": 1,
        "team": 1,
    }
    assert len(found.data["digest"]) == 64


def test_the_digest_changes_with_what_is_stored_and_not_with_looking(pod, team):
    first = pod("check", "--json").data["digest"]
    assert pod("check", "--json").data["digest"] == first
    journal = opened(team)
    people.add_person(journal, "Sam")
    journal.close()
    assert pod("check", "--json").data["digest"] != first


def test_in_words_it_says_that_all_is_sound(pod):
    answer = pod("check")
    assert answer.code == 0
    assert answer.out.startswith("Everything is sound: 2 events.\n")


def test_a_table_that_does_not_say_what_the_journal_says_fails_the_check(pod, team):
    journal = opened(team)
    person = people.add_person(journal, "Sam")
    with writing(journal.engine) as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Kim' WHERE id = ?", (bytes.fromhex(person),))
    journal.close()
    found = pod("check", "--json")
    assert (found.code, found.data["ok"]) == (1, False)
    assert found.data["faults"] == ["The tables do not say what the journal says."]


def test_an_event_that_is_not_what_its_id_promises_fails_the_check(pod, team):
    journal = opened(team)
    with writing(journal.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER event_never_changed")
        connection.exec_driver_sql("UPDATE event SET id = zeroblob(32) WHERE no = 1")
    journal.close()
    found = pod("check")
    assert found.code == 1
    assert "Event 1 is not what its id promises." in found.out
