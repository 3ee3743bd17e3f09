"""`backup`, `restore`, `mend`, and `check` of a backup."""

import shutil

import pytest

PASSPHRASE = "four words and späces"


@pytest.fixture
def filled(pod):
    assert pod("synth", *["--seed", "1", "--people", "2", "--meetings", "1", "--turns", "5"]).code == 0
    return pod("check", "--json").data


def test_a_backup_in_a_chosen_place_makes_the_same_team_elsewhere(
    call, pod, filled, tmp_path, passphrase_file
):
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    made = pod("backup", "--to", stick, "--json")
    assert (made.code, made.data["events"]) == (0, filled["events"])
    restored = call("restore", stick, elsewhere, "--passphrase-file", passphrase_file, "--json")
    assert (restored.code, restored.data["missing"], restored.data["unreadable"]) == (0, 0, [])
    again = call("check", elsewhere, "--passphrase-file", passphrase_file, "--json")
    assert (again.code, again.data["digest"]) == (0, filled["digest"])


@pytest.mark.usefixtures("filled")
def test_the_daily_backup_is_checked_with_the_data(pod, team):
    assert pod("check", "--json").data["backup"] is None
    assert pod("backup").code == 0
    assert pod("check", "--json").data["backup"]["ok"]
    largest = max((team / "backups").rglob("*.dat"), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-1])
    damaged = pod("check", "--json")
    assert damaged.code == 1
    assert "In the backup" in damaged.data["faults"][0]


@pytest.mark.usefixtures("filled")
def test_a_backup_is_checked_by_itself(call, pod, tmp_path, passphrase_file):
    stick = tmp_path / "stick"
    pod("backup", "--to", stick)
    sound = call("check", stick, "--passphrase-file", passphrase_file, "--json")
    assert (sound.code, sound.data["ok"]) == (0, True)
    next(iter(stick.rglob("*.dat"))).unlink()
    assert call("check", stick, "--passphrase-file", passphrase_file).code == 1


def test_the_words_of_the_recovery_sheet_restore_with_a_new_passphrase(
    call, pod, filled, tmp_path, passphrase_file
):
    words = tmp_path / "words.txt"
    words.write_text(pod("recovery", "--to", "-").out, encoding="utf-8")
    new = tmp_path / "new.txt"
    new.write_text("quite another passphrase\n", encoding="utf-8")
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    pod("backup", "--to", stick)
    restored = call("restore", stick, elsewhere, "--words-file", words, "--new-passphrase-file", new)
    assert restored.code == 0
    assert call("check", elsewhere, "--passphrase-file", passphrase_file).code == 2
    again = call("check", elsewhere, "--passphrase-file", new, "--json")
    assert again.data["counts"] == filled["counts"]


@pytest.mark.usefixtures("filled")
def test_restore_wants_one_way_of_opening(call, team, tmp_path, passphrase_file):
    said = call("restore", team, tmp_path / "elsewhere")
    assert "--words-file" in said.sentence
    both = ("--passphrase-file", passphrase_file, "--words-file", passphrase_file)
    assert call("restore", team, tmp_path / "elsewhere", *both).code == 2
    assert not (tmp_path / "elsewhere").exists()


def test_a_damaged_team_is_said_and_mended(pod, filled, team):
    pod("backup")
    (team / "data.pod").write_bytes(b"")
    assert "empty" in pod("check").sentence
    mended = pod("mend", "--json")
    assert (mended.code, mended.data["put_aside"]) == (0, ["data.damaged-1.pod"])
    assert pod("check", "--json").data["digest"] == filled["digest"]


def test_what_a_backup_elsewhere_has_more_is_brought_in(pod, filled, team, tmp_path):
    pod("backup", "--to", tmp_path / "stick")
    for path in (team / "backups").rglob("*.dat"):
        path.unlink()
    assert pod("bring-in", "--from", tmp_path / "stick", "--json").data["events"] == 0
    assert pod("check", "--json").data["digest"] == filled["digest"]


@pytest.mark.usefixtures("filled")
def test_a_place_without_a_backup_is_said(call, tmp_path, passphrase_file):
    said = call("restore", tmp_path, tmp_path / "elsewhere", "--passphrase-file", passphrase_file)
    assert "no backup" in said.sentence


def test_the_recovery_of_nothing_is_bad_input(call, tmp_path, passphrase_file):
    shutil.rmtree(tmp_path / "nowhere", ignore_errors=True)
    assert call("mend", tmp_path / "nowhere", "--passphrase-file", passphrase_file).code == 2
