"""The page of turns as it goes onto paper: taken from its parts, so that nothing else is said there."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.looking_back import LookedAt, LookingBack
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.figures import Figures, Lane, Rows, Stretch, Strip
from pod_desktop.outputs.saying import sentence, spoken_span
from pod_desktop.ui.meeting.looking_back.measures_part import measures_told
from pod_desktop.ui.meeting.looking_back.strip_model import Row, StripModel, Window
from pod_desktop.ui.meeting.looking_back.words import kinds_words, log_names, moment_words

_WIDE = 1400.0
"""Pieces of a strip are told as finely as so many pixels would show them."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookingBack", text)


def told(view: LookingBack, stretches: Sequence[Stretch], agreement: str) -> Figures:
    """The page. `stretches`: what its parts tell. `agreement`: how far two logs agree, or ""."""
    names = log_names(view)
    strips = [
        Stretch(": ".join(filter(None, (_tr("Who spoke when"), names[log.id]))), (_strip(view, log),))
        for log in view.logs
        if log.turns
    ]
    said = " ".join(filter(None, (kinds_words(view), agreement if len(view.logs) > 1 else "")))
    return Figures(
        title=_tr("Looking back together"),
        when=_tr("Meeting with {name}. {when}").format(
            name=view.person.name, when=sentence(spoken_span(view.began, view.closed, view.zone))
        ),
        said=said,
        stretches=(*strips, *(each for each in stretches if each.parts)),
    )


def told_measures(view: LookingBack) -> Stretch:
    """Each measure with its values, what it is counted over, and how."""
    rows = tuple(
        (measure.name, "\n".join(values), measure.over, measure.how)
        for measure, values in measures_told(view)
    )
    headings = (_tr("Measure"), _tr("Value"), _tr("Counted over"), _tr("How"))
    words = _tr("They describe, and judge nothing. Being heard matters, not that everybody speaks as much.")
    return Stretch(_tr("The meeting in figures"), (words, Rows(headings, rows)))


def _strip(view: LookingBack, log: LookedAt) -> Strip:
    model = StripModel(log.turns, view.people, view.began)
    window = Window()
    window.cover(model.first, model.last)
    window.show_all()
    bands = []
    for kind, name in (
        (SpanKind.SILENCE, _tr("Together in silence")),
        (SpanKind.REFLECTING, _tr("Reflecting")),
        (SpanKind.PAUSE, _tr("Pause: not logged")),
    ):
        own = Row(None)
        for turn in model.bands.turns:
            if turn.turn_kind == kind:
                own.add(turn, view.began)
        if own.turns:
            own.reach = list(accumulate(own.ends, max))
            bands.append((name, _pieces(own, window)))
    lanes = tuple(
        Lane(
            row.who.name if row.who is not None else _tr("Somebody, not named"),
            row.who.hue if row.who is not None else 5,
            _pieces(row, window),
        )
        for row in model.rows
    )
    return Strip(lanes, tuple(bands), moment_words(model.first), moment_words(model.last))


def _pieces(row: Row, window: Window) -> tuple[tuple[float, float], ...]:
    """From and to, as parts of the whole; turns too narrow to be told apart as one."""
    return tuple(
        (round(max(0.0, piece.left) / _WIDE, 5), round(min(_WIDE, piece.right) / _WIDE, 5))
        for piece in row.pieces(window, _WIDE)
    )
