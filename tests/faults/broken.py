"""Writers that are wrong, to see that the harness notices. They stand still where they are wrong.

Loss by a power cut cannot be seen here: after SIGKILL the system still holds what was written and puts it on
the disk, so a database with `synchronous=OFF` would pass all these tests. What a drive does with its cache
when the power goes is not a SIGKILL and not tested.
"""

import os
from collections.abc import Iterator
from random import Random

from pod_desktop.domain.clock import ManualClock
from pod_desktop.services import people
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Member, Person

STANDING = "standing still"
"""What the child says last; then it waits until it is killed."""


def rightly(journal: Journal, _clock: ManualClock, _chance: Random) -> Iterator[None]:
    """What the wrong ones should have done: a person and their aunt, in one act, then told."""
    people.add_person(journal, "Sam Okafor")
    yield
    with journal.act() as act:
        _add_aunt(act, _add_kim(act))
    yield


def split_act(journal: Journal, _clock: ManualClock, _chance: Random) -> Iterator[None]:
    """One service call, two transactions."""
    people.add_person(journal, "Sam Okafor")
    yield
    with journal.act() as act:
        kim = _add_kim(act)
    stand_still()
    with journal.act() as act:
        _add_aunt(act, kim)
    yield


def told_too_early(journal: Journal, _clock: ManualClock, _chance: Random) -> Iterator[None]:
    """Told as stored while the transaction is still open."""
    people.add_person(journal, "Sam Okafor")
    yield
    with journal.act() as act:
        _add_aunt(act, _add_kim(act))
        yield
        stand_still()


def _add_kim(act: Act) -> Person:
    return act.create(Person, name="Kim", hue=0, added=act.get(Person, act.all(Person)[0].id).added)


def _add_aunt(act: Act, kim: Person) -> None:
    act.create(Member, person_id=kim.id, name="Aunt May")


def stand_still(*_given: object) -> None:
    os.write(1, f'"{STANDING}"\n'.encode())
    os.read(0, 1)
