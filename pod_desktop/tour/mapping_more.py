"""Stations: a map that stands. Ties that go one way, a focus, tidying; whom to invite, with the person."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import pair, ring_of
from pod_desktop.services import network
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen, settle
from pod_desktop.tour.mapping import go_to, map_page, of_name
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.network_map.duplicates.dialog import MayBeOneDialog
from pod_desktop.ui.network_map.together.place import TogetherPlace


def choose_in_menu(stage: Stage, words: str) -> None:
    """An entry of the map's menu, with the keyboard."""
    page, hand = map_page(stage), stage.hand
    entries = page.toolbar.menu.entries()
    texts = [entry.text() for entry in entries]
    require(words in texts, f"The menu of the map has no “{words}”: {texts}.")
    hand.click(page.toolbar.menu)  # Tab would choose somebody else on its way
    opened = QApplication.activePopupWidget()
    if opened is None:
        raise NotOnTheScreen("The menu of the map did not open.")
    for _ in range(texts.index(words) + 1):
        QTest.keyClick(opened, Key.Key_Down)
    QTest.keyClick(opened, Key.Key_Return)
    settle()


def focus_and_ways(stage: Stage) -> None:
    """A tie that goes one way, how ties are, somebody found by typing, and the map tidied and put back."""
    hand, page = stage.hand, map_page(stage)
    with stage.freshly_opened() as journal:
        before = network.network_map(journal, stage.person_id)
    gail, ray = of_name(before, "Gail"), of_name(before, "Uncle Ray")
    tie = next(tie for tie in before.ties if {tie.a_id, tie.b_id} == {gail.id, ray.id})
    go_to(stage, page, gail.id)
    hand.press("Tie with Uncle Ray", within=page.side.member_card)
    hand.press("Only from Gail to Uncle Ray", within=page.side.tie_card)
    choose_in_menu(stage, "How ties are")
    hand.press("Strong", within=page.side.tie_card)
    stage.picture("map-ways")
    choose_in_menu(stage, "How ties are")
    hand.tab_to(page.map)
    hand.key(Key.Key_F, Held.ControlModifier)
    hand.type("pas")
    stage.picture("map-focus")
    scene = page.map.map_scene
    shown = {who for who in scene.people if who not in scene.faded}
    hand.key(Key.Key_Escape)
    choose_in_menu(stage, "Tidy the map")
    stage.picture("map-tidy")
    with stage.freshly_opened() as journal:
        tidied = network.network_map(journal, stage.person_id)
    hand.tab_to(page.map)
    hand.key(Key.Key_Z, Held.ControlModifier)
    with stage.freshly_opened() as journal:
        back = network.network_map(journal, stage.person_id)
    stage.did(
        "Said that a tie goes from Gail to Uncle Ray only and is strong, found Mrs Pascoe by three letters, "
        "tidied the map and undid that."
    )
    changed = next(each for each in back.ties if each.id == tie.id)
    ends = (changed.a_id, changed.b_id) if changed.direction == "a_to_b" else (changed.b_id, changed.a_id)
    require(bool(changed.direction) and ends == (gail.id, ray.id), "The tie does not go from Gail.")
    require(changed.quality == "strong", f"The tie is “{changed.quality}”.")
    require(of_name(before, "Mrs Pascoe").id in shown, "Mrs Pascoe stands back although she was looked for.")
    require(gail.id not in shown, "Gail does not stand back although somebody else was looked for.")
    require(not scene.faded, "Somebody stands back after Esc.")
    places = [{m.id: (m.angle, m.distance) for m in look.members} for look in (before, tidied, back)]
    require(places[0] != places[1], "Tidying moved nobody.")
    require(places[0] == places[2], "Undo did not put everybody back.")
    stage.found("The tie goes from Gail to Uncle Ray and is strong; after undo everybody stands as before.")


def two_cards_of_one(stage: Stage) -> None:
    """Somebody who is on the map twice: seen side by side, joined, taken apart, and that undone."""
    hand, page = stage.hand, map_page(stage)
    hand.tab_to(page.names.name_field)
    hand.type("Pearl")
    hand.key(Key.Key_Return)
    with stage.freshly_opened() as journal:
        before = of_name(network.network_map(journal, stage.person_id), "Nan Pearl")
    nan, pearl = before.id, _id(stage, "Pearl")
    choose_in_menu(stage, "People who may be one…")
    dialog = hand.front()
    if not isinstance(dialog, MayBeOneDialog):
        raise NotOnTheScreen("“People who may be one” did not open.")
    row = next((each for each in dialog.rows if each.found.pair == pair(nan, pearl)), None)
    if row is None:
        raise NotOnTheScreen("Nan Pearl and Pearl are not shown as people who may be one.")
    stage.picture("map-may-be-one")
    hand.click(row.join_button)
    hand.key(Key.Key_Escape)
    hand.wait_for(lambda: hand.front() is hand.window, "“People who may be one” did not close.")
    joined = _behind(stage)
    go_to(stage, page, nan)
    hand.press("Take Pearl apart", within=page.side.member_card)
    stage.picture("map-taken-apart")
    apart = _behind(stage)
    looks = []
    for _ in range(3):
        hand.tab_to(page.map)
        hand.key(Key.Key_Z, Held.ControlModifier)
        looks.append(_behind(stage))
    with stage.freshly_opened() as journal:
        after = of_name(network.network_map(journal, stage.person_id), "Nan Pearl")
    stage.did("Joined Pearl with Nan Pearl, took them apart on the card, and undid it all.")
    require(joined.get(nan) == [pearl] and pearl not in joined, f"They are not one: {joined}.")
    require(apart.get(nan) == [] and apart.get(pearl) == [], f"They are not two again: {apart}.")
    require(looks[0] == joined, "Undo did not make them one again.")
    require(looks[1] == apart and pearl not in looks[2], "Undo did not give back the two and then the one.")
    require(after.invite_yes == before.invite_yes, "The yes to Nan Pearl is not what it was.")
    stage.found("They were one, then two, and after undo everything is as it was, the yes to Nan Pearl too.")


