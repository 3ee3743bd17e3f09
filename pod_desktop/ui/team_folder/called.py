"""How a laptop is called: by its name, with what tells it apart where another of the team has the same."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.sync import FileView, LaptopView
from pod_desktop.ui import times
from pod_desktop.ui.team_folder.listing import listed

translate = QCoreApplication.translate

_DIGITS = 6
"""The last of an id, which come by chance: for two laptops that differ in nothing else that is told."""


def called(laptop: LaptopView, laptops: Collection[LaptopView], now: Instant) -> str:
    """The name, and of two laptops of one name who uses it and when it was let in."""
    if not laptop.shares_name(laptops):
        return laptop.name
    told = _told(laptop, now)
    if any(_told(each, now) == told for each in laptops if each.id != laptop.id):
        told = translate("team folder", "{told}, number …{digits}").format(
            told=told, digits=laptop.id[-_DIGITS:]
        )
    return translate("team folder", "{name} ({told})").format(name=laptop.name, told=told)


def from_words(file: FileView, laptops: Sequence[LaptopView], now: Instant) -> str:
    """Of a file that names a laptop whose name another has, too: which of them is meant; else ""."""
    meant = [each for each in laptops if each.id in file.laptops]
    if not any(each.shares_name(laptops) for each in meant):
        return ""
    return translate("team folder", "It is from {laptops}.").format(
        laptops=listed([called(each, laptops, now) for each in meant])
    )


def _told(laptop: LaptopView, now: Instant) -> str:
    who = laptop.author or translate("team folder", "somebody whose name has not come yet")
    when = times.when_words(laptop.admitted, times.HOME_ZONE, now, translate=translate)
    return translate("team folder", "used by {who}, let in {when}").format(who=who, when=when)
