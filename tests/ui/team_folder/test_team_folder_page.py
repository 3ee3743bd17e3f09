"""What the team folder screen says, and what can be done on it."""

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from pod_desktop import sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.services import Journal, conflicts
from pod_desktop.storage.tables import Meeting, Turn
from pod_desktop.sync.revoking import laptop_named
from pod_desktop.ui.team_folder.laptops_part import LaptopRow
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.state_words import state_words
from tests.sync.laptops import Laptops, add_person, names, rename
from tests.ui.team_folder.opened import Opened, open_laptop


def row_of(page: TeamFolderPage, author: str) -> LaptopRow:
    return next(row for row in page.laptops.rows.values() if row.laptop.author == author)


def answer(page: TeamFolderPage, key: str) -> None:
    question = page.laptops.question
    assert question is not None
    question.answer(key)


def said_of_laptops(page: TeamFolderPage) -> str:
    return page.laptops.status.accessibleName()


def add_turn(journal: Journal) -> None:
    """In a turn log whose fate the room has not chosen yet."""
    now = journal.clock.now()
    with journal.act() as act:
        meeting = act.create(Meeting, person_id=new_id(), state="open", began=now, log_kind="live").id
        act.create(Turn, meeting_id=meeting, speaker_id=None, began=now)


# --- how things stand -------------------------------------------------------------------------------------


def test_with_one_laptop_nothing_is_said_to_be_with_the_team(page, opened: Opened, team: Laptops, clock):
    at = f"today at {clock.now().astimezone():%H:%M}"
    saved = f"Saved in the team folder, {at}. No other laptop is in the team"
    assert page.folder.state.text() == f"{saved} yet"
    team.join()
    opened.settle()
    sync.revoke(opened.journal, laptop_named(opened.journal, "Ben Okafor’s laptop"))
    opened.settle()
    assert page.folder.state.text() == f"{saved} any more"


def test_everything_is_with_the_team_once_all_laptops_have_told_that_they_have_it(
    page, opened: Opened, team: Laptops, clock: ManualClock
):
    ben, cem = team.join(), team.join("Cem Demir")
    at = f"today at {clock.now().astimezone():%H:%M}"
    add_person(opened.journal)
    opened.settle()
    saved = f"Saved in the team folder, {at}. "
    both = "Ben Okafor’s laptop and Cem Demir’s laptop have not told yet that they have it"
    assert page.folder.state.text() == saved + both
    sync.exchange(ben)
    opened.settle()
    assert page.folder.state.text() == f"{saved}Cem Demir’s laptop has not told yet that it has it"
    sync.exchange(cem)
    opened.settle()
    assert page.folder.state.text() == f"Everything is with the team, {at}"


def test_of_many_laptops_that_have_not_told_the_number_is_said(page, opened: Opened, team: Laptops):
    for name in ("Ben Okafor", "Cem Demir", "Dee Marsh", "Eve Lacey"):
        team.join(name)
    add_person(opened.journal)
    opened.settle()
    assert page.folder.state.text().endswith(". 4 of 4 laptops have not told yet that they have it")


def test_a_turn_log_that_waits_for_the_room_s_choice_is_not_said_to_be_with_the_team(
    opened: Opened, team: Laptops, clock: ManualClock
):
    add_turn(opened.journal)
    opened.settle()
    assert state_words(opened.courier, clock.now()).endswith(
        ". No other laptop is in the team yet. A turn log is only here until the room’s choice is final"
    )
    ben = team.join()
    team.meet(opened.journal, ben)
    opened.settle()
    assert state_words(opened.courier, clock.now()).startswith("Everything but a turn log is with the team, ")


def test_what_others_made_and_has_not_come_is_not_said_to_be_with_the_team(
    opened: Opened, team: Laptops, clock: ManualClock
):
    ben = team.join()
    team.meet(opened.journal, ben)
    before = set(team.folder.rglob("*.dat"))
    add_person(ben)
    sync.exchange(ben)
    for path in set(team.folder.rglob("*.dat")) - before:
        path.unlink()
    rename(ben, add_person(ben), "Kim")
    sync.exchange(ben)
    opened.settle()
    assert opened.status.missing > 0
    assert state_words(opened.courier, clock.now()).endswith(". Not all that others made has come yet")


