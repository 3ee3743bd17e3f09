import networkx as nx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from pod_desktop.services import network
from pod_desktop.ui.network_map.out.reading import NEW, SAME, TakeIn
from pod_desktop.ui.widgets import Heading


@pytest.fixture
def opened(qtbot, desk, hand, tmp_path):
    """Opens the dialog over a file with this name and these words."""

    def open_(name: str, content: str | None, ties: str = "") -> TakeIn:
        file = tmp_path / name
        if content is not None:
            file.write_text(content, "utf-8")
        view = network.network_map(hand.journal, hand.zoe)
        beside = tmp_path / "ties.csv"
        beside.write_text(ties, "utf-8")
        dialog = TakeIn(desk, hand.page.acts, view, file, choose_ties=lambda _parent: beside)
        qtbot.addWidget(dialog)
        return dialog

    return open_


def ticked(dialog):
    return [each.name for each in dialog.chosen()[0].members]


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def family(*edges: tuple[str, str]) -> str:
    return "\n".join(nx.generate_graphml(nx.Graph(edges)))


def test_names_of_a_file_are_shown_first_and_added_as_one_step(opened, hand):
    dialog = opened("names.csv", "Rex,,family,pet\nAUNT MAY\nAda & Bo,friends of hers\n")
    assert ticked(dialog) == ["Rex", "Ada & Bo"]
    assert dialog.people.people.item(1).text() == "AUNT MAY: this name is on the map already"
    assert "2 of 3 people" in dialog.counted.text()
    assert len(hand.members()) == 3
    press(dialog.add_button)
    assert {each.name for each in hand.members()} == {"Aunt May", "Jo", "Tom", "Rex", "Ada & Bo"}
    assert hand.named("Rex").member_kind == "pet"
    assert hand.page.acts.undo_label == "take in 2 people from a file"
    hand.page.acts.undo()
    assert len(hand.members()) == 3


def test_a_file_that_cannot_be_read_is_said_and_adds_nothing(opened, hand):
    dialog = opened("names.csv", "Rex,,moon\n")
    assert dialog.said.text().startswith("Line 1: “moon”")
    assert dialog.add_button.isHidden()
    assert dialog.people.isHidden()
    assert "could not be read" in opened("not there.csv", None).said.text()
    assert len(hand.members()) == 3


def test_space_unticks_somebody_and_their_ties_stay_out(opened, hand):
    dialog = opened("club.graphml", family(("Ada", "Bo"), ("Bo", "Cy")))
    assert "3 of 3 people, 2 of 2 ties" in dialog.counted.text()
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    assert ticked(dialog) == ["Bo", "Cy"]
    assert "2 of 3 people, 1 of 2 ties" in dialog.counted.text()
    press(dialog.none_button)
    assert not dialog.add_button.isEnabled()
    press(dialog.all_button)
    press(dialog.add_button)
    assert len(hand.ties()) == 2


def test_it_asks_who_of_them_the_person_is(opened, hand):
    dialog = opened("club.graphml", family(("Ada", "ZOE"), ("Bo", "Cy")))
    assert dialog.who.currentText() == "ZOE"
    assert ticked(dialog) == ["Ada", "Bo", "Cy"]
    press(dialog.add_button)
    assert {hand.zoe, hand.named("Ada").id} in [{tie.a_id, tie.b_id} for tie in hand.ties()]
    other = opened("club.graphml", family(("Ada", "Bo")))
    assert other.who.currentText() == "Nobody of them"
    other.who.setCurrentIndex(2)
    other.who.activated.emit(2)
    assert ticked(other) == []  # Ada is on the map meanwhile, and Bo is the person


def test_those_on_the_map_already_are_the_same_or_new_only_when_it_is_said(opened, hand):
    dialog = opened("club.graphml", family(("Aunt May", "Jo"), ("Jo", "Ada")))
    assert ticked(dialog) == ["Ada"]
    dialog.known.set_value(NEW)
    dialog.known.chosen.emit(NEW)
    assert ticked(dialog) == ["Aunt May", "Jo", "Ada"]
    dialog.known.set_value(SAME)
    dialog.known.chosen.emit(SAME)
    assert "1 of 3 people, 2 of 2 ties" in dialog.counted.text()
    press(dialog.add_button)
    assert len(hand.members()) == 4
    assert {hand.may, hand.jo} in [{tie.a_id, tie.b_id} for tie in hand.ties()]


