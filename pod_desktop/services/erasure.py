"""Erasing what is stored about somebody on every laptop: one practitioner asks, another confirms (SYNC §6).

It is for a request under data protection law, and for nothing else: a record that was filed is taken off a
laptop by `purging`. What is stored about the erasure itself stays: who asked, who confirmed, when and why.
Names in the words of others are not found by it; the preview says in how many places they stand.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

from pod_desktop.domain import erasing
from pod_desktop.domain.erasing import About, ErasurePreview, ErasureView
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.errors import NotAllowed, NotFound
from pod_desktop.services.joined import Cards
from pod_desktop.storage import about, own_keys, unfinished
from pod_desktop.storage.about import ERASED, AboutSomebody
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading, empty_ones, newest
from pod_desktop.storage.tables import Erasure, Meeting, Member, Person, Practitioner, Purge

_AT_ONCE = 2_000
"""Events that one ending names."""


def preview(journal: Journal, about_kind: str, about_id: EntityId) -> ErasurePreview:
    """What would be erased, as far as it is on this laptop. Raises NotFound."""
    with journal.read() as reading:
        subject = _subject(reading, about_kind, about_id)
        found = about.about(reading.session, about_kind, about_id)
        return ErasurePreview(subject.name, len(found), about.mentions(reading.session, subject.name, found))


def ask_erasure(journal: Journal, about_kind: str, about_id: EntityId, reason: str) -> EntityId:
    """Ask that all that is stored about a person or a network member be erased everywhere.

    Nothing is erased before another practitioner has confirmed it on their laptop. Raises NotFound, BadInput
    without a reason or with one that names them, and NotAllowed where it was asked for already, or for a
    member with several cards: each is asked for by itself, once it is known whose it is.
    """
    with journal.act() as act:
        subject = _subject(act, about_kind, about_id)
        numbers = [subject.contact] if isinstance(subject, Member) else [subject.nhs_number, subject.contact]
        reason = erasing.require_reason(reason, [subject.name], numbers)
        if refused := _joined_refusal(act, subject):
            raise NotAllowed(refused)
        if act.all(Erasure, about_id=about_id):
            raise NotAllowed("It has been asked already that these data be erased.")
        return act.create(
            Erasure,
            about_id=about_id,
            about_kind=about_kind,
            asked_by_id=act.author,
            asked=journal.clock.now(),
            reason=reason,
            confirmed_by_id=None,
            confirmed=None,
        ).id


def take_request_back(journal: Journal, erasure_id: EntityId) -> None:
    """Nothing is to be erased after all. Raises NotAllowed once it was confirmed."""
    with journal.act() as act:
        if act.get(Erasure, erasure_id).confirmed is not None:
            raise NotAllowed("This was confirmed already, and what was erased cannot be brought back.")
        act.strike(Erasure, erasure_id, "taken back")


def confirm_erasure(journal: Journal, erasure_id: EntityId) -> int:
    """Confirm it, as the second practitioner on another laptop: it is erased here, and then everywhere.

    It cannot be undone. Returns how many entries of the journal were emptied here. Raises NotAllowed for
    whoever asked, on the laptop where it was asked, while a meeting of the person's is open, or where this
    laptop does not hold all that is to be erased.
    """
    now = journal.clock.now()
    with journal.act() as act:
        row = act.get(Erasure, erasure_id)
        if reason := _refusal(act, row, act.author):
            raise NotAllowed(reason)
        found = about.about(act.session, row.about_kind, row.about_id)
        act.change(Erasure, erasure_id, confirmed_by_id=act.author, confirmed=now)
        _end(act, found)
    journal.empty_log_of_ended(just_ended=True)
    return len(found)


def finish_erasures(journal: Journal) -> int:
    """End what has come since, or was made here, about what was erased. Returns how many entries that were.

    To be called after new events have come from other laptops. Where nothing was erased, or nothing has come
    since the last call, it takes no time. Where a stub that was here may have got its body, all is looked at.
    """
    with journal.read() as reading:
        if reading.session.query(Erasure.id).filter(Erasure.confirmed.is_not(None)).first() is None:
            return 0
        has_gone = unfinished.has_gone(reading.session)
    if has_gone:  # a page that was still open put it down again
        with journal.act() as act:
            unfinished.forget_gone(act.session)
    with journal.read() as reading:
        connection, last = reading.session.connection(), newest(reading.session)
        before = _looked.get(journal, _NEVER)
        has_filled = empty_ones(connection, before.last) != before.empty
        if last == before.last and not has_filled:
            return 0
        erased = about.erased_things(reading.session)
        after = before.last if erased == before.erased and not has_filled else 0
        found = about.left_of(reading.session, erased, after)
        _looked[journal] = _Looked(erased, last, empty_ones(connection, last))
    if not len(found):
        return 0
    with journal.act() as act:
        _end(act, found)
    journal.empty_log_of_ended(just_ended=True)
    return len(found)


class _Looked(NamedTuple):
    """How it was when a journal was looked through last."""

    erased: frozenset[bytes]
    last: int
    """The newest event."""
    empty: tuple[int, int]
    """Which had no body: one of those that is filled in is no newer than `last`."""


_NEVER = _Looked(frozenset(), 0, (0, 0))
_looked: WeakKeyDictionary[Journal, _Looked] = WeakKeyDictionary()


def erasures(journal: Journal) -> tuple[ErasureView, ...]:
    """All that was asked for and not taken back, the latest first."""
    with journal.read() as reading:
        me = journal.author_id
        names = {each.id: each.name for each in reading.session.query(Practitioner)}
        rows = sorted(reading.all(Erasure), key=lambda row: (row.asked, row.id), reverse=True)
        whose = {row.id: _whose(reading, row) for row in rows}
        return tuple(
            ErasureView(
                id=row.id,
                about_kind=row.about_kind,
                about_id=row.about_id,
                person_id=whose[row.id].person_id,
                name=whose[row.id].name,
                asked_by=names.get(row.asked_by_id, ""),
                asked=row.asked,
                reason=row.reason,
                confirmed_by=names.get(row.confirmed_by_id, "") if row.confirmed_by_id else "",
                confirmed=row.confirmed,
                refusal="" if row.confirmed is not None else _refusal(reading, row, me),
            )
            for row in rows
        )


def _refusal(reading: Reading, row: Erasure, me: EntityId) -> str:
    """Why this practitioner cannot confirm it on this laptop; "" where they can."""
    try:
        erasing.require_may_confirm(
            asked_by=row.asked_by_id,
            asked_on=reading.sayings(Erasure, row.id, "asked_by_id")[0].laptop_id,
            me=me,
            here=reading.laptop(),
            is_confirmed=row.confirmed is not None,
        )
    except NotAllowed as refused:
        return str(refused)
    if row.struck:
        return "It was taken back that these data be erased."
    try:
        subject = _subject(reading, row.about_kind, row.about_id)
    except NotFound:
        return _NOT_ALL_HERE
    person_id = subject.person_id if isinstance(subject, Member) else subject.id
    if reading.session.get(Purge, person_id) is not None:
        return _NOT_ALL_HERE
    if any(meeting.state == MeetingState.OPEN for meeting in reading.all(Meeting, person_id=person_id)):
        return "A meeting is open. Please close it first; then it can be confirmed."
    return _joined_refusal(reading, subject)


def _joined_refusal(reading: Reading, subject: Person | Member) -> str:
    if not isinstance(subject, Member):
        return ""
    cards = Cards.around(reading, subject.person_id).of(subject.id)
    if len(cards) < 2:
        return ""
    names = " and ".join(f"“{card.name}”" for card in cards)
    return (
        f"{names} are joined as one person on the map. Please take them apart first; then each card can be "
        "erased by itself."
    )


_NOT_ALL_HERE = (
    "This laptop does not hold all that is to be erased, so it cannot be confirmed here. Please confirm it "
    "on a laptop that has all of it."
)


def _end(act: Act, found: AboutSomebody) -> None:
    unfinished.forget_all(act.session)
    own_keys.forget_all(act.session)
    for thing, events in found.events.items():
        for start in range(0, len(events), _AT_ONCE):
            some = events[start : start + _AT_ONCE]
            things = {entity for _, entity in some if entity is not None}
            act.end(thing, [short for short, _ in some], reason=ERASED, things=things)


def _subject(reading: Reading, about_kind: str, about_id: EntityId) -> Person | Member:
    if about_kind == About.PERSON:
        return reading.get(Person, about_id)
    if about_kind == About.MEMBER:
        return reading.get(Member, about_id)
    raise NotFound("There is nobody of that kind whose data could be erased.")


class _Whose(NamedTuple):
    """Who it is about, as far as it is still known here."""

    name: str = ""
    person_id: EntityId | None = None


def _whose(reading: Reading, row: Erasure) -> _Whose:
    try:
        subject = _subject(reading, row.about_kind, row.about_id)
    except NotFound:
        return _Whose()
    return _Whose(subject.name, subject.person_id if isinstance(subject, Member) else subject.id)
