"""The network map on paper (PDF/UA-1), and as a picture."""

import json
from typing import Literal

from pod_desktop.bundled import bundled
from pod_desktop.domain.network import ring_of
from pod_desktop.domain.views import MapView, MemberView
from pod_desktop.errors import PodError
from pod_desktop.outputs.network_map.svg import map_svg
from pod_desktop.outputs.network_map.words import KINDS, RINGS, SECTORS, plain
from pod_desktop.outputs.pdf.legible import MAIN_FONT, Legible

_PIXELS_PER_INCH = 200.0

Paper = Literal["a4", "a3"]


class CannotMakeMap(PodError):
    """The document could not be made."""

    def __init__(self) -> None:
        super().__init__("The map could not be made into this kind of file. Nothing was lost.")


def map_pdf(view: MapView, *, paper: Paper = "a4", large: bool = False, quality: bool = False) -> bytes:
    """The map to print; `large` prints larger and adds a list in words. Raises CannotMakeMap, MissingPart."""
    return _typeset(view, "pdf", paper, large, quality)


def map_png(view: MapView, *, quality: bool = False) -> bytes:
    """The map as a picture of a sheet of A4, 200 dots to an inch. Raises CannotMakeMap, MissingPart."""
    return _typeset(view, "png", "a4", False, quality)


def _typeset(view: MapView, kind: Literal["pdf", "png"], paper: Paper, large: bool, quality: bool) -> bytes:
    import typst

    legible, title = Legible(), f"{plain(view.person.name)}’s network"
    data = {
        "title": title,
        "description": f"{title}: a drawing with {len(view.members)} people, groups and others.",
        "font": MAIN_FONT[0],
        "heading": legible(title),
        "paper": paper,
        "large": large,
        "svg": map_svg(view, quality=quality).decode(),
        "people": [legible(_in_words(member)) for member in view.members],
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


def _in_words(member: MemberView) -> str:
    place = "not on the map yet" if member.distance is None else RINGS[ring_of(member.distance) - 1]
    kind = "" if member.member_kind == "person" else KINDS.get(member.member_kind, "")
    parts = (kind, plain(member.words), SECTORS.get(member.sector, ""), place)
    return f"{plain(member.name)}: {', '.join(part for part in parts if part)}"
