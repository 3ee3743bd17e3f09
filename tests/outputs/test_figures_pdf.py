"""A page of figures as a tagged PDF: its sentences, tables and strips."""

import pytest

from pod_desktop.outputs.figures import Figures, Lane, Rows, Stretch, Strip
from pod_desktop.outputs.pdf.figures import figures_pdf, write_figures
from pod_desktop.tour.pdf_text import is_tagged, says

LANES = (Lane("Zoe", 0, ((0.0, 0.25), (0.5, 0.5))), Lane("Jo", 4, ()))
STRIP = Strip(LANES, (("Silence", ((0.3, 0.4),)),), "0:00", "9:59")
MARKUP = r"#let x = 1; #panic() $x^2$ @ref *st* `raw` // c = h"


def page(*parts: str | Rows | Strip) -> Figures:
    return Figures(
        "Looking back together", "Meeting with Zoe.", "The log is live.", (Stretch("Part", parts),)
    )


def test_it_is_tagged_and_says_all_of_the_page():
    rows = Rows(("Name", "Turns"), (("Zoe", "12"), ("Jo", "0\n0 %")))
    pdf = figures_pdf(page("A sentence of it.", rows, STRIP), "Harbour team")
    assert is_tagged(pdf)
    said = (
        "Meeting with Zoe.",
        "The log is live.",
        "A sentence of it.",
        "Turns",
        "12",
        "0 %",
        "9:59",
        "Silence",
    )
    assert [words for words in said if not says(pdf, words)] == []
    assert says(pdf, "Made by Harbour team. It is a working copy")


def test_what_somebody_typed_is_only_ever_text():
    pdf = figures_pdf(page(MARKUP, Rows((MARKUP, "b"), ((MARKUP, "c"),))), MARKUP)
    assert says(pdf, MARKUP)


@pytest.mark.parametrize("many", [2, 9, 14, 25])
def test_a_table_of_many_people_is_made_and_has_every_cell(many):
    names = tuple(f"N{number}" for number in range(many))
    cells = tuple(f"{number}\n50 %" for number in range(many))
    rows = Rows(("After", *names), tuple((f"Person {name}", *cells) for name in names))
    pdf = figures_pdf(page(rows), "Harbour team")
    assert all(says(pdf, f"Person {name}") for name in names)


def test_a_sign_that_cannot_be_printed_is_marked_and_it_is_said():
    pdf = figures_pdf(page("\U0001f9ff\U00012000"), "Harbour team")
    assert says(pdf, "stands for signs that cannot be printed here")


def test_an_equal_page_gives_equal_bytes_and_is_written_whole(tmp_path):
    write_figures(tmp_path / "a.pdf", page(STRIP), "Harbour team")
    assert (tmp_path / "a.pdf").read_bytes() == figures_pdf(page(STRIP), "Harbour team")
