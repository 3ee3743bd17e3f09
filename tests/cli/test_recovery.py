"""`recovery`: the sheet from the command line."""

import stat

import pytest

from pod_desktop.cli import recovery as command
from pod_desktop.domain.clock import SystemClock
from pod_desktop.outputs.pdf.recovery_sheet import CannotMakeSheet
from pod_desktop.paths import Profile
from pod_desktop.services import recovery
from pod_desktop.services.profile import open_team
from pod_desktop.storage.recovery_slot import WrongRecoveryWords, recovery_slots, unlock_with_recovery


def marks(team):
    journal = open_team(Profile(team), "four words and späces", SystemClock())
    try:
        return recovery.sheet_marks(journal)
    finally:
        journal.close()


def test_with_a_dash_it_says_just_the_words_and_they_open_the_data(pod, team):
    answer = pod("recovery", "--to", "-")
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.out.split(" ")) == 24
    assert answer.out.count("\n") == 1
    unlock_with_recovery(team / "keys.pod", answer.out)
    assert len(marks(team)) == 1


def test_as_json_the_words_come_with_their_mark(pod, team):
    answer = pod("recovery", "--to", "-", "--json")
    assert answer.code == 0
    unlock_with_recovery(team / "keys.pod", answer.data["words"])
    assert marks(team) == (answer.data["mark"],)


def test_a_sheet_to_print_is_for_its_owner_only_and_its_words_open_the_data(pod, team, tmp_path):
    sheet = tmp_path / "sheet.txt"
    answer = pod("recovery", "--to", sheet)
    assert answer.code == 0
    assert "delete the file" in answer.out
    assert "before it" not in answer.out
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    text = sheet.read_text(encoding="utf-8")
    rows = [line.split() for line in text.split("\n") if line[:4] in {f" {n}. " for n in range(1, 9)}]
    words = [row[2 * column + 1] for column in range(3) for row in rows]
    unlock_with_recovery(team / "keys.pod", " ".join(words))
    assert not [word for word in words if len(word) > 5 and word in answer.out + answer.err]


def test_the_sheet_is_a_pdf(pod, team, tmp_path):
    answer = pod("recovery", "--to", tmp_path / "sheet.pdf", "--json")
    assert answer.data == {"file": str(tmp_path / "sheet.pdf"), "mark": marks(team)[0], "replaced": []}
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_second_sheet_takes_the_place_of_the_first_and_it_says_so(pod, team, tmp_path):
    first = pod("recovery", "--to", "-").out
    (mark,) = marks(team)
    answer = pod("recovery", "--to", tmp_path / "sheet.txt")
    assert f"The sheet before it ({mark}) opens the data on this laptop no more" in answer.out
    with pytest.raises(WrongRecoveryWords):
        unlock_with_recovery(team / "keys.pod", first)


def test_a_sheet_is_never_written_over_another_file_and_the_former_goes_on_to_count(pod, team, tmp_path):
    first = pod("recovery", "--to", "-").out
    before = marks(team)
    (tmp_path / "sheet.pdf").write_text("another sheet")
    assert "already" in pod("recovery", "--to", tmp_path / "sheet.pdf").sentence
    assert (tmp_path / "sheet.pdf").read_text() == "another sheet"
    assert marks(team) == before
    assert len(recovery_slots(team / "keys.pod")) == 1
    unlock_with_recovery(team / "keys.pod", first)


def test_a_sheet_that_cannot_be_made_leaves_no_slot(pod, team, tmp_path, monkeypatch):
    def refuse(*_):
        raise CannotMakeSheet

    monkeypatch.setattr(command, "_document", refuse)
    assert "could not be made" in pod("recovery", "--to", tmp_path / "sheet.pdf").sentence
    assert recovery_slots(team / "keys.pod") == ()
    assert marks(team) == ()


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("sheet.docx", ".pdf or .txt"),
        ("no/where/sheet.pdf", "no folder"),
        ("profile/sheet.pdf", "whose data it opens"),
    ],
)
def test_a_place_that_will_not_do_is_refused_before_anything_is_made(pod, team, tmp_path, place, why):
    before = (team / "keys.pod").read_bytes()
    assert why in pod("recovery", "--to", tmp_path / place).sentence
    assert (team / "keys.pod").read_bytes() == before


def test_a_wrong_passphrase_makes_no_sheet(call, team, tmp_path):
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("four other words")
    answer = call("recovery", team, "--passphrase-file", wrong, "--to", tmp_path / "sheet.pdf")
    assert "does not open" in answer.sentence
    assert not (tmp_path / "sheet.pdf").exists()


def test_the_place_is_asked_for(pod):
    assert "--to" in pod("recovery").sentence
