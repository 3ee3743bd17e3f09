import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit

from pod_desktop.domain.network import Place
from pod_desktop.services import network
from pod_desktop.storage.tables import Tie
from pod_desktop.ui import theme
from tests.ui.wheel import turn_the_wheel

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_everything_on_the_map_is_undone_and_done_again_by_name(hand):
    toolbar = hand.page.toolbar
    assert not toolbar.undo_button.isEnabled()
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    assert toolbar.undo_button.accessibleName() == "Undo: move Aunt May"
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Z, CONTROL)
    assert (hand.member(hand.may).angle, hand.member(hand.may).sector) == (108.0, "relatives")
    assert hand.where(hand.may) == hand.at(Place(108.0, 0.5))
    assert toolbar.redo_button.toolTip() == "Redo: move Aunt May"
    hand.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert hand.member(hand.may).sector == "family"
    hand.key(Qt.Key.Key_Z, CONTROL)
    hand.key(Qt.Key.Key_Y, CONTROL)
    assert hand.member(hand.may).sector == "family"
    assert not toolbar.redo_button.isEnabled()


def test_undo_of_many_acts_ends_where_the_page_was_opened(hand):
    before = hand.members(), hand.ties()
    hand.type(hand.page.names.name_field.edit, "Ali", enter=True)
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    hand.page.acts.link(hand.member(hand.may).someone, hand.member(hand.jo).someone, seen={})
    hand.page.choose(hand.may)
    hand.type(hand.page.side.member_card.words_field.edit, "godmother", enter=True)
    hand.page.side.member_card.invite_steps.yes_button.click()
    hand.page.requests.place(hand.tom)
    count = 0
    while hand.page.acts.undo_label:
        hand.page.acts.undo()
        count += 1
    assert count == 6
    plain = [(m.id, m.name, m.words, m.sector, m.angle, m.invite_yes) for m in before[0]]
    assert [(m.id, m.name, m.words, m.sector, m.angle, m.invite_yes) for m in hand.members()] == plain
    assert hand.ties() == before[1]


def test_what_a_colleague_changed_since_is_not_undone_and_the_page_says_why(hand):
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    network.place_member(hand.journal, hand.may, 200.0, 0.5)
    hand.page.toolbar.undo_button.click()
    assert "was changed again since" in hand.page.sheet.refusal
    assert hand.member(hand.may).angle == 200.0
    hand.page.choose(hand.jo)
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Up)
    assert hand.page.sheet.refusal == ""


def test_undo_in_a_field_is_the_fields_own(hand):
    hand.drag(hand.where(hand.may), hand.at(Place(36, 0.9)))
    edit = hand.page.names.name_field.edit
    hand.type(edit, "Al")
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert hand.member(hand.may).sector == "family"


# --- the table --------------------------------------------------------------------------------------------


@pytest.fixture
def table(hand):
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="no", words="never met")
    hand.page.toolbar.shown._options["table"].click()
    return hand.page.sheet.table


def cells(view, row):
    return [view.rows.index(row, column).data() for column in range(view.rows.columnCount())]


def test_the_table_has_everybody_placed_or_not_and_ties_that_are_not_drawn(hand, table):
    network.change_member(hand.journal, hand.may, knows="yes", worried="no")
    assert table.members.isVisible()
    assert not hand.page.map.isVisible()
    assert cells(table.members, 0) == [
        *("Aunt May", "aunt", "A person", "Relatives", "middle", "Yes", "No", "–", "", ""),
    ]
    assert [cells(table.members, row)[0] for row in range(3)] == ["Aunt May", "Jo", "Tom"]
    assert cells(table.ties, 0) == ["Aunt May", "Jo", "No", "", "never met"]
    spoken = table.members.rows.index(0, 7).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Could help: Not known"


def test_choosing_a_row_shows_the_same_card(hand, table):
    table.members.setFocus()
    assert hand.page.chosen == hand.may
    QTest.keyClick(table.members, Qt.Key.Key_Down)
    assert hand.page.chosen == hand.jo
    assert hand.page.side.member_card.member_id == hand.jo
    QTest.keyClick(table.members, Qt.Key.Key_Return, CONTROL)
    assert hand.page.side.member_card.name_field.edit.hasFocus()
    table.ties.setFocus()
    QTest.keyClick(table.ties, Qt.Key.Key_Down)
    assert hand.page.side.tie_card.isVisible()


def test_delete_in_the_table_asks_as_it_does_in_the_drawing(hand, table):
    hand.page.choose(hand.jo)
    QTest.keyClick(table.members, Qt.Key.Key_Delete)
    hand.page.requests.question.answer("off")
    assert table.members.rows.rowCount() == 2
    assert not table.ties.isVisible()


def test_a_tie_that_came_while_it_was_asked_is_not_taken_off_with_the_member(hand, table):
    hand.page.choose(hand.jo)
    QTest.keyClick(table.members, Qt.Key.Key_Delete)
    late = network.tie(hand.journal, hand.zoe, hand.jo, hand.may, words="do not speak")
    hand.page.requests.question.answer("off")
    with hand.journal.read() as reading:
        assert not reading.get(Tie, late).struck


