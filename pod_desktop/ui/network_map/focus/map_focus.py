"""Keeps one focus at a time: whoever is not in it stands back on the drawing and in the table."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.focus import Focus, FocusKind, in_focus, out_of_focus
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Sector
from pod_desktop.services.rooms import Room, rooms
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.focus.words import focus_words
from pod_desktop.ui.network_map.sheet import MapSheet
from pod_desktop.ui.times import beginning


class MapFocus(QObject):
    """Nothing of it is stored, and the map that is printed or shown to everybody knows nothing of it."""

    choice_requested = Signal(object)
    """The id of who was found next."""

    def __init__(self, desk: Desk, person_id: EntityId, sheet: MapSheet, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._person_id, self._sheet = desk, person_id, sheet
        self._rooms: tuple[Room, ...] = ()
        self._offered: list[Focus | None] = [None]
        self._last: EntityId | None = None
        self._chosen: EntityId | None = None
        self.focus: Focus | None = None
        self.bar = sheet.focus_bar
        self.bar.searched.connect(self._search)
        self.bar.next_requested.connect(self._next)
        self.bar.focus_chosen.connect(lambda index: self.set_focus(self._offered[index]))
        self.bar.fit_requested.connect(self.fit)
        self.bar.everybody_requested.connect(self.show_everybody)
        sheet.drawing.chosen.connect(self._choose)
        sheet.row_chosen.connect(self._choose)
        for keys in ("Ctrl+F", "/"):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.open)

    @property
    def _model(self) -> MapModel:
        return self._sheet.drawing.model

    def open(self) -> None:
        """Shows the row, with the keyboard in its field."""
        self._rooms = rooms(self._desk.journal, self._person_id)
        if self.focus is not None and self.focus.kind is FocusKind.ROOM:  # somebody may have come since
            same = (room for room in self._rooms if room.meeting_id == self.focus.subject)
            self.focus = next((Focus(FocusKind.ROOM, room.meeting_id, room.came) for room in same), None)
        self._chosen = self._sheet.drawing.map_scene.selected
        self.bar.show()
        self.show_map()
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    def set_focus(self, focus: Focus | None) -> None:
        """Brings people into focus, in place of any others; None for everybody."""
        self.focus, self._last = focus, None
        if focus is None or focus.kind is not FocusKind.FOUND:
            self.bar.field.clear()
        self.show_map()

    def show_everybody(self) -> None:
        """The way out: nobody stands back, and the row goes."""
        had_keyboard = self.bar.isAncestorOf(self.bar.window().focusWidget())
        self.set_focus(None)
        self.bar.hide()
        if had_keyboard:
            self._sheet.take_keyboard()

    def show_map(self) -> None:
        """The same focus on a newer look. A focus on somebody who is gone is none."""
        view, focus = self._model.view, self.focus
        there = {view.person.id, *(member.id for member in view.members)}
        if focus is not None and focus.kind is FocusKind.NEIGHBOURS and focus.subject not in there:
            self.focus = focus = None
        out = out_of_focus(focus, view)
        self._sheet.set_faded(out)
        self._sheet.show_focus("" if focus is None else self._words(focus))
        self._say(len(view.members) - len(out), len(view.members))
        self._offer()

    def fit(self) -> None:
        """As large as the people in focus allow; without a focus the whole map."""
        people = self._sheet.drawing.map_scene.people
        faded = self._sheet.drawing.map_scene.faded
        self._sheet.drawing.fit_to([id_ for id_ in people if id_ not in faded] if faded else [])

    def _words(self, focus: Focus) -> str:
        return focus_words(focus, self._model, self._rooms, self._desk.clock.now())

    def _say(self, count: int, of: int) -> None:
        if self.focus is None:
            self.bar.words.setText(self.tr("Everybody is shown alike."))
            return
        words = self.tr("In focus: {focus}, {count} of {all}. The others are drawn faintly. Esc: everybody.")
        self.bar.words.setText(words.format(focus=self._words(self.focus), count=count, all=of))

    def _search(self, text: str) -> None:
        self.set_focus(Focus(FocusKind.FOUND, text) if text.strip() else None)

    def _next(self) -> None:
        """The next of who is in focus, by name; after the last, the first again."""
        if self.focus is None:
            return
        ids = [member.id for member in in_focus(self.focus, self._model.view)]
        if ids:
            at = ids.index(self._last) + 1 if self._last in ids else 0
            self._last = ids[at % len(ids)]
            self.choice_requested.emit(self._last)

    def _choose(self, id_: EntityId | None) -> None:
        self._chosen = id_
        self._offer()

    def _offer(self) -> None:
        """What can be brought into focus now, to choose from."""
        if self.bar.isHidden():
            return
        offered: list[Focus | None] = [None]
        if self._chosen is not None and self._model.member(self._chosen) is not None:
            offered.append(Focus(FocusKind.NEIGHBOURS, self._chosen))
        offered += [Focus(FocusKind.SECTOR, sector.value) for sector in Sector]
        offered += [Focus(FocusKind.KNOWS), Focus(FocusKind.WORRIED), Focus(FocusKind.COULD_HELP)]
        offered += [Focus(FocusKind.ROOM, room.meeting_id, room.came) for room in self._rooms]
        if self.focus is not None and self.focus not in offered:
            offered.insert(1, self.focus)
        words = [self.tr("Everybody") if each is None else self._words(each) for each in offered]
        self._offered = offered
        self.bar.box.clear()
        self.bar.box.addItems([beginning(each) for each in words])
        self.bar.box.setCurrentIndex(offered.index(self.focus))
