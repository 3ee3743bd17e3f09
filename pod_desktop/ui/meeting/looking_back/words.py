"""Lengths, shares and turns in words. What is undefined is a dash, never 0."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.domain.own_words import Correction
from pod_desktop.domain.turns import LogKind, SpanKind
from pod_desktop.domain.views import Someone
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui import times
from pod_desktop.ui.meeting.voices.second_taps import marks_of

UNDEFINED = "—"


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("LookingBack", text, None, n)


def length_words(seconds: float | None) -> str:
    """How long: "8 s", "3 min 20 s", "1 h 5 min"."""
    if seconds is None:
        return UNDEFINED
    whole = round(seconds)
    if whole < 60:
        return _tr("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _tr("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _tr("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


def moment_words(seconds: float) -> str:
    """A moment counted from the beginning of the meeting: "12:04", "1:02:04"; before it "−0:30"."""
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{sign}{minutes}:{rest:02}"
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def share_words(share: float | None) -> str:
    """A fraction of 1 as a percentage. What is there and rounds to none is said to be under 1 %."""
    if share is None:
        return UNDEFINED
    return "<1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def figure_words(figure: float | None) -> str:
    """A figure between 0 and 1, with two places."""
    return UNDEFINED if figure is None else f"{figure:.2f}"


def span_name(turn: TurnView) -> str:
    """Who spoke, or what the span was."""
    if turn.turn_kind == SpanKind.TURN:
        return turn.speaker.name if turn.speaker is not None else _tr("Somebody, not named")
    return {
        SpanKind.SILENCE: _tr("Together in silence"),
        SpanKind.REFLECTING: _tr("Reflecting"),
        SpanKind.PAUSE: _tr("Pause: not logged"),
    }.get(SpanKind(turn.turn_kind), _tr("Not known to this version of the program"))


def turn_words(turn: TurnView, began: Instant) -> str:
    """Who, when from the beginning of the meeting, how long, and the words."""
    since = moment_words((turn.began - began).total_seconds())
    if turn.ended is None or turn.ended < turn.began:
        said = _tr("{name}, from {since}; the end is not known.")
        length = ""
    else:
        said = _tr("{name}, from {since}, for {length}.")
        length = length_words((turn.ended - turn.began).total_seconds())
    sentence = said.format(name=span_name(turn), since=since, length=length)
    if turn.voice_of is not None:
        sentence += " " + _tr("In the words of {voice}.").format(voice=turn.voice_of.name)
    if marks := marks_of(turn):
        sentence += f" {marks[:1].upper()}{marks[1:]}."
    if turn.left_out:
        sentence += " " + _tr("Their words are left out, as they asked.")
    elif turn.correction == Correction.TAKEN_OUT:
        sentence += " " + _tr("What was noted was taken out: it was not theirs.")
    elif turn.correction == Correction.CORRECTED and turn.words:
        return f"{sentence} {quoted(turn.words)} " + _tr("(Put right by them.)")
    return f"{sentence} {quoted(turn.words)}" if turn.words else sentence


def log_kind_words(kind: str) -> str:
    """How the log came about."""
    return {
        LogKind.LIVE: _tr("The log is live: it was tapped while people spoke."),
        LogKind.RECONSTRUCTED: _tr("The log is reconstructed: it was put together afterwards."),
        LogKind.PARTIAL: _tr("The log is partial: it does not have all of the meeting."),
    }.get(LogKind(kind), _tr("How the log came about is not known to this version of the program."))


def held_words(view: LookingBack, now: Instant) -> str:
    """With whom the meeting was, and when."""
    when = times.when_words(view.began, view.zone, now, translate=QCoreApplication.translate)
    return _tr("Meeting with {name}, {when}.").format(name=view.person.name, when=when)


def kinds_words(view: LookingBack) -> str:
    """How the logs came about, and what of them only totals are left of."""
    kinds = list(dict.fromkeys(log.log_kind for log in view.logs)) or [view.log_kind]
    names = log_names(view)
    if len(kinds) == 1:
        words = log_kind_words(kinds[0])
    else:
        words = " ".join(f"{names[log.id]}: {log_kind_words(log.log_kind)}" for log in view.logs)
    if view.is_totals:
        return f"{words} " + _tr(
            "The room kept only totals: there is no order any more, so nothing that needs it."
        )
    if any(log.is_totals for log in view.logs):
        return f"{words} " + _tr("Of one log only totals were kept: what needs order is not there of it.")
    return words


def log_names(view: LookingBack) -> dict[str, str]:
    """What each log is called, by its id: the laptop on which it was taken. "" where there is only one."""
    if len(view.logs) < 2:
        return {log.id: "" for log in view.logs}
    found: dict[str, str] = {}
    for log in view.logs:
        name = log.laptop or _tr("one laptop")
        name = name[:1].upper() + name[1:]
        if name in found.values() and log.meeting_id != view.meeting_id:
            name = _tr("{laptop}, the meeting that was joined").format(laptop=name)
        found[log.id] = name if name not in found.values() else f"{name} ({len(found) + 1})"
    return found


def names_of(people: tuple[Someone, ...]) -> dict[str, str]:
    """A name of each, by id."""
    return {who.id: who.name for who in people}
