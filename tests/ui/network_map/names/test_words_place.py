import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.services import relation_words
from pod_desktop.ui.network_map.names.words_place import WordsPlace


@pytest.fixture
def place(hand):
    next(
        each for each in hand.page.toolbar.menu.entries() if each.text() == "Words that the map knows…"
    ).trigger()
    return hand.page.findChild(WordsPlace)


def test_what_a_word_proposes_today_is_said_as_it_is_written(hand, place):
    hand.type(place.word.edit, "GP")
    assert place.says.text() == "The program says: Professionals."
    assert place.sector_box.currentData() == "professionals"
    hand.type(place.word.edit, "choir")
    assert place.says.text() == "The program says: Friends and neighbours, a group."
    hand.type(place.word.edit, "xylem")
    assert place.says.text() == "Nothing is proposed for it yet."
    hand.type(place.word.edit, "")
    assert place.says.isHidden()
    assert not place.keep_button.isEnabled()


def test_a_word_of_the_team_is_proposed_beside_the_next_name(hand, place):
    hand.type(place.word.edit, "My Rock")
    place.sector_box.setCurrentIndex(place.sector_box.findData("friends"))
    QTest.keyClick(place.word.edit, Qt.Key.Key_Return)
    assert list(place.forget_buttons) == ["My Rock"]
    hand.type(place.word.edit, "my rock")
    assert place.says.text() == "The team says: Friends and neighbours."
    place.close_button.click()
    names = hand.page.names
    hand.type(names.name_field.edit, "Ann")
    hand.type(names.words_field.edit, "my rock", enter=True)
    assert hand.named("Ann").sector == "friends"


def test_what_the_program_brings_along_can_be_changed_and_holds_again_once_that_is_taken_off(hand, place):
    hand.type(place.word.edit, "nan")
    place.sector_box.setCurrentIndex(place.sector_box.findData("family"))
    place.keep_button.click()
    names = hand.page.names
    hand.type(names.words_field.edit, "nan")
    assert names.sector_box.currentData() == "family"
    place.forget_buttons["nan"].click()
    assert place.forget_buttons == {}
    hand.type(names.words_field.edit, "nan")
    assert names.sector_box.currentData() == "relatives"


def test_what_cannot_be_kept_is_said_beside_the_field_and_stays_in_it(hand, place):
    hand.type(place.word.edit, "one two three four five six seven", enter=True)
    assert place.word.edit.text().startswith("one two")
    assert relation_words.team_words(hand.journal) == ()
    assert place.word.error() == "At most 6 words can be looked for together."


def test_a_word_of_another_laptop_is_shown_and_proposed(hand, place):
    relation_words.say(hand.journal, "taid", "family")
    assert list(place.forget_buttons) == ["taid"]
    hand.type(hand.page.names.words_field.edit, "taid")
    assert hand.page.names.sector_box.currentData() == "family"


def test_every_button_says_which_word_it_takes_off(hand, place):
    relation_words.say(hand.journal, "taid", "family")
    assert place.forget_buttons["taid"].accessibleName() == "Take “taid” off"


def test_known_words_after_a_comma_are_shown_apart_and_stored_as_words(hand):
    names = hand.page.names
    hand.type(names.name_field.edit, "Biscuit, dog")
    assert names.proposal._apart.isVisible()
    assert names.proposal._apart.text() == "Name: Biscuit. Who they are: dog."
    assert names.proposal.kind_chip.text() == "A pet"
    QTest.keyClick(names.name_field.edit, Qt.Key.Key_Return)
    assert not names.proposal._apart.isVisible()
    assert (hand.named("Biscuit").words, hand.named("Biscuit").member_kind) == ("dog", "pet")
    hand.type(names.name_field.edit, "Smith, John", enter=True)
    assert hand.named("Smith, John").words == ""


def test_the_teams_own_words_part_a_name_too_typed_and_pasted(hand, journal):
    relation_words.say(journal, "buttie", "friends")
    hand.type(hand.page.names.name_field.edit, "Dai, buttie", enter=True)
    assert (hand.named("Dai").words, hand.named("Dai").sector) == ("buttie", "friends")
    hand.page.names._typed("Tamsin, best friend\nDr Patel, GP\nAli")
    pasted = hand.page.names.pasted
    assert "Tamsin, best friend: Friends" in pasted._lines.text()
    pasted.give()
    assert (hand.named("Tamsin").words, hand.named("Dr Patel").words) == ("best friend", "GP")
