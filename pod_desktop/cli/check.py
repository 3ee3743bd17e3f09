"""`check`: is everything that is stored what was stored?"""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pod_desktop.cli.opened import opened
from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import answer, every_second, progress
from pod_desktop.paths import Profile

if TYPE_CHECKING:
    from pod_desktop.services.backups import Verified


def check(arguments: Namespace) -> int:
    """Look through a team's data and its daily backup, or a backup; 1 when something is wrong.

    Raises PodError children.
    """
    from pod_desktop.services import backups

    if backups.is_backup(arguments.folder):
        return _check_backup(arguments)
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        progress("Looking through the data…")

        from pod_desktop.services.audit import look_through

        audit = look_through(journal)
        daily = backups.verify_daily(Profile(arguments.folder), journal, every_second("The backup…"))
    faults = [*audit.faults, *(f"In the backup: {fault}" for fault in (daily.faults if daily else ()))]
    kinds = [f"  {kind.replace('_', ' ')}: {count}" for kind, count in audit.counts.items() if count]
    verdict = faults or [f"Everything is sound: {audit.events} events."]
    safe = ["There is no backup yet."] if daily is None else [f"In the backup: {daily.events} events."]
    answer(
        "\n".join([*verdict, *kinds, *safe, f"Digest: {audit.digest}"]),
        {
            "ok": not faults,
            "events": audit.events,
            "ended": audit.ended,
            "counts": audit.counts,
            "digest": audit.digest,
            "faults": faults,
            "backup": None if daily is None else _facts(daily),
        },
        as_json=arguments.json,
    )
    return 1 if faults else 0


def _check_backup(arguments: Namespace) -> int:
    from pod_desktop.services import backups

    passphrase = read_passphrase(arguments.passphrase_file)
    progress("Looking through the backup…")
    found = backups.verify_backup(arguments.folder, passphrase, every_second("Looking…"))
    sound = [f"The backup is sound: {found.events} events in {found.files} files."]
    answer("\n".join(found.faults or sound), _facts(found), as_json=arguments.json)
    return 0 if found.ok else 1


def _facts(found: "Verified") -> dict[str, Any]:
    return {
        "ok": found.ok,
        "files": found.files,
        "events": found.events,
        "ended": found.ended,
        "missing": found.missing,
        "newest": None if found.newest is None else found.newest.isoformat(),
        "faults": found.faults,
    }
