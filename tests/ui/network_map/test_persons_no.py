"""On every surface a member whom the person does not want invited looks like one not invited yet.

Each surface is made anew from one record before and after the person's no, at the same moment of a clock that
stands still, and compared whole: its picture, its words and its names for reading aloud, or its bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.map_views import MapView
from pod_desktop.errors import NotAllowed
from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv
from pod_desktop.outputs.network_map.graphml import map_graphml
from pod_desktop.outputs.network_map.svg import map_svg
from pod_desktop.outputs.pdf import summary_pdf
from pod_desktop.outputs.pdf.figures import figures_pdf
from pod_desktop.outputs.pdf.network_map import map_pdf, map_png
from pod_desktop.outputs.record_text import record_text
from pod_desktop.services import (
    conflicts,
    invitations,
    joining_members,
    looking_back,
    meeting_views,
    meetings,
    network,
    people,
    planning,
    turn_log,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.map_files.graphml import read_graphml
from pod_desktop.services.map_files.taking_in import take_in
from pod_desktop.services.places_at import places_at
from pod_desktop.storage.journal import Journal
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.beginning.page import BeginPage
from pod_desktop.ui.meeting.for_everybody import AgendaForEverybody, ClosingForEverybody
from pod_desktop.ui.meeting.looking_back.for_everybody import TurnsForEverybody
from pod_desktop.ui.meeting.looking_back.on_map.place import FollowingOnMap
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.duplicates.dialog import MayBeOneDialog
from pod_desktop.ui.network_map.for_everybody import MapForEverybody
from pod_desktop.ui.network_map.out.reading import TakeIn
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.network_map.time.place import EarlierMap
from pod_desktop.ui.people.between.page import BetweenPage
from pod_desktop.ui.people.details import DetailsPart
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage
from pod_desktop.ui.people.timeline import TimelinePart
from pod_desktop.ui.searching.page import SearchPage
from pod_desktop.ui.team_folder.differences import DifferencesPage


@dataclass
class Record:
    """Zoe's record, and a window to show things of it in."""

    qtbot: QtBot
    desk: Desk
    zoe: EntityId
    may: EntityId
    jo: EntityId
    meeting: EntityId
    talk: EntityId | None = None

    @property
    def journal(self) -> Journal:
        return self.desk.journal


@pytest.fixture(params=["on the drawing", "in the tray"])
def record(request, qtbot, desk, journal, me):
    zoe = people.add_person(journal, "Zoe")
    may = network.add_member(journal, zoe, "Aunt May", words="aunt", sector="relatives")
    jo = network.add_member(journal, zoe, "Jo", words="next door", sector="friends")
    if request.param == "on the drawing":
        network.place_member(journal, may, 108.0, 0.5)
    network.place_member(journal, jo, 180.0, 0.8)
    network.tie(journal, zoe, may, jo)
    invitations.person_said_yes(journal, jo)
    planning.plan_meeting(journal, zoe, invited=[jo])
    meeting = meetings.begin_meeting(journal, zoe, here=[zoe, jo, me])
    meetings.close_meeting(journal, meeting)
    return Record(qtbot, desk, zoe, may, jo, meeting)


def picture(widget: QWidget) -> bytes:
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(held, "PNG")
    return bytes(held.data().data())


def look(record: Record, widget: QWidget) -> tuple[object, ...]:
    """All that can be seen of a widget, or heard."""
    record.qtbot.addWidget(widget)
    widget.resize(1166, 900)
    with record.qtbot.waitExposed(widget):
        widget.show()
    said = [(each.accessibleName(), each.accessibleDescription()) for each in widget.findChildren(QWidget)]
    words = [each.text() for each in widget.findChildren(QLabel)]
    buttons = [(each.text(), each.isEnabled()) for each in widget.findChildren(QAbstractButton)]
    QApplication.processEvents()
    picture(widget)  # lays out what is laid out only when it is drawn
    QApplication.processEvents()
    seen = picture(widget)
    widget.hide()
    return seen, words, buttons, said, widget.accessibleName()


def map_page(record: Record, chosen: EntityId | None, shown: str) -> tuple[object, ...]:
    page = NetworkPage(record.desk, record.zoe)
    page.choose(chosen)
    page._show_as(shown)
    table = page.sheet.table.members
    cells = [
        table.rows.index(row, column).data()
        for row in range(table.rows.rowCount())
        for column in range(table.rows.columnCount())
    ]
    undo = page.acts.undo_label, page.acts.redo_label
    return look(record, page), cells, undo, page.map.accessibleDescription()


