"""Names out of a CSV file: shown first, then put onto the list as one step that can be undone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from pod_desktop.domain.views import MapView
from pod_desktop.errors import BadInput, PodError, why_words
from pod_desktop.services.network import NewName
from pod_desktop.services.network_import import read_names
from pod_desktop.services.people import folded
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.more_menu import MoreMenu, Part
from pod_desktop.ui.network_map.words import kind_words, sector_words
from pod_desktop.ui.widgets import FlowLayout, Heading, PrimaryButton, ScrollColumn, SecondaryButton, Sentence

_LARGEST = 2_000_000


def ask_file(parent: QWidget) -> Path | None:
    """Asks for a file; None when it was left."""
    title = QCoreApplication.translate("ReadNames", "Take names from a file")
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, "", "CSV (*.csv *.tsv *.txt)")
    return Path(chosen) if chosen else None


class ReadNames(QDialog):
    """Everybody whom the file names, ticked; whoever has a name that is on the map already is not ticked."""

    def __init__(self, acts: MapActs, view: MapView, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self.boxes: list[tuple[QCheckBox, NewName]] = []
        self.setWindowTitle(self.tr("Names from a file"))
        self.said = Sentence()
        self.add_button = PrimaryButton(self.tr("Put them onto the list"))
        self.close_button = SecondaryButton(self.tr("Close"))
        column = ScrollColumn()
        column.add(Heading(self.tr("Names from “{file}”").format(file=path.name), 1))
        column.add(self.said)
        self.said.hide()
        try:
            self._show(_read(path), view, column)
        except PodError as error:
            self.said.setText(str(error))
            self.said.show()
            self.add_button.setEnabled(False)
        row = FlowLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.close_button)
        column.add_layout(row)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.resize(640, 540)
        self.add_button.clicked.connect(self._add)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)

    def _show(self, names: tuple[NewName, ...], view: MapView, column: ScrollColumn) -> None:
        there = {folded(view.person.name), *(folded(member.name) for member in view.members)}
        for read in names:
            same = folded(read.name) in there
            there.add(folded(read.name))
            known = self.tr("this name is there already") if same else ""
            parts = (read.words, sector_words(read.sector), kind_words(read.kind), known)
            box = QCheckBox(f"{read.name}: {', '.join(part for part in parts if part)}".replace("&", "&&"))
            box.setChecked(not same)
            box.setMinimumHeight(32)
            self.boxes.append((box, read))
            column.add(box)

    def _add(self) -> None:
        chosen = [read for box, read in self.boxes if box.isChecked()]
        if chosen:
            self._acts.add(chosen)
        self.accept()


def _read(path: Path) -> tuple[NewName, ...]:
    try:
        if path.stat().st_size > _LARGEST:
            raise BadInput("The file is too large for a list of names.")
        return read_names(path.read_bytes())
    except OSError as error:
        raise BadInput(f"“{path.name}” could not be read: {why_words(error)}.") from error


def offer(
    menu: MoreMenu,
    acts: MapActs,
    look: Callable[[], MapView],
    page: QWidget,
    choose_file: Callable[[QWidget], Path | None] = ask_file,
) -> None:
    """Puts the way to it into the map's menu; `look` gives the map as it is then."""

    def read() -> None:
        path = choose_file(page)
        if path is not None:
            ReadNames(acts, look(), path, page).open()

    menu.add(Part.FILES, QCoreApplication.translate("ReadNames", "Names from a file…"), read)
