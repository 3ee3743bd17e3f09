"""Looking for words in the index of what was said and decided (tables/said.py), and entering what waits."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.tables.base import to_microseconds
from pod_desktop.storage.tables.said import A_MILLISECOND, TEXTS

_BEGUN = 3
"""So many letters of a word are a beginning; fewer are a whole one. What begins with two letters is in every
other text: to find the newest of them, FTS5 first puts together all."""
_WORDS = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which the words were found."""

    no: int
    """Its place in time; a later look goes on before it."""
    kind: str
    id: EntityId


def enter_waiting(connection: Connection, at_most: int = 5_000) -> int:
    """Enter up to so many of the texts that wait, in the transaction that is open. Returns how many."""
    entered = 0
    for kind, text in TEXTS.items():
        if entered >= at_most:
            break
        waiting = f"kind = '{kind}' AND NOT is_entered"
        query = f"SELECT no FROM said WHERE {waiting} ORDER BY no LIMIT ?"  # noqa: S608
        numbers = connection.exec_driver_sql(query, (at_most - entered,)).all()
        if not numbers:
            continue
        last = (numbers[-1][0],)
        connection.exec_driver_sql(
            "INSERT INTO said_words (rowid, words, who, home) "  # noqa: S608
            f"SELECT no, {text.words}, iif({text.who} IS NULL, '', 's' || hex({text.who})), "
            "iif(said.person_id IS NULL, '', 'p' || hex(said.person_id)) "
            "|| iif(said.meeting_id IS NULL, '', ' m' || hex(said.meeting_id)) "
            f"FROM said JOIN {kind} AS t ON t.id = said.id WHERE {waiting} AND no <= ? ORDER BY no",
            last,
        )
        done = f"UPDATE said SET is_entered = 1 WHERE {waiting} AND no <= ?"  # noqa: S608
        connection.exec_driver_sql(done, last)
        entered += len(numbers)
    return entered


def is_waiting(connection: Connection) -> bool:
    """Whether any words wait to be entered."""
    return connection.exec_driver_sql("SELECT 1 FROM said WHERE NOT is_entered LIMIT 1").first() is not None


def _parts(sought: str) -> list[tuple[str, bool]]:
    """The words and phrases of what somebody typed, and whether each is only begun: the last word may be."""
    sought = sought.replace("“", '"').replace("”", '"')
    parts: list[tuple[str, bool]] = []
    for match in _WORDS.finditer(sought):
        words = match.group(1) if match.group(1) is not None else match.group(2)
        if any(sign.isalnum() for sign in words):
            is_last = match.group(2) is not None and match.end() == len(sought)
            letters = sum(sign.isalnum() for sign in words)
            parts.append((words.replace('"', " ").strip(), is_last and letters >= _BEGUN))
    return parts


def expression(sought: str) -> str:
    """What somebody typed as FTS5 asks for it: all words, phrases in quotation marks, the last word begun.

    A beginning has three letters; fewer are a whole word. "" where there is no word in it. Signs mean
    nothing: whatever is typed is looked for, never obeyed.
    """
    return " AND ".join(f'words : "{words}"{"*" if is_begun else ""}' for words, is_begun in _parts(sought))


def patterns(sought: str) -> list[str]:
    """Regular expressions that find the same in `folded` words."""
    found = []
    for words, is_begun in _parts(sought):
        plain = re.findall(r"\w+", folded(words)[0].replace("_", " "))
        if plain:
            end = "" if is_begun else r"(?![^\W_])"
            found.append(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, plain)) + end)
    return found


def folded(words: str) -> tuple[str, list[int]]:
    """The words as the index compares them, without case and accents, and for each sign where it stood."""
    plain, places = [], []
    for place, sign in enumerate(words):
        for part in unicodedata.normalize("NFKD", sign):
            if not unicodedata.combining(part):
                lower = part.lower()
                plain.append(lower if len(lower) == 1 else part)
                places.append(place)
    return "".join(plain), places


def look(
    connection: Connection,
    sought: str,
    *,
    person: EntityId | None = None,
    who: Sequence[EntityId] = (),
    since: Instant | None = None,
    until: Instant | None = None,
    kinds: Sequence[str] = (),
    before: int | None = None,
    at_most: int = 50,
) -> list[Hit]:
    """Where all of the words were said, the newest first. Words that wait to be entered are not found.

    Without words, all that was said by this speaker, in this record, of these kinds or at that time; nothing
    where nothing is narrowed either. `who` are the ids of one speaker; `since` is included, `until` not.
    `before` is the place of the last hit of a look before, to go on from there.
    """
    asked = [expression(sought)]
    if who:
        asked.append("who : (" + " OR ".join(f"s{id_}" for id_ in who) + ")")
    if person is not None:
        asked.append(f"home : p{person}")
    asked = [part for part in asked if part]
    values: list[str | int] = []
    if asked:
        values.append(" AND ".join(asked))
        no = "said_words.rowid"
        query = (
            "SELECT said.no, said.kind, said.id FROM said_words JOIN said ON said.no = said_words.rowid "
            "WHERE said_words MATCH ?"
        )
    elif kinds or since is not None or until is not None:
        no, query = "said.no", "SELECT said.no, said.kind, said.id FROM said WHERE said.is_entered"
    else:
        return []
    for bound, sign in ((since, ">="), (until, "<")):
        if bound is not None:
            query += f" AND {no} {sign} ?"
            values.append(max(to_microseconds(bound) // 1000, 0) * A_MILLISECOND)
    if before is not None:
        query += f" AND {no} < ?"
        values.append(before)
    if kinds:
        query += f" AND said.kind IN ({', '.join('?' * len(kinds))})"
        values.extend(kinds)
    query += f" ORDER BY {no} DESC LIMIT ?"
    rows = connection.exec_driver_sql(query, (*values, at_most))
    return [Hit(no, kind, EntityId(bytes(id_).hex())) for no, kind, id_ in rows]
