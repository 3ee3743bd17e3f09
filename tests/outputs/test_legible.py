"""Which font shows which letters, and what becomes of those that none can show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.outputs.pdf.glyphs import covered_by
from pod_desktop.outputs.pdf.legible import FURTHER_FONTS, MAIN_FONT, MARK, Legible

FILES = [file for _family, file in (MAIN_FONT, *FURTHER_FONTS)]


def test_letters_of_the_main_font_stay_one_run():
    assert Legible()("Mara’s “bed” – naïve, ŵ, ł") == [("", "Mara’s “bed” – naïve, ŵ, ł")]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Việt", "Noto Sans"),
        ("Жанна", "Noto Sans"),
        ("أمل", "Noto Sans Arabic"),
        ("שלום", "Noto Sans Hebrew"),
        ("नमस्ते", "Noto Sans Devanagari"),
        ("বাংলা", "Noto Sans Bengali"),
        ("ગુજરાતી", "Noto Sans Gujarati"),
        ("ਪੰਜਾਬੀ", "Noto Sans Gurmukhi"),
        ("தமிழ்", "Noto Sans Tamil"),
        ("ትግርኛ", "Noto Sans Ethiopic"),
        ("🙂", "Noto Emoji"),
    ],
)
def test_each_script_finds_its_font(text, family):
    legible = Legible()
    assert family in [run[0] for run in legible(text)]
    assert not legible.marked


def test_a_letter_and_its_accent_come_from_the_same_font():
    # The main font has the accent and not the letter.
    assert Legible()("Ẹ̀kọ́") == [("Noto Sans", "Ẹ̀"), ("", "k"), ("Noto Sans", "ọ́")]


def test_emoji_that_are_joined_stay_together():
    assert Legible()("👨‍👩‍👧👍🏽") == [("Noto Emoji", "👨‍👩‍👧👍🏽")]


def test_what_no_font_shows_is_marked_once_a_row_and_never_left_out():
    legible = Legible()
    assert legible("a中文b") == [("", "a"), ("", MARK), ("", "b")]
    assert legible.marked


def test_direction_marks_that_no_font_needs_are_not_marked():
    legible = Legible()
    assert legible("a\ufeffb\u00a0c\u3000d") == [("", "ab c d")]
    assert not legible.marked


@given(st.text(max_size=60))
def test_nothing_is_lost_but_what_is_marked(text):
    legible = Legible()
    shown = "".join(run for _family, run in legible(text))
    if not legible.marked:
        kept = "".join(
            c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Cf", "Zs")
        )
        assert "".join(c for c in shown if unicodedata.category(c) not in ("Cf", "Zs")) == kept


@pytest.mark.parametrize("file", FILES)
def test_every_bundled_font_is_there_and_can_be_read(file):
    assert len(covered_by(bundled(file))) > 100


def test_a_font_without_a_table_of_letters_is_a_missing_part(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(bundled(FILES[0]).read_bytes()[:40])
    with pytest.raises(MissingPart):
        covered_by(broken)
