"""What stands before the team's data: the way in.

    UnlockScreen(has_team)
        start_requested(StartTeam)  unlock_requested(str)  look_around_requested()
        .working(sentence)  .refuse(sentence, wait_seconds=0)  .ready()

A passphrase is in the screen only while it is being typed.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pod_desktop.ui.unlock.open_form import OpenForm
from pod_desktop.ui.unlock.start_form import StartForm
from pod_desktop.ui.unlock.welcome import Welcome


class UnlockScreen(QWidget):
    """Opens the data where there is a team, else offers to start one or to look around."""

    start_requested = Signal(object)
    """A StartTeam."""
    unlock_requested = Signal(str)
    look_around_requested = Signal()

    def __init__(self, has_team: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._places)
        if has_team:
            self._add_open_form()
        else:
            self._add_first_start()
        self.setFocusProxy(self._page())

    def working(self, sentence: str) -> None:
        """Says what is going on; nothing can be done meanwhile."""
        self._page().working(sentence)

    def refuse(self, sentence: str, wait_seconds: float = 0) -> None:
        """Says why it did not work. For so many seconds no passphrase is taken."""
        page = self._page()
        if isinstance(page, OpenForm):
            page.refuse(sentence, wait_seconds)
        else:
            page.refuse(sentence)

    def ready(self) -> None:
        """Ready for a person again."""
        self._page().ready()

    def _page(self) -> Welcome | StartForm | OpenForm:
        page = self._places.currentWidget()
        if not isinstance(page, Welcome | StartForm | OpenForm):
            raise TypeError(page)
        return page

    def _add_open_form(self) -> None:
        opening = OpenForm()
        opening.unlock_requested.connect(self.unlock_requested)
        self._places.addWidget(opening)

    def _add_first_start(self) -> None:
        welcome, form = Welcome(), StartForm()
        self._places.addWidget(welcome)
        self._places.addWidget(form)
        welcome.look_around_wanted.connect(self.look_around_requested)
        welcome.start_wanted.connect(lambda: self._go_to(form))
        form.left.connect(lambda: self._go_to(welcome))
        form.start_requested.connect(self.start_requested)

    def _go_to(self, page: Welcome | StartForm) -> None:
        self._places.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
