from datetime import date, timedelta

from pod_desktop.domain.timeline_views import TimelineEntry, TimelineKind
from pod_desktop.services import (
    amending,
    between_meetings,
    care,
    decisions,
    medication,
    people,
    planning,
    timeline,
)
from pod_desktop.services.medication import Decided
from pod_desktop.storage.tables import Medication, Meeting, Setting
from tests.services.visit import Visit


def entries(visit: Visit, kind: TimelineKind) -> list[TimelineEntry]:
    return [each for each in timeline.timeline(visit.journal, visit.sam).entries if each.kind is kind]


def test_the_newest_comes_first(visit: Visit):
    people.record_first_contact(visit.journal, visit.sam, visit.clock.now() - timedelta(days=2), "her mother")
    happened = visit.clock.now() - timedelta(days=1)
    between_meetings.happened_outside(visit.journal, visit.sam, "went to the ward", happened, who="a doctor")
    visit.begin()
    visit.clock.advance(minutes=5)
    decision = visit.decide("Sam stays at home")
    told = timeline.timeline(visit.journal, visit.sam).entries
    assert told[0].id == decision
    assert [told[-2].kind, told[-1].kind] == [TimelineKind.OUTSIDE, TimelineKind.FIRST_CONTACT]
    assert told[-1].by == "her mother"


def test_a_decision_names_its_chain_and_what_became_of_it(visit: Visit):
    visit.begin()
    first = visit.decide("Sam stays at home")
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    decisions.tell_outcome(visit.journal, visit.meeting_id, first, "it went well")
    second = decisions.word_decision(
        visit.journal, visit.meeting_id, "Sam stays with May", does="changes", earlier=first
    )
    assert [each.id for each in entries(visit, TimelineKind.DECISION)] == [first]
    decisions.accept_decision(visit.journal, second)
    new, old = entries(visit, TimelineKind.DECISION)
    assert new.earlier is not None
    assert (new.id, new.earlier.id) == (second, first)
    assert [each.id for each in old.later] == [second]
    assert [each.words for each in old.outcomes] == ["it went well"]
    assert old.state != new.state


def test_who_of_the_team_joined_stands_once_at_their_first_meeting(visit: Visit):
    visit.begin()
    first = visit.meeting_id
    visit.close()
    visit.clock.advance(days=1)
    visit.begin()
    (joined,) = entries(visit, TimelineKind.JOINED_TEAM)
    assert joined.who is not None
    assert (joined.who.id, joined.meeting_id) == (visit.ana, first)


def test_a_conversation_without_the_person_has_its_reason(visit: Visit):
    visit.begin_without_sam("Sam asked us to")
    (met,) = entries(visit, TimelineKind.MEETING)
    assert (met.meeting_kind, met.reason) == ("conversation", "Sam asked us to")


def test_settings_and_medication_stand_on_their_days(visit: Visit):
    care.move_to(visit.journal, visit.sam, "ward", date(2026, 11, 1), "Cedar ward", date(2026, 11, 4))
    medication.note(visit.journal, visit.sam, "stopped", "the tablets", date(2026, 11, 2))
    (stay,) = entries(visit, TimelineKind.SETTING)
    assert (stay.day, stay.until, stay.words) == (date(2026, 11, 1), date(2026, 11, 4), "Cedar ward")
    assert [each.day for each in entries(visit, TimelineKind.MEDICATION)] == [date(2026, 11, 2)]


def test_what_was_asked_to_be_brought_and_an_ending_taken_up_again_are_told(visit: Visit):
    between_meetings.ask_to_bring(visit.journal, visit.sam, "the letter", visit.may)
    visit.clock.advance(days=1)
    care.end_episode(visit.journal, visit.sam, "Sam is well")
    visit.clock.advance(days=1)
    care.reopen_episode(visit.journal, visit.sam, "Sam called")
    told = timeline.timeline(visit.journal, visit.sam).entries
    assert [each.kind for each in told] == [TimelineKind.REOPENED, TimelineKind.ENDED, TimelineKind.TO_BRING]
    assert [each.reason for each in told] == ["Sam called", "Sam is well", ""]
    assert told[2].who is not None
    assert told[2].who.id == visit.may


def test_an_amendment_leads_to_its_meeting(visit: Visit):
    visit.begin()
    visit.close()
    visit.clock.advance(minutes=11)
    amending.amend(visit.journal, visit.meeting_id, "Joy rang", "it was forgotten")
    (added,) = entries(visit, TimelineKind.AMENDMENT)
    assert (added.words, added.reason, added.meeting_id) == ("Joy rang", "it was forgotten", visit.meeting_id)


def test_what_a_newer_version_wrote_as_a_day_stands_there_without_one_before_all_else(visit: Visit):
    stay = care.move_to(visit.journal, visit.sam, "ward", date(2026, 11, 1))
    tablets = medication.note(visit.journal, visit.sam, "stopped", "the tablets", date(2026, 11, 2))
    with visit.journal.act() as act:
        act.change(Setting, stay, since="2026-W45", until="spring")
        act.change(Medication, tablets, day="2026-W45")
    visit.begin().close()
    (setting,), (noted,) = entries(visit, TimelineKind.SETTING), entries(visit, TimelineKind.MEDICATION)
    assert (setting.day, setting.until, setting.until_known, noted.day) == (None, None, False, None)
    told = timeline.timeline(visit.journal, visit.sam).entries
    assert {told[0].id, told[1].id} == {stay, tablets}


def test_a_day_in_a_zone_that_this_laptop_does_not_know_says_which_zone_that_is(visit: Visit):
    visit.begin()
    visit.decide("Sam sleeps at home")
    visit.close()
    with visit.journal.act() as act:
        act.change(Meeting, visit.meeting_id, zone="Mars/Base")
    (met,), (decided,) = entries(visit, TimelineKind.MEETING), entries(visit, TimelineKind.DECISION)
    assert {met.unknown_zone, decided.unknown_zone} == {"Mars/Base"}
    assert met.day == visit.clock.now().date()


def test_a_meeting_that_is_planned_without_a_day_is_told(visit: Visit):
    planned = planning.plan_meeting(visit.journal, visit.sam)
    (met,) = entries(visit, TimelineKind.MEETING)
    assert (met.id, met.day, met.at) == (planned, None, None)


def test_medication_leads_to_the_meeting_whose_decision_it_names_and_the_decision_is_one_of_it(visit: Visit):
    visit.begin()
    half = visit.decide("Sam takes half of it")
    visit.decide("May sleeps over")
    visit.close()
    medication.note(visit.journal, visit.sam, "changed", "half", date(2026, 11, 20), Decided(half))
    medication.note(visit.journal, visit.sam, "stopped", "the tablets", date(2026, 11, 19))
    named, other = entries(visit, TimelineKind.MEDICATION)
    assert (named.meeting_id, named.decided) == (visit.meeting_id, True)
    assert (other.meeting_id, other.decided) == (None, False)
    decided = {each.words: each.about_medication for each in entries(visit, TimelineKind.DECISION)}
    assert decided == {"Sam takes half of it": True, "May sleeps over": False}
