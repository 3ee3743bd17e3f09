"""`recovery`: the team's recovery sheet, made without a window."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pod_desktop.cli.opened import opened_with
from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import answer, progress
from pod_desktop.durable_files import create_file
from pod_desktop.errors import BadInput, PodError
from pod_desktop.paths import Profile

if TYPE_CHECKING:
    from pod_desktop.domain.recovery_sheet import RecoverySheet

STDOUT = Path("-")


def recovery(arguments: Namespace) -> int:
    """Make a recovery sheet in place of the one before. Raises PodError children; then that one counts."""
    if arguments.to != STDOUT:
        _require_good_place(arguments.to, arguments.folder)
    passphrase = read_passphrase(arguments.passphrase_file)
    profile = Profile(arguments.folder)
    with opened_with(arguments.folder, passphrase) as journal:
        from pod_desktop.services import recovery as service

        before = service.sheet_marks(journal)
        progress("Making the recovery sheet…")
        made = service.make_recovery_key(profile, journal, passphrase)
        try:
            if arguments.to == STDOUT:
                _say(made.sheet, as_json=arguments.json)
            else:
                create_file(arguments.to, _document(made.sheet, arguments.to))
        except (PodError, OSError):
            service.give_up(profile, made)
            raise
        service.sheet_is_kept(profile, journal, made)
    if arguments.to != STDOUT:
        answer(
            _in_words(arguments.to, made.sheet.mark, before),
            {"file": str(arguments.to), "mark": made.sheet.mark, "replaced": list(before)},
            as_json=arguments.json,
        )
    return 0


def _require_good_place(path: Path, folder: Path) -> None:
    if path.suffix.lower() not in (".pdf", ".txt"):
        raise BadInput(f"The sheet is written as .pdf or .txt, or to “-”; “{path.name}” is neither.")
    if path.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            "The sheet must not lie in the folder whose data it opens; please choose another place."
        )
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder “{path.parent}” for the sheet.")


def _document(sheet: RecoverySheet, path: Path) -> bytes:
    if path.suffix.lower() == ".txt":
        from pod_desktop.outputs.recovery_sheet import sheet_text

        return sheet_text(sheet).encode()
    from pod_desktop.outputs.pdf.recovery_sheet import recovery_sheet_pdf

    return recovery_sheet_pdf(sheet)


def _say(sheet: RecoverySheet, *, as_json: bool) -> None:
    """Write the words out, and see that they went, before any other sheet is given up for them."""
    words = " ".join(sheet.words.reveal())
    answer(words, {"words": words, "mark": sheet.mark}, as_json=as_json)
    sys.stdout.flush()


def _in_words(path: Path, mark: str, before: tuple[str, ...]) -> str:
    lines = [
        f"The recovery sheet {mark} is in “{path}”.",
        "Print it, keep it on paper in two places, and delete the file: whoever has it can read everything.",
    ]
    if before:
        lines.append(
            f"The sheet before it ({', '.join(before)}) opens the data on this laptop no more. "
            "It still opens backups that were made before now."
        )
    return "\n".join(lines)
