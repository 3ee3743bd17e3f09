"""The agenda as the room finds it, by tapping and typing, read back from the journal."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from pod_desktop.services import agenda, between_meetings, decisions, meetings, network
from pod_desktop.ui.meeting.drafts import Drafts
from pod_desktop.ui.meeting.tab_order import first_within
from pod_desktop.ui.widgets import Chip, WordsField
from tests.ui.meeting.agenda.conftest import open_agenda
from tests.ui.tab import tab_round

LEFT = Qt.MouseButton.LeftButton


def words_of(view):
    return [topic.words for topic in view.topics]


def current(qtbot, visit, topic_id):
    row = visit.panel.topics.row(topic_id)
    if visit.panel.topics.current() != topic_id:
        qtbot.mouseClick(row.head, LEFT)
    return row


def decide(qtbot, visit, topic_id, words):
    row = current(qtbot, visit, topic_id)
    qtbot.mouseClick(row.acts.decide, LEFT)
    qtbot.keyClicks(row.deciding.words.edit, words)
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    return row


# Topics


def test_a_topic_is_added_with_who_raised_it(visit, qtbot, family):
    new = visit.panel.new_topic
    qtbot.keyClicks(new.words.edit, "Money")
    qtbot.mouseClick(new.raised_by.chip(family.jo), LEFT)
    qtbot.mouseClick(new.add, LEFT)
    (topic,) = visit.view().topics
    assert (topic.words, topic.raised_by.id) == ("Money", family.jo)
    assert new.words.text() == ""
    assert new.raised_by.value() is None


def test_half_a_topic_survives_what_others_do_and_stays_when_the_page_goes(visit, qtbot, desk, family):
    edit = visit.panel.new_topic.words.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "What about sch")
    meetings.leave(desk.journal, visit.id, family.jo)
    assert edit.text() == "What about sch"
    visit.panel.put_down()
    assert words_of(visit.view()) == ["What about sch"]


def test_alt_and_arrows_move_a_topic_and_the_keyboard_stays_with_it(visit, qtbot):
    ids = [visit.topic(words) for words in ("one", "two", "three")]
    head = visit.panel.topics.row(ids[2]).head
    head.setFocus()
    qtbot.keyClick(head, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert words_of(visit.view()) == ["one", "three", "two"]
    assert head.hasFocus()
    qtbot.keyClick(head, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(head, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert words_of(visit.view()) == ["three", "one", "two"]
    qtbot.keyClick(head, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert words_of(visit.view()) == ["one", "three", "two"]


def test_tab_follows_the_rooms_order_after_a_move(visit):
    first, second = (visit.topic(words) for words in ("one", "two"))
    agenda.move_topic(visit.journal, second, 0)
    rows = [visit.panel.topics.row(id_) for id_ in (second, first)]
    chain = tab_round(first_within(visit.panel))
    assert chain.index(rows[0].head) < chain.index(rows[1].head)


def test_who_changed_the_order_is_said_below_it(visit):
    first, _second = (visit.topic(words) for words in ("one", "two"))
    assert visit.panel.topics.ordered.isHidden()
    agenda.move_topic(visit.journal, first, 1)
    assert visit.panel.topics.ordered.text() == "Ana Reyes changed the order last."


def test_tab_comes_from_the_question_to_each_wish_and_then_to_the_topics(visit):
    topic = visit.topic("Sleep")
    chain = tab_round(visit.panel.openings.second.put_away)
    wishes = [each.edit for each in visit.panel.openings.wishes.findChildren(WordsField)]
    stops = [*wishes, visit.panel.topics.row(topic).head, visit.panel.new_topic.words.edit]
    assert len(wishes) == 4
    assert sorted(stops, key=chain.index) == stops


def drag(row, by):
    grip = row.grip
    start = grip.rect().center()
    QTest.mousePress(grip, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(grip, start + QPoint(0, by // 2))
    QTest.mouseMove(grip, start + QPoint(0, by))


def test_a_topic_can_be_dragged_to_another_place(visit):
    ids = [visit.topic(words) for words in ("one", "two", "three")]
    row = visit.panel.topics.row(ids[0])
    drag(row, 400)
    assert visit.panel.topics._line.isVisible()
    QTest.mouseRelease(row.grip, LEFT)
    assert words_of(visit.view()) == ["two", "three", "one"]


def test_escape_leaves_a_drag_without_a_change(visit, qtbot):
    ids = [visit.topic(words) for words in ("one", "two")]
    row = visit.panel.topics.row(ids[0])
    drag(row, 400)
    qtbot.keyClick(visit.panel, Qt.Key.Key_Escape)
    QTest.mouseRelease(row.grip, LEFT)
    assert words_of(visit.view()) == ["one", "two"]


@pytest.mark.parametrize(
    ("button", "words"), [("talked_about", "Talked about"), ("carried_over", "For the next meeting")]
)
def test_what_became_of_the_topic_stands_on_it_at_once(visit, qtbot, button, words):
    topic_id = visit.topic("The flat")
    row = current(qtbot, visit, topic_id)
    assert "Being talked about" in row.head.accessibleName()
    qtbot.mouseClick(row.acts.states[button], LEFT)
    assert row.head.accessibleName().endswith(words)
    assert [chip.text() for chip in row.head.findChildren(Chip) if chip.isVisible()] == [words]
    qtbot.mouseClick(row.acts.states["open"], LEFT)
    assert row.head.accessibleName().endswith("Being talked about")


@pytest.mark.parametrize(
    ("button", "state"),
    [("talked_about", "talked_about"), ("left_open", "left_open"), ("carried_over", "carried_over")],
)
def test_what_became_of_a_topic_is_one_tap_and_can_be_taken_back(visit, qtbot, button, state):
    topic_id = visit.topic("The flat")
    acts = current(qtbot, visit, topic_id).acts
    qtbot.mouseClick(acts.states[button], LEFT)
    assert visit.view().topics[0].state == state
    qtbot.mouseClick(acts.states["open"], LEFT)
    assert visit.view().topics[0].state == "open"


def test_the_topic_being_talked_about_is_told_and_can_be_none(visit, qtbot):
    topic_id = visit.topic("The flat")
    with qtbot.waitSignal(visit.panel.current_topic_chosen) as chosen:
        qtbot.mouseClick(visit.panel.topics.row(topic_id).head, LEFT)
    assert chosen.args == [topic_id]
    with qtbot.waitSignal(visit.panel.current_topic_chosen) as chosen:
        qtbot.mouseClick(visit.panel.topics.row(topic_id).head, LEFT)
    assert chosen.args == [None]


def test_a_topic_is_said_in_other_words_and_taken_off(visit, qtbot):
    topic_id = visit.topic("The flt")
    row = current(qtbot, visit, topic_id)
    qtbot.mouseClick(row.acts.other_words, LEFT)
    row.other_words.edit.clear()
    qtbot.keyClicks(row.other_words.edit, "The flat")
    qtbot.keyClick(row.other_words.edit, Qt.Key.Key_Return)
    assert words_of(visit.view()) == ["The flat"]
    qtbot.mouseClick(row.acts.take_off, LEFT)
    assert visit.view().topics == ()


def test_what_an_earlier_meeting_left_open_is_offered_and_taken_up_again(visit, desk, family, shown, qtbot):
    left = visit.topic("Nights", family.may)
    visit.close()
    meetings.close_meeting(desk.journal, visit.id)
    desk.clock.advance(days=1)
    later = open_agenda(
        desk, meetings.begin_meeting(desk.journal, family.sam, here=[family.sam]), shown, Drafts()
    )
    assert later.view().topics == ()
    qtbot.mouseClick(later.panel.offered.row(0).take_up, LEFT)
    (topic,) = later.view().topics
    assert (topic.words, topic.brought_from_id) == ("Nights", left)
    assert not later.panel.offered.isVisible()


def test_what_happened_outside_and_what_is_to_be_brought_are_offered_as_such(visit, desk, family, qtbot):
    between_meetings.ask_to_bring(desk.journal, family.sam, "the keys", family.may)
    between_meetings.happened_outside(desk.journal, family.sam, "an ambulance came", desk.clock.now())
    stories = [
        [label.text() for label in visit.panel.offered.row(place).findChildren(QLabel)] for place in (0, 1)
    ]
    assert ["“the keys”", "Asked to be brought today, by May"] in stories
    assert ["an ambulance came", "Happened outside a meeting, today"] in stories
    assert visit.view().topics == ()
    qtbot.mouseClick(visit.panel.offered.row(0).take_up, LEFT)
    assert len(visit.view().topics) == 1
    assert len(visit.view().offered) == 1


def test_what_happened_outside_stands_first_and_all_of_it_in_sight(visit, desk, family, shown, qtbot):
    for words in ("one", "two", "three"):
        visit.topic(words)
    visit.close()
    meetings.close_meeting(desk.journal, visit.id)
    happened = ["a call", "a fall", "the key", "the police"]
    for words in happened:
        desk.clock.advance(hours=1)
        between_meetings.happened_outside(desk.journal, family.sam, words, desk.clock.now())
    here = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam])
    offered = open_agenda(desk, here, shown, Drafts()).panel.offered
    assert [offered.row(place).findChild(QLabel).text() for place in range(4)] == happened
    with pytest.raises(IndexError):
        offered.row(4)
    qtbot.mouseClick(offered.more, LEFT)
    assert offered.row(4).hasFocus()
    assert [offered.row(place).findChild(QLabel).text() for place in range(4)] == happened


# Deciding


def test_a_decision_stands_only_once_it_was_read_aloud_and_accepted(visit, qtbot):
    topic_id = visit.topic("Nights")
    decide(qtbot, visit, topic_id, "May sleeps over until Sunday.")
    (decision,) = visit.view().decisions
    assert not decision.stands
    assert visit.panel.is_reading()
    assert visit.panel.reading.words.text() == "May sleeps over until Sunday."
    qtbot.mouseClick(visit.panel.reading.accept, LEFT)
    (decision,) = visit.view().decisions
    assert decision.stands
    assert decision.words == "May sleeps over until Sunday."
    assert visit.view().topics[0].state == "talked_about"
    assert not visit.panel.is_reading()


def test_words_that_were_read_aloud_can_be_changed_before_they_stand(visit, qtbot):
    topic_id = visit.topic("Nights")
    row = decide(qtbot, visit, topic_id, "May sleeps over.")
    qtbot.mouseClick(visit.panel.reading.change, LEFT)
    assert row.deciding.words.edit.hasFocus()
    row.deciding.words.set_words("May sleeps over until Sunday.")
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    assert visit.panel.reading.words.text() == "May sleeps over until Sunday."
    assert [each.words for each in visit.view().decisions] == ["May sleeps over until Sunday."]


def test_words_can_be_given_up_and_the_topic_left_open(visit, qtbot):
    topic_id = visit.topic("Nights")
    row = decide(qtbot, visit, topic_id, "May sleeps over.")
    qtbot.mouseClick(visit.panel.reading.change, LEFT)
    qtbot.mouseClick(row.deciding.give_up, LEFT)
    assert visit.view().decisions == ()
    qtbot.mouseClick(row.acts.states["left_open"], LEFT)
    assert visit.view().topics[0].state == "left_open"


def test_what_was_read_aloud_can_be_left_open_instead(visit, qtbot):
    decide(qtbot, visit, visit.topic("Nights"), "May sleeps over.")
    qtbot.mouseClick(visit.panel.reading.leave_open, LEFT)
    assert visit.view().decisions == ()
    assert visit.view().topics[0].state == "left_open"
    assert not visit.panel.is_reading()


def test_words_being_written_are_stored_as_soon_as_they_are_left_but_do_not_stand(visit, qtbot):
    topic_id = visit.topic("Nights")
    row = current(qtbot, visit, topic_id)
    qtbot.mouseClick(row.acts.decide, LEFT)
    qtbot.keyClicks(row.deciding.words.edit, "May sle")
    visit.panel.new_topic.words.edit.setFocus()
    assert [(each.words, each.stands) for each in visit.view().decisions] == [("May sle", False)]


def test_while_the_person_is_out_decide_becomes_hold_and_the_words_wait(visit, qtbot, desk, family):
    topic_id = visit.topic("Nights")
    row = current(qtbot, visit, topic_id)
    qtbot.mouseClick(row.acts.decide, LEFT)
    qtbot.keyClicks(row.deciding.words.edit, "May sleeps over.")
    meetings.leave(desk.journal, visit.id, family.sam)
    assert row.deciding.words.words() == "May sleeps over."
    assert not row.deciding.read_aloud.isVisible()
    assert row.deciding.hold.text() == "Hold until Sam Penrose is back"
    qtbot.mouseClick(row.deciding.hold, LEFT)
    assert visit.view().decisions == ()
    assert row.acts.decide.text() == "Hold until Sam Penrose is back"
    desk.clock.advance(minutes=5)
    meetings.arrive(desk.journal, visit.id, family.sam)
    assert row.acts.decide.text() == "Decide"
    qtbot.mouseClick(row.acts.decide, LEFT)
    assert row.deciding.words.words() == "May sleeps over."
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    qtbot.mouseClick(visit.panel.reading.accept, LEFT)
    assert visit.view().decisions[0].stands


def test_words_read_aloud_wait_when_the_person_goes_out(visit, qtbot, desk, family):
    decide(qtbot, visit, visit.topic("Nights"), "May sleeps over.")
    meetings.leave(desk.journal, visit.id, family.sam)
    assert not visit.panel.reading.accept.isEnabled()
    desk.clock.advance(minutes=5)
    meetings.arrive(desk.journal, visit.id, family.sam)
    assert visit.panel.reading.accept.isEnabled()


def test_held_words_are_there_again_when_the_page_comes_back(visit, qtbot, desk, family, shown):
    topic_id = visit.topic("Nights")
    meetings.leave(desk.journal, visit.id, family.sam)
    row = current(qtbot, visit, topic_id)
    qtbot.mouseClick(row.acts.decide, LEFT)
    qtbot.keyClicks(row.deciding.words.edit, "May sleeps over.")
    visit.panel.put_down()
    visit.close()
    again = open_agenda(desk, visit.id, shown, visit.room.drafts)
    assert again.panel.topics.row(topic_id).deciding.words.words() == "May sleeps over."


def test_in_a_conversation_without_the_person_there_is_nothing_to_decide_with(desk, family, shown, qtbot):
    meeting_id = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.may, family.me], without_person_reason="Asleep"
    )
    visit = open_agenda(desk, meeting_id, shown, Drafts())
    acts = current(qtbot, visit, visit.topic("Nights")).acts
    assert not acts.decide.isVisible()
    assert acts.states["carried_over"].isVisible()


# Views and tasks


@pytest.fixture
def decided(visit, qtbot):
    topic_id = visit.topic("Nights")
    row = decide(qtbot, visit, topic_id, "May sleeps over.")
    qtbot.mouseClick(visit.panel.reading.accept, LEFT)
    return row.decision(visit.view().decisions[0].id)


def add_view(qtbot, part, holder, words):
    qtbot.mouseClick(part.add_view, LEFT)
    qtbot.mouseClick(part.view.holder.chip(holder), LEFT)
    qtbot.keyClicks(part.view.words.edit, words)
    qtbot.mouseClick(part.view.add, LEFT)


def test_views_that_differ_stand_side_by_side_in_the_same_size_under_their_holders_names(
    decided, visit, qtbot, family
):
    add_view(qtbot, decided, family.jo, "The ward would be safer.")
    add_view(qtbot, decided, family.may, "Until Sunday. Not longer.")
    opinions = visit.view().decisions[0].opinions
    assert {(each.holder.id, each.words) for each in opinions} == {
        (family.jo, "The ward would be safer."),
        (family.may, "Until Sunday. Not longer."),
    }
    QApplication.processEvents()
    sheets = decided.views._things
    assert len({(sheet.width(), sheet.height(), sheet.y()) for sheet in sheets}) == 1
    qtbot.mouseClick(sheets[0].take_back, LEFT)
    assert len(visit.view().decisions[0].opinions) == 1


def test_a_view_needs_its_holder(decided, visit, qtbot):
    qtbot.mouseClick(decided.add_view, LEFT)
    qtbot.keyClicks(decided.view.words.edit, "No.")
    qtbot.mouseClick(decided.view.add, LEFT)
    assert "under a name" in visit.room.attempts.sentence
    assert decided.view.words.words() == "No."
    assert visit.view().decisions[0].opinions == ()


def test_half_a_view_survives_what_others_do(decided, visit, qtbot, family):
    qtbot.mouseClick(decided.add_view, LEFT)
    qtbot.mouseClick(decided.view.holder.chip(family.jo), LEFT)
    qtbot.keyClicks(decided.view.words.edit, "I still thi")
    decisions.add_opinion(visit.journal, visit.view().decisions[0].id, family.may, "Until Sunday.")
    network.add_member(visit.journal, family.sam, "Aunt Rose")
    assert decided.view.words.words() == "I still thi"
    assert decided.view.holder.value() == family.jo


def test_who_does_what_by_when(decided, visit, qtbot, family):
    qtbot.mouseClick(decided.add_task, LEFT)
    qtbot.mouseClick(decided.task.who.chip(family.may), LEFT)
    qtbot.keyClicks(decided.task.what.edit, "brings the mattress")
    qtbot.keyClicks(decided.task.by_when.edit, "tonight")
    qtbot.mouseClick(decided.task.add, LEFT)
    (task,) = visit.view().tasks
    assert (task.who.id, task.what, task.by_when) == (family.may, "brings the mattress", "tonight")
    assert task.decision_id == visit.view().decisions[0].id


@pytest.mark.usefixtures("decided")
def test_there_is_no_word_of_a_vote_or_consensus_in_the_agenda(visit, qtbot):
    current(qtbot, visit, visit.view().topics[0].id)
    shown = " ".join(
        widget.text()
        for widget in visit.panel.findChildren(object)
        if hasattr(widget, "text") and callable(widget.text)
    ).lower()
    assert not [word for word in ("vote", "consensus", "majority", "agreed by", "score") if word in shown]


@pytest.mark.usefixtures("decided")
def test_every_target_is_large_enough_for_a_finger(visit, qtbot):
    current(qtbot, visit, visit.view().topics[0].id)
    small = [
        button.accessibleName() or button.text()
        for button in visit.panel.findChildren(QAbstractButton)
        if button.isVisible() and button.height() < 48
    ]
    assert small == []
