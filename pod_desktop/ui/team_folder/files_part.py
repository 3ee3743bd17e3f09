"""Files in the folder that could not be taken in, each by its name with the reason in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.sync import FileView
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder import words
from pod_desktop.ui.team_folder.called import from_words
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.state_words import when_words
from pod_desktop.ui.widgets import Card, FlowLayout, Quiet, QuietButton, Sentence

_MOST = 50


class FilesPart(Card):
    """Those that have lain there for a day are named; the others are one quiet sentence until asked for."""

    def __init__(self, desk: Desk, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Files that were not taken in"))
        self._desk, self._courier = desk, courier
        self._shown: object = None
        self._rows: list[QWidget] = []
        self._show_late = False
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._late = Quiet()
        self.show_late = QuietButton(self.tr("Show them"), "chevron-down")
        self.show_late.clicked.connect(self._toggle)
        self._calm = Quiet(
            self.tr(
                "Nothing of them was put into the record, and none is changed or deleted. They are looked at "
                "again when they change."
            )
        )
        self.add_layout(self._list)
        self.add(self._late)
        row = FlowLayout()
        row.addWidget(self.show_late)
        self.add_layout(row)
        self.add(self._calm)
        courier.changed.connect(self.refresh)
        self.refresh()

    def named(self) -> list[str]:
        """What is said of the files that are shown."""
        return [row.accessibleName() for row in self._rows]

    def refresh(self) -> None:
        """Show the files of now."""
        status = self._courier.status
        files = status.files if status is not None else ()
        self.setVisible(bool(files))
        now, laptops = self._desk.clock.now(), status.laptops if status is not None else ()
        meant = {each.path: from_words(each, laptops, now) for each in files}
        if (files, meant, self._show_late) == self._shown:
            return
        self._shown = (files, meant, self._show_late)
        late = [each for each in files if not each.overdue]
        self._late.setText(words.late_words(late))
        self._late.setVisible(bool(late))
        self.show_late.setVisible(bool(late))
        self.show_late.setText(self.tr("Hide them") if self._show_late else self.tr("Show them"))
        self.show_late.set_icon("chevron-up" if self._show_late else "chevron-down")
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        named = [each for each in files if each.overdue or self._show_late]
        self._rows = [self._row(each, meant[each.path]) for each in named[:_MOST]]
        if len(named) > _MOST:
            self._rows.append(Quiet(self.tr("and {count} more").format(count=len(named) - _MOST)))
        for row in self._rows:
            self._list.addWidget(row)

    def _row(self, file: FileView, meant: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = Sentence(_breakable(file.path))
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        since = self.tr("There since {when}.").format(when=when_words(file.since, self._desk.clock.now()))
        told = " ".join(filter(None, (file.why, meant, since)))
        column.addWidget(name)
        column.addWidget(Quiet(told))
        row.setAccessibleName(f"{file.path}: {told}")
        return row

    def _toggle(self) -> None:
        self._show_late = not self._show_late
        self.refresh()


def _breakable(path: str) -> str:
    """A name of 64 digits can be broken anywhere, or it would make the page too wide at large text."""
    return "\u200b".join(path[at : at + 8] for at in range(0, len(path), 8))
