"""Stores a real database of this version, for later versions to upgrade in their tests.

    python3 dev.py golden

makes tests/golden/<revision>/ with `keys.pod` and `data.pod`, as a laptop would have them, and `about.json`,
which says what is in them and what a later version must find again; and `team/`, the folder that this laptop
shares, with `team.json` about it (team_folder.py). What was collected is never remade: once a revision was
released, laptops and folders hold data like these. tests/storage/test_golden.py upgrades all databases,
tests/sync/test_golden_folders.py reads all folders.

Who gives the program something new to store, lets it be stored here, too.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pod_desktop import __version__, sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.services import (
    agenda,
    amending,
    between_meetings,
    care,
    decisions,
    erasure,
    joining_members,
    medication,
    meeting_views,
    meetings,
    network,
    not_my_words,
    own_words,
    people,
    quotes,
    relation_words,
    same_meeting,
    timeline,
    turn_log,
)
from pod_desktop.services.demo import make_demo
from pod_desktop.services.demo_script import moment, read_script
from pod_desktop.services.live_log import LiveLog
from pod_desktop.services.profile import start_team
from pod_desktop.storage import events, heads, projection
from pod_desktop.storage.check import check
from pod_desktop.storage.database import writing
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Listed
from pod_desktop.storage.migrations import HEAD
from pod_desktop.storage.sharing import files
from pod_desktop.storage.sharing.files import Found, State
from pod_desktop.storage.tables import SYNCED, JournalEvent, Member, Stream, Synced
from pod_desktop.sync.seen import quarantined
from tests.golden import team_folder, voices
from tests.golden.team_folder import LATER

GOLDEN = Path(__file__).resolve().parent
PASSPHRASE = "made-up harbour lantern teacup"
_CONTENT = (
    "The made-up family of resources/demo; one turn log kept with its words, of another only the totals.",
    "A meeting that is still open, with a turn that goes on, as after a stop of the program.",
    "A network member struck out, and one with two unequal values in `words`, each from another laptop.",
    "Two cards of one member, joined.",
    "A member with all communication needs and a date to ask again; a tie with a direction and a quality.",
    "A word of the team’s own for a relationship.",
    "A stay on a ward, medication begun, an episode ended and reopened; something that happened outside.",
    "One meeting noted as two and joined, with noted words, a reflection, an outcome and an amendment.",
    "A steward’s laptop that shares a folder; a code that was given out; an erasure that waits for a yes.",
    "A file of the folder that waits with the work of a laptop that was locked out.",
    *voices.CONTENT,
    f"A thing of the kind “{LATER}” and a field “{LATER}” of a person, as a newer laptop would send them.",
)


def collect(to: Path) -> Path:
    """Make the folder of this version's revision in `to`. Raises BadInput where there is one."""
    made = to / HEAD
    if made.exists():
        raise BadInput(
            f"There is a database of revision {HEAD} in “{made}” already. It is never remade; "
            "only while nobody has that revision you may delete the folder yourself."
        )
    with tempfile.TemporaryDirectory(prefix=".collecting-", dir=to) as folder:
        profile = Profile(Path(folder) / "profile")
        whole = Path(folder) / HEAD
        whole.mkdir()
        about = _fill(profile, whole / "team")
        team_folder.write_about(whole / "team.json", about.pop("team"))
        for path in (profile.keys, profile.database):
            if path.with_name(f"{path.name}-wal").exists():
                raise BadInput("The write-ahead log did not become empty, so nothing was collected.")
            shutil.copyfile(path, whole / path.name)
        text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
        (whole / "about.json").write_text(text, encoding="utf-8", newline="\n")
        whole.rename(made)
    return made


