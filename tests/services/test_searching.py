from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import new_id
from pod_desktop.services import (
    agenda,
    between_meetings,
    care,
    endings,
    invitations,
    joining_members,
    medication,
    meetings,
    network,
    people,
    searching,
    turn_log,
)
from pod_desktop.storage import searching as index
from pod_desktop.storage.check import check
from pod_desktop.storage.database import writing
from pod_desktop.storage.tables import Decision, Turn
from tests.services.laptops import Laptops
from tests.services.visit import Visit


def words(visit: Visit, sought: str, **wanted: object) -> list[str]:
    return [found.words for found in searching.search(visit.journal, sought, **wanted)]  # type: ignore[arg-type]


@pytest.fixture
def said(visit: Visit) -> Visit:
    """A meeting in which something was said of the garden by several, in several ways."""
    visit.begin().everybody_agrees()
    agenda.set_wish(visit.journal, visit.meeting_id, visit.sam, "to talk about the garden")
    topic = agenda.add_topic(visit.journal, visit.meeting_id, "Who waters the Garden?", visit.may)
    visit.clock.advance(minutes=1)
    live = visit.live()
    live.tap(visit.someone(visit.may))
    turn_log.set_words(visit.journal, visit.log.turns[-1].id, "the gardén was his father’s")
    visit.clock.advance(minutes=1)
    visit.decide("May waters it on Tuesdays", topic)
    return visit


def test_words_are_found_wherever_they_were_said_the_newest_first(said: Visit):
    assert words(said, "garden") == [
        "the gardén was his father’s",
        "Who waters the Garden?",
        "to talk about the garden",
    ]
    found = searching.search(said.journal, "gard")
    assert [(each.kind, each.who and each.who.name) for each in found] == [
        ("turn", "Aunt May"),
        ("topic", "Aunt May"),
        ("wish", "Sam Okafor"),
    ]
    assert {each.person for each in found} == {"Sam Okafor"}
    assert {each.meeting_id for each in found} == {said.meeting_id}


def test_all_words_are_wanted_and_a_phrase_as_it_was_said(said: Visit):
    assert words(said, "waters garden") == ["Who waters the Garden?"]
    assert words(said, "“the garden”") == words(said, "garden")
    assert words(said, '"garden the"') == []
    assert words(said, "gard en") == []
    assert words(said, "?!") == words(said, "") == []


def test_by_speaker_by_date_by_kind_and_on_from_the_last(said: Visit):
    assert words(said, "garden", who=said.may) == words(said, "garden")[:2]
    assert words(said, "", who=said.sam) == ["to talk about the garden"]
    later = said.clock.now() + timedelta(days=1)
    assert words(said, "garden", since=later) == []
    assert words(said, "garden", until=later, kinds=["wish"]) == ["to talk about the garden"]
    first = searching.search(said.journal, "garden", at_most=1)
    assert words(said, "garden", before=first[0].no) == words(said, "garden")[1:]


def test_a_beginning_counts_from_three_letters_on_and_fewer_are_a_whole_word(said: Visit):
    agenda.add_topic(said.journal, said.meeting_id, "Jo and the joiner", said.may)
    assert words(said, "jo") == ["Jo and the joiner"]
    agenda.add_topic(said.journal, said.meeting_id, "the joiner", said.may)
    assert words(said, "jo") == ["Jo and the joiner"]
    assert sorted(words(said, "joi")) == ["Jo and the joiner", "the joiner"]
    assert searching.words_found("Jo and the joiner", "jo") == [(0, 2)]


def test_without_words_all_of_a_kind_or_a_time_is_found_and_nothing_where_nothing_is_narrowed(said: Visit):
    words(said, "garden")
    assert words(said, "", kinds=["wish"]) == ["to talk about the garden"]
    assert words(said, "", since=said.clock.now()) == ["May waters it on Tuesdays"]
    everything = searching.search(said.journal, "", until=said.clock.now() + timedelta(days=1))
    assert everything[0].words == "May waters it on Tuesdays"
    assert words(said, "", kinds=["topic"], before=everything[-1].no) == []
    assert words(said, "", before=everything[0].no) == []


def test_only_in_one_record(said: Visit):
    meetings.close_meeting(said.journal, said.meeting_id, "keep")
    other = people.add_person(said.journal, "Lee")
    between_meetings.ask_to_bring(said.journal, other, "the garden gate", None)
    assert words(said, "garden", person_id=other) == ["the garden gate"]
    assert "the garden gate" not in words(said, "garden", person_id=said.sam)
    assert "the garden gate" in words(said, "garden")


def test_changed_words_are_found_and_the_former_are_not(said: Visit):
    words(said, "garden")
    agenda.set_wish(said.journal, said.meeting_id, said.sam, "to talk about the moorhens")
    assert words(said, "moorhens") == ["to talk about the moorhens"]
    assert "to talk about the garden" not in words(said, "garden")


def test_what_was_struck_out_is_not_found(said: Visit):
    words(said, "garden")
    topic = said.view.topics[0].id
    agenda.strike_topic(said.journal, topic, "a slip")
    assert "Who waters the Garden?" not in words(said, "garden")


