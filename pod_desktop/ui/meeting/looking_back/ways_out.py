"""What leads away from the page of turns: onto the network map, to everybody in the room, onto paper."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop.domain import wall_time
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.network import Place
from pod_desktop.errors import PodError
from pod_desktop.outputs.figures import Figures, Stretch
from pod_desktop.outputs.pdf.figures import write_figures
from pod_desktop.services import people
from pod_desktop.services.places_at import places_at
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.looking_back.episodes_shown import told_episodes
from pod_desktop.ui.meeting.looking_back.for_everybody import TurnsForEverybody
from pod_desktop.ui.meeting.looking_back.on_map.place import FollowingOnMap
from pod_desktop.ui.meeting.looking_back.told import told, told_measures
from pod_desktop.ui.shared_view.window import SharedWindow
from pod_desktop.ui.widgets import FlowLayout, Quiet, SecondaryButton
from pod_desktop.ui.widgets.save_path import ask_where_to_save


class Tells(Protocol):
    """A part of the page."""

    def told(self) -> Stretch:
        """What it says, as it goes onto paper."""
        ...


class WaysOut(QWidget):
    """The buttons at the end of the page, and what they open. It is what the page shows, and nothing more.

    While a meeting with the person goes on nothing of turns is drawn or shared.
    """

    choose_path: Callable[[QWidget, str, str, str, str], Path | None] = staticmethod(ask_where_to_save)

    def __init__(self, desk: Desk, page: QWidget, say: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._page, self._say = desk, page, say
        self._view: LookingBack | None = None
        self._agreement = ""
        self._parts: Sequence[Tells] = ()
        self.on_map: FollowingOnMap | None = None
        """The window that was opened last."""
        self.shared: SharedWindow | None = None
        self.everybody = SecondaryButton(self.tr("Show to everybody"), "users")
        self.save = SecondaryButton(self.tr("Save the page as PDF…"), "file-text")
        self.said = Quiet()
        self.said.hide()
        self.about = Quiet(
            self.tr(
                "The PDF holds the names of everybody who came. It is not encrypted: whoever has it can "
                "read it."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = FlowLayout(spacing=12)
        for part in (self.everybody, self.save, self.said):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.about)
        self.everybody.clicked.connect(self.show_to_everybody)
        self.save.clicked.connect(self._save)

    def set_parts(self, parts: Sequence[Tells], scrolled: QScrollBar) -> None:
        """The parts of the page in their order, below the episodes; and how far it is scrolled."""
        self._parts, self._scrolled = parts, scrolled

    def set_agreement(self, words: str) -> None:
        """How far the logs that are compared agree."""
        self._agreement = words
        if self.shared is not None and self.shared.isVisible():
            self._content.set_agreement(words)

    def set_view(self, view: LookingBack | None) -> None:
        """What the page shows now; what is open beside it goes where it may not be seen any more."""
        self._view = view
        there = view is not None and bool(view.logs)
        may_share = view is not None and there and not view.meets_now
        self.everybody.setVisible(may_share)
        self.save.setVisible(there)
        self.about.setVisible(there)
        if self.on_map is not None and isValid(self.on_map):
            if view is None or not _may_be_drawn(view):
                self.on_map.reject()
            else:
                self.on_map.show_view(view)
        if self.shared is not None:
            if view is None or not may_share:
                self.shared.close()
            elif self.shared.isVisible():
                self._content.set_view(view, self._desk.clock.now())

    # --- on the network map -------------------------------------------------------------------------------

    def show_on_map(self) -> None:
        """Looks up where everybody stood, and draws who followed whom there."""
        view = self._view
        if view is not None and _may_be_drawn(view):
            journal = self._desk.journal
            self._desk.find(
                lambda: places_at(journal, view.meeting_id), self._draw, lambda error: self._say(str(error))
            )

    def _draw(self, places: Mapping[EntityId, Place]) -> None:
        """One window, however often it was asked for while the places were looked up."""
        if not isValid(self) or not self._page.isVisible() or self._is_open_on_map():
            return
        if self._view is not None and _may_be_drawn(self._view):
            self.on_map = FollowingOnMap(self._view, places, self._page)
            self.on_map.open_large()

    def _is_open_on_map(self) -> bool:
        return self.on_map is not None and isValid(self.on_map) and self.on_map.isVisible()

    # --- to everybody -------------------------------------------------------------------------------------

    def show_to_everybody(self) -> None:
        """Shows the page in a window for the room."""
        view = self._view
        if view is None or view.meets_now:
            return
        if self.shared is None:
            self._content = TurnsForEverybody()
            self.shared = SharedWindow(self._page, self._content, self.tr("Looking back together"))
            self._content.follow(self._scrolled)
        self._content.set_view(view, self._desk.clock.now())
        self._content.set_agreement(self._agreement)
        self.shared.show_to_everybody()
        self._content.setFocus()

    # --- onto paper ---------------------------------------------------------------------------------------

    def figures(self) -> Figures | None:
        """The page as it goes onto paper; None while nothing is shown."""
        view = self._view
        if view is None:
            return None
        stretches = [told_episodes(view), told_measures(view), *(part.told() for part in self._parts)]
        return told(view, stretches, self._agreement)

    def _save(self) -> None:
        figures, view = self.figures(), self._view
        if figures is None or view is None:
            return
        day = f"{wall_time.on_the_wall(view.began, view.zone):%Y-%m-%d}"
        suggested = self.tr("Looking back {day}.pdf").format(day=day)
        path = self.choose_path(self, self.tr("Save the page"), suggested, ".pdf", "PDF (*.pdf)")
        if path is None:
            return
        team = people.team_name(self._desk.journal)
        self.save.setEnabled(False)
        self._desk.jobs.run(
            lambda: write_figures(path, figures, team),
            done=lambda _none: self._saved(self.tr("The page is saved as “{name}”.").format(name=path.name)),
            failed=self._not_saved,
        )

    def _not_saved(self, error: PodError) -> None:
        self._saved(str(error))

    def _saved(self, sentence: str) -> None:
        if isValid(self):  # the page may have gone while the PDF was being written
            self.save.setEnabled(True)
            self.said.setText(sentence)
            self.said.show()


def _may_be_drawn(view: LookingBack) -> bool:
    return bool(view.logs) and not view.is_totals and not view.meets_now
