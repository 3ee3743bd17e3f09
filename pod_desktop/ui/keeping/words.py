"""What is said about backups, in sentences."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication, QLocale, QTimeZone

from pod_desktop.domain.clock import Instant
from pod_desktop.services.backups import BackedUp, Restored
from pod_desktop.ui import times
from pod_desktop.ui.door import CameBack

translate = QCoreApplication.translate


def when_words(moment: Instant, now: Instant) -> str:
    """The day and the time as this laptop's clock shows them: "today at 10:42"."""
    return times.when_words(moment, _zone_of_laptop(), now, translate=translate)


def _zone_of_laptop() -> str:
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii")
    try:
        ZoneInfo(zone)
    except (ValueError, ZoneInfoNotFoundError):  # one that Qt could not name
        return times.HOME_ZONE
    return zone


def size_words(size: int) -> str:
    """A file's size: "1.2 MiB"."""
    return QLocale().formattedDataSize(size, 1)


def counted(number: int) -> str:
    """A number with its thousands set apart: "12,430"."""
    return f"{number:,}"


def made_words(made: BackedUp, place: str) -> list[str]:
    """What a backup did. `place` is "" for the one on this laptop."""
    where = translate("keeping", "in “{place}”").format(place=place) if place else ""
    where = where or translate("keeping", "on this laptop")
    if made.files:
        said = [
            translate("keeping", "The backup {where} is up to date: {size} were added to it.").format(
                where=where, size=size_words(made.bytes)
            )
        ]
    else:
        said = [
            translate("keeping", "The backup {where} is up to date; nothing was missing in it.").format(
                where=where
            )
        ]
    if made.left_out:
        said.append(
            translate(
                "keeping",
                "{count} entries of turn logs stay on this laptop until the room’s choice is final, ten "
                "minutes after closing.",
            ).format(count=counted(made.left_out))
        )
    if made.removed:
        said.append(translate("keeping", "What was ended since the last time is no longer in it."))
    return said


def came_back_words(came: CameBack, now: Instant) -> list[str]:
    """What came back from a backup, and what did not."""
    if came.sentences:
        return [*came.sentences, *_mended_until(came.newest, now)]
    if came.newest is None:
        said = [translate("keeping", "The backup was empty.")]
    else:
        said = [
            translate("keeping", "{count} entries came back, the newest stored {when}.").format(
                count=counted(came.entries), when=when_words(came.newest, now)
            )
        ]
    if came.unreadable:
        said.append(
            translate("keeping", "{count} files of the backup are damaged and could not be read.").format(
                count=counted(came.unreadable)
            )
        )
    if came.missing:
        said.append(
            translate(
                "keeping", "{count} entries are known to have been there and are in no file of it."
            ).format(count=counted(came.missing))
        )
    if not came.unreadable and not came.missing:
        said.append(translate("keeping", "All of the backup could be read, and nothing in it is missing."))
    said.append(
        translate(
            "keeping",
            "What was stored after the backup was made is not here, nor are turn logs whose choice was not "
            "final then. What was ended after it was made is here again: please end it once more.",
        )
    )
    return said


def _mended_until(newest: Instant | None, now: Instant) -> list[str]:
    """How far back what is here reaches, and where there may be more."""
    if newest is None:
        return []
    return [
        translate("keeping", "The newest entry that is here now was stored {when}.").format(
            when=when_words(newest, now)
        ),
        translate(
            "keeping",
            "If a backup on a stick or a drive is newer, “Keeping safe” can bring in what it has more.",
        ),
    ]


def brought_words(brought: Restored) -> list[str]:
    """What a backup elsewhere had more."""
    if brought.from_backup:
        said = [
            translate("keeping", "{count} entries of that backup were not here yet, and are now.").format(
                count=counted(brought.from_backup)
            )
        ]
    else:
        said = [translate("keeping", "All that is in that backup is here already.")]
    if brought.unreadable:
        said.append(
            translate("keeping", "{count} of its files are damaged and could not be read.").format(
                count=counted(len(brought.unreadable))
            )
        )
    return said
