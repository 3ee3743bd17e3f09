"""What is said about the team folder, in sentences; `state_words` has the one of how things stand."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop import sync
from pod_desktop.domain.clock import Instant
from pod_desktop.sync import FileView, FolderStatus, InviteView, LaptopView, Report, Standing
from pod_desktop.ui import times
from pod_desktop.ui.keeping.words import counted
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.team_folder.listing import listed, some
from pod_desktop.ui.team_folder.state_words import others, when_words

translate = QCoreApplication.translate


def detail_words(courier: Courier) -> list[str]:
    """What more there is to say of it, each in a sentence."""
    status = courier.status
    if status is None:
        return []
    if status.standing == Standing.LOCKED_OUT:
        return [
            translate(
                "team folder",
                "A steward locked it out. What was sent from it before stays with the team; what was sent "
                "since lies in the team folder, where a steward can take it in. Nothing new comes.",
            ),
            *([left] if (left := sync.left_words(status)) else []),
        ]
    if status.standing == Standing.ALONE:
        return [
            translate(
                "team folder",
                "Choose a folder that all laptops of the team can reach: on a shared drive, or one that "
                "OneDrive, Nextcloud or the like keeps equal. All that is put there is encrypted, and this "
                "laptop goes on working when the folder is away.",
            )
        ]
    said = [courier.failure] if courier.failure else []
    if status.in_folder and others(status):
        said.append(
            some(
                status.in_folder,
                translate(
                    "team folder",
                    "1 change is in the folder, and no other laptop has told yet that it has it.",
                ),
                translate(
                    "team folder",
                    "{count} changes are in the folder, and no other laptop has told yet that it has them.",
                ),
            )
        )
    if status.waiting_for_choice:
        said.append(
            translate(
                "team folder",
                "{count} entries of turn logs stay on this laptop until the room’s choice is final, ten "
                "minutes after closing.",
            ).format(count=counted(status.waiting_for_choice))
        )
    if status.missing:
        said.append(
            some(
                status.missing,
                translate("team folder", "1 change is known to exist and has not come yet."),
                translate("team folder", "{count} changes are known to exist and have not come yet."),
            )
        )
    return said


def round_words(report: Report | None, error: Exception | None, *, is_new: bool = False) -> str:
    """How a round went that somebody asked for; `is_new`: the first with a folder that was just chosen."""
    if report is None:
        return str(error) if error is not None else ""
    came = some(
        report.imported,
        translate("team folder", "1 change came"),
        translate("team folder", "{count} changes came"),
    )
    if report.came_from:
        came = translate("team folder", "{came} from {laptops}").format(
            came=came, laptops=listed(report.came_from)
        )
    said = [f"{came}."] if report.imported else []
    if is_new:
        said.insert(0, translate("team folder", "This laptop exchanges through this folder from now on."))
    elif not said:
        said = [translate("team folder", "Nothing new came.")]
    if report.admitted:
        said.append(
            translate("team folder", "{laptops} was let in.").format(laptops=listed(report.admitted))
            if len(report.admitted) == 1
            else translate("team folder", "{laptops} were let in.").format(laptops=listed(report.admitted))
        )
    if report.healed:
        said.append(translate("team folder", "What the folder lacked was put back."))
    if report.own_elsewhere:
        said.append(
            translate(
                "team folder",
                "This laptop’s data was gone on with elsewhere, by a copy of its disk or from a backup. "
                "Nothing is lost; this laptop goes on by itself.",
            )
        )
    if report.ahead:
        said.append(
            translate(
                "team folder",
                "{count} changes bear a time that is still ahead: a laptop’s clock is wrong, or this one’s.",
            ).format(count=counted(report.ahead))
        )
    return " ".join(said)


def laptop_words(laptop: LaptopView, now: Instant) -> list[str]:
    """What is to be said of a laptop, each in a sentence."""
    who = laptop.author or translate("team folder", "somebody whose name has not come yet")
    said = [translate("team folder", "{who} uses it.").format(who=times.beginning(who))]
    if laptop.steward and not laptop.revoked:
        said.append(
            translate("team folder", "It is a steward’s laptop: it lets laptops in and locks them out.")
        )
    if laptop.revoked:
        said.append(translate("team folder", "It is locked out."))
        return [*said, laptop.late] if laptop.late else said
    if laptop.this:
        return [*said, *_gone_on_words(laptop)]
    if laptop.last_heard is None:
        said.append(translate("team folder", "Nothing of it has come yet."))
    else:
        said.append(
            translate("team folder", "Something of it last came {when}.").format(
                when=when_words(laptop.last_heard, now)
            )
        )
    if laptop.awaited:
        said.append(
            some(
                laptop.awaited,
                translate("team folder", "1 change made on it has not come yet."),
                translate("team folder", "{count} changes made on it have not come yet."),
            )
        )
    if laptop.lacks:
        said.append(
            some(
                laptop.lacks,
                translate("team folder", "It has not told yet that it has the last change made here."),
                translate(
                    "team folder", "It has not told yet that it has the last {count} changes made here."
                ),
            )
        )
    else:
        said.append(translate("team folder", "It has everything made here that may leave this laptop."))
    return [*said, *_gone_on_words(laptop)]


def _gone_on_words(laptop: LaptopView) -> list[str]:
    """Of a laptop of which there may be two."""
    if not laptop.gone_on:
        return []
    how = translate("team folder", "Its data was gone on with from a backup or on a copy of its disk.")
    if laptop.this:
        return [
            how,
            translate(
                "team folder",
                "If another computer uses it too, nothing is said here of what that one has.",
            ),
        ]
    return [
        how,
        translate(
            "team folder", "If two computers use it now, what is said here may be true of only one of them."
        ),
    ]


def invite_words(invite: InviteView, now: Instant) -> str:
    """What is to be said of a code that was given out."""
    made = when_words(invite.made, now)
    if invite.used_by:
        return translate("team folder", "Made {made}; it let in {laptop}.").format(
            made=made, laptop=invite.used_by
        )
    if invite.expires <= now:
        return translate("team folder", "Made {made}; nobody used it, and it is good no more.").format(
            made=made
        )
    steward = translate("team folder", ", for a steward’s laptop") if invite.steward else ""
    return translate("team folder", "Made {made}{steward}; good until it is used, or {until}.").format(
        made=made, steward=steward, until=when_words(invite.expires, now)
    )


def late_words(files: Sequence[FileView]) -> str:
    """Of files that cannot be taken in yet and do not lie there for long."""
    return some(
        len(files),
        translate("team folder", "1 file in the folder cannot be taken in yet."),
        translate(
            "team folder",
            "{count} files in the folder cannot be taken in yet.",
        ),
    )


def is_one_steward(status: FolderStatus) -> bool:
    """Whether nobody but one laptop could let another in, though there are several."""
    there = [each for each in status.laptops if not each.revoked]
    return len(there) > 1 and sum(each.steward for each in there) == 1


def question_answers(error: Exception) -> tuple[str, bool]:
    """What is asked about a folder that is not as it was, and whether it can be filled again."""
    return str(error), isinstance(error, sync.WrongFolder)
