"""The place where the map is seen as it stood at the end of earlier meetings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.services import invitations, meetings, network
from pod_desktop.ui.cover import leave_what_is_asked
from pod_desktop.ui.network_map.time.place import EarlierMap
from pod_desktop.ui.theme import Theme

FIRST, SECOND = "the meeting on Friday 20 November 2026", "the meeting on Friday 27 November 2026"


def places(hand):
    return [each for each in hand.page.findChildren(EarlierMap) if each.isVisible()]


def meet(hand, me):
    meeting = meetings.begin_meeting(hand.journal, hand.zoe, here=[hand.zoe, me])
    meetings.close_meeting(hand.journal, meeting)


@pytest.fixture
def opened(hand, qtbot):
    def open_place():
        entry = next(e for e in hand.page.toolbar.menu.entries() if e.text() == "As it stood earlier…")
        entry.trigger()
        (place,) = places(hand)
        qtbot.waitUntil(place.one.slider.hasFocus)
        return place

    return open_place


@pytest.fixture
def place(hand, opened, clock, me):
    """Two meetings: between them Tom came onto the map, after them Jo was taken off."""
    meet(hand, me)
    clock.advance(days=7)
    network.place_member(hand.journal, hand.tom, 30.0, 0.2)
    network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    meet(hand, me)
    clock.advance(days=1)
    network.strike_member(hand.journal, hand.jo, "entered twice")
    return opened()


def key(slider, key):
    assert slider.hasFocus()
    QTest.keyClick(slider, key)


def picture(place):
    place.grab()  # lays out what is laid out only when it is drawn
    QApplication.processEvents()
    return place.grab().toImage()


def people(shown):
    return set(shown.drawing.map_scene.people)


def test_it_opens_at_the_last_meeting_and_says_what_changed_since_the_one_before(hand, place):
    assert place.one.heading.text() == f"As it stood at the end of {SECOND}"
    assert people(place.one) == {hand.zoe, hand.may, hand.jo, hand.tom}
    assert place._since.text() == f"What changed since {FIRST}"
    assert place.told == [
        "Tom came onto the map, in the inner ring.",
        "Aunt May and Jo were joined by a tie.",
    ]


def test_the_keyboard_goes_from_meeting_to_meeting(hand, place):
    slider = place.one.slider
    key(slider, Qt.Key.Key_Left)
    assert place.one.heading.text() == f"As it stood at the end of {FIRST}"
    assert slider.accessibleDescription() == place.one.heading.text()
    assert people(place.one) == {hand.zoe, hand.may, hand.jo}
    assert place.told == ["There is no earlier meeting to compare it with."]
    key(slider, Qt.Key.Key_End)
    assert place.one.heading.text() == "As it stands now"
    assert people(place.one) == {hand.zoe, hand.may, hand.tom}
    assert place.told == ["Jo was taken off the map."]
    key(slider, Qt.Key.Key_Home)
    assert place.one.heading.text() == f"As it stood at the end of {FIRST}"


def test_two_meetings_side_by_side_are_compared_whichever_is_first(hand, place):
    assert not place.other.isVisible()
    QTest.keyClick(place.one.slider, Qt.Key.Key_Tab)
    QTest.keyClick(place.listed, Qt.Key.Key_Tab)
    assert place.beside.hasFocus()
    QTest.keyClick(place.beside, Qt.Key.Key_Space)
    assert place.other.isVisible()
    place.one.slider.setFocus()
    key(place.one.slider, Qt.Key.Key_Home)
    assert people(place.other) == {hand.zoe, hand.may, hand.tom}
    assert place._since.text() == f"What changed from {FIRST} to now"
    told = place.told
    assert told == ["Jo was taken off the map.", "Tom came onto the map, in the inner ring."]
    QTest.keyClick(place.one.slider, Qt.Key.Key_Tab)
    key(place.other.slider, Qt.Key.Key_Home)
    assert place.told == ["Nothing on the map changed."]
    place.one.slider.setValue(2)
    assert place.told == told


def test_the_keyboard_scrolls_a_long_list_of_changes_and_it_is_read_aloud(qtbot, hand, opened, me, clock):
    meet(hand, me)
    clock.advance(days=1)
    for number in range(30):
        network.add_member(hand.journal, hand.zoe, f"Cousin {number}")
    place = opened()
    key(place.one.slider, Qt.Key.Key_End)
    QTest.keyClick(place.one.slider, Qt.Key.Key_Tab)
    assert place.listed.hasFocus()
    assert place.listed.accessibleName() == f"What changed since {FIRST}"
    assert "Cousin 29 was put on the list of names." in place.listed.accessibleDescription()
    bar = place.listed.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(place.listed, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_nothing_can_be_done_with_the_drawing(place):
    assert not place.one.drawing.isEnabled()
    assert place.one.drawing.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_how_ties_are_is_told_only_where_it_is_shown(hand, opened, me, clock):
    tie = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    meet(hand, me)
    clock.advance(days=1)
    network.change_tie(hand.journal, tie, quality="thin")
    place = opened()
    key(place.one.slider, Qt.Key.Key_End)
    assert place.told == ["Nothing on the map changed."]
    place.reject()
    QApplication.processEvents()
    hand.page._show_quality(True)
    place = opened()
    place.one.slider.setValue(1)
    assert place.told == ["How is the tie of Aunt May and Jo? Thin. Before: Not said."]


def test_the_legend_says_what_is_drawn_at_each_moment(hand, opened, me, clock):
    meet(hand, me)
    clock.advance(days=1)
    network.change_member(hand.journal, hand.may, member_kind="pet")
    tie = network.tie(hand.journal, hand.zoe, hand.may, hand.jo)
    network.change_tie(hand.journal, tie, quality="thin")
    place = opened()
    assert place.key.legend.words() == []
    key(place.one.slider, Qt.Key.Key_End)
    assert place.key.legend.words() == ["know each other", "pet"]
    place.reject()
    hand.page._show_quality(True)
    place = opened()
    assert place.key.legend.words() == []
    place.beside.setChecked(True)
    assert place.key.legend.words() == ["know each other", "thin", "pet"]
    place.beside.setChecked(False)
    assert place.key.legend.words() == []


def test_side_by_side_never_shows_one_moment_twice(place):
    key(place.one.slider, Qt.Key.Key_End)
    place.beside.setChecked(True)
    assert (place.one.index, place.other.index) == (1, 2)


def test_a_name_without_room_stands_beside_the_drawing(hand, opened, me, clock):
    meet(hand, me)
    clock.advance(days=1)
    network.place_member(hand.journal, hand.tom, 186.0, 0.8)
    place = opened()
    assert (left_out(place.one), place.key.names.names) == (set(), [])
    key(place.one.slider, Qt.Key.Key_End)
    assert (left_out(place.one), place.key.names.names) == ({"Tom"}, ["Tom"])
    assert place.key.names.isVisible()
    assert place.key.names.accessibleDescription() == "Tom"
    place.beside.setChecked(True)
    key(place.one.slider, Qt.Key.Key_Home)
    assert (left_out(place.one), left_out(place.other)) == (set(), {"Tom"})
    assert place.key.names.names == ["Tom"]
    place.beside.setChecked(False)
    assert place.key.names.names == []
    assert not place.key.names.isVisible()


def left_out(shown):
    people = shown.drawing.map_scene.people.values()
    return {item.node.name for item in people if not item.named}


def test_without_a_meeting_there_is_only_now(opened):
    place = opened()
    assert place.one.heading.text() == "As it stands now"
    assert place.told == ["There is no earlier meeting to compare it with."]


def test_what_is_stored_meanwhile_is_seen_and_the_moment_stays(hand, place):
    key(place.one.slider, Qt.Key.Key_End)
    network.add_member(hand.journal, hand.zoe, "Mr Hale")
    QApplication.processEvents()
    assert place.told == ["Jo was taken off the map.", "Mr Hale was put on the list of names."]


def test_it_tells_nothing_of_what_the_person_said_of_inviting(hand, place):
    key(place.one.slider, Qt.Key.Key_End)
    before = place.told, picture(place)
    invitations.person_said_no(hand.journal, hand.may)
    QApplication.processEvents()
    assert (place.told, picture(place)) == before


def test_esc_closes_it(hand, place):
    QTest.keyClick(place.one.slider, Qt.Key.Key_Escape)
    assert places(hand) == []


@pytest.mark.usefixtures("place")
def test_the_cover_closes_it(hand):
    leave_what_is_asked()
    assert places(hand) == []


@pytest.mark.usefixtures("place")
def test_it_closes_when_its_page_is_left(hand):
    hand.page.hide()
    assert places(hand) == []


def test_no_sentence_of_what_changed_is_cut_in_large_text(qapp, hand, opened, me, clock):
    look = qapp.findChild(Theme)
    look.set_text_scale(2.0)
    try:
        meet(hand, me)
        clock.advance(days=7)
        for name in ("Rukhsana Featherstonehaugh", *(f"Cousin Number {n} of many" for n in range(8))):
            network.add_member(hand.journal, hand.zoe, name)
        meet(hand, me)
        place = opened()
        place.resize(1366, 700)
        picture(place)
        assert len(place._told) == 9
        for each in place._told:
            assert each.height() >= each.heightForWidth(each.width()), each.text()
    finally:
        look.set_text_scale(1.0)


def test_the_drawing_keeps_its_room_in_large_text(qapp, place):
    look = qapp.findChild(Theme)
    look.set_text_scale(2.0)
    try:
        place.resize(1366, 768)
        picture(place)
        assert place.one.drawing.height() >= 500
        place.beside.setChecked(True)
        picture(place)
        drawings = place.one.drawing, place.other.drawing
        assert drawings[0].size() == drawings[1].size()
        assert drawings[0].height() >= 450
    finally:
        look.set_text_scale(1.0)
