"""A whole record in which every kind of field holds a word of its own, to be looked for afterwards."""

from dataclasses import dataclass, field
from datetime import date

import msgspec

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.services import (
    agenda,
    between_meetings,
    care,
    decisions,
    medication,
    meetings,
    network,
    people,
    person_details,
    planning,
    quotes,
    turn_log,
)
from pod_desktop.services.live_log import LiveLog
from pod_desktop.storage import events
from pod_desktop.storage.events import SCHEMA, Verb
from pod_desktop.storage.journal import Journal
from tests.journals import arrived


@dataclass
class Told:
    """What was said about one person; each word stands in just one place."""

    journal: Journal
    ana: EntityId
    whose: str
    nhs: str
    person: EntityId = field(init=False)
    meeting: EntityId = field(init=False)
    words: dict[str, bytes] = field(default_factory=dict)
    """Every word, by what it was said as."""

    def word(self, what: str) -> str:
        made = f"q{self.whose}{len(self.words)}z{what.replace(' ', '')}"
        self.words[what] = made.encode()
        return made

    def all_of_it(self) -> "Told":
        """The person, their network, a plan that fell through, and an open meeting with its log."""
        self._person_and_network()
        self._between_meetings()
        self._meeting()
        return self

    def turn_words(self) -> set[bytes]:
        return {word for what, word in self.words.items() if what.startswith("turn")}

    def _person_and_network(self) -> None:
        journal, word = self.journal, self.word
        self.person = people.add_person(journal, word("replaced name"))
        self.words["NHS number"] = self.nhs.encode()
        people.change_person(journal, self.person, name=word("name"), nhs=self.nhs)
        people.record_first_contact(
            journal, self.person, journal.clock.now(), word("first contact"), words=word("what was asked for")
        )
        self._details()
        self.may = network.add_member(journal, self.person, word("member"), words=word("relationship"))
        network.change_member(journal, self.may, contact=word("contact"), words=word("other words"))
        network.record_needs(journal, self.may, needs=word("needs"))
        network.record_needs(journal, self.may, needs_format=word("form"), needs_support=word("support"))
        network.record_needs(journal, self.may, needs_language=word("language"))
        jo = network.add_member(journal, self.person, word("struck out member"))
        tie = network.tie(journal, self.person, self.may, jo, words=word("replaced tie"))
        network.change_tie(journal, tie, known="yes", words=word("tie"))
        network.strike_member(journal, jo, word("reason of striking out"))
        off = planning.plan_meeting(journal, self.person, place=word("place of a plan"))
        planning.did_not_happen(journal, off, word("why it did not happen"))

    def _details(self) -> None:
        journal, word, who = self.journal, self.word, self.person
        self.words["born"] = f"19{self.nhs[-2:]}-03-29".encode()
        born = self.words["born"].decode()
        person_details.change_details(journal, who, born=born, address=word("replaced address"))
        person_details.change_details(journal, who, address=word("address"), contact=word("own contact"))
        person_details.record_needs(journal, who, needs=word("own needs"))
        person_details.record_needs(journal, who, needs_format=word("own form"))
        person_details.record_needs(journal, who, needs_support=word("own support"))
        person_details.record_needs(journal, who, needs_language=word("own language"))

    def _between_meetings(self) -> None:
        journal, word, now = self.journal, self.word, self.journal.clock.now()
        outside = between_meetings.happened_outside(
            journal, self.person, word("replaced outside"), now, who=word("who did it"), why=word("why")
        )
        between_meetings.change_outside(
            journal,
            outside,
            what=word("outside"),
            happened=now,
            who=word("who else did it"),
            why=word("why else"),
            zone="Europe/London",
        )
        between_meetings.ask_to_bring(journal, self.person, word("to bring"), self.may)
        care.move_to(journal, self.person, "ward", date(2026, 11, 2), word("ward"))
        medication.note(journal, self.person, "changed", word("medication"), date(2026, 11, 3))
        care.end_episode(journal, self.person, word("why it ended"))
        care.reopen_episode(journal, self.person, word("why it was taken up again"))

    def _meeting(self) -> None:
        journal, word = self.journal, self.word
        here = [self.person, self.may, self.ana]
        self.meeting = meetings.begin_meeting(journal, self.person, here=here, place=word("place"))
        agenda.set_idea_words(journal, self.meeting, word("idea"))
        agenda.set_wish(journal, self.meeting, self.may, word("wish"))
        topic = agenda.add_topic(journal, self.meeting, word("replaced topic"), self.may)
        agenda.reword_topic(journal, topic, word("topic"))
        struck = agenda.add_topic(journal, self.meeting, word("struck out topic"), self.may)
        agenda.strike_topic(journal, struck, word("reason of a topic"))
        decision = decisions.word_decision(journal, self.meeting, word("replaced decision"), topic)
        decisions.reword_decision(journal, decision, word("decision"))
        decisions.accept_decision(journal, decision)
        decisions.add_opinion(journal, decision, self.may, word("opinion"))
        decisions.tell_outcome(journal, self.meeting, decision, word("outcome"))
        quote = quotes.note_words(journal, self.meeting, self.may, word("replaced quote"), topic_id=topic)
        quotes.reword_quote(journal, quote, word("quote"))
        struck = quotes.note_words(journal, self.meeting, self.may, word("struck out quote"))
        quotes.strike_quote(journal, struck)
        decisions.add_task(journal, self.meeting, self.may, word("task"), word("by when"), decision)
        self._turns()

    def _turns(self) -> None:
        journal, word = self.journal, self.word
        turn_log.record_everybody_agreed(journal, self.meeting)
        turn_log.start_log(journal, self.meeting)
        live = LiveLog(journal, self.meeting)
        for seat in turn_log.log_view(journal, self.meeting).seats:
            live.tap(seat.who)
            journal.clock.advance(seconds=20)  # type: ignore[attr-defined]
        first, second, _ = turn_log.log_view(journal, self.meeting).turns
        turn_log.set_words(journal, first.id, word("turn, replaced"))
        turn_log.set_words(journal, first.id, word("turn"))
        turn_log.set_words(journal, second.id, word("turn, undone"))
        live.undo_stack.undo()

    def from_newer_versions(self) -> "Told":
        """What a newer version stored about the person and the meeting, which is only kept here."""
        laptop = new_id()
        for number, (kind, about, schema) in enumerate(
            (
                ("stay", self.person, SCHEMA),
                ("mood", self.meeting, SCHEMA),
                ("stay", self.person, SCHEMA + 1),
            ),
            1,
        ):
            event = events.make(
                stream=bytes.fromhex(laptop),
                seq=number,
                hlc=number,
                author=bytes.fromhex(self.ana),
                verb=Verb.CREATE,
                kind=kind,
                entity=bytes.fromhex(new_id()),
                fields={"of": bytes.fromhex(about), "w": self.word(f"{kind} of schema {schema}")},
                replaces={},
            )
            body = events.encode(msgspec.structs.replace(event, schema=schema))
            self.journal.take_in([arrived(body, laptop=laptop)])
        return self