def _fill(profile: Profile, shared: Path) -> dict[str, Any]:
    """Everything that this version can store, stored by its services; gives back what about.json says.

    Under `team` it is what team.json says, about the folder `shared`.
    """
    now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    script = read_script()
    me = script.practitioners[0]
    first = min(moment(person.first_contact, now) for person in script.people)
    clock = ManualClock(first - timedelta(days=1))
    journal = start_team(
        profile,
        team=script.team,
        author=me.name,
        profession=me.profession,
        peer=me.peer,
        passphrase=PASSPHRASE,
        clock=clock,
    )
    try:
        ids = make_demo(journal, clock, now)
        _strike_somebody(journal, ids)
        _say_more_of_nan(journal, clock, ids)
        relation_words.say(journal, "tide watch", "friends", "group")
        _join_two_cards(journal, ids)
        _tell_of_care(journal, clock, ids)
        voices.look_back(journal, clock, ids)
        _hear_from_other_laptops(journal, ids)
        _note_one_meeting_twice(journal, clock, ids)
        _leave_a_meeting_open(journal, clock, ids)
        team = _share_a_folder(journal, clock, ids, shared)
        return {"made": now.date().isoformat(), "passphrase": PASSPHRASE, **describe(journal), "team": team}
    finally:
        journal.close()


def _strike_somebody(journal: Journal, ids: Mapping[str, EntityId]) -> None:
    twice = network.add_member(journal, ids["jess"], "Entered twice", words="by mistake", sector="friends")
    network.strike_member(journal, twice, "entered twice")


