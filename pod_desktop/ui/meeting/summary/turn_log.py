"""What became of a closed meeting's turn log, and the ten minutes in which the room can choose again."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.turns import LogChoice, choice_is_final
from pod_desktop.domain.views import MeetingView
from pod_desktop.services import endings, turn_log
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.log_choice import LogChoicePart
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.widgets import Card, FlowLayout, Question, QuietButton, SecondaryButton, Sentence


class TurnLogPart(Card):
    """The room's choice in words; *Choose again* while it can be, *Carry it out now* where something ends."""

    def __init__(self, desk: Desk, attempts: Attempts) -> None:
        super().__init__(QCoreApplication.translate("TurnLogPart", "Turn log"))
        self._desk, self._attempts = desk, attempts
        self._view: MeetingView | None = None
        self.question: Question | None = None
        self._words = Sentence()
        self.again = SecondaryButton(self.tr("Choose again"))
        self.now = QuietButton(self.tr("Carry it out now"))
        self.choice = LogChoicePart()
        row = FlowLayout(spacing=12)
        row.addWidget(self.again)
        row.addWidget(self.now)
        self.add(self._words)
        self.add_layout(row)
        self.add(self.choice)
        self.choice.hide()
        self.again.clicked.connect(self._choose_again)
        self.now.clicked.connect(self._ask_now)
        self.choice.chosen.connect(self._chosen)

    def set_view(self, view: MeetingView) -> None:
        """How it stands at this moment. It is looked at again only when something is done."""
        self._view = view
        brief = view.brief
        final = brief.closed is None or choice_is_final(brief.closed, self._desk.clock.now())
        ends = brief.log_choice in (LogChoice.TOTALS, LogChoice.DISCARD) and view.log_ended is None
        self._words.setText(self._sentence(view, final=final))
        self.again.setVisible(bool(brief.log_choice) and not final and view.log_ended is None)
        self.now.setVisible(ends)
        if final or view.log_ended is not None:
            self.choice.hide()

    def words(self) -> str:
        """The sentence about the turn log."""
        return self._words.text()

    def _sentence(self, view: MeetingView, *, final: bool) -> str:
        if not view.brief.log_kind:
            return self.tr("No turns were logged in this meeting.")
        if view.log_ended is not None:
            return {
                LogChoice.TOTALS: self.tr(
                    "Words and order are destroyed; the totals stay, as the room chose."
                ),
                LogChoice.DISCARD: self.tr("The turn log is destroyed, as the room chose."),
            }.get(LogChoice(view.brief.log_choice), "")
        words = (
            {
                LogChoice.KEEP: self.tr("The room chose to keep the turn log."),
                LogChoice.TOTALS: self.tr("The room chose to keep only the totals."),
                LogChoice.DISCARD: self.tr("The room chose to discard the turn log."),
            }.get(LogChoice(view.brief.log_choice), "")
            if view.brief.log_choice
            else ""
        )
        if words and not final:
            words += " " + self.tr("It can choose again for ten minutes after closing.")
        return words

    def _choose_again(self) -> None:
        if self._view is None:
            return
        offered = turn_log.log_view(self._desk.journal, self._view.id).choices
        self.choice.offer(offered, self._view.brief.log_choice)
        self.choice.show()
        focus_first(self.choice)

    def _chosen(self, choice: str) -> None:
        view = self._view
        if view is None:
            return
        self._attempts.attempt(lambda: endings.change_choice(self._desk.journal, view.id, LogChoice(choice)))
        self.choice.hide()

    def _ask_now(self) -> None:
        self.question = Question(
            self.tr("Carry it out now?"),
            self.tr("What the room did not keep is destroyed at once, and it cannot choose again."),
            (("wait", self.tr("Wait")), ("now", self.tr("Carry it out now"))),
            self,
        )
        self.question.answered.connect(self._answered)
        self.question.open()

    def _answered(self, answer: str) -> None:
        view = self._view
        if view is not None and answer == "now":
            self._attempts.attempt(lambda: endings.carry_out_now(self._desk.journal, view.id))
