"""Who brought in what others took up, and who invited whom to speak: counted from marks that people made.

Seikkula, Laitila and Rober ("Making sense of multi-actor dialogues in family therapy and network meetings",
J Marital Fam Ther 2012, 38(4):667-687; the method is called DIHC) tell three things apart. *Quantitative*
dominance is who speaks how much: `participation` counts it. *Semantic* dominance is who brings in themes that
others take up, *interactional* dominance who has a hand in who speaks. The last two are looked at here, from
what somebody said or marked only (a topic raised by, an episode introduced by, a turn invited by): nothing is
worked out from who spoke after whom. There are counts and how many they are of, no index and no order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pod_desktop.domain.ids import EntityId

FEW = 5
"""Below so many, one mark more or less changes a share by over a fifth: said where they are shown."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic or an episode, with the turns spoken of it."""

    brought_by: EntityId | None
    """Who raised or introduced it, as somebody said; None where nobody did."""
    speakers: tuple[EntityId | None, ...]
    """Who spoke each of its turns; None for somebody who was never named."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What one person brought in."""

    who: EntityId
    themes: int
    taken_up: int
    """Of these, themes in which somebody else has a turn."""
    turns_of_others: int
    """Turns of others in them."""
    took_up: int
    """Themes that somebody else brought in and in which this one has a turn."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """Themes and who brought them in: semantic dominance, as far as it was said."""

    people: tuple[Brought, ...]
    """Everybody present, in the order given."""
    themes: int
    """Themes of which somebody present is said to have brought them in (n)."""
    by_nobody_named: int
    """Themes of which nobody said who brought them in."""
    by_others: int
    """Themes that somebody brought in who was not there."""
    unnamed_turns: int
    """Turns in the n themes whose speaker was never named: they take up nothing, as far as is known."""


def brought_in(present: Sequence[EntityId], themes: Iterable[Theme]) -> BroughtIn:
    """Counts over everybody `present`. A theme without turns was brought in, and nobody took it up."""
    every, here = list(themes), set(present)
    named = [theme for theme in every if theme.brought_by in here]
    return BroughtIn(
        people=tuple(_brought(who, named) for who in present),
        themes=len(named),
        by_nobody_named=sum(theme.brought_by is None for theme in every),
        by_others=sum(theme.brought_by is not None and theme.brought_by not in here for theme in every),
        unnamed_turns=sum(speaker is None for theme in named for speaker in theme.speakers),
    )


def _brought(who: EntityId, named: Sequence[Theme]) -> Brought:
    own = [theme for theme in named if theme.brought_by == who]
    of_others = [_of_others(theme) for theme in own]
    return Brought(
        who=who,
        themes=len(own),
        taken_up=sum(turns > 0 for turns in of_others),
        turns_of_others=sum(of_others),
        took_up=sum(theme.brought_by != who and who in theme.speakers for theme in named),
    )


def _of_others(theme: Theme) -> int:
    return sum(speaker is not None and speaker != theme.brought_by for speaker in theme.speakers)


@dataclass(frozen=True, slots=True)
class MarkedTurn:
    """A turn with what was marked of it, by second taps or afterwards."""

    speaker: EntityId | None
    invited_by: EntityId | None = None
    addressed_to: EntityId | None = None
    answers: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """One person in the marks of turns."""

    who: EntityId
    invited_others: int
    """Turns of others that this one invited."""
    was_invited: int
    """Own turns that somebody else invited."""
    said_to: int
    """Turns of others that were said to this one."""
    answered: int
    """Turns of others that answer this one."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of turns: interactional dominance, as far as it was marked."""

    people: tuple[Marked, ...]
    """Everybody present, in the order given."""
    turns: int
    """All turns, marked or not (n of each kind of mark)."""
    invited: int
    """Turns of which somebody marked who invited them."""
    addressed: int
    answering: int
    invitations: Mapping[EntityId, Mapping[EntityId, int]]
    """I_ab: turns of b that a invited, only pairs that occurred; both were there."""


def marks(present: Sequence[EntityId], turns: Iterable[MarkedTurn]) -> Marks:
    """Counts over everybody `present`. A mark that points at whoever speaks is none; nobody invites themself.

    A turn whose speaker was never named counts for whoever invited it: somebody else spoke.
    """
    every = list(turns)
    invited = [(turn.invited_by, turn.speaker) for turn in every if _other(turn.speaker, turn.invited_by)]
    said = [turn.addressed_to for turn in every if _other(turn.speaker, turn.addressed_to)]
    answers = [turn.answers for turn in every if _other(turn.speaker, turn.answers)]
    table: dict[EntityId, dict[EntityId, int]] = {}
    for one, other in invited:
        if one is not None and one in present and other is not None and other in present:
            row = table.setdefault(one, {})
            row[other] = row.get(other, 0) + 1
    return Marks(
        people=tuple(
            Marked(
                who,
                invited_others=sum(one == who for one, _ in invited),
                was_invited=sum(other == who for _, other in invited),
                said_to=sum(one == who for one in said),
                answered=sum(one == who for one in answers),
            )
            for who in present
        ),
        turns=len(every),
        invited=len(invited),
        addressed=len(said),
        answering=len(answers),
        invitations=table,
    )


def _other(speaker: EntityId | None, who: EntityId | None) -> bool:
    return who is not None and who != speaker