def test_somebodys_words_are_found_under_either_of_their_joined_cards(said: Visit):
    twin = network.add_member(said.journal, said.sam, "May")
    joining_members.join(said.journal, said.may, twin)
    assert len(words(said, "garden", who=twin)) == 2
    assert {f.who.id for f in searching.search(said.journal, "garden", who=twin) if f.who} == {twin}


def test_discarded_turns_leave_no_word_in_the_index(said: Visit):
    words(said, "father")
    meetings.close_meeting(said.journal, said.meeting_id, "discard")
    endings.carry_out_now(said.journal, said.meeting_id)
    assert words(said, "father") == []
    with said.journal.read() as reading:
        pages = (
            reading.session.connection().exec_driver_sql("SELECT block FROM said_words_data").scalars().all()
        )
        assert not any(b"father" in page for page in pages)
        assert any(b"garden" in page for page in pages)


def test_the_persons_word_on_inviting_is_in_no_index(said: Visit):
    invitations.person_said_no(said.journal, said.may)
    words(said, "garden")
    with said.journal.read() as reading:
        kinds = reading.session.connection().exec_driver_sql("SELECT DISTINCT kind FROM said").scalars().all()
    assert "member" not in kinds
    assert "invitee" not in kinds


def test_what_waits_and_care_are_found(visit: Visit):
    now = visit.clock.now()
    between_meetings.happened_outside(
        visit.journal, visit.sam, "an ambulance came", now, why="a fall on the stairs"
    )
    medication.note(visit.journal, visit.sam, "stopped", "no olanzapine any more", date(2026, 11, 20))
    care.end_episode(visit.journal, visit.sam, "Sam moves to Leeds")
    assert words(visit, "stairs") == ["an ambulance came\na fall on the stairs"]
    assert words(visit, "olanzapine") == ["no olanzapine any more"]
    assert words(visit, "leeds") == ["Sam moves to Leeds"]


def test_making_all_rows_anew_gives_the_same_index(said: Visit):
    before = words(said, "garden")
    assert check(said.journal).ok
    assert words(said, "garden") == before


def test_a_time_that_no_clock_has_breaks_nothing(said: Visit):
    with said.journal.act() as act:
        turn = act.all(Turn, meeting_id=said.meeting_id)[0]
        act.change(Turn, turn.id, began=turn.began.replace(year=9990))
    assert words(said, "father") == ["the gardén was his father’s"]
    with said.journal.act() as act:
        act.change(Turn, turn.id, began=turn.began.replace(year=1066))
    assert words(said, "father") == ["the gardén was his father’s"]


def test_thousands_wait_and_are_entered_in_parts(visit: Visit):
    visit.begin()
    for number in range(30):
        agenda.add_topic(visit.journal, visit.meeting_id, f"moorhen {number}", visit.sam)
    with writing(visit.journal.engine) as connection:
        assert index.enter_waiting(connection, 20) == 20
        assert index.is_waiting(connection)
        assert index.enter_waiting(connection, 20) == 10
        assert not index.is_waiting(connection)
    assert len(words(visit, "moorhen")) == 30


@given(st.text(max_size=30))
def test_whatever_is_typed_is_looked_for_and_never_obeyed(typed: str):
    asked = index.expression(typed)
    assert asked == "" or asked.startswith('words : "')
    assert asked.count('"') % 2 == 0


@pytest.mark.parametrize(
    "typed", ['a" OR words : "b', "NEAR(a b)", "-garden", "garden*", "a AND b", "who : s00", "'; --"]
)
def test_signs_mean_nothing(said: Visit, typed: str):
    assert words(said, typed) in ([], words(said, "garden"))


def test_where_it_stands_in_the_words():
    assert searching.words_found("The Gardén, the garden gate", "garden") == [(4, 10), (16, 22)]
    assert searching.words_found("gardener", "garden") == [(0, 6)]
    assert searching.words_found("gardener", "garden x") == []
    assert searching.words_found("ﬁne garden", '"fine garden"') == [(0, 10)]


def test_words_of_another_laptop_are_found_whatever_came_first(tmp_path: Path, clock: ManualClock):
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        first = laptops.first.begin()
        agenda.set_wish(first.journal, first.meeting_id, first.sam, "to see the moorhens")
        for each in reversed(laptops.ana.arrivals()):
            laptops.ben.journal.take_in([each])
        (found,) = searching.search(laptops.ben.journal, "moorhen", person_id=first.sam)
        assert (found.words, found.when) == ("to see the moorhens", first.view.brief.began)


def test_what_waits_for_its_meeting_takes_no_place_of_others(visit: Visit):
    for number in range(6):
        between_meetings.ask_to_bring(visit.journal, visit.sam, f"moorhen {number}", None)
        visit.clock.advance(minutes=1)
        with visit.journal.act() as act:
            act.create(Decision, meeting_id=new_id(), words="a moorhen elsewhere", made=visit.clock.now())
        visit.clock.advance(minutes=1)
    first = searching.search(visit.journal, "moorhen", at_most=4)
    rest = searching.search(visit.journal, "moorhen", at_most=4, before=first[-1].no)
    assert [each.words for each in (*first, *rest)] == [f"moorhen {number}" for number in range(5, -1, -1)]
    assert len(first) == 4
