"""The recovery sheet on one page of A4, tagged (PDF/UA-1). It is handed back as bytes and stored nowhere."""

from typing import Any

from pod_desktop.domain.recovery_sheet import RecoverySheet
from pod_desktop.errors import PodError
from pod_desktop.outputs.pdf.legible import MAIN_FONT, MARK, Legible
from pod_desktop.outputs.pdf.typesetting import typeset
from pod_desktop.outputs.recovery_sheet import tell_sheet
from pod_desktop.outputs.saying import HOME_ZONE

_LONGEST_TEAM = 120


class CannotMakeSheet(PodError):
    """The document could not be made."""

    def __init__(self) -> None:
        super().__init__(
            "The recovery sheet could not be made as a PDF. As plain text it has the same words; "
            "nothing was lost."
        )


def recovery_sheet_pdf(sheet: RecoverySheet, zone: str = HOME_ZONE) -> bytes:
    """The sheet to print; equal for equal sheets. Raises CannotMakeSheet, MissingPart."""
    return typeset("recovery_sheet", _data(sheet, zone), CannotMakeSheet())


def _data(sheet: RecoverySheet, zone: str) -> dict[str, Any]:
    told, legible = tell_sheet(sheet, zone), Legible()
    # A name without an end would push the words off the page.
    team = told.team if len(told.team) <= _LONGEST_TEAM else f"{told.team[:_LONGEST_TEAM]}…"
    data = {
        "title": f"{told.heading} of {team}",
        "description": told.purpose,
        "font": MAIN_FONT[0],
        "heading": told.heading,
        "team": team,
        "team_shown": legible(team),
        "made": told.made,
        "purpose": told.purpose,
        "words": told.words,
        "warning": told.warning,
        "keeping": told.keeping,
        "using": told.using,
        "lost": legible(told.lost),
    }
    data["mark_note"] = (
        legible(f"{MARK} stands for signs that cannot be printed here.") if legible.marked else []
    )
    return data
