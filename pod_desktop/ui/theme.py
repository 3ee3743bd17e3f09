"""The look of the whole program, applied once and kept in step with the system.

    theme = apply(app, scheme=Scheme.SYSTEM, text_scale=1.0)    start here, once; returns the Theme
    theme.set_scheme(Scheme.DARK)   theme.set_text_scale(1.25)  settings, at any time
    theme.changed                   the look has changed (painted widgets repaint by themselves)
    font(role="body", meeting=False) -> QFont                   for painters: "body" "quiet" "strong"
                                                                 "heading" "title" "display"
    as_meeting(widget)              everything inside gets large type (14 pt+) and 48 px targets
    space(n) -> int                 n steps of 4 px
    TARGET, TARGET_MEETING          least height of what can be touched: 32 and 48 px

    palette(), hue(i), shape(i), Palette, LIGHT, DARK, Shape     as in ui/palette.py

The stylesheet is resources/style/pod.qss; `@role` in it is a colour of the palette or a size from here.
Whatever has the keyboard's focus gets a ring (ui/focus_ring.py); a widget that shows it in its own way sets
the property "own_focus" to True, one with other corners "ring_radius" in px.
There are no animations: menus, combo boxes, tool tips and the text cursor stand still.
"""

from __future__ import annotations

import re
from dataclasses import asdict

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from pod_desktop.bundled import bundled
from pod_desktop.settings import Scheme
from pod_desktop.ui.assets import FONT_FAMILY, load_fonts
from pod_desktop.ui.focus_ring import FocusRing
from pod_desktop.ui.left_keyboard import LeftKeyboard
from pod_desktop.ui.palette import DARK, LIGHT, Hue, Palette, Shape, contrast, hue, palette, shape

__all__ = [
    "DARK", "LIGHT", "TARGET", "TARGET_MEETING", "Hue", "Palette", "Scheme", "Shape", "Theme",
    "apply", "as_meeting", "contrast", "font", "hue", "palette", "shape", "space", "stylesheet",
]  # fmt: skip

