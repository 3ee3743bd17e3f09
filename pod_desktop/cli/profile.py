"""`profile new`: a team's data, made without a window."""

from argparse import Namespace

from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import answer, progress
from pod_desktop.running import held


def new(arguments: Namespace) -> int:
    """Start a team in a folder. Raises PodError children."""
    passphrase = read_passphrase(arguments.passphrase_file)
    progress("Making the team's data…")

    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.paths import Profile
    from pod_desktop.services.profile import require_can_start, start_team

    profile, clock = Profile(arguments.folder), SystemClock()
    require_can_start(profile, clock, team=arguments.team, author=arguments.author, passphrase=passphrase)
    profile.make()
    with held(profile):
        journal = start_team(
            profile, team=arguments.team, author=arguments.author, passphrase=passphrase, clock=clock
        )
        author = journal.author_id
        journal.close()
    answer(
        f"The data of {arguments.team} is in “{arguments.folder}”.",
        {"profile": str(arguments.folder), "team": arguments.team, "author": author},
        as_json=arguments.json,
    )
    return 0
