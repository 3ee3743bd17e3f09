import pytest
from PySide6.QtCore import QDate, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pod_desktop.domain.network import ring_of, sector_at
from pod_desktop.domain.roster import Absence
from pod_desktop.services import invitations, network, people, roster
from pod_desktop.storage.tables import Member


@pytest.fixture
def card(hand):
    hand.page.choose(hand.may)
    hand.page.side.member_card.rare.set_open(True)
    return hand.page.side.member_card


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_field_is_stored_when_it_is_left(hand, card):
    hand.type(card.words_field.edit, "my aunt, mum's sister")
    assert hand.member(hand.may).words == "aunt"
    QTest.keyClick(card.words_field.edit, Qt.Key.Key_Tab)
    assert hand.member(hand.may).words == "my aunt, mum's sister"
    hand.type(card.contact_field.edit, "07700 900456", enter=True)
    assert hand.member(hand.may).contact == "07700 900456"


def test_the_name_cannot_be_emptied_and_the_card_says_so(hand, card):
    hand.type(card.name_field.edit, "", enter=True)
    assert hand.member(hand.may).name == "Aunt May"
    assert "Please give a name" in card.name_field.error()
    hand.type(card.name_field.edit, "May", enter=True)
    assert hand.member(hand.may).name == "May"
    assert card.name_field.error() == ""
    assert hand.page.map.map_scene.people[hand.may].node.name == "May"


def test_choices_are_stored_at_once(hand, card):
    card.questions["knows"]._options["yes"].click()
    card.questions["worried"]._options["no"].click()
    card.sector_choice._options["family"].click()
    card.kind_box.setCurrentIndex(card.kind_box.findData("group"))
    card.kind_box.activated.emit(card.kind_box.currentIndex())
    may = hand.member(hand.may)
    assert (may.knows, may.worried, may.could_help) == ("yes", "no", "not_known")
    assert (may.sector, may.member_kind) == ("family", "group")


def test_what_is_being_written_survives_news_about_the_same_member(hand, card):
    hand.type(card.words_field.edit, "half a sent")
    network.change_member(hand.journal, hand.may, words="aunt May from Leeds", contact="01392 496 0999")
    assert card.words_field.text() == "half a sent"
    assert card.contact_field.text() == "01392 496 0999"


def test_what_was_written_over_an_older_look_is_stored_as_having_shown_that_look(hand, card):
    hand.type(card.words_field.edit, "godmother")
    network.change_member(hand.journal, hand.may, words="aunt from Leeds")
    QTest.keyClick(card.words_field.edit, Qt.Key.Key_Return)
    with hand.journal.read() as reading:
        heads = reading.seen(Member, hand.may)["words"]
    assert len(heads) == 2


def test_choosing_somebody_else_stores_what_was_written(hand, card):
    card.contact_field.edit.setText("in the blue house")
    hand.page.choose(hand.jo)
    assert hand.member(hand.may).contact == "in the blue house"
    assert card.contact_field.text() == ""
    assert hand.member(hand.jo).contact == ""


def test_leaving_the_page_stores_what_was_written(hand, card):
    card.needs.edit.setPlainText("Large print")
    hand.page.hide()
    assert hand.member(hand.may).needs == "Large print"


def test_needs_say_when_they_were_last_asked(hand, card, clock):
    assert "Not asked yet." in words_of(card)
    card.needs.edit.setFocus()
    QTest.keyClicks(card.needs.edit, "An interpreter for Polish")
    QTest.keyClick(card.needs.edit, Qt.Key.Key_Tab)
    assert hand.member(hand.may).needs == "An interpreter for Polish"
    assert hand.member(hand.may).needs_asked == clock.now()
    clock.advance(days=40)
    hand.page.choose(None)
    hand.page.choose(hand.may)
    assert "Last asked 40 days ago." in words_of(card)
    card.needs_review.again_button.click()
    assert hand.member(hand.may).needs_asked == clock.now()


def test_an_unplaced_member_has_a_card_and_can_be_placed_from_it(hand):
    hand.page.choose(hand.tom)
    card = hand.page.side.member_card
    assert "Not on the map yet" in words_of(card)
    card._place_button.click()
    assert hand.member(hand.tom).placed
    assert not card._place_button.isVisible()


def test_a_member_off_the_map_has_no_card_any_more(hand, card):
    network.strike_member(hand.journal, hand.may, "entered twice")
    assert hand.page.chosen is None
    assert not card.isVisible()


# --- inviting ---------------------------------------------------------------------------------------------


def test_without_the_persons_yes_the_card_says_the_rule_and_offers_nobody_to_ask(card):
    assert "Nobody is invited without Zoe’s yes" in words_of(card.invite_steps)
    assert not card.invite_steps.asked_by.isVisible()
    assert not card.invite_steps.answer.isVisible()


