from pod_desktop.domain.network import Place


def test_the_window_for_the_room_shows_what_the_page_shows(hand):
    page = hand.page
    page.show_to_everybody()
    drawing = page._for_everybody.drawing
    assert set(drawing.map_scene.people) == {hand.zoe, hand.may, hand.jo}
    page.acts.place(hand.member(hand.tom), Place(200, 0.5), page._model.dropped(hand.tom, 0, 0.5)[1])
    assert set(drawing.map_scene.people) == {hand.zoe, hand.may, hand.jo, hand.tom}
    page.hide()
    assert page.shared.is_covered
