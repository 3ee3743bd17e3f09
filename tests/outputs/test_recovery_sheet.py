"""The recovery sheet as a PDF and as plain text."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pod_desktop.bundled import bundled
from pod_desktop.domain.recovery_sheet import RecoverySheet, mark_of
from pod_desktop.domain.secret_words import SecretWords, WordList
from pod_desktop.outputs.pdf import typesetting
from pod_desktop.outputs.pdf.recovery_sheet import CannotMakeSheet, recovery_sheet_pdf
from pod_desktop.outputs.recovery_sheet import sheet_text, tell_sheet

LIST = WordList(bundled("words/english.txt").read_text(encoding="ascii").split())
WORDS = LIST.words_for(bytes(range(0, 256, 8)))
SHEET = RecoverySheet("Exe Valley POD team", WORDS, "3F9A 21C0", datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
LONGEST = SecretWords(sorted(LIST, key=len)[-24:])


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} of poppler-utils is not on this machine.")
    out = ["-"] if tool == "pdftotext" else []
    return subprocess.run(  # noqa: S603 # a tool of the test itself
        [program, *options, "-", *out], input=pdf, capture_output=True, check=True
    ).stdout.decode(errors="replace")  # poppler breaks some letters outside Unicode's first plane


def words_of(pdf: bytes) -> str:
    text = poppler("pdftotext", pdf)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def words_in_lists(pdf: bytes) -> str:
    """What the numbered lists say, as it is read aloud."""
    structure = poppler("pdfinfo", pdf, "-struct-text")
    numbered = structure[structure.index("/ListNumbering /Decimal") : structure.index("Whoever holds")]
    return " ".join(re.findall('"(.*)"', numbered))


def test_the_words_are_read_aloud_in_the_order_of_their_numbers():
    numbered = " ".join(f"{place}. {word}" for place, word in enumerate(WORDS.reveal(), start=1))
    assert words_in_lists(recovery_sheet_pdf(SHEET)) == numbered


def test_what_is_copied_from_it_can_be_typed_in():
    text = words_of(recovery_sheet_pdf(SHEET))
    copied = text[text.index("1. ") : text.index("Whoever holds")]
    assert LIST.read(copied, 24).reveal() == WORDS.reveal()


def test_everything_that_is_told_is_in_the_document_and_in_the_text():
    told = tell_sheet(SHEET)
    document, text = words_of(recovery_sheet_pdf(SHEET)), sheet_text(SHEET)
    for words in (told.team, told.made, told.purpose, told.warning, *told.keeping, *told.using, told.lost):
        assert words in document
        assert words in text
    assert "Kept by" in document
    assert "Kept by" in text


def test_it_says_the_day_of_the_zone_and_its_mark():
    assert tell_sheet(SHEET).made == "Made on Wednesday 1 July 2026. This sheet’s mark is 3F9A 21C0."
    assert tell_sheet(SHEET, "UTC").made.startswith("Made on Tuesday 30 June 2026.")


def test_the_mark_is_the_beginning_of_the_public_key():
    assert mark_of("3f9a21c0" + "0" * 56) == "3F9A 21C0"


def test_it_is_tagged_and_has_a_title():
    pdf = recovery_sheet_pdf(SHEET)
    information = poppler("pdfinfo", pdf)
    assert re.search(r"^Title: +Recovery sheet of Exe Valley POD team$", information, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", information, re.MULTILINE)
    assert re.search(r"^Page size: +595\.\d+ x 841\.\d+ pts \(A4\)$", information, re.MULTILINE)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize(
    "team", ["Harbour team", "ትግርኛ مرحبا 🙂 " * 20, "#panic() $x$ *b* " * 40, "\U000e0041x\u0378"]
)
def test_one_page_holds_the_longest_words_and_any_team(team):
    pdf = recovery_sheet_pdf(replace(SHEET, team=team, words=LONGEST))
    assert re.search(r"^Pages: +1$", poppler("pdfinfo", pdf), re.MULTILINE)
    boxes = poppler("pdftotext", pdf, "-bbox")
    assert max(float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)) <= 595.3 - 60
    found = words_of(pdf).split()
    assert set(LONGEST.reveal()) <= set(found)


def test_the_words_are_large():
    heights = {
        word: float(bottom) - float(top)
        for top, bottom, word in re.findall(
            r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]+)<',
            poppler("pdftotext", recovery_sheet_pdf(SHEET), "-bbox"),
        )
    }
    assert heights["avocado"] > 1.5 * heights["backups"]


def test_equal_sheets_make_equal_documents():
    assert recovery_sheet_pdf(SHEET) == recovery_sheet_pdf(SHEET)


def test_the_text_has_the_words_in_columns_and_can_be_typed_in():
    text = sheet_text(SHEET)
    words = WORDS.reveal()
    row = next(line for line in text.split("\n") if line.startswith(" 1. "))
    assert row.split() == ["1.", words[0], "9.", words[8], "17.", words[16]]
    assert all(len(line) < 60 for line in text.split("\n") if re.match(r" ?\d\. ", line))


def test_neither_sheet_nor_error_shows_the_words(monkeypatch):
    shown = f"{SHEET!r} {tell_sheet(SHEET)!r}"
    assert not [word for word in WORDS.reveal() if word in shown]
    another = {"pdf/recovery_sheet.typ": "pdf/summary.typ"}
    monkeypatch.setattr(typesetting, "bundled", lambda path: bundled(str(another.get(path, path))))
    with pytest.raises(CannotMakeSheet) as caught:
        recovery_sheet_pdf(SHEET)
    assert caught.value.__suppress_context__


def test_making_it_writes_no_file(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    recovery_sheet_pdf(SHEET)
    assert list(tmp_path.iterdir()) == []
