"""Facts from the journal, as one Qt signal: what changed, whoever changed it and in whatever thread."""

from PySide6.QtCore import QObject, Signal

from pod_desktop.services import Facts, Journal


class FactsRelay(QObject):
    """Tells screens which things changed. They decide what to look up again."""

    changed = Signal(object)
    """A `Facts`. Arrives in the GUI thread, also for acts of other threads."""

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        journal.listen(self._relay)

    def stop(self) -> None:
        """Listen no more; before the journal is closed."""
        self._journal.unlisten(self._relay)

    def _relay(self, facts: Facts) -> None:
        self.changed.emit(facts)
