"""Stations: start a team, lock and unlock, the team, and the lock at the end."""

from PySide6.QtWidgets import QAbstractButton, QCheckBox

from pod_desktop.errors import PodError
from pod_desktop.services import audit, people
from pod_desktop.services import profile as profiles
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.stage import PASSPHRASE, Stage, require
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.people.team import TeamPage

_WRONG = "kettle window seven plums"
_REFUSED = "That passphrase does not open"


def start_a_team(stage: Stage) -> None:
    """The first start: a team's name, one's own, and a passphrase."""
    hand, story = stage.hand, stage.story
    stage.picture("first-start")
    hand.press("Start a team")
    hand.type(story.team)
    hand.key(Key.Key_Return)
    hand.type(story.me)
    hand.write("Your profession", story.profession)
    hand.write("Passphrase", PASSPHRASE, enter=True)
    hand.type(PASSPHRASE)
    stage.picture("start-a-team")
    hand.key(Key.Key_Return)
    stage.wait_for_page(PeoplePage)
    stage.picture("nobody-here-yet")
    stage.did(f"Started the team “{story.team}” as {story.me}, with a passphrase.")
    with stage.freshly_opened() as journal:
        found = [one.name for one in people.practitioners(journal)]
        require(people.team_name(journal) == story.team, "The team has another name.")
        require(found == [story.me], f"In the team are {found}.")
    stage.found(f"The passphrase opens the files; the team is “{story.team}” with {story.me} in it.")


def lock_and_unlock(stage: Stage) -> None:
    """Lock, a wrong passphrase, the right one."""
    hand = stage.hand
    hand.press("Lock")
    require(stage.window.shell is None, "The team’s data is still open.")
    hand.write("Passphrase", _WRONG, enter=True)
    hand.wait_for(lambda: hand.reads(_REFUSED), "Nothing says that the passphrase is wrong.")
    stage.picture("wrong-passphrase")
    again = hand.find(QAbstractButton, "Open")
    hand.wait_for(again.isEnabled, "The passphrase cannot be tried again.")
    stage.unlock()
    stage.wait_for_page(PeoplePage)
    stage.did("Locked, typed a wrong passphrase, then the right one.")
    try:
        profiles.open_team(stage.profile, _WRONG, stage.clock).close()
    except PodError as error:
        stage.found(f"The wrong passphrase does not open the files: “{error}”")
    else:
        require(False, "The wrong passphrase opens the files.")
    with stage.freshly_opened() as journal:
        stage.found(f"The right one does; the team is “{people.team_name(journal)}”.")


def the_team(stage: Stage) -> None:
    """A peer practitioner joins the team."""
    hand, story = stage.hand, stage.story
    hand.press("The team")
    page = stage.wait_for_page(TeamPage)
    hand.press("Add a practitioner")
    hand.type(story.colleague)
    hand.press_with_key(page.form.peer)
    hand.tab_to(page.form.profession)
    hand.type("gardener, and here on Tuesdays")
    stage.picture("a-practitioner")
    hand.key(Key.Key_Return)
    stage.picture("the-team")
    hand.press(f"Change {story.colleague}")
    not_on_leave = next(box for box in hand.all(QCheckBox, "Not on leave"))
    hand.press_with_key(not_on_leave)
    stage.picture("leave")
    hand.press("Keep")
    require(hand.reads("On leave since today"), "It does not say that they are on leave.")
    stage.picture("on-leave")
    with stage.freshly_opened() as journal:
        offered = [one.name for one in people.practitioners_offered(journal)]
    require(offered == [story.me], f"Offered are {offered}.")
    hand.press(f"{story.colleague} is back from leave")
    hand.key(Key.Key_Left, Held.AltModifier)
    stage.wait_for_page(PeoplePage)
    stage.did(f"Added {story.colleague}, a peer practitioner; set them on leave, and back again.")
    with stage.freshly_opened() as journal:
        found = {one.name: one.peer for one in people.practitioners(journal)}
    require(found == {story.me: False, story.colleague: True}, f"In the team are {found}.")
    stage.found(f"In the team: {story.me}, and {story.colleague} as a peer practitioner.")


def lock_at_the_end(stage: Stage) -> None:
    """Locked again, and everything stored is whole."""
    stage.hand.press("Lock")
    require(stage.window.shell is None, "The team’s data is still open.")
    require(not stage.hand.reads(stage.story.person), "The person’s name can still be read.")
    stage.picture("locked")
    stage.did("Locked.")
    with stage.freshly_opened() as journal:
        report = audit.look_through(journal)
    require(report.ok, " ".join(report.faults))
    stage.found(f"{report.events} events, each what its id promises; the tables say what the events say.")
