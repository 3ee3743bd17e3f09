"""What goes on at the table, in words."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import LiveView, TurnView
from pod_desktop.domain.own_words import Correction
from pod_desktop.domain.turns import AgreementState, SpanKind
from pod_desktop.domain.views import AttendanceView, Someone
from pod_desktop.ui.meeting.voices.seating import short_names

_LATE = timedelta(minutes=1)
"""Whoever comes within so long was there at the beginning."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Voices", text)


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "Sam", "Sam and Joy", "Sam, Joy and May"."""
    if len(names) < 2:
        return "".join(names)
    return _tr("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def somebody() -> str:
    """What whoever is not named yet is called."""
    return _tr("Somebody")


def speakers(spans: Sequence[TurnView], called: Mapping[EntityId, str] | None = None) -> list[str]:
    """The names of those whose turns are among these spans, or what they are `called`."""
    found = [span.speaker for span in spans if span.turn_kind == SpanKind.TURN]
    return [(called or {}).get(each.id, each.name) if each is not None else somebody() for each in found]


def spoke(turn: TurnView) -> str:
    """Who spoke in a turn, by name, or *somebody*."""
    return turn.speaker.name if turn.speaker is not None else somebody()


def taken_out(name: str) -> str:
    """That the turns of somebody are gone who had not been asked yet, and says no."""
    words = _tr("What was noted of when {name} spoke is taken out of the log. Undo takes their no back.")
    return words.format(name=name)


def whose(turn: TurnView) -> str:
    """Whose words a turn has: "Zoë", "Grandad Ted, through Zoë", "Somebody" where nobody said who spoke."""
    if turn.voice_of is None:
        return spoke(turn)
    if turn.speaker is None:
        return turn.voice_of.name
    return _tr("{voice}, through {speaker}").format(voice=turn.voice_of.name, speaker=turn.speaker.name)


def said(turn: TurnView) -> str:
    """The words of a turn in quotation marks, or why there are none; "" where nobody noted any."""
    if turn.left_out:
        return _tr("words left out")
    if turn.correction == Correction.TAKEN_OUT:
        return _tr("taken out: not their words")
    return quoted(turn.words)


def voices_heard(spans: Sequence[TurnView], called: Mapping[EntityId, str]) -> str:
    """Under who speaks now: whose words they say, or ""."""
    found = [called.get(span.voice_of.id, span.voice_of.name) for span in spans if span.voice_of is not None]
    return _tr("for {names}").format(names=joined(list(dict.fromkeys(found)))) if found else ""


def going_on(
    spans: Sequence[TurnView], called: Mapping[EntityId, str], *, hold: bool = False
) -> tuple[str, str]:
    """What goes on now: a headline, and a line below it or "". With `hold` keys are held."""
    names = speakers(spans, called)
    kinds = {span.turn_kind for span in spans}
    speaking = ""
    if names:
        speaking = (_tr("{names} speak") if len(names) > 1 else _tr("{names} speaks")).format(
            names=joined(names)
        )
    if SpanKind.PAUSE in kinds:
        return _tr("Paused"), _tr("Nothing is being logged")
    if SpanKind.REFLECTING in kinds:
        return _tr("Reflecting"), speaking or _tr("The network listens")
    if SpanKind.SILENCE in kinds:
        return _tr("Together in silence"), ""
    if speaking:
        return speaking, voices_heard(spans, called)
    if hold:
        return _tr("Hold their key"), _tr("or tap")
    return _tr("Tap whoever speaks"), ""


def who_speaks_for(voice: Someone, called: Mapping[EntityId, str]) -> tuple[str, str]:
    """Whom to tap for a voice that was tapped while nobody spoke: a headline, and a line below it."""
    return _tr("Who speaks for them?"), called.get(voice.id, voice.name)


def stopped_while(spans: Sequence[TurnView]) -> str:
    """What was going on when the program stopped."""
    names = [_who_was_speaking(span) for span in spans if span.turn_kind == SpanKind.TURN]
    if names:
        sentence = (
            _tr("The program stopped while {names} were speaking.")
            if len(names) > 1
            else _tr("The program stopped while {names} was speaking.")
        )
        return sentence.format(names=joined(names))
    if any(span.turn_kind == SpanKind.REFLECTING for span in spans):
        return _tr("The program stopped while the team was reflecting.")
    return _tr("The program stopped while you were together in silence.")


def _who_was_speaking(turn: TurnView) -> str:
    if turn.voice_of is None or turn.speaker is None:
        return whose(turn)
    return _tr("{voice} (through {speaker})").format(voice=turn.voice_of.name, speaker=turn.speaker.name)


def still_going_on(spans: Sequence[TurnView]) -> str:
    """The answer that what was going on then still goes on."""
    if speakers(spans):
        return _tr("They are still speaking")
    if any(span.turn_kind == SpanKind.REFLECTING for span in spans):
        return _tr("The team is still reflecting")
    return _tr("It is still silent")


def end_not_known(spans: Sequence[TurnView]) -> str:
    """The answer that it has ended, and nobody knows when."""
    if speakers(spans):
        return _tr("I do not know when they stopped")
    return _tr("I do not know when it ended")


def why_not_begin(live: LiveView) -> str:
    """Why the log cannot begin, or "" when it can."""
    if live.agreement == AgreementState.AGREED:
        return ""
    if any(stay.log_agreed == "no" for stay in live.here):
        return _tr(
            "Somebody here would rather not have it, so it stays off. The meeting goes on just the same."
        )
    if len(live.to_ask) == len(live.here):
        return _tr("It can begin once everybody here was asked and said yes.")
    names = joined([stay.who.name for stay in live.to_ask])
    return _tr("Still to be asked: {names}.").format(names=names)


def what_key_does(key: str) -> str:
    """What a key does at the table that is nobody's; "" where it does nothing."""
    return {
        "0": _tr("Nobody speaks"),
        "S": _tr("Together in silence"),
        "R": _tr("Reflecting"),
        "P": _tr("Pause"),
        "M": _tr("Several at once"),
        "W": _tr("Words"),
        "H": _tr("Hold their key"),
        "X": _tr("Somebody, who is named later"),
        "N": _tr("Who was it?"),
        "T": _tr("To whom?"),
        "I": _tr("Invited by whom?"),
        "A": _tr("In answer to whom?"),
    }.get(key, "")


