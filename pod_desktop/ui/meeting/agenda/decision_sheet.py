"""A decision as it stands: its words, the views beside them, and who does what."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.late import Late
from pod_desktop.domain.views import DecisionView, OpinionView, TaskView
from pod_desktop.outputs.account import chain_sentences
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui import theme
from pod_desktop.ui.left_keyboard import ONLY_MEANT
from pod_desktop.ui.meeting.even_columns import EvenColumns
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.team_folder.mark import DifferenceMark, Marks, Wanted
from pod_desktop.ui.widgets import Card, Heading, IconButton, Quiet, Sentence
from pod_desktop.ui.widgets.as_typed import plain_tip

TakeBack = Callable[[OpinionView], object]
TakeBackTask = Callable[[TaskView], object]
OF_A_DECISION = ("words", "topic_id", "read_back", "accepted")
"""The fields whose mark stands beside a decision's words."""


def late_words(late: str) -> str:
    """That something was recorded without what another laptop knew, as a sentence; "" where it was not."""
    return {
        Late.AFTER_CLOSING: QCoreApplication.translate(
            "DecisionSheet", "Recorded after the other laptop had closed."
        ),
        Late.UNHEARD: QCoreApplication.translate(
            "DecisionSheet", "Recorded on a laptop of which the laptop that closed had not heard."
        ),
        Late.PERSON_OUT: QCoreApplication.translate(
            "DecisionSheet", "Recorded while another laptop had noted that the person was out of the room."
        ),
        Late.ADDED_PERSON_OUT: QCoreApplication.translate(
            "DecisionSheet",
            "Something was added to it while another laptop had noted that the person was out of the room.",
        ),
    }.get(Late(late), "")


class DecisionSheet(QFrame):
    """Words, views and tasks. With `take_back_view` and `take_back_task` each of those can be taken back.

    With `meeting` its marks have the size of what is pressed in a meeting.
    """

    def __init__(
        self,
        *,
        take_back_view: TakeBack | None = None,
        take_back_task: TakeBackTask | None = None,
        meeting: bool = True,
    ) -> None:
        super().__init__()
        self._take_back_view, self._meeting = take_back_view, meeting
        self._shown: DecisionView | None = None
        self._sheets: list[ViewSheet] = []
        self.words = Heading("", 2)
        self._late = Quiet()
        self._late.hide()
        self._chain = Quiet()
        self._chain.hide()
        self._differing = Quiet(self.tr("Views on it, each as it was said"))
        self.views = EvenColumns()
        self.tasks = TaskLines(take_back=take_back_task, meeting=meeting)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 4, 0, 4)
        self.column.setSpacing(12)
        self._marks = Marks(meeting=meeting)
        self.column.addLayout(self._marks.beside(self.words, *OF_A_DECISION))
        for widget in (self._late, self._chain, self._differing, self.views, self.tasks):
            self.column.addWidget(widget)

    def set_decision(self, decision: DecisionView, order: Sequence[EntityId]) -> None:
        """Shows it; the views in the order of people that `order` gives."""
        if decision == self._shown:
            return
        self._shown = decision
        self.words.setText(decision.words)
        self._marks.show(decision.differs, decision.id)
        self._late.setText(late_words(decision.late))
        self._late.setVisible(bool(decision.late))
        self._chain.setText("\n".join(chain_sentences(decision)))
        self._chain.setVisible(bool(self._chain.text()))
        places = {id_: place for place, id_ in enumerate(order)}
        opinions = sorted(
            decision.opinions, key=lambda view: (places.get(view.holder.id, len(places)), view.id)
        )
        self._sheets = [
            ViewSheet(view, take_back=self._take_back_view, meeting=self._meeting) for view in opinions
        ]
        self.views.set_things(self._sheets)
        self.views.setVisible(bool(opinions))
        self._differing.setVisible(bool(opinions))
        self.tasks.set_tasks(decision.tasks)

    def hold_back(self, why: str) -> None:
        """Nothing is taken back for this reason; "" where it can be."""
        for button in (*(sheet.take_back for sheet in self._sheets), *self.tasks.take_back_buttons):
            if button is not None:
                # One that the keyboard is at says why when pressed: disabled, it would lose the keyboard.
                button.setEnabled(not why or button.hasFocus())
                button.setToolTip(why or plain_tip(button.accessibleName()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 4, self.height()), QColor(theme.palette().accent))
        painter.end()


class ViewSheet(Card):
    """One person's view under their name. Every view looks the same."""

    def __init__(
        self, opinion: OpinionView, *, take_back: TakeBack | None = None, meeting: bool = True
    ) -> None:
        super().__init__()
        self.opinion = opinion
        self.take_back: IconButton | None = None
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(badge(opinion.holder))
        head.addWidget(Heading(opinion.holder.name, 3), 1)
        if opinion.differs:
            head.addWidget(DifferenceMark(Wanted(opinion.id, opinion.differs), meeting=meeting))
        if take_back is not None:
            name = self.tr("Take back the view of {name}").format(name=opinion.holder.name)
            self.take_back = IconButton("x", name, meeting=True)
            self.take_back.setProperty(ONLY_MEANT, True)
            self.take_back.clicked.connect(lambda: take_back(opinion))
            head.addWidget(self.take_back)
        self.add_layout(head)
        self.add(Sentence(quoted(opinion.words)))
        if opinion.late:
            self.add(Quiet(late_words(opinion.late)))
        self.body.addStretch(1)


class TaskLines(QWidget):
    """Who does what by when; hidden while nobody does anything."""

    def __init__(self, *, take_back: TakeBackTask | None = None, meeting: bool = True) -> None:
        super().__init__()
        self._take_back, self._meeting = take_back, meeting
        self._shown: tuple[TaskView, ...] | None = None
        self._lines: list[QWidget] = []
        self.take_back_buttons: list[IconButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def set_tasks(self, tasks: tuple[TaskView, ...]) -> None:
        """Shows these."""
        if tasks == self._shown:
            return
        self._shown = tasks
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self.take_back_buttons = []
        self._lines = [self._line(task) for task in tasks]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(tasks))

    def _line(self, task: TaskView) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(badge(task.who), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Sentence(self.tr("{name}: {what}").format(name=task.who.name, what=task.what)))
        if task.by_when:
            words.addWidget(Quiet(self.tr("By when: {when}").format(when=task.by_when)))
        if task.late:
            words.addWidget(Quiet(late_words(task.late)))
        row.addLayout(words, 1)
        if task.differs:
            mark = DifferenceMark(Wanted(task.id, task.differs), meeting=self._meeting)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        if self._take_back is not None:
            take_back, name = self._take_back, self.tr("Take back: {what}").format(what=task.what)
            button = IconButton("x", name, meeting=True)
            button.setProperty(ONLY_MEANT, True)
            button.clicked.connect(lambda: take_back(task))
            self.take_back_buttons.append(button)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line
