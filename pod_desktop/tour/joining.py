"""Stations: a folder for the team, and a second laptop that is let in with twelve words.

From here on a round with the folder is made only when the hand asks for it, so that each tour is the same.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from pod_desktop import sync
from pod_desktop.services import Journal, audit, people
from pod_desktop.sync import Standing
from pod_desktop.tour.hand import Key, NotOnTheScreen
from pod_desktop.tour.stage import PASSPHRASE, Stage, require
from pod_desktop.ui.people.page import PeoplePage
from pod_desktop.ui.shell_bar import ShellBar
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.waiting_page import WaitingPage
from pod_desktop.ui.unlock.join_form import JoinForm

WITH_THE_TEAM = "Everything is with the team"
_MOST_STEPS_BACK = 5


def a_team_folder(stage: Stage) -> None:
    """The folder is chosen, and a code of twelve words is made."""
    hand, folder = stage.hand, team_folder(stage)
    folder.mkdir()
    stage.clock.advance(days=1)
    unlock(stage)
    page = open_team_folder(stage)
    stage.picture("no-team-folder-yet")
    stage.give_path("Choose the folder", folder)
    hand.wait_for(page.laptops.isVisible, "The folder was not chosen.")
    _wait_for_round(stage, page)
    stage.picture("team-folder")
    hand.press("Let a laptop in")
    stage.picture("let-a-laptop-in")
    hand.press("Make a code")
    hand.wait_for(page.invite.words.isVisible, "The words do not come.")
    stage.picture("twelve-words")
    stage.did("Chose the team folder through the dialog, and made a code for another laptop.")
    with stage.freshly_opened() as journal:
        status = sync.status(journal)
    require(status.standing == Standing.MEMBER and status.is_steward, f"It stands {status.standing}.")
    require(Path(status.place) == folder, f"The folder is “{status.place}”.")
    require([invite.used_by for invite in status.invites] == [""], "There is not one unused code.")
    require(not status.only_here, f"{status.only_here} changes are only here.")
    stage.found(
        f"In the folder are {len(list(folder.rglob('*.*')))} files; nothing is on this laptop only; one code "
        "waits for a laptop."
    )


def a_second_laptop(stage: Stage) -> None:
    """It asks with the words, waits, is let in, and shows the people."""
    story, folder_page = stage.story, stage.page(TeamFolderPage)
    code = folder_page.invite.words.accessibleName()
    other = stage.second_laptop("second-laptop")
    _ask_to_join(other, code)
    other.wait_for_page(WaitingPage)
    _by_hand_only(other)
    other.picture("waiting-for-the-team")
    stage.hand.come_to_front()
    stage.hand.press("Put the words away")
    exchange(stage)
    stage.picture("let-in")
    other.hand.come_to_front()
    other.hand.press("Look again")
    other.wait_for_page(PeoplePage)
    other.picture("people-on-the-second-laptop")
    exchange(stage)
    stage.picture("two-laptops")
    stage.did(
        f"On a new laptop: asked to join as {story.colleague} with the folder and the twelve words. On the "
        "first: exchanged, which let it in. On the new one: looked again, and there are the people."
    )

    def look(journal: Journal) -> None:
        uses = {laptop.author for laptop in sync.status(journal).laptops}
        require(uses == {story.me, story.colleague}, f"The laptops are used by {uses}.")
        require(any(row.id == stage.person_id for row in people.people(journal)), f"{story.person} is lost.")

    stage.found(f"{equal_digests(stage, look)} They are used by {story.me} and {story.colleague}.")
    other.person_id = stage.person_id


def _ask_to_join(other: Stage, code: str) -> None:
    hand, story = other.hand, other.story
    hand.press("Join a team")
    form = hand.find(JoinForm)
    other.give_path("Choose the team folder", team_folder(other))
    hand.type(code)
    hand.tab_to(form.author)
    hand.type(story.colleague)
    hand.tab_to(form.passphrase)
    hand.type(PASSPHRASE)
    hand.key(Key.Key_Return)
    hand.type(PASSPHRASE)
    other.picture("join-a-team")
    hand.key(Key.Key_Return)


# --- with every station of two laptops --------------------------------------------------------------------


def team_folder(stage: Stage) -> Path:
    """The folder that both laptops reach."""
    return stage.profile.dir.with_name("team-folder")


def second(stage: Stage) -> Stage:
    """The second laptop. Raises NotOnTheScreen where none has joined."""
    if stage.beside is None:
        raise NotOnTheScreen("There is no second laptop.")
    return stage.beside


def unlock(stage: Stage) -> None:
    """Open the team's data; rounds are made by hand from now on."""
    stage.hand.come_to_front()
    stage.unlock()
    _by_hand_only(stage)


def go_to_people(stage: Stage) -> None:
    """Back, as often as it takes."""
    stage.hand.come_to_front()
    for _ in range(_MOST_STEPS_BACK):
        if isinstance(stage.shell.page, PeoplePage):
            return
        stage.hand.click(stage.hand.find(ShellBar).back)
    stage.page(PeoplePage)


def open_team_folder(stage: Stage) -> TeamFolderPage:
    """From wherever the laptop is."""
    go_to_people(stage)
    stage.hand.press("Team folder")
    return stage.wait_for_page(TeamFolderPage)


def exchange(stage: Stage) -> None:
    """One round, on the page of the team folder."""
    page = stage.shell.page
    if not isinstance(page, TeamFolderPage):
        page = open_team_folder(stage)
    stage.hand.press("Exchange now")
    _wait_for_round(stage, page)


def equal_digests(stage: Stage, look: Callable[[Journal], None]) -> str:
    """That both databases, freshly opened, are sound and say the same; `look` looks at each, too.

    Raises NotReadBack where they do not.
    """
    found = []
    for laptop in (stage, second(stage)):
        with laptop.freshly_opened() as journal:
            look(journal)
            found.append(audit.look_through(journal))
    faults = [fault for each in found for fault in each.faults]
    require(not faults, " ".join(faults))
    require(found[0].digest == found[1].digest, "The two laptops do not say the same.")
    return f"Both laptops are sound and say the same, {found[0].digest[:12]}, with {found[0].events} events."


def _by_hand_only(stage: Stage) -> None:
    """What the courier does by itself, after a while, it does not in a tour."""
    courier = stage.window.findChild(Courier)
    if courier is None:
        raise NotOnTheScreen("Nothing exchanges with the team folder.")
    timers: tuple[QTimer, ...] = (courier.soon, courier.minutely, courier.often)
    for timer in timers:
        timer.blockSignals(True)


def _wait_for_round(stage: Stage, page: TeamFolderPage) -> None:
    stage.hand.wait_for(
        lambda: page.folder.said() and not page.folder.stop.isVisible(), "The exchange does not end."
    )
