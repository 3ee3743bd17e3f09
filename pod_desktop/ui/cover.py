"""The cover: a neutral picture over the whole window, at once, with nothing of what was there before.

    Cover(window)                     made once for a window; hidden until it is needed
        .put_on()                     covers at once: hides everything else in the window, from screen readers
                                      too, leaves open questions as with Esc, gives the window a neutral title
        .lift()                       shows the window again as it was; the caller has checked the PIN
        .is_on() -> bool
        .set_mode(mode)               "open" (nothing to type), "pin", "passphrase"
        .refuse(sentence)             the PIN or passphrase was wrong; the sentence says what now
    Facts: covered(), lifted()        Asks: lift_requested(), pin_given(str), passphrase_given(str)

A key or a tap emits `lift_requested`; with a PIN or a passphrase the panel to type it opens as well, and a
digit typed at once is its first. Esc goes back to the picture. F9 and Ctrl+L do nothing while it is on.
`CoverPicture(parent)` is the picture alone, for a second window such as the shared view.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.ui import theme
from pod_desktop.ui.landscape import paint_landscape
from pod_desktop.ui.lift_panel import LiftPanel

_NOT_A_WISH = {
    Qt.Key.Key_F9,
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Escape,
}


class CoverPicture(QWidget):
    """The picture alone. It is painted once for each size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._picture = QPixmap()
        self._painted: tuple[QSize, float, str] | None = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, ratio = theme.palette(), self.devicePixelRatioF()
        wanted = (self.size(), ratio, colours.name)
        if wanted != self._painted:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            with QPainter(self._picture) as painter:
                paint_landscape(painter, QRectF(self.rect()), colours)
            self._painted = wanted
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)


class Cover(CoverPicture):
    """A picture over the whole of a window."""

    covered = Signal()
    lifted = Signal()
    lift_requested = Signal()
    pin_given = Signal(str)
    passphrase_given = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._mode = "open"
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("own_focus", True)
        self.setAccessibleName(self.tr("The screen is covered"))
        self._hint = self.tr("Press a key or tap to come back")
        self.setAccessibleDescription(self._hint)
        self._panel = LiftPanel()
        self._panel.pin_given.connect(self.pin_given)
        self._panel.passphrase_given.connect(self.passphrase_given)
        self._panel.left.connect(self._back_to_picture)
        column = QVBoxLayout(self)
        column.addWidget(self._panel, 0, Qt.AlignmentFlag.AlignCenter)
        self._panel.hide()
        self.hide()
        window.installEventFilter(self)

    def is_on(self) -> bool:
        """Whether the window is covered."""
        return not self.isHidden()

    def set_mode(self, mode: str) -> None:
        """What lifts the cover: "open", "pin" or "passphrase"."""
        self._mode = mode
        self._panel.set_mode(mode)
        if mode == "open":
            self._back_to_picture()

    def put_on(self) -> None:
        """Covers the window at once. Does nothing when it is covered."""
        if self.is_on():
            return
        self._focus = self._window.focusWidget()
        self.setGeometry(self._window.rect())
        self._panel.hide()
        self.show()
        self.raise_()
        self.repaint()
        leave_what_is_asked()
        self._hide_the_rest()
        self._title = self._window.windowTitle()
        self._window.setWindowTitle(QApplication.applicationDisplayName())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.covered.emit()

    def lift(self) -> None:
        """Shows the window as it was before. Does nothing when it is not covered."""
        if not self.is_on():
            return
        self._panel.clear()
        for widget in self._hidden:
            if isValid(widget) and widget.parentWidget() is self._window:
                widget.show()
        self._hidden = []
        self._window.setWindowTitle(self._title)
        self.hide()
        if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
        self.lifted.emit()

    def refuse(self, sentence: str) -> None:
        """Says in the panel that what was typed does not lift the cover."""
        self._panel.refuse(sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in _NOT_A_WISH and not event.isAutoRepeat() and not held:
            self._ask_to_lift(event.text())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._panel.isHidden():
            self._ask_to_lift("")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._panel.isHidden():
            colours = theme.palette()
            with QPainter(self) as painter:
                painter.setFont(theme.font())
                painter.setPen(QColor("#F3F1EA" if not colours.dark else "#B9B6AC"))
                room = self.rect().adjusted(24, 0, -24, -24)
                where = (
                    Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
                )
                painter.drawText(room, where, self._hint)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and self.is_on():
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._window.rect())
                self._panel.fit(self.height())
            elif event.type() == QEvent.Type.ChildAdded:
                self.raise_()
        return super().eventFilter(watched, event)

    def _ask_to_lift(self, typed: str) -> None:
        if self._mode != "open":
            self._panel.fit(self.height())
            self._panel.open_with(typed)
            self.update()
        self.lift_requested.emit()

    def _back_to_picture(self) -> None:
        self._panel.clear()
        self._panel.hide()
        self.update()
        if self.is_on():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_the_rest(self) -> None:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        children = self._window.findChildren(QWidget, options=direct)
        self._hidden = [w for w in children if w is not self and not w.isWindow() and not w.isHidden()]
        for widget in self._hidden:
            widget.hide()


def leave_what_is_asked() -> None:
    """Closes lists and leaves questions, as with Esc, in every window."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()