def test_a_round_of_another_day_is_said_with_its_day(opened: Opened, clock: ManualClock):
    opened.settle()
    clock.advance(days=1)
    assert ", yesterday at " in state_words(opened.courier, clock.now())


@pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="the zone of a process can be set only where there is tzset"
)
def test_on_a_laptop_in_another_zone_the_zone_of_a_time_is_said(
    opened: Opened, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
):
    opened.settle()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert " (London time). " in state_words(opened.courier, clock.now())


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 change only on this laptop"), (3, "3 changes only on this laptop")]
)
def test_what_is_only_here_is_counted(page, opened: Opened, count: int, words: str):
    for _ in range(count):
        add_person(opened.journal)
    opened.courier.count_soon.timeout.emit()
    assert page.folder.state.text() == words


def test_a_folder_that_is_away_is_said_with_since_when_and_what_is_only_here(page, opened: Opened, team):
    team.folder.rename(team.folder.with_name("unplugged"))
    add_person(opened.journal)
    opened.courier.soon.timeout.emit()
    state = page.folder.state.text()
    assert state.startswith("The folder has been away since ")
    assert state.endswith(". 1 change only on this laptop")
    page.folder.now.click()
    assert "cannot be read just now: it is not there. Nothing is lost" in page.folder.said()


def test_without_a_folder_one_can_be_chosen_and_is_exchanged_with_at_once(opened: Opened, team, qtbot):
    sync.disconnect(opened.journal)
    opened.courier.count_soon.timeout.emit()
    chosen: list[Path | None] = [None, team.folder / "nowhere", team.folder]
    page = TeamFolderPage(opened.desk, opened.courier, choose_folder=lambda _parent: chosen.pop(0))
    qtbot.addWidget(page)
    page.show()
    assert page.folder.state.text() == "No team folder yet: everything is on this laptop only"
    assert page.folder.now.isHidden()
    page.folder.choose.click()
    assert page.folder.said() == ""
    page.folder.choose.click()
    assert "is no folder that can be reached" in page.folder.said()
    page.folder.choose.click()
    assert page.folder.state.text().startswith("Saved in the team folder, ")
    assert page.folder.said() == "This laptop exchanges through this folder from now on."
    assert list(team.folder.rglob("*.dat")) != []


def test_who_presses_exchange_now_is_told_what_came_and_from_whom(page, opened: Opened, team: Laptops):
    page.folder.now.click()
    assert page.folder.said() == "Nothing new came."
    ben = team.join()
    opened.settle()
    add_person(ben)
    sync.exchange(ben)
    page.folder.now.click()
    assert page.folder.said() == "1 change came from Ben Okafor’s laptop."


def test_an_emptied_folder_is_asked_about_on_the_screen_and_filled_again_there(page, opened, team: Laptops):
    for path in team.folder.rglob("*.dat"):
        path.unlink()
    opened.courier.minutely.timeout.emit()
    assert page.folder.question.isVisible()
    assert page.folder.state.text() == "The team folder is not as it was"
    page.folder.fill.click()
    assert not page.folder.question.isVisible()
    assert page.folder.state.text().startswith("Saved in the team folder, ")
    assert list(team.folder.rglob("*.dat")) != []


def test_another_team_s_folder_cannot_be_filled(page, opened: Opened, tmp_path, clock):
    from tests.sync.laptops import team as another_team

    (tmp_path / "other").mkdir()
    with another_team(tmp_path / "other", clock) as others:
        sync.exchange(others.ana)
        sync.connect(opened.journal, others.folder)
        before = sorted(others.folder.rglob("*.dat"))
        add_person(opened.journal)
        opened.courier.minutely.timeout.emit()
        assert page.folder.question.isVisible()
        assert page.folder.fill.isHidden()
        assert not page.folder.another.isHidden()
        assert sorted(others.folder.rglob("*.dat")) == before


def test_what_the_folder_lost_is_put_back_at_once_when_somebody_asks(page, opened: Opened, team: Laptops):
    kept = set(team.folder.rglob("*.dat"))
    add_person(opened.journal)
    opened.settle()
    for path in set(team.folder.rglob("*.dat")) - kept:
        path.unlink()
    page.folder.repair.click()
    assert "What the folder lacked was put back." in page.folder.said()


