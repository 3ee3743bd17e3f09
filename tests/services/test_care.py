from datetime import date, timedelta

import pytest

from pod_desktop.domain.care import SettingKind
from pod_desktop.domain.care_views import CareView
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import agenda, between_meetings, care, decisions, medication, people
from pod_desktop.services.medication import Decided
from tests.services.visit import Visit

TODAY = date(2026, 11, 26)


def seen(visit: Visit) -> CareView:
    return care.care(visit.journal, visit.sam, TODAY)


def test_a_move_ends_what_went_on_and_closes_nothing(visit: Visit):
    care.move_to(visit.journal, visit.sam, "home", date(2026, 11, 1))
    care.move_to(visit.journal, visit.sam, "ward", date(2026, 11, 20), "Cedar ward")
    view = seen(visit)
    assert [(s.setting, s.place, s.since, s.until) for s in view.settings] == [
        ("home", "", date(2026, 11, 1), date(2026, 11, 20)),
        ("ward", "Cedar ward", date(2026, 11, 20), None),
    ]
    assert view.now_in == view.settings[1]
    assert view.has_ended is None


def test_a_stay_entered_afterwards_ends_nothing_later(visit: Visit):
    care.move_to(visit.journal, visit.sam, "home", date(2026, 11, 10))
    care.move_to(visit.journal, visit.sam, "ward", date(2026, 10, 1), until=date(2026, 10, 9))
    assert [s.until for s in seen(visit).settings] == [date(2026, 10, 9), None]


@pytest.mark.parametrize(("setting", "until"), [("ward", date(2026, 10, 1)), ("prison", None), ("", None)])
def test_a_setting_that_cannot_be_is_refused(visit: Visit, setting: str, until: date | None):
    with pytest.raises(BadInput):
        care.move_to(visit.journal, visit.sam, setting, date(2026, 11, 1), until=until)
    assert seen(visit).settings == ()


def test_a_setting_is_said_otherwise_or_struck_out(visit: Visit):
    stay = care.move_to(visit.journal, visit.sam, "ward", date(2026, 11, 1))
    shown = seen(visit).settings[0].seen
    care.change_setting(
        visit.journal,
        stay,
        setting="elsewhere",
        place="her sister’s",
        since=date(2026, 11, 2),
        until=TODAY,
        seen=shown,
    )
    assert seen(visit).settings[0].place == "her sister’s"
    care.strike_setting(visit.journal, stay)
    assert seen(visit).settings == ()


def test_medication_stands_in_words_with_its_day_and_the_decision_that_it_is(visit: Visit):
    visit.begin()
    decision = visit.decide("Sam takes half of it from Monday")
    medication.note(
        visit.journal, visit.sam, "changed", " half of the quetiapine ", date(2026, 11, 23), Decided(decision)
    )
    (noted,) = seen(visit).medication
    assert (noted.step, noted.words, noted.decision_id) == ("changed", "half of the quetiapine", decision)
    other = people.add_person(visit.journal, "Lee")
    with pytest.raises(BadInput):
        medication.note(visit.journal, other, "changed", "half", TODAY, Decided(decision))
    with pytest.raises(BadInput):
        medication.note(visit.journal, visit.sam, "changed", "  ", TODAY)
    with pytest.raises(BadInput):
        medication.note(visit.journal, visit.sam, "refused", "words", TODAY)


def test_an_episode_ends_with_a_reason_and_is_taken_up_again(visit: Visit):
    with pytest.raises(BadInput):
        care.end_episode(visit.journal, visit.sam, " ")
    care.end_episode(visit.journal, visit.sam, "Sam moves to Leeds")
    ended = seen(visit).has_ended
    assert ended is not None
    assert ended.reason == "Sam moves to Leeds"
    with pytest.raises(NotAllowed):
        care.end_episode(visit.journal, visit.sam, "again")
    visit.clock.advance(days=3)
    care.reopen_episode(visit.journal, visit.sam, "back in Exeter")
    view = seen(visit)
    assert view.has_ended is None
    assert [(e.reason, e.reopened_reason) for e in view.ends] == [("Sam moves to Leeds", "back in Exeter")]
    with pytest.raises(NotAllowed):
        care.reopen_episode(visit.journal, visit.sam)


