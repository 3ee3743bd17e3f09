"""The measures of a log in words: each with what it is counted over (n), and how."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.looking_back import Part
from pod_desktop.domain.participation import Participation
from pod_desktop.ui.meeting.looking_back.words import figure_words, share_words


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of one log."""

    name: str
    value: str
    n: int | None
    """How many it is counted over; None where it is a share of time."""
    over: str
    """What these are."""
    how: str
    """The formula, in words."""

    @property
    def value_with_n(self) -> str:
        """As in "0.70 (n = 4)"."""
        if self.n is None:
            return self.value
        return _tr("{value} (n = {n})").format(value=self.value, n=self.n)


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("LookingBack", text, None, n)


def measures_of(log: Participation, *, totals: bool) -> list[Measure]:
    """All that may be said of the whole log; of totals, what needs no order."""
    found = [_voices(log), *_evenly(log), _practitioners(log)]
    return found if totals else [found[0], *found[1:], *_of_order(log)]


def _voices(log: Participation) -> Measure:
    heard, k = sum(one.turns > 0 for one in log.people), len(log.people)
    value = _tr("{heard} of {k}, {share}").format(heard=heard, k=k, share=share_words(log.voices_heard))
    return Measure(
        _tr("Voices heard"),
        value if log.voices_heard is not None else share_words(None),
        len(log.people),
        _tr("n: people, the silent included"),
        _tr("People with at least one turn ÷ everybody who came. Silence may be chosen."),
    )


def _evenly(log: Participation) -> list[Measure]:
    entropy = _tr(
        "Entropy: −Σ p · ln p ÷ ln k over the shares p of all k who came. Near 1 the shares are alike, near "
        "0 one person has nearly all. Neither is better."
    )
    gini = _tr(
        "Gini: the differences between any two who came, added up, ÷ (2 k² × the mean) × k ÷ (k − 1). At 0 "
        "all are alike, at 1 one person has all. Neither is better."
    )
    ended = sum(one.turns - one.unended_turns for one in log.people)
    time = (ended, _tr("n: turns with a known end"))
    turns = (log.turns - log.unnamed_turns, _tr("n: turns"))
    return [
        Measure(_tr("How evenly floor time was spread (entropy)"), figure_words(log.entropy), *time, entropy),
        Measure(_tr("How evenly floor time was spread (Gini)"), figure_words(log.gini), *time, gini),
        Measure(
            _tr("How evenly turns were spread (entropy)"), figure_words(log.turn_entropy), *turns, entropy
        ),
        Measure(_tr("How evenly turns were spread (Gini)"), figure_words(log.turn_gini), *turns, gini),
    ]


def _practitioners(log: Participation) -> Measure:
    return Measure(
        _tr("Practitioners’ share of floor time"),
        share_words(log.practitioner_share),
        sum(one.turns - one.unended_turns for one in log.people),
        _tr("n: turns with a known end"),
        _tr("Floor time of the practitioners ÷ floor time of everybody."),
    )


def _of_order(log: Participation) -> list[Measure]:
    network = {one.id for one in log.people if not one.practitioner}
    after = sum(sum(row.values()) for who, row in log.transitions.items() if who in network)
    logged = _tr("Of the logged time, without pauses and turns of unknown end")
    return [
        Measure(
            _tr("From network to network"),
            share_words(log.network_to_network),
            after,
            _tr("n: turns that followed somebody of the network"),
            _tr("Of the turns that followed a turn of the network, those that were the network’s, too."),
        ),
        Measure(
            _tr("Reflecting"),
            share_words(log.reflecting_share),
            None,
            logged,
            _tr("Time in reflecting ÷ time with a turn, silence or reflecting."),
        ),
        Measure(
            _tr("Together in silence"),
            share_words(log.silence_share),
            None,
            logged,
            _tr("Time in silence ÷ time with a turn, silence or reflecting."),
        ),
    ]


def not_counted(log: Participation) -> str:
    """What has no seconds, or no speaker, said wherever figures are shown; "" for nothing."""
    said = []
    if log.unended_turns:
        said.append(
            _tr("Turns without a known end: %n. They count as turns and have no seconds.", log.unended_turns)
        )
        whose = [f"{one.name} {one.unended_turns}" for one in log.people if one.unended_turns]
        said += [_tr("Of these: {names}.").format(names=", ".join(whose))] if len(whose) > 1 else []
    if log.unnamed_turns:
        said.append(_tr("Turns whose speaker nobody named: %n. They are under nobody.", log.unnamed_turns))
    return " ".join(said)


def not_counted_in(parts: Sequence[Part], titles: Sequence[str]) -> list[str]:
    """The same for topics or episodes, a sentence for each that has any."""
    said = [(title, not_counted(part.measures)) for part, title in zip(parts, titles, strict=True)]
    return [_tr("{part}: {said}").format(part=title, said=words) for title, words in said if words]
