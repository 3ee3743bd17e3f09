"""What laptops said differently, as people see it and settle it. Nothing goes without somebody's choice.

A little over 500 lines, since all of it is played on the same three laptops, made at the top.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pod_desktop.domain.differences import Difference, StruckUnseen, ToSettle
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.roster import Absence
from pod_desktop.errors import NotAllowed
from pod_desktop.services import (
    agenda,
    conflict_words,
    conflicts,
    invitations,
    meetings,
    network,
    people,
    planning,
    purging,
    roster,
    turn_log,
)
from pod_desktop.services.conflicts import SettledElsewhere
from pod_desktop.services.laptops import laptop_name
from pod_desktop.services.shown import is_hidden, shown
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS, columns_of
from pod_desktop.storage.tables import Invitee, Member, Practitioner, Tie, Turn
from tests.services.laptops import Laptop, Laptops


def on_both(laptops: Laptops, act: Callable[[Journal, str], object], ana: str, ben: str) -> None:
    """Ana's laptop and then Ben's store something without knowing of each other; then everybody hears."""
    act(laptops.ana.journal, ana)
    laptops.first.clock.advance(minutes=1)
    act(laptops.ben.journal, ben)
    laptops.hear()


def both_say(laptops: Laptops, ana: str, ben: str, field: str = "contact") -> None:
    def change(journal: Journal, words: str) -> None:
        said: dict[str, Any] = {field: words}
        network.change_member(journal, laptops.first.may, **said)

    on_both(laptops, change, ana, ben)


def listed(laptop: Laptop) -> ToSettle:
    return conflicts.to_settle(laptop.journal)


def only(laptop: Laptop) -> Difference:
    (difference,) = listed(laptop).differences
    return difference


def back(laptop: Laptop) -> StruckUnseen:
    (struck,) = listed(laptop).came_back
    return struck


def may_at(laptop: Laptop, laptops: Laptops) -> Member:
    with laptop.journal.read() as reading:
        return reading.get(Member, laptops.first.may)


def struck_and_changed(laptops: Laptops) -> None:
    network.strike_member(laptops.ana.journal, laptops.first.may, "moved away")
    network.change_member(laptops.ben.journal, laptops.first.may, contact="01392 1")
    laptops.hear()


def test_a_difference_tells_in_words_where_it_belongs_and_who_said_what_where_and_when(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    for laptop, names in (
        (laptops.ana, ["this laptop", "another laptop"]),
        (laptops.ben, ["another laptop", "this laptop"]),
    ):
        difference = only(laptop)
        assert difference.belongs_to == "Sam Okafor’s map: Aunt May"
        assert difference.what == "How to reach them"
        assert difference.person_id == laptops.first.sam
        first, second = difference.alternatives
        assert (first.words, second.words) == ("01392 1", "01392 2")
        said = [*first.said_by, *second.said_by]
        assert [(each.who, each.laptop) for each in said] == list(
            zip(["Ana Reyes", "Ben Cole"], names, strict=True)
        )
        assert said[1].when - said[0].when == timedelta(minutes=1)
        assert (first.is_shown, second.is_shown) == (False, True)


def test_what_belongs_to_a_meeting_says_of_which_day(laptops: Laptops):
    laptops.first.begin()
    topic = laptops.first.topic("the flat")
    laptops.hear()
    on_both(
        laptops, lambda j, w: agenda.reword_topic(j, topic, w), "the flat’s heating", "the flat and the cat"
    )
    assert only(laptops.cem).belongs_to == "Sam Okafor’s meeting of 20 November 2026: a topic"


def test_values_are_read_as_people_say_them(laptops: Laptops):
    visit = laptops.first
    both_say(laptops, "yes", "no", "knows")
    both_say(laptops, "family", "friends", "sector")
    meeting = planning.plan_meeting(visit.journal, visit.sam, planned=visit.clock.now() + timedelta(days=1))
    laptops.hear()

    def plan(journal: Journal, place_chosen_by: str) -> None:
        days = 2 if place_chosen_by == "service" else 3
        planning.change_plan(
            journal,
            meeting,
            planned=visit.clock.now() + timedelta(days=days),
            zone="Europe/London",
            place="",
            place_chosen_by=place_chosen_by,
            invited=(),
        )

    on_both(laptops, plan, "service", "person")
    on_both(laptops, lambda j, w: number_them(j, visit.sam, w), "999 000 0018", "999 000 0026")
    words = {each.what: [a.words for a in each.alternatives] for each in listed(laptops.cem).differences}
    assert words == {
        "Do they know about this?": ["yes", "no"],
        "The part of the map": ["family", "friends and neighbours"],
        "Who chose the place": ["the service", "the person"],
        "When it is planned for": ["Sunday 22 November 2026 at 10:02", "Monday 23 November 2026 at 10:03"],
        "The NHS number": ["999 000 0018", "999 000 0026"],
    }


def number_them(journal: Journal, person: EntityId, number: str) -> None:
    people.change_person(journal, person, name="Sam Okafor", nhs=number)


def test_which_way_a_tie_goes_is_told_in_names(laptops: Laptops):
    tie = network.tie(laptops.ana.journal, laptops.first.sam, laptops.first.may, laptops.first.joy)
    laptops.hear()

    def only_from(journal: Journal, one: str) -> None:
        (shown,) = network.network_map(journal, laptops.first.sam).ties
        network.change_tie(journal, tie, direction="a_to_b" if shown.a_id == one else "b_to_a")

    on_both(laptops, only_from, laptops.first.may, laptops.first.joy)
    told = {each.words for each in only(laptops.ana).alternatives}
    assert told == {"only from Aunt May to Joy", "only from Joy to Aunt May"}
    assert conflict_words.way_words("", "Aunt May", "Joy") == "both ways"


def test_a_place_on_the_map_is_one_difference_and_is_settled_as_one(laptops: Laptops):
    may = laptops.first.may
    laptops.first.clock.advance(minutes=1)
    network.place_member(laptops.ana.journal, may, 30.0, 0.2, sector="family")
    network.place_member(laptops.ben.journal, may, 100.0, 0.9, sector="relatives")
    laptops.hear()
    difference = only(laptops.cem)
    assert difference.what == "The place on the map"
    assert sorted(a.words for a in difference.alternatives) == [
        "family, the inner ring, towards 1 o’clock",
        "relatives, the outer ring, towards 3 o’clock",
    ]
    near = next(a for a in difference.alternatives if "inner" in a.words)
    conflicts.settle(laptops.cem.journal, difference, near)
    laptops.agree()
    for laptop in laptops.all:
        row = may_at(laptop, laptops)
        assert (row.angle, row.distance, row.sector) == (30.0, 0.2, "family")
        assert listed(laptop).count == 0


@pytest.mark.parametrize("chosen", [0, 1])
def test_place_and_part_of_the_map_are_one_difference_and_never_mixed(laptops: Laptops, chosen: int):
    may = laptops.first.may  # among the relatives
    network.place_member(laptops.ana.journal, may, 100.0, 0.9, sector="relatives")
    laptops.first.clock.advance(minutes=1)
    network.place_member(laptops.ben.journal, may, 170.0, 0.2, sector="friends")
    laptops.hear()  # the part is another one only on Ben's laptop, so only his says it
    difference = only(laptops.cem)
    assert [a.words for a in difference.alternatives] == [
        "relatives, the outer ring, towards 3 o’clock",
        "friends and neighbours, the inner ring, towards 6 o’clock",
    ]
    assert [a.is_shown for a in difference.alternatives] == [False, True]
    conflicts.settle(laptops.cem.journal, difference, difference.alternatives[chosen])
    laptops.agree()
    for laptop in laptops.all:
        row = may_at(laptop, laptops)
        assert (row.angle, row.sector) == [(100.0, "relatives"), (170.0, "friends")][chosen]
        assert listed(laptop).count == 0


def test_the_part_of_the_map_that_was_chosen_near_a_border_is_kept_with_its_place(laptops: Laptops):
    may = laptops.first.may
    network.place_member(laptops.ana.journal, may, 70.0, 0.9, sector="friends")
    laptops.first.clock.advance(minutes=1)
    network.place_member(laptops.ben.journal, may, 73.0, 0.2, sector="family")
    laptops.hear()
    difference = only(laptops.cem)
    assert [a.values[2] for a in difference.alternatives] == ["friends", "family"]


def test_the_part_of_the_map_alone_differs_as_that(laptops: Laptops):
    network.place_member(laptops.ana.journal, laptops.first.may, 100.0, 0.9)
    laptops.hear()
    both_say(laptops, "family", "friends", "sector")
    difference = only(laptops.cem)
    assert (difference.what, difference.fields) == ("The part of the map", ("sector",))


def test_two_places_that_read_the_same_are_told_apart(laptops: Laptops):
    may = laptops.first.may
    network.place_member(laptops.ana.journal, may, 30.0, 0.2)
    network.place_member(laptops.ben.journal, may, 31.0, 0.21)
    laptops.hear()
    one, other = only(laptops.cem).alternatives
    assert one.words != other.words


@pytest.mark.parametrize("chosen", [0, 1])
def test_one_of_the_two_is_kept_on_every_laptop_by_an_explicit_choice(laptops: Laptops, chosen: int):
    both_say(laptops, "01392 1", "01392 2")
    difference = only(laptops.cem)
    conflicts.settle(laptops.cem.journal, difference, difference.alternatives[chosen])
    laptops.agree()
    for laptop in laptops.all:
        assert may_at(laptop, laptops).contact == ("01392 1", "01392 2")[chosen]
        assert listed(laptop).count == 0


def test_both_words_are_kept_as_they_were_said_the_first_said_first(laptops: Laptops):
    both_say(laptops, "  ring the\nbell ", "not before ten")
    difference = only(laptops.ben)
    assert difference.both == "ring the\nbell\nnot before ten"
    conflicts.keep_both(laptops.ben.journal, difference)
    laptops.agree()
    assert {may_at(laptop, laptops).contact for laptop in laptops.all} == {difference.both}
    assert {listed(laptop).count for laptop in laptops.all} == {0}


@pytest.mark.parametrize("field", ["turn", "wish"])
def test_two_versions_of_somebodys_own_words_are_kept_as_two_with_who_wrote_which(
    laptops: Laptops, field: str
):
    visit = laptops.first.begin()
    if field == "turn":
        with visit.everybody_agrees().journal.act() as act:
            turn = act.create(
                Turn, meeting_id=visit.meeting_id, speaker_id=visit.may, began=visit.clock.now(), words=""
            ).id
        laptops.hear(logs_too=True)
        on_both(laptops, lambda j, w: turn_log.set_words(j, turn, w), "I slept", "I slept a bit")
        laptops.hear(logs_too=True)
    else:
        agenda.set_wish(visit.journal, visit.meeting_id, visit.sam, "to sleep")
        laptops.hear()
        meetings.take_in_hand(laptops.ben.journal, visit.meeting_id)
        on_both(
            laptops,
            lambda j, w: agenda.set_wish(j, visit.meeting_id, visit.sam, w),
            "I slept",
            "I slept a bit",
        )
    difference = only(laptops.ana)
    assert difference.is_spoken
    assert difference.both == (
        "[as Ana Reyes wrote it down:] I slept\n[as Ben Cole wrote it down:] I slept a bit"
    )


def test_a_third_version_of_somebodys_words_is_added_to_two_that_were_kept(laptops: Laptops):
    both_say(laptops, "my aunt", "auntie", "words")
    kept = only(laptops.ana)
    network.change_member(
        laptops.cem.journal, laptops.first.may, seen={"words": kept.seen["words"]}, words="Mum’s sister"
    )
    conflicts.keep_both(laptops.ana.journal, kept)
    laptops.hear()
    assert sorted(only(laptops.ben).both.split("\n")) == [
        "[as Ana Reyes wrote it down:] my aunt",
        "[as Ben Cole wrote it down:] auntie",
        "[as Cem Acar wrote it down:] Mum’s sister",
    ]


@pytest.mark.parametrize(
    "ben",
    [
        "[as before, she waits] I will go",
        "[as Ana Reyes wrote it down:] I agree",
        "I sleep\n[as Ana Reyes wrote it down:] I agree",
        "[as Ana Reyes wrote it down:] I agree\nto the ward",
        "I sleep\u2028[as Ana Reyes wrote it down:] I agree",
    ],
)
def test_every_line_says_who_wrote_it_down_whatever_it_begins_with(laptops: Laptops, ben: str):
    both_say(laptops, "no", ben, "words")
    by_ben = "".join(f"[as Ben Cole wrote it down:] {line}" for line in ben.splitlines(keepends=True))
    assert only(laptops.cem).both == f"[as Ana Reyes wrote it down:] no\n{by_ben}"


def test_words_of_several_lines_of_which_both_were_kept_are_not_marked_twice(laptops: Laptops):
    both_say(laptops, "my aunt,\n\nthe quiet one", "auntie", "words")
    kept = only(laptops.ana)
    network.change_member(
        laptops.cem.journal, laptops.first.may, seen={"words": kept.seen["words"]}, words="Mum’s sister"
    )
    conflicts.keep_both(laptops.ana.journal, kept)
    laptops.hear()
    assert sorted(filter(None, only(laptops.ben).both.split("\n"))) == [
        "[as Ana Reyes wrote it down:] my aunt,",
        "[as Ana Reyes wrote it down:] the quiet one",
        "[as Ben Cole wrote it down:] auntie",
        "[as Cem Acar wrote it down:] Mum’s sister",
    ]


def test_two_laptops_that_both_keep_both_words_agree(laptops: Laptops):
    both_say(laptops, "a bell", "a knock")
    for laptop in (laptops.ana, laptops.ben):
        conflicts.keep_both(laptop.journal, only(laptop))
    laptops.agree()
    assert {listed(laptop).count for laptop in laptops.all} == {0}


@pytest.mark.parametrize(("field", "ana", "ben"), [("name", "May", "Auntie"), ("knows", "yes", "no")])
def test_of_names_and_answers_only_one_can_be_kept(laptops: Laptops, field: str, ana: str, ben: str):
    both_say(laptops, ana, ben, field)
    difference = only(laptops.cem)
    assert difference.both == ""
    with pytest.raises(NotAllowed):
        conflicts.keep_both(laptops.cem.journal, difference)
    assert listed(laptops.cem).count == 1


def test_what_arrives_behind_the_open_page_remains_a_conflict(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    shown = only(laptops.ana)
    # Cem had seen nothing of the two yet when he wrote.
    network.change_member(
        laptops.cem.journal, laptops.first.may, seen={"contact": shown.seen["contact"][:1]}, contact="01392 3"
    )
    laptops.ana.hears(laptops.cem)
    one = next(each for each in shown.alternatives if each.words == "01392 1")
    conflicts.settle(laptops.ana.journal, shown, one)
    laptops.agree()
    for laptop in laptops.all:
        assert sorted(a.words for a in only(laptop).alternatives) == ["01392 1", "01392 3"]


@pytest.mark.parametrize("how", ["settled", "struck", "purged"])
def test_what_was_settled_elsewhere_meanwhile_is_said_and_nothing_is_changed(laptops: Laptops, how: str):
    both_say(laptops, "01392 1", "01392 2")
    shown = only(laptops.ana)
    if how == "settled":
        there = only(laptops.ben)
        conflicts.settle(laptops.ben.journal, there, there.alternatives[0])
    else:
        network.strike_member(laptops.ben.journal, laptops.first.may, "moved away")
    laptops.hear()
    if how == "purged":
        purging.purge_record(laptops.ana.journal, laptops.first.sam, is_filed=True)
        assert listed(laptops.ana).count == 0
    with pytest.raises(SettledElsewhere, match=r"^This .*\.$"):
        conflicts.settle(laptops.ana.journal, shown, shown.alternatives[1])
    if how != "purged":
        laptops.agree()
    assert listed(laptops.ben).count == 0


def test_two_laptops_that_settle_differently_make_a_difference_again(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    for chosen, laptop in enumerate((laptops.ana, laptops.ben)):
        there = only(laptop)
        conflicts.settle(laptop.journal, there, there.alternatives[chosen])
    laptops.agree()
    assert len(only(laptops.cem).alternatives) == 2


def test_looking_at_a_difference_settles_nothing(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    for laptop in laptops.all:
        for _ in range(2):
            assert listed(laptop).count == 1
    laptops.agree()
    assert listed(laptops.ana).count == 1


def test_an_alternative_of_another_difference_is_refused(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    both_say(laptops, "my aunt", "auntie", "words")
    one, other = listed(laptops.ana).differences
    with pytest.raises(ValueError, match="another"):
        conflicts.settle(laptops.ana.journal, one, other.alternatives[0])


def test_a_record_lists_only_its_own_differences(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    jo = people.add_person(laptops.ana.journal, "Jo")
    assert conflicts.to_settle(laptops.ana.journal, jo) == ToSettle()
    assert conflicts.to_settle(laptops.ana.journal, laptops.first.sam).count == 1


def test_the_teams_own_differences_have_no_person(laptops: Laptops):
    ben = laptops.ben.practitioner
    on_both(
        laptops,
        lambda j, w: people.change_practitioner(j, ben, name="Ben Cole", profession=w, peer=False),
        "nurse",
        "peer worker",
    )
    difference = only(laptops.cem)
    assert (difference.belongs_to, difference.person_id) == ("The team: Ben Cole", None)
    assert difference.what == "The profession"


def decided_differently(laptops: Laptops) -> None:
    laptops.begin_together()
    decision = laptops.first.decide("Sam rests")
    laptops.hear()
    for laptop, words in ((laptops.ana, "Sam rests at home"), (laptops.ben, "Sam rests at May’s")):
        laptop.clock.advance(minutes=1)
        with laptop.journal.act() as act:
            act.change(KINDS["decision"], decision, words=words)
    laptops.hear()


def test_what_was_decided_is_settled_only_in_an_open_meeting_with_the_person_there(laptops: Laptops):
    decided_differently(laptops)
    difference = only(laptops.cem)  # who is not in the room
    assert "It is settled in a meeting, with Sam Okafor there" in difference.waits
    with pytest.raises(NotAllowed, match="is the room’s"):
        conflicts.settle(laptops.cem.journal, difference, difference.alternatives[0])
    with pytest.raises(NotAllowed, match="is the room’s"):
        conflicts.keep_both(laptops.cem.journal, difference)
    ana = laptops.first
    meetings.leave(ana.journal, ana.meeting_id, ana.sam)
    assert only(laptops.ana).waits
    meetings.arrive(ana.journal, ana.meeting_id, ana.sam)
    difference = only(laptops.ana)
    assert difference.waits == ""
    assert "read both aloud" in difference.advice
    conflicts.settle(ana.journal, difference, difference.alternatives[0])
    assert ana.view.decisions[0].words == "Sam rests at home"


def test_what_was_decided_differently_is_on_the_next_agenda_with_all_words_until_it_is_taken_up(
    laptops: Laptops,
):
    decided_differently(laptops)
    laptops.first.close()
    (decision,) = laptops.first.view.decisions
    assert {decision.words, *decision.also} == {"Sam rests at home", "Sam rests at May’s"}
    again = replace(laptops.first).begin()
    (offered,) = again.view.offered
    assert offered.differs == {"words"}
    agenda.bring_forward(again.journal, again.meeting_id, offered.id)
    assert [topic.words for topic in again.view.topics] == ["Sam rests at home\nSam rests at May’s"]
    assert again.view.offered == ()
    difference = only(laptops.ana)
    conflicts.settle(laptops.ana.journal, difference, difference.alternatives[1])
    assert listed(laptops.ana).count == 0
    laptops.hear()
    assert listed(laptops.cem).count == 0


# --- what came back ---------------------------------------------------------------------------------------


def test_what_was_struck_out_unseen_is_told_with_the_reason(laptops: Laptops):
    struck_and_changed(laptops)
    struck = back(laptops.cem)
    assert struck.belongs_to == "Sam Okafor’s map: Aunt May"
    assert struck.reasons == ("moved away",)
    assert [(each.who, each.laptop) for each in struck.struck_by] == [("Ana Reyes", "another laptop")]


@pytest.mark.parametrize("how", ["kept", "struck"])
def test_what_came_back_is_kept_or_struck_out_again_everywhere(laptops: Laptops, how: str):
    struck_and_changed(laptops)
    act = conflicts.keep if how == "kept" else conflicts.strike_again
    act(laptops.cem.journal, back(laptops.cem))
    laptops.agree()
    for laptop in laptops.all:
        assert listed(laptop).count == 0
        there = [member.name for member in network.network_map(laptop.journal, laptops.first.sam).members]
        assert ("Aunt May" in there) == (how == "kept")


def test_what_comes_behind_the_open_page_brings_it_back_once_more(laptops: Laptops):
    struck_and_changed(laptops)
    shown = back(laptops.ana)
    network.change_member(laptops.ben.journal, laptops.first.may, contact="01392 9")
    laptops.hear()
    conflicts.strike_again(laptops.ana.journal, shown)
    laptops.agree()
    assert back(laptops.cem).reasons == ("moved away",)
    assert not may_at(laptops.cem, laptops).struck


@pytest.mark.parametrize("act", [conflicts.keep, conflicts.strike_again])
def test_what_came_back_and_was_settled_elsewhere_is_said(
    laptops: Laptops, act: Callable[[Journal, StruckUnseen], None]
):
    struck_and_changed(laptops)
    shown = back(laptops.ana)
    conflicts.keep(laptops.ben.journal, back(laptops.ben))
    laptops.hear()
    with pytest.raises(SettledElsewhere):
        act(laptops.ana.journal, shown)
    assert not may_at(laptops.ana, laptops).struck


# --- the private exclusion --------------------------------------------------------------------------------


def test_the_persons_yes_on_one_laptop_and_its_taking_back_on_another_is_listed_nowhere(laptops: Laptops):
    visit = laptops.first
    invitations.person_said_yes(visit.journal, visit.joy)
    laptops.hear()
    invitations.take_yes_back(laptops.ana.journal, visit.joy)
    laptops.first.clock.advance(minutes=1)
    invitations.person_said_yes(laptops.ben.journal, visit.joy)
    invitations.record_asked(laptops.ben.journal, visit.joy, visit.sam)
    laptops.hear()
    for laptop in laptops.all:
        assert listed(laptop) == ToSettle()
        joy, may = (network.member(laptop.journal, who) for who in (visit.joy, visit.may))
        assert (joy.invite_yes, joy.asked_by, joy.answer) == (may.invite_yes, may.asked_by, may.answer)


@pytest.mark.parametrize("words", [(False, True), (None, False)])
def test_a_no_is_never_listed_and_never_marked(laptops: Laptops, words: tuple[bool | None, bool]):
    joy = laptops.first.joy
    for laptop, yes in zip((laptops.ana, laptops.ben), words, strict=True):
        with laptop.journal.act() as act:
            act.change(Member, joy, invite_yes=yes, invite_said=laptops.first.clock.now(), answer="no")
    laptops.hear()
    for laptop in laptops.all:
        assert listed(laptop) == ToSettle()
        with laptop.journal.read() as reading:
            assert shown(reading, Member, [joy])[joy].differs == frozenset()


def test_no_field_about_inviting_is_listed_even_without_its_rule(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
):
    columns = columns_of(Member)
    monkeypatch.setattr(columns, "_rules", {})
    for laptop, yes in ((laptops.ana, True), (laptops.ben, False)):
        laptops.first.clock.advance(minutes=1)
        now = laptops.first.clock.now()
        with laptop.journal.act() as act:
            act.change(
                Member,
                laptops.first.joy,
                invite_idea=now,
                invite_yes=yes,
                invite_said=now,
                asked_by_id=laptop.practitioner,
                asked=now,
                answer="yes" if yes else "no",
                answered=now,
            )
    laptops.hear()
    with laptops.cem.journal.read() as reading:
        assert {each.name for each in reading.conflicts()} >= {"invite_yes", "answer"}
        joy = laptops.first.joy
        assert shown(reading, Member, [joy])[joy].differs == frozenset()
    assert listed(laptops.cem) == ToSettle()


def test_an_invitation_that_came_back_is_listed_only_under_the_persons_yes(laptops: Laptops):
    visit = laptops.first
    invitations.person_said_yes(visit.journal, visit.may)
    planning.plan_meeting(visit.journal, visit.sam, invited=[visit.may])
    laptops.hear()
    with laptops.ana.journal.act() as act:
        invitee = act.all(Invitee)[0].id
        act.strike(Invitee, invitee, "not invited to this meeting")
    laptops.hear()
    with laptops.ben.journal.act() as act:
        act.restore(Invitee, invitee)
    with laptops.ana.journal.act() as act:
        act.strike(Invitee, invitee, "not invited to this meeting")
    laptops.hear()
    shown = back(laptops.cem)
    assert shown.belongs_to == "Sam Okafor’s meeting without a time yet: an invitation, Aunt May"
    with laptops.ana.journal.act() as act:  # the word alone, as it comes from another laptop
        act.change(Member, visit.may, invite_yes=False, invite_said=visit.clock.now())
    laptops.hear()
    assert listed(laptops.cem) == ToSettle()
    with pytest.raises(NotAllowed) as refused:
        conflicts.keep(laptops.cem.journal, shown)
    with pytest.raises(NotAllowed) as not_asked:
        invitations.record_asked(laptops.cem.journal, visit.joy, visit.sam)
    assert str(refused.value) == str(not_asked.value)


# --- marks and words --------------------------------------------------------------------------------------


def test_what_differs_of_a_thing_is_told_for_its_mark(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    may = laptops.first.may
    with laptops.cem.journal.read() as reading:
        assert shown(reading, Member, [may])[may].differs == {"contact"}
        joy = laptops.first.joy
        assert shown(reading, Member, [joy])[joy].differs == frozenset()


def test_equal_words_from_two_laptops_differ_in_nothing(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 1")
    may = laptops.first.may
    with laptops.cem.journal.read() as reading:
        assert len(reading.seen(Member, may)["contact"]) == 2
        assert shown(reading, Member, [may])[may].differs == frozenset()
    assert listed(laptops.cem) == ToSettle()


def test_every_field_that_can_differ_is_called_something():
    missing = [
        (kind, name)
        for kind, table in KINDS.items()
        for wire, name in columns_of(table).names.items()
        if not columns_of(table).has_rule(wire)
        and not is_hidden(table, name)
        and name not in conflict_words._CALLED.get(kind, {})
    ]
    assert missing == []


def test_somebody_and_a_tie_are_named(laptops: Laptops):
    visit = laptops.first
    tie = network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    laptops.hear()
    on_both(laptops, lambda j, w: network.change_tie(j, tie, known=w, words=""), "no", "not_known")
    assert only(laptops.cem).belongs_to in {
        "Sam Okafor’s map: Aunt May and Joy",
        "Sam Okafor’s map: Joy and Aunt May",
    }
    with laptops.cem.journal.read() as reading:
        assert reading.get(Tie, tie).known == "not_known"


def test_this_laptop_is_called_so_and_others_are_other(laptops: Laptops):
    with laptops.ana.journal.read() as reading:
        assert laptop_name(reading, reading.laptop()) == "this laptop"
        assert laptop_name(reading, laptops.first.sam) == "another laptop"
        assert reading.all(Practitioner)


def test_one_thing_can_be_looked_at_alone(laptops: Laptops):
    both_say(laptops, "01392 1", "01392 2")
    struck = network.add_member(laptops.ana.journal, laptops.first.sam, "Tom")
    laptops.hear()
    network.strike_member(laptops.ana.journal, struck, "moved away")
    network.change_member(laptops.ben.journal, struck, contact="01392 3")
    laptops.hear()
    may = conflicts.to_settle(laptops.cem.journal, among=[laptops.first.may])
    tom = conflicts.to_settle(laptops.cem.journal, among=[struck])
    assert (len(may.differences), len(may.came_back)) == (1, 0)
    assert (len(tom.differences), len(tom.came_back)) == (0, 1)
    assert conflicts.to_settle(laptops.cem.journal, among=[]) == ToSettle()


def test_a_day_is_read_as_a_day(laptops: Laptops):
    ben, today = laptops.ben.practitioner, roster.day_of(laptops.ana.clock.now())
    for laptop, days in ((laptops.ana, 7), (laptops.ben, 14)):
        leave = Absence(today, today + timedelta(days=days))
        roster.say_absence(laptop.journal, ben, leave)
    laptops.hear()
    difference = only(laptops.ana)
    assert difference.what == "On leave until"
    assert {each.words for each in difference.alternatives} == {"27 November 2026", "4 December 2026"}
