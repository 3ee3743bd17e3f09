from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from pod_desktop.domain.network import MemberKind
from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.badges import paint_member

KINDS = {
    "group": "group",
    "pet": "pet",
    "died": "died",
    "inner_voice": "inner voice",
    "absent_voice": "absent voice",
}


@pytest.mark.parametrize(("kind", "words"), KINDS.items())
def test_each_kind_that_is_drawn_is_told_and_no_other(hand, kind, words):
    network.change_member(hand.journal, hand.may, member_kind=kind)
    assert hand.page.sheet.legend_words() == [words]


@pytest.mark.usefixtures("qapp")
def test_no_two_kinds_look_the_same():
    pictures = []
    for kind in MemberKind:
        picture = QPixmap(24, 24)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_member(painter, QRectF(0, 0, 24, 24), "", 5, kind.value)
        painter.end()
        pictures.append(picture.toImage())
    assert all(one != other for one, other in combinations(pictures, 2))


def test_ties_are_told_only_while_one_is_drawn(hand):
    assert hand.page.sheet.legend_words() == []
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="no")
    assert hand.page.sheet.legend_words() == []
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo, known="not_known")
    assert hand.page.sheet.legend_words() == ["not known"]
