"""Where one of the sixteen folders of the team folder belongs, something else may lie."""

import os
from pathlib import Path
from typing import Any

import pytest

from pod_desktop import sync
from tests.sync.laptops import Laptops, add_person, names, require_equal


def everywhere(laptops: Laptops) -> list[Path]:
    """What was put onto the shelves, after so many acts that each shelf would have had something."""
    for number in range(12):
        add_person(laptops.ana, f"Sam {number}")
        sync.exchange(laptops.ana)
    return list(laptops.folder.glob("?/*.dat"))


@pytest.mark.parametrize("kind", ["a file", "a link"])
def test_what_lies_where_a_shelf_belongs_is_told_and_the_files_go_to_another(
    laptops: Laptops, tmp_path: Path, kind: str
):
    for digit in "0123456789abcde":
        if kind == "a file":
            (laptops.folder / digit).write_bytes(b"somebody else's")
        else:
            (laptops.folder / digit).symlink_to(tmp_path, target_is_directory=True)
    report = sync.exchange(laptops.ana)
    assert [each for each in report.pending if each.startswith("0: ")] != []
    assert {path.parent.name for path in everywhere(laptops)} == {"f"}
    for digit in "0123456789abcde":
        (laptops.folder / digit).unlink()
    ben = laptops.join()
    laptops.meet()
    require_equal(laptops.ana, ben)
    assert sync.exchange(laptops.ana).pending == []
    assert len(names(ben)) == 12


def test_a_shelf_that_may_not_be_read_is_told_and_hinders_nothing_else(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    ben = laptops.join()
    everywhere(laptops)
    shelf = next(laptops.folder.glob("?"))
    real = os.scandir

    def scandir(path: Any) -> Any:
        if str(path) == str(shelf):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report = sync.exchange(ben)
    assert [each.split(":")[0] for each in report.pending] == [shelf.name]
    assert report.imported > 0
    monkeypatch.undo()
    sync.exchange(ben)
    assert len(names(ben)) == 12
