"""One quiet line above the pages: damaged data, a backup that could not be made, no recovery sheet yet.

    KeepingLine(desk)      keeping_requested()  sheet_requested()  mend_requested(sentence)

Only the most urgent of the three is said; during a meeting none is, and what is about the sheet only beside
the people.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.services import Facts, recovery
from pod_desktop.sync import Standing
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.widgets import Notice


class KeepingLine(QWidget):
    """Hidden while there is nothing to say."""

    keeping_requested = Signal()
    sheet_requested = Signal()
    mend_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._in_meeting = self._at_people = self._at_keeping = False
        self.notice = Notice("")
        self.notice.action_requested.connect(self._act)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 0)
        whole.addWidget(self.notice)
        self._has_sheet = desk.keeper is None or recovery.has_recovery_key(desk.journal)
        if desk.keeper is not None:
            desk.keeper.changed.connect(self._refresh)
            desk.facts.changed.connect(self._facts_changed)
        if desk.courier is not None:
            desk.courier.changed.connect(self._refresh)
        self._refresh()

    def page_changed(self, *, in_meeting: bool, at_people: bool, at_keeping: bool) -> None:
        """Another page is on the screen: an open meeting, the people, or what is said here anyway."""
        self._in_meeting, self._at_people, self._at_keeping = in_meeting, at_people, at_keeping
        self._refresh()

    def sentence(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self.notice.accessibleName()

    def _facts_changed(self, facts: Facts) -> None:
        if "team" in facts.kinds():
            self._has_sheet = recovery.has_recovery_key(self._desk.journal)
            self._refresh()

    def _refresh(self) -> None:
        words = self._words()
        self.setVisible(words is not None)
        if words is not None:
            self.notice.set_sentence(*words)

    def _words(self) -> tuple[str, str] | None:
        keeper = self._desk.keeper
        if keeper is None or self._in_meeting:
            return None
        if keeper.damage:
            return keeper.damage, self.tr("Close, and make it anew…")
        if self._at_keeping:
            return None
        if keeper.failure_is_new:
            return self.tr("Today’s backup could not be made."), self.tr("Keeping safe")
        return self._about_sheet() if self._at_people and not self._has_sheet else None

    def _about_sheet(self) -> tuple[str, str]:
        if self._is_joined():
            return self.tr("The team has no recovery sheet yet. It is made on a steward’s laptop."), ""
        return (
            self.tr(
                "There is no recovery sheet yet. If the passphrase is forgotten, only the sheet opens the "
                "data."
            ),
            self.tr("Make one…"),
        )

    def _is_joined(self) -> bool:
        """Whether this laptop was let into a team whose stewards look after its sheet."""
        status = self._desk.courier.status if self._desk.courier is not None else None
        return status is not None and status.standing == Standing.MEMBER and not status.is_steward

    def _act(self) -> None:
        keeper = self._desk.keeper
        if keeper is None:
            return
        if keeper.damage:
            self.mend_requested.emit(keeper.damage)
        elif keeper.failure_is_new:
            self.keeping_requested.emit()
        else:
            self.sheet_requested.emit()