def test_an_invitation_goes_from_the_idea_to_the_answer(hand, card, clock, me):
    steps = card.invite_steps
    steps.idea_button.click()
    assert hand.member(hand.may).invite_idea == clock.now()
    assert not steps.idea_button.isVisible()
    assert not steps.asked_by.isVisible()
    steps.yes_button.click()
    assert hand.member(hand.may).invite_yes == clock.now()
    steps.asked_by.setCurrentIndex(steps.asked_by.findText("Ana Reyes"))
    steps.asked_by.activated.emit(steps.asked_by.currentIndex())
    assert hand.member(hand.may).asked_by.id == me
    steps.answer._options["not_sure"].click()
    assert hand.member(hand.may).answer == "not_sure"


def test_a_double_click_on_the_yes_leaves_the_yes(hand, card, clock):
    """The way back has come to stand where the second press falls."""
    steps = card.invite_steps
    QTest.mouseClick(steps.yes_button, Qt.MouseButton.LeftButton)
    assert steps.back_button.isVisible()
    second, at = QEvent.Type.MouseButtonDblClick, QPointF(20, 10)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    there = steps.back_button.mapToGlobal(at)
    QApplication.sendEvent(steps.back_button, QMouseEvent(second, at, there, left, left, none))
    QTest.mouseRelease(steps.back_button, left)
    assert hand.member(hand.may).invite_yes == clock.now()


def test_the_age_of_the_yes_is_shown(hand, card, clock):
    invitations.person_said_yes(hand.journal, hand.may)
    clock.advance(days=3)
    hand.page.choose(hand.jo)
    hand.page.choose(hand.may)
    assert "Zoe said yes 3 days ago." in words_of(card.invite_steps)
    card.invite_steps.yes_button.click()
    assert "Zoe said yes just now." in words_of(card.invite_steps)


def test_a_yes_taken_back_looks_as_if_there_had_been_none(hand, card):
    blank = words_of(card.invite_steps)
    card.invite_steps.yes_button.click()
    card.invite_steps.back_button.click()
    assert hand.member(hand.may).invite_yes is None
    assert words_of(card.invite_steps).replace("The idea came up just now.", "") == blank.replace(
        "Inviting them has not come up yet.", ""
    )


def test_who_is_not_to_be_invited_looks_like_somebody_not_invited_yet(hand):
    hand.page.choose(hand.jo)
    shown = words_of(hand.page.side)
    with hand.journal.act() as act:
        act.change(Member, hand.jo, invite_yes=False, invite_said=hand.journal.clock.now())
    hand.page.choose(hand.may)
    hand.page.choose(hand.jo)
    assert words_of(hand.page.side) == shown
    hand.page.toolbar.shown_chosen.emit("table")
    assert hand.page.sheet.table.members.rows.index(1, 9).data() == ""


def test_who_asks_is_the_team_the_person_or_somebody_on_the_map(card):
    card.invite_steps.yes_button.click()
    box = card.invite_steps.asked_by
    names = [box.itemText(number) for number in range(box.count())]
    assert names == ["Not asked yet", "Ana Reyes", "Zoe", "Jo", "Tom"]


def test_who_is_on_leave_is_not_offered_as_who_asks_and_who_asked_before_stays(hand, card):
    lee = people.add_practitioner(hand.journal, "Lee Marlow")
    kim = people.add_practitioner(hand.journal, "Kim Sayer")
    card.invite_steps.yes_button.click()
    box = card.invite_steps.asked_by
    box.setCurrentIndex(box.findText("Kim Sayer"))
    box.activated.emit(box.currentIndex())
    for who in (lee, kim):
        roster.say_absence(hand.journal, who, Absence(roster.day_of(hand.journal.clock.now())))
    names = [box.itemText(number) for number in range(box.count())]
    assert names == ["Not asked yet", "Ana Reyes", "Zoe", "Jo", "Tom", "Kim Sayer"]
    assert box.currentText() == "Kim Sayer"


def test_a_member_of_whom_a_newer_version_says_something_is_on_the_map_and_has_a_card(hand, card):
    newer = dict.fromkeys(("member_kind", "sector", "knows", "worried"), "newer")
    with hand.journal.act() as act:
        act.change(Member, hand.may, distance=7.0, **newer)
    assert hand.page.grab().width() > 0
    assert card.questions["knows"].value() is None
    assert card.sector_choice.value() is None


# --- what is folded away, and when to ask again -----------------------------------------------------------


