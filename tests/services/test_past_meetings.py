from typing import Any

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import annotations, measures, meeting_views, people, turn_log
from pod_desktop.services.past_meetings import import_meeting
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