def test_differences_are_counted_and_lead_to_where_they_are_settled(
    page, opened: Opened, team: Laptops, qtbot
):
    ben = team.join()
    sam = add_person(opened.journal)
    team.meet(opened.journal, ben)
    assert page.differences.isHidden()
    rename(opened.journal, sam, "Samuel")
    rename(ben, sam, "Sami")
    team.meet(ben, opened.journal)
    assert conflicts.to_settle(opened.journal).count == 1
    opened.desk.facts.soon.timeout.emit()
    assert page.differences.accessibleName() == "1 difference to settle"
    with qtbot.waitSignal(page.differences_requested):
        page.differences.action_requested.emit()


# --- laptops ----------------------------------------------------------------------------------------------


def test_each_laptop_is_shown_with_who_uses_it_when_it_was_heard_and_what_it_lacks(
    page, opened: Opened, team: Laptops
):
    ben = team.join()
    team.meet(opened.journal, ben)
    opened.settle()
    assert row_of(page, "Ana Reyes").words.text().startswith("Ana Reyes uses it. It is a steward’s laptop")
    assert (
        "It has everything made here that may leave this laptop." in row_of(page, "Ben Okafor").words.text()
    )
    add_person(opened.journal)
    opened.settle()
    words = row_of(page, "Ben Okafor").words.text()
    assert "Something of it last came today at " in words
    assert "has not told yet that it has the last change made here" in words


def test_a_code_is_shown_large_until_it_is_put_away_and_lets_a_laptop_in(page, opened, team: Laptops):
    page.laptops.invite.click()
    assert page.invite.isVisible()
    page.invite.make.click()
    code = page.invite.words.accessibleName()
    assert len(code.split()) == 12
    assert page.codes.isVisible()
    page.invite.leave.click()
    assert not page.invite.isVisible()
    assert page.invite.words.accessibleName() == ""
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, code, "Ben Okafor")
    opened.courier.look()
    assert sync.exchange(guest).joined
    opened.settle()
    assert not row_of(page, "Ben Okafor").laptop.steward
    assert not page.codes.isVisible()


def test_a_code_that_has_let_a_laptop_in_is_put_away_by_itself(page, opened: Opened, team: Laptops):
    page.laptops.invite.click()
    page.invite.make.click()
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, page.invite.words.accessibleName(), "Ben Okafor")
    opened.courier.look()
    assert not page.invite.isVisible()
    assert page.invite.words.accessibleName() == ""
    assert said_of_laptops(page) == "“Ben Okafor’s laptop” was let in."


def test_a_code_can_be_for_a_laptop_that_lets_in_itself(page, opened: Opened, team: Laptops):
    page.laptops.invite.click()
    page.invite.steward.setChecked(True)
    page.invite.make.click()
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, page.invite.words.accessibleName(), "Ben Okafor")
    opened.courier.look()
    sync.exchange(guest)
    assert sync.status(guest).is_steward


def test_a_code_that_was_taken_back_lets_nobody_in(page, opened: Opened, team: Laptops):
    page.laptops.invite.click()
    page.invite.make.click()
    code = page.invite.words.accessibleName()
    (take_back,) = page.codes.take_back
    take_back.click()
    assert not page.codes.isVisible()
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, code, "Ben Okafor")
    opened.settle()
    with pytest.raises(sync.WaitingForAdmission):
        sync.exchange(guest)


def test_locking_out_asks_by_name_says_what_a_thief_has_and_is_not_the_first_answer(
    page, opened: Opened, team: Laptops
):
    team.join()
    opened.settle()
    row_of(page, "Ben Okafor").lock_out.click()
    question = page.laptops.question
    assert question is not None
    buttons = [each.text() for each in question.findChildren(QAbstractButton)]
    assert buttons == ["Leave it as it is", "Lock out “Ben Okafor’s laptop”"]
    words = " ".join(each.text() for each in question.findChildren(QLabel))
    assert "Until it next exchanges" in words
    assert "A turn log whose choice was not final is on that laptop only" in words
    answer(page, "leave")
    assert not row_of(page, "Ben Okafor").laptop.revoked
    row_of(page, "Ben Okafor").lock_out.click()
    answer(page, "do")
    row = row_of(page, "Ben Okafor")
    assert row.laptop.revoked
    assert "is locked out" in said_of_laptops(page)
    assert row.lock_out.isHidden()
    assert row.take_in.isHidden()  # nothing of it waits


