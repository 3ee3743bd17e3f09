"""The team folder: laptops that work apart and meet again through a plain shared folder (SYNC §4–§8).

    sync.connect(journal, place)          choose the folder, the first time
    sync.exchange(journal)                one round: what came, what is to go, what lacks
    sync.invite(journal) / sync.join(…)   another laptop
    sync.status(journal)                  what the team folder screen shows

Qt-free. It meets `services` only in the journal.
"""

from pod_desktop.storage.mailbox.folder import FolderGone
from pod_desktop.sync.connecting import connect, disconnect
from pod_desktop.sync.exchange import Report, exchange
from pod_desktop.sync.faults import (
    NoFolder,
    NotAMember,
    NotASteward,
    NothingOfATeam,
    NotOurFolder,
    SyncRefused,
    WaitingForAdmission,
    WrongFolder,
)
from pod_desktop.sync.glance import Glance
from pod_desktop.sync.joining import ask_to_join, require_can_ask
from pod_desktop.sync.letting_in import invite, take_invite_back
from pod_desktop.sync.locked_out_words import left_words, locked_out_words
from pod_desktop.sync.patience import FolderSilent, Patience, require_answer
from pod_desktop.sync.revoking import adopt, make_steward, revoke
from pod_desktop.sync.status import FileView, FolderStatus, InviteView, LaptopView, Standing, status

__all__ = [
    "FileView",
    "FolderGone",
    "FolderSilent",
    "FolderStatus",
    "Glance",
    "InviteView",
    "LaptopView",
    "NoFolder",
    "NotAMember",
    "NotASteward",
    "NotOurFolder",
    "NothingOfATeam",
    "Patience",
    "Report",
    "Standing",
    "SyncRefused",
    "WaitingForAdmission",
    "WrongFolder",
    "adopt",
    "ask_to_join",
    "connect",
    "disconnect",
    "exchange",
    "invite",
    "left_words",
    "locked_out_words",
    "make_steward",
    "require_answer",
    "require_can_ask",
    "revoke",
    "status",
    "take_invite_back",
]
