"""Opening a map does each thing once: who looks on waits for it, and there can be 300 people."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing import lines, looks, paper
from pod_desktop.ui.network_map.page import NetworkPage
from tests.ui.network_map.conftest import Hand


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window that is shown already, as the program's is when somebody opens a map."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.setLayout(QVBoxLayout())
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_opening_writes_each_name_once_and_paints_the_drawing_once(
    hand: Hand, window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: Counter[str] = Counter()

    def counted(owner: object, name: str, what: str) -> None:
        inner = getattr(owner, name)

        def call(*given: object) -> object:
            done[what] += 1
            return inner(*given)

        monkeypatch.setattr(owner, name, call)

    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    QApplication.processEvents()
    counted(looks, "_write", "names")
    counted(lines.TieItem, "tint", "ties")
    counted(paper.MapPaper, "paintEvent", "drawing")
    page = NetworkPage(hand.page._desk, hand.zoe)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: done["drawing"] > 0)
    for _ in range(5):
        QApplication.processEvents()
    assert done == Counter(names=len(page.map.model.nodes), ties=1, drawing=1)
