"""Putting the log right together: turns, and how it came about; each repair with its author, and undone."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.turn_repair import MARKS
from pod_desktop.domain.turns import LogKind, SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.services import second_taps
from pod_desktop.services.turn_repair import RepairTurn, TurnRepairs, turns_to_repair
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.looking_back.episode_form import moment_of
from pod_desktop.ui.meeting.looking_back.left_forms import LogPlace, TypedRepair
from pod_desktop.ui.meeting.looking_back.repair_form import RepairForm
from pod_desktop.ui.meeting.turn_aspects import Offered
from pod_desktop.ui.widgets import Card, Choice, FlowLayout, Quiet, SecondaryButton, bring_into_view


class RepairsPart(Card):
    """The chosen turn is put right in a form; below stands what was put right, by whom and when."""

    def __init__(self, desk: Desk, repairs: Callable[[EntityId], TurnRepairs], attempts: Attempts) -> None:
        """`repairs`: those of a meeting. A log of a meeting that was joined is put right where it lies."""
        super().__init__()
        self.set_title(self.tr("Putting the log right"))
        self._desk, self._repairs, self._attempts = desk, repairs, attempts
        self._view: LookingBack | None = None
        self._chosen: TurnView | None = None
        self._turn: RepairTurn | None = None
        self._log: LogPlace | None = None
        """Into whose log a turn that was left half typed is put in."""
        self._was_erased = False
        labels = {
            LogKind.LIVE: self.tr("Live"),
            LogKind.RECONSTRUCTED: self.tr("Reconstructed"),
            LogKind.PARTIAL: self.tr("Partial"),
        }
        name = self.tr("How did this log come about?")
        self.mark = Choice([(kind, labels[kind]) for kind in MARKS], name)
        self.put_right = SecondaryButton(self.tr("Put the chosen turn right"), "pencil")
        self.put_in = SecondaryButton(self.tr("Put in a turn"), "plus")
        self.form = RepairForm()
        self._made, self.lines = QVBoxLayout(), list[QWidget]()
        self.add(Quiet(name))
        self.add(self.mark)
        row = FlowLayout(spacing=12)
        row.addWidget(self.put_right)
        row.addWidget(self.put_in)
        self.add_layout(row)
        self.add(self.form)
        self.add_layout(self._made)
        self.form.hide()
        self.set_chosen(None)
        self.mark.chosen.connect(lambda kind: self._attempts.attempt(lambda: self._of_page().mark(kind)))
        self.put_right.clicked.connect(self.open)
        self.put_in.clicked.connect(self._open_new)
        form = self.form
        form.keep.clicked.connect(lambda: self._do(self._keep))
        form.take_out.clicked.connect(lambda: self._do(self._take_out))
        form.join.clicked.connect(lambda: self._do(self._join))
        form.split.clicked.connect(lambda: self._do(self._split))
        form.leave.clicked.connect(self._leave)

    def set_view(self, view: LookingBack, made: Sequence[str]) -> None:
        """The log as it is now, and in words what was put right. What is written stays where it may."""
        self._view = view
        there = bool(view.logs) and not view.is_totals
        self.setVisible(there)
        self.mark.show_stored(view.log_kind)
        self.form.who.set_people(view.people)
        if not there:
            self._close()
        elif not self.form.isHidden():
            self._follow(view)
        self._was_erased = False
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [Quiet(words) for words in (made if there else ())]
        for line in self.lines:
            self._made.addWidget(line)

    def erased(self) -> None:
        """Something was erased: what it was about is not in the form any more when the log is there again."""
        self._was_erased = True

    def _follow(self, view: LookingBack) -> None:
        """The form does not go on showing what the log does not say any more."""
        form, before = self.form, self._turn.turn if self._turn is not None else None
        now = next((turn for log in view.logs for turn in log.turns if before and turn.id == before.id), None)
        if before is not None and now is None:
            self._close()
            return
        if self._was_erased:
            form.forget(self._offered(view), now)
            if now is None and form.who.value() is None:
                form.put_words_anew(None)  # they may be theirs
        if self._turn is None or before is None or now is None:
            return
        if self._was_erased and (now.speaker, now.voice_of) != (before.speaker, before.voice_of):
            form.put_words_anew(now)
        else:
            form.follow_words(now)
        self._turn = replace(self._turn, turn=replace(before, words=now.words, left_out=now.left_out))

    def _offered(self, view: LookingBack) -> Offered:
        journal, meeting_id = self._desk.journal, view.meeting_id
        heard, topics = second_taps.voices_of(journal, meeting_id), second_taps.topics_of(journal, meeting_id)
        return Offered(view.people, heard, topics)

    def set_chosen(self, turn: TurnView | None) -> None:
        """The turn that is chosen on a strip."""
        self._chosen = turn
        self.put_right.setEnabled(turn is not None)

    def open(self) -> None:
        """The form of the chosen turn."""
        if self._view is None or self._chosen is None:
            return
        self._turn = next((each for each in self._now() if each.id == self._chosen.id), None)
        if self._turn is not None:
            self._show(self._turn.turn)

    def _open_new(self) -> None:
        self._turn = self._log = None
        self._show(None)

    def left(self) -> tuple[TypedRepair | None, RepairTurn | None, LogPlace | None]:
        """What is half typed as the page is left, of which turn, and into whose log it goes."""
        if self.form.isHidden() or self._view is None:
            return None, None, None
        return self.form.typed(), self._turn, self._log_of_chosen(self._view)

    def take_up(self, typed: TypedRepair, turn: RepairTurn | None, log: LogPlace | None) -> None:
        """Goes on with it, as far as the log still says so; the keyboard stays where it is."""
        if self._view is None:
            return
        self._turn, self._log = turn, log
        self.form.offer(self._offered(self._view))
        self.form.fill(turn.turn if turn is not None else None, None, self._view.began)
        self.form.take_up(typed)
        self.form.show()
        self._follow(self._view)

    def _show(self, turn: TurnView | None) -> None:
        if self._view is None:
            return
        self.form.offer(self._offered(self._view))
        self.form.fill(turn, self._chosen, self._view.began)
        self.form.show()
        self.form.since.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.form)

    def _here(self) -> RepairTurn:
        if self._turn is None:
            raise BadInput("Choose a turn first.")
        return self._turn

    def _do(self, act: Callable[[], object]) -> None:
        if self._attempts.attempt(act):
            self._leave()
        else:
            bring_into_view(self._attempts)

    def _close(self) -> None:
        self._turn = None
        self.form.hide()
        self.form.put_words_anew(None)

    def _leave(self) -> None:
        self._close()
        back = self.put_right if self.put_right.isEnabled() else self.put_in
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        form, turn, view = self.form, self._turn, self._view
        if view is None:
            return
        start, end = form.times(turn.turn if turn is not None else None, view.began)
        who = EntityId(form.who.value() or "") or None
        if turn is None:
            place = self._log_of_chosen(view) or LogPlace(view.meeting_id, None)
            repairs = self._repairs(place.meeting_id)
            repairs.put_in(who, start, end, log=place.laptop_id, words=form.words.words())
            return
        now, repairs = turn.turn, self._of(turn)
        with repairs.together(self.tr("put a turn right")):
            if (start, end) != (now.began, now.ended):
                repairs.set_times(turn, start, end)
            if now.turn_kind == SpanKind.TURN:
                if who != (now.speaker.id if now.speaker is not None else None):
                    repairs.reassign(turn, who)
                self._keep_words(turn)
                self._say_more(turn)

    def _say_more(self, turn: RepairTurn) -> None:
        """What was chosen of the marks, the voice and the topic; what fell away with the speaker has gone."""
        now = next((each.turn for each in self._now() if each.id == turn.id), turn.turn)
        still = self.form.changes(now)
        changes = {column: value for column, value in self.form.changes(turn.turn).items() if column in still}
        if changes:
            self._of(turn).say_of(turn, changes)

    def _keep_words(self, turn: RepairTurn) -> None:
        words = self.form.words.words()
        if self.form.not_theirs.isChecked():
            self._of(turn).not_theirs(turn, words)
        elif words != turn.turn.words:
            self._of(turn).say_words(turn, words)

    def _take_out(self) -> None:
        here = self._here()
        self._of(here).take_out([here])

    def _of_page(self) -> TurnRepairs:
        if self._view is None:
            raise BadInput("Choose a turn first.")
        return self._repairs(self._view.meeting_id)

    def _of(self, turn: RepairTurn) -> TurnRepairs:
        """The repairs of the meeting in which a turn lies."""
        return self._repairs(self._view.meeting_of(turn.id)) if self._view is not None else self._of_page()

    def _log_of_chosen(self, view: LookingBack) -> LogPlace | None:
        for log in view.logs:
            if self._chosen is not None and any(turn.id == self._chosen.id for turn in log.turns):
                return LogPlace(log.meeting_id, log.laptop_id)
        return self._log

    def _now(self) -> tuple[RepairTurn, ...]:
        ids = self._view.meeting_ids if self._view is not None else ()
        return tuple(each for id_ in ids for each in turns_to_repair(self._desk.journal, id_))

    def _join(self) -> None:
        here = self._here()
        own = [each for each in self._now() if each.log == here.log and each.turn.turn_kind == SpanKind.TURN]
        after = [each for each in own if (each.turn.began, each.id) > (here.turn.began, here.id)]
        if not after:
            raise BadInput("No turn follows this one.")
        self._of(here).join(here, after[0])

    def _split(self) -> None:
        if self._view is not None:
            here = self._here()
            self._of(here).split(here, moment_of(self.form.at.text(), self._view.began, None))