def test_what_is_rare_is_folded_until_it_is_opened_and_stays_so_on_the_next_card(hand):
    hand.page.choose(hand.may)
    card = hand.page.side.member_card
    assert not card.needs_parts["needs_format"].isVisible()
    card.rare.button.click()
    hand.page.choose(hand.jo)
    assert card.needs_parts["needs_format"].isVisible()


def test_what_was_typed_and_folded_away_is_stored(hand, card):
    card.needs_parts["needs_format"].edit.setText("Large print")
    card.rare.set_open(False)
    hand.page.choose(hand.jo)
    assert hand.member(hand.may).needs_format == "Large print"


@pytest.mark.parametrize("name", ["needs_format", "needs_support", "needs_language"])
def test_each_part_of_the_needs_is_stored_by_itself_as_asked_now(hand, card, clock, name):
    hand.type(card.needs_parts[name].edit, "Polish", enter=True)
    may = hand.member(hand.may)
    assert getattr(may, name) == "Polish"
    assert may.needs == ""
    assert may.needs_asked == clock.now()


def plan_review(card, months):
    box = card.needs_review.when
    box.setCurrentIndex(box.findData(months))
    box.activated.emit(box.currentIndex())


def test_a_date_to_ask_again_is_planned_and_taken_away(hand, card):
    plan_review(card, 3)
    assert f"{hand.member(hand.may).needs_review:%Y-%m-%d}" == "2027-02-20"
    assert "20 February 2027" in card.needs_review.when.currentText()
    plan_review(card, 0)
    assert hand.member(hand.may).needs_review is None


def test_any_day_can_be_said_to_ask_again_and_is_stored_once_it_is_whole(hand, card):
    review = card.needs_review
    assert review.day.isHidden()
    plan_review(card, -2)
    assert review.day.hasFocus()
    QTest.keyClicks(review.day, "2")
    assert hand.member(hand.may).needs_review is None
    review.day.setDate(QDate(2026, 12, 24))
    QTest.keyClick(review.day, Qt.Key.Key_Return)
    assert f"{hand.member(hand.may).needs_review:%Y-%m-%d}" == "2026-12-24"
    assert "24 December" in review.when.currentText()
    assert review.day.isHidden()
    assert hand.page.acts.undo_label == "when to ask Aunt May again"
    plan_review(card, -2)
    assert review.day.date() == QDate(2026, 12, 24)
    QTest.keyClick(review.day, Qt.Key.Key_Return)
    assert f"{hand.member(hand.may).needs_review:%Y-%m-%d}" == "2026-12-24"
    plan_review(card, -2)
    hand.page.choose(hand.jo)
    hand.page.choose(hand.may)
    assert review.day.isHidden()


def test_once_the_date_has_come_the_card_says_so_until_somebody_asks(hand, card, clock):
    plan_review(card, 3)
    assert not card.needs_review.due.isVisible()
    clock.advance(days=100)
    hand.page.choose(hand.jo)
    hand.page.choose(hand.may)
    assert card.needs_review.due.text() == "Worth asking again: that was planned for Saturday 20 February."
    assert card.needs_review.due.isVisible()
    network.record_needs(hand.journal, hand.may)
    assert not card.needs_review.due.isVisible()


def test_a_pet_has_no_steps_of_inviting(hand, card):
    network.change_member(hand.journal, hand.may, member_kind="pet")
    assert not card.invite_steps.isVisible()
    network.change_member(hand.journal, hand.may, member_kind="group")
    assert card.invite_steps.isVisible()


def test_another_part_of_the_map_takes_whoever_stands_on_it_there_as_one_step(hand, card):
    """Else the drawing would show them in one part and say another, and an arrow key would take it back."""
    before = hand.member(hand.may)
    card.sector_choice._options["professionals"].click()
    may = hand.member(hand.may)
    assert may.sector == sector_at(may.angle) == "professionals"
    assert ring_of(may.distance) == ring_of(before.distance)
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Up)
    assert hand.member(hand.may).sector == "professionals"
    hand.page.acts.undo()
    hand.page.acts.undo()
    now = hand.member(hand.may)
    assert (now.sector, now.angle, now.distance) == (before.sector, before.angle, before.distance)


def test_the_part_in_which_somebody_stands_already_moves_nobody(hand, card):
    card.sector_choice._options[""].click()
    assert hand.member(hand.may).sector == ""
    card.sector_choice._options["relatives"].click()
    may = hand.member(hand.may)
    assert (may.sector, may.angle, may.distance) == ("relatives", 108.0, 0.5)


def test_asked_again_with_nothing_new_stores_what_was_typed_over_what_the_field_had_shown(hand, card):
    network.record_needs(hand.journal, hand.may, needs="large print")
    card.needs.edit.setPlainText("large print, and a lift")
    network.record_needs(hand.journal, hand.may, needs="an interpreter")
    card.needs_review.again_button.click()
    with hand.journal.read() as reading:
        assert len(reading.seen(Member, hand.may)["needs"]) == 2


