"""Announcing to the index of what was said (tables/said.py) which rows were stored, so that their words wait.

It is called by the projection alone, the one place that stores rows of synced things.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection

from pod_desktop.storage.tables.said import A_MILLISECOND, TEXTS

_LAST = 4_000_000_000_000
"""Milliseconds, in the year 2096: another laptop may send any time, and row numbers have 63 bits."""


WORDS = {kind: frozenset(re.findall(r"\bt\.(\w+)", text.words)) for kind, text in TEXTS.items()}
"""The columns in which a kind has its words."""
_CONCERNED = {
    kind: frozenset(re.findall(r"\bt\.(\w+)", f"{text.words} {text.who} {text.at}"))
    for kind, text in TEXTS.items()
}


def concerns(kind: str, columns: Iterable[str]) -> bool:
    """Whether a change of these columns is to be announced."""
    return kind in TEXTS and not _CONCERNED[kind].isdisjoint(columns)


def announce(
    connection: Connection, kind: str, ids: Sequence[bytes], wordy: Sequence[bytes] | None = None
) -> None:
    """Rows of this kind were stored: those that have words now wait for the index, and others leave it.

    Of many rows the caller tells which may have words (`wordy`): most turns have none.
    """
    if kind not in TEXTS:
        return
    connection.exec_driver_sql("DELETE FROM said WHERE id = ?", [(id_,) for id_ in ids])
    if entered := [(id_,) for id_ in (ids if wordy is None else wordy)]:
        connection.exec_driver_sql(_entry(kind), entered)
    if kind == "meeting":
        _announce_what_is_in(connection, ids)


def _announce_what_is_in(connection: Connection, meetings: Sequence[bytes]) -> None:
    """What is in a meeting may have come before it, and a meeting may have got another time."""
    untimed = ", ".join(f"'{kind}'" for kind, text in TEXTS.items() if text.at == _OF_MEETING)
    query = (
        "SELECT said.kind, said.id FROM said JOIN meeting AS m ON m.id = said.meeting_id "  # noqa: S608
        "WHERE m.id = ? AND said.kind <> 'meeting' AND (said.person_id IS NOT m.person_id "
        f"OR (said.kind IN ({untimed}) AND said.at IS NOT {_at(_OF_MEETING)}))"
    )
    again: dict[str, list[bytes]] = {}
    for meeting in meetings:
        for kind, id_ in connection.exec_driver_sql(query, (meeting,)):
            again.setdefault(kind, []).append(id_)
    for kind, ids in again.items():
        announce(connection, kind, ids)


_OF_MEETING = "coalesce(m.began, m.planned)"


def _at(microseconds: str) -> str:
    return f"min(max(coalesce({microseconds}, 0) / 1000, 0), {_LAST})"


@cache
def _entry(kind: str) -> str:
    text = TEXTS[kind]
    home = "t.meeting_id, m.person_id" if text.in_meeting else "NULL, t.person_id"
    beside = " LEFT JOIN meeting AS m ON m.id = t.meeting_id" if text.in_meeting else ""
    if kind == "meeting":
        home = "t.id, t.person_id"
    first = f"{_at(text.at)} * {A_MILLISECOND}"
    return (
        "INSERT INTO said (no, id, kind, meeting_id, person_id, at, is_entered) "  # noqa: S608
        f"SELECT coalesce((SELECT max(no) + 1 FROM said WHERE no >= {first} "
        f"AND no < {first} + {A_MILLISECOND}), {first}), t.id, '{kind}', {home}, {_at(text.at)}, 0 "
        f"FROM {kind} AS t{beside} WHERE t.id = ? AND NOT t.struck AND {text.words} <> ''"
    )
