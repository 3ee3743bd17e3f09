"""Own words left out after the meeting: hidden at once, taken back for ten minutes, then destroyed."""

from PySide6.QtCore import Qt

from pod_desktop.services import own_words


def words(page) -> list[str]:
    return [turn.words for log in page.view.logs for turn in log.turns if turn.words]


def test_one_press_hides_them_and_another_brings_them_back(page, kept, qtbot):
    chip = page.own_words.left_out.chips[kept.may]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert words(page) == []
    assert chip is page.own_words.left_out.chips[kept.may]
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert words(page) == ["It is loud there."]


def test_after_ten_minutes_they_are_destroyed_and_the_page_says_so(page, kept, clock, desk):
    page.own_words.left_out.chips[kept.may].click()
    clock.advance(minutes=10)
    assert own_words.destroy_due(desk.journal) == 1
    assert kept.may not in page.own_words.left_out.chips
    assert page.own_words.left_out.said() == "The words of May are destroyed, as they asked."
    assert words(page) == []


def test_too_late_to_take_it_back_is_said_and_the_chip_stays(page, kept, clock):
    page.own_words.left_out.chips[kept.may].click()
    clock.advance(minutes=10)
    page.own_words.left_out.chips[kept.may].click()
    assert "destroyed, as they asked" in page.attempts.sentence
    assert page.own_words.left_out.said() == "The words of May are destroyed, as they asked."


def test_at_a_turn_it_is_said_that_its_words_are_left_out(page, kept, qtbot):
    page.own_words.left_out.chips[kept.may].click()
    strip = page.strips[0].strip
    strip.setFocus()
    for _ in range(2):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.accessibleDescription().endswith("Their words are left out, as they asked.")
