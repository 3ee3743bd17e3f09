"""`folder connect`, `folder status`, `folder repair`: the team folder of this laptop."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pod_desktop.cli.opened import opened
from pod_desktop.cli.sync import one_round
from pod_desktop.cli.terminal import answer

if TYPE_CHECKING:
    from pod_desktop.domain.clock import Instant
    from pod_desktop.sync import FolderStatus


def connect(arguments: Namespace) -> int:
    """Choose the folder through which the team exchanges. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync

        sync.connect(journal, arguments.place, arguments.name)
        found = sync.status(journal)
    laptop = next((each.name for each in found.laptops if each.this), "")
    answer(
        f"“{laptop}” exchanges through “{found.place}” from now on; “sync” does so.",
        {"place": found.place, "laptop": laptop, "is_steward": found.is_steward},
        as_json=arguments.json,
    )
    return 0


def repair(arguments: Namespace) -> int:
    """Read every file in the folder again and put there at once what it lacks, all of it if need be.

    Raises PodError children.
    """
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        one_round(journal, repair=True, fill=True, as_json=arguments.json)
    return 0


def status(arguments: Namespace) -> int:
    """Say how things stand, from what is stored here; the folder is not read. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync

        found = sync.status(journal)
    answer("\n".join(_in_words(found)), _facts(found), as_json=arguments.json)
    return 0


def _in_words(found: FolderStatus) -> list[str]:
    standing = {
        "alone": "No team folder was chosen yet: everything is on this laptop only.",
        "asked": f"This laptop has asked in “{found.place}” to join a team and waits for the answer.",
        "member": f"The team folder is “{found.place}”.",
        "locked out": "This laptop was locked out of the team and exchanges nothing any more.",
    }
    words = [standing[found.standing]]
    if found.standing == "member":
        words.append(f"Last exchanged: {_said(found.exchanged) or 'never'}.")
    words.append(
        f"Changes made here: {found.made}; on this laptop only: {found.only_here}; in the folder and on no "
        f"other laptop yet: {found.in_folder}."
    )
    if found.waiting_for_choice:
        words.append(f"In turn logs that wait for the room’s choice: {found.waiting_for_choice}.")
    if found.missing:
        words.append(f"Known of and not come yet: {found.missing}.")
    words += [f"Not taken in: {each.path}: {each.why}" for each in found.files]
    return words


def _facts(found: FolderStatus) -> dict[str, Any]:
    return {
        "standing": str(found.standing),
        "place": found.place,
        "is_steward": found.is_steward,
        "listed": _said(found.listed),
        "exchanged": _said(found.exchanged),
        "made": found.made,
        "only_here": found.only_here,
        "in_folder": found.in_folder,
        "waiting_for_choice": found.waiting_for_choice,
        "missing": found.missing,
        "pending": len(found.files),
        "files": [
            {
                "path": each.path,
                "why": each.why,
                "state": each.state,
                "since": each.since.isoformat(),
                "overdue": each.overdue,
            }
            for each in found.files
        ],
        "laptops": len(found.laptops),
        "invites": [
            {
                "made": each.made.isoformat(),
                "expires": each.expires.isoformat(),
                "steward": each.steward,
                "used_by": each.used_by,
            }
            for each in found.invites
        ],
    }


def _said(instant: Instant | None) -> str | None:
    return None if instant is None else instant.isoformat()
