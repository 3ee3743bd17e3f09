"""Pictures of every shared widget, to look at after a change of the look.

    python -m pod_desktop.ui.widgets.gallery OUT [--scheme light|dark] [--text 1.0] [--size 1366x768]

writes one PNG for each page into the folder OUT. Scaling is Qt's own: QT_SCALE_FACTOR=2.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QWidget,
)

from pod_desktop.ui import theme
from pod_desktop.ui.cover import Cover
from pod_desktop.ui.widgets import (
    Calendar,
    Card,
    Chip,
    Choice,
    EmptyState,
    Field,
    FlowLayout,
    Heading,
    IconButton,
    Kind,
    Notice,
    PersonBadge,
    PrimaryButton,
    Question,
    Quiet,
    QuietButton,
    Rail,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    State,
    ToggleChip,
    WordsField,
)

# A made-up family.
NAMES = ("Ayesha", "Mum (Rukhsana)", "Uncle Tariq", "Dr Okafor", "Jo", "Ben", "Football group", "Nan")
PLACES = [
    ("network", "Network", "network"),
    ("meetings", "Meetings", "calendar"),
    ("timeline", "Timeline", "list"),
    ("share", "Share", "file-text"),
]


def people(size: QSize) -> QWidget:
    """Text, sheets, chips and badges beside a rail."""
    column = ScrollColumn(900)
    column.add(Heading("Ayesha’s network", 1))
    column.add(
        Sentence("Ayesha is at home. The next meeting is tomorrow at 10:30 at her mother’s kitchen table.")
    )
    column.add(Notice("3 changes only on this laptop.", "Share them now", icon_name="folder"))
    here = Card("Who is here?")
    here.add_action(IconButton("plus", "Add somebody"))
    here.add_layout(_row(*(ToggleChip(name, i, checked=i % 2 == 0) for i, name in enumerate(NAMES))))
    here.add_layout(_row(*(PersonBadge(n, i, size=56) for i, n in enumerate(NAMES))))
    here.add_layout(_row(*(PersonBadge(NAMES[i], i, size=56, kind=k) for i, k in enumerate(Kind))))
    here.add_layout(_row(*(PersonBadge(NAMES[i], i, size=32, state=s) for i, s in enumerate(State))))
    column.add(here)
    column.add(
        EmptyState(
            "Nobody is on the map yet.", "Add a name", icon_name="users", detail="Whose name comes first?"
        )
    )
    return _beside_a_rail(column, compact=size.width() < 900)


def writing(size: QSize) -> QWidget:
    """Fields, choices and buttons, with an error and the keyboard's focus."""
    column = ScrollColumn()
    sheet = Card("The next meeting")
    sheet.add(
        Choice(
            [("today", "Today"), ("tomorrow", "Tomorrow"), ("later", "Another day")], "When", value="tomorrow"
        )
    )
    sheet.add(
        Field(
            "Where shall we meet?", placeholder="At home, a café, the ward", hint="Ayesha chooses the place."
        )
    )
    name = Field("Name")
    name.set_error("A name is needed to begin; nothing else is.")
    sheet.add(name)
    words = WordsField("Ayesha’s own words")
    words.set_words("I would like to be asked before anybody talks to school.")
    sheet.add(words)
    main = PrimaryButton("Begin the meeting", "play")
    off = SecondaryButton("Plan it", "calendar-plus")
    off.setEnabled(False)
    sheet.add_layout(
        _row(main, SecondaryButton("Plan it", "calendar-plus"), off, QuietButton("Leave open"), Chip("home"))
    )
    column.add(sheet)
    page = _beside_a_rail(column, compact=size.width() < 900)
    main.setFocus()
    return page


def meeting(_size: QSize) -> QWidget:
    """The same in a meeting: larger."""
    column = ScrollColumn()
    sheet = Card("What shall we do about school?")
    sheet.add(Sentence("Uncle Tariq would like to talk with the head of year."))
    sheet.add_layout(_row(*(ToggleChip(name, i, checked=i < 5) for i, name in enumerate(NAMES[:6]))))
    sheet.add(WordsField("What was said", lines=2))
    sheet.add_layout(
        _row(PrimaryButton("Decide", "check"), SecondaryButton("Leave open"), IconButton("undo-2", "Undo"))
    )
    column.add(sheet)
    theme.as_meeting(column)
    return _window(column)


