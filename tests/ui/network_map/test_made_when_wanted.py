"""The table and the cards are made when they are first wanted, and are as if they had always been there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pod_desktop.domain.focus import Focus, FocusKind
from pod_desktop.ui.network_map.cards.member_card import MemberCard
from pod_desktop.ui.network_map.cards.tie_card import TieCard
from pod_desktop.ui.network_map.table.table import MapTable
from tests.ui.network_map.conftest import Hand


def test_a_map_that_was_only_opened_has_no_table_and_no_cards(hand: Hand) -> None:
    for kind in (MapTable, MemberCard, TieCard):
        assert hand.page.findChildren(kind) == []


def test_the_card_is_made_once_and_stays(hand: Hand) -> None:
    hand.page.choose(hand.may)
    hand.page.choose(None)
    hand.page.choose(hand.jo)
    assert hand.page.findChildren(MemberCard) == [hand.page.side.member_card]
    assert hand.page.side.member_card.member_id == hand.jo


def test_a_table_made_late_knows_who_is_chosen_and_who_stands_back(hand: Hand) -> None:
    hand.page.choose(hand.may)
    hand.page.focus.set_focus(Focus(FocusKind.FOUND, "May"))
    hand.page._show_as("table")
    rows = hand.page.sheet.table.members.rows
    faint = Qt.ItemDataRole.AccessibleDescriptionRole
    assert hand.page.sheet.table.members.currentIndex().data(Qt.ItemDataRole.UserRole) == hand.may
    assert [rows.index(rows.row_of(id_), 0).data(faint) for id_ in (hand.may, hand.jo)] == [
        "",
        "not in focus",
    ]


def test_tab_goes_through_a_table_made_late_before_it_comes_to_the_card(hand: Hand) -> None:
    page = hand.page
    page.choose(hand.may)
    page._show_as("table")
    table, card = page.sheet.table, page.side.member_card
    table.members.setFocus()
    came_to: list[QWidget] = []
    while not came_to or table.isAncestorOf(came_to[-1]):
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        assert now not in came_to
        came_to.append(now)
    assert came_to[:-1] == [table.link_button]  # without ties they have no table
    assert card.isAncestorOf(came_to[-1])