def _say_more_of_nan(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    nan = ids["nan"]
    network.record_needs(journal, nan, needs_format="by post", needs_support="Mum beside her")
    network.record_needs(journal, nan, needs_language="a signer, now and then")
    network.plan_needs_review(journal, nan, clock.now() + timedelta(days=180))
    ties = network.network_map(journal, ids["jess"]).ties
    tie = next(tie for tie in ties if nan in (tie.a_id, tie.b_id))
    network.change_tie(journal, tie.id, direction="b_to_a", quality="strong")


def _join_two_cards(journal: Journal, ids: Mapping[str, EntityId]) -> None:
    again = network.add_member(journal, ids["jess"], "Nan again", words="from the list of June")
    joining_members.join(journal, again, ids["nan"])


def _tell_of_care(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    jess, today = ids["jess"], clock.now().date()
    care.move_to(journal, jess, "ward", today - timedelta(days=9), place="Haldon ward", until=today)
    medication.note(journal, jess, "begun", "Something for the nights, as Jess wanted", today)
    between_meetings.happened_outside(
        journal,
        jess,
        "Nan took Jess home early",
        clock.now() - timedelta(days=1),
        who="Nan",
        why="It was late",
    )
    between_meetings.ask_to_bring(journal, jess, "Ask about the boat", ids["mum"])
    care.end_episode(journal, ids["owen"], "Owen and the team thought that it was time")
    care.reopen_episode(journal, ids["owen"], "Owen rang")


def _note_one_meeting_twice(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    """Two meetings that were joined, as two laptops note one: with words, a reflection and an amendment."""
    made = []
    for words in ("We slept at last", "The tide was high"):
        here = [ids[who] for who in ("jess", "mum", "ana")]
        meeting = meetings.begin_meeting(journal, ids["jess"], here=here)
        topic = agenda.add_topic(journal, meeting, "The nights", ids["jess"])
        quotes.note_words(journal, meeting, ids["mum"], words, topic_id=topic)
        quotes.end_reflection(journal, quotes.begin_reflection(journal, meeting))
        for each in meeting_views.meeting(journal, meeting).earlier[:1]:
            decisions.tell_outcome(journal, meeting, each.id, "It went as we had said")
        clock.advance(minutes=20)
        meetings.close_meeting(journal, meeting)
        made.append(meeting)
        clock.advance(minutes=-15)
    same_meeting.join(journal, *made)
    clock.advance(minutes=60)
    amending.amend(journal, made[0], "Mum rang the day after", "She had forgotten it")


def _leave_a_meeting_open(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId]) -> None:
    here = [ids[who] for who in ("jess", "mum", "dad", "ana")]
    meeting = meetings.begin_meeting(journal, ids["jess"], here=here, meeting_id=ids["coming"])
    agenda.set_wish(journal, meeting, ids["dad"], "To hear how the week was")
    topic = agenda.add_topic(journal, meeting, "Who has the keys to the boat", ids["jess"])
    turn_log.record_everybody_agreed(journal, meeting)
    turn_log.start_log(journal, meeting)
    live = LiveLog(journal, meeting)
    seated = {stay.who.id: stay.who for stay in turn_log.log_view(journal, meeting).seats}
    for who in ("jess", "mum", "jess", "dad"):
        live.tap(seated[ids[who]])
        clock.advance(seconds=41)
    voices.at_the_table(journal, live, clock, ids)
    _say_whose_words(journal, live, meeting, ids)
    decision = decisions.word_decision(journal, meeting, "Dad keeps one key, Jess the other", topic)
    decisions.accept_decision(journal, decision)
    decisions.add_opinion(journal, decision, ids["mum"], "I would rather they hung in the hall")


def _say_whose_words(journal: Journal, live: LiveLog, meeting: EntityId, ids: Mapping[str, EntityId]) -> None:
    first, second, *_ = turn_log.log_view(journal, meeting).turns
    for turn, words in ((first, "It creaked all night"), (second, "I heard nothing")):
        turn_log.set_words(journal, turn.id, words)
    not_my_words.of_turn(live, first.id)
    turn_log.set_words(journal, first.id, "It sang all night")
    quote = quotes.note_words(journal, meeting, ids["dad"], "The keys are lost")
    not_my_words.of_quote(journal, quote, "One key is lost")
    own_words.leave_out(journal, meeting, ids["mum"])


def _hear_from_other_laptops(journal: Journal, ids: Mapping[str, EntityId]) -> None:
    """Events that did not begin here: one that had not seen what is here, and two of a newer version."""
    mum, jess = ids["mum"], ids["jess"]
    with journal.read() as reading:
        seen = reading.seen(Member, mum)
    network.change_member(journal, mum, words="mum, as Jess says it")
    far = [new_id(), new_id()]
    _receive(journal, far[0], "member", mum, Verb.CHANGE, {"words": "her mother"}, seen["words"])
    _receive(journal, far[1], LATER, new_id(), Verb.CREATE, {"words": "What later versions store", "n": 7})
    _receive(journal, far[1], "person", jess, Verb.CHANGE, {LATER: "What later versions ask"})


def _receive(
    journal: Journal,
    laptop: EntityId,
    kind: str,
    entity: EntityId,
    verb: Verb,
    fields: Mapping[str, events.Value],
    replaces: Sequence[bytes] = (),
) -> None:
    """Enter an event of another laptop's main stream."""
    with writing(journal.engine) as connection, Session(connection, autoflush=False) as session:
        stream = session.scalars(select(Stream).where(Stream.id == laptop)).one_or_none()
        if stream is None:
            stream = Stream(id=laptop, laptop_id=laptop)
            session.add(stream)
            session.flush()
        here = session.scalar(select(func.max(JournalEvent.no))) or 0
        seq = session.scalar(select(func.max(JournalEvent.seq)).where(JournalEvent.stream_no == stream.no))
        event = events.make(
            stream=bytes.fromhex(laptop),
            seq=(seq or 0) + 1,
            hlc=events.HybridClock(journal.clock).tick(),
            author=bytes.fromhex(laptop),
            verb=verb,
            kind=kind,
            entity=bytes.fromhex(entity),
            fields=fields,
            replaces={name: list(replaces) for name in fields if replaces},
        )
        body = events.encode(event)
        no, id_ = here + 1, events.event_id(body)
        session.add(JournalEvent(no=no, id=id_, stream_no=stream.no, seq=event.seq, group_no=no, body=body))
        session.flush()
        projection.apply(session, no, id_, event)
        session.flush()


def _share_a_folder(
    journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId], shared: Path
) -> dict[str, Any]:
    """The team's keys, their folder, a code that nobody used, a wish to erase, a file that waits."""
    erasure.ask_erasure(journal, "member", ids["dad"], "He asked for it, and it is being talked about.")
    told = team_folder.share(journal, clock, ids, shared)
    sync.invite(journal)
    lost = bytes.fromhex(new_id())
    late = Found(
        Listed("a/late.dat", 7, 7), bytes(32), State.QUARANTINED, quarantined(["Lost laptop"], 2), (lost,)
    )
    with files.changing(journal) as session:
        files.note(session, late, bytes(8), journal.clock.now())
    return told


def describe(journal: Journal) -> dict[str, Any]:
    """What is stored, in words and figures that a later version can compare with its own."""
    report = check(journal)
    if not report.ok:
        raise BadInput(f"What was made is not sound: {' '.join(report.faults)}")
    with journal.read() as reading:
        kinds = {table.kind: sorted(projection.columns_of(table).names) for table in SYNCED}
        return {
            "revision": HEAD,
            "program": __version__,
            "content": list(_CONTENT),
            "events": report.events,
            "ended": report.ended,
            "unknown": sum(is_unknown(body) for body in bodies(reading.session)),
            "conflicts": sorted(field for _, _, field in heads.conflicts(reading.session)),
            "digest": report.digest,
            "counts": report.counts,
            "fields": kinds,
            "digests": {kind: digest_of(reading.session, kind, fields) for kind, fields in kinds.items()},
            "words": sorted(said(journal)),
            "only_here": voices.only_here(journal),
        }


def bodies(session: Session) -> list[bytes]:
    """The bodies of all events that have one, in their order."""
    query = select(JournalEvent.body).where(func.length(JournalEvent.body) > 0)
    return list(session.scalars(query.order_by(JournalEvent.no)))


def is_unknown(body: bytes) -> bool:
    """Whether the event is of the kind, or the field, that no version knows."""
    event = events.decode(body)
    return event.kind == LATER or LATER in event.fields


def digest_of(session: Session, kind: str, fields: Iterable[str]) -> str:
    """A hash over the rows of one kind and these fields of theirs, by wire name, the struck ones too."""
    table: type[Synced] = projection.KINDS[kind]
    columns = projection.columns_of(table)
    names = {wire: columns.names[wire] for wire in sorted(fields)}
    total = blake2b(digest_size=16)
    for row in session.scalars(select(table).order_by(table.id)):
        values = [columns.to_wire(name, getattr(row, name)) for name in names.values()]
        total.update(msgspec.msgpack.encode([bytes.fromhex(row.id), row.struck, *values]))
    return total.hexdigest()


def said(journal: Journal) -> set[str]:
    """What people said, as this version shows it: wishes, topics, decisions, turns, ties, and so on."""
    found: set[str] = {word.words for word in relation_words.team_words(journal)}
    for person in people.people(journal):
        drawn = network.network_map(journal, person.id)
        found |= {person.name, *(tie.words for tie in drawn.ties)}
        cards = [kept.card for member in drawn.members for kept in member.joined]
        for member in (*drawn.members, *cards):
            found |= {member.name, member.words, member.contact, member.needs}
            found |= {member.needs_format, member.needs_support, member.needs_language}
        for brief in people.record(journal, person.id).meetings:
            visit = meeting_views.meeting(journal, brief.id)
            found |= {visit.idea_words, brief.reason, brief.place}
            found |= {wish.words for wish in visit.wishes} | {topic.words for topic in visit.topics}
            found |= {decision.words for decision in visit.decisions}
            found |= {view.words for decision in visit.decisions for view in decision.opinions}
            found |= {text for task in visit.tasks for text in (task.what, task.by_when)}
            found |= {turn.words for turn in turn_log.log_view(journal, brief.id).turns}
            found |= {quote.words for quote in visit.quotes}
            found |= {text for each in visit.amendments for text in (each.words, each.reason)}
            found |= {told.words for each in visit.earlier for told in each.outcomes}
        found |= {
            text
            for entry in timeline.timeline(journal, person.id).entries
            for text in (entry.words, entry.reason)
        }
    return found - {""}


def main(arguments: Sequence[str]) -> int:
    """Make this version's folder, or say why not; gives back the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py golden", description="Store a real database of this version."
    )
    parser.add_argument("--to", type=Path, default=GOLDEN, help="the folder of the collection")
    try:
        made = collect(parser.parse_args(arguments).to)
    except BadInput as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    about = json.loads((made / "about.json").read_text(encoding="utf-8"))
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
    sys.stdout.write(
        f"Collected revision {about['revision']} of POD Desktop {about['program']} in “{made}”: "
        f"{about['events']} events, {about['ended']} of them ended, {size // 1024} KB.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
