"""What the recovery sheet says, and the sheet as plain text."""

from dataclasses import dataclass

from typing_extensions import override

from pod_desktop.domain.recovery_sheet import RecoverySheet
from pod_desktop.outputs.saying import HOME_ZONE, day, in_zone, on_one_line, sentence

_COLUMNS = 3
_COLUMN_WIDTH = 16


@dataclass(frozen=True, slots=True)
class SheetTold:
    """The sheet's sentences. The words themselves stand in `words`, in their order."""

    heading: str
    team: str
    made: str
    purpose: str
    words: tuple[str, ...]
    warning: str
    keeping: tuple[str, ...]
    using: tuple[str, ...]
    lost: str

    @override
    def __repr__(self) -> str:
        """Without the words."""
        return "SheetTold(hidden)"


def tell_sheet(sheet: RecoverySheet, zone: str = HOME_ZONE) -> SheetTold:
    """The sheet in plain words; its day is that of the zone."""
    team = on_one_line(sheet.team)
    return SheetTold(
        heading="Recovery sheet",
        team=team,
        made=f"Made on {day(in_zone(sheet.made, zone))}. This sheet’s mark is {sheet.mark}.",
        purpose=(
            "These 24 words open what the team keeps in POD Desktop: when a passphrase is forgotten, when "
            "whoever knew it is away, or when a laptop is lost and its backup is opened on another."
        ),
        words=sheet.words.reveal(),
        warning=(
            "Whoever holds this sheet and a laptop of the team, or a backup, can read everything: "
            "every person’s record and every meeting. No passphrase is asked for."
        ),
        keeping=(
            "On paper only. Two people of the team keep one copy each, locked away, in two places.",
            "Never with a laptop, and never on one: no file, no photograph, no e-mail, no shared folder.",
            "Once it is printed, delete the file it was printed from.",
        ),
        using=(
            "Open POD Desktop and say that you have the recovery sheet.",
            "Type the words in the order of their numbers. Capital letters do not matter, "
            "and the first four letters of each word are enough.",
            "Then choose a new passphrase. The old one stops opening the data on that laptop.",
        ),
        lost=(
            "Make a new sheet in POD Desktop at once, and say there that you have it. Then this one no "
            "longer opens the team’s laptops, each as soon as it hears of the new one. It still opens "
            "backups that were made before, so look after those."
        ),
    )


def sheet_text(sheet: RecoverySheet, zone: str = HOME_ZONE) -> str:
    """The sheet as plain text with the words in three columns; lines are not wrapped."""
    told = tell_sheet(sheet, zone)
    rows = len(told.words) // _COLUMNS
    words = [
        "".join(
            f"{row + column * rows + 1:>2}. {told.words[row + column * rows]:<{_COLUMN_WIDTH}}"
            for column in range(_COLUMNS)
        ).rstrip()
        for row in range(rows)
    ]
    parts = [
        f"{told.heading.upper()}\n{told.team}\n{told.made}",
        told.purpose,
        "\n".join(words),
        told.warning,
        "\n".join(["WHERE TO KEEP IT", *(f"- {sentence(line)}" for line in told.keeping)]),
        "\n".join(["HOW TO USE IT", *(f"- {sentence(line)}" for line in told.using)]),
        f"WHEN IT IS LOST, OR SOMEBODY ELSE HAS SEEN IT\n{told.lost}",
        "Kept by: ____________________________   since: ______________\n"
        "The other copy is kept by: __________________________________",
    ]
    return "\n\n".join(parts) + "\n"
