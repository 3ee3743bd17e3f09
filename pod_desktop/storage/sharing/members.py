"""Who belongs to the team, and how much of what a revoked laptop made counts: worked out from certificates.

Certificates are signed with the team's root key and say by themselves what they say, so the order in which
they come makes no difference. A revocation is for good; a laptop that is let in again is a new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pod_desktop.storage.sharing.signed import Admission, Revocation, Statement, Upto
from pod_desktop.storage.stream_ids import is_marked


@dataclass(slots=True)
class Member:
    """A laptop that was let in."""

    admissions: list[tuple[bytes, Admission]] = field(default_factory=list)
    """(certificate id, admission), the newest first."""
    revocations: list[tuple[bytes, Revocation]] = field(default_factory=list)
    accepted: set[tuple[bytes, Upto]] = field(default_factory=set)
    """Of a revoked laptop: (stream, how far it counts)."""

    @property
    def admission(self) -> Admission:
        """What holds of its name, its user and its rights."""
        return self.admissions[0][1]

    @property
    def revoked(self) -> bool:
        """Whether it is locked out."""
        return bool(self.revocations)

    @property
    def is_steward(self) -> bool:
        """Whether it may let laptops in and lock them out."""
        return self.admission.steward and not self.revoked

    def may_own(self, stream: bytes) -> bool:
        """Whether the laptop may say that this stream is its own.

        With a mark in its id only its laptop may; one without a mark is from before that rule.
        """
        return is_marked(stream, self.admission.laptop) or not self.admission.marked

    def signs_with(self, key: bytes) -> bool:
        """Whether this public key is the laptop's."""
        return any(each.signing == key for _, each in self.admissions)


class Members:
    """All laptops of the team, by their ids."""

    def __init__(self, statements: Iterable[tuple[bytes, Statement]]) -> None:
        self._all: dict[bytes, Member] = {}
        locked: list[tuple[bytes, Statement]] = []
        for id_, each in statements:
            if isinstance(each, Admission):
                self._all.setdefault(each.laptop, Member()).admissions.append((id_, each))
            else:
                locked.append((id_, each))
        for member in self._all.values():
            member.admissions.sort(key=lambda each: (each[1].issued, each[0]), reverse=True)
        for id_, each in locked:
            found = self._all.get(each.laptop)
            if found is None or isinstance(each, Admission):
                continue
            if isinstance(each, Revocation):
                found.revocations.append((id_, each))
            found.accepted |= set(each.accepted.items())

    @property
    def all(self) -> dict[bytes, Member]:
        """Every laptop that was ever let in."""
        return dict(self._all)

    def get(self, laptop: bytes) -> Member | None:
        """The laptop with this id; None where it was never let in."""
        return self._all.get(laptop)

    @property
    def active(self) -> dict[bytes, Member]:
        """Those that are not locked out."""
        return {id_: each for id_, each in self._all.items() if not each.revoked}

    def owner_by_mark(self, stream: bytes) -> bytes | None:
        """The laptop whose mark the id of a stream carries; None for one without a mark of the team's."""
        return next((laptop for laptop in self._all if is_marked(stream, laptop)), None)

    @property
    def revocations(self) -> frozenset[bytes]:
        """The ids of all revocations."""
        return frozenset(id_ for each in self._all.values() for id_, _ in each.revocations)
