"""Badges that are laid down as pictures look as those that are painted."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmapCache
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.ui.network_map.drawing import lines
from pod_desktop.ui.network_map.drawing.badges import paint_member
from pod_desktop.ui.network_map.drawing.looks import Looks
from pod_desktop.ui.network_map.drawing.model import CENTRE_KIND, Node
from pod_desktop.ui.network_map.drawing.view import NetworkView

KINDS = [CENTRE_KIND, *(kind.value for kind in MemberKind), "of a newer version"]


def node(kind: str, name: str = "May") -> Node:
    return Node(EntityId("a" * 32), name, kind, 3, "", 0.0, 0.0)


def canvas() -> QImage:
    image = QImage(80, 80, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    return image


def apart(one: QColor, other: QColor) -> int:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("selected", [False, True])
@pytest.mark.usefixtures("qapp")
def test_a_badge_from_a_picture_is_the_painted_one(kind: str, selected: bool):
    painted, laid = canvas(), canvas()
    painter = QPainter(painted)
    paint_member(painter, QRectF(16, 16, 48, 48), "MA", 3, kind, selected=selected)
    painter.end()
    painter = QPainter(laid)
    painter.translate(40, 40)
    Looks(48.0, 1.0).paint_badge(painter, node(kind), "MA", selected=selected)
    painter.end()
    points = [(x, y) for x in range(80) for y in range(80)]
    differing = [at for at in points if apart(painted.pixelColor(*at), laid.pixelColor(*at)) > 3]
    assert differing == []


@pytest.mark.usefixtures("qapp")
def test_what_was_written_is_kept_for_badges_of_another_size_and_not_for_other_letters():
    looks = Looks(48.0, 1.0)
    written = looks.written(node("person"))
    assert Looks(60.0, 1.0, looks).written(node("person")) is written
    larger = Looks(48.0, 1.5, looks).written(node("person"))
    assert larger.width > written.width * 1.3


@pytest.mark.usefixtures("qapp")
def test_a_long_name_has_two_lines_and_each_has_glyphs():
    written = Looks(48.0, 1.0).written(node("person", "Wilhelmina Featherstonehaugh"))
    assert len(written.lines) == 2
    assert all(runs for runs, _at in written.lines)


def test_pictures_of_hundreds_of_people_are_kept(hand):
    bounds = [item.boundingRect().size() for item in hand.page.map.map_scene.people.values()]
    kilobytes = max(size.width() * size.height() for size in bounds) * 4 / 1024
    assert QPixmapCache.cacheLimit() >= 300 * kilobytes


def test_of_a_drawing_that_is_gone_nobody_is_kept(hand):
    view = NetworkView(hand.page.map.model.view)
    somebody = weakref.ref(next(iter(view.map_scene.people.values())))
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del view
    gc.collect()
    assert somebody() is None


@pytest.mark.usefixtures("qapp")
def test_lines_are_as_wide_where_a_pixel_has_more_dots(monkeypatch):
    usual = lines.tie_pen("yes").widthF(), lines.tie_pen("no").widthF(), lines.bars_pen().widthF()
    monkeypatch.setattr(lines, "fine", lambda: 2.0)
    twice = lines.tie_pen("yes").widthF(), lines.tie_pen("no").widthF(), lines.bars_pen().widthF()
    assert twice == pytest.approx(tuple(2 * each for each in usual))
