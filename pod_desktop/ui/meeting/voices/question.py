"""Before the log: the question to ask aloud, and what everybody here said to it."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, OwnWordsView
from pod_desktop.domain.views import AttendanceView, person_first
from pod_desktop.ui import theme
from pod_desktop.ui.meeting.faces import badge_kind
from pod_desktop.ui.meeting.left_out_part import LeftOutPart
from pod_desktop.ui.meeting.voices import sentences
from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.widgets import (
    Choice,
    FlowLayout,
    Heading,
    PersonBadge,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    distinct_initials,
)


class Answer(QWidget):
    """One person here, with yes and no."""

    answered = Signal(str, str)
    """The attendance, and "yes" or "no"."""

    def __init__(self, stay: AttendanceView, letters: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        who = stay.who
        self.choice = Choice(
            (("yes", self.tr("Yes")), ("no", self.tr("No"))),
            self.tr("{name}: may we note who speaks when?").format(name=who.name),
            value=stay.log_agreed or None,
            meeting=True,
        )
        self.choice.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choice.chosen.connect(lambda answer: self.answered.emit(stay.id, answer))
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(PersonBadge(who.name, who.hue, letters=letters, kind=badge_kind(who), size=40))
        named.addWidget(Sentence(who.name), 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addLayout(named, 1)
        self._row.addWidget(self.choice)

    def set_narrow(self, narrow: bool) -> None:
        """The answers below the name, where both have no room beside each other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)

    def keep_answers_side_by_side(self) -> None:
        """A long name wraps; yes and no stay beside each other."""
        self.choice.setMinimumWidth(self.choice.sizeHint().width())


_WIDEST = 900
_MARGINS = 48
"""Those of the sheet, left and right."""
_SCROLL_BAR = 16


