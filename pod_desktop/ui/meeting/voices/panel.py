"""Voices: the right half of an open meeting.

    VoicesPanel(desk, meeting_id)
        .set_current_topic(topic_id)   new turns carry it; None for none
        .set_show_silent(on)           the quiet line of who has not spoken yet; off at first
        .take_focus()                  the keyboard comes to the table, or to the question
        .keep_words()                  store what is being typed, or held, now: before the meeting closes
        log_began()  left_off()        the log runs; the room leaves it today

Keys, outside text fields: 1-9, then letters, a person, X somebody named later, S silence, R reflecting,
M several at once, P pause, 0 nobody, W the words, H whether a key is held while its person speaks, Ctrl+Z or
Backspace undo, Ctrl+Y redo. T to whom, I invited by whom and A in answer to whom the newest turn is, and N
who somebody was, wait for the tap that says it; Esc leaves it. Inside text fields only Ctrl and a person's
key, which is as a tap; in the words also Enter to who speaks now, and Ctrl+Enter with what was typed since.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import Facts, turn_log
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.tab_order import OWN_TAB_ORDER, focus_first
from pod_desktop.ui.meeting.voices import place_keys
from pod_desktop.ui.meeting.voices.page import TablePage
from pod_desktop.ui.meeting.voices.question import QuestionPage
from pod_desktop.ui.meeting.voices.second_taps import KEYS as ASK_KEYS
from pod_desktop.ui.meeting.voices.second_taps import Asked
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.meeting.voices.typed_at_table import TypedAtTable
from pod_desktop.ui.widgets import EmptyState


class VoicesPanel(QWidget):
    """The question first; then the table. Nothing is logged that the room did not agree to."""

    log_began = Signal()
    left_off = Signal()
    """*Not today*: the room would rather not."""

    def __init__(self, desk: Desk, meeting_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(OWN_TAB_ORDER, True)
        self._desk = desk
        self._meeting_id = meeting_id
        self._show_silent = False
        self.sitting = Sitting.of(desk, meeting_id)
        self.question = QuestionPage(self.sitting)
        self.page = TablePage(self.sitting, desk.journal.author_id)
        self.off = EmptyState(
            self.tr("Voices are not noted today"),
            self.tr("Ask the room"),
            detail=self.tr("The meeting goes on just the same."),
        )
        self._pages = QStackedLayout(self)
        for page in (self.question, self.page, self.off):
            self._pages.addWidget(page)
        self._running = bool(self.sitting.live.log_kind)
        first = self.page if self._running else self.off if self.sitting.left_off else self.question
        self._pages.setCurrentWidget(first)
        self.question.not_today_chosen.connect(self._leave_off)
        self.question.back_requested.connect(self._to_table)
        self.off.action_requested.connect(self._ask_after_all)
        self.page.agreement_requested.connect(self._to_question)
        self.sitting.changed.connect(self._refresh)
        desk.facts.changed.connect(self._facts_changed)
        self.typed = TypedAtTable(self.page, place_keys.TABLE_LETTERS + place_keys.LETTERS)
        self.typed.words_typed.connect(self._say_words_typed)
        self.sitting.second_tap_taken.connect(self.typed.tapped)
        self._with_ctrl: dict[str, QShortcut] = {}
        """Ctrl and a letter, which is somebody's only where they have it."""
        self._acts: dict[str, Callable[[], object]] = {}
        """What each key does."""
        self._add_keys()
        self.page.key_typed.connect(self._key_typed)
        theme.as_meeting(self)
        self._refresh()
        self.set_current_topic(self.sitting.topic_id)

    @Slot(object)
    def set_current_topic(self, topic_id: EntityId | None) -> None:
        """The topic that is talked about now; turns that begin from here on carry it."""
        topics = dict(self.sitting.topics()) if topic_id is not None else {}
        self.sitting.topic_id = topic_id if topic_id in topics else None
        self.page.set_topic(topics.get(topic_id, "") if topic_id is not None else "")

    def set_show_silent(self, on: bool) -> None:
        """Whether a quiet line says who has not spoken yet."""
        self._show_silent = on
        self._refresh()

    def keep_words(self) -> None:
        """Store the words that are being typed, and the ends of turns whose keys are held."""
        self.page.held_keys.let_all_go()
        self.page.words.store()

    @property
    def is_noting(self) -> bool:
        """Whether the table is shown, on which turns are noted."""
        return self._pages.currentWidget() is self.page

    def take_focus(self) -> None:
        """The keyboard comes here: to the table, or to the first answer that is missing."""
        if self.is_noting:
            self.page.table.take_focus()
        elif self._pages.currentWidget() is self.question:
            self.question.take_focus()
        else:
            focus_first(self.off)

    def _refresh(self) -> None:
        running = bool(self.sitting.live.log_kind)
        self.question.refresh(self.sitting.live)
        if not running:
            self._running = False
            return
        self.page.refresh()
        for letter, shortcut in self._with_ctrl.items():
            shortcut.setEnabled(self.page.with_key(letter) is not None)
        silent = turn_log.not_spoken_yet(self._desk.journal, self._meeting_id) if self._show_silent else ()
        self.page.set_silent([who.name for who in silent])
        if not self._running:
            self._running = True
            self._to_table()
            self.log_began.emit()

    def _facts_changed(self, facts: Facts) -> None:
        if self.sitting.topic_id in {id_ for _, id_ in facts.changed}:
            with self._desk.facts.looking():
                self.set_current_topic(self.sitting.topic_id)

    def _ask_after_all(self) -> None:
        self.sitting.left_off = False
        self._to_question()

    def _leave_off(self) -> None:
        self.sitting.left_off = True
        self._pages.setCurrentWidget(self.off)
        self.take_focus()
        self.left_off.emit()

    def _to_question(self) -> None:
        self._pages.setCurrentWidget(self.question)
        self.take_focus()

    def _to_table(self) -> None:
        self._pages.setCurrentWidget(self.page)
        self.take_focus()

    def _add_keys(self) -> None:
        sitting, key = self.sitting, Qt.Key
        for digit in place_keys.DIGITS:
            self._on_keys([QKeySequence(digit)], partial(self.page.key_pressed, digit))
            self._on_keys([QKeySequence(f"Ctrl+{digit}")], partial(self.page.key_tapped, digit))
        for letter in place_keys.LETTERS:
            self._on_keys([QKeySequence(letter)], partial(self._letter, letter))
            tapped = partial(self.page.key_tapped, letter)
            self._with_ctrl[letter] = self._on_keys([QKeySequence(f"Ctrl+{letter}")], tapped)
        typed, undo = self.typed, sitting.undo
        for code, state in (
            (key.Key_S, sitting.silence),
            (key.Key_R, sitting.reflecting),
            (key.Key_P, sitting.pause),
            (key.Key_X, sitting.somebody),
        ):
            self._on_keys([QKeySequence(code)], partial(typed.meant, partial(sitting.undoable, state)))
        for asked, letter in ASK_KEYS.items():
            self._on_keys([QKeySequence(letter)], partial(typed.asks, partial(self._ask, asked)))
        self._on_keys([QKeySequence(key.Key_M)], partial(typed.meant, self._change_several))
        self._on_keys([QKeySequence(key.Key_H)], partial(typed.meant, self._change_hold))
        self._on_keys([QKeySequence(key.Key_0)], sitting.nobody)
        self._on_keys([QKeySequence(key.Key_W)], partial(typed.leads_away, self.page.words.take_focus))
        self._on_keys([QKeySequence("Ctrl+Z")], undo)
        self._on_keys([QKeySequence(key.Key_Backspace)], partial(typed.mended, undo))
        self._on_keys([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")], sitting.redo)

    def _ask(self, asked: Asked) -> Callable[[], object]:
        self.sitting.ask(asked)
        awaited = self.sitting.second.awaited
        return lambda: self.sitting.ask_nobody() if self.sitting.second.awaited is awaited else None

    def _change_several(self) -> Callable[[], object]:
        take_back = self.sitting.way_back()
        self.sitting.set_several(not self.sitting.several)
        return take_back

    def _change_hold(self) -> Callable[[], object]:
        take_back = self.sitting.way_back()
        self.sitting.set_hold(not self.sitting.hold)
        return take_back

    def _say_words_typed(self) -> None:
        self.sitting.refused.emit(
            self.tr("Words typed at the table do nothing. W goes to the words of turns.")
        )

    def _letter(self, letter: str) -> None:
        """A letter that is somebody's key, or nobody's."""
        sitting, press = self.sitting, partial(self.page.key_pressed, letter)
        if self.page.with_key(letter) is None:
            self.typed.strayed()
        elif sitting.interrupted.spans:
            press()
        else:
            self.typed.taps(partial(sitting.undoable, press))

    def _key_typed(self, key: str) -> None:
        """A key of the table was typed while a menu of it was open: it does what it always does."""
        if (act := self._acts.get(key)) is not None:
            act()

    def _on_keys(self, keys: list[QKeySequence], act: Callable[[], object]) -> QShortcut:
        """Keys count while the table is seen, wherever the focus is. Text fields take theirs first."""
        shortcut = QShortcut(self.page)
        shortcut.setKeys(keys)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
        self._acts.update({each.toString(QKeySequence.SequenceFormat.PortableText): act for each in keys})
        return shortcut