def why_not_this_key(key: str) -> str:
    """Why a key can be nobody's own, and what can."""
    if does := what_key_does(key):
        words = _tr("{key} is for “{does}”. Please press another key, or Esc.")
        return words.format(key=key, does=does)
    if len(key) == 1 and "A" <= key <= "Z":
        words = _tr("Ctrl+{key} does something else while you write. Please press another key, or Esc.")
        return words.format(key=key)
    return _tr("A letter from A to Z, or a digit from 1 to 9, can be somebody’s key. Esc leaves it as it is.")


def have_keys(keys: Sequence[tuple[str, str]]) -> str:
    """Who has which key from now on: names and keys."""
    told = joined([_tr("{name} has {key}").format(name=name, key=key) for name, key in keys])
    return _tr("Keys: {told}.").format(told=told)


def quoted(words: str) -> str:
    """Somebody's own words on one line, in quotation marks."""
    return f"“{' '.join(words.split())}”" if words.strip() else ""


def besides(stays: Sequence[AttendanceView]) -> str:
    """Who is not in the room itself as everybody else from the beginning: by telephone, come later, gone."""
    began = min((stay.arrived for stay in stays), default=None)
    first: dict[EntityId, AttendanceView] = {}
    last: dict[EntityId, AttendanceView] = {}
    for stay in sorted(stays, key=lambda stay: (stay.arrived, stay.left is None)):
        first.setdefault(stay.who.id, stay)
        last[stay.who.id] = stay
    here = [who for who, stay in last.items() if stay.left is None]
    told = (
        (_tr("By telephone or video: {names}."), [who for who in here if last[who].by_phone]),
        (_tr("Came later: {names}."), [who for who in here if began and first[who].arrived - began >= _LATE]),
        (_tr("Gone: {names}."), [who for who in last if who not in here]),
    )
    called = dict(zip(last, short_names([stay.who.name for stay in last.values()]), strict=True))
    return " ".join(words.format(names=joined([called[who] for who in ids])) for words, ids in told if ids)
