"""A folder that does not answer is said in words, and does not hold up the end of the program."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pod_desktop import sync
from pod_desktop.storage.mailbox.folder import Folder
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.state_words import state_words
from tests.sync.laptops import Laptops
from tests.sync.test_silent_share import hanging
from tests.ui.team_folder.opened import Opened

SAID = "The team folder has not answered for 2 minutes. Nothing is lost: everything is on this laptop."


def test_a_folder_that_does_not_answer_is_said_in_words_until_it_does(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    opened.settle()

    def silent(*_arguments: object, **_asked: object) -> None:
        raise sync.FolderSilent(SAID)

    with monkeypatch.context() as patched:
        patched.setattr(sync, "exchange", silent)
        opened.courier.minutely.timeout.emit()
    words = state_words(opened.courier, opened.journal.clock.now())
    assert words.startswith("The team folder has not answered for 2 minutes")
    opened.courier.look()
    assert "answered" not in state_words(opened.courier, opened.journal.clock.now())


@pytest.mark.usefixtures("_look")
@pytest.mark.parametrize("call", ["list", "names"])
def test_the_program_ends_while_the_folder_does_not_answer(
    team: Laptops, qtbot, monkeypatch: pytest.MonkeyPatch, call: str
):
    facts = FactsRelay(team.ana)
    courier = Courier(team.ana, facts, Jobs(ThreadPoolExecutor(1)))
    qtbot.waitUntil(lambda: courier.status is not None)
    asked = threading.Event()

    def told(_path: str) -> bool:
        asked.set()
        return True

    with hanging(monkeypatch, call, told):
        if call == "list":
            courier.exchange()
        else:
            courier.look()
        assert asked.wait(10)
        courier.stop()  # would never come back
    facts.stop()


def test_a_folder_that_does_not_answer_cannot_be_chosen(
    opened: Opened, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    other = tmp_path / "other"
    other.mkdir()

    def silent(_folder: Folder) -> None:
        raise sync.FolderSilent(SAID)

    monkeypatch.setattr(Folder, "names", silent)
    refused: list[str] = []
    opened.courier.choose(other, done=lambda: None, failed=lambda error: refused.append(str(error)))
    assert refused == [SAID]
    assert opened.status.place != str(other)
