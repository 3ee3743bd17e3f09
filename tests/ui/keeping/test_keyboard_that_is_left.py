"""On the pages about keeping safe, too, the keyboard of what vanishes goes to what can be pressed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pod_desktop.domain.clock import ManualClock
from pod_desktop.paths import Profile
from pod_desktop.services import backups, recovery
from pod_desktop.settings import Settings
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.facts import FactsRelay
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.keeping.keeper import Keeper
from pod_desktop.ui.keeping.page import KeepingPage
from pod_desktop.ui.shell import Shell
from tests.ui.keeping.conftest import PASSPHRASE, Kept, start
from tests.ui.walked import Held, OwnWindows, press_each


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def kept_later(_look: None, held: Held, tmp_path: Path, clock: ManualClock) -> Iterator[Kept]:
    place = Profile(tmp_path / "team")
    journal = start(place, clock)
    facts = FactsRelay(journal)
    keeper = Keeper(journal, facts, place, Jobs(held))
    yield Kept(Desk(journal, facts, Jobs(held), Settings(), keeper), keeper, place)
    keeper.stop()
    facts.stop()
    journal.close()


@pytest.mark.slow
@pytest.mark.parametrize("answer", [0, -1])
def test_no_button_of_the_keeping_page_loses_the_keyboard(
    kept_later: Kept, held: Held, shown, tmp_path: Path, answer: int
):
    kept = kept_later
    recovery.make_recovery_key(kept.place, kept.journal, PASSPHRASE)
    backups.back_up_to(kept.place, kept.journal, tmp_path / "stick")
    for name in ("data.damaged-1.pod", "keys.damaged-1.pod"):
        (kept.place.dir / name).write_bytes(b"x" * 2048)
    page = shown(KeepingPage(kept.desk, kept.keeper, choose_folder=lambda _parent: tmp_path / "other"))
    assert page.unconfirmed.isVisible()
    assert press_each(page, held.let_go, answer) == {}
    page.unconfirmed.begin.click()
    page.unconfirmed.passphrase.edit.setText(PASSPHRASE)
    assert press_each(page.unconfirmed, held.let_go) == {}


@pytest.mark.usefixtures("_look")
def test_what_was_put_aside_is_no_window_of_its_own_meanwhile(kept: Kept, qapp: QApplication, qtbot):
    (kept.place.dir / "data.damaged-1.pod").write_bytes(b"x")
    watch = OwnWindows()
    qapp.installEventFilter(watch)
    try:
        page = KeepingPage(kept.desk, kept.keeper)
    finally:
        qapp.removeEventFilter(watch)
    qtbot.addWidget(page)
    assert not page.aside.isHidden()
    assert watch.seen == []


def test_no_button_of_the_recovery_sheet_does(
    kept_later: Kept, held: Held, shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    shell = shown(Shell(kept_later.desk))
    shell.show_sheet()
    page = shell.page
    monkeypatch.setattr(page, "_choose_path", lambda _parent, name: tmp_path / name)
    monkeypatch.setattr(page, "_print_words", lambda _parent, _text: True)
    page.passphrase.edit.setText(PASSPHRASE)
    assert press_each(page, held.let_go) == {}
    assert isinstance(shell.page, KeepingPage)
