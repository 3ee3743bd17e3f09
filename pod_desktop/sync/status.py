"""What the team folder screen and the command line show: one frozen look at how things stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import copies, files, keys, traffic
from pod_desktop.storage.sharing.files import State
from pod_desktop.storage.sharing.late_work import late_words
from pod_desktop.sync.healing import closed_streams

REPORT_AFTER = timedelta(hours=24)
"""A file that cannot be taken in is told of when it has lain there so long: most were only late."""


class Standing(StrEnum):
    """Where this laptop stands with its team."""

    ALONE = "alone"
    """No folder was chosen."""
    ASKED = "asked"
    """It has asked to join and waits for the answer."""
    MEMBER = "member"
    LOCKED_OUT = "locked out"


@dataclass(frozen=True, slots=True)
class LaptopView:
    """A laptop of the team."""

    id: EntityId
    name: str
    author_id: EntityId
    author: str
    """The name of who uses it; "" while it has not come."""
    this: bool
    steward: bool
    revoked: bool
    admitted: Instant
    last_heard: Instant | None
    """When something of it last came here; None for this one, and where nothing has come."""
    awaited: int
    """Events of it that are known to exist and have not come here."""
    lacks: int
    """Events made here of which it has not told yet that it holds them."""
    gone_on: bool
    """Whether its data was gone on with from a backup or on a copy of its disk. Then there may be two of it,
    and what is said of it is of both together."""
    late: str
    """Of a laptop that was locked out: what it made after that and is only on some laptops, as a sentence; or
    ""."""

    def shares_name(self, laptops: "Iterable[LaptopView]") -> bool:
        """Whether another of these laptops is called the same."""
        return any(each.id != self.id and each.name.casefold() == self.name.casefold() for each in laptops)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file in the folder that was not taken in."""

    path: str
    why: str
    state: str
    since: Instant
    overdue: bool
    """Whether it has lain there for a day, so that somebody should look at it."""
    laptops: tuple[EntityId, ...]
    """The locked-out laptops whose later work waits in it."""


@dataclass(frozen=True, slots=True)
class InviteView:
    """A code that was given out."""

    id: EntityId
    made: Instant
    expires: Instant
    steward: bool
    used_by: str
    """The name of the laptop that was let in with it; "" while it is open."""


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """How things stand with the team folder."""

    standing: Standing
    place: str
    is_steward: bool
    listed: Instant | None
    """When the folder could last be read."""
    exchanged: Instant | None
    """When a round last came to its end."""
    made: int
    only_here: int
    """Changes that are on this laptop only."""
    in_folder: int
    """Changes that are in the folder and of which no other laptop has told yet that it has them."""
    waiting_for_choice: int
    """Events of turn logs that stay here until the room's choice is final."""
    missing: int
    files: tuple[FileView, ...]
    laptops: tuple[LaptopView, ...]
    invites: tuple[InviteView, ...]


def status(journal: Journal) -> FolderStatus:
    """How things stand now, from what is stored here; the folder is not looked at."""
    now = journal.clock.now()
    closed = closed_streams(journal, now)
    with files.looking(journal) as session:
        own = keys.this_laptop(session)
        root, folder, asked = keys.root_of(session), files.folder_of(session), files.joining(session)
        team = keys.members(session)
        others = [EntityId(id_.hex()) for id_ in team.active if id_ != keys.raw(own.id)]
        tally = traffic.tally(session, closed, others)
        awaited = traffic.awaited_from(session)
        heard, gone_on = traffic.heard_from(session), copies.gone_on_with(session)
        names = {each.id: each.name for each in keys.practitioners(session)}
        lacking = {laptop: traffic.lacks(session, closed, laptop) for laptop in others}
        laptops = []
        for id_, member in team.all.items():
            said, laptop = member.admission, EntityId(id_.hex())
            author = EntityId(said.author.hex())
            laptops.append(
                LaptopView(
                    id=laptop,
                    name=said.name,
                    author_id=author,
                    author=names.get(author, ""),
                    this=laptop == own.id,
                    steward=member.is_steward,
                    revoked=member.revoked,
                    admitted=keys.instant(said.issued),
                    last_heard=heard.get(laptop),
                    awaited=awaited.get(laptop, 0),
                    lacks=lacking.get(laptop, 0),
                    gone_on=laptop in gone_on,
                    late=late_words(session, laptop, member),
                )
            )
        mine = team.get(keys.raw(own.id))
        views = [
            FileView(
                path=path,
                why=row.why,
                state=row.state,
                since=row.first_seen,
                overdue=now - row.first_seen >= REPORT_AFTER,
                laptops=tuple(EntityId(id_.hex()) for id_ in files.laptops_of(row)),
            )
            for path, row in sorted(files.noted(session).items())
            if row.state != State.COPY
        ]
        called = {each.id: each.name for each in laptops}
        invites = [
            InviteView(
                id=row.id,
                made=row.made,
                expires=row.expires,
                steward=row.steward,
                used_by=called.get(row.used_by, "") if row.used_by else "",
            )
            for row in files.open_invites(session)
        ]
        if mine is not None and mine.revoked:
            standing = Standing.LOCKED_OUT
        elif root is None and asked is not None:
            standing = Standing.ASKED
        elif root is None or folder is None:
            standing = Standing.ALONE
        else:
            standing = Standing.MEMBER
        return FolderStatus(
            standing=standing,
            place=folder.place if folder else asked.place if asked else "",
            is_steward=bool(root and root.seed),
            listed=folder.listed if folder else None,
            exchanged=folder.exchanged if folder else None,
            made=tally.made,
            only_here=tally.only_here,
            in_folder=tally.in_folder,
            waiting_for_choice=tally.waiting_for_choice,
            missing=sum(awaited.values()),
            files=tuple(views),
            laptops=tuple(sorted(laptops, key=lambda each: (not each.this, each.name.casefold(), each.id))),
            invites=tuple(invites),
        )
