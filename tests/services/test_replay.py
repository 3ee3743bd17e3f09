"""A file played through the live log gives the log that the file describes."""

from pathlib import Path

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.replaying import Step, Way
from pod_desktop.domain.turns import SpanKind
from pod_desktop.outputs.annotations import read_annotation
from pod_desktop.services import annotations, meeting_views, people
from pod_desktop.services.replay import Done, Replay, _Hand
from tests.services.visit import Visit

AMI = ("ES2002a", "EN2001a", "ES2005b", "ES2012d", "IS1000a", "TS3005a")
SECOND = 1_000_000


def turn(speaker: str, start: float, end: float | None, **more: str) -> AnnotatedSpan:
    return AnnotatedSpan(round(start * SECOND), None if end is None else round(end * SECOND), speaker, **more)  # type: ignore[arg-type]  # all of it is text


def state(kind: SpanKind, start: float, end: float) -> AnnotatedSpan:
    return AnnotatedSpan(round(start * SECOND), round(end * SECOND), kind=kind)


def played(visit: Visit, *spans: AnnotatedSpan, person: str = "") -> tuple[tuple[AnnotatedSpan, ...], Replay]:
    replay = Replay(visit.journal, visit.clock, Annotation("talk", spans))
    for _ in replay.begin(people.add_person(visit.journal, person or "Zed")):
        pass
    for _ in replay.taps():
        pass
    replay.close()
    return annotations.annotation_of(visit.journal, replay.meeting_id)[0].spans, replay


def test_one_after_the_other_with_gaps_and_states_comes_out_as_the_file_has_it(visit: Visit):
    spans = (
        turn("Kim", 1, 3, words="“No”", topic="The nights"),
        turn("Lee", 3, 5, topic="The nights"),
        state(SpanKind.SILENCE, 5, 9),
        turn("Kim", 10, 12),
        state(SpanKind.PAUSE, 12, 20),
        turn("Lee", 20, 22),
    )
    found, replay = played(visit, *spans)
    assert found == spans
    assert replay.left_out == ()
    assert [t.words for t in meeting_views.meeting(visit.journal, replay.meeting_id).topics] == ["The nights"]


def test_several_speak_at_once(visit: Visit):
    spans = (turn("Kim", 0, 6), turn("Lee", 2, 4), turn("Mo", 3, 8), turn("Lee", 8, 9))
    found, _replay = played(visit, *spans)
    assert found == spans


def test_turns_are_logged_beside_reflecting(visit: Visit):
    spans = (state(SpanKind.REFLECTING, 0, 10), turn("Kim", 1, 3), turn("Lee", 3, 8), turn("Kim", 10, 11))
    found, _replay = played(visit, *spans)
    assert found == spans


def test_what_a_hand_cannot_tap_is_told(visit: Visit):
    found, replay = played(
        visit, turn("Kim", 0, 3), turn("Kim", 2, 5), turn("Lee", 5, None, answers="Lee"), turn("Mo", 7, 8)
    )
    assert found == (turn("Kim", 0, 5), turn("Lee", 5, 7), turn("Mo", 7, 8))
    assert replay.left_out == (
        "1 turn was marked with its own speaker: that was left out.",
        "1 turn overlapped another of the same speaker, and was logged as one with it.",
    )


def test_turns_of_nobody_named_are_tapped_as_somebodys(visit: Visit):
    spans = (
        turn("", 0, 2, words="Who?"),
        turn("Kim", 2, 6),
        turn("", 3, 4),
        turn("", 6, 8),
        turn("", 8, 9),
        turn("Lee", 9, 10),
    )
    found, replay = played(visit, *spans)
    assert found == spans
    assert replay.left_out == ()


def test_two_of_nobody_named_at_once_are_one_for_a_hand(visit: Visit):
    found, replay = played(visit, turn("", 0, 3), turn("", 2, 5), turn("Kim", 5, 6))
    assert found == (turn("", 0, 5), turn("Kim", 5, 6))
    assert replay.left_out == ("1 turn overlapped another of nobody named, and was logged as one with it.",)


