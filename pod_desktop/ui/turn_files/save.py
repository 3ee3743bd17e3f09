"""A turn log that the room kept is saved as a file: which format, with words or without, names or letters."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain import wall_time
from pod_desktop.domain.annotation import nameless_words
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.outputs.annotations import write_annotation
from pod_desktop.services.annotations import LogHere, annotation_of, logs_to_write
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.save_dialog import ChoosePath, SaveDialog, Tell
from pod_desktop.ui.turn_files.kinds import TurnFile, turn_files
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    Quiet,
    ScrollColumn,
    Sentence,
)
from pod_desktop.ui.widgets.save_path import ask_where_to_save

_CSV = "csv"


def ask_path(parent: QWidget, suggested: str, suffix: str) -> Path | None:
    """Asks where to save; None when it was left."""
    title = QCoreApplication.translate("SaveTurns", "Save the turns as a file")
    return ask_where_to_save(parent, title, suggested, suffix, f"*{suffix}")


class SaveTurns(SaveDialog):
    """Format, words and names; then where."""

    def __init__(
        self,
        desk: Desk,
        meeting_id: EntityId,
        day: str,
        parent: QWidget | None = None,
        *,
        choose_path: ChoosePath = ask_path,
        tell_behind: Tell | None = None,
    ) -> None:
        title = QCoreApplication.translate("SaveTurns", "Save the turns as a file")
        super().__init__(desk, title, parent, choose_path, tell_behind)
        self._meeting_id, self._day = meeting_id, day
        self._kinds = turn_files()
        options = [(key, kind.words) for key, kind in self._kinds.items()]
        self.kind = Choice(options, self.tr("Kind of file"), value=_CSV)
        self.about = Quiet(self._kinds[_CSV].about)
        self.whose = Sentence(self.tr("Several laptops logged this meeting. Whose log is it to be?"))
        self.laptop: Choice | None = None
        self.names = QCheckBox(self.tr("With names and the date"))
        self.letters = Quiet(
            self.tr(
                "Without them: Person, P1, P2… for practitioners and N1, N2… for the network, in the order "
                "in which they are heard."
            )
        )
        self.words = QCheckBox(self.tr("With the words and topics, in which names may stand"))
        self._lay_out()
        self.kind.chosen.connect(self._kind_chosen)
        for box in (self.names, self.words):
            box.toggled.connect(lambda _on: self.said.hide())
        self.save_button.clicked.connect(self._save)
        desk.find(
            lambda: logs_to_write(desk.journal, meeting_id), self._show_logs, lambda e: self.say(str(e))
        )

    def _lay_out(self) -> None:
        column = ScrollColumn(heading_first=True)
        self._logs = QVBoxLayout()
        column.add(Heading(self.tr("Save the turns as a file"), 1))
        column.add(self.kind)
        column.add(self.about)
        column.add_layout(self._logs)
        self._logs.addWidget(self.whose)
        for widget in (
            *(self.names, self.letters, self.words),
            Quiet(
                self.tr(
                    "None of these files has words that somebody wished to have left out, or says who is not "
                    "to be invited to meetings."
                )
            ),
            Quiet(self.tr("This file is not encrypted. Whoever has it can read it.")),
            self.said,
        ):
            column.add(widget)
        for box in (self.names, self.words):
            box.setMinimumHeight(theme.TARGET)
        self.whose.hide()
        column.add_stretch()
        row = FlowLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 16)
        whole.addWidget(column, 1)
        whole.addLayout(row)  # in sight however much is above
        self.resize(720, 600)

    def _show_logs(self, logs: tuple[LogHere, ...]) -> None:
        if not isValid(self) or len(logs) < 2:
            return
        named = [(log.laptop_id, log.laptop[:1].upper() + log.laptop[1:]) for log in logs]
        self.laptop = Choice(named, self.whose.text(), value=logs[0].laptop_id)
        self.laptop.chosen.connect(lambda _which: self.said.hide())
        self._logs.addWidget(self.laptop)
        self.whose.show()

    def _kind_chosen(self, key: str) -> None:
        self.said.hide()  # it tells of another file
        self.about.setText(self._kinds[key].about)
        self.words.setEnabled(self._kinds[key].has_words)

    def _save(self) -> None:
        kind = self._kinds[self.kind.value() or _CSV]
        self.save_to(self._suggested(kind), kind.suffix, self._making(kind))

    def _making(self, kind: TurnFile) -> Callable[[Path], tuple[str, ...]]:
        """Looks the log up and writes it; tells in sentences what was left out."""
        journal, meeting_id = self._desk.journal, self._meeting_id
        laptop = (self.laptop.value() if self.laptop is not None else None) or ""
        words, names = self.words.isChecked() and kind.has_words, self.names.isChecked()

        def make(path: Path) -> tuple[str, ...]:
            log, left_out = annotation_of(journal, meeting_id, laptop_id=laptop, words=words, names=names)
            return left_out + write_annotation(path, log, kind.format_) + nameless_words(log)

        return make

    def _suggested(self, kind: TurnFile) -> str:
        # A file's name is seen by whoever sees the folder: without names not even the day.
        name = self.tr("Turns {day}").format(day=self._day) if self.names.isChecked() else self.tr("Turns")
        return f"{name}{kind.suffix}"


def open_save(
    desk: Desk, meeting_id: EntityId, when: Instant | None, zone: str, page: QWidget, tell: Tell
) -> None:
    """Asks how the log of a meeting is to be saved. `tell` gets what failed behind the cover."""
    day = wall_time.on_the_wall(when or desk.clock.now(), zone).date().isoformat()
    SaveTurns(desk, meeting_id, day, page, tell_behind=tell).open()
