"""Stations: a new person's record with the first contact, finding it again, and the details."""

from datetime import date

from PySide6.QtWidgets import QTimeEdit

from pod_desktop.domain import nhs_number, wall_time
from pod_desktop.services import people, person_details
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui import times
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.record import RecordPage

_ASKED_AT = "18:40"
_ASKED_FOR = "She is up all night, and I do not know what to say to her."
_BORN, _NUMBER, _MISTYPED = "9 June 2007", "999 000 0026", "999 000 0025"
_NEEDS = "large print; she reads it at home, before we come"


def a_new_person(stage: Stage) -> None:
    """Only a name; then when, by whom and in whose words help was first asked for."""
    hand, story = stage.hand, stage.story
    hand.key(Key.Key_N, Held.ControlModifier)
    hand.type(story.person)
    stage.picture("new-person")
    hand.key(Key.Key_Return)
    hand.press("Yesterday")
    time_of_day = hand.find(QTimeEdit, "Time of day")
    hand.tab_to(time_of_day)
    time_of_day.setSelectedSection(QTimeEdit.Section.HourSection)
    hand.type(_ASKED_AT.replace(":", ""))
    hand.press("a relative")
    hand.write("What was asked for", _ASKED_FOR)
    stage.picture("first-contact")
    hand.press("Keep and open the record")
    stage.wait_for_page(RecordPage)
    stage.did(f"Began the record of {story.person} with Ctrl+N; a relative asked yesterday at {_ASKED_AT}.")
    with stage.freshly_opened() as journal:
        (row,) = people.people(journal, story.search)
        stage.person_id = row.id
        record = people.record(journal, row.id)
    require(record.first_contact is not None, "There is no first contact.")
    if record.first_contact is not None:
        wall = wall_time.on_the_wall(record.first_contact, times.HOME_ZONE)
        days = (stage.clock.now() - record.first_contact).days
        told = f"{record.name}, first contact {wall:%H:%M} by {record.first_contact_by}"
        require((f"{wall:%H:%M}", record.first_contact_by) == (_ASKED_AT, "a relative"), f"It says {told}.")
        words = record.contact.words if record.contact is not None else ""
        require(words == _ASKED_FOR, f"It says “{words}”.")
        require(days == 0 and wall.date() < stage.clock.now().date(), "It was not yesterday.")
        stage.found(f"{told}, the day before the visit.")


def found_by_search(stage: Stage) -> None:
    """Part of the name, without its accent, finds the record."""
    hand, story = stage.hand, stage.story
    hand.press("Back")
    page = stage.wait_for_page(PeoplePage)
    stage.picture("people")
    hand.key(Key.Key_F, Held.ControlModifier)
    hand.type("nobody of this name")
    stage.picture("search-nobody")
    hand.key(Key.Key_Escape)
    hand.type(story.search)
    found = [page.list.entries.entry(row).title for row in range(page.list.entries.rowCount())]
    require(found == [story.person], f"The search finds {found}.")
    stage.picture("search")
    hand.key(Key.Key_Return)
    stage.wait_for_page(RecordPage)
    require(hand.reads(story.person), "The record of somebody else was opened.")
    stage.picture("record")
    stage.did(f"Went back, searched for “{story.search}” and opened the record with Enter.")
    with stage.freshly_opened() as journal:
        rows = people.people(journal, story.search)
    require([row.id for row in rows] == [stage.person_id], "The search does not find them in the database.")
    require(rows[0].waiting, "They do not wait for a first meeting.")
    stage.found(f"{rows[0].name} is in the list of people and waits for a first meeting.")


def the_details(stage: Stage) -> None:
    """What may be said of the person themself; a number that cannot be one is refused in words."""
    hand, page = stage.hand, stage.page(RecordPage)
    hand.click_row(page.rail, "Details")
    hand.write("Date of birth", _BORN.replace(" June ", "/6/"))
    hand.write("NHS number", _MISTYPED)
    hand.key(Key.Key_Tab)
    require(hand.reads("This is not an NHS number"), "A number with a wrong digit is not refused.")
    stage.picture("details-refused")
    hand.key(Key.Key_Backtab)
    hand.key(Key.Key_A, Held.ControlModifier)
    hand.type(_NUMBER)
    hand.write("How to reach them", "by text, in the afternoon")
    hand.write("What they need to take part", _NEEDS)
    hand.key(Key.Key_Tab)
    stage.picture("details")
    hand.press("Undo: What they need")
    hand.press("Redo: What they need")
    hand.click_row(page.rail, "Timeline")
    stage.picture("how-care-began")
    hand.click_row(page.rail, "Network")
    stage.did(
        "Typed the details, mistyped the NHS number, undid one and did it again; looked at the timeline."
    )
    with stage.freshly_opened() as journal:
        view = person_details.details(journal, stage.person_id)
    told = f"born {view.born}, NHS number {nhs_number.display(view.nhs_number)}, needs “{view.needs}”"
    found = (view.born, nhs_number.display(view.nhs_number), view.needs)
    require(found == (date(2007, 6, 9), _NUMBER, _NEEDS), f"It says {told}.")
    stage.found(f"{told}; asked today.")
