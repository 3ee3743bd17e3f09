"""A team folder as this version leaves it, for later versions to read with the keys of the stored database.

Ana's database was the first laptop there. Ben's was let in, heard everything and went on working; what Ben
sent last nobody has read yet, and it holds an event and a field that no version knows.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pod_desktop import __version__, sync
from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.paths import Profile
from pod_desktop.services import network, people
from pod_desktop.services.profile import start_joining
from pod_desktop.storage.events import Verb
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import Cost

LATER = "from_later"
"""A kind, and a field, that no version knows; never give this name to a real one."""
CONTENT = (
    "A team folder: the journal of the database, a second laptop of it, and a code that was used. What the "
    "second laptop sent last is only in the folder: a person, a tie, words, and what no version knows."
)
SAID = ("Ines Vale", "her cousin in Truro", "Ben heard this by telephone")
"""What only the folder has."""
_CHEAP = Cost(memory=8 * 1024 * 1024, passes=1)


def share(journal: Journal, clock: ManualClock, ids: Mapping[str, EntityId], place: Path) -> dict[str, Any]:
    """Fill the empty folder `place`; gives back what its `team.json` says."""
    place.mkdir()
    sync.connect(journal, place, "Ana’s laptop")
    sync.exchange(journal)
    with tempfile.TemporaryDirectory() as elsewhere:
        ben = _let_ben_in(journal, clock, place, Profile(Path(elsewhere)))
        try:
            told = _go_on_working(ben, ids)
            sync.exchange(ben)
        finally:
            ben.close()
    files = [path for path in place.rglob("*") if path.is_file()]
    return {"program": __version__, "files": len(files), "words": list(SAID), **told}


def _let_ben_in(journal: Journal, clock: ManualClock, place: Path, profile: Profile) -> Journal:
    code = " ".join(sync.invite(journal).reveal())

    def ask(joining: Journal) -> None:
        sync.ask_to_join(joining, place, code, "Ben Okafor", profession="occupational therapist")

    ben = start_joining(profile, ask, passphrase="made-up pilot gig oars", clock=clock, cost=_CHEAP)
    sync.exchange(journal)
    sync.exchange(ben)
    sync.exchange(journal)
    return ben


def _go_on_working(ben: Journal, ids: Mapping[str, EntityId]) -> dict[str, Any]:
    jess = ids["jess"]
    name, words, heard = SAID
    people.add_person(ben, name)
    cousin = network.add_member(ben, jess, "Cousin Tamsin", words=words, sector="relatives")
    network.tie(ben, jess, cousin, ids["nan"], words="write to each other")
    network.change_member(ben, ids["priya"], contact=heard)
    thing = new_id()
    with ben.act() as act:
        act.write(LATER, thing, Verb.CREATE, {"words": "Ben’s newer program stored this"}, {}, meeting=None)
        act.write("person", jess, Verb.CHANGE, {LATER: "Ben’s newer program asked this"}, {}, meeting=None)
    return {"laptop": "Ben Okafor’s laptop", "unknown": {"kind": thing, "field": jess}}


def write_about(path: Path, about: Mapping[str, Any]) -> None:
    """Beside the folder, since in a folder of the program nothing else belongs."""
    text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
