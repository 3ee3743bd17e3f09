"""What can stand in the way of a round, as sentences for people."""

from pod_desktop.errors import PodError


class SyncRefused(PodError):
    """The parent of what keeps a round from being made."""


class NoFolder(SyncRefused):
    """No team folder was chosen yet."""


class WrongFolder(SyncRefused):
    """The folder shows nothing of this team: another one, or an emptied one. Nothing was changed."""


class NotOurFolder(SyncRefused):
    """Another team's folder."""


class WaitingForAdmission(SyncRefused):
    """This laptop has asked to join, and the answer has not come."""


class NothingOfATeam(WaitingForAdmission):
    """And nothing but its request lies in the folder: it may be another one than the team's."""


class NotAMember(SyncRefused):
    """This laptop was locked out of the team."""


class NotASteward(SyncRefused):
    """Only a steward's laptop may do that."""


class NoSuchLaptop(SyncRefused):
    """No laptop of that name."""
