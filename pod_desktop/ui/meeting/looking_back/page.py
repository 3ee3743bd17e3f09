"""Looking back together: the turns of a closed meeting, as the person sees them and as practitioners do.

The page is there at once and is filled from a look behind the screens; what changes is looked up anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import OwnWordsView, TurnView
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.errors import NotFound, PodError
from pod_desktop.services import Facts, Journal, looking_back, own_words
from pod_desktop.services.repairs_made import Repair, repairs_made
from pod_desktop.services.topical_episodes import TopicalEpisodes
from pod_desktop.services.turn_repair import TurnRepairs
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.looking_back.episodes_part import EpisodesPart
from pod_desktop.ui.meeting.looking_back.keyboard_place import KeyboardPlace
from pod_desktop.ui.meeting.looking_back.left_forms import LeftForms
from pod_desktop.ui.meeting.looking_back.marks_part import MarksPart
from pod_desktop.ui.meeting.looking_back.measures_part import FollowingPart, MeasuresPart, PeoplePart
from pod_desktop.ui.meeting.looking_back.own_words_part import OwnWordsPart
from pod_desktop.ui.meeting.looking_back.repair_words import Wording
from pod_desktop.ui.meeting.looking_back.repairs_part import RepairsPart
from pod_desktop.ui.meeting.looking_back.several_part import SeveralPart
from pod_desktop.ui.meeting.looking_back.strip_model import Window
from pod_desktop.ui.meeting.looking_back.strip_part import StripPart
from pod_desktop.ui.meeting.looking_back.topics_part import TopicsPart
from pod_desktop.ui.meeting.looking_back.two_logs import TwoLogsPart
from pod_desktop.ui.meeting.looking_back.ways_out import WaysOut
from pod_desktop.ui.meeting.looking_back.words import held_words, kinds_words
from pod_desktop.ui.meeting.tab_order import focus_first, follow_layout
from pod_desktop.ui.newest_look import NewestLook
from pod_desktop.ui.turn_files.save import open_save
from pod_desktop.ui.when_seen import WhenSeen
from pod_desktop.ui.widgets import FlowLayout, Heading, Quiet, ScrollColumn, SecondaryButton, Sentence

_CONCERNS = {"turn", "topical_episode", "turn_total", "meeting", "topic", "attendance", "member", "person",
             "practitioner", "erasure"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one look brings."""

    view: LookingBack
    repairs: tuple[Repair, ...]
    own_words: tuple[OwnWordsView, ...]


