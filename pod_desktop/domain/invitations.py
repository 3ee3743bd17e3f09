"""Invitations: idea, the person's yes, asked by whom, answer. Nobody is asked without the person's yes.

The person's no is theirs alone: here and on every screen a member with a no looks exactly like one who has
not been invited yet (`InviteStep.IDEA`, the same sentence in errors).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import ClosedSet
from pod_desktop.domain.elapsed import elapsed
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.errors import BadInput, NotAllowed


class InviteStep(StrEnum):
    """How far an invitation has come."""

    IDEA = "idea"
    PERSON_SAID_YES = "person_said_yes"
    ASKED = "asked"
    ANSWERED = "answered"


class MemberAnswer(ClosedSet):
    """What an invited member answered."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class PersonsWord:
    """The person's yes (or no) to inviting somebody, and when they said it."""

    yes: bool
    said_at: Instant


_CAN_COME = frozenset({MemberKind.PERSON, MemberKind.GROUP})


def can_be_invited(member_kind: str) -> bool:
    """Whether members of this kind can be asked to come: a person or a group.

    Not a pet, someone who died or a voice; nor a kind that only a newer version knows. A pet may be there all
    the same, but nobody asks it.
    """
    return member_kind in _CAN_COME


def require_can_be_invited(member_kind: str) -> None:
    """Raises BadInput for a kind of member that nobody can ask to come."""
    if not can_be_invited(member_kind):
        raise BadInput("Only a person or a group can be asked to come.")


def can_ask_others(member_kind: str) -> bool:
    """Whether a member of this kind can be the one who asks somebody else to come."""
    return member_kind == MemberKind.PERSON


def require_may_ask_others(asker: EntityId, member: EntityId, who_may: Collection[EntityId]) -> None:
    """Whether `asker` may be the one who is to ask `member` to come.

    `who_may` are the person, the team's practitioners, and the members who can ask and to whom the person
    said yes: nobody else is told of the meeting. A no and no answer yet give the same sentence. Raises
    NotAllowed.
    """
    if asker == member:
        raise NotAllowed("Nobody asks themselves to come.")
    if asker not in who_may:
        raise NotAllowed(
            "Only the person, the team, or somebody whom the person said yes to asks others to come."
        )


def standing(answers: Iterable[PersonsWord]) -> PersonsWord | None:
    """Which of the person's answers holds; None if they have not been asked.

    `answers` are the ones that no later answer has replaced: one as a rule, several only if two laptops
    recorded answers without knowing of each other. Yes and no side by side is no. Among several of the same
    kind the oldest is given, so that the age of a yes is never made younger than it is.
    """
    given = sorted(answers, key=lambda word: (word.yes, word.said_at))
    return given[0] if given else None


def may_ask(answers: Iterable[PersonsWord]) -> bool:
    """Whether the person's yes stands. `answers` as in `standing`."""
    word = standing(answers)
    return word is not None and word.yes


def require_may_ask(answers: Iterable[PersonsWord]) -> None:
    """Raises NotAllowed unless the person's yes stands. A no and no answer yet give the same sentence."""
    if not may_ask(answers):
        raise NotAllowed("Nobody is invited without the person's yes, and there is none yet.")


def require_may_record_answer(asked_by: EntityId | None) -> None:
    """Raises BadInput if nobody is recorded as having asked. Who asked comes before the answer."""
    if asked_by is None:
        raise BadInput("Please say first who asked them.")


def step(
    answers: Iterable[PersonsWord], asked_by: EntityId | None = None, answer: MemberAnswer | None = None
) -> InviteStep:
    """The step to show. Without the person's standing yes it is IDEA, whatever happened before."""
    if not may_ask(answers):
        return InviteStep.IDEA
    if asked_by is None:
        return InviteStep.PERSON_SAID_YES
    return InviteStep.ASKED if answer is None else InviteStep.ANSWERED


def age_of_yes(word: PersonsWord, now: Instant) -> str:
    """The age of a yes in words: "said yes 3 days ago". `word` must be a yes."""
    if not word.yes:
        raise ValueError("only a yes has an age to show")
    age = elapsed(word.said_at, now)
    if age is None:
        return f"said yes on {word.said_at:%Y-%m-%d} (by another laptop's clock)"
    return "said yes just now" if age.count == 0 else f"said yes {age.words} ago"
