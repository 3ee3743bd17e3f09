"""The map is saved as a file, to print or to go on working with."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pod_desktop.domain.map_views import MapView
from pod_desktop.durable_files import replace_file
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.out.kinds import FileKind, Wanted, file_kinds
from pod_desktop.ui.save_dialog import ChoosePath, SaveDialog, Tell
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    Quiet,
    ScrollColumn,
)
from pod_desktop.ui.widgets.save_path import ask_where_to_save


def ask_path(parent: QWidget, suggested: str, suffix: str) -> Path | None:
    """Asks where to save; None when it was left."""
    title = QCoreApplication.translate("SaveMap", "Save the map")
    return ask_where_to_save(parent, title, suggested, suffix, f"*{suffix}")


class SaveMap(SaveDialog):
    """Kind of file, paper and print; then where."""

    def __init__(
        self,
        desk: Desk,
        view: MapView,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath = ask_path,
        tell_behind: Tell | None = None,
    ) -> None:
        title = QCoreApplication.translate("SaveMap", "Print or save the map")
        super().__init__(desk, title, parent, choose_path, tell_behind)
        self._view = view
        self._kinds = {kind.key: kind for kind in file_kinds()}
        kinds = [(kind.key, kind.words) for kind in self._kinds.values()]
        self.kind = Choice(kinds, self.tr("Kind of file"), value="pdf")
        self.paper = Choice([("a4", "A4"), ("a3", "A3")], self.tr("Paper"), value="a4")
        self.large = QCheckBox(self.tr("Large print, with everybody listed in words"))
        self.quality = QCheckBox(self.tr("Also how ties are: strong, thin, strained"))
        self._lay_out()
        self.kind.chosen.connect(self._kind_chosen)
        self.save_button.clicked.connect(self._save)

    def _lay_out(self) -> None:
        column = ScrollColumn()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.resize(720, 540)
        warning = Quiet(self.tr("This file is not encrypted. Whoever has it can read it."))
        for widget in (
            *(Heading(self.tr("Print or save the map"), 1), self.kind, self.paper, self.large, self.quality),
            *(Quiet(self.tr("Nothing about inviting is in any of these files.")), warning, self.said),
        ):
            column.add(widget)
        for box in (self.large, self.quality):
            box.setMinimumHeight(32)
        row = FlowLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        column.add_layout(row)
        column.add_stretch()

    def _kind_chosen(self, key: str) -> None:
        self.said.hide()  # it tells of another file
        for widget in (self.paper, self.large):
            widget.setEnabled(key == "pdf")
        self.quality.setEnabled(key != "people")

    def _save(self) -> None:
        kind = self._kinds[self.kind.value() or "pdf"]
        paper: Literal["a4", "a3"] = "a3" if self.paper.value() == "a3" else "a4"
        wanted = Wanted(paper, self.large.isChecked(), self.quality.isChecked())
        view = self._view

        def make(path: Path) -> tuple[str, ...]:
            replace_file(path, kind.make(view, wanted))
            return ()

        self.save_to(self._suggested(kind), kind.suffix, make)

    def _suggested(self, kind: FileKind) -> str:
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", self._view.person.name).strip(" .")
        more = {"people": self.tr("people"), "ties": self.tr("ties")}.get(kind.key, self.tr("network map"))
        return f"{name} {more}{kind.suffix}".strip()


def offer(menu: MoreMenu, desk: Desk, look: Callable[[], MapView], tell: Tell, page: QWidget) -> None:
    """Puts the way to it into the map's menu. `look` gives the map as it is then; `tell` says what failed."""
    words = QCoreApplication.translate("SaveMap", "Print or save…")
    menu.add(Part.FILES, words, lambda: SaveMap(desk, look(), page, tell_behind=tell).open())
