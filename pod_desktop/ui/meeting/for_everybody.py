"""The meeting for the room, in a window of its own: the agenda, or the closing page, large, nothing to press.

    everybody = ForEverybody(page, view)
    everybody.show_agenda()                # what of it the page shows just now
    everybody.show_or_close()

It says what is stored, as the page does. It has nothing of what is being typed, of turns and the choice
about them, or of what laptops say differently; nor, on the agenda, words for a decision that nobody reads
aloud yet.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QScrollBar, QStackedWidget, QWidget

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.views import NONE, DecisionView, MeetingView, TopicView
from pod_desktop.outputs.account import chain_sentences
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui.meeting.account import MeetingAccount, topic_line
from pod_desktop.ui.meeting.agenda.decision_sheet import DecisionSheet, TaskLines
from pod_desktop.ui.meeting.agenda.topic_row import state_words
from pod_desktop.ui.meeting.agenda.wishes import asked, heard
from pod_desktop.ui.meeting.closing.next_meeting import next_meeting_words
from pod_desktop.ui.meeting.large_words import LargeWords
from pod_desktop.ui.shared_view.window import SharedWindow
from pod_desktop.ui.widgets import Card, Heading, Quiet, ScrollColumn, Sentence

_WIDTH = 1600


class AgendaForEverybody(ScrollColumn):
    """How the meeting came about, wishes, topics with what was decided, and who does what."""

    def __init__(self) -> None:
        super().__init__(max_width=_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the keyboard could not scroll it
        self.wishes = Card(self.tr("How we would like to use this meeting"))
        self.tasks = Card(self.tr("Who does what"))
        self._idea = Sentence()
        self._none = Quiet(self.tr("No topic yet."))
        self._task_lines = TaskLines()
        self.tasks.add(self._task_lines)
        self._topics = Card(self.tr("Topics"))
        self._topics.add(self._none)
        for part in (self._idea, self.wishes, self._topics, self.tasks):
            self.add(part)
        self._made: list[QWidget] = []

    def set_view(self, view: MeetingView) -> None:
        """Shows the meeting as it is now."""
        for gone in self._made:
            gone.hide()
            gone.deleteLater()
        self._made = []
        idea = self.tr("How the idea of this meeting came about: {words}")
        self._idea.setText(idea.format(words=view.idea_words))
        self._idea.setVisible(bool(view.idea_words))
        wishes = {wish.holder.id: wish for wish in view.wishes}
        for who in heard(view):
            if who.id in wishes:
                self._put(self.wishes, Sentence(f"{who.name}: {quoted(wishes[who.id].words)}"))
        self.wishes.setVisible(bool(self._made))
        standing = [each for each in view.decisions if each.stands]
        for topic in view.topics:
            self._put(self._topics, topic_line(topic, state_words(topic), meeting=True))
            self._put_decisions(view, [each for each in standing if each.topic_id == topic.id])
        shown = {topic.id for topic in view.topics}
        self._put_decisions(view, [each for each in standing if each.topic_id not in shown])
        self._none.setVisible(not view.topics)
        loose = tuple(task for task in view.tasks if task.decision_id not in {each.id for each in standing})
        self._task_lines.set_tasks(loose)
        self.tasks.setVisible(bool(loose))

    def _put_decisions(self, view: MeetingView, decisions: Sequence[DecisionView]) -> None:
        order = [who.id for who in (*asked(view), *view.came)]
        for decision in decisions:
            sheet = DecisionSheet()
            sheet.set_decision(decision, order)
            self._put(self._topics, sheet)

    def _put(self, card: Card, thing: QWidget) -> None:
        card.add(thing)
        thing.show()
        self._made.append(thing)


class WordsForEverybody(ScrollColumn):
    """The words of a decision while they are read aloud."""

    def __init__(self) -> None:
        super().__init__(max_width=_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words, self._chain = LargeWords(), Sentence()
        for part in (self.words, self._chain):
            self.add(part)

    def set_decision(self, decision: DecisionView) -> None:
        """Shows these words, and what they do with an earlier decision."""
        self.words.set_words(decision.words)
        self._chain.setText("\n".join(chain_sentences(decision)))
        self._chain.setVisible(bool(self._chain.text()))


class ClosingForEverybody(ScrollColumn):
    """Decided, left open, who does what, and the next meeting; of a closed meeting, too."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(max_width=_WIDTH)
        self._clock = clock
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = Heading("", 2)
        self.account = MeetingAccount(meeting=True)
        self._next = Sentence()
        card = Card(self.tr("Next meeting"))
        card.add(self._next)
        for part in (self._title, self.account, card):
            self.add(part)

    def set_view(self, view: MeetingView) -> None:
        """Shows the meeting as it is now."""
        is_closed = view.brief.state == MeetingState.CLOSED
        self._title.setText(self.tr("What we leave with") if is_closed else self.tr("Before we close"))
        self.account.set_view(view)
        self._next.setText(next_meeting_words(view, self._clock.now()) or self.tr("None is set."))