def written_in_the_table(record: Record, who: EntityId, column: int) -> tuple[object, ...]:
    """The table while a cell is open, and what is offered there."""
    page = NetworkPage(record.desk, record.zoe)
    page._show_as("table")
    page.resize(1166, 900)
    record.qtbot.addWidget(page)
    with record.qtbot.waitExposed(page):
        page.show()
    page.sheet.table.members.write_in(who, column)
    cell = page.sheet.table.members.cell
    assert cell is not None
    if isinstance(cell, QComboBox):
        offered = [cell.itemText(number) for number in range(cell.count())]
    else:
        offered = [cell.text()]
        cell.setReadOnly(True)  # a cursor would blink
    told = offered, cell.accessibleName(), cell.accessibleDescription(), page.sheet.refusal
    return look(record, page), told


def heard(record: Record) -> object:
    """The drawing as a screen reader has it: everybody and every tie, and what can be done with them."""
    page = NetworkPage(record.desk, record.zoe)
    record.qtbot.addWidget(page)
    drawing = QAccessible.queryAccessibleInterface(page.map)
    things = [drawing.child(number) for number in range(drawing.childCount())]
    assert things
    told = (QAccessible.Text.Name, QAccessible.Text.Description)
    return [([each.text(what) for what in told], each.actionInterface().actionNames()) for each in things]


def from_a_file(record: Record, file: Path) -> object:
    """What is offered of a saved map that is taken in where they are already."""
    file.write_bytes(map_graphml(the_map(record)))
    page = QWidget()
    record.qtbot.addWidget(page)
    acts = MapActs(record.desk, the_map(record).person, page)
    return look(record, TakeIn(record.desk, acts, the_map(record), file))


def found(record: Record, words: str) -> tuple[object, ...]:
    """The map while somebody is looked for, and what is offered to bring into focus."""
    page = NetworkPage(record.desk, record.zoe)
    page.focus.open()
    page.focus.bar.field.setText(words)
    page.focus.bar.searched.emit(words)
    box = page.focus.bar.box
    offered = [box.itemText(index) for index in range(box.count())]
    return look(record, page), page.focus.bar.words.text(), offered


def linked_with(record: Record) -> tuple[object, ...]:
    """The window in which somebody is chosen by typing."""
    page = NetworkPage(record.desk, record.zoe)
    page.linking.open(record.jo)
    chooser = page.linking.chooser
    assert chooser is not None
    told = [chooser.rows.index(row, 0).data() for row in range(chooser.rows.rowCount())]
    return look(record, chooser), told


def earlier(record: Record) -> tuple[object, ...]:
    page = NetworkPage(record.desk, record.zoe)
    record.qtbot.addWidget(page)
    place = EarlierMap(record.desk, page.map.model.view.person, page, quality_shown=False)
    return look(record, place), place.told


def in_the_meeting(record: Record) -> tuple[object, ...]:
    """The page of a meeting that is open, and its closing page."""
    held = meetings.begin_meeting(record.journal, record.zoe, here=[record.zoe, record.jo, record.may])
    page = MeetingPage(record.desk, held)
    shown = look(record, page)
    page.show_closing_page()
    closing = look(record, page)
    meetings.close_meeting(record.journal, held)
    return shown, closing


def meeting_for_everybody(record: Record) -> tuple[object, ...]:
    """The agenda and the closing page in the window for the room, of a meeting that is open."""
    held = meetings.begin_meeting(record.journal, record.zoe, here=[record.zoe, record.jo, record.may])
    seen = meeting_views.meeting(record.journal, held)
    agenda, closing = AgendaForEverybody(), ClosingForEverybody(record.desk.clock)
    for content in (agenda, closing):
        content.set_view(seen)
    shown = look(record, agenda), look(record, closing)
    meetings.close_meeting(record.journal, held)
    return shown


def view(record: Record) -> object:
    found = network.network_map(record.journal, record.zoe)
    members = [replace(each, seen={}) for each in found.members]
    return found.person, members, found.ties


