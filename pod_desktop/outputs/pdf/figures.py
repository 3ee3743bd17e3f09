"""A page of figures about a meeting, to hand over: large plain type, tagged (PDF/UA-1), with its tables."""

from pathlib import Path
from typing import Any

from pod_desktop.durable_files import replace_file
from pod_desktop.errors import PodError
from pod_desktop.outputs.figures import Figures, Lane, Rows, Strip
from pod_desktop.outputs.pdf.legible import MAIN_FONT, MARK, Legible
from pod_desktop.outputs.pdf.typesetting import typeset
from pod_desktop.outputs.saying import on_one_line, sentence

_UPRIGHT = 9
"""Columns of a table for which the paper stands upright; with more it lies."""


_A_SENTENCE = 50
"""Characters of a cell from which its table is one of sentences."""


class CannotMakeFigures(PodError):
    """The document could not be made."""

    def __init__(self) -> None:
        super().__init__("The page could not be made as a PDF. Nothing was lost; please try again.")


def write_figures(path: Path, figures: Figures, team: str) -> None:
    """Write the page to `path`; it appears whole or not at all.

    Raises CannotMakeFigures, MissingPart, and CannotStore when the disk refuses.
    """
    replace_file(path, figures_pdf(figures, team))


def figures_pdf(figures: Figures, team: str) -> bytes:
    """The same as bytes; equal for equal pages. Raises CannotMakeFigures, MissingPart."""
    return typeset("figures", _data(figures, team), CannotMakeFigures())


def _data(figures: Figures, team: str) -> dict[str, Any]:
    legible = Legible()
    stretches = [
        {"title": legible(each.title), "parts": [_part(part, legible) for part in each.parts]}
        for each in figures.stretches
    ]
    closing = [
        "Figures describe, and judge nothing. They are of what was tapped and marked, which may not be all.",
        f"Made by {sentence(on_one_line(team))} "
        "It is a working copy; the trust’s own record is the legal one.",
    ]
    if legible.marked:
        closing.append(f"{MARK} stands for signs that cannot be printed here.")
    return {
        "title": on_one_line(figures.title),
        "team": on_one_line(team),
        "description": on_one_line(f"{figures.title}. {figures.when}"),
        "font": MAIN_FONT[0],
        "when": legible(figures.when),
        "said": legible(figures.said),
        "wide": any(
            len(part.headings) > 9 for s in figures.stretches for part in s.parts if isinstance(part, Rows)
        ),
        "stretches": stretches,
        "closing": [legible(words) for words in closing],
    }


def _widest(figures: Figures) -> int:
    tables = [part for each in figures.stretches for part in each.parts if isinstance(part, Rows)]
    return max((len(table.headings) for table in tables), default=0)


def _part(part: str | Rows | Strip, legible: Legible) -> dict[str, Any]:
    if isinstance(part, Rows):
        return {
            "kind": "rows",
            "headings": [legible(each) for each in part.headings],
            "sentences": any(len(cell) > _A_SENTENCE for row in part.rows for cell in row[1:]),
            "rows": [[legible(cell) for cell in row] for row in part.rows],
        }
    if isinstance(part, Strip):
        return {
            "kind": "strip",
            "lanes": [_lane(lane, legible) for lane in part.lanes],
            "bands": [{"name": legible(name), "pieces": pieces} for name, pieces in part.bands],
            "first": part.first,
            "last": part.last,
        }
    return {"kind": "words", "words": legible(part)}


def _lane(lane: Lane, legible: Legible) -> dict[str, Any]:
    return {"name": legible(on_one_line(lane.name)), "hue": lane.hue, "pieces": lane.pieces}
