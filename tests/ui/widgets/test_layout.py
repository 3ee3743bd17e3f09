"""Sheets, columns and flows: nothing scrolls sideways, nothing is cut off."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from pod_desktop.ui.widgets import (
    Card,
    EmptyState,
    FlowLayout,
    Notice,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)

LONG = "Ayesha would like to be asked before anybody talks to her school about anything. " * 6


def test_a_flow_begins_a_new_line_when_the_width_is_used_up(qtbot):
    sheet = QWidget()
    qtbot.addWidget(sheet)
    flow = FlowLayout(sheet, spacing=8)
    for _ in range(6):
        button = QPushButton("name")
        button.setFixedSize(90, 32)
        flow.addWidget(button)
    assert flow.heightForWidth(6 * 98) == 32
    assert flow.heightForWidth(3 * 98) == 72
    assert flow.heightForWidth(10) == 6 * 40 - 8


def test_a_hidden_widget_takes_no_room_in_a_flow(qtbot):
    sheet = QWidget()
    qtbot.addWidget(sheet)
    flow = FlowLayout(sheet)
    buttons = [QPushButton("name") for _ in range(3)]
    for button in buttons:
        button.setFixedSize(90, 32)
        flow.addWidget(button)
    sheet.show()
    buttons[1].hide()
    _settle()
    assert flow.sizeHint().width() == 2 * 90 + 8
    assert buttons[2].x() == 90 + 8


def test_a_flow_runs_from_the_right_where_the_language_does(qtbot):
    sheet = QWidget()
    sheet.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(sheet)
    flow = FlowLayout(sheet)
    buttons = [QPushButton("name") for _ in range(2)]
    for button in buttons:
        flow.addWidget(button)
    sheet.resize(400, 60)
    sheet.show()
    assert buttons[0].x() > buttons[1].x()
    assert buttons[0].geometry().right() == sheet.rect().right()


def test_items_of_different_heights_stand_on_one_middle_line(qtbot):
    sheet = QWidget()
    qtbot.addWidget(sheet)
    flow = FlowLayout(sheet)
    for height in (48, 24):
        box = QWidget()
        box.setFixedSize(90, height)
        flow.addWidget(box)
    sheet.resize(400, 60)
    sheet.show()
    assert len({box.geometry().center().y() for box in sheet.findChildren(QWidget)}) == 1


def test_a_column_never_scrolls_sideways_however_narrow(qtbot):
    column = ScrollColumn()
    card = Card("A card with a long title that needs more than one line on a narrow screen")
    card.add(Sentence(LONG))
    button = SecondaryButton("A button whose words are much longer than a narrow screen is wide")
    card.add(button)
    card.add(Notice("3 changes only on this laptop.", "Share them now"))
    column.add(card)
    qtbot.addWidget(column)
    for width in (320, 683, 1366):
        column.resize(width, 384)
        column.show()
        _settle()
        assert card.mapTo(column, card.rect().topRight()).x() <= column.viewport().width()
        assert button.mapTo(column, button.rect().topRight()).x() <= column.viewport().width()
        assert card.width() <= min(760, column.viewport().width())


def test_a_column_stays_as_wide_as_reading_is_comfortable(qtbot):
    column = ScrollColumn(max_width=500)
    sentence = Sentence(LONG)
    column.add(sentence)
    qtbot.addWidget(column)
    column.resize(2000, 700)
    column.show()
    assert 400 < sentence.width() <= 500
    middle = sentence.mapTo(column, sentence.rect().center()).x()
    assert abs(middle - column.viewport().width() / 2) <= 2


def test_a_column_follows_the_keyboard(qtbot):
    column = ScrollColumn()
    buttons = [QuietButton(str(number)) for number in range(60)]
    for button in buttons:
        column.add(button)
    qtbot.addWidget(column)
    column.resize(500, 300)
    with qtbot.waitExposed(column):
        column.show()
    column.activateWindow()
    _settle()
    buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)
    place = buttons[-1].mapTo(column.viewport(), buttons[-1].rect().center())
    assert column.viewport().rect().contains(place)


def _opened_column(qtbot, count: int, at: int, *, heading_first: bool = False):
    """A column of buttons that opens with the keyboard at one of them."""
    column = ScrollColumn(heading_first=heading_first)
    buttons = [QuietButton(str(number)) for number in range(count)]
    for button in buttons:
        button.setFixedHeight(40)
        column.add(button)
    qtbot.addWidget(column)
    column.resize(500, 300)
    column.show()
    buttons[at].setFocus()
    column.activateWindow()
    with qtbot.waitActive(column):
        pass
    _settle()
    return column, buttons


def test_a_column_opens_at_its_top_where_the_keyboard_can_be_seen_there(qtbot):
    column, buttons = _opened_column(qtbot, 30, 3)
    assert column.verticalScrollBar().value() == 0
    buttons[20].setFocus()
    assert column.verticalScrollBar().value() > 0
    buttons[2].setFocus()
    assert column.verticalScrollBar().value() == 0


def test_a_column_opens_where_the_keyboard_is_or_if_wished_at_its_heading(qtbot):
    column, _buttons = _opened_column(qtbot, 30, 20)
    assert column.verticalScrollBar().value() > 0
    column, buttons = _opened_column(qtbot, 30, 20, heading_first=True)
    assert column.verticalScrollBar().value() == 0
    buttons[21].setFocus()
    assert column.verticalScrollBar().value() > 0


def test_a_column_stays_where_it_is_when_the_keyboard_comes_to_what_is_seen_whole(qtbot):
    column, buttons = _opened_column(qtbot, 30, 0)
    column.verticalScrollBar().setValue(buttons[10].mapTo(column.widget(), QPoint(0, 0)).y())
    shown = column.verticalScrollBar().value()
    buttons[10].setFocus()
    assert column.verticalScrollBar().value() == shown


def test_a_name_with_signs_shows_as_it_was_typed(qtbot):
    sentence = Sentence("<b>Sam</b> & co")
    qtbot.addWidget(sentence)
    assert sentence.textFormat() == Qt.TextFormat.PlainText


def test_a_card_without_a_title_has_no_room_for_one(qtbot):
    with_title, without = Card("Title"), Card()
    for card in (with_title, without):
        card.add(Sentence("Words"))
        qtbot.addWidget(card)
    assert without.sizeHint().height() < with_title.sizeHint().height()
    assert with_title.accessibleName() == "Title"


def test_a_notice_has_a_button_only_when_there_is_something_to_do(qtbot):
    notice = Notice("Everything is with the team.")
    qtbot.addWidget(notice)
    notice.show()
    button = notice.findChild(QuietButton)
    assert isinstance(button, QuietButton)
    assert not button.isVisible()
    notice.set_sentence("3 changes only on this laptop.", "Share them now")
    with qtbot.waitSignal(notice.action_requested, timeout=1000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert notice.accessibleName() == "3 changes only on this laptop."


def test_an_empty_place_says_what_to_do(qtbot):
    empty = EmptyState("Nobody is on the map yet. Whose name comes first?", "Add a name", icon_name="users")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.action_requested, timeout=1000):
        qtbot.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)


def _settle() -> None:
    """Lets nested layouts find their sizes, which takes them a few rounds of events."""
    for _ in range(5):
        QApplication.processEvents()
