"""A sentence that somebody types at the table, without having gone to a field, leaves nothing in the log."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.meeting.voices.conftest import CTRL, Table


def types(words: str) -> None:
    """Wherever the keyboard is, one letter soon after the other."""
    for letter in words:
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClicks(at, letter)


@pytest.fixture
def at_table(table: Table) -> Table:
    table.tap("May")
    table.seat("Sam").setFocus()
    return table


@pytest.mark.parametrize(
    "words", ["so i sleep more", "perhaps", "some rest, maybe", "So we sat", "mum is worried"]
)
def test_words_typed_at_the_table_leave_the_log_as_it_was(at_table: Table, words: str):
    types(words)
    assert at_table.spans == ["May…"]
    assert at_table.words == {}
    assert not at_table.panel.sitting.several
    assert at_table.seat("Sam").hasFocus()
    said = at_table.panel.page.refusal.sentence
    assert said == "Words typed at the table do nothing. W goes to the words of turns."


def test_backspace_within_words_takes_no_turn_back(at_table: Table):
    types("thr")
    at_table.key(Qt.Key.Key_Backspace)
    assert at_table.spans == ["May…"]


def test_after_a_rest_each_key_is_meant_again(at_table: Table):
    types("think so")
    at_table.panel.typed.rest.timeout.emit()
    at_table.key("s")
    assert at_table.spans == ["May", "silence…"]
    at_table.key(Qt.Key.Key_Backspace)
    assert at_table.spans == ["May…"]


def test_keys_soon_after_each_other_are_all_done(at_table: Table):
    types("m")
    types(" ")
    assert sorted(at_table.spans) == ["May…", "Sam…"]
    types("mr")
    assert "reflecting…" in at_table.spans


def test_a_slip_beside_a_key_holds_nothing_up(at_table: Table):
    types("ds")
    assert at_table.spans == ["May", "silence…"]


def test_a_digit_is_somebody_who_speaks_whatever_is_typed_before(at_table: Table):
    types("think 2")
    assert at_table.spans == ["May", "Jo…"]


def test_w_goes_to_the_words_and_what_follows_is_text(at_table: Table):
    types("wspr")
    assert at_table.panel.page.words.edit.toPlainText() == "spr"
    assert at_table.spans == ["May…"]


def test_a_sentence_that_begins_with_w_is_seen_where_it_went_and_undo_takes_it_out(at_table: Table):
    """A known limit: nothing tells it from W and words that were meant."""
    types("we never agreed")
    words = at_table.panel.page.words
    assert words.edit.hasFocus()
    assert words.label() == "Words of May’s turn"
    assert words.edit.toPlainText() == "e never agreed"
    assert at_table.spans == ["May…"]
    for _ in range(len("we never agreed")):
        at_table.key(Qt.Key.Key_Z, CTRL)
    assert words.edit.toPlainText() == ""
    at_table.key(Qt.Key.Key_Escape)
    assert at_table.words == {}
    assert at_table.spans == ["May…"]


def test_what_could_not_be_done_takes_nothing_else_back(at_table: Table):
    sitting = at_table.panel.sitting
    assert sitting.undoable(lambda: None) is None
    take_back = sitting.undoable(sitting.silence)
    assert take_back is not None
    at_table.tap("Jo")
    take_back()
    assert at_table.spans[-1] == "Jo…"


def test_a_turn_tapped_within_words_is_not_taken_back_with_them(at_table: Table):
    types("s2ome")
    assert sorted(at_table.spans) == ["Jo…", "May", "silence"]


@pytest.fixture
def letters(table: Table) -> Table:
    """Sam has B, and May has D."""
    for name, key in (("Sam", "B"), ("May", "D")):
        table.panel.sitting.choose_key(table.seat(name).stay.who.id, key)
    table.panel.page.table.take_focus()
    table.panel.typed.rested()
    return table


def told(table: Table) -> list[str]:
    found = []
    for turn in table.log.turns:
        who = turn.speaker.name.split()[0] if turn.speaker else turn.turn_kind
        found.append(f"{who} to {turn.addressed_to.name}" if turn.addressed_to else who)
    return found


@pytest.mark.parametrize(
    ("keys", "log"),
    [
        ("btd", ["Sam to May"]),
        ("xnd", ["May"]),
        ("xns", ["turn", "silence"]),
        ("stx", ["silence", "turn"]),
        ("btdtb", ["Sam to May"]),
        ("btdbtd", ["Sam to May"]),
        ("bdtbs", ["Sam", "May to Sam Penrose", "silence"]),
        ("btad", ["Sam"]),
    ],
)
def test_no_tap_by_letters_is_lost_however_soon_they_follow(letters: Table, keys: str, log: list[str]):
    letters.panel.sitting.set_slip_ms(0)
    for key in keys:
        letters.clock.advance(milliseconds=200)
        types(key)
    assert told(letters) == log
    assert "Words typed" not in letters.panel.page.refusal.sentence


@pytest.mark.parametrize("words", ["bad luck", "back", "that is enough", "this time"])
def test_a_word_is_still_known_by_a_letter_that_is_no_key(letters: Table, words: str):
    types(words)
    assert told(letters) == []
    assert not letters.panel.sitting.hold
    assert letters.panel.sitting.second.awaited is None


def test_letters_that_only_ask_take_back_nothing_of_what_was_done_before(letters: Table):
    types("staint")
    assert told(letters) == ["silence"]
    assert letters.panel.sitting.second.awaited is None
    types("ed")
    assert told(letters) == []


@pytest.mark.parametrize("hold", [True, False])
def test_words_leave_several_at_once_as_it_was(at_table: Table, hold: bool):
    sitting = at_table.panel.sitting
    sitting.set_hold(hold)
    sitting.set_several(True)
    types("hes")
    assert sitting.several
    sitting.set_several(False)
    assert sitting.hold == hold