def refusals(record: Record) -> list[str]:
    """What is said to somebody who tries to ask or to plan all the same."""
    said = []
    for act in (
        lambda: invitations.record_asked(record.journal, record.may, record.zoe),
        lambda: invitations.record_answer(record.journal, record.may, MemberAnswer.YES),
        lambda: planning.plan_meeting(record.journal, record.zoe, invited=[record.may]),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        said.append(str(refused.value))
    return said


def talked(record: Record) -> EntityId:
    """A meeting whose room kept its turns; held when it is asked for first."""
    if record.talk is None:
        record.talk = meetings.begin_meeting(
            record.journal, record.zoe, here=[record.zoe, record.jo, record.may]
        )
        turn_log.record_asked_aloud(record.journal, record.talk)
        turn_log.record_everybody_agreed(record.journal, record.talk)
        turn_log.start_log(record.journal, record.talk)
        log = LiveLog(record.journal, record.talk)
        for stay in turn_log.log_view(record.journal, record.talk).seats:
            log.tap(stay.who)
        log.nobody()
        meetings.close_meeting(record.journal, record.talk, "keep")
    return record.talk


def followed_on_the_map(record: Record) -> tuple[object, ...]:
    """Who spoke after whom, drawn on the map and in words."""
    view = looking_back.looking_back(record.journal, talked(record))
    page = QWidget()
    record.qtbot.addWidget(page)
    layer = FollowingOnMap(view, places_at(record.journal, view.meeting_id), page)
    return look(record, layer), layer.layer.drawing.accessibleDescription(), layer.layer.legend.words


def looked_back_on_paper(record: Record) -> tuple[object, ...]:
    """The page of turns in the window for the room, and as it is printed."""
    page = LookingBackPage(record.desk, talked(record))
    record.qtbot.addWidget(page)
    content = TurnsForEverybody()
    content.set_view(page.view, record.desk.clock.now())
    figures = page.ways.figures()
    assert figures is not None
    return look(record, content), figures_pdf(figures, "Exe Valley POD")


def the_map(record: Record) -> MapView:
    return network.network_map(record.journal, record.zoe)


def taken_in_again(record: Record) -> object:
    """The map of somebody else, onto which what is saved of this one was taken in."""
    other = people.add_person(record.journal, "Somebody else")
    take_in(record.journal, other, read_graphml(map_graphml(the_map(record))))
    words = invitations.persons_words(record.journal, other)
    return sorted((each.member.name, each.yes) for each in words)


def closed(record: Record):
    return meeting_views.meeting(record.journal, record.meeting)


def second_card(record: Record) -> EntityId:
    """Aunt May's other card, put on the list when it is asked for first."""
    members = network.network_map(record.journal, record.zoe).members
    cards = [each for member in members for each in (member, *(kept.card for kept in member.joined))]
    known = next((each.id for each in cards if each.name == "May"), None)
    return known or network.add_member(record.journal, record.zoe, "May", words="mum’s sister")


def may_be_one(record: Record) -> object:
    second_card(record)
    page = QWidget()
    record.qtbot.addWidget(page)
    acts = MapActs(record.desk, network.network_map(record.journal, record.zoe).person, page)
    return look(record, MayBeOneDialog(record.desk, record.zoe, acts))


def joined_card(record: Record) -> object:
    card = second_card(record)
    if network.network_map(record.journal, record.zoe).standing_for(card) == card:
        joining_members.join(record.journal, card, record.may)
    return map_page(record, record.may, "drawing")


def same_person(record: Record) -> object:
    page = NetworkPage(record.desk, record.zoe)
    record.qtbot.addWidget(page)
    page.choose(record.jo)
    page.same_person.open()
    chooser = page.same_person.chooser
    assert chooser is not None
    return look(record, chooser)


def searched(record: Record, person_id: EntityId | None) -> object:
    page = SearchPage(record.desk, person_id)
    pictures = []
    for sought in ("May", "not invited", "no"):
        page.field.set_text(sought)
        page.look()
        pictures.append((look(record, page), [each.words for each in page.found]))
    return pictures


SURFACES: dict[str, Callable[[Record], object]] = {
    "the view of the map": view,
    "the drawing with their card": lambda r: map_page(r, r.may, "drawing"),
    "the drawing with somebody else's card": lambda r: map_page(r, r.jo, "drawing"),
    "the drawing with no card": lambda r: map_page(r, None, "drawing"),
    "the table": lambda r: map_page(r, r.may, "table"),
    "the table while somebody writes of them": lambda r: written_in_the_table(r, r.may, 1),
    "the table while a ring is chosen for them": lambda r: written_in_the_table(r, r.may, 4),
    "the table while somebody writes of somebody else": lambda r: written_in_the_table(r, r.jo, 1),
    "the map while they are looked for": lambda r: found(r, "May"),
    "the map while somebody else is looked for": lambda r: found(r, "Jo"),
    "the drawing for a screen reader": heard,
    "the window to link somebody": linked_with,
    "the map as it stood earlier": earlier,
    "those who may be one": may_be_one,
    "the card of one who was joined": joined_card,
    "the window to say who is the same": same_person,
    "the map for everybody": lambda r: look(r, MapForEverybody(network.network_map(r.journal, r.zoe))),
    "planning": lambda r: look(r, PlanPage(r.desk, r.zoe)),
    "beginning": lambda r: look(r, BeginPage(r.desk, r.zoe)),
    "the list of people": lambda r: look(r, PeoplePage(r.desk, "")),
    "what laptops say differently": lambda r: conflicts.to_settle(r.journal),
    "who was asked": lambda r: invitations.asked_since_last_meeting(r.journal, r.zoe),
    "the planned meetings": lambda r: planning.planned_meetings(r.journal),
    "the differences": lambda r: look(r, DifferencesPage(r.desk, r.zoe)),
    "the record": lambda r: people.record(r.journal, r.zoe),
    "the page of the record": lambda r: look(
        r, RecordPage(r.desk, r.zoe, lambda who: NetworkPage(r.desk, who))
    ),
    "what is between meetings": lambda r: look(r, BetweenPage(r.desk, r.zoe)),
    "the details": lambda r: look(r, DetailsPart(r.desk, r.zoe)),
    "the timeline": lambda r: look(r, TimelinePart(r.desk, r.zoe)),
    "the search in a record": lambda r: searched(r, r.zoe),
    "the search in everything": lambda r: searched(r, None),
    "the page of a meeting": in_the_meeting,
    "a meeting for everybody": meeting_for_everybody,
    "the meeting": closed,
    "the text for the record": lambda r: record_text(closed(r), "Exe Valley POD"),
    "the summary": lambda r: summary_pdf(closed(r), "Exe Valley POD"),
    "looking back": lambda r: look(r, LookingBackPage(r.desk, talked(r))),
    "who followed whom on the map": followed_on_the_map,
    "looking back for everybody and on paper": looked_back_on_paper,
    "refusals": refusals,
    "the map on A4": lambda r: map_pdf(the_map(r), quality=True),
    "the map on A3": lambda r: map_pdf(the_map(r), paper="a3"),
    "the map in large print": lambda r: map_pdf(the_map(r), large=True),
    "the map in large print on A3": lambda r: map_pdf(the_map(r), paper="a3", large=True),
    "the map as a picture": lambda r: map_png(the_map(r)),
    "the map as a drawing": lambda r: map_svg(the_map(r)),
    "the map as GraphML": lambda r: map_graphml(the_map(r), quality=True),
    "the tables of the map": lambda r: (people_csv(the_map(r)), ties_csv(the_map(r))),
    "the map taken in again": taken_in_again,
}


@pytest.mark.parametrize("surface", SURFACES)
def test_a_member_with_the_persons_no_looks_like_one_not_invited_yet(record, surface):
    SURFACES[surface](record)  # a letter drawn for the first time may lie a part of a pixel elsewhere
    before = SURFACES[surface](record)
    assert before == SURFACES[surface](record)  # else it could not be compared
    invitations.person_said_no(record.journal, record.may)
    assert SURFACES[surface](record) == before


def test_a_saved_map_taken_in_again_offers_the_same_whatever_the_person_said(record, tmp_path):
    file = tmp_path / "map.graphml"
    from_a_file(record, file)
    before = from_a_file(record, file)
    assert before == from_a_file(record, file)
    invitations.person_said_no(record.journal, record.may)
    assert from_a_file(record, file) == before


def test_the_comparison_sees_a_yes(record):
    """Else it would see nothing of a no, either."""
    before = SURFACES["the drawing with their card"](record)
    invitations.person_said_yes(record.journal, record.may)
    assert SURFACES["the drawing with their card"](record) != before


@pytest.mark.parametrize("with_a_yes", [True, False])
def test_joined_with_a_card_that_has_a_no_they_look_as_joined_with_one_that_has_no_word(record, with_a_yes):
    card = second_card(record)

    def joined_and_taken_apart() -> list[object]:
        if with_a_yes:
            invitations.person_said_yes(record.journal, record.may)
        plan = planning.plan_meeting(record.journal, record.zoe, invited=[record.may] if with_a_yes else [])
        acts = MapActs(record.desk, network.network_map(record.journal, record.zoe).person)
        first, second = (network.member(record.journal, each) for each in (card, record.may))
        acts.join(first, second)
        seen: list[object] = [map_page(record, record.may, shown) for shown in ("drawing", "table")]
        seen += [meeting_views.meeting(record.journal, plan).invited, refusals(record)]
        acts.take_apart(first, second)
        seen += [map_page(record, id_, "drawing") for id_ in (card, record.may)]
        planning.did_not_happen(record.journal, plan, "only tried")
        return seen

    joined_and_taken_apart()
    before = joined_and_taken_apart()
    assert before == joined_and_taken_apart()
    invitations.person_said_no(record.journal, card)
    assert joined_and_taken_apart() == before


def test_the_log_says_nothing_of_the_no(record, caplog):
    with caplog.at_level(0):
        invitations.person_said_no(record.journal, record.may)
    assert caplog.messages == []
