"""The two opening questions, in the team's wording. They can be put away and taken up again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.views import MeetingView
from pod_desktop.services import agenda
from pod_desktop.ui.left_keyboard import LEADS_AWAY
from pod_desktop.ui.meeting.agenda.wishes import WishList
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.pressable import IconLabel, Pressable
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Card, Quiet, QuietButton, WordsField


class OpeningQuestions(QWidget):
    """How the idea came about; how each person would like to use the meeting."""

    laid_out = Signal()
    """A question was put away or taken up again."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        settings = room.desk.settings
        idea = settings.idea_question or self.tr("How did the idea of this meeting come about?")
        use = settings.use_question or self.tr("How would you like to use this meeting?")
        self.idea = WordsField(lines=1, quoted=False, meeting=True)
        self.idea.edit.setAccessibleName(idea)
        self.idea_kept = KeptWords(self.idea, self._store_idea, room.attempts.say)
        self.wishes = WishList(room)
        self.first = _Question(room, "idea", idea, self.tr("Put away"))
        self._marks = Marks(meeting=True)
        self.first.add_layout(self._marks.beside(self.idea, "idea_words"))
        self.second = _Question(room, "use", use, self.tr("Put away"))
        self.second.add(Quiet(self.tr("Ask each person.")))
        self.second.add(self.wishes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for question in (self.first, self.second):
            column.addWidget(question)
            column.addWidget(question.back)
            # Not earlier: what is shown before it is part of a page is a window of its own for a moment.
            question.show_state()
            question.moved.connect(self._moved)

    def set_view(self, view: MeetingView) -> None:
        """Shows what was answered."""
        self.idea_kept.show(view.idea_words, view.seen)
        self._marks.show(view.differs, view.id)
        self.wishes.set_view(view)

    def unanswered(self) -> list[QWidget]:
        """Where the answers to questions belong that nobody has answered; also of those put away."""
        answers = ((self.idea, bool(self.idea.words())), (self.wishes, self.wishes.has_words()))
        return [answer for answer, has_words in answers if not has_words]

    def store_now(self) -> None:
        """Stores what is being typed."""
        self.idea_kept.store_now()
        self.wishes.store_now()

    def _store_idea(self, words: str) -> None:
        room, seen = self._room, self.idea_kept.seen
        with room.attempts.keep(
            self.tr("the answer to “{question}”").format(question=self.idea.edit.accessibleName())
        ):
            agenda.set_idea_words(room.journal, room.meeting_id, words, seen=seen)

    def _moved(self) -> None:
        self.store_now()
        self.laid_out.emit()


class _Question(Card):
    """A question that can be put away. `back`, shown elsewhere, takes it up again."""

    moved = Signal()

    def __init__(self, room: Room, mark: str, words: str, put_away: str) -> None:
        super().__init__(words)
        self._room, self._mark = room, f"{mark} put away"
        self.put_away = QuietButton(put_away, meeting=True)
        self.put_away.setAccessibleName(f"{put_away}: {words}")
        self.put_away.setProperty(LEADS_AWAY, True)
        self.add_action(self.put_away)
        self.back = Pressable()
        self.back.add(IconLabel("message-circle-question-mark"))
        self.back.add(Quiet(words), 1)
        self.back.setAccessibleName(words)
        self.put_away.clicked.connect(lambda: self._set_away(on=True))
        self.back.clicked.connect(lambda: self._set_away(on=False))

    def _set_away(self, *, on: bool) -> None:
        self._room.drafts.mark(self._room.meeting_id, self._mark, on=on)
        self.show_state()
        (self.back if on else self.put_away).setFocus()
        self.moved.emit()

    def show_state(self) -> None:
        """Shows the question, or what takes it up again."""
        away = self._room.drafts.marked(self._room.meeting_id, self._mark)
        self.setVisible(not away)
        self.back.setVisible(away)
