"""Starting a team's data on this laptop, and opening it."""

import logging

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.ids import new_id
from pod_desktop.errors import BadInput
from pod_desktop.paths import Profile
from pod_desktop.storage import key_slots, migrate
from pod_desktop.storage.database import open_database
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Practitioner, Team

_log = logging.getLogger(__name__)


def start_team(
    profile: Profile,
    *,
    team: str,
    author: str,
    passphrase: str,
    clock: Clock,
    profession: str = "",
    peer: bool = False,
    cost: key_slots.Cost = key_slots.PRODUCTION_COST,
) -> Journal:
    """Make a new team's data in the profile and open it. `author` is the practitioner using the laptop.

    Raises BadInput for a missing name, a passphrase that is too short, or a profile that is in use already.
    """
    if not team.strip():
        raise BadInput("Please give the team a name.")
    if not author.strip():
        raise BadInput("Please say who is using this laptop.")
    if profile.keys.exists() or profile.database.exists():
        raise BadInput("There is a team's data in this place already. Nothing has been changed.")
    key_slots.require_good_passphrase(passphrase)
    profile.make()
    key = key_slots.create(profile.keys, passphrase, cost=cost)
    engine = open_database(profile.database, key.reveal())
    migrate.upgrade(engine)
    journal = Journal(engine, clock)
    me = new_id()
    journal.set_up_laptop(me)
    with journal.act() as act:
        act.create(Team, name=team.strip())
        act.create(Practitioner, id_=me, name=author.strip(), profession=profession.strip(), peer=peer)
    _log.info("team started")
    return journal


def open_team(profile: Profile, passphrase: str, clock: Clock) -> Journal:
    """Open the team's data with the passphrase.

    Raises WrongPassphrase, or BadInput where there is no data, or where its first start never finished.
    """
    if not profile.keys.exists():
        raise BadInput("There is no team's data in this place.")
    key = key_slots.unlock(profile.keys, passphrase)
    engine = open_database(profile.database, key.reveal())
    migrate.upgrade(engine)
    journal = Journal(engine, clock)
    if not journal.is_set_up:
        journal.close()
        raise BadInput("This data was never finished being set up. Start the team again in a new place.")
    _log.info("team opened")
    return journal
