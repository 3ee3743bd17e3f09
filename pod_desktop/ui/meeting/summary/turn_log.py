"""What became of a closed meeting's turn log, and the ten minutes in which the room can choose again."""

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from shiboken6 import isValid

from pod_desktop.domain.log_views import LogView
from pod_desktop.domain.turns import CHOICE_FINAL_AFTER, LogChoice, SpanKind, choice_is_final
from pod_desktop.domain.views import (
    MeetingView,
)
from pod_desktop.errors import PodError
from pod_desktop.services import endings, log_place, looking_back, past_meetings, turn_log
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.log_choice import LogChoicePart
from pod_desktop.ui.meeting.log_words import differing_words, how_long_words
from pod_desktop.ui.meeting.tab_order import focus_first
from pod_desktop.ui.turn_files.save import open_save
from pod_desktop.ui.widgets import Card, FlowLayout, Question, Quiet, QuietButton, SecondaryButton, Sentence

_MINUTE_MS = 60_000


def _nameless(log: LogView) -> int:
    return sum(turn.turn_kind == SpanKind.TURN and turn.speaker is None for turn in log.turns)


class TurnLogPart(Card):
    """The room's choice in words; *Change* while it can be, *Do it now* where something ends."""

    looking_back_requested = Signal()
    """The turns, or what was kept of them, are to be looked at."""
    taken_out = Signal()
    """The meeting, which came from a file, is not in the record any more."""

    def __init__(self, desk: Desk, attempts: Attempts) -> None:
        super().__init__(QCoreApplication.translate("TurnLogPart", "Turn log"))
        self._desk, self._attempts = desk, attempts
        self._view: MeetingView | None = None
        self.question: Question | None = None
        self._words = Sentence()
        self._elsewhere = Quiet(
            self.tr(
                "The backup on this laptop is made anew without it; a backup in another place loses it the "
                "next time it is made there."
            )
        )
        self.look_back = SecondaryButton(self.tr("Look back together"), "users")
        self.save = SecondaryButton(self.tr("Save the turns as a file…"), "file-text")
        self.take_out = QuietButton(self.tr("Take this meeting out again…"))
        self.again = QuietButton(self.tr("Change"))
        self.now = QuietButton(self.tr("Do it now"))
        self.choice = LogChoicePart()
        row = FlowLayout(spacing=12)
        row.addWidget(self.look_back)
        row.addWidget(self.save)
        row.addWidget(self.take_out)
        row.addWidget(self.again)
        row.addWidget(self.now)
        self.add(self._words)
        self.add(self._elsewhere)
        self.add_layout(row)
        self.add(self.choice)
        self.choice.hide()
        self.look_back.clicked.connect(self.looking_back_requested)
        self.save.clicked.connect(self._save)
        self.take_out.clicked.connect(self._ask_to_take_out)
        self.again.clicked.connect(self._choose_again)
        self.now.clicked.connect(self._ask_now)
        self.choice.chosen.connect(self._chosen)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self._look_again)

    def set_view(self, view: MeetingView) -> None:
        """How it stands at this moment; looked at again each minute until the choice is final."""
        self._view = view
        brief = view.brief
        final = brief.closed is None or choice_is_final(brief.closed, self._desk.clock.now())
        is_open_choice = bool(brief.log_kind) and not brief.log_choice
        waits = view.log_ended is None and (bool(brief.log_choice) or is_open_choice)
        here = log_place.is_log_here(self._desk.journal, view.id) if waits else True
        ends = brief.log_choice in (LogChoice.TOTALS, LogChoice.DISCARD)
        final = final and not is_open_choice
        self.again.setText(self.tr("Choose") if is_open_choice else self.tr("Change"))
        self._words.setText(self._sentence(view, final=final) if here else self._not_here())
        there = looking_back.can_look_back(self._desk.journal, view.id)
        self.look_back.setVisible(there)
        self.save.setVisible(there and view.log_ended is None)
        self.take_out.setVisible(past_meetings.can_be_taken_out(self._desk.journal, view.id))
        self.again.setVisible(waits and here and not final)
        self.now.setVisible(waits and here and ends)
        self._elsewhere.setVisible(
            view.log_ended is not None and brief.log_choice in (LogChoice.TOTALS, LogChoice.DISCARD)
        )
        if final or not waits or not here:
            self.choice.hide()
            self._minutes.stop()
        elif not self._minutes.isActive():
            self._minutes.start()

    def _save(self) -> None:
        if (view := self._view) is not None:
            brief = view.brief
            open_save(self._desk, view.id, brief.when, brief.zone, self, self._attempts.say)

    def _ask_to_take_out(self) -> None:
        self.question = Question(
            self.tr("Take this meeting out again?"),
            self.tr(
                "It came from a file. It goes from the record with its turns and what was added to it, on "
                "all laptops of the team. Whom it brought onto the map stays there."
            ),
            (("leave", self.tr("Leave it in")), ("out", self.tr("Take it out"))),
            self,
        )
        self.question.answered.connect(self._take_out)
        self.question.open()

    def _take_out(self, answer: str) -> None:
        if answer != "out" or (view := self._view) is None:
            return
        self.take_out.setEnabled(False)
        self._desk.jobs.run(
            lambda: past_meetings.take_out(self._desk.journal, view.id),
            done=lambda _none: self.taken_out.emit() if isValid(self) else None,
            failed=self._stays_in,
        )

    def _stays_in(self, error: PodError) -> None:
        if isValid(self):
            self.take_out.setEnabled(True)
            self._attempts.say(str(error))

    def _look_again(self) -> None:
        if self._view is not None:
            self.set_view(self._view)

    def words(self) -> str:
        """The sentence about the turn log."""
        return self._words.text()

    def _sentence(self, view: MeetingView, *, final: bool) -> str:
        if not view.brief.log_kind:
            return self.tr("No turns were logged in this meeting.")
        log = turn_log.log_view(self._desk.journal, view.id)
        differing = differing_words(log)
        if view.log_ended is not None:
            return self._ended_words(view, differing)
        if not view.brief.log_choice:
            return self.tr(
                "Nobody has chosen yet what becomes of this turn log. Until then it stays on this laptop. "
                "Please ask those who were there."
            )
        words = differing or {
            LogChoice.KEEP: self.tr("The room chose to keep the turn log."),
            LogChoice.TOTALS: self.tr("The room chose to keep only the totals."),
            LogChoice.DISCARD: self.tr("The room chose to discard the turn log."),
        }.get(LogChoice(view.brief.log_choice), self._unknown())
        if words and not final:
            words += " " + self._how_long(view, log if differing else None)
        if view.brief.log_choice == LogChoice.KEEP and (count := _nameless(log)):
            told = self.tr(
                "Turns that have no name: %n. Who it was can be said when looking back.", "", count
            )
            words = f"{words} {told}"
        return words

    def _ended_words(self, view: MeetingView, differing: str) -> str:
        if differing:
            ended = {
                LogChoice.TOTALS: self.tr("Words and order are destroyed; the totals stay."),
                LogChoice.DISCARD: self.tr("The turn log is destroyed."),
            }.get(LogChoice(view.brief.log_choice), self._unknown())
            return f"{differing} {ended}".rstrip()
        return {
            LogChoice.TOTALS: self.tr("Words and order are destroyed; the totals stay, as the room chose."),
            LogChoice.DISCARD: self.tr("The turn log is destroyed, as the room chose."),
        }.get(LogChoice(view.brief.log_choice), self._unknown())

    def _unknown(self) -> str:
        return self.tr("What the room chose is not known to this version of the program.")

    def _not_here(self) -> str:
        return self.tr(
            "The turn log of this meeting is not on this laptop; if it still exists, it is on the one on "
            "which it was taken."
        )

    def _how_long(self, view: MeetingView, log: LogView | None) -> str:
        """`log`: where another laptop's choice holds."""
        closed = view.brief.closed
        if closed is None:
            return ""
        left = closed + CHOICE_FINAL_AFTER - self._desk.clock.now()
        return how_long_words(left, log.elsewhere.laptops if log is not None and log.elsewhere else ())

    def _choose_again(self) -> None:
        if self._view is None:
            return
        log = turn_log.log_view(self._desk.journal, self._view.id)
        self.choice.offer(log, self._view.brief.log_choice, is_last=self._is_last(self._view))
        self.choice.show()
        focus_first(self.choice)

    def _chosen(self, choice: str) -> None:
        view = self._view
        if view is None:
            return
        if self._is_last(view):
            self._ask_last(choice)
            return
        self._choose(view, choice)

    def _choose(self, view: MeetingView, choice: str) -> None:
        self._attempts.attempt(lambda: endings.change_choice(self._desk.journal, view.id, LogChoice(choice)))
        self.choice.hide()

    def _is_last(self, view: MeetingView) -> bool:
        """Whether the first choice is made so late that it cannot be made again."""
        closed = view.brief.closed
        is_first = not view.brief.log_choice
        return is_first and closed is not None and choice_is_final(closed, self._desk.clock.now())

    def _ask_last(self, choice: str) -> None:
        self.question = Question(
            self.tr("Does this choice hold?"),
            self.tr("The ten minutes after closing have passed, so it cannot be changed afterwards."),
            (("wait", self.tr("Wait")), (choice, self.tr("It holds"))),
            self,
        )
        self.question.answered.connect(self._last_answered)
        self.question.open()

    def _last_answered(self, answer: str) -> None:
        if self._view is not None and answer in set(LogChoice):
            self._choose(self._view, answer)
        self.choice.hide()

    def _ask_now(self) -> None:
        if self._view is None:
            return
        differing = differing_words(turn_log.log_view(self._desk.journal, self._view.id))
        at_once = self.tr("What the room did not keep is destroyed at once, and it cannot choose again.")
        self.question = Question(
            self.tr("Do it now?"),
            f"{differing} {at_once}" if differing else at_once,
            (("wait", self.tr("Wait")), ("now", self.tr("Do it now"))),
            self,
        )
        self.question.answered.connect(self._answered)
        self.question.open()

    def _answered(self, answer: str) -> None:
        view = self._view
        if view is None or answer != "now":
            return
        self.again.setEnabled(False)
        self.now.setEnabled(False)
        journal, meeting_id = self._desk.journal, view.id
        self._desk.jobs.run(
            lambda: endings.carry_out_now(journal, meeting_id),
            done=lambda _none: self._carried_out(""),
            failed=self._not_carried_out,
        )

    def _not_carried_out(self, error: PodError) -> None:
        self._carried_out(str(error))

    def _carried_out(self, sentence: str) -> None:
        if isValid(self):  # the page may have been left meanwhile
            self.again.setEnabled(True)
            self.now.setEnabled(True)
            self._attempts.say(sentence)
