"""Where people settle what laptops say differently.

DifferencesPart(desk, person_id=None, wanted=None)    counted(int)    part of a page; `refresh()` looks again
DifferencesPage(desk, person_id=None, wanted=None)                    the same as a page of its own

With `person_id` only that person's record is shown, so that it can be opened with the person beside it. With
`wanted`, what a mark leads to, the keyboard comes to that difference.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain.differences import Alternative, Difference, StruckUnseen, ToSettle
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, conflicts, meetings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.tab_order import follow_layout
from pod_desktop.ui.team_folder.mark import Wanted
from pod_desktop.ui.team_folder.side_by_side import CameBackCard, DifferenceCard
from pod_desktop.ui.widgets import (
    EmptyState,
    Heading,
    Notice,
    Quiet,
    ScrollColumn,
    Sentence,
    bring_into_view,
)

_DifferenceOrStruck = DifferenceCard | CameBackCard


class DifferencesPart(QWidget):
    """Cards side by side. Nothing on it moves by itself: what arrives waits behind a quiet line."""

    counted = Signal(int)
    """How many wait now."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId | None = None,
        wanted: Wanted | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._person_id, self._wanted = desk, person_id, wanted
        self._shown = ToSettle()
        self._is_acting, self._acts = False, 0
        self._is_looking, self._look_again = False, False
        self.cards: list[_DifferenceOrStruck] = []
        self.news = Notice("", icon_name="info")
        self.news.action_requested.connect(self._show_news)
        self.news.hide()
        self.attempts = Attempts()
        self.done = Sentence()
        self.done.hide()
        self._intro = Quiet(
            self.tr(
                "Two laptops wrote without knowing of each other. Nothing is lost: all that was said stands "
                "here until somebody chooses, and stays in the history afterwards."
            )
        )
        self.empty = EmptyState(
            self.tr("Nothing differs"),
            icon_name="check",
            detail=self.tr(
                "When two laptops say different things about the same thing, what they say stands here side "
                "by side, with who said it and when. Nothing is settled by itself."
            ),
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        for widget in (self.news, self.attempts, self.done, self._intro, self.empty):
            self._column.addWidget(widget)
        self._intro.hide()
        self.empty.hide()
        self._look_up(self._first_shown)
        desk.facts.changed.connect(self._facts_changed)

    @property
    def count(self) -> int:
        """How many differences wait for a choice."""
        return self._shown.count

    def refresh(self) -> None:
        """Looks again, behind the screen, and shows what waits."""
        self._look_up(self._show)

    def _look_up(self, then: Callable[[ToSettle], None]) -> None:
        """In the background, for it goes through all that is stored."""
        journal, person_id, acts = self._desk.journal, self._person_id, self._acts
        self._is_looking = True
        self._desk.jobs.run(
            lambda: conflicts.to_settle(journal, person_id),
            done=lambda found: self._looked(found, then, acts),
            failed=lambda _error: self._stop_looking(),
        )

    def _first_shown(self, found: ToSettle) -> None:
        waits_for_keyboard = self.window().focusWidget() in (None, self.window()) or self.hasFocus()
        self._show(found)
        if self.isVisible() and waits_for_keyboard and self.cards:
            self._keyboard_to(self._place_of_wanted())
        elif self._wanted is not None and self.cards:
            bring_into_view(self.cards[self._place_of_wanted()])

    def _place_of_wanted(self) -> int:
        """Of the fields that were asked for, else of anything else of that thing, else the first."""
        wanted = self._wanted
        of_it = [
            (place, fields)
            for place, card in enumerate(self.cards)
            for _kind, id_, fields in [_of(card).key]
            if wanted is not None and id_ == wanted.id
        ]
        exactly = [place for place, fields in of_it if wanted is not None and wanted.fields & set(fields)]
        return (exactly or [place for place, _ in of_it] or [0])[0]

    def _show(self, found: ToSettle) -> None:
        self.news.hide()
        wanted = _all(found)
        there = [card for card in self.cards if _of(card) in wanted]
        for gone in self.cards:
            if gone not in there:
                gone.hide()
                gone.deleteLater()
        self.cards = [
            next((card for card in there if _of(card) == what), None) or self._card(what) for what in wanted
        ]
        for place, card in enumerate(self.cards):
            self._column.insertWidget(self._column.indexOf(self.empty) + 1 + place, card)
            card.show()
        self._shown = found
        follow_layout(self)
        self._intro.setVisible(bool(found.differences))
        self.empty.setVisible(not self.cards)
        place = self._place_of_wanted()
        self.setFocusProxy(self.cards[place].first if self.cards else None)  # type: ignore[arg-type] # None is taken
        self.counted.emit(self.count)

    def _card(self, what: Difference | StruckUnseen) -> _DifferenceOrStruck:
        journal = self._desk.journal
        if isinstance(what, Difference):
            card = DifferenceCard(what, self._desk.clock.now(), self)
            card.keep_requested.connect(lambda kept: self._keep(card, kept))
            card.keep_both_requested.connect(
                lambda: self._settle(
                    card,
                    lambda: self._undoably(what, lambda: conflicts.keep_both(journal, what)),
                    self.tr("Both words are kept."),
                )
            )
            return card
        back = CameBackCard(what, self._desk.clock.now(), self)
        back.keep_requested.connect(
            lambda: self._settle(back, lambda: conflicts.keep(journal, what), self.tr("It is kept."))
        )
        back.strike_requested.connect(
            lambda: self._settle(
                back, lambda: conflicts.strike_again(journal, what), self.tr("It is struck out.")
            )
        )
        return back

    def _keep(self, card: DifferenceCard, alternative: Alternative) -> None:
        kept = alternative.words or self.tr("nothing")
        self._settle(
            card,
            lambda: self._undoably(
                card.difference, lambda: conflicts.settle(self._desk.journal, card.difference, alternative)
            ),
            self.tr("Kept: {what}.").format(what=" ".join(kept.split())),
        )

    def _undoably(self, what: Difference, act: Callable[[], None]) -> None:
        """What is settled while a meeting with that person is open is undone in it, but never a decision."""
        held = meetings.open_meeting(self._desk.journal)
        undo = self._desk.meeting_undo.get(held.id) if held is not None else None
        if undo is None or held is None or held.person_id != what.person_id or what.kind == "decision":
            act()
            return
        with undo.step(self.tr("settle “{what}”").format(what=what.what)):
            act()

    def _settle(self, card: _DifferenceOrStruck, act: Callable[[], None], done: str) -> None:
        place = self.cards.index(card)
        self._is_acting, self._acts = True, self._acts + 1
        try:
            stored = self.attempts.attempt(act)
        finally:
            self._is_acting = False
        shown = {each.id for each in _all(self._shown)}
        self._show(conflicts.to_settle(self._desk.journal, self._person_id, among=shown))
        self.done.setText(f"{_of(card).belongs_to}. {done}")
        self.done.setVisible(stored)
        self._keyboard_to(place)
        if not stored:
            bring_into_view(self.attempts)

    def _keyboard_to(self, place: int) -> None:
        """To what stands now where something was settled; else to the sentence that says what was done."""
        if self.cards:
            card = self.cards[min(place, len(self.cards) - 1)]
            card.first.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(card)
        else:
            self.done.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what comes behind the open page ------------------------------------------------------------------

    def _facts_changed(self, _facts: Facts) -> None:
        if self._is_acting:
            return
        if self._is_looking:
            self._look_again = True
            return
        self._look_up(self._tell_news)

    def _looked(self, found: ToSettle, then: Callable[[ToSettle], None], acts: int) -> None:
        if not isValid(self):
            return
        if acts == self._acts:
            then(found)
        else:
            self._look_again = True  # it is from before what was settled here since
        self._stop_looking()

    def _tell_news(self, found: ToSettle) -> None:
        if _what(found) != _what(self._shown):
            self.news.set_sentence(self.tr("Something has changed meanwhile."), self.tr("Show it"))
            self.news.show()
        else:
            self.news.hide()

    def _stop_looking(self) -> None:
        if isValid(self):
            self._is_looking = False
            if self._look_again:
                self._look_again = False
                self._facts_changed(Facts(frozenset()))

    def _show_news(self) -> None:
        self.attempts.say("")
        self.done.hide()
        self._look_up(self._first_shown)


class DifferencesPage(ScrollColumn):
    """The differences alone on a page."""

    def __init__(
        self,
        desk: Desk,
        person_id: EntityId | None = None,
        wanted: Wanted | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(900, parent)
        self.part = DifferencesPart(desk, person_id, wanted)
        self.add(Heading(self.tr("What laptops say differently"), 1))
        self.add(self.part)
        self.setFocusProxy(self.part)


def _of(card: _DifferenceOrStruck) -> Difference | StruckUnseen:
    return card.difference if isinstance(card, DifferenceCard) else card.struck


def _what(found: ToSettle) -> set[tuple[object, ...]]:
    """What tells whether something else waits than before: the things, and the events behind them."""
    return {(*each.key, *sorted(each.seen.items())) for each in _all(found)}


def _all(found: ToSettle) -> list[Difference | StruckUnseen]:
    return [*found.differences, *found.came_back]