def test_marks_are_tapped_too_of_people_who_are_here_and_of_voices(visit: Visit):
    (practitioner, *_) = people.practitioners(visit.journal)
    spans = (
        turn("Kim", 0, 2, addressed_to="Lee", invited_by="Zed"),
        turn("Lee", 2, 4, answers="Kim", voice_of="Grandad", words="Sit down"),
        turn("", 4, 6, addressed_to=practitioner.name, answers="Grandad"),
    )
    found, replay = played(visit, *spans)
    assert found == spans
    assert replay.tally.marks == 6
    meeting = meeting_views.meeting(visit.journal, replay.meeting_id)
    assert [voice.who.name for voice in meeting.voices] == ["Grandad"]
    assert {stay.who.name for stay in meeting.attendances} == {"Zed", "Kim", "Lee", practitioner.name}


def test_a_tap_that_comes_too_soon_after_the_same_comes_again(visit: Visit):
    found, replay = played(visit, turn("Kim", 0, 5), turn("Lee", 1, 1.1), turn("Mo", 6, 6.1))
    kim, lee, mo = found
    assert (kim, mo) == (turn("Kim", 0, 5), turn("Mo", 6, 6.1))
    assert lee == turn("Lee", 1, 1.301)
    assert replay.tally.put_off == 1


def test_who_begins_and_ends_before_the_next_tap_counts_is_logged_a_little_later(visit: Visit):
    spans = (turn("Kim", 0, 9), turn("Lee", 1, 1.6), turn("Lee", 1.8, 1.85))
    found, replay = played(visit, *spans)
    assert found == (turn("Kim", 0, 9), turn("Lee", 1, 1.6), turn("Lee", 1.901, 2.202))
    assert (replay.tally.put_off, replay.tally.joined, replay.tally.cut) == (3, 0, 0)


def test_nobody_is_lost_who_speaks_in_short_bits_beside_others(visit: Visit):
    bits = [turn("Lee", 1 + n / 4, 1.1 + n / 4) for n in range(8)]
    found, replay = played(visit, turn("Kim", 0, 9), *bits)
    assert found[0] == turn("Kim", 0, 9)
    assert len(found) + replay.tally.joined == 9
    assert {span.speaker for span in found[1:]} == {"Lee"}


def test_the_person_and_practitioners_speak_as_themselves(visit: Visit):
    (practitioner, *_) = people.practitioners(visit.journal)
    _found, replay = played(visit, turn("Zed", 0, 1), turn(practitioner.name, 1, 2), turn("Kim", 2, 3))
    roles = {
        s.who.name: s.who.role for s in meeting_views.meeting(visit.journal, replay.meeting_id).attendances
    }
    assert roles == {"Zed": "person", practitioner.name: "practitioner", "Kim": "member"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(AMI[0], marks=pytest.mark.slow),
        *(pytest.param(n, marks=pytest.mark.thorough) for n in AMI[1:]),
    ],
)
def test_a_real_meeting_is_played_without_losing_a_turn(visit: Visit, pod_test_data: Path, name: str):
    path = pod_test_data / "ami" / f"{name}.rttm"
    if not path.is_file():
        pytest.skip(f"There is no {path}.")
    spans = read_annotation(path).annotation.in_order().spans
    found, replay = played(visit, *spans)
    assert replay.tally.cut == 0
    assert len(found) + replay.tally.joined == len(spans)
    if replay.tally.joined == 0:
        by_speaker = [sorted(each, key=lambda span: span.speaker) for each in (found, spans)]
        for one, other in zip(*by_speaker, strict=True):
            assert one.speaker == other.speaker
            assert 0 <= one.start_us - other.start_us < 2 * 302_000


def test_taps_that_are_put_off_to_one_instant_keep_their_order(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    done: list[int] = []

    def do(_hand: object, step: Step, at_us: int, *_more: object) -> Done:
        done.append(step.at_us)
        return Done.A_SLIP if step.at_us in (10, 11) and at_us < SECOND else Done.NOTHING

    monkeypatch.setattr(_Hand, "do", do)
    monkeypatch.setattr(_Hand, "free_at_us", lambda _hand, _at_us: SECOND)
    bits = [AnnotatedSpan(at, 2 * SECOND, who) for at, who in ((10, "Kim"), (10, "Lee"), (11, "Mo"))]
    monkeypatch.setattr(
        "pod_desktop.services.replay.steps_of",
        lambda _annotation: ([Step(each.start_us, Way.BEGINS, each) for each in bits], ()),
    )
    _found, replay = played(visit, *bits)
    assert replay.tally.put_off == 3
    assert done == [10, 10, 11, 10, 10, 11]
