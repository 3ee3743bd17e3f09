"""Of values that two laptops stored without knowing of each other: the one that holds, where a rule says so.

Most fields have no such rule: there both values are shown, and a person settles it. A field that has one is
no conflict (`storage/tables` names them), so nobody is asked what the practice has settled already, and
nobody sees from a question that the person had said no.

Values are given as they are on the wire, the one that was said last by the clocks first.
"""

from collections.abc import Callable, Sequence
from typing import Any

from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.meeting import MeetingKind, MeetingState
from pod_desktop.domain.turns import LogChoice, LogKind, strictest

Rule = Callable[[Sequence[Any]], Any]
"""From several values, at least one, the one that holds."""


def last_said(values: Sequence[Any]) -> Any:
    """The one that was said last; for what is no statement of anybody, such as a place in an order."""
    return values[0]


def earliest(values: Sequence[Any]) -> Any:
    """The least; nothing said counts only where nobody said anything."""
    return min((value for value in values if value is not None), default=None)


def latest(values: Sequence[Any]) -> Any:
    """The greatest; nothing said counts only where nobody said anything."""
    return max((value for value in values if value is not None), default=None)


def _first_among(*order: Any) -> Rule:
    """The first of `order` that was said; of values that only a newer version knows, the one said last."""

    def rule(values: Sequence[Any]) -> Any:
        return next((value for value in order if value in values), values[0])

    return rule


persons_word = _first_among(False, None, True)
"""On inviting somebody: yes and no side by side is no, and so is a yes beside its being taken back."""

members_answer = _first_among(*(str(each) for each in (MemberAnswer.NO, MemberAnswer.NOT_SURE)), "")
"""Whether a member comes: nobody is counted on who said, on one laptop, that they do not."""

state_of_meeting = _first_among(
    *map(str, (MeetingState.CLOSED, MeetingState.OPEN, MeetingState.DID_NOT_HAPPEN, MeetingState.PLANNED))
)
"""A meeting that was held on one laptop was held, whatever the plan on the other says."""

kind_of_meeting = _first_among(str(MeetingKind.NETWORK), str(MeetingKind.CONVERSATION))
"""Where the person was there on one laptop, they were there."""

kind_of_log = _first_among(*map(str, (LogKind.LIVE, LogKind.PARTIAL, LogKind.RECONSTRUCTED)), "")
"""A log that one laptop began is there."""

agreement_to_log = _first_among("no", "", "yes")
"""Somebody who said no, or who is to be asked again, has not agreed."""


wish_to_be_left_out = _first_among(True, False)
"""Whoever said on one laptop that their words are to be left out is left out."""


def choice_for_log(values: Sequence[Any]) -> Any:
    """What keeps least of a turn log."""
    known = [LogChoice(value) for value in values if value in set(LogChoice)]
    return str(strictest(known)) if known else values[0]