TARGET = 32
TARGET_MEETING = 48
BODY_PT = 11.0
MEETING_FACTOR = 14.0 / 11.0
# Sizes relative to the body; nothing is smaller than the body.
_SIZES = {"body": 1.0, "quiet": 1.0, "strong": 1.0, "heading": 1.28, "title": 1.75, "display": 2.5}
_BOLD = {"strong", "heading", "title", "display"}
_STILL = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Theme(QObject):
    """Keeps an application's palette, font and stylesheet in step with the wish and the system."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme, text_scale: float, by_window: bool) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._text_scale = text_scale
        self._laid_on: tuple[str, float] | None = None
        self._sheet = ""
        self._by_window = by_window
        self._window: QWidget | None = None
        self._system = app.styleHints().colorScheme()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def scheme(self) -> Scheme:
        """The wish, which may be SYSTEM."""
        return self._scheme

    @property
    def text_scale(self) -> float:
        """1.0 is a body of 11 pt."""
        return self._text_scale

    def set_scheme(self, scheme: Scheme) -> None:
        """Follows the system, or stays light or dark."""
        self._scheme = Scheme(scheme)
        self.lay_on()

    def set_text_scale(self, text_scale: float) -> None:
        """Makes all text larger or smaller; 1.0 is a body of 11 pt."""
        self._text_scale = text_scale
        self.lay_on()

    @property
    def by_window(self) -> bool:
        """Whether the stylesheet is put on the window that is dressed, or on the whole application."""
        return self._by_window

    def dress(self, window: QWidget) -> None:
        """Puts the stylesheet on this window and what belongs to it, now and later.

        Qt styles everything in a widget anew each time the widget gets another parent. A page that is put
        together outside the window is then not styled at every step, but once, when it comes in.
        Where the stylesheet is on the whole application, the window has it already.
        """
        self._window = window if self._by_window else None
        self.lay_on()

    def lay_on(self) -> None:
        """Puts palette, font and stylesheet where they belong; does nothing when they are there."""
        colours = self._wanted()
        look = (colours.name, self._text_scale)
        if self._laid_on != look:
            self._laid_on = look
            body = QFont(FONT_FAMILY)
            body.setPointSizeF(BODY_PT * self._text_scale)
            self._app.setPalette(_qt_palette(colours))
            self._app.setFont(body)
            self._sheet = stylesheet(colours, self._text_scale)
            self._lay_sheet()
            self.changed.emit()
        else:
            self._lay_sheet()

    def _lay_sheet(self) -> None:
        on_application = "" if self._by_window else self._sheet
        if self._app.styleSheet() != on_application:
            self._app.setStyleSheet(on_application)
        window = self._window
        if window is not None and isValid(window) and window.styleSheet() != self._sheet:
            window.setStyleSheet(self._sheet)

    def _wanted(self) -> Palette:
        if self._scheme is Scheme.SYSTEM:
            return DARK if self._system == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme is Scheme.DARK else LIGHT

    def _system_changed(self, system: Qt.ColorScheme) -> None:
        self._system = system
        if self._scheme is Scheme.SYSTEM:
            self.lay_on()


def apply(
    app: QApplication,
    scheme: Scheme | str = Scheme.SYSTEM,
    text_scale: float = 1.0,
    *,
    by_window: bool = False,
) -> Theme:
    """Gives the application its look. May be called again; the one Theme of the application is returned.

    With `by_window` the stylesheet waits for the window that is dressed (`Theme.dress`). The first call says
    so for the life of the process, later ones change nothing of it: when the last stylesheet of a process
    goes, Qt forgets which widgets it had styled, and reads them after they are freed.
    """
    found = app.findChild(Theme)
    if isinstance(found, Theme):
        found.set_text_scale(text_scale)
        found.set_scheme(Scheme(scheme))
        return found
    load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    for effect in _STILL:
        app.setEffectEnabled(effect, False)
    app.setCursorFlashTime(0)
    FocusRing(app)
    LeftKeyboard(app)
    made = Theme(app, Scheme(scheme), text_scale, by_window)
    made.lay_on()
    return made


def font(role: str = "body", meeting: bool = False) -> QFont:
    """The font of a role at the present text size, for those who paint themselves."""
    made = QApplication.font()
    factor = _SIZES[role] * (MEETING_FACTOR if meeting else 1.0)
    made.setPointSizeF(made.pointSizeF() * factor)
    # A weight that is not said would be taken from the widget that is painted, such as a button's.
    made.setWeight(QFont.Weight.DemiBold if role in _BOLD else QFont.Weight.Normal)
    return made


def space(steps: int) -> int:
    """`steps` times 4 px."""
    return 4 * steps


def as_meeting(widget: QWidget) -> None:
    """Large type and large targets for the widget and everything in it, now and later."""
    widget.setProperty("meeting", True)
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)
        each.updateGeometry()


def stylesheet(colours: Palette, text_scale: float = 1.0) -> str:
    """The stylesheet with every `@role` filled in. Raises KeyError on a role that does not exist."""
    values: dict[str, str] = {name: str(value) for name, value in asdict(colours).items()}
    for role, factor in _SIZES.items():
        size = BODY_PT * text_scale * factor
        values[f"pt_{role}"] = f"{size:.2f}pt"
        values[f"pt_meeting_{role}"] = f"{size * MEETING_FACTOR:.2f}pt"
    source = bundled("style/pod.qss").read_text(encoding="utf-8")
    made = re.sub(r"@([a-z_]+)", lambda found: values[found.group(1)], source)
    # The program may lie in a folder with blanks or brackets in its name, which would end a path in url(…).
    QDir.setSearchPaths("style", [str(bundled("style"))])
    return made


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in (
        (role.Window, colours.paper),
        (role.WindowText, colours.ink),
        (role.Base, colours.card),
        (role.AlternateBase, colours.paper),
        (role.Text, colours.ink),
        (role.PlaceholderText, colours.ink_soft),
        (role.Button, colours.card),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.ink),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.ink),
        (role.Highlight, colours.highlight),
        (role.HighlightedText, colours.highlight_ink),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Light, colours.card),
        (role.Midlight, colours.hover),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.faint))
    return made
