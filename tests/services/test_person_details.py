"""What is said of the person themself: stored as typed, and checked where it can be."""

from datetime import date, timedelta
from typing import Any

import pytest

from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services import erasure, network, person_details
from tests.services.visit import Visit


def said(visit: Visit):
    return person_details.details(visit.journal, visit.sam)


def test_everything_may_stay_empty(visit: Visit):
    view = said(visit)
    assert (view.born, view.nhs_number, view.address, view.contact) == (None, "", "", "")
    assert (view.needs, view.needs_asked, view.needs_review) == ("", None, None)


def test_details_are_stored_each_by_itself_and_taken_away_again(visit: Visit):
    person_details.change_details(visit.journal, visit.sam, born="29.3.1987")
    person_details.change_details(visit.journal, visit.sam, nhs_number="999 000 0018")
    person_details.change_details(
        visit.journal, visit.sam, address=" 2 Quay Lane\nExeter ", contact="by post"
    )
    view = said(visit)
    assert (view.born, view.nhs_number) == (date(1987, 3, 29), "9990000018")
    assert (view.address, view.contact) == ("2 Quay Lane\nExeter", "by post")
    person_details.change_details(visit.journal, visit.sam, born="", nhs_number="", address="", contact="")
    view = said(visit)
    assert (view.born, view.nhs_number, view.address, view.contact) == (None, "", "", "")


@pytest.mark.parametrize("wrong", [{"born": "30 February 1987"}, {"nhs_number": "999 000 0019"}])
def test_what_cannot_be_is_refused_and_nothing_is_changed(visit: Visit, wrong: dict[str, Any]):
    person_details.change_details(visit.journal, visit.sam, born="29.3.1987", nhs_number="999 000 0018")
    with pytest.raises(BadInput):
        person_details.change_details(visit.journal, visit.sam, address="2 Quay Lane", **wrong)
    assert (said(visit).born, said(visit).nhs_number, said(visit).address) == (
        date(1987, 3, 29),
        "9990000018",
        "",
    )


def test_needs_remember_when_they_were_asked_and_when_to_ask_again(visit: Visit):
    person_details.record_needs(visit.journal, visit.sam, needs="large print")
    first = visit.clock.now()
    assert (said(visit).needs, said(visit).needs_asked) == ("large print", first)
    visit.clock.advance(days=30)
    person_details.record_needs(visit.journal, visit.sam)
    assert (said(visit).needs, said(visit).needs_asked) == ("large print", first + timedelta(days=30))
    again = visit.clock.now() + timedelta(days=90)
    person_details.plan_needs_review(visit.journal, visit.sam, again)
    assert said(visit).needs_review == again
    person_details.plan_needs_review(visit.journal, visit.sam, None)
    assert said(visit).needs_review is None


def test_a_form_replaces_only_what_it_showed(visit: Visit):
    seen = said(visit).seen
    person_details.change_details(visit.journal, visit.sam, seen=seen, contact="rings back after six")
    person_details.change_details(visit.journal, visit.sam, seen=seen, address="2 Quay Lane")
    assert (said(visit).contact, said(visit).address) == ("rings back after six", "2 Quay Lane")


def test_what_others_see_has_nothing_of_the_details(visit: Visit):
    person_details.change_details(visit.journal, visit.sam, born="29.3.1987", nhs_number="999 000 0018")
    person_details.change_details(visit.journal, visit.sam, address="2 Quay Lane", contact="by text")
    person_details.record_needs(visit.journal, visit.sam, needs="large print", needs_language="Polish")
    visit.begin()
    # Maps, the shared view, the summary, calendars and tables are made from these two.
    shared = repr((visit.view, network.network_map(visit.journal, visit.sam)))
    words = ("1987", "9990000018", "Quay", "by text", "large print", "Polish")
    assert [each for each in words if each in shared] == []
    assert [each for each in words if each not in repr(said(visit)).replace("1987, 3", "1987")] == []


@pytest.mark.parametrize("reason", ["rang from 01392 496 0000", "asked by 999 000 0018"])
def test_why_it_is_erased_says_neither_the_number_nor_how_to_reach_them(visit: Visit, reason: str):
    person_details.change_details(
        visit.journal, visit.sam, nhs_number="999 000 0018", contact="01392 496 0000"
    )
    with pytest.raises((BadInput, NotAllowed), match="without the number"):
        erasure.ask_erasure(visit.journal, "person", visit.sam, reason)
