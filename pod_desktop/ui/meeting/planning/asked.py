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
from pod_desktop.ui import times
from pod_desktop.ui.widgets import FlowLayout, Quiet, QuietButton, SecondaryButton, Sentence

Look = Callable[[], Sequence[AskedView]]


class AskedPart(QWidget):
    """Closed it says the same to everybody; open it says who was asked, until it is put away or left."""

    def __init__(self, person_name: str, look: Look, clock: Clock) -> None:
        super().__init__()
        self._look, self._clock = look, clock
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
        now = self._clock.now()
        lines = [
            self.tr("{who} asked {name} {ago}.").format(
                who=each.asked_by.name,
                name=each.member.name,
                ago=times.ago_words(each.asked, now, QCoreApplication.translate),
            )
            for each in self._look()
        ]
        nobody = self.tr("Nobody has been asked to come since the last meeting.")
        self._said = [Sentence(line) for line in lines or [nobody]]
        for line in self._said:
            self._lines.addWidget(line)
            line.show()
        self.put_away.setFocus(Qt.FocusReason.OtherFocusReason)
        self._alone.hide()
        self.show_names.hide()

    def _put_away(self) -> None:
        self.go_through.show()
        self.go_through.setFocus(Qt.FocusReason.OtherFocusReason)
        self._close()

    def _close(self) -> None:
        for line in self._said:
            line.hide()
            line.deleteLater()
        self._said = []
        self.go_through.show()
        for widget in (self._alone, self.show_names, self.put_away):
            widget.hide()
