"""`sync`: one round with the team folder."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer, every_second

if TYPE_CHECKING:
    from pod_desktop.services import Journal
    from pod_desktop.sync import Report


def sync(arguments: Namespace) -> int:
    """Exchange with the team folder once. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        one_round(journal, fill=arguments.fill, as_json=arguments.json)
    return 0


def one_round(journal: Journal, *, as_json: bool, fill: bool = False, repair: bool = False) -> None:
    """Make a round and answer what it did, or that this laptop was not let in yet.

    Raises PodError children.
    """
    from pod_desktop.services import conflicts, erasure
    from pod_desktop.sync import Report, WaitingForAdmission, WrongFolder, exchange

    tell = every_second("Exchanging with the team folder…")
    try:
        report = exchange(journal, repair=repair, fill=fill, progress=tell)
    except WaitingForAdmission as waiting:
        answer(str(waiting), {**_facts(Report(), 0), "waiting": True}, as_json=as_json)
        return
    except WrongFolder as asked:
        raise WrongFolder(f"{asked} To fill it, add --fill.") from asked
    if report.imported:
        erasure.finish_erasures(journal)
    differing = conflicts.to_settle(journal).count
    facts = {**_facts(report, differing), "waiting": False}
    answer("\n".join(_in_words(report, differing)), facts, as_json=as_json)


def _in_words(report: Report, differing: int) -> list[str]:
    words = [f"{_files(report.posted)} posted, {_changes(report.imported)} came."]
    if report.joined:
        words.insert(0, "This laptop was let into the team.")
    words += [f"“{name}” was let into the team." for name in report.admitted]
    if report.came_from:
        words.append(f"From: {', '.join(report.came_from)}.")
    if report.healed:
        words.append(f"The folder had lost {report.healed} parts, which were put there again.")
    if report.own_elsewhere:
        words.append(
            "This laptop’s data was also used elsewhere, as after a copy or a restored backup. "
            "Nothing is lost."
        )
    if report.ahead:
        words.append(f"{_changes(report.ahead)} came from a clock that is more than ten minutes ahead.")
    if report.missing:
        words.append(f"{_changes(report.missing)} of other laptops are known of and have not come yet.")
    if differing:
        words.append(f"Laptops say different things in {differing} places; somebody should settle them.")
    if report.pending:
        words += ["Not taken in:", *(f"  {each}" for each in report.pending)]
    return words


def _facts(report: Report, differing: int) -> dict[str, Any]:
    return {
        "posted": report.posted,
        "imported": report.imported,
        "pending": len(report.pending),
        "missing": report.missing,
        "conflicts": differing,
        "seconds": round(report.seconds, 3),
        "healed": report.healed,
        "removed": report.removed,
        "ahead": report.ahead,
        "own_elsewhere": report.own_elsewhere,
        "joined": report.joined,
        "admitted": report.admitted,
        "came_from": report.came_from,
        "files": report.pending,
    }


def _files(count: int) -> str:
    return "1 file was" if count == 1 else f"{count} files were"


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"