def _behind(stage: Stage) -> dict[EntityId, list[EntityId]]:
    """Who is on the map, with the cards behind theirs."""
    with stage.freshly_opened() as journal:
        members = network.network_map(journal, stage.person_id).members
    return {member.id: [kept.card.id for kept in member.joined] for member in members}


def in_the_table(stage: Stage) -> None:
    """The map as a table, with the keyboard alone: words written, a ring chosen, two linked."""
    hand, page = stage.hand, map_page(stage)
    hand.tab_to(page.map)
    hand.key(Key.Key_T, Held.ControlModifier)
    table = page.sheet.table
    hand.key(Key.Key_Home, Held.ControlModifier)
    hand.type("bex")
    hand.key(Key.Key_Right)
    hand.key(Key.Key_Return)
    hand.type("from the climbing wall")
    stage.picture("map-table-writing")
    hand.key(Key.Key_Return)
    hand.key(Key.Key_Right, times=3)
    hand.key(Key.Key_Return)
    hand.type("inner")
    hand.key(Key.Key_Return)
    hand.key(Key.Key_K, Held.ControlModifier)
    hand.type("gail")
    stage.picture("map-link-with")
    hand.key(Key.Key_Return)
    hand.wait_for(lambda: hand.front() is hand.window, "The window to link somebody did not close.")
    with stage.freshly_opened() as journal:
        after = network.network_map(journal, stage.person_id)
    bex, gail = of_name(after, "Bex"), of_name(after, "Gail")
    tie = next((tie for tie in after.ties if {tie.a_id, tie.b_id} == {bex.id, gail.id}), None)
    require(tie is not None and tie.known == "yes", "Bex and Gail are not linked.")
    stage.picture("map-table-linked")
    hand.key(Key.Key_T, Held.ControlModifier)
    stage.did("In the table, wrote Bex’s words, moved Bex to the inner ring and linked Bex with Gail.")
    require(bex.words == "from the climbing wall", f"Bex’s words are “{bex.words}”.")
    require(bex.distance is not None and ring_of(bex.distance) == 1, "Bex does not stand in the inner ring.")
    require(not table.members.is_writing, "A cell was left open.")
    stage.found("Bex is “from the climbing wall”, in the inner ring and linked with Gail.")


def with_the_person(stage: Stage) -> None:
    """Whom the person does not want invited: said with them, and seen nowhere else."""
    hand, page = stage.hand, map_page(stage)
    go_to(stage, page, _id(stage, "Bex"))
    hand.key(Key.Key_Return)
    with stage.freshly_opened() as journal:
        looked = of_name(network.network_map(journal, stage.person_id), "Bex")
    choose_in_menu(stage, f"With {stage.story.person}: who to invite…")
    place = hand.front()
    if not isinstance(place, TogetherPlace):
        raise NotOnTheScreen("The place with the person did not open.")
    stage.picture("map-with-the-person")
    hand.click(place.go_on)
    row = place.rows[looked.id]
    hand.press("Not to be invited, or not yet", within=row)
    stage.picture("map-who-to-invite")
    hand.key(Key.Key_Escape)
    stage.did("With the person there, said that Bex is not to be invited.")
    with stage.freshly_opened() as journal:
        after = of_name(network.network_map(journal, stage.person_id), "Bex")
    said = {
        name: (getattr(looked, name), getattr(after, name)) for name in ("invite_idea", "invite_yes", "asked")
    }
    require(all(one == other for one, other in said.values()), f"The map tells of it: {said}.")
    hand.wait_for(lambda: hand.front() is hand.window, "The place did not close.")
    yes = page.side.member_card.invite_steps.yes_button
    require(yes.isVisible(), "The card looks as if there was an answer.")
    stage.found("The card and the map tell of Bex what they told before: nothing was said yet.")


def _id(stage: Stage, name: str) -> EntityId:
    with stage.freshly_opened() as journal:
        return of_name(network.network_map(journal, stage.person_id), name).id
