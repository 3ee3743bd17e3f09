"""A meeting of the made-up family, held as its script says."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from operator import itemgetter

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import (
    agenda,
    decisions,
    invitations,
    meetings,
    turn_log,
)
from pod_desktop.services.demo_script import (
    DecisionScript,
    LogScript,
    MeetingScript,
    PersonScript,
    TaskScript,
    TopicScript,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage.journal import Journal


class Sitting:
    """One meeting, minute by minute."""

    def __init__(
        self,
        journal: Journal,
        clock: ManualClock,
        ids: dict[str, EntityId],
        person: PersonScript,
        script: MeetingScript,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._ids = ids
        self._person = person
        self._script = script
        self._began = clock.now()

    def hold(self) -> None:
        """From who is here to the close."""
        self._begin()
        for minute, do in sorted(self._acts(), key=itemgetter(0)):
            self._clock.set_wall(max(self._clock.now(), self._began + timedelta(minutes=minute)))
            do()

    def _begin(self) -> None:
        script = self._script
        self._id = self._ids[script.key] = meetings.begin_meeting(
            self._journal,
            self._ids[self._person.key],
            here=[self._ids[who] for who in script.here],
            meeting_id=self._ids.get(script.key),
            without_person_reason=script.reason,
            place=script.place,
            place_chosen_by=script.chosen_by,
        )
        seats = turn_log.log_view(self._journal, self._id).seats
        meetings.seat_people(
            self._journal, {stay.id: 360 * place / len(seats) for place, stay in enumerate(seats)}
        )

    def _acts(self) -> Iterator[tuple[float, Callable[[], object]]]:
        script, end = self._script, self._script.minutes
        yield 3, partial(agenda.set_idea_words, self._journal, self._id, script.idea)
        for number, (who, words) in enumerate(script.wishes):
            yield 5 + 2 * number, partial(agenda.set_wish, self._journal, self._id, self._ids[who], words)
        for number, topic in enumerate(script.topics):
            yield 18 + number / 2, partial(self._raise, topic)
        if script.log is not None:
            yield 25, partial(self._log, script.log)
        for number, decision in enumerate(script.decisions):
            yield 42 + 6 * number, partial(self._decide, decision)
        for minute, who, way in script.moves:
            move = meetings.arrive if way == "comes" else meetings.leave
            yield minute, partial(move, self._journal, self._id, self._ids[who])
        yield end - 9, self._settle_topics
        yield end - 8, partial(self._share_out, script.tasks, None)
        for who in script.yes:
            yield end - 5, partial(invitations.person_said_yes, self._journal, self._ids[who])
        choice = script.log.choice if script.log is not None else ""
        yield end, partial(meetings.close_meeting, self._journal, self._id, choice)

    def _raise(self, topic: TopicScript) -> None:
        if topic.brought_from:
            id_ = agenda.bring_forward(self._journal, self._id, self._ids[topic.brought_from])
            if topic.words:
                agenda.reword_topic(self._journal, id_, topic.words)
        else:
            id_ = agenda.add_topic(self._journal, self._id, topic.words, self._ids[topic.by])
        self._ids[topic.key] = id_

    def _settle_topics(self) -> None:
        for topic in self._script.topics:
            if topic.becomes:
                agenda.set_topic_state(self._journal, self._ids[topic.key], TopicState(topic.becomes))

    def _decide(self, script: DecisionScript) -> None:
        id_ = decisions.word_decision(self._journal, self._id, script.words, self._ids[script.topic])
        if not script.accepted:
            return
        self._clock.advance(minutes=2)
        decisions.accept_decision(self._journal, id_)
        for who, words in script.views:
            decisions.add_opinion(self._journal, id_, self._ids[who], words)
        self._share_out(script.tasks, id_)

    def _share_out(self, tasks: Sequence[TaskScript], decision: EntityId | None) -> None:
        for task in tasks:
            decisions.add_task(
                self._journal, self._id, self._ids[task.who], task.what, task.by_when, decision
            )

    def _log(self, script: LogScript) -> None:
        turn_log.record_asked_aloud(self._journal, self._id)
        turn_log.record_everybody_agreed(self._journal, self._id)
        turn_log.start_log(self._journal, self._id)
        here = {stay.who.id: stay.who for stay in turn_log.log_view(self._journal, self._id).seats}
        live = LiveLog(self._journal, self._id)
        for who, seconds, words in script.spans:
            if who == "silence":
                live.silence()
            elif who == "reflecting":
                live.reflecting()
            else:
                live.tap(here[self._ids[who]])
            if words:
                newest = turn_log.log_view(self._journal, self._id).turns[-1]
                turn_log.set_words(self._journal, newest.id, words)
            self._clock.advance(seconds=max(seconds, 1))
        live.nobody()
