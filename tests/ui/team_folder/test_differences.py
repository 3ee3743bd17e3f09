"""What laptops say differently, side by side on a page, and the choice that nobody makes for us."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from typing_extensions import override

from pod_desktop.services import conflicts, network, people
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.side_by_side import CameBackCard, DifferenceCard
from tests.services.laptops import Laptops

Shown = Any


@pytest.fixture
def page(shown: Shown, desk: Desk, differing: Laptops) -> DifferencesPage:
    made = DifferencesPage(desk)
    shown(made)
    assert differing.ana.journal is desk.journal
    return made


def card(page: DifferencesPage, what: str) -> DifferenceCard:
    return next(
        each for each in page.part.cards if isinstance(each, DifferenceCard) and each.difference.what == what
    )


def back(page: DifferencesPage) -> CameBackCard:
    return next(each for each in page.part.cards if isinstance(each, CameBackCard))


def words_of(page: DifferencesPage, what: str) -> list[str]:
    return [sheet.words.text() for sheet in card(page, what).sheets]


def test_everything_that_differs_stands_side_by_side_with_who_where_and_when(page: DifferencesPage):
    assert page.part.count == 4
    assert words_of(page, "Who they are, in the person’s words") == ["“my aunt in Topsham”", "“auntie May”"]
    assert words_of(page, "Do they know about this?") == ["yes", "no"]
    said = [sheet.said[0].text() for sheet in card(page, "How to reach them").sheets]
    assert said == [
        "Ana Reyes, on this laptop, today at 10:01",
        "Ben Cole, on another laptop, today at 10:02",
    ]


def test_every_voice_has_the_same_size(page: DifferencesPage):
    for each in page.part.cards:
        if isinstance(each, DifferenceCard):
            assert len({(sheet.width(), sheet.height(), sheet.y()) for sheet in each.sheets}) == 1
            assert len({sheet.keep.font().toString() for sheet in each.sheets}) == 1


@pytest.mark.parametrize(("place", "kept"), [(0, "my aunt in Topsham"), (1, "auntie May")])
def test_one_is_kept_by_its_button(
    page: DifferencesPage, laptops: Laptops, desk: Desk, place: int, kept: str
):
    card(page, "Who they are, in the person’s words").sheets[place].keep.click()
    assert page.part.count == 3
    assert network.member(desk.journal, laptops.first.may).words == kept
    assert kept in page.part.done.text()


def test_both_words_are_kept_where_they_can_be(page: DifferencesPage, laptops: Laptops, desk: Desk):
    assert not card(page, "Do they know about this?").keep_both.isVisible()
    card(page, "How to reach them").keep_both.click()
    contact = network.member(desk.journal, laptops.first.may).contact
    assert contact == "01392 496 0001\nby the bell, not before ten"


@pytest.mark.parametrize("again", [True, False])
def test_what_came_back_is_kept_or_struck_out_again(
    page: DifferencesPage, laptops: Laptops, desk: Desk, again: bool
):
    assert back(page).struck.reasons == ("moved away",)
    (back(page).strike if again else back(page).keep).click()
    names = {member.name for member in network.network_map(desk.journal, laptops.first.sam).members}
    assert ("Joy" in names) == (not again)
    assert page.part.count == 3


def test_the_keyboard_alone_settles_everything_and_ends_at_the_sentence_about_it(
    page: DifferencesPage, keys: Any
):
    for left in (3, 2, 1, 0):
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        keys(Qt.Key.Key_Return)
        assert page.part.count == left
    assert QApplication.focusWidget() is page.part.done
    assert page.part.empty.isVisible()


def test_tab_reaches_every_button_in_the_order_of_reading(page: DifferencesPage, keys: Any):
    wanted = []
    for each in page.part.cards:
        if isinstance(each, DifferenceCard):
            wanted += [sheet.keep for sheet in each.sheets]
            wanted += [each.keep_both] if each.difference.both else []
        else:
            wanted += [each.keep, each.strike]
    reached = []
    for _ in wanted:
        reached.append(QApplication.focusWidget())
        keys(Qt.Key.Key_Tab)
    assert reached == wanted


def test_buttons_say_what_they_keep_when_read_out(page: DifferencesPage):
    sheets = card(page, "Who they are, in the person’s words").sheets
    assert [sheet.keep.text() for sheet in sheets] == ["Keep this", "Keep that"]
    assert sheets[1].keep.accessibleName() == "Keep that: “auntie May”"


def test_what_arrives_behind_the_page_moves_nothing_and_waits_behind_a_line(
    page: DifferencesPage, laptops: Laptops
):
    before = list(page.part.cards)
    network.change_member(laptops.ben.journal, laptops.first.joy, words="neighbour for years")
    there = conflicts.to_settle(laptops.ben.journal).differences[0]
    conflicts.settle(laptops.ben.journal, there, there.alternatives[0])
    laptops.hear()
    assert page.part.cards == before
    assert page.part.news.isVisible()
    page.part.news.action_requested.emit()
    assert page.part.count == 3
    assert not page.part.news.isVisible()


def test_what_was_settled_elsewhere_is_said_and_the_page_shows_what_is_left(
    page: DifferencesPage, laptops: Laptops
):
    there = next(
        each for each in conflicts.to_settle(laptops.ben.journal).differences if each.fields == ("knows",)
    )
    conflicts.settle(laptops.ben.journal, there, there.alternatives[1])
    laptops.hear()
    card(page, "Do they know about this?").sheets[0].keep.click()
    assert page.part.attempts.sentence == "This was settled meanwhile, so nothing was changed here."
    assert page.part.count == 3
    assert not page.part.done.isVisible()


def test_facts_that_change_no_difference_say_nothing(page: DifferencesPage, desk: Desk):
    people.add_person(desk.journal, "Jo")
    assert not page.part.news.isVisible()


def test_where_nothing_differs_the_page_teaches(shown: Shown, desk: Desk):
    page = shown(DifferencesPage(desk))
    assert page.part.count == 0
    assert page.part.empty.isVisible()


def test_opened_from_a_record_the_page_shows_nothing_of_another_persons(
    shown: Shown, desk: Desk, differing: Laptops
):
    jo = people.add_person(desk.journal, "Jo")
    of_jo, of_sam = DifferencesPage(desk, jo), DifferencesPage(desk, differing.first.sam)
    assert (shown(of_jo).part.count, shown(of_sam).part.count) == (0, 4)


class Held(Executor):
    """Does work when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    @override
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        found = fn(*args, **kwargs)
        self.waiting.append(lambda: future.set_result(found))
        return future

    def deliver(self) -> None:
        for each in self.waiting[:]:
            self.waiting.remove(each)
            each()


