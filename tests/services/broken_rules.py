"""The rules of a meeting's life, each broken once, to see that the machine goes red."""

from collections.abc import Callable
from typing import Any

import pytest

from pod_desktop.domain import decisions as decision_rules
from pod_desktop.domain import meeting as meeting_rules
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import (
    agenda,
    closings,
    decision_views,
    decisions,
    invitations,
    meeting_views,
    planning,
    stays,
)
from pod_desktop.storage.act import Act
from pod_desktop.storage.tables import Meeting

Broken = Callable[[pytest.MonkeyPatch], None]


def _nothing(*_what: Any, **_else: Any) -> None:
    """Lets everything pass."""


def anybody_decides_anywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decisions, "_require_can_decide", _nothing)


def everybody_counts_as_the_person(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decisions, "present", lambda act, meeting_id, _who: stays.present(act, meeting_id))


def decided_while_the_person_was_out_is_not_marked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closings, "decided_without_the_person", lambda *_: frozenset())


def late_decisions_are_not_offered(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(meeting_views, "_decided_late_or_differently", lambda *_: [])


def what_stands_can_be_given_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decision_rules, "require_can_reword", _nothing)


def a_meeting_changes_its_own_decisions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decision_rules, "require_can_change", _nothing)


def a_closing_can_always_be_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(meeting_rules, "require_can_open_again", _nothing)


def a_closing_elsewhere_tears_the_meeting_from_the_room(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closings, "goes_on_without_closing", lambda *_: False)


def inviting_needs_no_yes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planning, "require_may_ask", _nothing)


def a_plan_outlives_the_yes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(invitations, "_may_come", lambda _cards: True)


def a_new_yes_brings_old_plans_back(patch: pytest.MonkeyPatch) -> None:
    for module in (invitations, planning):
        patch.setattr(module, "fallen", lambda *_: frozenset())


def topics_are_the_persons(patch: pytest.MonkeyPatch) -> None:
    append = agenda._append

    def broken(
        act: Act, meeting_id: EntityId, words: str, _by: EntityId | None, brought: EntityId | None
    ) -> EntityId:
        return append(act, meeting_id, words, act.get(Meeting, meeting_id).person_id, brought)

    patch.setattr(agenda, "_append", broken)


def everybody_has_the_first_wish(patch: pytest.MonkeyPatch) -> None:
    class Everybody:
        def get(self, *_who: EntityId) -> str:
            return "everybody"

    patch.setattr(agenda, "stands_at", lambda *_: Everybody())


def words_beside_are_not_shown(patch: pytest.MonkeyPatch) -> None:
    for module in (meeting_views, decision_views):
        patch.setattr(module, "other_words", lambda *_: ())


def a_form_takes_what_came_behind_it(patch: pytest.MonkeyPatch) -> None:
    change, strike = Act.change, Act.strike

    def changes(self: Act, *what: Any, **values: Any) -> Any:
        return change(self, *what, **{**values, "seen": None})

    def strikes(self: Act, *what: Any, **_seen: Any) -> None:
        strike(self, *what)

    patch.setattr(Act, "change", changes)
    patch.setattr(Act, "strike", strikes)


def what_happened_outside_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(meeting_views, "_since_the_last_meeting", lambda *_: [])


RULES: tuple[Broken, ...] = (
    anybody_decides_anywhere,
    everybody_counts_as_the_person,
    decided_while_the_person_was_out_is_not_marked,
    late_decisions_are_not_offered,
    what_stands_can_be_given_up,
    a_meeting_changes_its_own_decisions,
    a_closing_can_always_be_taken_back,
    a_closing_elsewhere_tears_the_meeting_from_the_room,
    inviting_needs_no_yes,
    a_plan_outlives_the_yes,
    a_new_yes_brings_old_plans_back,
    topics_are_the_persons,
    everybody_has_the_first_wish,
    words_beside_are_not_shown,
    a_form_takes_what_came_behind_it,
    what_happened_outside_is_forgotten,
)
