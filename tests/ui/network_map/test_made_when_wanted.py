"""The table and the cards are made when they are first wanted, and are as if they had always been there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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


def test_tab_comes_to_a_table_made_late_between_the_drawing_and_the_card(hand: Hand) -> None:
    page = hand.page
    page.choose(hand.may)
    page._show_as("table")
    order = _stops(page)
    zoom, table, card = page.sheet.zoom.away_button, page.sheet.table, page.side.member_card
    places = [order.index(each) for each in order if table.isAncestorOf(each)]
    first_of_card = next(number for number, each in enumerate(order) if card.isAncestorOf(each))
    assert order.index(zoom) < min(places) <= max(places) < first_of_card


def _stops(page: QWidget) -> list[QWidget]:
    stops: list[QWidget] = []
    each = page.nextInFocusChain()
    while each is not None and each is not page:
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and page.isAncestorOf(each):
            stops.append(each)
        each = each.nextInFocusChain()
    return stops
