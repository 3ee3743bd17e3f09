"""Backups on the page: the daily one, those in other places, and what was just done."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.errors import PodError
from pod_desktop.services import backups
from pod_desktop.services.backups import BackedUp, Restored
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping import words
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.long_work import Stopped
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
)

ChooseFolder = Callable[[QWidget], Path | None]


def ask_place(parent: QWidget) -> Path | None:
    """Asks for the folder of a backup; None when it was left."""
    title = QCoreApplication.translate("BackupPart", "A folder for the backup")
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


class BackupPart(QWidget):
    """Two cards and a line between that says how far it is and what came of it."""

    def __init__(
        self,
        desk: Desk,
        keeper: Keeper,
        choose_folder: ChooseFolder = ask_place,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._keeper, self._choose_folder = desk, keeper, choose_folder
        self._daily = Sentence()
        self.now = PrimaryButton(self.tr("Back up now"))
        self.elsewhere = SecondaryButton(self.tr("Back up to another place…"))
        self.bring_in = QuietButton(self.tr("Bring in what a backup elsewhere has more…"))
        self._lines_below = {False: _Status(), True: _Status()}
        self._status = self._lines_below[False]
        self._pressed: QWidget | None = None
        self._places = QVBoxLayout()
        self._places.setSpacing(8)
        self._lines: list[_PlaceLine] = []
        self._lay_out()
        self.now.clicked.connect(self._back_up_now)
        self.elsewhere.clicked.connect(self._choose)
        self.bring_in.clicked.connect(self._choose_to_bring_in)
        for line in self._lines_below.values():
            line.stop.clicked.connect(self._stop)
        keeper.changed.connect(self._refresh)
        keeper.backed_up.connect(self._made)
        keeper.not_backed_up.connect(self._not_made)
        keeper.brought_in.connect(self._brought_in)
        self.setFocusProxy(self.now)
        self._refresh()

    def said(self) -> str:
        """What is said about the last backup, or how far this one is."""
        return self._status.said

    def _lay_out(self) -> None:
        here = Card(self.tr("Backup on this laptop"))
        here.add(self._daily)
        here.add(
            Quiet(
                self.tr(
                    "It is made by itself about once a day, encrypted like the data. It helps when the file "
                    "with the data is damaged; when the laptop is lost, it is lost, too."
                )
            )
        )
        row = FlowLayout()
        row.addWidget(self.now)
        here.add_layout(row)
        here.add(self._lines_below[False])
        other = Card(self.tr("Backup in another place"))
        other.add(
            Quiet(
                self.tr(
                    "On a stick or a drive that is kept elsewhere. Whoever finds it cannot read it: only the "
                    "passphrase of this laptop or the recovery sheet opens it. A turn log stays on this "
                    "laptop until the room’s choice is final, ten minutes after closing."
                )
            )
        )
        other.add_layout(self._places)
        below = FlowLayout()
        below.addWidget(self.elsewhere)
        below.addWidget(self.bring_in)
        other.add_layout(below)
        other.add(self._lines_below[True])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(here)
        whole.addWidget(other)

    def _refresh(self) -> None:
        now = self._desk.clock.now()
        made = backups.last_backups(self._desk.journal)
        daily = made.pop("", None)
        if daily is None:
            words_ = self.tr("None has been made yet.")
        else:
            when = words.when_words(daily, now)
            words_ = times.beginning(self.tr("It was last made {when}.").format(when=when))
        self._daily.setText(words_)
        self._show_places([(place, words.when_words(when, now)) for place, when in sorted(made.items())])
        busy = self._keeper.busy
        self.now.setEnabled(not busy)
        self.elsewhere.setEnabled(not busy)
        self.bring_in.setEnabled(not busy)
        for line in self._lines:
            line.again.setEnabled(not busy)
        if self._pressed is not None:
            self._show_how_far(self._pressed, busy=busy)
        elif not busy and not self.said() and self._keeper.failure:
            self._status.say(self._keeper.failure)
        self._keeper.failure_was_read()

    def _show_how_far(self, pressed: QWidget, *, busy: bool) -> None:
        if busy and self._status.stop.isEnabled():
            done, of = self._keeper.how_far
            self._status.say(
                self.tr("{done} of {all} parts…").format(done=done, all=of)
                if of
                else self.tr("Looking at what is there already…")
            )
        if busy and self._status.stop.isHidden():
            self._status.stop.show()
            self._status.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not busy:
            self._status.stop.hide()
            self._pressed = None
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_places(self, made: list[tuple[str, str]]) -> None:
        if [(line.place, line.when) for line in self._lines] == made:
            return
        for line in self._lines:
            self._places.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_PlaceLine(place, when, self._back_up_to) for place, when in made]
        for line in self._lines:
            self._places.addWidget(line)
            line.show()

    def _back_up_now(self) -> None:
        self._begin(self.now, elsewhere=False)
        self._keeper.back_up_now()

    def _choose(self) -> None:
        place = self._choose_folder(self)
        if place is not None:
            self._back_up_to(place)

    def _back_up_to(self, place: Path) -> None:
        self._begin(self.elsewhere, elsewhere=True)
        self._keeper.back_up_to(place)

    def _choose_to_bring_in(self) -> None:
        place = self._choose_folder(self)
        if place is not None:
            self._begin(self.bring_in, elsewhere=True)
            self._keeper.bring_in(place)

    def _brought_in(self, brought: Restored) -> None:
        self._status.say(" ".join(words.brought_words(brought)))

    def _begin(self, pressed: QWidget, *, elsewhere: bool) -> None:
        self._status.say("")
        self._pressed, self._status = pressed, self._lines_below[elsewhere]
        self._status.stop.setEnabled(True)

    def _stop(self) -> None:
        self._status.stop.setEnabled(False)
        self._status.say(self.tr("It is being stopped…"))
        self._keeper.cancel()

    def _made(self, made: BackedUp, place: Path | None) -> None:
        self._status.say(" ".join(words.made_words(made, str(place) if place is not None else "")))

    def _not_made(self, error: PodError, _place: Path | None) -> None:
        if isinstance(error, Stopped):
            self._status.say(
                self.tr("It was stopped. What it has written stays, and the next goes on from there.")
            )
        else:
            self._status.say(str(error))


class _Status(QWidget):
    """What is said about a backup, below the button that made it, and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.notice = Notice("")
        self.stop = QuietButton(self.tr("Stop"))
        self.stop.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.notice, 1)
        row.addWidget(self.stop)
        self.hide()

    def say(self, sentence: str) -> None:
        """Says this, or nothing."""
        self.said = sentence
        self.notice.set_sentence(sentence)
        self.setVisible(bool(sentence))


class _PlaceLine(QWidget):
    """A place where a backup was made, and again with one press."""

    def __init__(self, place: str, when: str, again: Callable[[Path], None]) -> None:
        super().__init__()
        self.place, self.when = place, when
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        name = Sentence(place)
        name.setMinimumWidth(0)
        words_.addWidget(name)
        words_.addWidget(Quiet(self.tr("last made {when}").format(when=when)))
        self.again = SecondaryButton(self.tr("Again"))
        self.again.setAccessibleName(self.tr("Back up to {place} again").format(place=place))
        self.again.clicked.connect(lambda: again(Path(place)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words_, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
