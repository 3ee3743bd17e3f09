"""`backup`, `restore` and `mend`: the team's data made safe, and made anew."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pod_desktop.cli.opened import opened
from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import answer, every_second, progress
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.running import held

if TYPE_CHECKING:
    from pod_desktop.services.backups import Restored


def backup(arguments: Namespace) -> int:
    """Bring the daily backup, or one in a chosen place, up to date. Raises PodError children."""
    profile = Profile(arguments.folder)
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services import backups

        tell = every_second("Backing up…")
        if arguments.to is None:
            place, done = profile.backups, backups.back_up_daily(profile, journal, tell)
        else:
            place, done = arguments.to, backups.back_up_to(profile, journal, arguments.to, tell)
    words = f"The backup in “{place}” is up to date: {done.events} events, {done.files} files written now."
    if done.left_out:
        words += (
            f"\n{done.left_out} of them belong to turn logs whose choice is not final yet, "
            "so they were left out and are only on this laptop."
        )
    answer(
        words,
        {
            "place": str(place),
            "events": done.events,
            "files": done.files,
            "bytes": done.bytes,
            "removed": done.removed,
            "left_out": done.left_out,
        },
        as_json=arguments.json,
    )
    return 0


def restore(arguments: Namespace) -> int:
    """Make a team's data in a new folder from a backup. Raises PodError children."""
    by_words = arguments.words_file is not None
    if by_words != (arguments.new_passphrase_file is not None) or by_words == (
        arguments.passphrase_file is not None
    ):
        raise BadInput(
            "To restore, give --passphrase-file, or --words-file of the recovery sheet together with "
            "--new-passphrase-file."
        )
    passphrase = "" if by_words else read_passphrase(arguments.passphrase_file)
    words = _words(arguments.words_file) if by_words else ""
    new_passphrase = read_passphrase(arguments.new_passphrase_file) if by_words else ""
    progress("Opening the backup…")

    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.services import backups

    restored = backups.restore_team(
        arguments.backup,
        Profile(arguments.folder),
        SystemClock(),
        passphrase=passphrase,
        words=words,
        new_passphrase=new_passphrase,
        progress=every_second("Restoring…"),
    )
    said = [f"{restored.events} events came back into “{arguments.folder}”."]
    if restored.unreadable:
        said.append(f"{len(restored.unreadable)} files of the backup could not be read.")
    if restored.missing:
        said.append(f"{restored.missing} events are known to have been there and are in no file of it.")
    answer(
        "\n".join(said),
        {"profile": str(arguments.folder), **_facts(restored)},
        as_json=arguments.json,
    )
    return 0


def bring_in(arguments: Namespace) -> int:
    """Take what a backup elsewhere holds and the data does not. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services import backups

        brought = backups.bring_in(journal, arguments.place, every_second("Bringing in…"))
    words = [f"{brought.from_backup} events of the backup were not here yet and are now."]
    if brought.unreadable:
        words.append(f"{len(brought.unreadable)} files of the backup could not be read.")
    answer(
        "\n".join(words),
        {"events": brought.from_backup, "files": brought.files, "unreadable": brought.unreadable},
        as_json=arguments.json,
    )
    return 0


def mend(arguments: Namespace) -> int:
    """Put damaged files aside and make them anew. Raises PodError children."""
    passphrase = read_passphrase(arguments.passphrase_file)
    profile = Profile(arguments.folder)
    if not profile.dir.is_dir():
        raise BadInput(f"There is no team’s data in “{profile.dir}”.")

    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.services import mending

    with held(profile):
        progress("Looking at the data…")
        mended = mending.mend(profile, passphrase, SystemClock(), every_second("Making it anew…"))
    answer(
        "\n".join(mended.sentences()),
        {
            "put_aside": [path.name for path in mended.put_aside],
            "keys_from_backup": mended.keys_from_backup,
            "restored": None if mended.restored is None else _facts(mended.restored),
        },
        as_json=arguments.json,
    )
    return 0


def _facts(restored: "Restored") -> dict[str, Any]:
    return {
        "events": restored.events,
        "files": restored.files,
        "unreadable": restored.unreadable,
        "missing": restored.missing,
        "newest": None if restored.newest is None else restored.newest.isoformat(),
    }


def _words(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The file “{path}” with the words of the sheet cannot be read.") from error
