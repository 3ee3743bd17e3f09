"""One round with the team folder: read what came, answer who wants to join, post, heal.

A round can stop anywhere, by an error or with the program, and the next one goes on from there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.mailbox.folder import Folder, Transport
from pod_desktop.storage.sharing import files, keys
from pod_desktop.storage.sharing.files import State
from pod_desktop.sync import joining, kinds, letting_in, revoking
from pod_desktop.sync.faults import NoFolder, NotAMember, NotOurFolder, WaitingForAdmission, WrongFolder
from pod_desktop.sync.healing import Healer, closed_streams
from pod_desktop.sync.locked_out_words import locked_out_words
from pod_desktop.sync.patience import Patience, PatientFolder
from pod_desktop.sync.posting import Poster
from pod_desktop.sync.reading import Progress, Reader
from pod_desktop.sync.seen import Seen
from pod_desktop.sync.status import status

_log = logging.getLogger(__name__)
_SWEEP_AFTER = 24 * 60 * 60


@dataclass(slots=True)
class Report:
    """What a round did."""

    posted: int = 0
    """Files put into the folder."""
    imported: int = 0
    """Events that came and were not here before."""
    came_from: list[str] = field(default_factory=list)
    """The names of the laptops whose events came."""
    healed: int = 0
    """Segments that the folder had lost and that were put there again."""
    removed: int = 0
    pending: list[str] = field(default_factory=list)
    """The files that could not be taken in, or not yet; each with a sentence."""
    missing: int = 0
    """Events that are known to exist and have not come."""
    seconds: float = 0.0
    ahead: int = 0
    """Events that came from a clock more than ten minutes ahead."""
    own_elsewhere: bool = False
    """Whether this laptop's disk was cloned or brought back from a backup, and goes on in a new stream."""
    joined: bool = False
    """Whether this laptop was let into the team in this round."""
    admitted: list[str] = field(default_factory=list)
    """The names of laptops that were let in."""


def exchange(
    journal: Journal,
    *,
    transport: Transport | None = None,
    patience: Patience | None = None,
    repair: bool = False,
    fill: bool = False,
    at_once: bool = True,
    progress: Progress = lambda _done, _of: None,
    between: Callable[[], None] = lambda: None,
) -> Report:
    """Make one round.

    `repair` reads every file again and puts back at once what the folder lacks; `fill` says that a folder
    without anything of this team is the right one; `at_once` that somebody asked for it, so the others are
    told what was heard; `patience` that calls into the folder may hang. `between` is called often, when
    nothing is locked and whoever wants to store something is let through; an error that it raises ends the
    round. Raises SyncRefused children, FolderGone and CannotStore; what was done until then stays done.
    """
    began = journal.clock.monotonic()
    let_through = _letting_through(journal, between)
    folder = transport or _folder(Path(_place(journal)), patience, let_through)
    report = Report()
    if not _is_settled(journal):
        report.joined = joining.take_answer(journal, folder, let_through)
        _require_keys(journal)
    reader = Reader(journal, folder, progress, let_through)
    seen = reader.read(everything=repair)
    _require_right_folder(journal, seen, fill=fill)
    _note_listed(journal)
    stands = _stands(journal)
    locked_out = stands.locked_out
    if stands.has_asked:
        report.joined = joining.become_author(journal) or report.joined
    poster = Poster(journal, folder, progress, let_through)
    healer = Healer(journal, folder, poster, let_through)
    if stands.steward and not locked_out:
        report.admitted = letting_in.answer_requests(journal) if stands.has_invited else []
        revoking.renew_keys_if_due(journal)
    if not locked_out:
        poster.queue_team(seen.present)
    poster.cut()
    closed = closed_streams(journal, journal.clock.now())
    healer.queue_lacking(
        seen.present, closed, at_once=repair or fill, own_at_once=stands.is_new_place, harmed=seen.harmed
    )
    if not locked_out:
        poster.queue_heard(seen.present, at_once=at_once)
    poster.put()
    if locked_out:
        raise NotAMember(locked_out_words(status(journal)))
    paths = {**seen.present, **{name: [] for name in poster.names}}
    healer.remove_superseded(paths, closed)
    healer.bundle(paths)
    _tidy(folder, journal)
    _tell(journal, report, seen)
    report.posted, report.healed, report.removed = poster.posted, healer.healed, healer.removed
    report.seconds = journal.clock.monotonic() - began
    _note_done(journal)
    _log.info(
        "round: %d posted, %d imported, %d pending", report.posted, report.imported, len(report.pending)
    )
    return report


def _letting_through(journal: Journal, between: Callable[[], None]) -> Callable[[], None]:
    def let_through() -> None:
        between()
        journal.give_way()

    return let_through


