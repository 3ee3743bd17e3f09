"""The team's practitioners, changed by keyboard and read back from the journal."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from pod_desktop.domain.roster import THERE, Absence
from pod_desktop.services import people, roster
from pod_desktop.ui.people.team import TeamPage

ENTER, TAB, ESC, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Space


def stored(journal):
    return [(p.name, p.profession, p.peer) for p in people.practitioners(journal)]


def typed_into():
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    return edit


def read(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_team_shows_who_uses_this_laptop_and_who_is_a_peer_practitioner(desk, journal, shown):
    people.add_practitioner(journal, "Lee Marlow", "support worker", peer=True)
    page = shown(TeamPage(desk))
    seen = read(page)
    assert seen[0] == "Exe Valley POD"
    assert seen[seen.index("Ana Reyes") + 1 :][:2] == ["you", "nurse"]
    assert seen[seen.index("Lee Marlow") + 1 :][:2] == ["peer practitioner", "support worker"]
    assert "A peer practitioner is part of the team, with the same rights as everybody in it." in seen


def test_a_practitioner_is_added_with_the_keyboard_alone(desk, journal, shown, keys):
    page = shown(TeamPage(desk))
    keys(ENTER)
    keys("Lee Marlow", TAB, "support worker", TAB, SPACE, TAB, ENTER)
    assert stored(journal) == [("Ana Reyes", "nurse", False), ("Lee Marlow", "support worker", True)]
    QApplication.processEvents()
    assert "Lee Marlow" in read(page)
    assert QApplication.focusWidget() is page.focusProxy()


def test_a_practitioner_needs_a_name(desk, journal, shown, keys):
    page = shown(TeamPage(desk))
    keys(ENTER, ENTER)
    assert "give a name" in page.form.name.error()
    assert len(stored(journal)) == 1
    keys(ESC)
    assert not page.form.isVisible()


def test_what_is_said_about_a_practitioner_can_be_changed(desk, journal, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Ana Reyes")
    typed_into().selectAll()
    keys("Ana", ENTER)
    assert stored(journal) == [("Ana", "nurse", False)]
    assert "Ana" in read(page)
    press(page, "Change Ana")


def test_leaving_the_form_changes_nothing(desk, journal, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Ana Reyes")
    keys("xyz", ESC)
    assert stored(journal) == [("Ana Reyes", "nurse", False)]
    assert "Ana Reyes" in read(page)


def test_somebody_added_meanwhile_does_not_disturb_what_is_being_typed(desk, journal, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Ana Reyes")
    keys("xyz")
    people.add_practitioner(journal, "Abe Lund")
    assert typed_into().text().endswith("xyz")
    QApplication.processEvents()
    assert "Abe Lund" in read(page)


@pytest.mark.parametrize(("width", "height"), [(683, 336), (1366, 720)])
def test_the_team_fits_the_window_at_every_scaling(desk, shown, width, height):
    page = shown(TeamPage(desk), width, height)
    assert (page.width(), page.height()) == (width, height)
    inside = page.viewport().rect()
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(page.viewport(), button.rect().topRight()).x()
            assert right <= inside.right()


# Leave, leaving and coming back


@pytest.fixture
def lee(journal):
    return people.add_practitioner(journal, "Lee Marlow", "support worker", peer=True)


def keyboard_at():
    at = QApplication.focusWidget()
    return at.accessibleName() if at is not None else ""


UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def absence(journal, who):
    return next(each.absence for each in people.practitioners(journal) if each.id == who)


def today(journal):
    return roster.day_of(journal.clock.now())


def test_leave_is_set_with_the_keyboard_alone_and_told_in_words(desk, journal, lee, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Lee Marlow")
    keys(TAB, TAB, TAB, SPACE)  # the box that says “Not on leave”
    keys(TAB, TAB, SPACE, TAB)  # the box that says “Not known yet”, and on to the last day
    assert keyboard_at() == "Until, with that day"
    keys(*[UP] * 7, ENTER)
    assert absence(journal, lee) == Absence(today(journal), date(2026, 11, 27))
    assert "On leave until Friday 27 November" in read(page)
    assert [each.name for each in people.practitioners_offered(journal)] == ["Ana Reyes"]


def test_leave_without_a_known_end_and_back_from_it(desk, journal, lee, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Lee Marlow")
    keys(TAB, TAB, TAB, SPACE, TAB, ENTER)
    assert absence(journal, lee) == Absence(today(journal))
    assert "On leave since today" in read(page)
    press(page, "Lee Marlow is back from leave")
    assert absence(journal, lee) == THERE
    assert not any("leave" in words.lower() for words in read(page))
    assert keyboard_at() == "Change Lee Marlow"


def test_a_leave_that_ends_before_it_begins_is_refused_in_the_form(desk, journal, lee, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Lee Marlow")
    form = page._lines[lee].form
    keys(TAB, TAB, TAB, SPACE, TAB, TAB, SPACE, TAB, DOWN, ENTER)
    assert form.problem.isVisible()
    assert form.problem.accessibleName() == "The last day cannot be before the first one."
    assert absence(journal, lee) == THERE


def test_who_has_left_stands_below_and_a_mistake_is_taken_back(desk, journal, lee, shown, press, keys):
    page = shown(TeamPage(desk))
    press(page, "Change Lee Marlow")
    keys(TAB, TAB, TAB, TAB, SPACE, TAB)
    assert keyboard_at() == "Last day in the team"
    keys(DOWN, ENTER)
    assert absence(journal, lee) == Absence(left_on=date(2026, 11, 19))
    QApplication.processEvents()
    seen = read(page)
    assert seen.index("Left the team") < seen.index("Lee Marlow")
    assert "Left the team; the last day was yesterday" in seen
    assert keyboard_at() == "Change Lee Marlow"
    press(page, "Lee Marlow is back in the team")
    QApplication.processEvents()
    assert "Left the team" not in read(page)
    assert absence(journal, lee) == THERE
    assert keyboard_at() == "Change Lee Marlow"


def test_a_last_day_that_lies_ahead_is_told_and_they_are_still_there(desk, journal, lee, shown):
    roster.say_absence(journal, lee, Absence(left_on=date(2027, 1, 29)))
    page = shown(TeamPage(desk))
    assert "The last day in the team is Friday 29 January 2027" in read(page)
    assert "Left the team" not in read(page)


def test_leave_that_lies_ahead_is_told_and_leave_that_is_over_is_not(desk, journal, lee, shown):
    ahead = Absence(date(2026, 12, 7), date(2026, 12, 11))
    roster.say_absence(journal, lee, ahead)
    page = shown(TeamPage(desk))
    assert "On leave from Monday 7 December to Friday 11 December" in read(page)
    roster.say_absence(journal, lee, Absence(date(2026, 11, 2), date(2026, 11, 6)))
    assert not any("On leave" in words for words in read(page))
