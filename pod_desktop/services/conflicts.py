"""Conflicts as people see and settle them: values side by side, and what came back after a striking out.

Nothing is settled by itself, and nothing by a clock: a difference goes only by somebody's choice here or on
another laptop, or by a change of that field by somebody who had seen its values.

**The private exclusion.** What is said about inviting a member is never listed here, nor marked on any page.
The practice has its rule there (a yes beside a no is no: domain.side_by_side), so there is nothing to choose,
and a question "yes, or no?" would tell the no to whoever looks on. A member whose yes met another laptop's no
looks like one who has not been invited yet, here too: neither the values nor that something differed are
shown. Likewise an invitation to a planned meeting that came back after it was struck out: without the
person's standing yes it is not listed and cannot be kept. What brought a member back is not told, for it can
be a word on inviting them. `services.shown` says it once more, for a field that might lose its rule.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from pod_desktop.domain.differences import Alternative, Difference, SaidBy, StruckUnseen, ToSettle
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.invitations import may_ask, require_may_ask
from pod_desktop.domain.own_words import NOTED
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotAllowed, NotFound
from pod_desktop.services.both_versions import SPOKEN, both
from pod_desktop.services.conflict_place import PLACE, as_each_had_it, fields_of
from pod_desktop.services.conflict_words import HOME_ZONE, called, exact_words, way_words, words_of
from pod_desktop.services.conflict_words import together as together_with
from pod_desktop.services.invitations import standing_word
from pod_desktop.services.joined import Cards
from pod_desktop.services.laptops import laptop_name
from pod_desktop.services.own_words import hides
from pod_desktop.services.shown import is_hidden, shown
from pod_desktop.services.the_rooms import require_room, why_wait
from pod_desktop.services.whereabouts import Whereabouts
from pod_desktop.storage.act import Act
from pod_desktop.storage.conflicts import CameBack, Conflict, Said
from pod_desktop.storage.heads import STRIKE
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.projection import KINDS, columns_of
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import Decision, Invitee, Meeting, Member, Synced, Tie, Topic


class SettledElsewhere(NotAllowed):
    """What somebody was about to settle does not stand any more as they saw it."""


def to_settle(
    journal: Journal, person_id: EntityId | None = None, *, among: Collection[EntityId] | None = None
) -> ToSettle:
    """All that waits for somebody's choice, by what it belongs to; with `person_id`, in that record only.

    With `among` only these things are looked at, which is quick however much is stored.
    """
    with journal.read() as reading:
        around = Whereabouts(reading)
        found = [each for each in reading.conflicts(among) if not is_hidden(each.table, each.name)]
        found = [each for each in found if not hides(reading, each.table, each.id, each.name)]
        back = [each for each in reading.came_back(among) if not _is_private(reading, each)]
        differences = [
            _difference(reading, around, fields, some, reading.seen(some[0].table, some[0].id))
            for fields, some in _grouped(found).items()
        ]
        struck = [_struck_unseen(reading, around, each, reading.seen(each.table, each.id)) for each in back]
    return ToSettle(
        tuple(sorted((d for d in differences if _in_record(d, person_id)), key=_order)),
        tuple(sorted((s for s in struck if _in_record(s, person_id)), key=_order)),
    )


def settle(journal: Journal, difference: Difference, alternative: Alternative) -> None:
    """Keep one of the alternatives. It replaces what `difference` showed, and nothing that came since.

    Raises SettledElsewhere where the difference does not stand any more, and NotAllowed outside an open
    meeting with the person there for what is the room’s.
    """
    if alternative not in difference.alternatives:
        raise ValueError("an alternative of another difference")
    _settle(journal, difference, alternative.values)


def keep_both(journal: Journal, difference: Difference) -> None:
    """Keep both words, each as it was said, on lines of their own, the first said first.

    Of somebody's own words each says who wrote it down, so that two versions never read as one quotation.

    Raises as `settle`, and NotAllowed for what can only be one.
    """
    if not difference.both:
        raise NotAllowed("Of these only one can be kept.")
    _settle(journal, difference, (difference.both, *_latest_rest(difference)))


def keep(journal: Journal, struck: StruckUnseen) -> None:
    """What came back stays. Raises SettledElsewhere, or NotAllowed for an invitation without a yes."""
    with journal.act() as act:
        table = _require_came_back(act, struck)
        if table is Invitee:
            invited = act.get(Member, act.get(Invitee, struck.id).member_id)
            require_may_ask(standing_word(Cards.around(act, invited.person_id).of(invited.id)))
        act.restore(table, struck.id, seen=struck.seen)


def strike_again(journal: Journal, struck: StruckUnseen) -> None:
    """Strike out what came back, with the reason that was given, now that both are known.

    What comes behind the open page brings it back once more. Raises SettledElsewhere.
    """
    reason = next((each for each in struck.reasons if each), "struck out again")
    with journal.act() as act:
        require_room(act, struck.kind, struck.person_id)
        act.strike(_require_came_back(act, struck), struck.id, reason, seen=struck.seen)


# --- what is listed ---------------------------------------------------------------------------------------


def _is_private(reading: Reading, back: CameBack) -> bool:
    """Whether to list it would tell that the person did not want somebody invited."""
    if back.table is not Invitee:
        return False
    invitee = reading.get(Invitee, back.id)
    member = reading.session.get(Member, invitee.member_id)
    return member is None or not may_ask(standing_word(Cards.around(reading, member.person_id).of(member.id)))


def _in_record(found: Difference | StruckUnseen, person_id: EntityId | None) -> bool:
    return person_id is None or found.person_id == person_id


def _order(found: Difference | StruckUnseen) -> tuple[str, str, EntityId, str]:
    return (found.belongs_to.casefold(), found.kind, found.id, "".join(found.key[2]))


def _grouped(found: Iterable[Conflict]) -> dict[tuple[EntityId, tuple[str, ...]], list[Conflict]]:
    """Conflicts of fields that are one thing to people, together."""
    groups: dict[tuple[EntityId, tuple[str, ...]], list[Conflict]] = {}
    for each in found:
        groups.setdefault((each.id, together_with(each.table.kind, each.name)), []).append(each)
    return {
        (id_, fields_of({each.name for each in some}) if fields == PLACE else fields): some
        for (id_, fields), some in groups.items()
    }


def _difference(
    reading: Reading,
    around: Whereabouts,
    group: tuple[EntityId, tuple[str, ...]],
    conflicts: Sequence[Conflict],
    seen: Seen,
) -> Difference:
    id_, fields = group
    table, columns = conflicts[0].table, columns_of(conflicts[0].table)
    row = reading.get(table, id_)
    alternatives = _alternatives(reading, around, row, fields, conflicts)
    return Difference(
        kind=table.kind,
        id=id_,
        fields=fields,
        person_id=around.person_of(row),
        belongs_to=_named(around, row, fields),
        what=called(table.kind, fields),
        advice=_advice(row, fields),
        alternatives=alternatives,
        both=both(table.kind, fields, alternatives),
        is_spoken=fields[0] in SPOKEN.get(table.kind, ()),
        seen={wire: seen[wire] for wire in map(columns.wire, fields) if wire in seen},
        waits=why_wait(reading, table.kind, around.person_of(row)),
    )


def _alternatives(
    reading: Reading,
    around: Whereabouts,
    row: Synced,
    fields: tuple[str, ...],
    conflicts: Sequence[Conflict],
) -> tuple[Alternative, ...]:
    """The distinct values, the first said first. What an event does not say is as the tables have it."""
    now = tuple(getattr(row, name) for name in fields)
    by_event: dict[bytes, tuple[Said, dict[str, Any]]] = {}
    for each in conflicts:
        for said in reversed(each.said):
            by_event.setdefault(said.short_id, (said, {}))[1][each.name] = said.value
    if fields == PLACE and isinstance(row, Member):
        as_each_had_it(reading, row, {short_id: values for short_id, (_, values) in by_event.items()})
    by_values: dict[tuple[Any, ...], list[Said]] = {}
    for said, values in sorted(by_event.values(), key=lambda each: (each[0].when, each[0].short_id)):
        whole = tuple(values.get(name, at) for name, at in zip(fields, now, strict=True))
        by_values.setdefault(whole, []).append(said)
    zone = _zone_of(reading, row)
    words = {v: _words(around, row, fields, v, zone) for v in by_values}
    if len(set(words.values())) < len(words):
        words = {v: f"{text} ({exact_words(fields, v)})" for v, text in words.items()}
    differing = [fields.index(each.name) for each in conflicts]
    return tuple(
        Alternative(
            words[v],
            v,
            tuple(_said_by(reading, around, row, s) for s in said),
            all(v[at] == now[at] for at in differing),
        )
        for v, said in by_values.items()
    )


def _words(
    around: Whereabouts, row: Synced, fields: tuple[str, ...], values: tuple[Any, ...], zone: str
) -> str:
    if isinstance(row, Tie) and fields == ("direction",):
        return way_words(values[0], around.name(row, row.a_id), around.name(row, row.b_id))
    return words_of(fields, values, zone, lambda who: around.name(row, EntityId(who)))


def _struck_unseen(reading: Reading, around: Whereabouts, back: CameBack, seen: Seen) -> StruckUnseen:
    row = reading.get(back.table, back.id)
    return StruckUnseen(
        back.table.kind,
        back.id,
        around.person_of(row),
        _named(around, row, ()),
        tuple(_said_by(reading, around, row, each) for each in reversed(back.struck)),
        tuple(str(each.value or "") for each in reversed(back.struck)),
        seen,
        why_wait(reading, row.kind, around.person_of(row)),
    )


def _named(around: Whereabouts, row: Synced, fields: tuple[str, ...]) -> str:
    """Where it belongs; a topic or decision is named by its words, where those are not what differs."""
    if isinstance(row, Topic | Decision) and "words" not in fields:
        return f"{around.words(row)}, “{row.words}”"
    return around.words(row)


def _said_by(reading: Reading, around: Whereabouts, row: Synced, said: Said) -> SaidBy:
    return SaidBy(around.name(row, said.author_id), laptop_name(reading, said.laptop_id), said.when)


def _zone_of(reading: Reading, row: Synced) -> str:
    zone = getattr(row, "zone", None)
    if zone is None and (meeting_id := getattr(row, "meeting_id", None)) is not None:
        meeting = reading.session.get(Meeting, meeting_id)
        zone = meeting.zone if meeting is not None else None
    return zone or HOME_ZONE


def _advice(row: Synced, fields: tuple[str, ...]) -> str:
    if row.kind == "decision" and "words" in fields:
        return "What was decided is the room’s: please read both aloud before one is kept."
    return ""


def _latest_rest(difference: Difference) -> tuple[Any, ...]:
    """Of the fields beside the words, the greatest of what was said: when somebody was last asked."""
    columns = zip(*(each.values[1:] for each in difference.alternatives), strict=True)
    return tuple(max((value for value in said if value is not None), default=None) for said in columns)


# --- settling ---------------------------------------------------------------------------------------------


def _settle(journal: Journal, difference: Difference, values: tuple[Any, ...]) -> None:
    table = KINDS[difference.kind]
    columns = columns_of(table)
    with journal.act() as act:
        row = _require_there(act, table, difference.id)
        require_room(act, difference.kind, difference.person_id)
        if row.struck:
            raise SettledElsewhere("This was struck out meanwhile, so there is nothing to settle any more.")
        now = act.seen(table, difference.id)
        still = shown(act, table, [difference.id])[difference.id].differs
        differed = {
            name for name in difference.fields if len(difference.seen.get(columns.wire(name), ())) > 1
        }
        if not any(
            set(difference.seen.get(columns.wire(name), ())) & set(now.get(columns.wire(name), ()))
            for name in still & differed
        ):
            raise SettledElsewhere("This was settled meanwhile, so nothing was changed here.")
        kept = dict(zip(difference.fields, values, strict=True))
        wanted = {name: value for name, value in kept.items() if name in still or name not in differed}
        act.change(table, difference.id, seen=difference.seen, whole=NOTED, **wanted)


def _require_there(act: Act, table: type[Synced], id_: EntityId) -> Synced:
    try:
        return act.get(table, id_)
    except NotFound as error:
        raise SettledElsewhere("This is not on this laptop any more, so nothing was changed.") from error


def _require_came_back(act: Act, struck: StruckUnseen) -> type[Synced]:
    table = KINDS[struck.kind]
    row = _require_there(act, table, struck.id)
    strikes = set(act.seen(table, struck.id).get(STRIKE, ()))
    if row.struck or not strikes & set(struck.seen.get(STRIKE, ())):
        raise SettledElsewhere("This was settled meanwhile, so nothing was changed here.")
    return table
