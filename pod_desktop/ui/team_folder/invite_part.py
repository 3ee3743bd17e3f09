"""Letting a laptop in: the code of twelve words, large, and what to do with it on the other laptop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop import sync
from pod_desktop.errors import PodError
from pod_desktop.sync import InviteView
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.keeping.sheet_words import SheetWords
from pod_desktop.ui.team_folder import words
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
    ToggleChip,
    bring_into_view,
)


class InvitePart(Card):
    """Asks what the other laptop may do, then shows the code, until it is put away. It is shown only once."""

    put_away = Signal()
    let_in = Signal(str)
    """The name of the laptop that was let in with the code that was shown; it is put away then."""

    def __init__(self, desk: Desk, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Let a laptop in"))
        self._desk, self._courier = desk, courier
        self._shown: InviteView | None = None
        self.steward = ToggleChip(self.tr("It may itself let laptops in and lock them out"))
        self.make = PrimaryButton(self.tr("Make a code"))
        self.leave = QuietButton(self.tr("Not now"))
        self.words = SheetWords()
        self.status = Notice("")
        self._how = Sentence()
        self._steps = Sentence(
            self.tr(
                "Read these twelve words aloud to whoever sits at the other laptop, in person or on the "
                "telephone, never by e-mail. There: start POD Desktop, choose “Join a team” and the same "
                "folder, and type the words. Leave this laptop on: it answers through the folder. The words "
                "are good for one laptop and for 72 hours, and are not shown again."
            )
        )
        self._how.setText(
            self.tr(
                "You get a code of twelve words for the other laptop. With it and the folder, it can ask to "
                "join; everybody in the team sees that it was let in, and it reads all that the team has."
            )
        )
        row = FlowLayout()
        row.addWidget(self.steward)
        below = FlowLayout()
        below.addWidget(self.make)
        below.addWidget(self.leave)
        for each in (self._how, self._steps, self.words):
            self.add(each)
        self.add_layout(row)
        self.add(self.status)
        self.add_layout(below)
        self.make.clicked.connect(self._make)
        self.leave.clicked.connect(self._leave)
        courier.changed.connect(self._look_whether_used)
        self.begin()
        self.hide()

    def begin(self) -> None:
        """Ask, with nothing shown of an earlier code."""
        self._forget()
        self.show()
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.leave)

    def _make(self) -> None:
        self.make.setEnabled(False)
        steward = self.steward.isChecked()
        journal = self._desk.journal
        self._courier.do(
            lambda: sync.invite(journal, steward=steward).reveal(), done=self._made, failed=self._not_made
        )

    def _made(self, code: tuple[str, ...]) -> None:
        if not isValid(self):
            return
        status = self._courier.status
        self._shown = max(status.invites, key=lambda each: each.made, default=None) if status else None
        self.words.show_words(code)
        self.words.setAccessibleName(" ".join(code))
        for each in (self._how, self.steward, self.make):
            each.hide()
        self._steps.show()
        self.words.show()
        self.leave.setText(self.tr("Put the words away"))
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.leave)

    def _not_made(self, error: PodError) -> None:
        if isValid(self):
            self.make.setEnabled(True)
            self.status.set_sentence(str(error))
            self.status.show()

    def _look_whether_used(self) -> None:
        status, shown = self._courier.status, self._shown
        if status is None or shown is None:
            return
        used_by = next((each.used_by for each in status.invites if each.id == shown.id), "")
        if used_by:
            self._leave()
            self.let_in.emit(used_by)

    def _leave(self) -> None:
        self._forget()
        self.hide()
        self.put_away.emit()

    def _forget(self) -> None:
        self._shown = None
        self.words.show_words(())
        self.words.setAccessibleName("")
        self.words.hide()
        self._steps.hide()
        self.status.hide()
        for each in (self._how, self.steward, self.make):
            each.show()
        self.make.setEnabled(True)
        self.steward.setChecked(False)
        self.leave.setText(self.tr("Not now"))


class CodesPart(Card):
    """The codes that were given out, and a way to take one back. There only while there are any."""

    emptied = Signal()
    """The last of them has gone with the keyboard at it, which has to go elsewhere."""

    def __init__(self, desk: Desk, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Codes that were given out"))
        self._desk, self._courier = desk, courier
        self.take_back: list[SecondaryButton] = []
        self._shown: tuple[InviteView, ...] | None = None
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.status = Notice("")
        self.status.hide()
        self.add_layout(self._list)
        self.add(self.status)
        courier.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the codes of now."""
        status = self._courier.status
        now = self._desk.clock.now()
        invites = tuple(each for each in status.invites if not each.used_by) if status is not None else ()
        self.setVisible(bool(invites))
        if invites == self._shown:
            return
        self._shown = invites
        at = next((place for place, each in enumerate(self.take_back) if each.hasFocus()), None)
        for button in self.take_back:
            button.clearFocus()  # else the window would give the keyboard back to one that is gone
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.take_back = []
        self._rows = [self._row(each, words.invite_words(each, now)) for each in invites]
        for row in self._rows:
            self._list.addWidget(row)
        if at is not None and self.take_back:
            self.take_back[min(at, len(self.take_back) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at is not None:
            self.emptied.emit()

    def _row(self, invite: InviteView, sentence: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Quiet(sentence))
        button = SecondaryButton(self.tr("Take it back"))
        button.setAccessibleDescription(sentence)
        button.clicked.connect(lambda: self._take_back(invite))
        buttons = FlowLayout()
        buttons.addWidget(button)
        column.addLayout(buttons)
        self.take_back.append(button)
        return row

    def _take_back(self, invite: InviteView) -> None:
        journal = self._desk.journal
        self._courier.do(
            lambda: sync.take_invite_back(journal, invite.id), done=self._done, failed=self._refused
        )

    def _done(self, _: None) -> None:
        if isValid(self):
            self.status.hide()

    def _refused(self, error: PodError) -> None:
        if isValid(self):
            self.status.set_sentence(str(error))
            self.status.show()
