"""A laptop that has asked to join waits for its team: what to do meanwhile, and other words if need be.

WaitingPage(desk, courier)      let_in()
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pod_desktop import sync
from pod_desktop.errors import PodError
from pod_desktop.services import people
from pod_desktop.sync.asking import ask_again
from pod_desktop.sync.joining import secret_of_code
from pod_desktop.ui import times
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.folder_part import ChooseFolder, ask_folder
from pod_desktop.ui.team_folder.rounds import Met
from pod_desktop.ui.team_folder.state_words import when_words
from pod_desktop.ui.unlock.code_field import CodeField
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    bring_into_view,
)


def check_code(code: str) -> None:
    """Raises UnreadableWords where these cannot be the words of a code."""
    secret_of_code(code)


class WaitingPage(ScrollColumn):
    """It looks by itself every few seconds, as the courier does."""

    let_in = Signal()
    """The team's first words are here."""

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        *,
        choose_folder: ChooseFolder = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(680, parent)
        self._desk, self._courier, self._choose_folder = desk, courier, choose_folder
        self._is_in = False
        self._place: Path | None = None
        self._how = Sentence()
        self._where = Quiet()
        self.look = PrimaryButton(self.tr("Look again"))
        self.other = QuietButton(self.tr("Other words, or another folder…"))
        self.status = Notice("")
        self.code = CodeField(check_code)
        self.refused = Notice("")
        """Why it cannot ask with what was typed, beside the button, for the page may be scrolled."""
        self.choose = SecondaryButton(self.tr("Choose another folder…"))
        self.ask = PrimaryButton(self.tr("Ask once more"))
        self._folder = Quiet()
        self.add_stretch()
        self.add(self._waiting_card())
        self.again = self._again_card()
        self.add(self.again)
        self.add_stretch()
        self.again.hide()
        self._say("")
        self._refuse("")
        self.look.clicked.connect(courier.exchange_now)
        self.other.clicked.connect(self._show_again)
        self.choose.clicked.connect(self._choose)
        self.ask.clicked.connect(self._ask_again)
        self.code.submitted.connect(self._ask_again)
        courier.changed.connect(self._refresh)
        courier.met.connect(self._met)
        self.setFocusProxy(self.look)
        self._refresh()

    def said(self) -> str:
        """What is said about the last look."""
        return "" if self.status.isHidden() else self.status.accessibleName()

    def _waiting_card(self) -> Card:
        card = Card()
        card.add(Heading(self.tr("Waiting for the team"), 1))
        card.add(
            Sentence(
                self.tr(
                    "This laptop has asked to be let in. The laptop on which the words were made has to be "
                    "on, with POD Desktop open and the team folder in reach; it lets this one in by itself. "
                    "You can lock or close the program meanwhile: it goes on waiting when it is opened again."
                )
            )
        )
        card.add(self._how)
        card.add(self._where)
        row = FlowLayout()
        row.addWidget(self.look)
        row.addWidget(self.other)
        card.add_layout(row)
        card.add(self.status)
        return card

    def _again_card(self) -> Card:
        card = Card(self.tr("Other words, or another folder"))
        card.add(
            Sentence(
                self.tr(
                    "Words are good for one laptop and for 72 hours. If they were used, or are too old, a "
                    "steward of the team makes new ones. To ask with the same words in another folder, "
                    "choose it and leave the words empty."
                )
            )
        )
        card.add(self.code)
        row = FlowLayout()
        row.addWidget(self.choose)
        card.add_layout(row)
        card.add(self._folder)
        below = FlowLayout()
        below.addWidget(self.ask)
        card.add_layout(below)
        card.add(self.refused)
        return card

    def _refresh(self) -> None:
        courier, now = self._courier, self._desk.clock.now()
        if not self._is_in and not courier.busy and people.has_team(self._desk.journal):
            self._is_in = True
            self.let_in.emit()
            return
        status = courier.status
        let_in = status is not None and status.standing == sync.Standing.MEMBER
        if courier.away_since is not None:
            since = when_words(courier.away_since, now)
            self._how.setText(self.tr("The folder has been away since {when}.").format(when=since))
        elif courier.failure:
            self._how.setText(courier.failure)
        elif let_in and courier.busy and courier.how_far[1]:
            done, of = courier.how_far
            self._how.setText(
                self.tr("It was let in. What the team has is coming: {done} of {all} files.").format(
                    done=done, all=of
                )
            )
        elif let_in:
            self._how.setText(self.tr("It was let in. What the team has is coming."))
        elif courier.is_bare:
            self._how.setText(self.tr("There is nothing of a team in this folder yet. Is it the right one?"))
        else:
            self._how.setText(self.tr("No answer has come yet. This page looks by itself every few seconds."))
        self._where.setText(
            self.tr("The folder is “{place}”.").format(place=status.place) if status is not None else ""
        )
        self.other.setVisible(not let_in)

    def _met(self, met: Met) -> None:
        now = self._desk.clock.now()
        if met.error is not None:
            looked = times.beginning(self.tr("looked {when}.").format(when=when_words(now, now)))
            self._say(f"{looked} {met.error}")

    def _show_again(self) -> None:
        self.again.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.ask)

    def _choose(self) -> None:
        place = self._choose_folder(self)
        if place is not None:
            self._place = place
            self._folder.setText(str(place))
            self._refuse("")

    def _ask_again(self) -> None:
        same_words = self._place is not None and not self.code.code().strip()
        problem = "" if same_words else self.code.problem()
        self._refuse(problem)
        if problem:
            return
        journal, code, place = self._desk.journal, self.code.code(), self._place
        self._courier.do(lambda: ask_again(journal, code, place), done=self._asked, failed=self._not_asked)

    def _asked(self, _: None) -> None:
        if isValid(self):
            self.code.forget()
            self._place = None
            self._folder.setText("")
            self.again.hide()
            self._say(self.tr("This laptop has asked once more."))
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.status)

    def _not_asked(self, error: PodError) -> None:
        if isValid(self):
            self._refuse(str(error))

    def _refuse(self, sentence: str) -> None:
        self.refused.set_sentence(sentence)
        self.refused.setVisible(bool(sentence))
        if sentence:
            self._say("")
            bring_into_view(self.refused)

    def _say(self, sentence: str) -> None:
        self.status.set_sentence(sentence)
        self.status.setVisible(bool(sentence))
