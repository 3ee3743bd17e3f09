"""Stations: a recovery sheet, and a backup made and brought back on another laptop."""

from PySide6.QtWidgets import QLabel

from pod_desktop.paths import Profile
from pod_desktop.services import audit, backups, people, recovery
from pod_desktop.services import profile as profiles
from pod_desktop.tour.hand import Held, Key
from pod_desktop.tour.stage import PASSPHRASE, Stage, require
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.keeping.sheet_page import SheetPage
from pod_desktop.ui.people.page import PeoplePage

_NEW = "pears seven window kettle"


def recovery_sheet(stage: Stage) -> None:
    """The line beside the people, the passphrase, the words, and who holds them."""
    hand = stage.hand
    hand.press("Make one")
    page = stage.wait_for_page(SheetPage)
    hand.write("Passphrase", PASSPHRASE, enter=True)
    hand.wait_for(page.words.isVisible, "The words do not come.")
    words = " ".join(label.text().split(". ")[1] for label in page.words.findChildren(QLabel) if label.text())
    # No picture of them: the sheet itself says that the words belong on paper only.
    hand.press_with_key(page.kept)
    stage.wait_for_page(KeepingPage)
    stage.picture("a-recovery-sheet")
    stage.did("Made a recovery sheet from the line beside the people, and said that it is on paper.")
    with stage.freshly_opened() as journal:
        marks = recovery.sheet_marks(journal)
    require(len(marks) == 1 and hand.reads(marks[0]), "The page does not say the mark of the sheet.")
    copy = Profile(stage.profile.dir.with_name("with-the-sheet"))
    copy.make()
    copy.keys.write_bytes(stage.profile.keys.read_bytes())
    recovery.choose_new_passphrase(copy, words, _NEW)
    stage.found(f"Its mark is {marks[0]}. The words open a copy of the key file, for a new passphrase.")


def backup_and_back(stage: Stage) -> None:
    """Back up here and in another place; what is there is brought back on another laptop."""
    hand = stage.hand
    page = stage.page(KeepingPage)
    hand.press_with_key(page.backups.now, back=True)
    hand.wait_for(lambda: "up to date" in page.backups.said(), "It does not say that the backup was made.")
    place = stage.profile.dir.with_name("stick")
    place.mkdir()
    stage.give_path("Back up to another place", place)
    hand.wait_for(lambda: str(place) in page.backups.said(), "It does not say that it was made there.")
    stage.picture("backed-up")
    hand.key(Key.Key_Left, Held.AltModifier)
    stage.wait_for_page(PeoplePage)
    stage.did("Backed up on this laptop with the keyboard, and to another folder through the dialog.")
    with stage.freshly_opened() as journal:
        digest, known = audit.look_through(journal).digest, set(backups.last_backups(journal))
    require(known == {"", str(place)}, f"It remembers {known}.")
    other = Profile(stage.profile.dir.with_name("another-laptop"))
    restored = backups.restore_team(place, other, stage.clock, passphrase=PASSPHRASE)
    journal = profiles.open_team(other, PASSPHRASE, stage.clock)
    try:
        require(audit.look_through(journal).digest == digest, "What came back is not what was there.")
        team = people.team_name(journal)
    finally:
        journal.close()
    stage.found(
        f"Brought back from that folder, “{team}” has the same {restored.events} events and tables; both "
        "places are remembered."
    )