def of_qt(_size: QSize) -> QWidget:
    """Qt's own widgets in the same look."""
    column = ScrollColumn(900)
    combo, spin, when = QComboBox(), QSpinBox(), QDateTimeEdit()
    combo.addItems(["Family", "Relatives", "Friends and neighbours"])
    when.setCalendarPopup(True)
    when.setCalendarWidget(Calendar(when))
    when.setDate(QDate(2031, 5, 14))
    tick, dot, slider, progress = (
        QCheckBox("Read aloud"),
        QRadioButton("Large print"),
        QSlider(),
        QProgressBar(),
    )
    tick.setChecked(True)
    dot.setChecked(True)
    slider.setOrientation(Qt.Orientation.Horizontal)
    progress.setValue(40)
    column.add_layout(_row(combo, spin, when, tick, dot, slider, progress))
    table = QTableWidget(3, 2)
    table.setHorizontalHeaderLabels(["Name", "Ring"])
    for row, name in enumerate(NAMES[:3]):
        table.setItem(row, 0, QTableWidgetItem(name))
    table.selectRow(1)
    names = QListWidget()
    names.addItems(NAMES)
    names.setCurrentRow(2)
    tabs = QTabWidget()
    for each, label in ((table, "Table"), (names, "List")):
        tabs.addTab(each, label)
    side = QHBoxLayout()
    side.addWidget(tabs)
    calendar = Calendar()
    calendar.setSelectedDate(QDate(2031, 5, 14))
    side.addWidget(calendar)
    column.add_layout(side)
    column.add(Quiet("A quiet line."))
    return _window(column)


def question(_size: QSize) -> QWidget:
    """A question."""
    return Question(
        "What happens with the turns?",
        "The room chooses. With totals only, the words and the order are gone for good.",
        [("keep", "Keep"), ("totals", "Totals only"), ("discard", "Discard")],
    )


def covered(_size: QSize) -> QWidget:
    """The cover with the panel that lifts it."""
    window = QWidget()
    cover = Cover(window)
    cover.set_mode("pin")
    cover.setGeometry(window.rect())
    cover.show()
    return window


PAGES: dict[str, Callable[[QSize], QWidget]] = {
    "people": people,
    "writing": writing,
    "meeting": meeting,
    "of-qt": of_qt,
    "question": question,
    "cover": covered,
}


def render(out: Path, size: QSize) -> list[Path]:
    """Writes a picture of each page and returns the files."""
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for name, make in PAGES.items():
        page = make(size)
        if not isinstance(page, Question):
            page.resize(size)
        page.show()
        QApplication.processEvents()
        files.append(out / f"{theme.palette().name}-{name}.png")
        page.grab().save(str(files[-1]))
        page.close()
        page.deleteLater()
        QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    return files


def main(arguments: list[str]) -> int:
    """Draws the gallery."""
    parser = argparse.ArgumentParser(prog="gallery", description="Pictures of every shared widget.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--scheme", choices=["light", "dark"], default="light")
    parser.add_argument("--text", type=float, default=1.0)
    parser.add_argument("--size", default="1366x768")
    given = parser.parse_args(arguments)
    app = QApplication([])
    theme.apply(app, given.scheme, given.text)
    width, height = (int(part) for part in given.size.split("x"))
    render(given.out, QSize(width, height))
    return 0


def _row(*widgets: QWidget) -> FlowLayout:
    row = FlowLayout()
    for widget in widgets:
        row.addWidget(widget)
    return row


def _window(page: QWidget) -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(page)
    return window


def _beside_a_rail(page: QWidget, compact: bool) -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = Rail(PLACES, "Parts of the record")
    rail.set_compact(compact)
    row.addWidget(rail)
    row.addWidget(page, 1)
    return window


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