def test_what_is_refused_is_said_and_the_dialog_stays(opened, hand):
    dialog = opened("club.graphml", family(("Aunt May", "Jo"), ("Jo", "Ada")))
    dialog.known.set_value(SAME)
    dialog.known.chosen.emit(SAME)
    network.strike_member(hand.journal, hand.may, "gone")
    press(dialog.add_button)
    assert "taken off the map meanwhile" in dialog.said.text()
    assert {each.name for each in hand.members()} == {"Jo", "Tom"}


def test_what_is_left_out_of_the_file_is_said(opened):
    dialog = opened("names.csv", "name,age\nRex,3\n")
    assert dialog.left_out.text() == "Columns that are not taken in: “age”."
    assert not dialog.left_out.isHidden()


PAIR = "id,name\nr,Rex\na,Ada\nb,Bo\n"


def test_the_table_of_ties_is_added_to_the_table_of_people_and_all_is_one_step(opened, hand):
    dialog = opened("people.csv", PAIR, "from_id,to_id,to_name\nr,a,Ada\na,b,Bo\na,z,Zoe\n")
    assert not dialog.ties_button.isHidden()
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    press(dialog.ties_button)
    assert dialog.ties_button.isHidden()
    assert dialog.said.text() == "The file says that this is the network of Zoe."
    assert ticked(dialog) == ["Ada", "Bo"]  # Rex stays unticked
    assert "2 of 3 people, 2 of 3 ties" in dialog.counted.text()
    press(dialog.add_button)
    ada, bo = hand.named("Ada").id, hand.named("Bo").id
    ties = [{tie.a_id, tie.b_id} for tie in hand.ties()]
    assert {ada, bo} in ties
    assert {ada, hand.zoe} in ties
    hand.page.acts.undo()
    assert len(hand.members()) == 3


def test_a_table_of_ties_that_does_not_belong_to_it_is_said_and_the_people_stay(opened):
    dialog = opened("people.csv", PAIR, "from_id,to_id\nr,x\nr,y\n")
    press(dialog.ties_button)
    assert dialog.said.text().startswith("“ties.csv”: Line 3: a tie leads to “y”")
    assert ticked(dialog) == ["Rex", "Ada", "Bo"]
    assert not dialog.ties_button.isHidden()


def test_a_list_of_names_without_ids_has_no_table_of_ties(opened):
    assert opened("names.csv", "Rex\nAda\n").ties_button.isHidden()


def test_it_is_opened_from_the_menu_of_the_map(hand, tmp_path, monkeypatch):
    (tmp_path / "names.csv").write_text("Rex\n", "utf-8")
    entry = next(each for each in hand.page.toolbar.menu.entries() if each.text() == "Take in from a file…")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(tmp_path / "names.csv"), ""))
    entry.trigger()
    dialog = hand.page.findChild(TakeIn)
    assert dialog.isVisible()
    dialog.reject()


def test_long_lines_of_a_file_wrap_and_the_buttons_stay_in_sight(opened):
    names = "\n".join(f"Somebody whose name is rather long {'and longer ' * 9}{n},uncle" for n in range(40))
    dialog = opened("names.csv", names)
    dialog.resize(480, 420)
    dialog.open()
    QApplication.processEvents()
    assert dialog.people.horizontalScrollBar().maximum() == 0
    assert (
        dialog.people.visualRect(dialog.people.people.index(0, 0)).height()
        > 2 * dialog.people.fontMetrics().height()
    )
    bottom = dialog.add_button.mapTo(dialog, dialog.add_button.rect().bottomLeft()).y()
    assert dialog.add_button.visibleRegion().boundingRect() == dialog.add_button.rect()
    assert bottom < dialog.height()
    heading = dialog.findChild(Heading)
    assert heading.visibleRegion().boundingRect() == heading.rect()
