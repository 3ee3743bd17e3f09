"""The words of turns, written while others go on: two places, for the turn that is written and the newest.

Each place is one turn's, and says whose inside its frame. While somebody is writing, their place stays as it
is; the turn of whoever is tapped meanwhile comes into the other one, and Enter, Tab or a press goes there.
What was typed on after the tap can be taken along. Where nothing is being written, a new turn comes into the
place of the older one, so that the last two can be written to and nothing goes from one place to the other.
What is typed is stored at every end of a word and after every short rest, letter by letter. What could not be
stored stays in its place, which is no other turn's until it is, also when the page is left and opened again.
"""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.ui.meeting.voices.keycap import KeyCap
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.meeting.voices.words_box import WordsBox, WordsEdit
from pod_desktop.ui.widgets import Heading


class WordsOfTurns(QWidget):
    """Two places for the own words of whoever has, or had, a turn."""

    turn_changed = Signal()
    """The keyboard, or a place, is at another turn now."""
    left = Signal()
    """Escape: the keyboard goes back to the table."""

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._newest: TurnView | None = None
        self.boxes = (WordsBox(), WordsBox(below=True))
        self._storing: list[WordsBox] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Heading(self.tr("Words"), 3), 1)
        head.addWidget(KeyCap("W"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        for box in self.boxes:
            column.addWidget(box, 1)
            box.store_requested.connect(partial(self._store, box))
            box.edit.textChanged.connect(self._say_where)
            box.edit.focus_left.connect(partial(self._store, box))
            box.edit.focus_left.connect(self._say_where)
            box.edit.focus_came.connect(self._keyboard_came)
            box.edit.entered.connect(partial(self._entered, box))
            box.edit.taken_along.connect(self._take_along)
            box.edit.escaped.connect(self._escaped)
            box.edit.refused.connect(partial(self._say_why_none, box))
            box.edit.undo_left.connect(sitting.undo)
            box.edit.redo_left.connect(sitting.redo)
            box.take_along.clicked.connect(self._take_along)
        sitting.words_requested.connect(self.store)

    @property
    def box(self) -> WordsBox:
        """Where the keyboard is; else where it would come: the place of the newest turn."""
        return self._written() or self._place_of(self._newest) or self.boxes[0]

    @property
    def edit(self) -> WordsEdit:
        """The text of that place."""
        return self.box.edit

    @property
    def turn_id(self) -> EntityId | None:
        """The turn of that place."""
        return self.box.turn_id

    def label(self) -> str:
        """Whose words they are, as the place says it."""
        return self.edit.accessibleName()

    def take_focus(self) -> None:
        """The keyboard comes to the words of the newest turn."""
        self.box.take_focus()

    def refresh(self, live: LiveView) -> None:
        """The turns are these now. What is being typed stays."""
        self._newest = live.last[0] if live.last else None
        for box in self.boxes:
            found = self._now(box.turn, live)
            if found is not None and found.left_out:
                self._sitting.unstored.pop(found.id, None)
            if found is not None:
                box.set_words(found)
            elif box.turn is not None:
                self._taken_back(box)
        self._place_newest()
        unstored = self._sitting.unstored
        for box in self.boxes:
            if box.turn is None:
                shown = {each.turn_id for each in self.boxes}
                others = [turn for turn in live.last if turn.id not in shown]
                typed = (turn for turn in others if turn.id in unstored)
                self._give(box, next(typed, others[0] if others else None))
        self._say_where()

    def follow(self, turn_id: EntityId) -> None:
        """Somebody's turn began: the keyboard goes along, unless words are being written."""
        written = self._written()
        if written is not None and written.turn_id != turn_id:
            if written.is_held():
                self._store(written)
                written.remember()
            elif self._newest is not None and self._newest.id == turn_id:
                self.store()
                self._go_on()
        self._say_where()

    def choose(self, turn: TurnView) -> None:
        """Write words for this turn now; where no place can be had for it, all stays as it is.

        It is looked up as it is now: what its place showed, or was given, may have been taken out since.
        """
        self.store()
        now = self._sitting.turn_now(turn.id)
        if now is None:
            return
        box = self._place_of(now)
        if box is None:
            kept = self._place_of(self._newest)
            box = self._first_stored(each for each in self.boxes if each is not kept)
            if box is None:
                return
            self._give(box, now)
        box.chosen, box.finished = True, False
        box.take_focus()
        self._say_where()
        self.turn_changed.emit()

    def store(self) -> None:
        """Stores what was typed, letter by letter."""
        for box in self.boxes:
            self._store(box)

    # --- inside -------------------------------------------------------------------------------------------

    def _now(self, turn: TurnView | None, live: LiveView) -> TurnView | None:
        """A turn as it is now, also where it is none of the last few any more; None if it was taken back."""
        if turn is None:
            return None
        return next((each for each in live.last if each.id == turn.id), None) or self._sitting.turn_now(
            turn.id
        )

    def _written(self) -> WordsBox | None:
        return next((box for box in self.boxes if box.edit.hasFocus()), None)

    def _place_of(self, turn: TurnView | None) -> WordsBox | None:
        return next((box for box in self.boxes if turn is not None and box.turn_id == turn.id), None)

    def _place_newest(self) -> None:
        """A place for the newest turn, where somebody is writing in the other one, else the older one's."""
        if self._newest is None or self._place_of(self._newest) is not None:
            return
        box = self._first_stored(sorted((each for each in self.boxes if not each.is_held()), key=_began))
        if box is not None:
            self._give(box, self._newest)
            self.turn_changed.emit()

    def _taken_back(self, box: WordsBox) -> None:
        """The turn is not there any more: whoever was writing to it must not go on in somebody else's."""
        had_keyboard = box.edit.hasFocus()
        box.set_turn(None)
        if had_keyboard:
            self.left.emit()
        self.turn_changed.emit()

    def _give(self, box: WordsBox, turn: TurnView | None) -> None:
        box.set_turn(turn, self._sitting.unstored.get(turn.id) if turn is not None else None)

    def _first_stored(self, boxes: Iterable[WordsBox]) -> WordsBox | None:
        """The first place that can be another turn's: nothing stands there that could not be stored."""
        return next((box for box in boxes if self._store(box)), None)

    def _store(self, box: WordsBox) -> bool:
        """Whether all that stands there is stored now."""
        box.rest.stop()
        turn, words = box.turn, box.text()
        if turn is None:
            return True
        unstored = self._sitting.unstored
        if words == box.stored:
            unstored.pop(turn.id, None)
            return True
        if box in self._storing:  # what is stored tells the screen, which comes here again
            return False
        self._storing.append(box)
        try:
            kept = self._sitting.keep_words(turn.id, words)
        finally:
            self._storing.remove(box)
        if not kept:
            unstored[turn.id] = words
            return False
        unstored.pop(turn.id, None)
        if box.turn_id == turn.id:
            box.stored = words
        return True

    def _say_where(self) -> None:
        """Each place says where Enter leads while words of an earlier turn are written."""
        written, newest = self._written(), self._place_of(self._newest)
        for box in self.boxes:
            behind = written is not None and newest is not None and written is not newest
            waits = behind and box is newest
            other = newest if box is written else written
            box.say_where(other.speaker if behind and other is not None else "", waits=waits)
            takes = waits and not box.takes_none()
            typed = written.typed_since().strip() if takes and written is not None else ""
            box.offer_typed(typed, written.speaker if written is not None else "")

    def _keyboard_came(self) -> None:
        self._say_where()
        self.turn_changed.emit()

    def _go_on(self) -> None:
        box = self._place_of(self._newest)
        if box is not None:
            box.take_focus()

    def _entered(self, box: WordsBox) -> None:
        self._store(box)
        if self._newest is not None and self._newest.id != box.turn_id:
            self._go_on()
        else:
            box.finished = True

    def _take_along(self) -> None:
        """What was typed since somebody else began was said by them."""
        written, newest = self._written(), self._place_of(self._newest)
        if written is None or newest is None or written is newest or newest.takes_none():
            return
        words = written.cut_typed_since().lstrip()
        if words:
            newest.append(words)
        self.store()
        newest.take_focus()

    def _say_why_none(self, box: WordsBox) -> None:
        words = self.tr("No words of {name} are noted here, as they asked. Esc leads to the table.")
        self._sitting.refused.emit(words.format(name=box.speaker))

    def _escaped(self) -> None:
        self.store()
        self.left.emit()


def _began(box: WordsBox) -> float:
    return box.turn.began.timestamp() if box.turn is not None else 0.0
