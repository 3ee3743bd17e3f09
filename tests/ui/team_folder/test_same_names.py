"""The team folder page where two laptops are called the same."""

import pytest
from PySide6.QtWidgets import QLabel

from pod_desktop import sync
from pod_desktop.services import Journal
from pod_desktop.sync import letting_in
from pod_desktop.ui.team_folder.laptops_part import LaptopRow
from pod_desktop.ui.team_folder.page import TeamFolderPage
from pod_desktop.ui.team_folder.state_words import state_words
from tests.sync.laptops import Laptops, add_person, laptop_of
from tests.ui.team_folder.opened import Opened


@pytest.fixture
def bens(team: Laptops, monkeypatch: pytest.MonkeyPatch) -> list[Journal]:
    """Two laptops of one name and one user, let in on two days."""
    monkeypatch.setattr(letting_in, "free_name", lambda wanted, _taken: wanted)
    first = team.join()
    team.meet()
    team.clock.advance(hours=24)
    second = team.join()
    team.meet()
    return [first, second]


def row_of(page: TeamFolderPage, laptop: Journal) -> LaptopRow:
    return page.laptops.rows[laptop_of(laptop).hex()]


def title_of(row: LaptopRow) -> str:
    return row.findChildren(QLabel)[0].text()


def test_they_are_told_apart_by_who_uses_them_and_when_they_were_let_in(
    bens: list[Journal], page: TeamFolderPage
):
    first, second = (row_of(page, each) for each in bens)
    assert title_of(first).startswith("Ben Okafor’s laptop (used by Ben Okafor, let in yesterday at ")
    assert title_of(second).startswith("Ben Okafor’s laptop (used by Ben Okafor, let in today at ")
    assert first.accessibleName().startswith(title_of(first))
    assert "let in yesterday" in first.lock_out.accessibleName()
    second.lock_out.click()
    question = page.laptops.question
    assert question is not None
    assert "let in today" in question.windowTitle()
    question.answer("leave")


@pytest.mark.usefixtures("bens")
def test_a_laptop_whose_name_no_other_has_is_called_by_it_alone(page: TeamFolderPage, team: Laptops):
    assert title_of(row_of(page, team.ana)) == "Ana Reyes’s laptop (this laptop)"


def test_two_let_in_in_the_same_minute_by_one_user_are_told_apart_by_their_numbers(
    opened: Opened, team: Laptops, qtbot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(letting_in, "free_name", lambda wanted, _taken: wanted)
    alike = [team.join(), team.join()]
    team.meet()
    opened.settle()
    page = TeamFolderPage(opened.desk, opened.courier)
    qtbot.addWidget(page)
    titles = [title_of(row_of(page, each)) for each in alike]
    assert titles == [
        title for title, each in zip(titles, alike, strict=True) if laptop_of(each).hex()[-6:] in title
    ]
    assert len(set(titles)) == 2


def test_which_of_them_has_not_told_is_said_in_how_things_stand(
    opened: Opened, team: Laptops, bens: list[Journal]
):
    add_person(team.ana)
    opened.settle()
    team.meet(bens[1], team.ana)
    opened.settle()
    words = state_words(opened.courier, team.clock.now())
    assert "Ben Okafor’s laptop (used by Ben Okafor, let in yesterday" in words
    assert "let in today" not in words


def test_late_work_of_one_is_shown_and_taken_in_at_that_one_alone(
    bens: list[Journal], page: TeamFolderPage, opened: Opened, team: Laptops
):
    for each in bens:
        sync.revoke(team.ana, laptop_of(each))
    opened.settle()
    add_person(bens[1])
    with pytest.raises(sync.NotAMember):
        sync.exchange(bens[1])
    opened.settle()
    first, second = (row_of(page, each) for each in bens)
    assert "waits in the team folder" not in first.words.text()
    assert not first.take_in.isVisibleTo(page)
    assert "waits in the team folder" in second.words.text()
    assert second.take_in.isVisibleTo(page)
    page.files.show_late.click()
    (named,) = page.files.named()
    assert "It is from Ben Okafor’s laptop (used by Ben Okafor, let in today at" in named
    second.take_in.click()
    opened.settle()
    assert page.files.named() == []
    assert "let in today" in page.laptops.status.accessibleName()
