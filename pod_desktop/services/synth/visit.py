"""One made-up meeting, from who is here to the close."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from pod_desktop.domain.agenda import TopicState
from pod_desktop.domain.ids import EntityId
from pod_desktop.services import agenda, decisions, invitations, meetings, turn_log
from pod_desktop.services.synth import words
from pod_desktop.services.synth.record import Record
from pod_desktop.services.synth.turns import Spoken, log_turns

_AT_ONCE = 5_000
"""Turns in one act."""


class Visit:
    """Plays one meeting of a record."""

    def __init__(self, record: Record, chance: Random, seconds_a_turn: float) -> None:
        self._record = record
        self._journal = record.journal
        self._clock = record.clock
        self._chance = chance
        self._milliseconds_a_turn = max(1, round(seconds_a_turn * 1000))
        together = (record.coming + [one for one in record.members if one not in record.coming])[:3]
        self._here = [record.person, *together, *record.team[:2]]

    def hold(self, turns: int) -> EntityId:
        """The whole meeting with so many turns; returns its id."""
        self._begin()
        topics = self._find_topics()
        if turns:
            self._ask_the_room()
            self._talk(turns // 2, topics)
        self._somebody_comes(agrees=turns > 0)
        if turns:
            self._talk(turns - turns // 2, topics)
        self._draw_on_the_map()
        self._decide(topics)
        self._close(topics, has_log=turns > 0)
        return self._id

    def _begin(self) -> None:
        self._id = meetings.begin_meeting(
            self._journal,
            self._record.person,
            here=self._here,
            meeting_id=self._record.planned,
            place=self._chance.choice(words.PLACES),
            place_chosen_by="together",
        )
        stays = {stay.who.id: stay.id for stay in turn_log.live_view(self._journal, self._id).stays}
        angles = {stays[who]: 360 * at / len(self._here) for at, who in enumerate(self._here)}
        meetings.seat_people(self._journal, angles)

    def _find_topics(self) -> list[EntityId]:
        """The idea of the meeting, wishes, and the agenda that comes of them."""
        agenda.set_idea_words(self._journal, self._id, words.sentence(self._chance))
        for who in self._here[:2]:
            self._clock.advance(minutes=2)
            agenda.set_wish(self._journal, self._id, who, words.sentence(self._chance))
        topics = []
        if self._record.left_open is not None:
            topics.append(agenda.bring_forward(self._journal, self._id, self._record.left_open))
        for who in self._chance.sample(self._here, 2):
            self._clock.advance(minutes=1)
            topics.append(agenda.add_topic(self._journal, self._id, words.topic(self._chance), who))
        return topics

    def _ask_the_room(self) -> None:
        turn_log.record_asked_aloud(self._journal, self._id)
        turn_log.record_everybody_agreed(self._journal, self._id)
        turn_log.start_log(self._journal, self._id)
        self._clock.advance(minutes=1)

    def _somebody_comes(self, *, agrees: bool) -> None:
        """Sometimes one of the team comes later and, where turns are logged, is asked, too."""
        if self._chance.random() < 0.3:
            late = self._record.team[2]
            stay = meetings.arrive(self._journal, self._id, late)
            self._here.append(late)
            if agrees:
                turn_log.record_agreement(self._journal, stay, "yes")

    def _talk(self, turns: int, topics: list[EntityId]) -> None:
        spoken = list(self._spoken(turns, topics))
        for start in range(0, turns, _AT_ONCE):
            log_turns(self._journal, self._id, spoken[start : start + _AT_ONCE])

    def _spoken(self, turns: int, topics: list[EntityId]) -> Iterator[Spoken]:
        """One after the other; nobody follows themselves, and the clock goes with them."""
        chance, last = self._chance, None
        for number in range(turns):
            speaker = chance.choice([one for one in self._here if one != last])
            length = chance.randint(self._milliseconds_a_turn // 2, self._milliseconds_a_turn * 3 // 2)
            began = self._clock.now()
            self._clock.advance(milliseconds=length)
            yield Spoken(
                speaker,
                began,
                began + timedelta(milliseconds=length * 9 // 10),
                words.sentence(chance) if chance.random() < 0.2 else "",
                topics[number * len(topics) // turns] if chance.random() < 0.3 else None,
            )
            last = speaker

    def _draw_on_the_map(self) -> None:
        self._clock.advance(minutes=3)
        for member in self._chance.sample(self._record.members, 2):
            self._record.place(self._chance, member)
        self._record.tie_two(self._chance)

    def _decide(self, topics: list[EntityId]) -> None:
        """Words on the first topic, their acceptance, two views on them and who does what."""
        self._clock.advance(minutes=4)
        who = self._chance.choice(self._here)
        said = f"One of us {words.agreed(self._chance)}."
        decision = decisions.word_decision(self._journal, self._id, said, topics[0])
        self._clock.advance(minutes=2)
        decisions.accept_decision(self._journal, decision)
        for holder in self._chance.sample(self._here, 2):
            decisions.add_opinion(self._journal, decision, holder, words.sentence(self._chance))
        what, when = words.agreed(self._chance), words.by_when(self._chance)
        decisions.add_task(self._journal, self._id, who, what, when, decision)

    def _close(self, topics: list[EntityId], *, has_log: bool) -> None:
        self._clock.advance(minutes=3)
        agenda.set_topic_state(self._journal, topics[-1], TopicState.LEFT_OPEN)
        self._record.left_open = topics[-1]
        invited = self._chance.choice(self._record.members)
        invitations.note_idea(self._journal, invited)
        invitations.person_said_yes(self._journal, invited)
        self._record.coming = [one for one in self._record.coming if one != invited] + [invited]
        meetings.close_meeting(self._journal, self._id, "keep" if has_log else "")
