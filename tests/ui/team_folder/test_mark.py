"""The quiet marks where laptops say different things, and where they lead."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MemberView
from pod_desktop.domain.roster import Absence
from pod_desktop.services import (
    agenda,
    conflicts,
    decisions,
    invitations,
    network,
    people,
    person_details,
    planning,
    roster,
)
from pod_desktop.storage.tables import Decision, Member
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.page import MeetingPage
from pod_desktop.ui.meeting.planning.page import PlanPage
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.network_map.legend import Legend
from pod_desktop.ui.network_map.page import NetworkPage
from pod_desktop.ui.people.record import DETAILS, RecordPage
from pod_desktop.ui.people.team import TeamPage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.team_folder.differences import DifferencesPage
from pod_desktop.ui.team_folder.mark import DifferenceMark, Marks, Wanted, difference_words
from pod_desktop.ui.team_folder.side_by_side import DifferenceCard
from tests.services.laptops import Laptops
from tests.ui.team_folder.marked import WORDS, Shown, both, marks, record, settle_all


def say(journal: Any, decision: EntityId, words: str) -> None:
    """Other words for a decision that stands, as of a laptop of before that was refused."""
    with journal.act() as act:
        act.change(Decision, decision, words=words)


def map_of(page: RecordPage) -> NetworkPage:
    assert isinstance(page.network, NetworkPage)
    return page.network


def may(laptops: Laptops) -> MemberView:
    return network.member(laptops.ana.journal, laptops.first.may)


def test_a_mark_says_when_read_out_what_it_means():
    assert difference_words() == WORDS


def test_a_mark_is_shown_only_where_one_of_its_fields_differs(qtbot: Any):
    whole = QWidget()
    qtbot.addWidget(whole)
    made = Marks()
    one, other = made.mark("words"), made.mark("angle", "distance")
    for mark in (one, other):
        mark.setParent(whole)
    made.show({"distance"}, EntityId("may"))
    assert other.wanted == Wanted(EntityId("may"), frozenset({"distance"}))
    assert (one.isHidden(), other.isHidden()) == (True, False)
    made.show(())
    assert (one.isHidden(), other.isHidden()) == (True, True)


@pytest.fixture
def placed(laptops: Laptops) -> Laptops:
    visit = laptops.first
    network.place_member(visit.journal, visit.may, 108.0, 0.5)
    network.place_member(visit.journal, visit.joy, 200.0, 0.7)
    network.tie(visit.journal, visit.sam, visit.may, visit.joy)
    laptops.hear()
    return laptops


def test_the_member_card_marks_the_fields_that_differ_and_leads_to_them(
    shown: Shown, desk: Desk, placed: Laptops, qtbot: Any
):
    both(placed, lambda j, w: network.change_member(j, placed.first.may, contact=w), "01392 1", "01392 2")
    page = record(shown, desk, placed)
    map_of(page).choose(placed.first.may)
    (mark,) = marks(page)
    assert mark.accessibleName() == WORDS
    with qtbot.waitSignal(page.difference_opened):
        qtbot.keyClick(mark, Qt.Key.Key_Return)
    map_of(page).choose(placed.first.joy)
    assert marks(page) == []


def test_the_drawing_the_line_and_the_table_say_it_too(shown: Shown, desk: Desk, placed: Laptops):
    visit = placed.first
    both(placed, lambda j, w: network.change_member(j, visit.may, knows=w), "yes", "no")
    tie = network.network_map(desk.journal, visit.sam).ties[0].id
    both(placed, lambda j, w: network.change_tie(j, tie, known="yes", words=w), "cousins", "sisters")
    page = map_of(record(shown, desk, placed))
    model = page.map.model
    assert [model.nodes[who].differs for who in (visit.may, visit.joy)] == [True, False]
    assert page.map.map_scene.lines[tie]._tie.differs
    (legend,) = page.sheet.findChildren(Legend)
    assert "laptops differ" in legend.words()
    page.choose(visit.may)
    assert page.map.accessibleDescription().startswith(f"Aunt May: Relatives, middle ring. {WORDS}")
    page.toolbar.shown_chosen.emit("table")  # filled when it is first seen
    rows = page.sheet.table.members.rows
    row, spoken = rows.row_of(visit.may), Qt.ItemDataRole.AccessibleTextRole
    said = [str(rows.data(rows.index(row, column), spoken)) for column in range(rows.columnCount())]
    assert [words.split(":")[0] for words in said if WORDS in words] == ["Knows"]
    ties = page.sheet.table.ties.rows
    assert WORDS in str(ties.data(ties.index(0, 4), spoken))
    assert ties.data(ties.index(0, 4), Qt.ItemDataRole.DecorationRole) is not None


def test_the_tie_card_marks_what_differs(shown: Shown, desk: Desk, placed: Laptops):
    tie = network.network_map(desk.journal, placed.first.sam).ties[0].id
    both(placed, lambda j, w: network.change_tie(j, tie, known=w, words=""), "no", "not_known")
    page = record(shown, desk, placed)
    map_of(page).choose(tie)
    assert len(marks(page)) == 1


def test_the_head_of_a_record_marks_name_and_first_contact(shown: Shown, desk: Desk, placed: Laptops):
    visit = placed.first
    both(placed, lambda j, w: people.change_person(j, visit.sam, name=w), "Samuel", "Sammy")
    assert len(marks(record(shown, desk, placed))) == 1


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("born", "29 March 1987", "28 March 1987"),
        ("nhs_number", "999 000 0018", "999 000 0026"),
        ("address", "2 Quay Lane", "3 Quay Lane"),
        ("contact", "by text", "by post"),
    ],
)
def test_a_detail_of_which_laptops_say_different_things_is_marked_and_leads_to_it(
    shown: Shown, desk: Desk, placed: Laptops, qtbot: Any, field: str, one: str, other: str
):
    sam = placed.first.sam

    def said(journal: Any, words: str) -> None:
        details: dict[str, Any] = {field: words}
        person_details.change_details(journal, sam, **details)

    both(placed, said, one, other)
    page = record(shown, desk, placed)
    page.go_to(DETAILS)
    part = page.details
    (mark,) = marks(part)
    with qtbot.waitSignal(page.difference_opened) as asked:
        mark.click()
    assert asked.args[0].fields == {field}
    part.fields["needs"].setFocus()
    assert marks(part) == [mark]  # to leave a field settles nothing


def test_words_of_the_first_contact_that_differ_are_marked_in_the_head(
    shown: Shown, desk: Desk, placed: Laptops
):
    visit = placed.first
    people.record_first_contact(visit.journal, visit.sam, visit.clock.now(), "her mother")
    placed.hear()
    at = people.record(visit.journal, visit.sam).first_contact
    assert at is not None

    def said(journal: Any, words: str) -> None:
        people.record_first_contact(journal, visit.sam, at, "her mother", words=words)

    both(placed, said, "She does not sleep.", "She is up all night.")
    (mark,) = marks(record(shown, desk, placed))
    assert mark.wanted is not None
    assert mark.wanted.fields == {"first_contact_words"}


def test_a_member_whom_the_person_does_not_want_invited_has_no_mark(
    shown: Shown, desk: Desk, placed: Laptops
):
    visit = placed.first
    for laptop, yes in ((placed.ana, True), (placed.ben, False)):
        with laptop.journal.act() as act:
            act.change(Member, visit.may, invite_yes=yes, invite_said=visit.clock.now())
    placed.hear()
    page = record(shown, desk, placed)
    map_of(page).choose(visit.may)
    assert marks(page) == []
    assert not map_of(page).map.model.nodes[visit.may].differs
    assert may(placed).differs == frozenset()


def test_the_agenda_marks_the_idea_a_wish_and_a_topic(shown: Shown, desk: Desk, laptops: Laptops):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    agenda.set_wish(ana.journal, ana.meeting_id, ana.sam, "to sleep")
    laptops.hear()
    page = MeetingPage(desk, ana.meeting_id)
    shown(page)
    assert marks(page) == []
    acts: tuple[Callable[[Any, str], object], ...] = (
        lambda j, w: agenda.set_idea_words(j, ana.meeting_id, w),
        lambda j, w: agenda.set_wish(j, ana.meeting_id, ana.sam, w),
        lambda j, w: agenda.reword_topic(j, topic, w),
    )
    for count, act in enumerate(acts, start=1):
        both(laptops, act, "one thing", "another thing")
        assert len(marks(page)) == count


def test_a_decision_that_is_being_worded_is_marked_and_leads_from_the_meeting(
    shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any
):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    decision = decisions.word_decision(ana.journal, ana.meeting_id, "Sam stays", topic)
    laptops.hear()
    both(laptops, lambda j, w: decisions.reword_decision(j, decision, w), "Sam stays home", "Sam stays here")
    page = MeetingPage(desk, ana.meeting_id)
    shown(page)
    (mark,) = marks(page)
    with qtbot.waitSignal(page.difference_opened):
        mark.click()
    settle_all(laptops)
    decisions.accept_decision(ana.journal, decision)
    laptops.hear()
    both(laptops, lambda j, w: say(j, decision, w), "Sam goes home", "Sam goes out")
    qtbot.waitUntil(lambda: [mark.width() for mark in marks(page)] == [48])  # of the decision that stands
    ana.close()
    summary = SummaryPage(desk, ana.meeting_id, record_text=lambda _m: "", write_summary=lambda _p, _m: None)
    shown(summary)
    (mark,) = marks(summary)
    with qtbot.waitSignal(summary.difference_opened):
        mark.click()


def test_the_plan_marks_when_and_where(shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any):
    visit = laptops.first
    invitations.person_said_yes(visit.journal, visit.may)
    meeting = planning.plan_meeting(visit.journal, visit.sam)
    laptops.hear()

    def plan(journal: Any, place: str) -> None:
        planning.change_plan(
            journal,
            meeting,
            planned=visit.clock.now(),
            zone="Europe/London",
            place=place,
            place_chosen_by="",
            invited=(),
        )

    both(laptops, plan, "Sam’s kitchen", "the surgery")
    page = PlanPage(desk, visit.sam, meeting)
    shown(page)
    assert len(marks(page)) == 2
    with qtbot.waitSignal(page.difference_opened):
        marks(page)[1].click()


def test_a_mark_leads_to_what_differs_in_that_record_and_back_again(
    shown: Shown, desk: Desk, placed: Laptops
):
    visit = placed.first
    both(placed, lambda j, w: network.change_member(j, visit.may, contact=w), "01392 1", "01392 2")
    jo = people.add_person(desk.journal, "Jo")
    shell = Shell(desk)
    shown(shell)
    shell.show_record(visit.sam)
    assert isinstance(shell.page, RecordPage)
    map_of(shell.page).choose(visit.may)
    marks(shell.page)[0].click()
    assert isinstance(shell.page, DifferencesPage)
    assert shell.page.part.count == 1
    shell.go_back()
    assert isinstance(shell.page, RecordPage)
    shell.show_record(jo)
    shell.page.difference_opened.emit(None)
    assert isinstance(shell.page, DifferencesPage)
    assert shell.page.part.count == 0
    shell.stop()


def test_from_an_open_meeting_a_mark_leads_to_the_differences_of_the_record_and_back_into_the_meeting(
    shown: Shown, desk: Desk, laptops: Laptops
):
    ana, _ben = laptops.begin_together()
    both(laptops, lambda j, w: agenda.set_idea_words(j, ana.meeting_id, w), "May rang", "the ward rang")
    shell = Shell(desk)
    shown(shell)
    shell.show_meeting(ana.meeting_id)
    page = shell.page
    assert isinstance(page, MeetingPage)
    page.agenda.setFocus()
    marks(page)[0].click()
    assert isinstance(shell.page, DifferencesPage)
    assert shell.in_meeting
    (card,) = shell.page.part.cards
    assert isinstance(card, DifferenceCard)
    card.keep_both.click()
    shell.go_back()
    assert isinstance(shell.page, MeetingPage)
    assert ana.view.idea_words.splitlines() == [
        "[as Ana Reyes wrote it down:] May rang",
        "[as Ben Cole wrote it down:] the ward rang",
    ]
    shell.stop()


def test_each_mark_of_a_full_page_leads_to_its_own_difference(shown: Shown, desk: Desk, laptops: Laptops):
    ana, _ben = laptops.begin_together()
    topics = [ana.topic(f"topic {number}") for number in range(6)]
    laptops.hear()
    for topic in topics:
        both(
            laptops,
            lambda j, w, topic=topic: agenda.reword_topic(j, topic, f"{w} {topics.index(topic)}"),  # type: ignore[misc]
            "one",
            "another",
        )
    shell = Shell(desk)
    shown(shell)
    for topic in (topics[5], topics[0]):
        shell.show_meeting(ana.meeting_id)
        page = shell.page
        assert isinstance(page, MeetingPage)
        row = page.agenda.topics.row(topic)
        next(mark for mark in row.findChildren(DifferenceMark) if not mark.isHidden()).click()
        assert isinstance(shell.page, DifferencesPage)
        (card,) = [
            c for c in shell.page.part.cards if isinstance(c, DifferenceCard) and c.difference.id == topic
        ]
        QApplication.processEvents()
        assert card.isAncestorOf(shell.page.window().focusWidget())
        assert not card.visibleRegion().isEmpty()
        assert card.visibleRegion().boundingRect().top() == 0
    shell.stop()


def test_what_is_the_room_s_is_shown_outside_a_meeting_with_why_it_waits_and_nothing_to_press(
    shown: Shown, desk: Desk, laptops: Laptops
):
    ana, _ben = laptops.begin_together()
    decision = ana.decide("Sam rests")
    laptops.hear()
    both(laptops, lambda j, w: say(j, decision, w), "Sam rests at home", "Sam rests at May’s")
    ana.close()
    page = DifferencesPage(desk, ana.sam)
    shown(page)
    (card,) = page.part.cards
    assert isinstance(card, DifferenceCard)
    assert [each.isVisible() for each in card.findChildren(QAbstractButton)] == [False] * 3
    assert "It is settled in a meeting, with Sam Okafor there" in card.accessibleDescription()
    assert {sheet.words.text() for sheet in card.sheets} == {"Sam rests at home", "Sam rests at May’s"}


def test_the_team_page_marks_a_practitioner_of_whom_laptops_say_different_things(
    shown: Shown, desk: Desk, laptops: Laptops
):
    ben = laptops.ben.practitioner
    both(
        laptops,
        lambda j, w: people.change_practitioner(j, ben, name="Ben Cole", profession=w, peer=False),
        "nurse",
        "peer worker",
    )
    shell = Shell(desk)
    shown(shell)
    shell.show_team()
    (mark,) = marks(shell)
    mark.click()
    assert isinstance(shell.page, DifferencesPage)
    assert shell.page.part.count == 1
    shell.go_back()
    assert isinstance(shell.page, TeamPage)
    shell.stop()


def test_the_team_page_marks_leave_of_which_laptops_say_different_things(
    shown: Shown, desk: Desk, laptops: Laptops
):
    ben, today = laptops.ben.practitioner, roster.day_of(laptops.ana.clock.now())
    for laptop, days in ((laptops.ana, 7), (laptops.ben, 14)):
        roster.say_absence(laptop.journal, ben, Absence(today, today + timedelta(days=days)))
    laptops.hear()
    page = TeamPage(desk)
    shown(page)
    (mark,) = marks(page)
    assert mark.wanted is not None
    assert mark.wanted.fields == {"away_until"}


def test_the_summary_marks_a_topic_of_which_laptops_say_different_things(
    shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any
):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    laptops.hear()
    both(
        laptops, lambda j, w: agenda.reword_topic(j, topic, w), "the flat in Topsham", "the flat by the quay"
    )
    ana.close()
    page = SummaryPage(desk, ana.meeting_id, record_text=lambda _m: "", write_summary=lambda _p, _m: None)
    shown(page)
    (mark,) = marks(page)
    with qtbot.waitSignal(page.difference_opened) as asked:
        mark.click()
    assert asked.args == [Wanted(topic, frozenset({"words"}))]


@pytest.mark.parametrize("closing", [False, True])
def test_from_a_difference_one_comes_back_to_where_in_the_meeting_it_was_opened(
    shown: Shown, desk: Desk, laptops: Laptops, closing: bool
):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    laptops.hear()
    both(laptops, lambda j, w: agenda.reword_topic(j, topic, w), "the flat here", "the flat there")
    shell = Shell(desk)
    shown(shell)
    shell.show_meeting(ana.meeting_id)
    page = shell.page
    assert isinstance(page, MeetingPage)
    if closing:
        page.show_closing_page()
    next(mark for mark in marks(page)).click()
    assert isinstance(shell.page, DifferencesPage)
    settle_all(laptops)
    shell.go_back()
    back = shell.page
    assert isinstance(back, MeetingPage)
    assert back is not page
    assert back.is_closing is closing
    at = QApplication.focusWidget()
    assert at is not None
    assert back.isAncestorOf(at)
    shell.stop()


def test_what_is_settled_in_a_meeting_is_undone_there(shown: Shown, desk: Desk, laptops: Laptops, qtbot: Any):
    ana, _ben = laptops.begin_together()
    topic = ana.topic("the flat")
    laptops.hear()
    page = MeetingPage(desk, ana.meeting_id)
    shown(page)
    both(laptops, lambda j, w: agenda.reword_topic(j, topic, w), "the house", "the room")
    differences = DifferencesPage(desk, ana.sam)
    shown(differences)
    qtbot.waitUntil(lambda: len(differences.part.cards) == 1)
    (card,) = differences.part.cards
    qtbot.mouseClick(card.first, Qt.MouseButton.LeftButton)
    assert conflicts.to_settle(ana.journal).differences == ()
    page.put_down()
    again = MeetingPage(desk, ana.meeting_id)
    shown(again)
    assert again.agenda.taking_back.undo.accessibleName() == "Undo: settle “The words”"
    again.agenda.taking_back.undo.click()
    assert len(conflicts.to_settle(ana.journal).differences) == 1
    laptops.hear()
