"""The team's practitioners, changed by keyboard and read back from the journal."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from pod_desktop.services import people
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
