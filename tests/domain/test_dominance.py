"""Marks: who brought in what others took up, who invited whom; by hand, and against a slow calculation."""

from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.dominance import MarkedTurn, Theme, brought_in, marks
from pod_desktop.domain.ids import EntityId

A, B, C, AWAY = (EntityId(each) for each in ("a", "b", "c", "away"))
ALL = (A, B, C)


def test_a_theme_is_taken_up_where_somebody_else_has_a_turn_in_it():
    found = brought_in(ALL, [Theme(A, (A, B, B, C)), Theme(A, (A, A)), Theme(B, (A,)), Theme(B, ())])
    a, b, c = found.people
    assert (a.themes, a.taken_up, a.turns_of_others, a.took_up) == (2, 1, 3, 1)
    assert (b.themes, b.taken_up, b.turns_of_others, b.took_up) == (2, 1, 1, 1)
    assert (c.themes, c.taken_up, c.turns_of_others, c.took_up) == (0, 0, 0, 1)
    assert found.themes == 4


def test_themes_that_nobody_or_somebody_absent_brought_in_are_told_apart_and_count_for_nobody():
    found = brought_in(ALL, [Theme(None, (A, B)), Theme(AWAY, (A,)), Theme(C, (C,))])
    assert (found.themes, found.by_nobody_named, found.by_others) == (1, 1, 1)
    assert [each.took_up for each in found.people] == [0, 0, 0]


def test_a_turn_of_somebody_not_named_takes_nothing_up_and_is_told():
    found = brought_in(ALL, [Theme(A, (A, None)), Theme(None, (None,))])
    assert found.people[0].taken_up == 0
    assert found.unnamed_turns == 1


def test_invitations_are_counted_for_whoever_invited_and_for_whoever_spoke():
    turns = [
        MarkedTurn(B, invited_by=A, addressed_to=C),
        MarkedTurn(B, invited_by=A),
        MarkedTurn(A, addressed_to=B, answers=B),
        MarkedTurn(C),
    ]
    found = marks(ALL, turns)
    assert (found.turns, found.invited, found.addressed, found.answering) == (4, 2, 2, 1)
    a, b, c = found.people
    assert (a.invited_others, a.was_invited, a.said_to, a.answered) == (2, 0, 0, 0)
    assert (b.invited_others, b.was_invited, b.said_to, b.answered) == (0, 2, 1, 1)
    assert c.said_to == 1
    assert found.invitations == {A: {B: 2}}


def test_a_mark_that_points_at_whoever_speaks_is_none():
    found = marks(ALL, [MarkedTurn(A, invited_by=A, addressed_to=A, answers=A)])
    assert (found.invited, found.addressed, found.answering, found.invitations) == (0, 0, 0, {})


def test_who_was_not_there_is_in_n_and_under_nobody():
    found = marks(ALL, [MarkedTurn(A, invited_by=AWAY), MarkedTurn(None, invited_by=A)])
    assert found.invited == 2
    assert [each.invited_others for each in found.people] == [1, 0, 0]
    assert found.people[0].was_invited == 1
    assert found.invitations == {}


SOMEBODY = st.sampled_from([A, B, C, AWAY, None])


@given(st.lists(st.tuples(SOMEBODY, st.lists(SOMEBODY, max_size=6)), max_size=8))
def test_what_was_brought_in_agrees_with_a_calculation_that_shares_no_code(rows):
    found = brought_in(ALL, [Theme(who, tuple(spoke)) for who, spoke in rows])
    for each in found.people:
        own = [spoke for who, spoke in rows if who == each.who]
        others = [[s for s in spoke if s not in {each.who, None}] for spoke in own]
        assert each.themes == len(own)
        assert each.taken_up == len([one for one in others if one])
        assert each.turns_of_others == len([s for one in others for s in one])
        took = [1 for who, spoke in rows if who in ALL and who != each.who and spoke.count(each.who)]
        assert each.took_up == len(took)
    assert found.themes + found.by_nobody_named + found.by_others == len(rows)


@given(st.lists(st.tuples(SOMEBODY, SOMEBODY, SOMEBODY, SOMEBODY), max_size=12))
def test_marks_agree_with_a_calculation_that_shares_no_code(rows):
    found = marks(ALL, [MarkedTurn(*row) for row in rows])
    pairs: dict[tuple[EntityId, EntityId], int] = {}
    for spoke, invited, _said, _answers in rows:
        if invited in ALL and spoke in ALL and invited != spoke:
            pairs[invited, spoke] = pairs.get((invited, spoke), 0) + 1
    assert {(a, b): n for a, row in found.invitations.items() for b, n in row.items()} == pairs
    for each in found.people:
        assert each.invited_others == len([1 for s, i, _, _ in rows if i == each.who != s])
        assert each.was_invited == len([1 for s, i, _, _ in rows if s == each.who and i not in {None, s}])
        assert each.said_to == len([1 for s, _, t, _ in rows if t == each.who != s])
        assert each.answered == len([1 for s, _, _, a in rows if a == each.who != s])
    assert found.turns == len(rows)
