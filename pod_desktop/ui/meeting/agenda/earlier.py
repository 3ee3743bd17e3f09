"""What became of what earlier meetings decided: told in words, and changed here if the room does so."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.decisions import DecisionState, Does
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.views import DecisionView, EarlierView, MeetingView, OutcomeView
from pod_desktop.services import decisions
from pod_desktop.ui import times
from pod_desktop.ui.meeting.agenda.deciding import Deciding
from pod_desktop.ui.meeting.agenda.decision_part import DecisionPart
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Card, FlowLayout, Quiet, QuietButton, Sentence, WordsField

_AT_FIRST = 3


class EarlierPart(Card):
    """Earlier decisions and tasks, the latest first; hidden where there are none."""

    read_aloud_requested = Signal(str)

    def __init__(self, room: Room) -> None:
        super().__init__(QCoreApplication.translate("EarlierPart", "What became of it?"))
        self._room = room
        self._all = False
        self._view: MeetingView | None = None
        self._rows: dict[EntityId, EarlierRow] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self._decided: dict[EntityId, DecisionPart] = {}
        self._decided_column = QVBoxLayout()
        self._decided_column.setSpacing(16)
        self.more = QuietButton("", meeting=True)
        self.add(Quiet(self.tr("From earlier meetings. It can be told now, or stay as it is.")))
        self.add_layout(self._column)
        self.add(self.more)
        self.add_layout(self._decided_column)
        self.more.clicked.connect(self._show_all)

    def set_view(self, view: MeetingView) -> None:
        """The meeting as it is now."""
        self._view = view
        decided = [each for each in view.decisions if each.stands and each.topic_id is None]
        self._show_decided(decided, view)
        self.setVisible(bool(view.earlier or decided))
        shown = view.earlier if self._all else view.earlier[:_AT_FIRST]
        for gone in self._rows.keys() - {each.id for each in shown}:
            row = self._rows.pop(gone)
            row.put_down()
            row.hide()
            row.deleteLater()
        for each in shown:
            if each.id not in self._rows:
                row = self._rows[each.id] = EarlierRow(self._room, each)
                row.read_aloud_requested.connect(self.read_aloud_requested)
                self._column.addWidget(row)
                row.show()
            self._rows[each.id].show_in(each, view)
        self.more.setText(self.tr("Show all {n}").format(n=len(view.earlier)))
        self.more.setVisible(len(shown) < len(view.earlier))

    def decision(self, decision_id: EntityId) -> DecisionPart:
        """What was decided here instead of an earlier decision. Raises KeyError for any other."""
        return self._decided[decision_id]

    def row(self, id_: EntityId) -> "EarlierRow":
        """The row of a decision or task. Raises KeyError for one that is not shown."""
        return self._rows[id_]

    def focus_words(self, id_: EntityId) -> None:
        """Puts the keyboard at the words that are to stand in place of a decision, if they are shown."""
        row = self._rows.get(id_)
        if row is not None and row.deciding is not None:
            row.deciding.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def store_now(self) -> None:
        """Stores what is being typed."""
        for row in self._rows.values():
            row.put_down()

    def put_down(self) -> None:
        """The same, when the page goes away; what is not whole is kept."""
        self.store_now()
        for part in self._decided.values():
            part.put_down()

    def _show_decided(self, decided: Sequence[DecisionView], view: MeetingView) -> None:
        """Of decisions in place of earlier ones: views and who does what can be put beside them."""
        for gone in self._decided.keys() - {each.id for each in decided}:
            part = self._decided.pop(gone)
            part.hide()
            part.deleteLater()
        for each in decided:
            if each.id not in self._decided:
                self._decided[each.id] = DecisionPart(self._room, each.id)
                self._decided_column.addWidget(self._decided[each.id])
                self._decided[each.id].show()
            self._decided[each.id].show_in(each, view)

    def _show_all(self) -> None:
        self._all = True
        if self._view is not None:
            self.set_view(self._view)


class EarlierRow(QWidget):
    """One of them: its words, a place for what became of it, and the ways to change it."""

    read_aloud_requested = Signal(str)

    def __init__(self, room: Room, shown: EarlierView) -> None:
        super().__init__()
        self._room, self._shown = room, shown
        self._told: OutcomeView | None = None
        self._view: MeetingView | None = None
        self._words, self._story = Sentence(), Quiet()
        self.became = WordsField(lines=1, quoted=False, meeting=True)
        self.became.edit.setAccessibleName(self.tr("What became of it: {words}").format(words=shown.words))
        self.became.edit.setPlaceholderText(self.tr("What became of it?"))
        self.kept = KeptWords(self.became, self._tell, room.attempts.say)
        self._marks = Marks(meeting=True)
        self.change = QuietButton(self.tr("Change it in this meeting"), "pencil", meeting=True)
        self.take_back = QuietButton(self.tr("Take it back in this meeting"), "corner-up-left", meeting=True)
        self.change.setAccessibleName(f"{self.change.text()}: {shown.words}")
        self.take_back.setAccessibleName(f"{self.take_back.text()}: {shown.words}")
        self.deciding: Deciding | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._story)
        column.addLayout(self._marks.beside(self.became, "words", "told_by_id"))
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons)
        buttons.addWidget(self.change)
        buttons.addWidget(self.take_back)
        column.addWidget(self._buttons)
        self._column = column
        self.change.clicked.connect(lambda: self._decide(Does.CHANGES))
        self.take_back.clicked.connect(lambda: self._decide(Does.TAKES_BACK))

    def show_in(self, shown: EarlierView, view: MeetingView) -> None:
        """As it is now, in the meeting as it is now."""
        self._shown, self._view = shown, view
        self._words.setText(f"{shown.who.name}: {shown.words}" if shown.who is not None else shown.words)
        day = ""
        if shown.made is not None:
            now = self._room.desk.clock.now()
            day = times.day_words(shown.made, view.brief.zone, now, QCoreApplication.translate)
        words = self.tr("Taken on {day}") if shown.who is not None else self.tr("Decided {day}")
        story = words.format(day=day).rstrip()
        if shown.by_when:
            story += self.tr("; by when: {words}").format(words=shown.by_when)
        if shown.decision_state == DecisionState.TAKEN_BACK:
            story += self.tr("; the decision was taken back")
        elif shown.decision_state == DecisionState.CHANGED:
            story += self.tr("; the decision was changed since")
        self._story.setText(story)
        self._told = next((told for told in shown.outcomes if told.meeting_id == view.id), None)
        if self._told is not None:
            self.kept.show(self._told.words, self._told.seen)
            self._marks.show(self._told.differs, self._told.id)
        else:
            self.kept.show("")
            self._marks.show(())
        unfinished = next(
            (
                each
                for each in view.decisions
                if not each.stands and each.earlier is not None and each.earlier.id == shown.id
            ),
            None,
        )
        is_decision = shown.who is None
        if unfinished is not None and self.deciding is None:
            self._make_deciding(Does(unfinished.does))
        if self.deciding is not None:
            self.deciding.set_state(unfinished, view)
        self._buttons.setVisible(is_decision and self.deciding is None and not view.cannot_decide)

    def put_down(self) -> None:
        """Stores what is being typed and can be."""
        self.kept.store_now()
        if self.deciding is not None:
            self.deciding.store_now()

    def _tell(self, words: str) -> None:
        journal, told, meeting_id = self._room.journal, self._told, self._room.meeting_id
        name = self.tr("what became of {words}").format(words=in_short(self._shown.words))
        with self._room.attempts.keep(name):
            if told is None:
                if words:
                    decisions.tell_outcome(journal, meeting_id, self._shown.id, words)
            elif words:
                decisions.reword_outcome(journal, told.id, words, seen=self.kept.seen)
            else:
                decisions.strike_outcome(journal, told.id, seen=told.seen)

    def _decide(self, does: Does) -> None:
        deciding = self._make_deciding(does)
        if self._view is not None:
            deciding.set_state(None, self._view)
        deciding.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_deciding(self, does: Does) -> Deciding:
        deciding = self.deciding = Deciding(self._room, None, does=does, earlier=self._shown.id)
        deciding.read_aloud_requested.connect(self.read_aloud_requested)
        deciding.put_away.connect(self._put_deciding_away)
        self._column.addWidget(deciding)
        deciding.show()
        self._buttons.hide()
        return deciding

    def _put_deciding_away(self) -> None:
        if self.deciding is not None:
            self.deciding.hide()
            self.deciding.deleteLater()
            self.deciding = None
        self._buttons.show()
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
