"""What rooms chose for a turn log, in sentences that name where."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.log_views import ChosenElsewhere, LogView
from pod_desktop.domain.turns import LogChoice, stricter
from pod_desktop.ui.team_folder.listing import listed

_MINUTE = timedelta(minutes=1)
translate = QCoreApplication.translate


def choice_name(choice: str) -> str:
    """As its button has it."""
    return {
        LogChoice.KEEP: translate("turn log", "Keep"),
        LogChoice.TOTALS: translate("turn log", "Totals only"),
        LogChoice.DISCARD: translate("turn log", "Discard"),
    }[LogChoice(choice)]


def elsewhere_words(elsewhere: ChosenElsewhere) -> str:
    """As in “On Ben’s laptop the room chose Totals only”."""
    return translate("turn log", "On {laptops} the room chose {choice}.").format(
        laptops=listed(elsewhere.laptops), choice=choice_name(elsewhere.choice)
    )


def differing_words(log: LogView) -> str:
    """What was chosen here and elsewhere, where another laptop's choice decides; "" where this one's does."""
    if not holds_from_elsewhere(log) or log.elsewhere is None:
        return ""
    if not log.chosen_here:
        return elsewhere_words(log.elsewhere)
    return translate(
        "turn log",
        "Here the room chose {here}. On {laptops} it chose {there}, and the stricter choice holds.",
    ).format(
        here=choice_name(log.chosen_here),
        laptops=listed(log.elsewhere.laptops),
        there=choice_name(log.elsewhere.choice),
    )


def holds_from_elsewhere(log: LogView) -> bool:
    """Whether another laptop's choice keeps less than the one made here, or none was made here."""
    if log.elsewhere is None:
        return False
    if not log.chosen_here:
        return True
    here, there = LogChoice(log.chosen_here), LogChoice(log.elsewhere.choice)
    return stricter(here, there) is not here


def how_long_words(left: timedelta, laptops: tuple[str, ...] = ()) -> str:
    """For how long it can still be changed: here, or on the laptops whose choice holds."""
    minutes = min(max(-(-left // _MINUTE), 1), 10)
    if minutes == 1:
        time = translate("turn log", "one more minute")
    else:
        numbers = translate("turn log", "two three four five six seven eight nine ten").split()
        time = translate("turn log", "{number} more minutes").format(number=numbers[minutes - 2])
    if laptops:
        return translate("turn log", "On {laptops} the room can choose again for {time}.").format(
            laptops=listed(laptops), time=time
        )
    return translate("turn log", "It can change this for {time}.").format(time=time)
