"""Looks into a team's words, and the same into a plain FTS5 index of them that nobody encrypted, in turns.

argv: the profile, and how many times each.
"""

import re
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from pod_desktop.domain.clock import Instant, SystemClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.paths import Profile
from pod_desktop.services import Journal, network, people, profile, searching
from pod_desktop.storage.tables import Turn
from tests.benchmarks.made_up import PASSPHRASE
from tests.benchmarks.probes.stage import tell
from tests.benchmarks.spoken import VOCABULARY

NEVER = "a word that nobody said"
_AT_ONCE = 30
"""As many as the page shows at first."""
_PLAIN = 'CREATE VIRTUAL TABLE plain USING fts5(words, tokenize = "unicode61 remove_diacritics 2")'
_LOOK = "SELECT rowid, words FROM plain WHERE plain MATCH ? ORDER BY rowid DESC LIMIT ?"
_LIKE = "SELECT rowid, words FROM told WHERE words LIKE ? ORDER BY rowid DESC LIMIT ?"


class Words:
    """The journal, and beside it the words of its turns in a plain database in memory."""

    def __init__(self, folder: Path) -> None:
        self.journal: Journal = profile.open_team(Profile(folder), PASSPHRASE, SystemClock())
        self.plain = sqlite3.connect(":memory:")
        self.plain.execute(_PLAIN)
        self.plain.execute("CREATE TABLE told (words TEXT)")
        self.began: list[Instant] = []
        with self.journal.read() as reading:
            rows = reading.session.query(Turn.words, Turn.began).order_by(Turn.began).yield_per(10_000)
            for words, began in rows:
                self.plain.execute("INSERT INTO plain (words) VALUES (?)", (words,))
                self.plain.execute("INSERT INTO told (words) VALUES (?)", (words,))
                self.began.append(began)
        self.plain.execute("INSERT INTO plain (plain) VALUES ('optimize')")
        self.plain.commit()
        centres = people.people(self.journal)
        self.persons = [row.id for row in centres]
        members = network.network_map(self.journal, self.persons[0]).members
        self.speakers: list[EntityId] = [each.id for each in members] or self.persons

    def asked(self, chance: Random) -> dict[str, tuple[str, dict[str, object]]]:
        """One question of each kind."""
        often, seldom = VOCABULARY[:20], VOCABULARY[len(VOCABULARY) // 4 :]
        one, other, rare = chance.choice(often), chance.choice(often), chance.choice(seldom)
        middle = chance.choice(VOCABULARY[100:1_000])
        day = chance.choice(self.began)
        return {
            "a rare word": (rare, {}),
            "a word in one of ten turns or more": (f"{one} ", {}),
            "two such words": (f"{one} {other} ", {}),
            "such a word and a rare one": (f"{one} {rare} ", {}),
            "a phrase": (f'"{one} {other}" ', {}),
            "a word of which two letters are typed": (middle[:2], {}),
            "a word of which three are typed": (middle[:3], {}),
            "a word in one record": (f"{middle} ", {"person_id": chance.choice(self.persons)}),
            "a frequent word of one speaker": (f"{one} ", {"who": chance.choice(self.speakers)}),
            "a frequent word among decisions": (f"{one} ", {"kinds": ("decision",)}),
            "a rare word before a day": (f"{rare} ", {"until": day}),
            NEVER: ("moorhens ", {}),
        }

    def ours(self, sought: str, narrowed: dict[str, object]) -> Callable[[], int]:
        """As the page looks."""
        look: Callable[..., tuple[object, ...]] = searching.search
        return lambda: len(look(self.journal, sought, at_most=_AT_ONCE, **narrowed))

    def theirs(self, sought: str) -> Callable[[], int]:
        """The same words, without whose, where and when."""
        parts = re.findall(r'"[^"]+"|\S+', sought)
        asked = " AND ".join(part if '"' in part else f'"{part}"' for part in parts)
        asked += "" if sought.endswith(" ") else "*"
        return lambda: len(self.plain.execute(_LOOK, (asked, _AT_ONCE)).fetchall())

    def like(self, sought: str) -> Callable[[], int]:
        """One word, without any index."""
        return lambda: len(self.plain.execute(_LIKE, (f"%{sought.strip()}%", _AT_ONCE)).fetchall())


def _timed(act: Callable[[], int]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main(folder: Path, runs: int) -> None:
    """Each kind of question in turn, with other words each time."""
    words, chance = Words(folder), Random(2)  # noqa: S311 - made-up questions
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    like: list[float] = []
    for number in range(runs):
        for kind, (sought, narrowed) in words.asked(chance).items():
            ours.setdefault(kind, []).append(_timed(words.ours(sought, narrowed)))
            theirs.setdefault(kind, []).append(_timed(words.theirs(sought)))
            if kind == NEVER and number < 5:
                like.append(_timed(words.like(sought)))
    tell(turns=len(words.began), ours=ours, theirs=theirs, like=like)
    words.journal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
