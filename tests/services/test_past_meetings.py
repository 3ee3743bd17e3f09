from typing import Any

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import (
    annotations,
    audit,
    joining_members,
    looking_back,
    measures,
    meeting_views,
    meetings,
    network,
    people,
    searching,
    turn_log,
)
from pod_desktop.services.past_meetings import Told, can_be_taken_out, import_meeting, take_out
from pod_desktop.services.past_voices import Voice, proposed, who_may_be
from pod_desktop.services.turn_repair import TurnRepairs
from pod_desktop.storage.tables import Attendance, Meeting, Member
from tests.services.visit import Visit


def turn(speaker: str, start: float, end: float | None, **more: Any) -> AnnotatedSpan:
    return AnnotatedSpan(
        int(start * 1_000_000), None if end is None else int(end * 1_000_000), speaker, **more
    )


def talk(*spans: AnnotatedSpan) -> Annotation:
    return Annotation("talk", spans)


def test_an_import_is_one_closed_reconstructed_meeting_with_the_person_beside_the_speakers(visit: Visit):
    made = import_meeting(
        visit.journal, talk(turn("A", 1, 3), turn("B", 2, 4), turn("Aunt May", 5, 6)), person_id=visit.sam
    )
    log = turn_log.log_view(visit.journal, made.meeting_id)
    assert (log.log_kind, len(log.turns)) == ("reconstructed", 3)
    assert people.record(visit.journal, visit.sam).members == 4
    result = measures.measure_meeting(visit.journal, made.meeting_id)
    assert {p.name: p.turns for p in result.people} == {"Sam Okafor": 0, "A": 1, "B": 1, "Aunt May": 1}


def test_an_import_that_fails_stores_nothing(visit: Visit):
    before = people.people(visit.journal)
    with pytest.raises(BadInput):
        import_meeting(visit.journal, talk(), new_person="Zoë")
    with pytest.raises(BadInput):
        import_meeting(visit.journal, talk(turn("A", 0, 1), turn("B", 1, 2)), new_person=" ")
    assert people.people(visit.journal) == before


def test_everything_that_an_annotation_says_is_in_the_log(visit: Visit):
    (practitioner, *_) = people.practitioners(visit.journal)
    made = import_meeting(
        visit.journal,
        talk(
            turn("Sam Okafor", -1, 1, words="“I slept”", topic="The nights", addressed_to="Aunt May"),
            turn(practitioner.name, 1, None, answers="Sam Okafor", invited_by="Kim", voice_of="Gran"),
            turn("", 2, 4),
            turn("", 4, 9, kind=SpanKind.SILENCE),
        ),
        person_id=visit.sam,
    )
    first, second, nobody, silence = turn_log.log_view(visit.journal, made.meeting_id).turns
    assert first.speaker is not None
    assert first.addressed_to is not None
    assert (first.speaker.id, first.words, first.addressed_to.name) == (visit.sam, "“I slept”", "Aunt May")
    marks = (second.answers, second.invited_by, second.voice_of)
    assert [who.name for who in marks if who] == ["Sam Okafor", "Kim", "Gran"]
    assert (second.speaker and second.speaker.id, second.ended, second.end_unknown) == (
        practitioner.id,
        None,
        True,
    )
    assert (nobody.speaker, nobody.turn_kind, silence.turn_kind) == (None, "turn", "silence")
    (topic,) = meeting_views.meeting(visit.journal, made.meeting_id).topics
    assert (topic.words, topic.id) == ("The nights", first.topic_id)
    present = {p.name: p.turns for p in measures.measure_meeting(visit.journal, made.meeting_id).people}
    assert present == {"Sam Okafor": 1, practitioner.name: 1}


def test_what_is_exported_is_what_was_imported(visit: Visit):
    spans = (
        turn("Kim", 0, 3, words="one", topic="The nights", addressed_to="Lee"),
        turn("Kim", 2, 4, words="both at once", voice_of="Gran"),
        turn("Lee", 3, None, invited_by="Kim", answers="Kim"),
        turn("", 5, 6, kind=SpanKind.REFLECTING),
        turn("", 6, 7),
        turn("", 8, 9, kind=SpanKind.PAUSE),
    )
    made = import_meeting(visit.journal, talk(*spans), person_id=visit.sam)
    annotation, left_out = annotations.annotation_of(visit.journal, made.meeting_id)
    assert annotation.spans == spans
    assert left_out == ()


