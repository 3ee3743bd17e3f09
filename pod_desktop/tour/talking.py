"""Stations: the opening questions, the topics, a decision, and what waits while the person is out."""

from PySide6.QtWidgets import QAbstractButton

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.views import TopicView
from pod_desktop.tour.hand import Held, Key, NotOnTheScreen, says
from pod_desktop.tour.stage import Stage, require
from pod_desktop.ui.meeting.agenda.decision_part import DecisionPart
from pod_desktop.ui.meeting.agenda.topic_row import TopicRow
from pod_desktop.ui.meeting.agenda.wishes import WishRow


def opening_questions(stage: Stage) -> None:
    """How the idea came about, and a wish for each, with Tab from one to the next."""
    hand, story, openings = stage.hand, stage.story, stage.meeting.agenda.openings
    hand.tab_to(openings.idea)
    hand.type(story.idea)
    stage.picture("opening-question")
    for name, words in story.wishes:
        hand.tab_to(_wish_row(stage, name).field)
        hand.type(words)
    hand.key(Key.Key_Tab)
    stage.picture("wishes")
    stage.did(
        f"Wrote the words about the idea and a wish for {len(story.wishes)} people, with Tab in between."
    )
    view = stage.meeting_read_back()
    found = {wish.holder.name: wish.words for wish in view.wishes}
    require(view.idea_words == story.idea, f"The idea reads “{view.idea_words}”.")
    require(found == dict(story.wishes), f"The wishes are {found}.")
    stage.found(
        f"The idea and {len(found)} wishes, each under its name; first {story.person}: “{story.wishes[0][1]}”"
    )


def topics(stage: Stage) -> None:
    """A wish becomes a topic, others are raised or taken up; their order changes; one is left open."""
    hand, story, agenda = stage.hand, stage.story, stage.meeting.agenda
    wisher, wish = story.wishes[1]
    hand.press_with_key(_wish_row(stage, wisher).make_topic)
    if story.taken_up:
        hand.press_with_key(hand.find(QAbstractButton, f"Take up again: {story.brought[1]}"))
    else:
        _raise(stage, *story.brought)
    for topic in (story.left_open, story.waiting):
        _raise(stage, *topic)
    for question in (agenda.openings.first, agenda.openings.second):
        hand.press_with_key(question.put_away)
    last = topic_row(stage, story.waiting[1])
    hand.tab_to(last.head)
    stage.picture("topics")
    hand.key(Key.Key_Up, Held.AltModifier, times=3)
    _settle(stage, topic_row(stage, story.brought[1]), TopicState.CARRIED_OVER)
    _settle(stage, topic_row(stage, story.left_open[1]), TopicState.LEFT_OPEN)
    hand.press_with_key(topic_row(stage, wish).head)
    stage.picture("topics-in-the-rooms-order")
    stage.did("Made a topic of a wish, with three others; moved the last one up with Alt+Up, left one open, ")
    stage.did("and kept one for the next meeting.")
    found = [(_raiser(topic), topic.words, topic.state) for topic in stage.meeting_read_back().topics]
    wanted = [
        (*story.waiting, TopicState.OPEN),
        (wisher, wish, TopicState.OPEN),
        (*story.brought, TopicState.CARRIED_OVER),
        (*story.left_open, TopicState.LEFT_OPEN),
    ]
    require(found == wanted, f"On the agenda are {found}.")
    stage.found(f"In the room’s order: {', '.join(f'“{words}” ({state})' for _, words, state in found)}.")


def decide(stage: Stage) -> None:
    """Words for a decision, read aloud, accepted; a differing view; who does what by when."""
    hand, story, agenda = stage.hand, stage.story, stage.meeting.agenda
    row = topic_row(stage, story.wishes[1][1])
    hand.press_with_key(row.acts.decide)
    hand.type(story.decision)
    stage.picture("deciding")
    hand.press_with_key(row.deciding.read_aloud)
    stage.picture("read-aloud")
    require(
        not any(each.stands for each in stage.meeting_read_back().decisions),
        "It stands before it is accepted.",
    )
    hand.press_with_key(agenda.reading.accept)
    (stored,) = stage.meeting_read_back().decisions
    _say_more(stage, row.decision(stored.id))
    stage.picture("decided")
    stage.did(
        "Put the decision into words, read it aloud, the room accepted it; a view beside it; who does what "
        "by when."
    )
    (found,) = stage.meeting_read_back().decisions
    views = [(view.holder.name, view.words) for view in found.opinions]
    tasks = [(task.who.name, task.what, task.by_when) for task in found.tasks]
    require(found.stands and found.words == story.decision, f"Stored is “{found.words}”.")
    require(views == [story.view], f"The views are {views}.")
    require(tasks == [story.task], f"The tasks are {tasks}.")
    said = f"{views[0][0]}: “{views[0][1]}” {' '.join(tasks[0][:2])}, {tasks[0][2]}."
    stage.found(f"Decided: “{found.words}” {said}")


