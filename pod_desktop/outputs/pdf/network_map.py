"""The network map on paper (PDF/UA-1), and as a picture."""

import json
from collections.abc import Iterator
from typing import Literal

from pod_desktop.bundled import bundled
from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import Sector, ring_of
from pod_desktop.errors import PodError
from pod_desktop.outputs.network_map.layout import Sheet
from pod_desktop.outputs.network_map.sheets import large_sheets, one_sheet
from pod_desktop.outputs.network_map.svg import names_below, sheet_svg, ties_beyond, ties_in_words, waiting
from pod_desktop.outputs.network_map.words import KINDS, RINGS, SECTORS, plain
from pod_desktop.outputs.pdf.legible import MAIN_FONT, Legible

_PIXELS_PER_INCH = 200.0
_SIZES = {"a4": (504.0, 700.0), "a3": (750.0, 1045.0)}
"""Of a drawing on a sheet without its margins and heading, in points."""

Paper = Literal["a4", "a3"]


class CannotMakeMap(PodError):
    """The document could not be made."""

    def __init__(self) -> None:
        super().__init__("The map could not be made into this kind of file. Nothing was lost.")


def map_pdf(view: MapView, *, paper: Paper = "a4", large: bool = False, quality: bool = False) -> bytes:
    """The map to print. Raises CannotMakeMap, MissingPart.

    `large` prints names at 16 points at least and adds all people and all ties in words; where the sheet has
    no room for that there is an overview with letters only, then a sheet or more for each part of the map
    that has people, with a list of its ties to other sheets.
    """
    return _typeset(view, "pdf", paper, large, quality)


def map_png(view: MapView, *, quality: bool = False) -> bytes:
    """The map as a picture of a sheet of A4, 200 dots to an inch; longer where names below need it.

    Raises CannotMakeMap, MissingPart.
    """
    return _typeset(view, "png", "a4", False, quality)


def _typeset(view: MapView, kind: Literal["pdf", "png"], paper: Paper, large: bool, quality: bool) -> bytes:
    import typst

    legible, title, size = Legible(), f"{plain(view.person.name)}’s network", _SIZES[paper]
    sheets = (
        list(large_sheets(view, *size, quality=quality))
        if large
        else [one_sheet(view, *size, quality=quality)]
    )
    letters = letters_on_map(view)
    data = {
        "title": title,
        "description": f"{title}: a drawing with {len(view.members)} people, groups and others.",
        "font": MAIN_FONT[0],
        "paper": paper,
        "large": large,
        "picture": kind == "png",
        "width": size[0],
        "sheets": [
            {
                "heading": legible(heading),
                "alt": heading,
                "svg": sheet_svg(view, sheet, quality=quality).decode(),
                "names": [legible(line) for line in names_below(view, sheet)],
                "beyond": [legible(line) for line in ties_beyond(view, sheet)],
            }
            for sheet, heading in zip(sheets, _headings(title, sheets), strict=True)
        ],
        "waiting": [legible(line) for line in waiting(view)],
        "ties": [legible(line) for line in ties_in_words(view, quality=quality)] if large else [],
        "people": [
            legible(_in_words(member, letters[member.id] if len(sheets) > 1 else ""))
            for member in view.members
        ],
    }
    try:
        made: bytes | list[bytes | None] | None = typst.compile(
            bundled("pdf/network_map.typ"),
            font_paths=[bundled("fonts"), bundled("pdf/fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            format=kind,
            ppi=_PIXELS_PER_INCH,
            pdf_standards="ua-1" if kind == "pdf" else [],
        )
    except typst.TypstError:
        # Not chained: the typesetter's message may quote what it was given.
        raise CannotMakeMap from None
    if not isinstance(made, bytes):
        raise CannotMakeMap  # a picture of more than one sheet
    return made


def _headings(title: str, sheets: list[Sheet]) -> Iterator[str]:
    """The title, and after it the part and, where it has several sheets, which of them it is."""
    of_part = {sector: [each for each in sheets if each.sector is sector] for sector in Sector}
    for sheet in sheets:
        if sheet.sector is None:
            yield title
            continue
        same = of_part[sheet.sector]
        which = f" ({same.index(sheet) + 1} of {len(same)})" if len(same) > 1 else ""
        yield f"{title}: {SECTORS[sheet.sector.value]}{which}"


def _in_words(member: MemberView, letters: str) -> str:
    """`letters`: by which the person is found on sheets with letters alone, "" for none."""
    place = "not on the map yet" if member.distance is None else RINGS[ring_of(member.distance) - 1]
    kind = "" if member.member_kind == "person" else KINDS.get(member.member_kind, "")
    parts = (kind, plain(member.words), SECTORS.get(member.sector, ""), place)
    name = f"{plain(member.name)} ({letters})" if letters else plain(member.name)
    return f"{name}: {', '.join(part for part in parts if part)}"