def test_words_of_whoever_asked_are_in_no_export(visit: Visit):
    spans = (
        turn("Kim", 0, 3, words="mine"),
        turn("Lee", 3, 5, words="what Kim would say", voice_of="Kim"),
        turn("Lee", 5, 6, words="Lee’s own"),
    )
    made = import_meeting(visit.journal, talk(*spans), person_id=visit.sam)
    with visit.journal.act() as act:
        kim = next(m.id for m in act.all(Member, person_id=visit.sam) if m.name == "Kim")
        (stay,) = act.all(Attendance, meeting_id=made.meeting_id, attendee_id=kim)
        act.change(Attendance, stay.id, words_left_out=True)
    annotation, left_out = annotations.annotation_of(visit.journal, made.meeting_id)
    assert [span.words for span in annotation.spans] == ["", "", "Lee’s own"]
    assert left_out == ("The words of those who asked for it are left out.",)


@pytest.mark.parametrize("choice", ["totals", "discard"])
def test_a_log_that_the_room_did_not_keep_is_never_exported(visit: Visit, choice: str):
    made = import_meeting(visit.journal, talk(turn("A", 1, 3)), person_id=visit.sam)
    with visit.journal.act() as act:
        act.change(Meeting, made.meeting_id, log_choice=choice)
    with pytest.raises(NotAllowed, match="chose not to keep"):
        annotations.annotation_of(visit.journal, made.meeting_id)


def test_a_log_of_which_the_room_has_not_chosen_yet_is_never_exported(visit: Visit):
    visit.begin().everybody_agrees()
    with pytest.raises(NotAllowed, match="has not chosen yet"):
        annotations.annotation_of(visit.journal, visit.meeting_id)


def test_without_names_there_are_letters_in_the_order_in_which_people_are_heard_and_no_date(visit: Visit):
    (practitioner, *_) = people.practitioners(visit.journal)
    spans = (
        turn("Kim", 0, 3, words="one", topic="The nights", addressed_to="Lee"),
        turn(practitioner.name, 3, 4, answers="Kim"),
        turn("Sam Okafor", 4, 5, voice_of="Gran"),
        turn("Lee", 5, 6),
    )
    made = import_meeting(visit.journal, talk(*spans), person_id=visit.sam)
    log, left_out = annotations.annotation_of(visit.journal, made.meeting_id, names=False, words=False)
    assert [span.speaker for span in log.spans] == ["N1", "P1", "Person", "N2"]
    assert [span.addressed_to for span in log.spans] == ["N2", "", "", ""]
    assert (log.spans[1].answers, log.spans[2].voice_of) == ("N1", "N3")
    assert not any(span.words or span.topic for span in log.spans)
    assert (log.name, log.began, left_out) == ("meeting", None, ())


def test_names_of_a_file_are_whoever_people_said(visit: Visit):
    (practitioner, *_) = people.practitioners(visit.journal)
    who: dict[str, EntityId | Voice] = {
        "A": visit.sam,
        "B": practitioner.id,
        "Aunt May": Voice.NEW,
        "C": Voice.NAMELESS,
    }
    spans = (turn("A", 0, 1), turn("B", 1, 2), turn("Aunt May", 2, 3), turn("C", 3, 4, answers="C"))
    made = import_meeting(visit.journal, talk(*spans), person_id=visit.sam, told=Told(who=who))
    log = turn_log.log_view(visit.journal, made.meeting_id)
    speakers = [t.speaker.id if t.speaker else None for t in log.turns]
    assert speakers[:2] == [visit.sam, practitioner.id]
    assert speakers[2] != visit.may
    assert (speakers[3], log.turns[3].answers) == (None, None)
    counts = {p.name: p.turns for p in measures.measure_meeting(visit.journal, made.meeting_id).people}
    assert counts == {"Sam Okafor": 1, practitioner.name: 1, "Aunt May": 1}


def test_somebody_of_another_record_is_refused_and_nothing_is_stored(visit: Visit):
    stranger = network.add_member(visit.journal, people.add_person(visit.journal, "Zed"), "Ida")
    with pytest.raises(BadInput, match="not in this record"):
        import_meeting(
            visit.journal, talk(turn("A", 0, 1)), person_id=visit.sam, told=Told(who={"A": stranger})
        )
    assert people.record(visit.journal, visit.sam).meetings == ()


