"""The layer in a window of its own, opened from the page of turns. Esc leaves."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.network import Place
from pod_desktop.ui.meeting.looking_back.on_map.layer import FollowingLayer
from pod_desktop.ui.widgets import Heading, SecondaryButton


class FollowingOnMap(QDialog):
    """It changes nothing. It goes with the page, and where a meeting begins."""

    def __init__(self, view: LookingBack, places: Mapping[EntityId, Place], page: QWidget) -> None:
        super().__init__(page)
        self._page, self._places = page, places
        self.setWindowTitle(
            self.tr("Who spoke after whom, on {person}’s network map").format(person=view.person.name)
        )
        self.layer = FollowingLayer()
        self.close_button = SecondaryButton(self.tr("Close"))
        top = QHBoxLayout()
        top.addWidget(Heading(self.windowTitle(), 2), 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addLayout(top)
        column.addWidget(self.layer, 1)
        self.close_button.clicked.connect(self.accept)
        page.installEventFilter(self)
        self.show_view(view)
        self.finished.connect(self.deleteLater)

    def show_view(self, view: LookingBack) -> None:
        """Draws a newer look; everybody stays where they stand."""
        self.layer.show_view(view, self._places)

    def open_large(self) -> None:
        """As large as the window that it is opened from, with the keyboard at the first choice."""
        self.resize(self._page.window().size())
        self.open()
        chosen = self.layer.what.value()
        if chosen is not None:
            self.layer.what.option(chosen).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Hide:
            self.reject()
        return super().eventFilter(watched, event)
