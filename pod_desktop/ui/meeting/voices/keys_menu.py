"""What keys and taps at the table do, as a quiet button with a menu. Nothing waits for an answer."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from pod_desktop.ui.meeting.voices.sitting import Sitting
from pod_desktop.ui.meeting.voices.table_menu import TableMenu
from pod_desktop.ui.widgets import IconButton

_SLIPS_MS = (0, 100, 200, 300, 400, 500, 750, 1000)
_USUAL_MS = 300


class KeysMenu(IconButton):
    """Three ways to say who speaks, other keys for people, and what counts as a slip of the finger."""

    key_requested = Signal(str)
    """Another key for somebody: their id."""
    key_typed = Signal(str)
    """A key of the table was typed while the menu was open."""

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__("keyboard", self.tr("Keys and taps"), meeting=True, parent=parent)
        # A press must not take the focus from the words that are being typed.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sitting = sitting
        self.offers = TableMenu(self)
        ways = QActionGroup(self.offers)
        self.change = self.offers.addAction(self.tr("A tap or a key: only they speak"))
        self.several = self.offers.addAction(self.tr("Several at once: again, and they stop (M)"))
        self.hold = self.offers.addAction(self.tr("Hold a key while they speak; or tap, and tap again (H)"))
        for way in (self.change, self.several, self.hold):
            way.setCheckable(True)
            ways.addAction(way)
        self.change.triggered.connect(lambda: sitting.set_hold(False))
        self.several.triggered.connect(lambda: sitting.set_several(True))
        self.hold.triggered.connect(lambda: sitting.set_hold(True))
        self.offers.addSeparator()
        self.people, self.slips = TableMenu(self.offers), TableMenu(self.offers)
        self.people.setTitle(self.tr("Another key for"))
        for menu in (self.people, self.slips):
            self.offers.addMenu(menu)
        for menu in (self.offers, self.people, self.slips):
            menu.key_typed.connect(self.key_typed)
        self.clicked.connect(self.open)
        self.refresh()

    def open(self) -> None:
        """Shows the menu below the button."""
        self._fill_people()
        self._fill_slips()
        self.offers.popup(self.mapToGlobal(QPoint(0, self.height())))

    def refresh(self) -> None:
        """Shows which way is in use."""
        sitting = self._sitting
        self.several.setChecked(sitting.several)
        self.hold.setChecked(sitting.hold)
        self.change.setChecked(not sitting.several and not sitting.hold)

    def _fill_people(self) -> None:
        self.people.clear()
        here = {stay.who.id: stay.who.name for stay in self._sitting.live.here}
        for who, key in self._sitting.keys.items():
            if who in here:
                words = self.tr("{name}: {key}").format(name=here[who], key=key) if key else here[who]
                ask = partial(self.key_requested.emit, who)
                self.people.addAction(words.replace("&", "&&")).triggered.connect(lambda _on, ask=ask: ask())

    def _fill_slips(self) -> None:
        """The times on offer, and the one in use where a settings file has another."""
        now = self._sitting.slip_ms
        self.slips.setTitle(self.tr("The same key again is a slip within {ms} ms").format(ms=now))
        self.slips.clear()
        for milliseconds in sorted({*_SLIPS_MS, now}):
            self._offer(milliseconds, milliseconds == now)

    def _offer(self, milliseconds: int, in_use: bool) -> QAction:
        words = self.tr("{ms} ms").format(ms=milliseconds)
        if milliseconds == 0:
            words = self.tr("0 ms: every tap counts")
        elif milliseconds == _USUAL_MS:
            words = self.tr("{ms} ms, as usual").format(ms=milliseconds)
        offer = self.slips.addAction(words)
        offer.setCheckable(True)
        offer.setChecked(in_use)
        offer.triggered.connect(lambda: self._sitting.set_slip_ms(milliseconds))
        return offer
