"""What a moment of the map is called, and what became different, in sentences."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.map_changes import Change, What
from pod_desktop.domain.meeting import MeetingKind
from pod_desktop.domain.network import RINGS, Direction, Known
from pod_desktop.services.map_history import MapMoment
from pod_desktop.ui import times
from pod_desktop.ui.network_map.words import (
    kind_words,
    known_words,
    quality_options,
    ring_words,
    sector_words,
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("map_history", text)


def moment_words(moments: Sequence[MapMoment]) -> list[str]:
    """What each is called: "the meeting on Friday 20 November 2026", with the time where a day has two."""
    dates = [_date(each) for each in moments]
    several = Counter(dates)
    return [_called(each, day, several[day] > 1) for each, day in zip(moments, dates, strict=True)]


def _date(moment: MapMoment) -> str:
    translate = QCoreApplication.translate
    return "" if moment.when is None else times.date_words(moment.when, moment.zone, translate)


def _called(moment: MapMoment, day: str, with_time: bool) -> str:
    if moment.when is None:
        return _tr("now")
    if with_time:
        clock = times.clock_words(moment.when, moment.zone, translate=QCoreApplication.translate)
        day = _tr("{day} that ended at {clock}").format(day=day, clock=clock)
    alone = moment.meeting_kind == MeetingKind.CONVERSATION
    words = _tr("the conversation on {day}") if alone else _tr("the meeting on {day}")
    return words.format(day=day)


def stood_words(moment: MapMoment, called: str) -> str:
    """As it stood then, for the head of a drawing."""
    if moment.when is None:
        return _tr("As it stands now")
    return _tr("As it stood at the end of {meeting}").format(meeting=called)


def change_words(change: Change) -> str:
    """What became different, in a sentence."""
    before, after = _values(change)
    return _sentence(change).format(
        name=change.who.name, other=change.other.name if change.other else "", before=before, after=after
    )


def _values(change: Change) -> tuple[str, str]:
    """The two values as they are called."""
    named = _NAMED.get(change.what, str)
    return named(change.before), named(change.after)


def _ring(number: str) -> str:
    """The ring of that number, in whose middle nobody can doubt which one it is."""
    return ring_words((int(number) - 0.5) / len(RINGS)) if number else ""


def _kind(kind: str) -> str:
    return kind_words(kind).lower()


def _quality(quality: str) -> str:
    return dict(quality_options()).get(quality, quality)


_NAMED: dict[What, Callable[[str], str]] = {
    What.CAME: _ring,
    What.RING: _ring,
    What.KIND: _kind,
    What.SECTOR: sector_words,
    What.KNOWS: known_words,
    What.WORRIED: known_words,
    What.COULD_HELP: known_words,
    What.TIE_ADDED: known_words,
    What.TIE_KNOWN: known_words,
    What.TIE_QUALITY: _quality,
}
"""How the values of a change are called, where they are not somebody's own words."""


def _sentence(change: Change) -> str:
    if change.what is What.JOINED:
        return _tr("{name} was joined with {other}: they are one and the same.")
    if change.what is What.TAKEN_APART:
        return _tr("{name} and {other} were taken apart: they are two again.")
    if change.other is not None:
        return _of_tie(change)
    if change.what is What.RELATIONSHIP and not change.after:
        return _tr("{name} is not called “{before}” any more.")
    if change.what is What.SECTOR and not (change.before and change.after):
        gone = _tr("{name} does not stand under “{before}” any more.")
        return _tr("{name} stands under “{after}” now.") if change.after else gone
    return {
        What.LISTED: _tr("{name} was put on the list of names."),
        What.CAME: _tr("{name} came onto the map, in the {after}."),
        What.PUT_BACK: _tr("{name} was put back on the list of names."),
        What.TAKEN_OFF: _tr("{name} was taken off the map."),
        What.NAME: _tr("{before} has the name {after} now."),
        What.KIND: _tr("{name} is shown as {after}. Before: {before}."),
        What.RELATIONSHIP: _tr("{name} is called “{after}”."),
        What.SECTOR: _tr("{name} moved from “{before}” to “{after}”."),
        What.RING: _tr("{name} moved from the {before} to the {after}."),
        What.KNOWS: _tr("Does {name} know about this? {after}. Before: {before}."),
        What.WORRIED: _tr("Is {name} worried? {after}. Before: {before}."),
        What.COULD_HELP: _tr("Could {name} help? {after}. Before: {before}."),
    }[change.what]


def _of_tie(change: Change) -> str:
    if change.what is What.TIE_ADDED and change.after != Known.YES:
        no = _tr("It was noted that {name} and {other} have no tie.")
        open_ = _tr("It was noted that nobody knows whether {name} and {other} have a tie.")
        return no if change.after == Known.NO else open_
    if change.what is What.TIE_DIRECTION and not change.after:
        return _tr("The tie of {name} and {other} goes both ways.")
    if change.what is What.TIE_DIRECTION and change.after not in set(Direction):
        return _tr(
            "Which way the tie of {name} and {other} goes is not known to this version of the program."
        )
    if change.what is What.TIE_WORDS and not change.after:
        return _tr("The tie of {name} and {other} is not called “{before}” any more.")
    return {
        What.TIE_ADDED: _tr("{name} and {other} were joined by a tie."),
        What.TIE_REMOVED: _tr("The tie of {name} and {other} was taken away."),
        What.TIE_KNOWN: _tr("Is there a tie of {name} and {other}? {after}. Before: {before}."),
        What.TIE_DIRECTION: _tr("The tie of {name} and {other} goes only from {name} to {other}."),
        What.TIE_QUALITY: _tr("How is the tie of {name} and {other}? {after}. Before: {before}."),
        What.TIE_WORDS: _tr("The tie of {name} and {other} is called “{after}”."),
    }[change.what]
