from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.services import meetings, network
from pod_desktop.ui.network_map.drawing.items import FADED

CONTROL = Qt.KeyboardModifier.ControlModifier


def faded(hand):
    return {id_ for id_, item in hand.page.map.map_scene.people.items() if item.opacity() == FADED}


def choose(hand, words):
    box = hand.page.focus.bar.box
    index = box.findText(words)
    assert index >= 0, [box.itemText(i) for i in range(box.count())]
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_finding_fades_the_others_and_enter_goes_to_the_next(hand):
    network.change_member(hand.journal, hand.tom, words="aunt’s friend")
    hand.key(Qt.Key.Key_F, CONTROL)
    bar = hand.page.focus.bar
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "aun")
    assert faded(hand) == {hand.jo}
    assert bar.words.text().startswith("In focus: “aun” in name or words, 2 of 3.")
    chosen = []
    for _ in range(3):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        chosen.append(hand.page.chosen)
    assert chosen == [hand.may, hand.tom, hand.may]
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert faded(hand) == set()
    assert not bar.isVisible()
    assert hand.page.map.hasFocus()


def test_a_slash_in_a_field_is_a_slash_and_on_the_drawing_it_finds(hand):
    hand.type(hand.page.names.name_field.edit, "a/b")
    assert hand.page.names.name_field.text() == "a/b"
    assert not hand.page.focus.bar.isVisible()
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Slash)
    assert hand.page.focus.bar.field.hasFocus()


def test_one_part_of_the_map_is_in_focus_on_drawing_table_and_in_the_legend(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    hand.page.focus.open()
    choose(hand, "Relatives")
    assert faded(hand) == {hand.jo}
    assert "not in focus: Relatives" in hand.page.sheet.legend_words()
    hand.page.toolbar.shown_chosen.emit("table")
    members, ties = hand.page.sheet.table.members.rows, hand.page.sheet.table.ties.rows
    quiet = [members.index(row, 0).data(Qt.ItemDataRole.ForegroundRole) is not None for row in range(3)]
    assert quiet == [False, True, True]
    assert ties.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) is not None
    hand.page.focus.bar.everybody_button.click()
    assert faded(hand) == set()
    assert not [words for words in hand.page.sheet.legend_words() if "focus" in words]


def test_the_neighbours_of_whoever_is_chosen_can_be_brought_into_focus(hand):
    hand.page.focus.open()
    hand.page.map.choose(hand.may)
    choose(hand, "Aunt May and who knows them")
    assert faded(hand) == {hand.jo}
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    assert faded(hand) == set()
    network.strike_member(hand.journal, hand.may, "entered twice")
    assert hand.page.focus.focus is None


def test_who_was_in_the_room_can_be_brought_into_focus(hand):
    meeting = meetings.begin_meeting(hand.journal, hand.zoe, here=[hand.zoe, hand.jo])
    hand.page.focus.open()
    choose(hand, "In the room today")
    assert hand.page.focus.focus.subject == meeting
    assert faded(hand) == {hand.may}


def test_esc_on_the_drawing_leaves_the_choice_first_and_then_the_focus(hand):
    hand.page.focus.open()
    choose(hand, "Relatives")
    hand.page.map.setFocus()
    hand.page.choose(hand.may)
    hand.key(Qt.Key.Key_Escape)
    assert faded(hand) == {hand.jo}
    hand.key(Qt.Key.Key_Escape)
    assert faded(hand) == set()


def test_the_drawing_can_be_fitted_to_who_is_in_focus(hand):
    hand.page.focus.open()
    choose(hand, "Relatives")
    before = hand.page.map.zoom
    hand.page.focus.bar.fit_button.click()
    assert hand.page.map.zoom > before
    assert hand.page.map.viewport().rect().contains(hand.where(hand.may))
    assert hand.page.map.viewport().rect().contains(hand.where(hand.zoe))
    hand.page.focus.show_everybody()
    hand.page.focus.fit()
    assert hand.page.map.zoom == 1.0


def test_opened_again_the_room_has_whoever_came_since_and_is_offered_once(hand, me):
    held = meetings.begin_meeting(hand.journal, hand.zoe, here=[hand.zoe, hand.jo, me])
    hand.page.focus.open()
    choose(hand, "In the room today")
    assert hand.may in faded(hand)
    meetings.arrive(hand.journal, held, hand.may)
    hand.page.focus.open()
    assert hand.may not in faded(hand)
    box = hand.page.focus.bar.box
    offered = [box.itemText(index) for index in range(box.count())]
    assert offered.count("In the room today") == 1
    assert box.currentText() == "In the room today"
