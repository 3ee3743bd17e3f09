"""The map is saved as a file, to print or to go on working with."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.map_views import MapView
from pod_desktop.durable_files import replace_file
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.out.kinds import FileKind, Wanted, file_kinds
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)
from pod_desktop.ui.widgets.save_path import ask_where_to_save

ChoosePath = Callable[[QWidget, str, str], Path | None]
Tell = Callable[[str], None]


def ask_path(parent: QWidget, suggested: str, suffix: str) -> Path | None:
    """Asks where to save; None when it was left."""
    title = QCoreApplication.translate("SaveMap", "Save the map")
    return ask_where_to_save(parent, title, suggested, suffix, f"*{suffix}")


class SaveMap(QDialog):
    """Kind of file, paper and print; then where. `choose_path` asks that.

    Esc does not leave it while a file is made. Where the cover took it meanwhile, `tell_behind` gets the
    sentence that says why there is no file.
    """

    def __init__(
        self,
        desk: Desk,
        view: MapView,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath = ask_path,
        tell_behind: Tell | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._view, self._choose_path = desk, view, choose_path
        self._tell_behind = tell_behind
        self._kinds = {kind.key: kind for kind in file_kinds()}
        self.setWindowTitle(self.tr("Print or save the map"))
        kinds = [(kind.key, kind.words) for kind in self._kinds.values()]
        self.kind = Choice(kinds, self.tr("Kind of file"), value="pdf")
        self.paper = Choice([("a4", "A4"), ("a3", "A3")], self.tr("Paper"), value="a4")
        self.large = QCheckBox(self.tr("Large print, with everybody listed in words"))
        self.quality = QCheckBox(self.tr("Also how ties are: strong, thin, strained"))
        self.said = Sentence()
        self.save_button = PrimaryButton(self.tr("Save…"))
        self.close_button = SecondaryButton(self.tr("Close"))
        self._lay_out()
        self.kind.chosen.connect(self._kind_chosen)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        column = ScrollColumn()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.resize(720, 540)
        self.said.hide()
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

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.close_button.isEnabled():
            return
        super().keyPressEvent(event)

    def _kind_chosen(self, key: str) -> None:
        self.said.hide()  # it tells of another file
        for widget in (self.paper, self.large):
            widget.setEnabled(key == "pdf")
        self.quality.setEnabled(key != "people")

    def _save(self) -> None:
        kind = self._kinds[self.kind.value() or "pdf"]
        paper: Literal["a4", "a3"] = "a3" if self.paper.value() == "a3" else "a4"
        wanted = Wanted(paper, self.large.isChecked(), self.quality.isChecked())
        path = self._choose_path(self, self._suggested(kind), kind.suffix)
        if path is None:
            return
        view, behind = self._view, self._tell_behind
        broken = self.tr("The file could not be made. Nothing was changed.")

        def why_not(sentence: str) -> None:
            if isValid(self):
                self._say(sentence)
            elif behind is not None:
                behind(sentence)

        for button in (self.save_button, self.close_button):
            button.setEnabled(False)  # else nobody would hear whether it could be saved
        self._desk.jobs.run(
            lambda: replace_file(path, kind.make(view, wanted)),
            done=lambda _made: self._say(self.tr("Saved as “{name}”.").format(name=path.name)),
            failed=lambda error: why_not(str(error)),
            broken=lambda: why_not(broken),
        )

    def _suggested(self, kind: FileKind) -> str:
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", self._view.person.name).strip(" .")
        more = {"people": self.tr("people"), "ties": self.tr("ties")}.get(kind.key, self.tr("network map"))
        return f"{name} {more}{kind.suffix}".strip()

    def _say(self, sentence: str) -> None:
        if not isValid(self):
            return  # the screen was covered or locked meanwhile, and the question went with it
        for button in (self.save_button, self.close_button):
            button.setEnabled(True)
        self.said.setText(sentence)
        self.said.show()


def offer(menu: MoreMenu, desk: Desk, look: Callable[[], MapView], tell: Tell, page: QWidget) -> None:
    """Puts the way to it into the map's menu. `look` gives the map as it is then; `tell` says what failed."""
    words = QCoreApplication.translate("SaveMap", "Print or save…")
    menu.add(Part.FILES, words, lambda: SaveMap(desk, look(), page, tell_behind=tell).open())