def test_the_person_who_was_not_there_makes_it_a_conversation_with_its_reason(visit: Visit):
    away = Told(person_was_there=False, reason="Sam asked us to")
    made = import_meeting(visit.journal, talk(turn("Joy", 0, 1)), person_id=visit.sam, told=away)
    view = meeting_views.meeting(visit.journal, made.meeting_id)
    assert (view.brief.meeting_kind, view.brief.reason) == ("conversation", "Sam asked us to")
    assert [stay.who.name for stay in view.attendances] == ["Joy"]
    with pytest.raises(NotAllowed, match="network meeting"):
        import_meeting(visit.journal, talk(turn("Sam Okafor", 0, 1)), person_id=visit.sam, told=away)


def test_what_is_taken_out_is_in_no_list_no_search_and_no_figure_and_the_people_stay(visit: Visit):
    before = people.record(visit.journal, visit.sam)
    made = import_meeting(
        visit.journal, talk(turn("Kim", 0, 1, words="aubergines", topic="The garden")), person_id=visit.sam
    )
    assert searching.search(visit.journal, "aubergines")
    take_out(visit.journal, made.meeting_id)
    after = people.record(visit.journal, visit.sam)
    assert after.meetings == before.meetings
    assert after.members == before.members + 1
    assert not searching.search(visit.journal, "aubergines")
    assert not looking_back.can_look_back(visit.journal, made.meeting_id)
    assert audit.look_through(visit.journal).ok
    with pytest.raises(NotAllowed):
        take_out(visit.journal, made.meeting_id)


@pytest.mark.parametrize("kind", ["live", "partial"])
def test_what_came_from_a_file_is_taken_out_however_its_log_was_marked_since(visit: Visit, kind: str):
    made = import_meeting(visit.journal, talk(turn("Kim", 0, 1)), person_id=visit.sam)
    TurnRepairs(visit.journal, made.meeting_id).mark(kind)
    assert can_be_taken_out(visit.journal, made.meeting_id)
    take_out(visit.journal, made.meeting_id)
    assert not can_be_taken_out(visit.journal, made.meeting_id)


def test_a_meeting_without_a_log_is_not_from_a_file(visit: Visit):
    visit.begin().close()
    with pytest.raises(NotAllowed, match="held with the program"):
        take_out(visit.journal, visit.meeting_id)


def test_a_meeting_that_was_held_is_never_taken_out_even_where_its_log_was_reconstructed(visit: Visit):
    visit.begin().everybody_agrees()
    meetings.close_meeting(visit.journal, visit.meeting_id, "keep")
    with visit.journal.act() as act:
        act.change(Meeting, visit.meeting_id, log_kind="reconstructed")
    with pytest.raises(NotAllowed, match="held with the program"):
        take_out(visit.journal, visit.meeting_id)


def test_a_name_that_two_people_have_is_nobodys_until_somebody_says_whose(visit: Visit):
    other = network.add_member(visit.journal, visit.sam, "Aunt May")
    file = talk(turn("Aunt May", 0, 1), turn("Joy", 1, 2))
    before = people.record(visit.journal, visit.sam)
    with pytest.raises(BadInput, match="2 people of this record and the team are called “Aunt May”"):
        import_meeting(visit.journal, file, person_id=visit.sam)
    assert people.record(visit.journal, visit.sam) == before
    told = Told(who={"Aunt May": visit.may})
    made = import_meeting(visit.journal, file, person_id=visit.sam, told=told)
    assert speakers(visit, made.meeting_id) == [visit.may, visit.joy]
    joining_members.join(visit.journal, visit.may, other)
    made = import_meeting(visit.journal, file, person_id=visit.sam)
    assert len(set(speakers(visit, made.meeting_id))) == 2


def speakers(visit: Visit, meeting_id: EntityId) -> list[EntityId | None]:
    turns = turn_log.log_view(visit.journal, meeting_id).turns
    return [each.speaker.id if each.speaker else None for each in turns]


def test_a_name_that_several_have_is_proposed_as_nobody_of_them(visit: Visit):
    network.add_member(visit.journal, visit.sam, "Joy")
    found = proposed(who_may_be(visit.journal, visit.sam), ["joy", "AUNT MAY", "Kim"])
    assert found == {"joy": Voice.NEW, "AUNT MAY": visit.may, "Kim": Voice.NEW}
