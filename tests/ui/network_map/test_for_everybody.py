from PySide6.QtWidgets import QApplication

from pod_desktop.domain.network import Place
from pod_desktop.services import network


def test_the_window_for_the_room_shows_what_the_page_shows(hand):
    page = hand.page
    page.show_to_everybody()
    drawing = page._for_everybody.drawing
    assert set(drawing.map_scene.people) == {hand.zoe, hand.may, hand.jo}
    page.acts.place(hand.member(hand.tom), Place(200, 0.5), page._model.dropped(hand.tom, 0, 0.5)[1])
    assert set(drawing.map_scene.people) == {hand.zoe, hand.may, hand.jo, hand.tom}
    page.hide()
    assert page.shared.is_covered


def test_a_small_window_for_the_room_shows_the_whole_map(hand):
    page = hand.page
    page.show_to_everybody()
    page.shared.showNormal()
    page.shared.resize(page.shared.minimumSize())
    QApplication.processEvents()
    assert page._for_everybody.drawing.zoom == 1.0


def test_whose_name_has_no_room_on_the_drawing_for_the_room_stands_beside_it(hand):
    page = hand.page
    network.place_member(hand.journal, hand.tom, 186.0, 0.8)
    page.show_to_everybody()
    room = page._for_everybody
    drawn = {item.node.name for item in room.drawing.map_scene.people.values() if item.named}
    assert drawn == {"Zoe", "Aunt May", "Jo"}
    assert room.key.names.names == ["Tom"]
    assert room.key.names.isVisible()
    network.place_member(hand.journal, hand.tom, 300.0, 0.8)
    assert room.key.names.names == []
