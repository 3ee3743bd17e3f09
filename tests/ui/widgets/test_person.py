"""A person looks the same everywhere and is never told by colour alone."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from pod_desktop.ui import theme
from pod_desktop.ui.palette import Shape
from pod_desktop.ui.widgets import Kind, PersonBadge, State, paint_person, person_pixmap, shape_path


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("side", [16.0, 48.0, 200.0])
def test_a_shape_stays_inside_its_square_and_holds_two_letters(shape: Shape, side: float):
    square = QRectF(10, 20, side, side)
    path = shape_path(shape, square)
    assert square.adjusted(-0.01, -0.01, 0.01, 0.01).contains(path.boundingRect())
    letters = QRectF(0, 0, side * 0.6, side * 0.4)
    letters.moveCenter(square.center())
    assert path.contains(letters)


def test_the_six_shapes_look_equally_large():
    areas = [sum(1 for _ in _inside(shape)) for shape in Shape]
    assert min(areas) / max(areas) > 0.85


def test_people_differ_in_shape_also_in_grey():
    outlines = {tuple(_inside(theme.shape(i))) for i in range(6)}
    assert len(outlines) == 6


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("state", list(State))
def test_every_kind_and_state_stays_within_its_rectangle(kind: Kind, state: State):
    image = QImage(120, 120, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        paint_person(painter, QRectF(20, 20, 80, 80), "AM", 3, kind, state)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(20, 20, 80, 80, 0)
    blank = QImage(image.size(), image.format())
    blank.fill(0)
    assert image == blank


def test_kinds_and_states_look_different():
    pictures = [
        person_pixmap("AM", 3, 48, kind, state).toImage()
        for kind, state in [
            *((k, State.HERE) for k in Kind if k is not Kind.ABSENT),
            (Kind.MEMBER, State.AWAY),
        ]
    ]
    pictures += [person_pixmap("AM", 3, 48, state=s).toImage() for s in (State.SELECTED, State.SPEAKING)]
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[i + 1 :])


def test_painting_leaves_the_painter_as_it_was():
    image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        pen, brush, font = painter.pen(), painter.brush(), painter.font()
        paint_person(painter, QRectF(0, 0, 60, 60), "AM", 1)
        assert (painter.pen(), painter.brush(), painter.font()) == (pen, brush, font)


def test_a_badge_says_the_name(qtbot):
    badge = PersonBadge("Auntie Mo", 4, size=32)
    qtbot.addWidget(badge)
    badge.show()
    assert badge.accessibleName() == badge.toolTip() == "Auntie Mo"
    assert badge.sizeHint().width() == 32
    badge.set_person("Nan", 5)
    assert badge.accessibleName() == "Nan"


def _inside(shape: Shape) -> list[tuple[int, int]]:
    path = shape_path(shape, QRectF(0, 0, 40, 40))
    return [(x, y) for x in range(40) for y in range(40) if path.contains(QRectF(x, y, 1, 1).center())]
