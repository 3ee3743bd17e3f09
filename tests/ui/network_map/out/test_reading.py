from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pod_desktop.services import network
from pod_desktop.ui.network_map.out.reading import ReadNames


def opened(qtbot, hand, file):
    view = network.network_map(hand.journal, hand.zoe)
    dialog = ReadNames(hand.page.acts, view, file)
    qtbot.addWidget(dialog)
    return dialog


def test_names_of_a_file_are_shown_first_and_added_as_one_step(qtbot, hand, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("Rex,,family,pet\nAUNT MAY\nAda & Bo,friends of hers\n", "utf-8")
    dialog = opened(qtbot, hand, file)
    assert [box.isChecked() for box, _read in dialog.boxes] == [True, False, True]
    assert len(hand.members()) == 3
    QTest.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    assert {each.name for each in hand.members()} == {"Aunt May", "Jo", "Tom", "Rex", "Ada & Bo"}
    assert hand.named("Rex").member_kind == "pet"
    hand.page.acts.undo()
    assert len(hand.members()) == 3


def test_a_file_that_cannot_be_read_is_said_and_adds_nothing(qtbot, hand, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("Rex,,moon\n", "utf-8")
    dialog = opened(qtbot, hand, file)
    assert dialog.said.text().startswith("Line 1: “moon”")
    assert not dialog.add_button.isEnabled()
    assert "could not be read" in opened(qtbot, hand, tmp_path / "not there.csv").said.text()
