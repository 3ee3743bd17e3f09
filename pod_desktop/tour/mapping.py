"""Stations: the network map. Names first, then each to their place, then ties; the card; undo and redo."""

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.services import network
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen
from pod_desktop.tour.stage import Stage, require
from pod_desktop.tour.story import PASTED, TYPED
from pod_desktop.ui.network_map.drawing.gestures import Link
from pod_desktop.ui.network_map.drawing.items import RADIUS
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.record import RecordPage

_FOUR_STEPS = 4
_TIE = "they ring each other on Sundays"
_NEEDS = "large print; sit on her left side"


def names_first(stage: Stage) -> None:
    """Names by Enter, each with words and a part of the map; and one pasted list."""
    hand, page = stage.hand, map_page(stage)
    for name, words, sector in TYPED:
        hand.choose_with_keys(page.names.sector_box, sector)
        hand.tab_to(page.names.name_field)
        hand.type(name)
        hand.tab_to(page.names.words_field)
        hand.type(words)
        hand.key(Key.Key_Return)
    hand.choose_with_keys(page.names.sector_box, "Not said yet")
    hand.tab_to(page.names.name_field)
    QApplication.clipboard().setText("\n".join("\t".join(line) for line in PASTED))
    hand.key(Key.Key_V, Held.ControlModifier)
    stage.picture("map-names")
    stage.did(f"Typed {len(TYPED)} names with Enter after each, and pasted a list of {len(PASTED)}.")
    members = {member.name: member for member in _map(stage).members}
    for name, words in [*PASTED, *((name, words) for name, words, _sector in TYPED)]:
        require(name in members, f"{name} is not there.")
        require(members[name].words == words, f"{name} has the words “{members[name].words}”.")
    require(not any(member.placed for member in members.values()), "Somebody has a place already.")
    stage.found(f"On the list, nobody placed yet: {', '.join(sorted(members))}.")


def places(stage: Stage) -> None:
    """Onto the map, one dragged closer, one moved with the arrow keys."""
    hand, page = stage.hand, map_page(stage)
    sectors = {
        "Bex": "Friends",
        "Dr Hallam": "Professionals",
        "Mrs Pascoe": "Friends",
        "Uncle Ray": "Relatives",
    }
    for name in [*(name for name, _, _ in TYPED), *sectors]:
        _choose_in_tray(stage, page, name)
        hand.key(Key.Key_Return)
        if name in sectors:
            if name == "Bex":
                stage.picture("map-where")
            hand.press(sectors[name])
    gail, owen = _shown(page, "Gail"), _shown(page, "Owen")
    start = page.map.mapFromScene(page.map.map_scene.people[gail.id].pos())
    hand.drag(page.map.viewport(), start, page.map.mapFromScene(QPointF(RADIUS * 0.22, -RADIUS * 0.38)))
    go_to(stage, page, owen.id)
    hand.key(Key.Key_Up, times=_FOUR_STEPS)
    stage.picture("map-placed")
    stage.did("Put everybody on the map with Enter, dragged Gail closer, moved Owen with the arrow keys.")
    placed = {member.name: member for member in _map(stage).members}
    require(all(member.placed for member in placed.values()), "Somebody has no place.")
    require((placed["Gail"].distance or 1.0) < (gail.distance or 0.0), "Gail did not come closer.")
    before, after = (owen.angle, owen.distance), (placed["Owen"].angle, placed["Owen"].distance)
    require(before != after, "Owen did not move.")
    where = f"{placed['Gail'].angle:.0f}°, {placed['Gail'].distance:.2f} from the centre"
    stage.found(f"All {len(placed)} have a place; Gail stands at {where}; Owen has moved.")


def ties(stage: Stage) -> None:
    """Two people linked with the keyboard, two with the mouse, and words on a tie."""
    hand, page = stage.hand, map_page(stage)
    gail, nan, ray = (_shown(page, name) for name in ("Gail", "Nan Pearl", "Uncle Ray"))
    go_to(stage, page, gail.id)
    hand.key(Key.Key_L)
    hand.key(Key.Key_Home)
    for _ in range(20):
        if isinstance(page.map.gesture, Link) and page.map.gesture.target == nan.id:
            break
        hand.key(Key.Key_Tab)
    stage.picture("map-linking")
    hand.key(Key.Key_Return)
    hand.write("In Zoë Marsh’s own words", _TIE, within=page.side.tie_card, enter=True)
    hand.click(page.toolbar.link_button)
    for who in (gail, ray):
        hand.click(page.map.viewport(), page.map.mapFromScene(page.map.map_scene.people[who.id].pos()))
    hand.key(Key.Key_Escape)
    hand.key(Key.Key_Escape)
    stage.picture("map-tie")
    stage.did("Linked Gail and Nan Pearl with L, Tab and Enter, and Gail and Uncle Ray with two clicks.")
    found = {frozenset((tie.a_id, tie.b_id)): tie for tie in _map(stage).ties}
    wanted = frozenset((gail.id, nan.id)), frozenset((gail.id, ray.id))
    require(set(wanted) == set(found), f"There are {len(found)} ties, and not the two.")
    words = found[wanted[0]].words
    require(words == _TIE, f"The tie has the words “{words}”.")
    stage.found(f"Gail and Nan Pearl know each other: “{words}”. Gail and Uncle Ray do too.")