def test_work_of_a_locked_out_laptop_is_taken_in_when_a_steward_says_so(page, opened: Opened, team: Laptops):
    ben = team.join()
    opened.settle()
    sync.revoke(opened.journal, laptop_named(opened.journal, "Ben Okafor’s laptop"))
    opened.settle()
    add_person(ben, "Found Later")
    with pytest.raises(sync.NotAMember):
        sync.exchange(ben)
    opened.settle()
    assert names(opened.journal) == []
    assert not row_of(page, "Ben Okafor").take_in.isHidden()
    row_of(page, "Ben Okafor").take_in.click()
    assert names(opened.journal) == ["Found Later"]
    assert row_of(page, "Ben Okafor").take_in.isHidden()


def test_a_single_steward_among_several_laptops_is_hinted_at_until_there_is_a_second(
    page, opened: Opened, team: Laptops
):
    assert not page.laptops.hint.isVisible()
    team.join()
    opened.settle()
    assert page.laptops.hint.isVisible()
    row_of(page, "Ben Okafor").steward.click()
    answer(page, "do")
    assert row_of(page, "Ben Okafor").laptop.steward
    assert not page.laptops.hint.isVisible()


@pytest.mark.usefixtures("_look")
def test_a_laptop_that_is_no_steward_s_can_neither_let_in_nor_lock_out(team: Laptops, qtbot):
    ben = open_laptop(team.join())
    ben.settle()
    page = TeamFolderPage(ben.desk, ben.courier)
    qtbot.addWidget(page)
    page.show()
    assert page.laptops.invite.isHidden()
    assert row_of(page, "Ana Reyes").lock_out.isHidden()
    ben.close()


def test_the_keyboard_stays_on_a_laptop_s_button_when_a_round_has_come_to_its_end(
    page, opened: Opened, team: Laptops, qtbot
):
    team.join()
    opened.settle()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    button = row_of(page, "Ben Okafor").lock_out
    button.setFocus()
    add_person(opened.journal)
    opened.settle()
    assert button.hasFocus()


# --- files ------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_taken_in_is_named_once_it_lies_there_for_a_day(
    page, opened: Opened, team: Laptops, clock: ManualClock
):
    strange = team.folder / "a" / f"{'e' * 64}.dat"
    strange.parent.mkdir(exist_ok=True)
    strange.write_bytes(b"nothing of ours" * 400)
    opened.settle()
    assert page.files.isVisible()
    assert page.files.named() == []
    page.files.show_late.click()
    assert strange.name in page.files.named()[0]
    page.files.show_late.click()
    clock.advance(hours=25)
    opened.courier.minutely.timeout.emit()
    (named,) = page.files.named()
    assert named.startswith(f"a/{strange.name}: ")
    assert named.endswith(".")
    strange.unlink()
    opened.courier.minutely.timeout.emit()
    assert not page.files.isVisible()


# --- how it can be used -----------------------------------------------------------------------------------


def test_everything_that_can_be_pressed_has_a_name(page, opened: Opened, team: Laptops, qtbot):
    team.join()
    opened.settle()
    page.laptops.invite.click()
    page.invite.make.click()
    qtbot.waitUntil(row_of(page, "Ben Okafor").lock_out.isVisible)
    pressable = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
    assert len(pressable) > 5
    assert [each for each in pressable if not (each.accessibleName() or each.text())] == []
    same = [each.accessibleName() or each.text() for each in pressable]
    assert "Lock out “Ben Okafor’s laptop”…" in same


@pytest.mark.usefixtures("large_text")
def test_nothing_is_cut_off_at_the_sides_with_text_twice_as_large(page, opened: Opened, team: Laptops, qtbot):
    team.join("Somebody With A Rather Long Name Indeed")
    opened.settle()
    page.laptops.invite.click()
    page.invite.make.click()
    page.resize(640, 480)
    sheet: QWidget = page.widget()
    qtbot.waitUntil(lambda: sheet.width() <= page.viewport().width())