class QuestionPage(QWidget):
    """The question, the people, and the beginning. Reached again while the log runs, it shows who agreed."""

    not_today_chosen = Signal()
    back_requested = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.answers: dict[EntityId, Answer] = {}
        self._sheet = ScrollColumn(max_width=_WIDEST, heading_first=True)
        self._sheet.column.setSpacing(12)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(12)
        asked.addWidget(Quiet(self.tr("To ask aloud:")))
        asked.addWidget(Heading(self.tr("“May we note who speaks when?"), 2))
        asked.addWidget(
            Sentence(
                self.tr(
                    "No sound is recorded. Anybody can say no, or have it paused. "
                    "At the end we decide together what is kept.”"
                )
            )
        )
        self._sheet.add(self._asked)
        self._people = QWidget()
        self._grid = QGridLayout(self._people)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._sheet.add(self._people)
        self.left_out = LeftOutPart(meeting=True)
        self.left_out.asked.connect(self._sitting.leave_out)
        self._sheet.add(self.left_out)
        self._why = Sentence()
        go_on = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go_on.activated.connect(self._go_on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._sheet, 1)
        self._below = QHBoxLayout()
        self._below.addStretch(1)
        self._foot = self._made_foot()
        self._below.addWidget(self._foot, 10_000)
        self._below.addStretch(1)
        whole.addLayout(self._below)

    def _made_foot(self) -> QWidget:
        """Below the people: why not yet, and what can be done."""
        self.begin = PrimaryButton(self.tr("Begin"), meeting=True)
        self.everybody = SecondaryButton(self.tr("Everybody agreed"), "check", meeting=True)
        self.not_today = QuietButton(self.tr("Not today"), meeting=True)
        self.back = PrimaryButton(self.tr("Back to the table"), meeting=True)
        self.begin.clicked.connect(self._sitting.begin)
        self.everybody.clicked.connect(self._sitting.everybody_agreed)
        stays = self.everybody.sizePolicy()
        stays.setRetainSizeWhenHidden(True)  # else another button comes to lie under the finger
        self.everybody.setSizePolicy(stays)
        self.not_today.clicked.connect(self.not_today_chosen)
        self.back.clicked.connect(self.back_requested)
        buttons = FlowLayout()
        for button in (self.everybody, self.begin, self.back, self.not_today):
            buttons.addWidget(button)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 8, 24, 20)
        column.setSpacing(8)
        column.addWidget(self._why)
        column.addLayout(buttons)
        return inner

    def _place_foot(self) -> None:
        """In sight always, where the question is too; else what says *Everybody agreed* comes after it.

        Whoever presses it shall have the question before them.
        """
        wide = max(1, min(self.width(), _WIDEST) - _MARGINS)
        need = self._asked.heightForWidth(wide) + self._foot.heightForWidth(wide) + _MARGINS
        inside = need > self.height()
        if inside == (self._below.indexOf(self._foot) < 0):
            return
        if inside:
            self._sheet.add(self._foot)
        else:
            self._below.insertWidget(1, self._foot, 10_000)
        side = 0 if inside else 24
        column = self._foot.layout()
        if column is not None:
            column.setContentsMargins(side, 8, side, 20)
        self._order()

    def why_not(self) -> str:
        """Why the log cannot begin, as the page says it."""
        return self._why.text()

    def refresh(self, live: LiveView) -> None:
        """Who is here, and what they said."""
        if list(self.answers) != [stay.id for stay in live.here]:
            self._fill(live.here)
        for stay in live.here:
            choice = self.answers[stay.id].choice
            if (choice.value() or "") != stay.log_agreed:
                choice.show_stored(stay.log_agreed)
        left_out = {stay.who: stay.words_left_out for stay in live.here}
        people = [OwnWordsView(who, left_out[who], is_final=False) for who in person_first(left_out)]
        self.left_out.set_people(people)
        running, sentence = bool(live.log_kind), sentences.why_not_begin(live)
        self._why.setText(sentence)
        self._why.setVisible(bool(sentence))
        self.begin.setVisible(not running)
        self.begin.setEnabled(not sentence)
        self.begin.setAccessibleDescription(sentence)
        said_no = any(stay.log_agreed == "no" for stay in live.here)
        self.everybody.setEnabled(bool(live.to_ask))
        self.everybody.setVisible(not said_no)
        self.back.setVisible(running)
        self.not_today.setVisible(not running)

    def take_focus(self) -> None:
        """The keyboard comes to the first answer that is missing, else to what goes on."""
        missing = (each for each in self.answers.values() if each.choice.value() is None)
        place = next(missing, None)
        options = place.choice.findChildren(QAbstractButton) if place is not None else []
        go_on = self.begin if self.begin.isVisible() else self.back
        (options[0] if options else go_on).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """Ctrl+Enter: begins, or goes back to the table. Else the keyboard comes past all answers.

        It gives nobody's answer: that everybody agreed is a press by itself.
        """
        ways = [self.begin, self.back, self.everybody]
        for way in (each for each in ways if each.isVisible() and each.isEnabled()):
            if way is self.everybody:
                way.setFocus(Qt.FocusReason.ShortcutFocusReason)
            else:
                way.click()
            return

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # While the page stood alone its last stop was followed by its first, and Qt took that for the order.
        self._order()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._place_foot()

    def _fill(self, here: Sequence[AttendanceView]) -> None:
        before_now, self.answers = self.answers, {}
        letters = distinct_initials([stay.who.name for stay in here])
        for stay, short in zip(here, letters, strict=True):
            known = stay.id in before_now
            self.answers[stay.id] = before_now.pop(stay.id) if known else self._added(stay, short)
        for gone in before_now.values():
            gone.hide()
            gone.deleteLater()
        self._lay_out()
        self._order()

    def _order(self) -> None:
        """Tab comes to the answers before the buttons below them, which were made earlier."""
        options = [option for each in self.answers.values() for option in each.findChildren(QAbstractButton)]
        buttons = [self.everybody, self.begin, self.back, self.not_today]
        for before, after in pairwise([*options, *self.left_out.chips.values(), *buttons]):
            QWidget.setTabOrder(before, after)

    def _added(self, stay: AttendanceView, letters: str) -> Answer:
        answer = Answer(stay, letters, self._people)
        answer.answered.connect(self._sitting.answer)
        answer.show()
        theme.as_meeting(answer)
        answer.keep_answers_side_by_side()
        return answer

    def _lay_out(self) -> None:
        """Two columns where names and answers have room, else one."""
        for answer in self.answers.values():
            answer.set_narrow(False)
            answer.keep_answers_side_by_side()  # the type may be larger than when it was made
        need = max((answer.minimumSizeHint().width() for answer in self.answers.values()), default=0)
        room = min(self.width(), _WIDEST) - _MARGINS
        columns = 2 if need * 2 <= room - self._grid.horizontalSpacing() else 1
        for answer in self.answers.values():
            answer.set_narrow(need > room - _SCROLL_BAR)
        for number, answer in enumerate(self.answers.values()):
            self._grid.addWidget(answer, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
