import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.services import network
from pod_desktop.ui.network_map.table.rows import ID_ROLE, Row, RowsModel

pytestmark = pytest.mark.usefixtures("qapp")

looks = st.lists(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ab")), unique_by=lambda row: row[0], max_size=8),
    min_size=1,
    max_size=5,
)


def rows(look: list[tuple[int, str]]) -> list[Row]:
    return [Row(EntityId(f"{number:032x}"), (f"{number}", word)) for number, word in look]


@given(looks)
def test_whatever_the_looks_the_model_ends_with_the_last_and_never_starts_anew(looks):
    model = RowsModel(["Number", "Word"])
    model.modelReset.connect(lambda: pytest.fail("the whole model was reset"))
    for look in looks:
        model.show_rows(rows(look))
    shown = [
        (model.index(number, 0).data(ID_ROLE), model.index(number, 1).data())
        for number in range(model.rowCount())
    ]
    assert shown == [(row.id, row.cells[1]) for row in rows(looks[-1])]


def test_the_model_keeps_qts_promises_through_changes(qtmodeltester):
    model = RowsModel(["Number", "Word"], draggable=True)
    qtmodeltester.check(model, force_py=False)
    for look in ([], [(1, "a")], [(2, "a"), (1, "b"), (3, "a")], [(3, "b"), (2, "a")], [(5, "a"), (2, "b")]):
        model.show_rows(rows(look))


def test_one_changed_row_tells_of_one_row(qtbot):
    model = RowsModel(["Number", "Word"])
    model.show_rows(rows([(1, "a"), (2, "a"), (3, "a")]))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_rows(rows([(1, "a"), (2, "b"), (3, "a")]))
    first, last, _roles = told.args
    assert (first.row(), last.row()) == (1, 1)


def test_in_a_low_window_people_have_the_place_of_the_line_about_keys(hand):
    told: list[bool] = []
    hand.page.table_shown.connect(told.append)
    hand.page._show_as("table")
    table = hand.page.sheet.table
    hand.page.resize(1366, 1400)
    QApplication.processEvents()
    assert not table._keys.isHidden()
    hand.page.resize(1366, 620)
    QApplication.processEvents()
    assert table._keys.isHidden()
    assert table.members.height() > 1.5 * table.ties.height()
    hand.page._show_as("drawing")
    assert told == [True, False]


def test_in_a_narrow_table_long_words_leave_place_for_other_columns(hand):
    network.change_member(hand.journal, hand.may, words="my aunt who lives by the sea " * 5)
    hand.page._show_as("table")
    words = {}
    for width in (1100, 3000):
        hand.page.resize(width, 620)
        for _ in range(4):
            QApplication.processEvents()
        words[width] = hand.page.sheet.table.members.columnWidth(1)
    assert words[1100] < words[3000]