def the_card(stage: Stage) -> None:
    """What the person says of somebody; what they need; the steps of an invitation."""
    hand, page = stage.hand, map_page(stage)
    story, nan = stage.story, _shown(page, "Nan Pearl")
    go_to(stage, page, nan.id)
    hand.key(Key.Key_Return)
    card = page.side.member_card
    stage.picture("map-card")
    for question in card.questions.values():
        hand.press("Yes", within=question)
    steps = card.invite_steps
    require(not steps.asked_by.isVisible(), "Somebody can be asked before the person’s yes.")
    hand.press_with_key(steps.idea_button)
    hand.press_with_key(steps.yes_button, back=True)
    hand.choose_with_keys(steps.asked_by, story.me)
    hand.wait_for(steps.answer.isVisible, "It does not ask what they answered.")
    hand.press("Yes", within=steps.answer)
    stage.picture("map-invited")
    hand.tab_to(card.needs)
    hand.type(_NEEDS)
    stage.picture("map-needs")
    hand.tab_to(card.contact_field)
    stage.did(
        "On Nan Pearl’s card: knows, is worried, could help; the yes, who asked her, her answer; her needs."
    )
    found = _member(stage, "Nan Pearl")
    said = (found.knows, found.worried, found.could_help, found.answer, found.needs)
    require(said == ("yes", "yes", "yes", "yes", _NEEDS), f"The card says {said}.")
    require(found.invite_yes is not None and found.asked_by is not None, "The yes or who asked is missing.")
    asker = found.asked_by.name if found.asked_by is not None else ""
    stage.found(
        f"{story.person} said yes to inviting her, {asker} asked, she said yes. She needs: “{found.needs}”."
    )


def undo_and_redo(stage: Stage) -> None:
    """A move taken back and done again."""
    hand, page = stage.hand, map_page(stage)
    before = _member(stage, "Bex")
    go_to(stage, page, before.id)
    hand.key(Key.Key_Left, times=_FOUR_STEPS)
    moved = _member(stage, "Bex")
    hand.key(Key.Key_Z, Held.ControlModifier)
    undone = _member(stage, "Bex")
    hand.key(Key.Key_Z, Held.ControlModifier | Held.ShiftModifier)
    redone = _member(stage, "Bex")
    stage.picture("map-redone")
    stage.did("Moved Bex with four arrow keys, undid it with one Ctrl+Z, did it again with Ctrl+Shift+Z.")
    where = [(one.angle, one.distance) for one in (before, moved, undone, redone)]
    require(where[0] != where[1], "Bex did not move.")
    require(where[2] == where[0], "Undo did not put Bex back.")
    require(where[3] == where[1], "Redo did not move Bex again.")
    hand.press("Table", within=page.toolbar)
    stage.picture("map-table")
    hand.press("Drawing", within=page.toolbar)
    stage.found("After undo Bex stands where Bex stood, after redo where Bex was moved to.")


def map_page(stage: Stage) -> NetworkPage:
    """The map of the record that is on the screen."""
    page = stage.page(RecordPage).network
    if not isinstance(page, NetworkPage):
        raise NotOnTheScreen("The record does not show the network map.")
    return page


def _map(stage: Stage) -> MapView:
    with stage.freshly_opened() as journal:
        return network.network_map(journal, stage.person_id)


def _member(stage: Stage, name: str) -> MemberView:
    """As the freshly opened database has them."""
    return of_name(_map(stage), name)


def _shown(page: NetworkPage, name: str) -> MemberView:
    """As they are drawn, to know where to go."""
    return of_name(page.map.model.view, name)


def of_name(view: MapView, name: str) -> MemberView:
    """Raises NotOnTheScreen where nobody is called this."""
    for member in view.members:
        if member.name == name:
            return member
    raise NotOnTheScreen(f"{name} is not on the map.")


def _choose_in_tray(stage: Stage, page: NetworkPage, name: str) -> None:
    tray = page.names.tray
    rows = {tray.rows.index(row, 0).data(): row for row in range(tray.rows.rowCount())}
    require(name in rows, f"{name} is not on the list of names.")
    stage.hand.tab_to(tray)
    stage.hand.key(Key.Key_Home)
    stage.hand.key(Key.Key_Down, times=rows[name])


def go_to(stage: Stage, page: NetworkPage, id_: EntityId) -> None:
    """To somebody on the map. With Tab, as somebody without a mouse does."""
    stage.hand.tab_to(page.map)
    stage.hand.key(Key.Key_Home)
    for _ in range(20):
        if page.chosen == id_:
            return
        stage.hand.key(Key.Key_Tab)
    raise NotOnTheScreen("Tab does not come to everybody on the map.")
