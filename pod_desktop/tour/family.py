"""Stations with the made-up family: look around in what is there before the visit."""

from pod_desktop.services import network, people
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage

_ON_THE_MAP = 12


def open_the_made_up_family(stage: Stage) -> None:
    """The passphrase, and the list of people."""
    stage.picture("open")
    stage.unlock()
    stage.wait_for_page(PeoplePage)
    stage.picture("people")
    stage.did("Opened the made-up family with its passphrase.")
    with stage.freshly_opened() as journal:
        rows = people.people(journal)
        team = people.team_name(journal)
    require(team == stage.story.team, f"The team is “{team}”.")
    require(any(row.waiting for row in rows), "Nobody waits for a first meeting.")
    stage.found(f"“{team}” with {len(rows)} people: {', '.join(row.name for row in rows)}.")


def the_familys_map(stage: Stage) -> None:
    """Found by search; the map, a card, a tie, the table."""
    hand, story = stage.hand, stage.story
    hand.key(Key.Key_F, Held.ControlModifier)
    hand.type(story.search)
    stage.picture("search")
    hand.key(Key.Key_Return)
    page = stage.wait_for_page(RecordPage).network
    with stage.freshly_opened() as journal:
        (row,) = people.people(journal, story.search)
        stage.person_id = row.id
        view = network.network_map(journal, row.id)
    stage.picture("map")
    nan = next(member for member in view.members if member.name == "Nan")
    if not isinstance(page, NetworkPage):
        raise NotOnTheScreen("The record does not open on the network map.")
    hand.tab_to(page.map)
    hand.key(Key.Key_Home)
    hand.wait_for(lambda: _reach(stage, page, nan.id), "Tab does not come to Nan.")
    stage.picture("card")
    hand.press("Table", within=page.toolbar)
    stage.picture("table")
    hand.press("Drawing", within=page.toolbar)
    stage.did(
        f"Searched for “{story.search}”, opened the record, went to Nan with Tab, and looked at the table."
    )
    placed = [member for member in view.members if member.placed]
    require(len(placed) == _ON_THE_MAP, f"{len(placed)} people have a place on the map.")
    stage.found(f"{len(placed)} on the map, {len(view.ties)} ties; Nan needs: “{nan.needs}”.")


def a_past_meeting(stage: Stage) -> None:
    """The list of meetings, and what one of them left."""
    hand, page = stage.hand, stage.page(RecordPage)
    hand.click_row(page.rail, "Meetings")
    stage.picture("meetings")
    entries = page.meetings.list
    with stage.freshly_opened() as journal:
        record = people.record(journal, stage.person_id)
    held = [meeting for meeting in record.meetings if meeting.began is not None]
    hand.tab_to(entries)
    entries.go_to(held[0].id)
    hand.key(Key.Key_Return)
    summary = stage.wait_for_page(SummaryPage)
    stage.picture("past-meeting")
    require(record.name in summary.text.toPlainText(), "The text for the record lacks the person’s name.")
    hand.press("Done")
    stage.did("Opened the list of meetings and the last one that was held.")
    places = ", ".join(f"“{meeting.place}”" for meeting in held)
    require(len(held) == 4, f"{len(held)} meetings were held.")
    stage.found(f"{len(held)} past meetings: {places}.")


def _reach(stage: Stage, page: NetworkPage, id_: str) -> bool:
    if page.chosen != id_:
        stage.hand.key(Key.Key_Tab)
    return page.chosen == id_