def the_person_leaves(stage: Stage) -> None:
    """While the person is out of the room nothing is decided: the words are held until they are back."""
    hand, story, meeting = stage.hand, stage.story, stage.meeting
    hand.press_with_key(meeting.header.strip)
    stage.picture("coming-and-going")
    hand.press_with_key(meeting.coming.faces.tile(stage.person_id))
    hand.press_with_key(meeting.coming.back)
    stage.clock.advance(minutes=1)
    row = topic_row(stage, story.waiting[1])
    hand.press_with_key(row.head)
    require(
        row.acts.decide.text() == f"Hold until {story.person} is back", f"It says “{row.acts.decide.text()}”."
    )
    hand.press_with_key(row.acts.decide)
    hand.type(story.held)
    stage.picture("person-is-out")
    hand.press_with_key(row.deciding.hold)
    stage.picture("held")
    view = stage.meeting_read_back()
    require(not view.person_present and view.cannot_decide, "The person is still in the room.")
    require(len(view.decisions) == 1, "Something was decided without the person.")
    stage.found(f"While {story.person} was out: nothing decided.")
    stage.clock.advance(minutes=3)
    hand.press(f"{story.person} is back")
    hand.press_with_key(row.acts.decide)
    require(row.deciding.words.words() == story.held, "The held words are not there any more.")
    hand.press_with_key(row.deciding.read_aloud)
    hand.press_with_key(meeting.agenda.reading.accept)
    hand.press_with_key(row.head)
    stage.picture("person-is-back")
    stage.did(f"{story.person} left; words were held; {story.person} came back, and the room accepted them.")
    view = stage.meeting_read_back()
    found = {decision.words for decision in view.decisions if decision.stands}
    require(view.person_present, "The person is not back.")
    require(found == {story.decision, story.held}, f"Decided: {found}.")
    stage.found(f"Back in the room; then decided: “{story.held}”")


def topic_row(stage: Stage, words: str) -> TopicRow:
    """The topic on the agenda that is worded like this."""
    for row in stage.meeting.agenda.topics.findChildren(TopicRow):
        if row.isVisible() and says(row.head).startswith(words):
            return row
    raise NotOnTheScreen(f"“{words}” is not on the agenda.")


def _wish_row(stage: Stage, name: str) -> WishRow:
    for row in stage.meeting.agenda.openings.wishes.findChildren(WishRow):
        if says(row.field.edit).startswith(name):
            return row
    raise NotOnTheScreen(f"{name} is not asked how they would like to use the meeting.")


def _say_more(stage: Stage, part: DecisionPart) -> None:
    """A view beside the decision, and who does what by when."""
    hand, story = stage.hand, stage.story
    holder, words = story.view
    hand.press_with_key(part.add_view)
    hand.press_with_key(hand.find(QAbstractButton, holder, within=part.view.holder))
    hand.tab_to(part.view.words)
    hand.type(words)
    hand.key(Key.Key_Return, Held.ControlModifier)
    who, what, by_when = story.task
    hand.press_with_key(part.add_task)
    hand.press_with_key(hand.find(QAbstractButton, who, within=part.task.who))
    hand.tab_to(part.task.what)
    hand.type(what)
    hand.tab_to(part.task.by_when)
    hand.type(by_when)
    stage.picture("who-does-what")
    hand.key(Key.Key_Return)


def _raise(stage: Stage, who: str, words: str) -> None:
    hand, new = stage.hand, stage.meeting.agenda.new_topic
    hand.tab_to(new.words)
    hand.type(words)
    hand.press_with_key(hand.find(QAbstractButton, who, within=new.raised_by))
    hand.press_with_key(new.add)


def _settle(stage: Stage, row: TopicRow, state: TopicState) -> None:
    stage.hand.press_with_key(row.head)
    stage.hand.press_with_key(row.acts.states[state])


def _raiser(topic: TopicView) -> str:
    return topic.raised_by.name if topic.raised_by is not None else ""
