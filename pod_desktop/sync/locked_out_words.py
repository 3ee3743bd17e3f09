"""What a laptop that was locked out says of itself: what lies in the team folder, and what does not."""

from pod_desktop.sync.status import FolderStatus


def left_words(status: FolderStatus) -> str:
    """What is on this laptop only, as sentences; "" where all of it lies in the folder."""
    said = []
    if status.waiting_for_choice:
        said.append(
            "What stands in a turn log whose choice was not final is on this laptop only, and not in the "
            "folder."
        )
    if status.only_here == 1:
        said.append("1 change could not be sent: it is on this laptop only.")
    elif status.only_here:
        said.append(f"{status.only_here} changes could not be sent: they are on this laptop only.")
    if said:
        said.append("Please keep this laptop: the team’s recovery sheet still opens it.")
    return " ".join(said)


def locked_out_words(status: FolderStatus) -> str:
    """That this laptop was locked out, and where lies what was entered on it."""
    return " ".join(
        part
        for part in (
            "This laptop was locked out of the team, so it exchanges nothing new any more. What had been "
            "sent from it lies in the team folder, where a steward can take it in.",
            left_words(status),
        )
        if part
    )
