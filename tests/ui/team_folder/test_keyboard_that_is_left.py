"""On the team folder's pages, too, the keyboard of what vanishes goes to what can be pressed."""

import pytest

from pod_desktop import sync
from pod_desktop.sync.revoking import laptop_named
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.waiting_page import WaitingPage
from tests.sync.laptops import Laptops, add_person
from tests.ui.walked import press_each


@pytest.mark.slow
@pytest.mark.usefixtures("_look")
@pytest.mark.parametrize("answer", [0, -1])
def test_no_button_of_the_team_s_folder_loses_the_keyboard(open_held, team: Laptops, shown, answer: int):
    ben, cem = team.join(), team.join("Cem Demir")
    sync.revoke(team.ana, laptop_named(team.ana, "Cem Demir’s laptop"))
    sync.exchange(team.ana)
    add_person(cem, "Found Later")
    with pytest.raises(sync.NotAMember):
        sync.exchange(cem)
    sync.exchange(ben)
    (team.folder / "a").mkdir(exist_ok=True)
    (team.folder / "a" / f"{'e' * 64}.dat").write_bytes(b"nothing of ours" * 400)
    sync.invite(team.ana)
    ana = open_held(team.ana)
    ana.courier.exchange()
    ana.settle()
    page = shown(TeamFolderPage(ana.desk, ana.courier, choose_folder=lambda _parent: team.folder))
    ana.settle()
    assert press_each(page, ana.held.let_go, answer) == {}


@pytest.mark.usefixtures("_look")
def test_no_answer_to_what_is_asked_about_the_folder_does(open_held, team: Laptops, shown):
    ana = open_held(team.ana)
    ana.courier.exchange()
    ana.settle()
    for path in team.folder.rglob("*.dat"):
        path.unlink()
    page = shown(TeamFolderPage(ana.desk, ana.courier, choose_folder=lambda _parent: team.folder))
    ana.courier.minutely.timeout.emit()
    ana.settle()
    assert page.folder.question.isVisible()
    assert press_each(page.folder.question, ana.held.let_go) == {}


@pytest.mark.usefixtures("differing")
def test_no_choice_between_what_laptops_say_does(desk: Desk, shown):
    page = shown(DifferencesPage(desk))
    assert len(page.part.cards) == 4
    assert press_each(page) == {}


@pytest.mark.usefixtures("_look")
def test_no_button_of_a_guest_who_waits_does(open_held, team: Laptops, shown):
    guest = team.fresh()
    sync.ask_to_join(guest, team.folder, " ".join(sync.invite(team.ana).reveal()), "Ben Okafor")
    ben = open_held(guest)
    page = shown(WaitingPage(ben.desk, ben.courier, choose_folder=lambda _parent: team.folder))
    assert press_each(page, ben.held.let_go) == {}
