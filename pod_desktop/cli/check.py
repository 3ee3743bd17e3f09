"""`check`: is everything that is stored what was stored?"""

from argparse import Namespace

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer, progress


def check(arguments: Namespace) -> int:
    """Look through a team's data; 1 when something is wrong. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        progress("Looking through the data…")

        from pod_desktop.services.audit import look_through

        audit = look_through(journal)
    kinds = [f"  {kind.replace('_', ' ')}: {count}" for kind, count in audit.counts.items() if count]
    verdict = [f"Everything is sound: {audit.events} events."] if audit.ok else list(audit.faults)
    answer(
        "\n".join([*verdict, *kinds, f"Digest: {audit.digest}"]),
        {
            "ok": audit.ok,
            "events": audit.events,
            "ended": audit.ended,
            "counts": audit.counts,
            "digest": audit.digest,
            "faults": list(audit.faults),
        },
        as_json=arguments.json,
    )
    return 0 if audit.ok else 1
