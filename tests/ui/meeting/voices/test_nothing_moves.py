"""What stands at the table stays where it is when somebody comes, goes, or cannot do something."""

from PySide6.QtCore import QRect

from pod_desktop.services import by_phone, meetings, network
from pod_desktop.ui.meeting.voices.sentences import besides
from tests.ui.meeting.voices.conftest import Table


def places(table: Table) -> dict[str, QRect]:
    return {
        seat.stay.who.name: QRect(seat.mapTo(table.panel, seat.rect().topLeft()), seat.size())
        for seat in table.panel.page.table.seats()
    }


def settled(table: Table) -> dict[str, QRect]:
    """The places, once Qt has laid out everything."""
    table.panel.grab()
    return places(table)


def comes(table: Table, name: str) -> str:
    sam = next(stay.who.id for stay in table.panel.sitting.live.here if stay.who.role == "person")
    who = network.add_member(table.desk.journal, sam, name, sector="family")
    table.clock.advance(minutes=3)
    meetings.arrive(table.desk.journal, table.meeting_id, who)
    return who


def test_somebody_who_comes_moves_nobody_nor_does_what_they_are_asked(table: Table):
    before = settled(table)
    comes(table, "Aunt Biddy")
    asked = table.panel.page.latecomer
    assert asked.isVisible()
    with_them = settled(table)
    assert {name: with_them[name] for name in before} == before
    table.press(asked.yes)
    assert not asked.isVisible()
    assert settled(table) == with_them


def test_who_goes_out_and_comes_back_sits_where_they_sat(table: Table, family):
    before = settled(table)
    meetings.leave(table.desk.journal, table.meeting_id, family.jo)
    assert {**before, **settled(table)} == before
    meetings.arrive(table.desk.journal, table.meeting_id, family.jo)
    assert settled(table) == before


def test_who_comes_back_after_their_place_was_taken_moves_nobody_else(table: Table, family):
    meetings.leave(table.desk.journal, table.meeting_id, family.jo)
    comes(table, "Aunt Biddy")
    before = settled(table)
    meetings.arrive(table.desk.journal, table.meeting_id, family.jo)
    after = settled(table)
    assert {name: after[name] for name in before} == before


def test_why_something_could_not_be_done_moves_no_seat(table: Table):
    before = settled(table)
    table.panel.sitting.refused.emit("The disk is full. Nothing was lost; make room and tap again.")
    assert table.panel.page.refusal.isVisible()
    assert not table.panel.page.besides.isVisible()
    assert settled(table) == before
    table.panel.sitting.refused.emit("")
    assert settled(table) == before


def test_people_sit_where_they_sat_when_the_page_is_seen_again(table: Table):
    comes(table, "Aunt Biddy")
    table.press(table.panel.page.latecomer.yes)
    before = [table.panel.page.table._angles[seat.stay.id] for seat in table.panel.page.table.seats()]
    again = Table(table.desk, table.clock, table.meeting_id, table._show)
    after = [again.panel.page.table._angles[seat.stay.id] for seat in again.panel.page.table.seats()]
    assert after == before


def test_who_is_on_the_telephone_came_later_or_has_gone_is_said_in_words(table: Table, family):
    assert table.panel.page.besides.text() == ""
    comes(table, "Aunt Biddy")
    by_phone.take_part(table.desk.journal, table.meeting_id, family.may, by_phone=True)
    meetings.leave(table.desk.journal, table.meeting_id, family.jo)
    table.press(table.panel.page.latecomer.yes)
    said = "By telephone or video: May. Came later: Aunt Biddy. Gone: Jo."
    assert table.panel.page.besides.text() == said
    assert table.panel.page.besides.isVisible()
    assert table.seat("May").accessibleName() == "May, by telephone or video, key 3"
    assert table.seat("May").toolTip() == "May, by telephone or video"
    assert besides(table.panel.sitting.live.stays) == said


def test_a_long_topic_stays_on_one_line(table: Table):
    before = settled(table)
    table.panel.page.set_topic("Whether " + "anybody can sleep " * 20)
    assert settled(table) == before
