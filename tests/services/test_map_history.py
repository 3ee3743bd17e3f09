"""The map as it stood at the end of each meeting."""

from dataclasses import replace

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import MemberAnswer
from pod_desktop.domain.network import Place
from pod_desktop.services import invitations, map_history, meetings, network, people
from pod_desktop.services.map_history import MapHistory, MapMoment
from tests.services.visit import Visit


def plain(view):
    """Without what only forms need, and without inviting."""
    blank = {"invite_idea": None, "invite_yes": None, "asked_by": None, "asked": None}
    members = [replace(each, seen={}, answer="", answered=None, **blank) for each in view.members]
    return view.person, members, [replace(each, seen={}) for each in view.ties]


def as_of(when):
    return MapMoment(None, "", when, "")


def acts(visit: Visit):
    """All that can be done with a map, one thing after another."""
    journal, may, joy = visit.journal, visit.may, visit.joy
    made: list[EntityId] = []
    yield lambda: network.place_member(journal, may, 30.0, 0.5, sector="family")
    yield lambda: network.place_members(journal, {may: Place(40.0, 0.2), joy: Place(200.0, 0.9)})
    yield lambda: network.change_member(journal, joy, name="Joy B", knows="yes", member_kind="group")
    yield lambda: made.append(network.tie(journal, visit.sam, may, joy, words="school"))
    yield lambda: network.change_tie(journal, made[0], quality="thin", direction="a_to_b", known="not_known")
    yield lambda: network.record_needs(journal, may, needs_format="large print")
    yield lambda: network.tie(journal, visit.sam, visit.sam, may)
    yield lambda: invitations.person_said_yes(journal, may)
    yield lambda: invitations.record_asked(journal, may, visit.ana)
    yield lambda: invitations.record_answer(journal, may, MemberAnswer.YES)
    yield lambda: network.strike_tie(journal, made[0], "not so")
    yield lambda: network.strike_member(journal, may, "entered twice")
    yield lambda: network.place_member(journal, joy, None, None)
    yield lambda: network.add_member(journal, visit.sam, "Tom")
    yield lambda: people.change_person(journal, visit.sam, name="Samuel")


def test_the_map_at_any_moment_is_the_map_that_was_seen_then(visit: Visit):
    kept = [(visit.clock.now(), plain(network.network_map(visit.journal, visit.sam)))]
    for act in acts(visit):
        visit.clock.advance(minutes=7)
        act()
        kept.append((visit.clock.now(), plain(network.network_map(visit.journal, visit.sam))))
    assert len({repr(seen) for _, seen in kept}) == len(kept) - 3  # three acts are of inviting only
    history = MapHistory(visit.journal, visit.sam)
    for when, seen in kept:
        assert plain(history.at(as_of(when))) == seen


def test_the_moments_are_the_meetings_that_were_held_and_now(visit: Visit):
    visit.begin()
    visit.clock.advance(hours=1)
    first, closed = visit.meeting_id, visit.clock.now()
    meetings.close_meeting(visit.journal, first)
    visit.clock.advance(days=3)
    visit.begin()
    one, now = map_history.moments(visit.journal, visit.sam)
    assert (one.meeting_id, one.when) == (first, closed)
    assert (now.meeting_id, now.when) == (None, None)


def test_the_map_of_a_meeting_is_that_of_its_closing(visit: Visit):
    visit.begin()
    visit.clock.advance(minutes=10)
    network.place_member(visit.journal, visit.may, 30.0, 0.5)
    visit.clock.advance(minutes=50)
    meetings.close_meeting(visit.journal, visit.meeting_id)
    visit.clock.advance(minutes=10)
    network.place_member(visit.journal, visit.joy, 200.0, 0.5)
    one, now = map_history.moments(visit.journal, visit.sam)
    history = MapHistory(visit.journal, visit.sam)
    assert {each.name for each in history.at(one).members if each.placed} == {"Aunt May"}
    assert {each.name for each in history.at(now).members if each.placed} == {"Aunt May", "Joy"}


def yes(visit):
    invitations.person_said_yes(visit.journal, visit.may)
    invitations.record_asked(visit.journal, visit.may, visit.ana)
    invitations.record_answer(visit.journal, visit.may, MemberAnswer.NO)


@pytest.mark.parametrize(
    "said", [lambda visit: invitations.person_said_no(visit.journal, visit.may), yes], ids=["no", "yes"]
)
def test_history_tells_nothing_of_inviting(visit: Visit, said):
    nothing = MapHistory(visit.journal, visit.sam).at(as_of(visit.clock.now()))
    said(visit)
    history = MapHistory(visit.journal, visit.sam)
    assert history.at(as_of(visit.clock.now())) == history.at(as_of(None)) == nothing


def test_who_was_erased_is_gone_from_the_past_too(visit: Visit):
    network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    then = visit.clock.now()
    visit.clock.advance(days=1)
    with visit.journal.act() as act:
        act.end_things(visit.may, [visit.may])
    seen = MapHistory(visit.journal, visit.sam).at(as_of(then))
    assert [each.name for each in seen.members] == ["Joy"]
    assert seen.ties == ()
