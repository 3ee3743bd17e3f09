"""Who was asked to come: gone through with the person, so that nobody comes whom nobody told not to.

Once there is no yes of the person any more, somebody who was asked looks like one who was never thought of,
on every page. They would come all the same. So these words stand on every plan, whatever was said of whom,
and the names only in a place that is opened with the person. There all who were asked stand alike: the person
says who is not to come.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.map_views import AskedView
from pod_desktop.domain.views import Someone
from pod_desktop.ui import times
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, SecondaryButton, Sentence

Look = Callable[[], Sequence[AskedView]]
Invited = Callable[[], Sequence[Someone]]


class AskedPart(QWidget):
    """Closed it says the same to everybody; open it says who was asked, until it is put away or left."""

    def __init__(self, person_name: str, look: Look, invited: Invited, clock: Clock) -> None:
        """`look` finds who was asked, `invited` who is invited on the plan as it is on the page now."""
        super().__init__()
        self._look, self._invited, self._clock = look, invited, clock
        self._said: list[Sentence] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        why = self.tr(
            "Whoever was asked and is not to come after all has to be told. Only {name} can say who that is: "
            "please go through it together before each meeting."
        )
        self.go_through = QuietButton(self.tr("Go through it with {name}").format(name=person_name))
        self._alone = Sentence(
            self.tr("This is for {name}. Is nobody else looking on?").format(name=person_name)
        )
        self.show_names = SecondaryButton(self.tr("Nobody else is"))
        self.put_away = QuietButton(self.tr("Put away"))
        row = FlowLayout()
        for button in (self.go_through, self.show_names, self.put_away):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Quiet(why.format(name=person_name)))
        column.addWidget(self._alone)
        column.addLayout(self._lines)
        column.addLayout(row)
        self.go_through.clicked.connect(self._ask)
        self.show_names.clicked.connect(self._show)
        self.put_away.clicked.connect(self._put_away)
        self._close()

    def words(self) -> str:
        """What it says about who was asked; "" while it is closed."""
        return "\n".join(each.text() for each in self._said)

    def look_again(self) -> None:
        """The plan on the page is another one now; what is open here says so."""
        if self._said:
            self._tell()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._close()  # the page is left, or covered: no names when it is seen again

    def _ask(self) -> None:
        for widget in (self._alone, self.show_names, self.put_away):
            widget.show()
        self.show_names.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_through.hide()

    def _show(self) -> None:
        self._tell()
        self.put_away.setFocus(Qt.FocusReason.OtherFocusReason)
        self._alone.hide()
        self.show_names.hide()

    def _tell(self) -> None:
        now, asked = self._clock.now(), self._look()
        lines = [
            self.tr("{who} asked {name} {ago}.").format(
                who=each.asked_by.name,
                name=each.member.name,
                ago=times.ago_words(each.asked, now, QCoreApplication.translate),
            )
            for each in asked
        ]
        nobody = self.tr("Nobody has noted since the last meeting that somebody was asked to come.")
        waiting = {each.id: each.name for each in self._invited()}
        for each in asked:
            waiting.pop(each.member.id, None)
        self._take_lines_away()
        self._said = [Sentence(line) for line in lines or [nobody]]
        if waiting:
            words = self.tr("Invited, and not noted as asked yet: {names}.")
            self._said.append(Sentence(words.format(names=", ".join(waiting.values()))))
        for line in self._said:
            self._lines.addWidget(line)
            line.show()

    def _put_away(self) -> None:
        self.go_through.show()
        self.go_through.setFocus(Qt.FocusReason.OtherFocusReason)
        self._close()

    def _take_lines_away(self) -> None:
        for line in self._said:
            line.hide()
            line.deleteLater()
        self._said = []

    def _close(self) -> None:
        self._take_lines_away()
        self.go_through.show()
        for widget in (self._alone, self.show_names, self.put_away):
            widget.hide()
