"""Nobody is asked without the person's yes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import (
    InviteStep,
    MemberAnswer,
    PersonsWord,
    age_of_yes,
    can_be_invited,
    may_ask,
    require_can_be_invited,
    require_may_ask,
    require_may_record_answer,
    standing,
    step,
)
from pod_desktop.domain.network import MemberKind
from pod_desktop.errors import BadInput, NotAllowed

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
KIM = EntityId("c" * 32)
YES, NO = PersonsWord(True, MONDAY), PersonsWord(False, MONDAY)
words = st.builds(
    PersonsWord, st.booleans(), st.integers(0, 10**6).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
)


def test_nobody_is_asked_without_the_persons_yes() -> None:
    require_may_ask([YES])
    with pytest.raises(NotAllowed):
        require_may_ask([])
    with pytest.raises(NotAllowed):
        require_may_ask([NO])


def test_a_no_looks_exactly_like_not_yet_invited() -> None:
    said: list[str] = []
    for answers in ([], [NO], [YES, NO]):
        with pytest.raises(NotAllowed) as refusal:
            require_may_ask(answers)
        said.append(str(refusal.value))
        assert step(answers, asked_by=KIM, answer=MemberAnswer.YES) is InviteStep.IDEA
    assert len(set(said)) == 1


@given(st.lists(words, min_size=1, max_size=5))
def test_yes_and_no_at_once_is_no_in_whatever_order_they_arrive(answers: list[PersonsWord]) -> None:
    held = standing(answers)
    assert held is not None
    assert held.yes == all(word.yes for word in answers)
    assert standing(list(reversed(answers))) == held
    assert may_ask(answers) == held.yes


def test_the_oldest_of_two_yeses_is_shown_so_that_none_looks_fresher_than_it_is() -> None:
    newer = PersonsWord(True, MONDAY + timedelta(days=2))
    assert standing([newer, YES]) == YES
    assert standing([]) is None


def test_the_steps_are_idea_yes_asked_answered() -> None:
    assert step([]) is InviteStep.IDEA
    assert step([YES]) is InviteStep.PERSON_SAID_YES
    assert step([YES], asked_by=KIM) is InviteStep.ASKED
    assert step([YES], asked_by=KIM, answer=MemberAnswer.NOT_SURE) is InviteStep.ANSWERED


def test_an_answer_needs_somebody_who_asked() -> None:
    require_may_record_answer(KIM)
    with pytest.raises(BadInput):
        require_may_record_answer(None)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(seconds=59), "said yes just now"),
        (timedelta(minutes=1), "said yes 1 minute ago"),
        (timedelta(hours=26), "said yes 26 hours ago"),
        (timedelta(days=3, hours=23), "said yes 3 days ago"),
        (timedelta(days=-1), "said yes on 2026-03-02 (by another laptop's clock)"),
    ],
)
def test_a_yes_is_shown_with_its_age(later: timedelta, said: str) -> None:
    assert age_of_yes(YES, MONDAY + later) == said


def test_a_no_has_no_age_to_show() -> None:
    with pytest.raises(ValueError, match="only a yes"):
        age_of_yes(NO, MONDAY)


@pytest.mark.parametrize("kind", [*MemberKind, MemberKind("a kind of a newer version")])
def test_only_a_person_and_a_group_can_be_asked_to_come(kind):
    assert can_be_invited(kind) == (kind in ("person", "group"))


def test_who_cannot_come_is_refused_in_words():
    require_can_be_invited("group")
    with pytest.raises(BadInput, match="Only a person or a group"):
        require_can_be_invited("pet")