def _folder(place: Path, patience: Patience | None, between: Callable[[], None]) -> Folder:
    return Folder(place) if patience is None else PatientFolder(place, patience, between)


def _place(journal: Journal) -> str:
    with files.looking(journal) as session:
        folder, asked = files.folder_of(session), files.joining(session)
        if folder is None and asked is None:
            raise NoFolder("No team folder was chosen yet, so there is nothing to exchange with.")
        return folder.place if folder is not None else asked.place if asked is not None else ""


def _is_settled(journal: Journal) -> bool:
    """Whether this laptop has keys, and nothing of its joining is left to be done."""
    with files.looking(journal) as session:
        return keys.root_of(session) is not None and files.joining(session) is None


def _has_keys(journal: Journal) -> bool:
    with files.looking(journal) as session:
        return keys.root_of(session) is not None


def _require_keys(journal: Journal) -> None:
    if not _has_keys(journal):
        raise WaitingForAdmission(
            "This laptop has asked to join the team. The laptop that gave the code has to exchange with "
            "the team folder once; then this one can go on."
        )


@dataclass(frozen=True, slots=True)
class _Stands:
    """How this laptop stands in the team, after the certificates were read."""

    locked_out: bool
    steward: bool
    has_asked: bool
    """Whether it was let in, and the first whole look is not done."""
    has_invited: bool
    is_new_place: bool
    """Whether this folder was chosen since the last round: what was put into another one is not in it."""


def _stands(journal: Journal) -> _Stands:
    with files.looking(journal) as session:
        own = keys.members(session).get(keys.raw(keys.this_laptop(session).id))
        root, folder = keys.root_of(session), files.folder_of(session)
        return _Stands(
            locked_out=own is not None and own.revoked,
            steward=root is not None and bool(root.seed),
            has_asked=files.joining(session) is not None,
            has_invited=bool(files.open_invites(session)),
            is_new_place=folder is not None and folder.exchanged is None,
        )


def _require_right_folder(journal: Journal, seen: Seen, *, fill: bool) -> None:
    """Nothing is posted into a folder that does not show the team's marker, unless somebody says so.

    Where the marker alone was lost, more of the team's files lie there than others: a wish to join or two. A
    file of the team's that strayed into another's folder does not make it ours, nor does a wish to join: who
    asks may have chosen a wrong folder.
    """
    with files.looking(journal) as session:
        letters = files.letters(session)
        if any(each.kind == kinds.MARKER and name in seen.present for name, each in letters.items()):
            return
        wishes = {name for name, each in letters.items() if each.kind == kinds.REQUEST}
        row = files.folder_of(session)
        place = row.place if row is not None else ""
        was_here = (row is not None and row.has_marker) or files.has_posted(session)
    ours = len(seen.present.keys() - wishes)
    if (ours and (fill or ours > seen.strange)) or (fill and not seen.strange):
        return
    if seen.strange:
        raise NotOurFolder(
            f"In “{place}” there are files of another team, and not this team’s marker. Nothing was changed. "
            "Please choose this team’s folder, or an empty one."
        )
    if was_here:
        raise WrongFolder(
            f"“{place}” shows nothing of this team any more. It may be another folder, or it was emptied. "
            "Nothing was changed, and nothing is lost: everything is on this laptop. If it is the right one, "
            "it can be filled again."
        )


def _note_listed(journal: Journal) -> None:
    with files.changing(journal) as session:
        row = files.folder_of(session)
        if row is not None:
            row.listed = journal.clock.now()
        files.count_from_now(session, (kinds.REQUEST, kinds.ANSWER), journal.clock.now())


def _note_done(journal: Journal) -> None:
    with files.changing(journal) as session:
        row = files.folder_of(session)
        if row is not None:
            row.exchanged, row.has_marker = journal.clock.now(), True


def _tidy(folder: Transport, journal: Journal) -> None:
    if isinstance(folder, Folder):
        folder.say_what_it_is()
        folder.sweep(journal.clock.now().timestamp() - _SWEEP_AFTER)


def _tell(journal: Journal, report: Report, seen: Seen) -> None:
    report.imported, report.ahead, report.own_elsewhere = seen.imported, seen.ahead, seen.own_elsewhere
    with files.looking(journal) as session:
        report.pending = [
            f"{path}: {row.why}"
            for path, row in sorted(files.noted(session).items())
            if row.state != State.COPY
        ]
        report.missing = files.count_missing(session)
        if seen.imported:
            report.came_from = sorted(
                member.admission.name
                for id_, member in keys.members(session).all.items()
                if EntityId(id_.hex()) in seen.laptops
            )
