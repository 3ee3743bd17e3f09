"""Buttons.

    PrimaryButton(text, icon_name="", *, meeting=False, parent=None)      the one thing to do next
    SecondaryButton(text, icon_name="", *, meeting=False, parent=None)    another thing to do
    QuietButton(text, icon_name="", *, meeting=False, parent=None)        a thing on the side; no frame
    IconButton(icon_name, name, *, meeting=False, checkable=False, parent=None)
                                                          `name` is read out and shown as the tool tip

`set_icon(name)` changes the icon, which follows the palette. 32 px high at least, 48 px with `meeting=True`.
Enter and space press the button that has the focus. Where a press shows another button in the same place, the
second press of a double click does nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from pod_desktop.ui import assets, theme
from pod_desktop.ui.widgets.as_typed import AsTyped, plain_tip
from pod_desktop.ui.widgets.own_press import OwnPress

_ROOM = 6
_LOOK_CHANGED = frozenset({QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange})
_MOST_KEPT = 400
_kept: dict[Hashable, QIcon] = {}
"""The program's own icons as buttons show them, by what, size, room and colours: a page has dozens alike."""


def _with_room(icon: QIcon, side: int, room: int) -> QIcon:
    """The icon on a wider picture: Qt's own gap between icon and text is too small to look at."""
    made, ratio = QIcon(), 2.0
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        picture = QPixmap(round((side + room) * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.drawPixmap(0, 0, icon.pixmap(QSize(side, side), ratio, mode))
        painter.end()
        made.addPixmap(picture, mode)
    return made


class PodButton(OwnPress, AsTyped, QPushButton):
    """What all buttons share: icons in the palette's colours, Enter as well as space, a least height."""

    icon_role = "ink"

    def __init__(self, text: str, icon_name: str, meeting: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon_name = ""
        self._shown: Hashable = None
        self.setAutoDefault(False)
        self.setProperty("meeting", meeting)
        self.setMinimumHeight(theme.TARGET_MEETING if meeting else theme.TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_icon(icon_name)

    def set_icon(self, icon_name: str) -> None:
        """Shows the icon of that name, or none for an empty name."""
        self._icon_name = icon_name
        self._tint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGED:
            self._tint()

    def _icon_side(self) -> int:
        """As high as the line of text, so that large type has a large icon."""
        self.ensurePolished()
        return max(20, self.fontMetrics().height())

    def _tint(self) -> None:
        if self._icon_name:
            self._show_named(self._icon_name, self.icon_role)

    def _show_named(self, name: str, role: str) -> None:
        """Shows an icon of the program's own in a colour of the palette."""
        self._show_icon((name, role), lambda side: assets.icon(name, role, (side,)), keep=True)

    def _show_icon(self, what: Hashable, drawn: Callable[[int], QIcon], *, keep: bool = False) -> None:
        """Shows an icon with some room between it and the text. `drawn` makes it, so many pixels high.

        `keep` is for icons that say nothing of anybody: they outlive the lock.

        While a page is put together a button hears dozens of times that its style may be another one, so
        what this or another button shows already is not drawn again.
        """
        side, room = self._icon_side(), _ROOM if self.text() else 0
        wanted = (what, side, room, theme.palette().name)
        if wanted == self._shown:
            return
        self._shown = wanted
        icon = _kept.get(wanted) or (_with_room(drawn(side), side, room) if room else drawn(side))
        if keep:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            _kept[wanted] = icon
        self.setIcon(icon)
        self.setIconSize(QSize(side + room, side))


class PrimaryButton(PodButton):
    """The one thing to do next; at most one on a screen."""

    icon_role = "accent_ink"

    def __init__(
        self, text: str, icon_name: str = "", *, meeting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, meeting, parent)


class SecondaryButton(PodButton):
    """Another thing to do."""

    def __init__(
        self, text: str, icon_name: str = "", *, meeting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, meeting, parent)


class QuietButton(PodButton):
    """A thing on the side, without a frame."""

    icon_role = "accent"

    def __init__(
        self, text: str, icon_name: str = "", *, meeting: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, meeting, parent)


class IconButton(PodButton):
    """An icon alone."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        meeting: bool = False,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", icon_name, meeting, parent)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self.minimumHeight())
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """What the button is called when read out, and its tool tip."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
