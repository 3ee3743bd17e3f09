"""How things stand with the team folder, in the one sentence or two that pages begin with."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.sync import FolderStatus, LaptopView, Standing
from pod_desktop.ui import times
from pod_desktop.ui.team_folder.called import called
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.listing import listed, some

translate = QCoreApplication.translate

_MOST_NAMED = 3


def when_words(moment: Instant, now: Instant) -> str:
    """The day and the time: "today at 10:42", with the zone on a laptop whose clock shows another time."""
    return times.when_words(moment, times.HOME_ZONE, now, translate=translate)


def state_words(courier: Courier, now: Instant) -> str:
    """How things stand, in one sentence or two; "" before anybody has looked.

    With the team is only what another laptop has told that it holds.
    """
    status = courier.status
    if status is None:
        return ""
    if status.standing != Standing.MEMBER and courier.away_since is None:
        return _standing_words(status.standing)
    said = _trouble(courier, now)
    if status.only_here:
        said.append(
            some(
                status.only_here,
                translate("team folder", "1 change only on this laptop"),
                translate("team folder", "{count} changes only on this laptop"),
            )
        )
    elif not said and status.exchanged is None:
        said.append(translate("team folder", "Nothing has been exchanged yet"))
    elif not said and status.exchanged is not None:
        said += _shared_words(status, now, when_words(status.exchanged, now))
    return ". ".join(said)


def others(status: FolderStatus) -> list[LaptopView]:
    """The other laptops that belong to the team now."""
    return [each for each in status.laptops if not each.this and not each.revoked]


def _standing_words(standing: Standing) -> str:
    if standing == Standing.ALONE:
        return translate("team folder", "No team folder yet: everything is on this laptop only")
    if standing == Standing.ASKED:
        return translate("team folder", "This laptop waits to be let into the team")
    return translate("team folder", "This laptop was locked out of the team")


def _trouble(courier: Courier, now: Instant) -> list[str]:
    if courier.silence:
        return [courier.silence.split(". ")[0]]
    if courier.away_since is not None:
        away = translate("team folder", "The folder has been away since {when}")
        return [away.format(when=when_words(courier.away_since, now))]
    if courier.question is not None:
        return [translate("team folder", "The team folder is not as it was")]
    if courier.failure:
        return [translate("team folder", "The last exchange could not be made")]
    return []


def _shared_words(status: FolderStatus, now: Instant, when: str) -> list[str]:
    """Of what was made here and has left this laptop."""
    waits = bool(status.waiting_for_choice)
    team = others(status)
    untold = [called(each, status.laptops, now) for each in team if each.lacks]
    if not team or untold:
        said = [translate("team folder", "Saved in the team folder, {when}"), *_not_there(status, untold)]
        if waits:
            said.append(translate("team folder", "A turn log is only here until the room’s choice is final"))
    elif waits:
        said = [translate("team folder", "Everything but a turn log is with the team, {when}")]
    elif status.missing:
        said = [
            translate("team folder", "Everything made here is with the team, {when}"),
            translate("team folder", "Not all that others made has come yet"),
        ]
    else:
        said = [translate("team folder", "Everything is with the team, {when}")]
    return [said[0].format(when=when), *said[1:]]


def _not_there(status: FolderStatus, untold: list[str]) -> list[str]:
    """Why what lies in the folder is not with the team yet."""
    if not untold:
        if len(status.laptops) > 1:
            return [translate("team folder", "No other laptop is in the team any more")]
        return [translate("team folder", "No other laptop is in the team yet")]
    if len(untold) > _MOST_NAMED:
        words = translate("team folder", "{count} of {all} laptops have not told yet that they have it")
        return [words.format(count=len(untold), all=len(others(status)))]
    if len(untold) == 1:
        words = translate("team folder", "{laptops} has not told yet that it has it")
    else:
        words = translate("team folder", "{laptops} have not told yet that they have it")
    return [words.format(laptops=listed(untold))]
