"""The list of entries: its model keeps the view in step with as little movement as possible."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from pod_desktop.ui.people.entries import ENTRY, Entry, EntryList, EntryModel

KEYS = st.lists(st.sampled_from("abcdefghijkl"), unique=True)


def entries(keys, **more):
    return [Entry(key, key.upper(), **more) for key in keys]


def keys_of(model):
    return "".join(model.index(row).data(ENTRY).key for row in range(model.rowCount()))


def test_the_model_keeps_qts_rules(qtmodeltester):
    model = EntryModel()
    model.set_entries([Entry("h", "Everybody", heading=True), *entries("abc", detail="No meeting yet")])
    qtmodeltester.check(model)


@given(before=KEYS, after=KEYS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_list_can_follow_any_other_and_the_model_keeps_qts_rules(qtmodeltester, before, after):
    model = EntryModel()
    model.set_entries(entries(before))
    qtmodeltester.check(model)
    model.set_entries(entries(after, detail="changed"))
    assert keys_of(model) == "".join(after)
    assert all(model.index(row).data(ENTRY).detail == "changed" for row in range(len(after)))


def test_one_more_row_is_inserted_and_nothing_else_moves():
    model = EntryModel()
    model.set_entries(entries("ace"))
    seen: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: pytest.fail("the whole list was shown anew"))
    model.rowsRemoved.connect(lambda *_: pytest.fail("a row was taken away"))
    model.rowsInserted.connect(lambda _parent, first, last: seen.append((first, last)))
    model.set_entries(entries("abce"))
    assert seen == [(1, 1)]


def test_a_row_that_moves_takes_only_itself_along():
    model = EntryModel()
    model.set_entries(entries("abcdef"))
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: gone.append((first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: come.append((first, last)))
    model.set_entries(entries("fabcde"))
    assert (gone, come) == ([(5, 5)], [(0, 0)])


def test_words_that_changed_change_their_row_alone():
    model = EntryModel()
    model.set_entries(entries("abc"))
    rows: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: rows.append(first.row()))
    model.set_entries([Entry("a", "A"), Entry("b", "B", "26 hours"), Entry("c", "C")])
    assert rows == [1]


@pytest.fixture
def shown_list(qtbot):
    made = EntryList("People")
    qtbot.addWidget(made)
    made.set_entries([Entry("h", "Waiting", heading=True), *entries("ab"), Entry("i", "All", heading=True),
                      *entries("cd")])  # fmt: skip
    made.resize(600, 400)
    made.show()
    made.setFocus()
    return made


def test_arrows_go_past_headings_and_enter_opens(shown_list, qtbot):
    opened: list[str] = []
    shown_list.opened.connect(opened.append)
    shown_list.go_to_first()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Enter):
        qtbot.keyClick(shown_list, key)
    assert opened == ["c", "b"]


def test_a_press_opens_an_entry_and_a_heading_opens_nothing(shown_list, qtbot):
    opened: list[str] = []
    shown_list.opened.connect(opened.append)
    for row in (0, 2):
        place = shown_list.visualRect(shown_list.entries.index(row)).center()
        qtbot.mouseClick(shown_list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == ["b"]


def test_what_is_selected_stays_selected_while_the_list_changes_around_it(shown_list):
    shown_list.go_to("c")
    shown_list.set_entries(entries("xcyd"))
    assert shown_list.currentIndex().data(ENTRY).key == "c"


def test_an_entry_is_read_out_whole():
    entry = Entry("a", "Sam Okafor", "26 hours since first contact", "No meeting planned yet", "home")
    assert entry.spoken == "Sam Okafor, 26 hours since first contact, home, No meeting planned yet"
    model = EntryModel()
    model.set_entries([entry])
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == entry.spoken
    assert model.data(QModelIndex(), ENTRY) is None


def test_a_narrow_list_gives_each_entry_another_line_instead_of_cutting_words_off(shown_list):
    shown_list.set_entries(
        [Entry("a", "Sam Okafor", "26 hours since first contact", "No meeting planned yet")]
    )
    heights = []
    for width in (900, 500):
        shown_list.resize(width, 400)
        QApplication.processEvents()
        heights.append(shown_list.visualRect(shown_list.entries.index(0)).height())
    assert heights[1] > heights[0]