def test_ties_stand_by_name_and_news_leaves_the_keyboard_at_the_tie_where_it_was(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.tom)
    hand.page.choose(hand.may)
    ties = hand.page.side.member_card.ties
    (button,) = ties._buttons.values()
    button.setFocus()
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="not_known")
    QApplication.processEvents()
    shown = sorted(ties._buttons.values(), key=lambda each: (each.y(), each.x()))
    assert [each.text() for each in shown] == ["Jo (not known)", "Tom"]
    assert button.hasFocus()
    shown[0].setFocus()
    QTest.keyClick(shown[0], Qt.Key.Key_Tab)
    assert button.hasFocus()


def test_nothing_of_inviting_is_told_of_whom_nobody_can_ask_also_in_the_table(hand, card):
    invitations.person_said_yes(hand.journal, hand.may)
    rows = hand.page.sheet.table.members.rows
    hand.page._show_as("table")
    headings = [rows.headerData(each, Qt.Orientation.Horizontal) for each in range(rows.columnCount())]
    cell = rows.index(rows.row_of(hand.may), headings.index("Invited"))
    assert cell.data() == "The person said yes"
    network.change_member(hand.journal, hand.may, member_kind="pet")
    assert cell.data() == ""
    assert not card.invite_steps.isVisible()


def test_erasing_everywhere_is_folded_away_and_reached_by_keyboard(hand):
    hand.page.choose(hand.may)
    card = hand.page.side.member_card
    asked: list[str] = []
    hand.page.erasure_requested.connect(asked.append)
    assert not card._erase_button.isVisible()
    assert card._remove_button.isVisible()
    QTest.keyClick(card.rare.button, Qt.Key.Key_Space)
    assert card._erase_button.isVisible()
    QTest.keyClick(card._erase_button, Qt.Key.Key_Space)
    assert asked == [hand.may]


def test_of_somebody_who_died_nothing_is_asked_that_only_the_living_can_do(hand, card):
    """With their widow in the room, “Could help?” hurts. What was stored stays in sight."""
    network.change_member(hand.journal, hand.may, contact="07700 900456")
    network.change_member(hand.journal, hand.may, member_kind="died")
    asked = [*card.questions.values(), card.needs, card.needs_review, *card.needs_parts.values()]
    assert not any(each.isVisible() for each in asked)
    assert "Is worried?" not in words_of(card)
    assert "What they need to take part" not in words_of(card)
    assert card.contact_field.isVisible()
    network.change_member(hand.journal, hand.may, member_kind="person")
    assert all(each.isVisible() for each in asked)
    assert "Is worried?" in words_of(card)


@pytest.mark.parametrize("kind", ["pet", "inner_voice"])
def test_of_a_pet_or_an_inner_voice_is_not_asked_how_to_reach_them(hand, card, kind):
    network.change_member(hand.journal, hand.may, member_kind=kind)
    assert not any(each.isVisible() for each in (card.contact_field, card.needs, card.needs_review))
    assert all(each.isVisible() for each in card.questions.values())


def test_what_is_being_typed_is_kept_after_a_pause_and_undone_as_one(hand, card):
    """A laptop that dies while somebody thinks takes no words with it."""
    card.words_field.setFocus()
    card.words_field.edit.selectAll()
    QTest.keyClicks(card.words_field.edit, "best friend ")
    assert card._pause.isActive()
    card._pause.timeout.emit()
    assert hand.member(hand.may).words == "best friend"
    assert card.words_field.edit.text() == "best friend "  # as it is typed on
    QTest.keyClicks(card.words_field.edit, "since primary")
    card._pause.timeout.emit()
    QTest.keyClick(card.words_field.edit, Qt.Key.Key_Tab)
    assert hand.member(hand.may).words == "best friend since primary"
    assert hand.member(hand.may).differs == frozenset()
    hand.page.acts.undo()
    assert hand.member(hand.may).words == "aunt"


def test_half_a_name_is_not_kept_in_a_pause(hand, card):
    card.name_field.setFocus()
    card.name_field.edit.selectAll()
    QTest.keyClicks(card.name_field.edit, "M")
    card._pause.timeout.emit()
    assert hand.member(hand.may).name == "Aunt May"


def test_needs_are_kept_after_a_pause_too(hand, card):
    card.needs.setFocus()
    QTest.keyClicks(card.needs.edit, "large print")
    card._pause.timeout.emit()
    assert hand.member(hand.may).needs == "large print"
    assert card.needs.edit.hasFocus()
