"""Notes, reflections, what became of earlier decisions and how they are changed; all read back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pod_desktop.domain.decisions import Does
from pod_desktop.outputs.account import tell
from pod_desktop.services import decisions, meetings, network, quotes
from pod_desktop.ui.meeting.drafts import Drafts
from tests.ui.meeting.agenda.conftest import open_agenda
from tests.ui.meeting.agenda.test_agenda_panel import LEFT


@pytest.fixture
def visit(desk, family, shown):
    meeting_id = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.jo, family.me]
    )
    return open_agenda(desk, meeting_id, shown, Drafts())


@pytest.fixture
def later(desk, family, shown):
    """A meeting after one in which it was decided that May sleeps over, and Jo took something on."""
    first = meetings.begin_meeting(
        desk.journal, family.sam, here=[family.sam, family.may, family.jo, family.me]
    )
    decision = decisions.word_decision(desk.journal, first, "May sleeps over.")
    decisions.accept_decision(desk.journal, decision)
    task = decisions.add_task(desk.journal, first, family.jo, "brings the mattress", "Friday", decision)
    meetings.close_meeting(desk.journal, first)
    desk.clock.advance(days=1)
    second = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.may, family.me])
    visit = open_agenda(desk, second, shown, Drafts())
    visit.decision, visit.task = decision, task
    return visit


def read(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_words_are_noted_at_the_topic_under_their_speaker(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    row.notes.open.setFocus()
    qtbot.keyClick(row.notes.open, Qt.Key.Key_Space)
    assert row.notes.who.chip(family.sam).hasFocus()
    qtbot.mouseClick(row.notes.add, LEFT)
    assert visit.room.attempts.sentence == "Words stand under a name. Whose are they?"
    qtbot.mouseClick(row.notes.who.chip(family.may), LEFT)
    qtbot.keyClicks(row.notes.words.edit, "I lie awake and listen.")
    qtbot.keyClick(row.notes.words.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (quote,) = visit.view().quotes
    assert (quote.words, quote.speaker.id, quote.topic_id) == ("I lie awake and listen.", family.may, topic)
    assert "May: “I lie awake and listen.”" in read(row.notes)
    assert row.notes.open.hasFocus()


def test_words_of_somebody_who_has_gone_out_are_still_noted_under_their_name(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    meetings.leave(visit.journal, visit.id, family.may)
    qtbot.mouseClick(row.notes.open, LEFT)
    qtbot.mouseClick(row.notes.who.chip(family.may), LEFT)
    qtbot.keyClicks(row.notes.words.edit, "I have to go, and I am not angry.")
    qtbot.mouseClick(row.notes.add, LEFT)
    (quote,) = visit.view().quotes
    assert (quote.words, quote.speaker.id) == ("I have to go, and I am not angry.", family.may)


def test_a_slip_in_writing_words_down_is_mended_and_the_note_taken_away(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    qtbot.mouseClick(visit.panel.topics.row(topic).head, LEFT)
    said = quotes.note_words(visit.journal, visit.id, family.may, "I lie awake.", topic_id=topic)
    line = visit.panel.topics.row(topic).notes.row(said)
    qtbot.mouseClick(line.correct, LEFT)
    line.field.edit.selectAll()
    qtbot.keyClicks(line.field.edit, "I sleep badly.")
    qtbot.keyClick(line.field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert visit.view().quotes[0].words == "I sleep badly."
    qtbot.mouseClick(line.take_away, LEFT)
    assert visit.view().quotes == ()


def test_not_my_words_takes_the_note_out_says_so_and_leaves_room_for_theirs(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    qtbot.mouseClick(visit.panel.topics.row(topic).head, LEFT)
    said = quotes.note_words(visit.journal, visit.id, family.may, "I lie awake.", topic_id=topic)
    line = visit.panel.topics.row(topic).notes.row(said)
    qtbot.keyClick(line.not_theirs, Qt.Key.Key_Space)
    assert [(quote.words, quote.correction) for quote in visit.view().quotes] == [("", "taken_out")]
    assert "May: taken out: not their words" in read(line)
    assert line.field.edit.hasFocus()
    qtbot.keyClicks(line.field.edit, "I listen.")
    qtbot.keyClick(line.field.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [(quote.words, quote.correction) for quote in visit.view().quotes] == [("I listen.", "corrected")]
    assert {"May: “I listen.”", "put right by them"} <= set(read(line))


def test_half_a_note_is_kept_when_the_page_goes_away(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    qtbot.mouseClick(row.notes.open, LEFT)
    qtbot.keyClicks(row.notes.words.edit, "I lie")
    visit.panel.put_down()
    assert visit.view().quotes == ()
    assert visit.room.drafts.words(topic, "note") == "I lie"


def test_a_reflection_is_begun_and_ended_with_one_tap_and_the_network_responds(visit, family, desk, qtbot):
    part = visit.panel.reflecting
    qtbot.mouseClick(part.reflect, LEFT)
    assert part.reflect.text() == "It is over: the network responds"
    assert not part.silence.isVisible()
    desk.clock.advance(minutes=5)
    qtbot.mouseClick(part.reflect, LEFT)
    (reflection,) = visit.view().reflections
    assert reflection.ended is not None
    assert part.reflect.text() == "The practitioners reflect"
    responses = part.row(reflection.id).responses
    QApplication.processEvents()
    qtbot.mouseClick(responses.open, LEFT)
    qtbot.mouseClick(responses.who.chip(family.sam), LEFT)
    qtbot.keyClicks(responses.words.edit, "It was not like that.")
    qtbot.mouseClick(responses.add, LEFT)
    (said,) = visit.view().reflections[0].responses
    assert (said.words, said.speaker.id) == ("It was not like that.", family.sam)


def test_silence_too(visit, qtbot):
    part = visit.panel.reflecting
    qtbot.mouseClick(part.silence, LEFT)
    assert part.reflect.text() == "The silence is over"
    qtbot.mouseClick(part.reflect, LEFT)
    assert [each.reflection_kind for each in visit.view().reflections] == ["silence"]


def test_what_became_of_it_is_told_in_words_and_can_be_said_otherwise(later, qtbot):
    part = later.panel.earlier
    assert part.isVisible()
    row = part.row(later.decision)
    assert "May sleeps over." in read(row)
    qtbot.keyClicks(row.became.edit, "twice, and then not")
    qtbot.keyClick(row.became.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    told = next(each for each in later.view().earlier if each.id == later.decision).outcomes
    assert [each.words for each in told] == ["twice, and then not"]
    row.became.set_words("twice")
    later.panel.store_now()
    told = next(each for each in later.view().earlier if each.id == later.decision).outcomes
    assert [each.words for each in told] == ["twice"]
    row.became.set_words("")
    later.panel.store_now()
    assert all(not each.outcomes for each in later.view().earlier)


def test_a_task_is_asked_about_but_not_changed(later):
    row = later.panel.earlier.row(later.task)
    assert "Jo: brings the mattress" in read(row)
    assert not row.change.isVisibleTo(row)


@pytest.mark.parametrize(
    ("does", "words"),
    [("takes_back", "the decision was taken back"), ("changes", "the decision was changed since")],
)
def test_a_task_is_asked_about_also_where_its_decision_holds_no_longer(later, desk, does, words):
    assert words not in " ".join(read(later.panel.earlier.row(later.task)))
    new = decisions.word_decision(
        desk.journal, later.id, "May sleeps at home.", does=Does(does), earlier=later.decision
    )
    decisions.accept_decision(desk.journal, new)
    assert {each.id for each in later.view().earlier} == {later.task}
    row = later.panel.earlier.row(later.task)
    assert any(told.endswith(f"; by when: Friday; {words}") for told in read(row))
    decisions.tell_outcome(desk.journal, later.id, later.task, "It is in the hall")
    (told,) = tell(later.view()).became
    assert told.startswith("Jo: brings the mattress. Its decision was ")
    assert told.endswith("It is in the hall.")


@pytest.mark.parametrize(("which", "does"), [("change", "changes"), ("take_back", "takes_back")])
def test_an_earlier_decision_is_changed_or_taken_back_once_the_room_accepts(later, which, does, qtbot):
    row = later.panel.earlier.row(later.decision)
    button = getattr(row, which)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert row.deciding.words.edit.hasFocus()
    qtbot.keyClicks(row.deciding.words.edit, "May sleeps at home.")
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    assert later.panel.is_reading()
    assert later.panel.reading.words.text() == "May sleeps at home."
    assert "“May sleeps over.”" in later.panel.reading.chain.text()
    qtbot.mouseClick(later.panel.reading.change, LEFT)
    assert row.deciding.words.edit.hasFocus()
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    qtbot.mouseClick(later.panel.reading.accept, LEFT)
    (decision,) = later.view().decisions
    assert decision.stands
    assert decision.earlier is not None
    assert decision.earlier.id == later.decision
    assert later.decision not in {each.id for each in later.view().earlier}
    assert (decision.state, decision.does) == ("stands", does)
    part = later.panel.earlier.decision(decision.id)
    assert part.add_view.hasFocus()
    qtbot.mouseClick(part.add_view, LEFT)
    qtbot.mouseClick(part.view.holder.chip(later.view().person.id), LEFT)
    qtbot.keyClicks(part.view.words.edit, "I would rather she stayed.")
    qtbot.mouseClick(part.view.add, LEFT)
    assert [each.words for each in later.view().decisions[0].opinions] == ["I would rather she stayed."]


def test_to_give_up_the_words_leaves_the_earlier_decision_as_it_was(later, qtbot):
    row = later.panel.earlier.row(later.decision)
    qtbot.mouseClick(row.change, LEFT)
    qtbot.keyClicks(row.deciding.words.edit, "May sl")
    qtbot.mouseClick(row.deciding.give_up, LEFT)
    assert row.deciding is None
    assert later.view().decisions == ()
    assert row.change.isVisibleTo(row)


def test_deciding_not_to_decide_now_is_a_full_outcome(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    qtbot.mouseClick(row.acts.not_now, LEFT)
    assert row.deciding.words.words() == "“Nights”: we decided not to decide this now."
    qtbot.mouseClick(row.deciding.read_aloud, LEFT)
    qtbot.mouseClick(visit.panel.reading.accept, LEFT)
    (decision,) = visit.view().decisions
    assert (decision.stands, decision.does) == (True, "not_now")
    assert visit.view().topics[0].state == "left_open"


def test_somebody_who_is_not_here_can_take_something_on_those_here_come_first(desk, family, shown, qtbot):
    cat = network.add_member(desk.journal, family.sam, "Tiger", member_kind="pet")
    meeting_id = meetings.begin_meeting(desk.journal, family.sam, here=[family.sam, family.jo, family.me])
    decision = decisions.word_decision(desk.journal, meeting_id, "Nights are quiet.")
    decisions.accept_decision(desk.journal, decision)
    visit = open_agenda(desk, meeting_id, shown, Drafts())
    part = visit.panel.earlier.decision(decision)
    part.add_task.setFocus()
    qtbot.keyClick(part.add_task, Qt.Key.Key_Space)
    form = part.task
    here = [family.sam, family.jo, family.me]
    assert list(form.who._chips) == here
    form.not_here.setFocus()
    qtbot.keyClick(form.not_here, Qt.Key.Key_Space)
    offered = list(form.who._chips)
    assert offered[:3] == here
    assert family.may in offered[3:]
    assert cat not in offered
    assert form.who.chip(offered[3]).hasFocus()
    assert form.not_here.isHidden()
    meetings.leave(desk.journal, meeting_id, family.jo)  # the page looks again: nobody goes
    may = form.who.chip(family.may)
    may.setFocus()
    qtbot.keyClick(may, Qt.Key.Key_Space)
    qtbot.keyClicks(form.what.edit, "rings at nine")
    qtbot.mouseClick(form.add, LEFT)
    assert [(each.who.id, each.what) for each in visit.view().tasks] == [(family.may, "rings at nine")]
    assert set(form.who._chips) == set(here)
    assert form.not_here.isVisibleTo(form)


def test_to_read_aloud_and_to_accept_are_two_acts_for_hasty_keys_and_presses(visit, family, qtbot):
    topic = visit.topic("Nights", family.may)
    row = visit.panel.topics.row(topic)
    qtbot.mouseClick(row.head, LEFT)
    qtbot.mouseClick(row.acts.decide, LEFT)
    row.deciding.words.edit.setFocus()
    qtbot.keyClicks(row.deciding.words.edit, "Sam rests.")
    asked = row.deciding.read_aloud
    place = asked.mapTo(asked.window(), asked.rect().center())
    QTest.mouseDClick(asked.window().windowHandle(), LEFT, pos=place)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Enter):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert visit.panel.reading.words.hasFocus()
    (decision,) = visit.view().decisions
    assert not decision.stands
