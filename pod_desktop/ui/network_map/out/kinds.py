"""The kinds of files that a map can be saved as."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.map_views import MapView
from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv
from pod_desktop.outputs.network_map.graphml import map_graphml
from pod_desktop.outputs.network_map.svg import map_svg
from pod_desktop.outputs.pdf.network_map import map_pdf, map_png


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen besides the kind."""

    paper: Literal["a4", "a3"] = "a4"
    large: bool = False
    quality: bool = False


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind: how it is called and how a file of it is made."""

    key: str
    suffix: str
    words: str
    make: Callable[[MapView, Wanted], bytes]


def file_kinds() -> list[FileKind]:
    """All kinds, the one to print first."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("network_map_out", text)

    return [
        FileKind(
            "pdf",
            ".pdf",
            tr("PDF to print"),
            lambda view, to: map_pdf(view, paper=to.paper, large=to.large, quality=to.quality),
        ),
        FileKind("png", ".png", tr("Picture (PNG)"), lambda view, to: map_png(view, quality=to.quality)),
        FileKind("svg", ".svg", tr("Drawing (SVG)"), lambda view, to: map_svg(view, quality=to.quality)),
        FileKind("people", ".csv", tr("Table of people (CSV)"), lambda view, _to: people_csv(view)),
        FileKind(
            "ties", ".csv", tr("Table of ties (CSV)"), lambda view, to: ties_csv(view, quality=to.quality)
        ),
        FileKind(
            "graphml",
            ".graphml",
            tr("Graph for Gephi (GraphML)"),
            lambda view, to: map_graphml(view, quality=to.quality),
        ),
    ]