class ForEverybody(QObject):
    """The window of one meeting's page. It goes with the page, and is covered while the page is not seen."""

    def __init__(self, page: QWidget, view: MeetingView, clock: Clock) -> None:
        super().__init__(page)
        self._page, self._view = page, said_in_the_room(view)
        self._clock = clock
        self.window: SharedWindow | None = None
        self._read: str | None = None
        self._closing = view.brief.state == MeetingState.CLOSED

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self._view = said_in_the_room(view)
        self._look()

    def show_agenda(self, read: str | None = None) -> None:
        """From now on the agenda is shown; or the words of the decision `read`, which are read aloud."""
        self._closing, self._read = False, read
        self._look()

    def show_closing(self) -> None:
        """From now on the closing page is shown."""
        self._closing = True
        self._look()

    def show_or_close(self) -> None:
        """Shows it to everybody; where they see it already, it is put away."""
        if self.window is not None and self.window.isVisible():
            self.window.close()
            return
        if self.window is None:
            self._agenda, self._words = AgendaForEverybody(), WordsForEverybody()
            self._closing_page = ClosingForEverybody(self._clock)
            self._pages = QStackedWidget()
            for page in (self._agenda, self._words, self._closing_page):
                self._pages.addWidget(page)
            title = self.tr("Meeting with {person}").format(person=self._view.person.name)
            self.window = SharedWindow(self._page, self._pages, title)
        self._look()
        self.window.show_to_everybody()
        shown = self._pages.currentWidget()
        if shown is not None:
            shown.setFocus()

    def follow(self, bar: QScrollBar, *, closing: bool) -> None:
        """The agenda, or the closing page, goes as far down as the page does where both are seen."""
        bar.valueChanged.connect(lambda value: self._scroll(value / max(1, bar.maximum()), closing=closing))

    def _scroll(self, part: float, *, closing: bool) -> None:
        if self.window is not None and not self.window.isActiveWindow():
            bar = (self._closing_page if closing else self._agenda).verticalScrollBar()
            bar.setValue(round(part * bar.maximum()))

    def _look(self) -> None:
        if self.window is None:
            return
        read = next((each for each in self._view.decisions if each.id == self._read), None)
        if self._closing:
            self._closing_page.set_view(self._view)
            self._pages.setCurrentWidget(self._closing_page)
        elif read is not None:
            self._words.set_decision(read)
            self._pages.setCurrentWidget(self._words)
        else:
            self._agenda.set_view(self._view)
            self._pages.setCurrentWidget(self._agenda)
        for label in self._pages.findChildren(QLabel):
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def said_in_the_room(view: MeetingView) -> MeetingView:
    """The meeting without the marks of what laptops say differently: the room has nothing to press."""
    decisions = tuple(
        replace(
            each,
            differs=NONE,
            opinions=tuple(replace(opinion, differs=NONE) for opinion in each.opinions),
            tasks=tuple(replace(task, differs=NONE) for task in each.tasks),
        )
        for each in view.decisions
    )
    topics: tuple[TopicView, ...] = tuple(replace(each, differs=NONE) for each in view.topics)
    tasks = tuple(replace(task, differs=NONE) for task in view.tasks)
    return replace(view, decisions=decisions, topics=topics, tasks=tasks)
