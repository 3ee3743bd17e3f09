"""A window whose courier hears that the team has locked this laptop out: it locks itself at once."""

from typing import TYPE_CHECKING

from pod_desktop.services import Journal
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.courier import Courier

if TYPE_CHECKING:
    from pod_desktop.ui.main_window import MainWindow


def courier_of(window: "MainWindow", journal: Journal, facts: FactsRelay, jobs: Jobs) -> Courier:
    """A courier for what is open in this window.

    When it hears that the laptop is locked out, the window is covered, what is half typed is stored and
    goes into the team folder, and then the window locks and says why.
    """
    courier = Courier(journal, facts, jobs, window)

    def lock_out() -> None:
        def lock(sentence: str) -> None:
            window.lock()
            window.cover_screen.lift()
            window.unlock_screen.tell_locked_out(sentence)

        if window.shell is not None:
            window.cover()
            window.shell.put_down()
            courier.exchange_last(lock)

    courier.locked_out.connect(lock_out)
    return courier
