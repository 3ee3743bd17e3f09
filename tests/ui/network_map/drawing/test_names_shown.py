"""Jo and Tom stand so near each other that one of their names has room."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place
from pod_desktop.services import network
from pod_desktop.ui.network_map.drawing.looks import Looks
from pod_desktop.ui.network_map.drawing.names_shown import NamesShown
from tests.ui.network_map.conftest import Hand

SAYS = "some names show when you point at them or come closer"


@pytest.fixture
def near(hand: Hand) -> Hand:
    network.place_member(hand.journal, hand.tom, 186.0, 0.8)
    return hand


def named(hand: Hand) -> set[str]:
    return {item.node.name for item in hand.page.map.map_scene.people.values() if item.named}


def test_where_there_is_room_every_name_is_shown_and_the_legend_is_silent(hand):
    assert named(hand) == {"Zoe", "Aunt May", "Jo"}
    assert SAYS not in hand.page.sheet.legend_words()


def test_where_two_names_would_cover_each_other_one_is_left_out_and_the_legend_says_so(near):
    assert named(near) == {"Zoe", "Aunt May", "Jo"}
    assert SAYS in near.page.sheet.legend_words()
    network.place_member(near.journal, near.tom, 300.0, 0.8)
    assert named(near) == {"Zoe", "Aunt May", "Jo", "Tom"}
    assert SAYS not in near.page.sheet.legend_words()


def test_what_is_left_out_is_not_painted(near, monkeypatch):
    painted = []
    monkeypatch.setattr(Looks, "paint_name", lambda *args: painted.append(args[2]))
    for item in near.page.map.map_scene.people.values():
        item.update()
    near.page.map.viewport().grab()
    assert len(painted) == 3


def test_a_name_shows_while_somebody_is_pointed_at(near):
    near.move(near.where(near.tom))
    assert named(near) == {"Zoe", "Aunt May", "Tom"}
    near.move(near.at(Place(300, 0.9)))
    assert named(near) == {"Zoe", "Aunt May", "Jo"}
    near.move(near.where(near.tom))
    QApplication.sendEvent(near.page.map, QEvent(QEvent.Type.Leave))
    assert named(near) == {"Zoe", "Aunt May", "Jo"}


def test_a_name_shows_while_somebody_is_chosen_or_is_the_other_end_of_a_tie(near):
    near.page.choose(near.tom)
    assert named(near) == {"Zoe", "Aunt May", "Tom"}
    near.page.choose(near.zoe)
    assert named(near) == {"Zoe", "Aunt May", "Jo"}
    near.key(Qt.Key.Key_L)
    near.page.map.gesture.aim(near.tom)
    assert named(near) == {"Zoe", "Aunt May", "Tom"}
    near.key(Qt.Key.Key_Escape)
    assert named(near) == {"Zoe", "Aunt May", "Jo"}


def test_with_the_tab_key_every_name_comes_up(near):
    near.key(Qt.Key.Key_Home)
    seen = set()
    for _ in near.page.map.model.nodes:
        here = near.page.map.model.someone(near.page.chosen).name
        assert here in named(near)
        seen.add(here)
        near.key(Qt.Key.Key_Tab)
    assert seen == {"Zoe", "Aunt May", "Jo", "Tom"}


def test_a_name_shows_when_somebody_comes_closer_and_goes_again(near):
    for _ in range(10):
        near.key(Qt.Key.Key_Plus)
    assert named(near) == {"Zoe", "Aunt May", "Jo", "Tom"}
    assert SAYS not in near.page.sheet.legend_words()
    near.key(Qt.Key.Key_0)
    assert named(near) == {"Zoe", "Aunt May", "Jo"}
    assert SAYS in near.page.sheet.legend_words()


def test_who_is_in_focus_keeps_the_name(near):
    near.page.map.map_scene.set_faded({near.jo})
    assert named(near) == {"Zoe", "Aunt May", "Tom"}
    near.page.map.map_scene.set_faded(set())
    assert named(near) == {"Zoe", "Aunt May", "Jo"}


def test_room_is_looked_for_when_somebody_is_let_go_and_not_while_they_are_carried(near, monkeypatch):
    looked = []
    arrange = NamesShown.arrange

    def noting(names, **how):
        looked.append(how)
        arrange(names, **how)

    monkeypatch.setattr(NamesShown, "arrange", noting)
    near.press(near.where(near.tom))
    for angle in (200, 230, 260, 300):
        near.move(near.at(Place(angle, 0.8)))
    assert looked == []
    assert named(near) == {"Zoe", "Aunt May", "Jo", "Tom"}
    near.release(near.at(Place(300, 0.8)))
    assert {"another_map": True} in looked
    assert named(near) == {"Zoe", "Aunt May", "Jo", "Tom"}


def test_once_the_legend_says_it_a_smaller_drawing_does_not_take_it_back(near, monkeypatch):
    names, told = near.page.map.map_scene.names, list[bool]()
    names.some_left_out.connect(told.append)
    scene = near.page.map.map_scene
    pixels = scene.pixels
    monkeypatch.setattr(
        "pod_desktop.ui.network_map.drawing.names_shown.with_room",
        lambda people: frozenset(each.id for each in people),
    )
    scene.set_pixels(pixels * 0.9)
    assert names.left_out
    scene.set_pixels(pixels * 1.1)
    assert told == [False]


def test_what_is_told_of_people_has_every_name(near):
    tree = QAccessible.queryAccessibleInterface(near.page.map)
    told = [tree.child(number).text(QAccessible.Text.Name) for number in range(tree.childCount())]
    assert sorted(told) == ["Aunt May, aunt", "Jo, next door", "Tom", "Zoe"]