@pytest.fixture
def held(desk: Desk) -> tuple[Desk, Held]:
    executor = Held()
    return replace(desk, jobs=Jobs(executor)), executor


@pytest.mark.usefixtures("differing")
def test_the_page_opens_at_once_and_the_keyboard_goes_to_the_first_choice_when_it_comes(
    shown: Shown, held: tuple[Desk, Held]
):
    desk, jobs = held
    page = DifferencesPage(desk)
    shown(page)
    assert page.part.cards == []
    assert not page.part.empty.isVisible(), "it is not known yet that nothing differs"
    jobs.deliver()
    assert page.part.count == 4
    assert QApplication.focusWidget() is page.part.cards[0].first


def test_what_was_looked_up_before_a_choice_says_nothing_after_it(
    shown: Shown, held: tuple[Desk, Held], differing: Laptops
):
    desk, jobs = held
    page = DifferencesPage(desk)
    shown(page)
    jobs.deliver()
    people.add_person(differing.ana.journal, "Jo")
    card(page, "Do they know about this?").sheets[0].keep.click()
    jobs.deliver()
    jobs.deliver()
    assert (page.part.count, page.part.news.isVisible()) == (3, False)


def test_how_many_wait_is_told(qtbot: Any, page: DifferencesPage):
    with qtbot.waitSignal(page.part.counted) as told:
        card(page, "Do they know about this?").sheets[0].keep.click()
    assert told.args == [3]


@pytest.mark.usefixtures("differing", "large_text")
def test_at_twice_the_text_nothing_scrolls_sideways(shown: Shown, desk: Desk):
    page = shown(DifferencesPage(desk))
    assert page.horizontalScrollBar().maximum() == 0
    inner = page.widget()
    assert inner is not None
    assert inner.width() <= page.viewport().width()