class LookingBackPage(QWidget):
    """The turns of the closed meeting `meeting_id`. There is no other page that shows more of them."""

    done = Signal()

    def __init__(self, desk: Desk, meeting_id: EntityId) -> None:
        super().__init__()
        self._desk, self._meeting_id = desk, meeting_id
        self._looked: _Looked | None = None
        self._looks = NewestLook(desk, self)
        self._window = Window()
        self.attempts = Attempts()
        self._title, self._when, self._kind = Heading("", 1), Quiet(), Sentence()
        self._nothing = Sentence(self.tr("There are no turns to look at any more."))
        self._looking = Quiet(self.tr("Looking…"))
        self.two = TwoLogsPart(desk)
        self.strips: list[StripPart] = []
        self._strip_column = QVBoxLayout()
        self._strip_column.setSpacing(16)
        self.people, self.measures, self.following = PeoplePart(), MeasuresPart(), FollowingPart()
        self.topics, self.marks = TopicsPart(), MarksPart()
        self._undo = TurnRepairs(desk.journal, meeting_id).undo_stack
        repairs = cache(partial(TurnRepairs, desk.journal, undo=self._undo))
        marked = TopicalEpisodes(desk.journal, meeting_id, self._undo)
        self.episodes = EpisodesPart(marked, self.attempts)
        self.repairs = RepairsPart(desk, repairs, self.attempts)
        self.several = SeveralPart(desk, repairs, self.attempts, self._let_go_of_several)
        self.own_words = OwnWordsPart(desk, self.attempts, meeting_id)
        self.save = SecondaryButton(self.tr("Save the turns as a file…"), "file-text")
        self.leave = SecondaryButton(self.tr("Done"))
        self.ways = WaysOut(desk, self, self.attempts.say)
        self._lay_out()
        self.leave.clicked.connect(self.done)
        self.save.clicked.connect(self._save)
        self.attempts.said.connect(self.episodes.show_undo)  # after an act, also one at a turn
        self.two.first_chosen.connect(self._look_first_at)
        self.two.compared.connect(lambda: self.ways.set_agreement(self.two.said()))
        self.following.on_map.clicked.connect(self.ways.show_on_map)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.episodes.take_back),
            (QKeySequence.StandardKey.Redo, self.episodes.do_again),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        WhenSeen(self, desk.facts, _CONCERNS).told.connect(self._facts_changed)
        self._clear()
        self._look()

    @property
    def view(self) -> LookingBack:
        """What is shown. Raises LookupError while nothing is here yet."""
        if self._looked is None:
            raise LookupError("nothing was looked up yet")
        return self._looked.view

    @property
    def is_looking(self) -> bool:
        """Whether a look is on its way."""
        return self._looks.is_looking

    def put_down(self) -> None:
        """What is on its way is not shown any more. What is half typed is there when it is opened again."""
        self._looks.leave_off()
        if self._looked is not None:
            left = LeftForms(*self.repairs.left(), *self.episodes.left())
            self._desk.left_looking_back.keep(self._meeting_id, left)

    def _take_up(self) -> None:
        left = self._desk.left_looking_back.take_up(self._meeting_id)
        if left is not None and left.repair is not None:
            self.repairs.take_up(left.repair, left.turn, left.log)
        if left is not None and left.episode is not None:
            self.episodes.take_up(left.episode, left.changed)

    def _lay_out(self) -> None:
        column = self._column = ScrollColumn(max_width=1180, heading_first=True)
        above: tuple[QWidget, ...] = (
            self._title, self._when, self._kind, self._nothing, self._looking, self.attempts, self.two,
        )  # fmt: skip
        below: tuple[QWidget, ...] = (
            self.several, self.episodes, self.repairs, self.own_words, self.people, self.measures,
            self.following, self.topics, self.marks,
        )  # fmt: skip
        for widget in above:
            column.add(widget)
        column.add_layout(self._strip_column)
        for widget in below:
            column.add(widget)
        column.add(self.ways)
        self.ways.set_parts(
            (self.people, self.following, self.topics, self.marks), column.verticalScrollBar()
        )
        last = FlowLayout(spacing=12)
        for button in (self.save, self.leave):
            last.addWidget(button)
        column.add_layout(last)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    # --- looking ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._looks.look(
            partial(_look, self._desk.journal, self._meeting_id),
            self._show,
            self._not_found,
            lambda: self.attempts.say(
                self.tr("The turns could not be looked up. Nothing was lost; please open the page again.")
            ),
        )

    def _facts_changed(self, facts: Facts) -> None:
        if "erasure" in facts.kinds():
            self._undo.forget(lambda _change: True)  # what is erased is not kept to be put back
            self.repairs.erased()
            self._clear()  # nor is what was found before it shown meanwhile
        self._look()

    def _not_found(self, error: PodError) -> None:
        with self._desk.facts.looking():
            if isinstance(error, NotFound):
                raise error
            self.attempts.say(str(error))

    def _look_first_at(self, log_id: str) -> None:
        self.attempts.attempt(
            lambda: looking_back.look_first_at(self._desk.journal, self._meeting_id, log_id)
        )

    # --- what is shown ------------------------------------------------------------------------------------

    def _clear(self) -> None:
        """Nothing but that it is being looked for; what is typed in a form stays there."""
        self._looked = None
        self.ways.set_view(None)
        self._title.setText(self.tr("Looking back together"))
        for part in (self._when, self._kind, self._nothing, *self._parts(), *self.strips):
            part.hide()
        self._looking.show()

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.two, self.several, self.episodes, self.repairs, self.own_words, self.people,
            self.measures, self.following, self.topics, self.marks, self.save,
        )  # fmt: skip

    def _show(self, looked: _Looked) -> None:
        if looked == self._looked:
            return
        first = self._looking.isVisibleTo(self)
        place = KeyboardPlace(self)
        with self._column.laid_out_once():
            self._fill(looked)
        if first:
            self._take_up()
        follow_layout(self)
        place.put_back()
        if first and self.leave.hasFocus():  # it was the only one that could have the keyboard
            focus_first(self)

    def _fill(self, looked: _Looked) -> None:
        self._looked, view = looked, looked.view
        self._looking.hide()
        self._when.setText(held_words(view, self._desk.clock.now()))
        self._kind.setText(kinds_words(view))
        there = bool(view.logs)
        self._when.show()
        for each in (self._kind, self.people, self.measures):
            each.setVisible(there)
        self._nothing.setVisible(not there)
        self.two.set_view(view)
        wording = Wording(view, self._desk.clock.now())
        self._show_strips(view, wording.history(looked.repairs))
        self.several.set_view(view)
        for part in (self.people, self.measures, self.following, self.topics, self.marks, self.episodes):
            part.set_view(view)
        self.repairs.set_view(view, wording.told_of_all(looked.repairs))
        self.own_words.set_view(view, looked.own_words)
        self.following.setVisible(there and not view.is_totals)
        self.save.setVisible(there and not view.is_totals)
        self.ways.set_view(view)

    def _save(self) -> None:
        view = self.view
        open_save(self._desk, view.meeting_id, view.began, view.zone, self, self.attempts.say)

    def _show_strips(self, view: LookingBack, put_right: Mapping[EntityId, Sequence[str]]) -> None:
        logs = [log for log in view.logs if log.turns]
        while len(self.strips) > len(logs):
            gone = self.strips.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.strips) < len(logs):
            part = StripPart(self._window)
            part.chosen.connect(self.episodes.set_chosen)
            part.chosen.connect(self.repairs.set_chosen)
            part.strip.repair_requested.connect(self._put_right)
            part.strip.several_chosen.connect(partial(self._several_chosen, part))
            part.moved.connect(self._moved)
            part.strip.stretch_requested.connect(self.episodes.take_from_strip)
            self.strips.append(part)
            self._strip_column.addWidget(part)
        for part, log in zip(self.strips, logs, strict=True):
            part.set_view(view, log, put_right)
            part.show()
        models = [part.strip.model for part in self.strips if part.strip.model is not None]
        if models:
            self._window.cover(min(m.first for m in models), max(m.last for m in models))

    def _several_chosen(self, chosen_on: StripPart, turns: Sequence[TurnView]) -> None:
        """Turns of one log only: what was chosen on another strip is let go of."""
        others = [part.strip for part in self.strips if part is not chosen_on]
        if turns or not any(strip.several.turns() for strip in others):
            for strip in others if turns else ():
                strip.let_go_of_several()
            self.several.set_turns(turns)

    def _let_go_of_several(self) -> None:
        """The keyboard goes back to the strip."""
        for part in self.strips:
            if part.strip.several.turns():
                part.strip.let_go_of_several()
                part.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_right(self) -> None:
        if self.several.isVisible():
            self.several.open()
        else:
            self.repairs.open()

    def _moved(self) -> None:
        for part in self.strips:
            part.strip.update()


def _look(journal: Journal, meeting_id: EntityId) -> _Looked:
    view = looking_back.looking_back(journal, meeting_id)
    made = [each for id_ in view.meeting_ids for each in repairs_made(journal, id_)]
    made.sort(key=lambda repair: repair.when)
    return _Looked(view, tuple(made), own_words.own_words(journal, meeting_id))
