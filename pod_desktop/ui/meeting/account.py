"""What a meeting leaves: decided, left open, talked about, who does what. Read aloud, and read later."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.views import DecisionView, MeetingView, TopicView
from pod_desktop.outputs.account import Said, tell
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui.meeting.agenda.decision_sheet import OF_A_DECISION, DecisionSheet, TaskLines, late_words
from pod_desktop.ui.meeting.agenda.wishes import asked
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.team_folder.mark import DifferenceMark, Marks, Wanted
from pod_desktop.ui.widgets import Card, Quiet, Sentence


class MeetingAccount(QWidget):
    """The meeting as it stands, nothing to change in it. With `meeting` it is read aloud, large.

    What became of earlier decisions, words that were noted and reflections are only for reading later: at the
    end of a meeting, read aloud, they would be in the way of what was decided and left open.
    """

    def __init__(self, *, meeting: bool = False) -> None:
        super().__init__()
        self._meeting = meeting
        self.decided = Card(self.tr("Decided"))
        self.left_open = Card(self.tr("Left open"))
        self.carried = Card(self.tr("For the next meeting"))
        self.talked_about = Card(self.tr("Talked about"))
        self.became = Card(self.tr("What became of earlier decisions"))
        self.noted = Card(self.tr("In their own words"))
        self.reflecting = Card(self.tr("Reflecting and silence"))
        self.tasks = Card(self.tr("Who does what"))
        self._nobody = Sentence(self.tr("Nobody has taken anything on."))
        self._task_lines = TaskLines(meeting=meeting)
        self.tasks.add(self._nobody)
        self.tasks.add(self._task_lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for card in (
            self.became, self.decided, self.left_open, self.carried, self.talked_about, self.tasks,
            self.noted, self.reflecting,
        ):  # fmt: skip
            column.addWidget(card)
        for card in (self.became, self.noted, self.reflecting):
            card.hide()
        self._filled: dict[Card, list[QWidget]] = {}
        self._shown: tuple[object, ...] = ()

    def set_view(self, view: MeetingView) -> None:
        """Shows the meeting as it is now."""
        shown = (
            *(view.brief.state, view.topics, view.decisions, view.tasks),
            *(view.earlier, view.quotes, view.reflections, view.log_states),
        )
        if shown == self._shown:
            return
        self._shown = shown
        self._fill(self.decided, self._decisions(view))
        self._fill(self.left_open, self._open_topics(view))
        for card, state in (
            (self.carried, TopicState.CARRIED_OVER),
            (self.talked_about, TopicState.TALKED_ABOUT),
        ):
            found = [topic for topic in view.topics if topic.state == state]
            self._fill(card, [self._topic(topic) for topic in found])
            card.setVisible(bool(found))
        self._task_lines.set_tasks(view.tasks)
        self._nobody.setVisible(not view.tasks)
        if not self._meeting:
            self._show_what_else_was_said(view)

    def _show_what_else_was_said(self, view: MeetingView) -> None:
        told = tell(view)
        notes = [(note, topic.words) for topic in told.topics for note in topic.notes]
        noted = [_said_line(note, topic) for note, topic in notes + [(note, "") for note in told.notes]]
        reflecting: list[QWidget] = []
        for each in told.reflections:
            reflecting.append(Sentence(each.sentence))
            reflecting += [_said_line(response, "") for response in each.responses]
        became: list[QWidget] = [Sentence(words) for words in told.became]
        for card, lines in ((self.became, became), (self.noted, noted), (self.reflecting, reflecting)):
            self._fill(card, lines)
            card.setVisible(bool(lines))

    def words(self) -> str:
        """Everything that is shown, a line each; for tests and for who listens to the screen."""
        labels = self.findChildren(Sentence) + self.findChildren(Quiet)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self))

    def _fill(self, card: Card, things: Sequence[QWidget]) -> None:
        for gone in self._filled.get(card, []):
            gone.hide()
            gone.deleteLater()
        self._filled[card] = list(things)
        for thing in things:
            card.add(thing)

    def _decisions(self, view: MeetingView) -> list[QWidget]:
        order = [who.id for who in (*asked(view), *view.came)]
        made: list[QWidget] = [self._sheet(each, order) for each in view.decisions if each.stands]
        if not made:
            conversation = view.brief.meeting_kind == MeetingKind.CONVERSATION
            nothing = self.tr("Nothing is decided in a conversation without the person.")
            made.append(Sentence(nothing if conversation else self.tr("Nothing was decided.")))
        return made + [self._not_accepted(each) for each in view.decisions if not each.stands]

    def _not_accepted(self, decision: DecisionView) -> QWidget:
        words = self.tr("The room has not accepted these words, so they are no decision: {words}")
        line, marks = QWidget(), Marks(meeting=self._meeting)
        line.setLayout(marks.beside(Quiet(words.format(words=quoted(decision.words))), *OF_A_DECISION))
        marks.show(decision.differs, decision.id)
        return line

    def _sheet(self, decision: DecisionView, order: Sequence[EntityId]) -> DecisionSheet:
        # Who does what has its own place on the page, so that nothing is read aloud twice.
        sheet = DecisionSheet(meeting=self._meeting)
        sheet.set_decision(replace(decision, tasks=()), order)
        return sheet

    def _open_topics(self, view: MeetingView) -> list[QWidget]:
        made = [self._topic(topic) for topic in view.topics if topic.state == TopicState.LEFT_OPEN]
        untouched = [topic for topic in view.topics if topic.state == TopicState.OPEN]
        if untouched and view.brief.state == MeetingState.OPEN:
            made += [self._topic(topic, self.tr("Still open: it is left open.")) for topic in untouched]
        return made or [Sentence(self.tr("Nothing was left open."))]

    def _topic(self, topic: TopicView, story: str = "") -> QWidget:
        return topic_line(topic, story, meeting=self._meeting)


def topic_line(topic: TopicView, story: str, *, meeting: bool) -> QWidget:
    """A topic in the words of whoever raised it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    raised = topic.raised_by
    words = QVBoxLayout()
    words.setSpacing(0)
    if raised is not None:
        row.addWidget(badge(raised), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(Sentence(f"{raised.name}: {quoted(topic.words)}"))
    else:
        words.addWidget(Sentence(topic.words))
    if topic.late:
        words.addWidget(Quiet(late_words(topic.late)))
    if topic.spoken_by and not meeting:
        spoke = QCoreApplication.translate("MeetingAccount", "Spoke of it: {names}")
        words.addWidget(Quiet(spoke.format(names=", ".join(each.name for each in topic.spoken_by))))
    if story:
        words.addWidget(Quiet(story))
    row.addLayout(words, 1)
    if topic.differs:
        mark = DifferenceMark(Wanted(topic.id, topic.differs), meeting=meeting)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    return line


def _said_line(said: Said, topic: str) -> QWidget:
    """Somebody's words under their name, and at which topic they were said."""
    line, words = QWidget(), QVBoxLayout()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(badge(said.who), 0, Qt.AlignmentFlag.AlignTop)
    words.setSpacing(0)
    words.addWidget(Sentence(f"{said.who.name}: {said.words}"))
    more = [each for each in (topic, said.late) if each]
    if more:
        words.addWidget(Quiet(". ".join(more)))
    row.addLayout(words, 1)
    return line
