"""The network map page: names first, the map or its table, and the card at the side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView
from pod_desktop.domain.network import Place
from pod_desktop.services import Facts, network
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.tab_order import OWN_TAB_ORDER
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.askers import Askers
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.cards.side import SideSheet, keyboard_words, scrolling
from pod_desktop.ui.network_map.cards.tie_card import PersonCard
from pod_desktop.ui.network_map.drawing.model import MapModel
from pod_desktop.ui.network_map.drawing.view import NetworkView
from pod_desktop.ui.network_map.duplicates.same_person import SamePerson
from pod_desktop.ui.network_map.duplicates.words import twice_words
from pod_desktop.ui.network_map.focus.map_focus import MapFocus
from pod_desktop.ui.network_map.for_everybody import MapForEverybody
from pod_desktop.ui.network_map.line import carried_words, line_words
from pod_desktop.ui.network_map.linking import Linking
from pod_desktop.ui.network_map.more_menu import Part
from pod_desktop.ui.network_map.names.names_first import NamesFirst
from pod_desktop.ui.network_map.names.tray import waiting_row
from pod_desktop.ui.network_map.news import MapNews
from pod_desktop.ui.network_map.offered import offer_places
from pod_desktop.ui.network_map.panes import Panes
from pod_desktop.ui.network_map.requests import MapRequests
from pod_desktop.ui.network_map.sheet import MapSheet
from pod_desktop.ui.network_map.table.rows import Row
from pod_desktop.ui.network_map.table.table import MapTable
from pod_desktop.ui.network_map.toolbar import MapToolbar
from pod_desktop.ui.shared_view.window import SharedWindow

_WATCHED = {"member", "tie", "person", "practitioner"}


class NetworkPage(QWidget):
    """One person's network map. What is done here is stored at once and can be undone here."""

    erasure_requested = Signal(str)
    """What is stored about this member is to be erased everywhere."""
    large_wanted = Signal(bool)
    """Only the map is to be seen, or everything around it again."""
    table_shown = Signal(bool)

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(OWN_TAB_ORDER, True)
        self._desk, self._person_id = desk, person_id
        view = network.network_map(desk.journal, person_id)
        self._chosen: EntityId | None = None
        self._tray_order: list[EntityId] = []
        self._askers = Askers(desk.journal)
        self.acts = MapActs(desk, view.person, self)
        self.names = NamesFirst(view.person.name)
        self.map = NetworkView(view)
        self.requests = MapRequests(self.map, self.acts, self)
        self.linking = Linking(self.map, self)
        self.sheet = MapSheet(self.map, lambda: MapTable(self.acts, self.requests))
        self.focus = MapFocus(desk, person_id, self.sheet, self)
        self.side = SideSheet(self.acts, view.person.name, desk.clock)
        self.same_person = SamePerson(self.map, self.acts, self.side, self)
        self.panes = Panes(scrolling(self.names, margin=0), self.sheet, self.side)
        self.toolbar = MapToolbar()
        self.news = MapNews(desk, self.map, self.side, self._show, self)
        self.shared: SharedWindow | None = None  # the window for the room
        self._lay_out()
        self._connect_map()
        self._connect_rest()
        self._show(view)
        self._undo_changed()

    @property
    def chosen(self) -> EntityId | None:
        """The id of the member, the person or the tie whose card is shown."""
        return self._chosen

    def choose(self, id_: EntityId | None) -> None:
        """Shows the card of a member, the person or a tie; None shows how the map is used."""
        if id_ != self._chosen:
            self.side.leave()
            self._chosen = id_
            self.requests.new_run()
            self._show_chosen()
            self.side.to_top()

    def put_down(self) -> None:
        """Stores what is being written. A name that was typed goes onto the list, for it can be taken off."""
        self.side.leave()
        self.sheet.put_down()
        self.names.put_down()

    # --- looks --------------------------------------------------------------------------------------------

    @property
    def _model(self) -> MapModel:
        return self.map.model

    def _facts_changed(self, facts: Facts) -> None:
        if "practitioner" in facts.kinds():
            self._askers.forget()
        if facts.kinds() & _WATCHED:
            self.news.hear(facts, self._chosen)

    def _gesture_ended(self) -> None:
        self.news.settle(self._chosen)
        self._say_where()

    def _show(self, view: MapView) -> None:
        self.map.show_map(view)
        self.sheet.show_map(self._model)
        self.focus.show_map()
        self.linking.show_map()
        self.names.show_people(self._tray_rows(), anybody=bool(view.members))
        self._chosen = view.shown_as(self._chosen)
        if self._chosen is None and self.side.isAncestorOf(self.focusWidget()):
            self.sheet.take_keyboard()  # before Qt passes it on as if by Tab
        self.setFocusProxy(self.map if view.members else self.names)
        if self.shared is not None:
            self._for_everybody.show_map(view)
        self._show_chosen()

    def show_to_everybody(self) -> None:
        """Shows the map in a window for the room."""
        view = self._model.view
        if self.shared is None:
            self._for_everybody = MapForEverybody(view)
            title = self.tr("{person}’s network").format(person=view.person.name)
            self.shared = SharedWindow(self, self._for_everybody, title)
        self.shared.show_to_everybody()

    def _tray_rows(self) -> list[Row]:  # in the order in which they were named
        waiting = {member.id: member for member in self._model.unplaced}
        known = [id_ for id_ in self._tray_order if id_ in waiting]
        new = sorted(waiting.keys() - set(known), key=lambda id_: (waiting[id_].hue, id_))
        self._tray_order = known + new
        rows, letters = (waiting[id_] for id_ in self._tray_order), self.map.map_scene.letters
        return [waiting_row(member, letters[member.id]) for member in rows]

    def _show_chosen(self) -> None:
        id_ = self._chosen
        self.map.map_scene.select(id_ if id_ in self._model.nodes or id_ in self._model.ties else None)
        self.names.show_chosen(id_)
        self.sheet.show_chosen(id_)
        self.side.show_chosen(self._model, id_, self.map.map_scene.letters, self._askers)
        self._say_where()

    def _say_where(self) -> None:
        words = line_words(self.map, self._chosen)
        self.sheet.say(words)
        self.map.setAccessibleDescription(f"{words}\n{keyboard_words()}".strip())

    def _carried(self, where: tuple[EntityId, Place]) -> None:
        member = self._model.member(where[0])
        if member is not None:
            self.sheet.say(carried_words(member, where[1]))

    # --- doing --------------------------------------------------------------------------------------------

    def _remove_chosen(self) -> None:
        self.requests.remove(self._chosen)

    def _link_with(self) -> None:
        self.linking.open(self._chosen)

    def _show_large(self, large: bool) -> None:
        self.panes.set_alone(large)
        self.large_wanted.emit(large)

    def _show_quality(self, on: bool) -> None:
        self.sheet.show_quality(on)
        self.side.show_quality(on)

    def _open_card(self) -> None:
        self.panes.show_pane("card")
        self.side.enter()

    def _show_as(self, what: str) -> None:
        self.map.leave_gesture()
        self.sheet.show_as(what)
        self.toolbar.show_as(what)
        self.panes.set_wide_middle(what == "table")
        self.table_shown.emit(what == "table")

    def _arranged(self) -> None:
        self.toolbar.show_panes(self.panes.count, self.panes.current, self.panes.beside)
        self.sheet.keep_line(self._top if self.panes.count > 1 else None)

    def _turn_over(self) -> None:
        self._show_as("drawing" if self.sheet.shown_as == "table" else "table")
        self.sheet.take_keyboard()

    def _show_from_elsewhere(self, id_: EntityId | None) -> None:
        """Chosen in the tray, the table or on a card: also brought into view on the drawing."""
        self.choose(id_)
        if id_ is not None:
            self.map.bring_into_view(id_)

    def _went(self, sentence: str) -> None:
        self.sheet.refuse(sentence)
        self.panes.show_pane("map")

    def _undo_changed(self) -> None:
        self.sheet.refuse("")
        self.toolbar.show_undo(self.acts.undo_label, self.acts.redo_label)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.setContentsMargins(0, 0, 16, 0)
        self._top.addWidget(self.toolbar)
        column.addLayout(self._top)
        column.addWidget(self.panes, 1)
        name = self._model.view.person.name
        self.setAccessibleName(self.tr("Network map of {person}").format(person=name))
        self.map.setAccessibleName(self.tr("Drawing of {person}’s network").format(person=name))

    def _connect_map(self) -> None:
        self._desk.facts.changed.connect(self._facts_changed)
        self.acts.happened.connect(self._undo_changed)
        self.acts.refused.connect(self.sheet.refuse)
        self.news.went.connect(self._went)
        self.requests.choice_requested.connect(self._show_from_elsewhere)
        self.map.chosen.connect(self.choose)
        self.map.carried.connect(self._carried)
        self.map.gesture_began.connect(self._say_where)
        self.map.gesture_ended.connect(self._gesture_ended)
        self.map.card_requested.connect(self._open_card)
        self.map.link_mode_changed.connect(self.toolbar.link_button.setChecked)
        self.map.link_mode_changed.connect(lambda _on: self._say_where())

    def _connect_rest(self) -> None:
        self.names.give_to(self.acts.add)
        self.names.names_given.connect(
            lambda given: self.sheet.say(twice_words(self._model.view.members, given) or self.sheet.said)
        )
        for lead in (lambda _text: self.panes.show_pane("names"), self.names.begin):
            self.sheet.name_begun.connect(lead)
        for chosen in (self.names.tray.chosen, self.sheet.row_chosen, self.focus.choice_requested):
            chosen.connect(self._show_from_elsewhere)
        self.names.tray.place_requested.connect(self.requests.place)
        self.names.next.place_requested.connect(self.requests.place_in_ring)
        self.sheet.table_made.connect(self._connect_table)
        self.side.card_made.connect(self._connect_card)
        self.map.removal_requested.connect(self._remove_chosen)
        self.toolbar.pane_chosen.connect(self.panes.show_pane)
        self.toolbar.shown_chosen.connect(self._show_as)
        self.toolbar.link_toggled.connect(self.map.set_link_mode)
        self.toolbar.undo_requested.connect(self.requests.undo)
        self.toolbar.redo_requested.connect(self.requests.redo)
        self.large_switch = self.toolbar.menu.add_switch(Part.LOOK, self.tr("Only the map"), self._show_large)
        self.large_switch.setShortcut(QKeySequence(Qt.Key.Key_F11))
        self.addAction(self.large_switch)  # else the key counts only while the menu is open
        self.toolbar.menu.add(Part.LOOK, self.tr("Find or focus"), self.focus.open)
        self.toolbar.menu.add_switch(Part.LOOK, self.tr("How ties are"), self._show_quality)
        self.toolbar.menu.add(Part.TOGETHER, self.tr("Show to everybody"), self.show_to_everybody)
        self.toolbar.menu.add(Part.MAP, self.tr("Tidy the map"), self.requests.tidy)
        offer_places(self.toolbar.menu, self._desk, self.acts, self.map, self.names, self)
        self.panes.arranged.connect(self._arranged)
        for linked in (self.requests.link, self.sheet.show_linked):
            self.linking.link_requested.connect(linked)
        redo, within = self.requests.redo, Qt.ShortcutContext.WidgetWithChildrenShortcut
        acts = {"Ctrl+Z": self.requests.undo, "Ctrl+Shift+Z": redo, "Ctrl+Y": redo}
        for keys, act in (acts | {"Ctrl+K": self._link_with, "Ctrl+T": self._turn_over}).items():
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    def _connect_table(self, table: MapTable) -> None:
        table.opened.connect(self._open_card)
        table.told.connect(self.sheet.say)
        table.link_requested.connect(self._link_with)
        table.removal_requested.connect(self._remove_chosen)

    def _connect_card(self, card: QWidget) -> None:
        if isinstance(card, MemberCard):
            self.same_person.attend(card)
            card.removal_requested.connect(self._remove_chosen)
            card.list_requested.connect(lambda: self.requests.put_on_list(self._chosen))
            card.place_requested.connect(lambda: self.requests.place(self._chosen))
            card.sector_requested.connect(lambda sector: self.requests.to_sector(self._chosen, sector))
            card.erasure_requested.connect(lambda: self.erasure_requested.emit(card.member_id))
        if isinstance(card, MemberCard | PersonCard):
            card.ties.tie_opened.connect(self._show_from_elsewhere)
            card.ties.link_requested.connect(self._link_with)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.side.isAncestorOf(self.focusWidget()):
            self.panes.show_pane("map")
            self.sheet.take_keyboard()
        elif event.key() == Qt.Key.Key_Escape and self.large_switch.isChecked():
            self.large_switch.setChecked(False)
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.side.leave()
        self.map.leave_gesture()
        super().hideEvent(event)