def test_what_happened_outside_comes_onto_the_next_agenda_by_itself(visit: Visit):
    now = visit.clock.now()
    outside = between_meetings.happened_outside(
        visit.journal,
        visit.sam,
        "Sam was taken to hospital",
        now,
        who="the duty doctor",
        why="at night, alone",
    )
    brought = between_meetings.ask_to_bring(visit.journal, visit.sam, "the keys to the flat", visit.joy)
    visit.begin()
    offered = {each.id: each for each in visit.view.offered}
    assert (offered[outside].comes_from, offered[outside].words) == ("outside", "Sam was taken to hospital")
    raised_by = offered[brought].raised_by
    assert raised_by is not None
    assert raised_by.name == "Joy"
    agenda.bring_forward(visit.journal, visit.meeting_id, outside)
    assert {each.id for each in visit.view.offered} == {brought}
    assert visit.view.topics[0].words == "Sam was taken to hospital"
    with pytest.raises(NotAllowed):
        between_meetings.strike_outside(visit.journal, outside)
    assert [(e.taken_up) for e in seen(visit).outside] == [True]
    visit.close()
    visit.begin()
    assert {each.id for each in visit.view.offered} >= {brought}
    assert outside not in {each.id for each in visit.view.offered}


def test_what_waits_can_be_said_otherwise_until_a_meeting_has_it(visit: Visit):
    now = visit.clock.now()
    outside = between_meetings.happened_outside(visit.journal, visit.sam, "a call", now)
    between_meetings.change_outside(
        visit.journal,
        outside,
        what="the police came",
        happened=now,
        who="",
        why="a fire",
        zone="Europe/London",
    )
    brought = between_meetings.ask_to_bring(visit.journal, visit.sam, "keys", None)
    between_meetings.reword_to_bring(visit.journal, brought, "the keys")
    view = seen(visit)
    assert view.outside[0].what == "the police came"
    assert view.to_bring[0].words == "the keys"
    between_meetings.strike_outside(visit.journal, outside)
    between_meetings.strike_to_bring(visit.journal, brought)
    assert seen(visit).outside == ()
    assert seen(visit).to_bring == ()
    with pytest.raises(BadInput):
        between_meetings.happened_outside(visit.journal, visit.sam, "x", now + timedelta(hours=1))


def test_another_persons_matter_is_not_taken_up_here(visit: Visit):
    other = people.add_person(visit.journal, "Lee")
    brought = between_meetings.ask_to_bring(visit.journal, other, "keys", None)
    visit.begin()
    with pytest.raises(BadInput):
        agenda.bring_forward(visit.journal, visit.meeting_id, brought)


def test_what_became_of_a_decision_is_told_in_a_later_meeting(visit: Visit):
    visit.begin()
    decision = visit.decide("May waters the garden")
    visit.close()
    with pytest.raises(NotAllowed):
        decisions.tell_outcome(visit.journal, visit.meeting_id, decision, "she did")
    visit.begin()
    told = decisions.tell_outcome(visit.journal, visit.meeting_id, decision, "she did, twice", visit.may)
    decisions.reword_outcome(visit.journal, told, "she did, three times")
    with pytest.raises(BadInput):
        decisions.tell_outcome(visit.journal, visit.meeting_id, decision, " ")


def test_only_a_later_meeting_changes_or_takes_back_a_decision(visit: Visit):
    visit.begin()
    decision = visit.decide("May stays tonight")
    with pytest.raises(NotAllowed):
        decisions.word_decision(
            visit.journal, visit.meeting_id, "Joy stays", does="changes", earlier=decision
        )
    visit.close()
    visit.begin()
    changed = decisions.word_decision(
        visit.journal, visit.meeting_id, "Joy stays tonight", does="changes", earlier=decision
    )
    decisions.accept_decision(visit.journal, changed)
    with pytest.raises(NotAllowed):  # it was changed already
        decisions.word_decision(
            visit.journal, visit.meeting_id, "nobody", does="takes_back", earlier=decision
        )
    with pytest.raises(BadInput):
        decisions.word_decision(visit.journal, visit.meeting_id, "nobody", does="takes_back")
    with pytest.raises(BadInput):
        decisions.word_decision(visit.journal, visit.meeting_id, "nobody", earlier=decision)


def test_the_settings_are_those_that_the_practice_names():
    assert {str(each) for each in SettingKind} == {"home", "ward", "elsewhere"}
