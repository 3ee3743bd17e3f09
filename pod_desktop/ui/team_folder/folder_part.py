"""The folder itself: how things stand, what can be done, and what is asked when it is not as it was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from pod_desktop.errors import PodError
from pod_desktop.sync import Standing
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.long_work import Stopped
from pod_desktop.ui.team_folder import words
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.rounds import Met
from pod_desktop.ui.team_folder.state_words import state_words
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    PrimaryButton,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
)

ChooseFolder = Callable[[QWidget], Path | None]


def ask_folder(parent: QWidget) -> Path | None:
    """Asks for the team folder; None when it was left."""
    title = QCoreApplication.translate("FolderPart", "The team folder")
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


class FolderPart(QWidget):
    """A card, and above it the question about a wrong folder while there is one."""

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        choose_folder: ChooseFolder = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._courier, self._choose_folder = desk, courier, choose_folder
        self.state = Heading("", 2)
        self._details = Sentence()
        self._place = Quiet()
        self.now = PrimaryButton(self.tr("Exchange now"))
        self.choose = SecondaryButton(self.tr("Choose the folder…"))
        self.repair = QuietButton(self.tr("Put back what the folder lacks"))
        self.stop = QuietButton(self.tr("Stop"))
        self.status = Notice("")
        self.fill = PrimaryButton(self.tr("It is the right one: fill it again"))
        self.another = SecondaryButton(self.tr("Choose another folder…"))
        self._asked = Sentence()
        self._is_doing = self._is_new = False
        self._lay_out()
        self.now.clicked.connect(lambda: self._ask_for(self._courier.exchange_now))
        self.repair.clicked.connect(lambda: self._ask_for(self._courier.repair))
        self.fill.clicked.connect(lambda: self._ask_for(self._courier.fill))
        self.choose.clicked.connect(self._choose)
        self.another.clicked.connect(self._choose)
        self.stop.clicked.connect(courier.cancel)
        courier.changed.connect(self.refresh)
        courier.met.connect(self._met)
        self.refresh()

    def said(self) -> str:
        """What is said about the round that was asked for last."""
        return "" if self.status.isHidden() else self.status.accessibleName()

    def say(self, sentence: str) -> None:
        """Says this, or nothing."""
        self.status.set_sentence(sentence)
        self.status.setVisible(bool(sentence))

    def refresh(self) -> None:
        """Show how things stand now."""
        courier = self._courier
        status = courier.status
        self.state.setText(state_words(courier, self._desk.clock.now()) or self.tr("Looking…"))
        details = "\n".join(words.detail_words(courier))
        self._details.setText(details)
        self._details.setVisible(bool(details))
        standing = status.standing if status is not None else Standing.ALONE
        place = status.place if status is not None else ""
        self._place.setText(self.tr("The folder is “{place}”.").format(place=place) if place else "")
        self._place.setVisible(bool(place))
        for button, there in (
            (self.now, standing != Standing.ALONE),
            (self.repair, standing == Standing.MEMBER),
            (self.choose, standing in (Standing.ALONE, Standing.MEMBER)),
        ):
            button.setVisible(there)
        self.choose.setText(self.tr("Choose another folder…") if place else self.tr("Choose the folder…"))
        self._show_question()
        self._show_how_far()

    def _lay_out(self) -> None:
        self.question = Card(self.tr("Is this the team’s folder?"))
        self.question.add(self._asked)
        answers = FlowLayout()
        answers.addWidget(self.fill)
        answers.addWidget(self.another)
        self.question.add_layout(answers)
        card = Card()
        for each in (self.state, self._details, self._place):
            card.add(each)
        row = FlowLayout()
        for button in (self.now, self.choose, self.repair, self.stop):
            row.addWidget(button)
        card.add_layout(row)
        card.add(self.status)
        self.say("")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.question)
        whole.addWidget(card)

    def _show_question(self) -> None:
        asked = self._courier.question
        self.question.setVisible(asked is not None)
        if asked is not None:
            sentence, can_fill = words.question_answers(asked)
            self._asked.setText(sentence)
            self.fill.setVisible(can_fill)

    def _show_how_far(self) -> None:
        busy = self._is_doing and self._courier.busy
        self.stop.setVisible(busy)
        if busy:
            done, of = self._courier.how_far
            self.say(
                self.tr("{done} of {all} files…").format(done=done, all=of)
                if of
                else self.tr("Looking at what is in the folder…")
            )

    def _ask_for(self, round_: Callable[[], None]) -> None:
        self._is_doing = True
        round_()

    def _met(self, met: Met) -> None:
        self._is_doing = False
        is_new, self._is_new = self._is_new, False
        self.stop.hide()
        if isinstance(met.error, Stopped):
            self.say(
                self.tr("It was stopped. What was done stays, and the next exchange goes on from there.")
            )
        elif self._courier.question is not None:
            self.say("")
            self.fill.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.say(words.round_words(met.report, met.error, is_new=is_new))

    def _choose(self) -> None:
        place = self._choose_folder(self)
        if place is not None:
            self.say(self.tr("Looking at the folder…"))
            self._courier.choose(place, done=self._chosen, failed=self._refused)

    def _chosen(self) -> None:
        self.say("")
        self._is_new = True
        self._ask_for(self._courier.exchange_now)

    def _refused(self, error: PodError) -> None:
        self.say(str(error))