def test_the_tables_keep_qts_promises(hand, table, qtmodeltester):
    for model in (table.members.rows, table.ties.rows, hand.page.names.tray.rows):
        qtmodeltester.check(model, force_py=False)
    network.tie(hand.journal, hand.zoe, hand.may, hand.tom)
    network.change_member(hand.journal, hand.may, name="Zelda")
    network.strike_member(hand.journal, hand.jo, "entered twice")


# --- room and reading out ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "panes"), [(1166, 3), (860, 2), (600, 1)])
def test_panes_stand_side_by_side_as_far_as_there_is_room(hand, width, panes):
    hand.page.resize(width, 560)
    QApplication.processEvents()
    shown = [hand.page.names.isVisible(), hand.page.map.isVisible(), hand.page.side.isVisible()]
    assert sum(shown) == hand.page.panes.count == panes
    assert hand.page.map.isVisible()
    assert hand.page.width() == width


def test_only_the_map_is_shown_until_escape_or_the_same_key_again(hand):
    page = hand.page
    page.resize(1166, 600)
    wanted: list[bool] = []
    page.large_wanted.connect(wanted.append)
    page.map.setFocus()
    QTest.keyClick(page.map, Qt.Key.Key_F11)
    assert page.panes.count == 1
    assert page.map.isVisible()
    QTest.keyClick(page.map, Qt.Key.Key_Escape)
    assert page.panes.count == 3
    assert wanted == [True, False]


def test_somebody_chosen_on_the_large_map_opens_their_card_and_escape_leads_back_to_it(hand):
    page = hand.page
    page.resize(1166, 600)
    page.large_switch.setChecked(True)
    page.map.setFocus()
    page.map.choose(hand.may)
    QTest.keyClick(page.map, Qt.Key.Key_Return)
    assert page.side.isVisible()
    QTest.keyClick(page.side.member_card.name_field.edit, Qt.Key.Key_Escape)
    assert page.map.isVisible()
    assert page.panes.count == 1


def test_in_a_narrow_window_every_pane_can_be_reached(hand):
    hand.page.resize(600, 400)
    QApplication.processEvents()
    for key, widget in (("names", hand.page.names), ("card", hand.page.side), ("map", hand.page.map)):
        hand.page.toolbar.one_of_three._options[key].click()
        assert widget.isVisible()
    hand.page.choose(hand.may)
    hand.page.map.setFocus()
    hand.key(Qt.Key.Key_Return)
    assert hand.page.side.member_card.name_field.edit.hasFocus()


def test_the_page_fits_the_laptop_of_the_nhs_at_twice_the_text_size(hand, qapp):
    theme.apply(qapp, theme.Scheme.DARK, text_scale=2.0)
    hand.page.resize(1166, 560)
    QApplication.processEvents()
    assert hand.page.minimumSizeHint().width() <= 1166
    for card in (hand.page.side.member_card, hand.page.names):
        assert card.minimumSizeHint().width() <= 1166
    theme.apply(qapp, theme.Scheme.LIGHT, text_scale=1.0)


def test_everything_that_takes_the_focus_has_a_name_to_read_out(hand):
    hand.page.choose(hand.may)
    wanted = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    nameless = [
        widget
        for kind in wanted
        for widget in hand.page.findChildren(kind)
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text())
        if not widget.isHidden() and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []
    for view in (hand.page.map, hand.page.names.tray, hand.page.sheet.table.members):
        assert view.accessibleName()
    assert "Tab: the next person" in hand.page.map.accessibleDescription()


def test_the_looks_follow_the_palette(hand, qapp):
    light = hand.page.map.grab().toImage()
    theme.apply(qapp, theme.Scheme.DARK)
    QApplication.processEvents()
    dark = hand.page.map.grab().toImage()
    theme.apply(qapp, theme.Scheme.LIGHT)
    assert light.pixelColor(5, 5).lightness() > 200
    assert dark.pixelColor(5, 5).lightness() < 60


def test_the_wheel_enters_nothing_on_the_whole_page(hand):
    """A card is scrolled with the wheel, and whatever list comes under it stays as it was."""
    hand.page.choose(hand.may)
    hand.page.side.member_card.rare.set_open(True)
    boxes = hand.page.findChildren(QComboBox)
    assert len(boxes) > 3
    before = [box.currentIndex() for box in boxes]
    for box in boxes:
        turn_the_wheel(box)
    assert [box.currentIndex() for box in boxes] == before
    assert hand.page.acts.undo_label == ""


def test_a_name_that_is_there_already_is_said_to_be_there_twice(hand):
    hand.page.names.name_field.set_text("aunt may")
    hand.page.names.give()
    assert "There is more than one “aunt may” now" in hand.page.sheet.said
    hand.page.names.name_field.set_text("Lou")
    hand.page.names.give()
    assert "more than one" not in hand.page.sheet.said
