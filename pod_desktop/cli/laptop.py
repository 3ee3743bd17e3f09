"""`laptop invite`, `join`, `list`, `revoke`, `adopt`: the laptops of the team."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from pod_desktop.cli.opened import opened
from pod_desktop.cli.passphrase import read_passphrase
from pod_desktop.cli.terminal import answer, progress
from pod_desktop.paths import Profile
from pod_desktop.running import held

if TYPE_CHECKING:
    from pod_desktop.services import Journal
    from pod_desktop.sync import LaptopView


def invite(arguments: Namespace) -> int:
    """Say 12 words that let one laptop in within 72 hours. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync

        words = " ".join(sync.invite(journal, steward=arguments.steward).reveal())
        expires = max(each.expires for each in sync.status(journal).invites)
    answer(
        words,
        {"words": words, "expires": expires.isoformat(), "steward": arguments.steward},
        as_json=arguments.json,
    )
    return 0


def join(arguments: Namespace) -> int:
    """Make a profile that asks the team of a folder to let it in. Raises PodError children."""
    passphrase = read_passphrase(arguments.passphrase_file)
    progress("Making the data of this laptop…")

    from pod_desktop import sync
    from pod_desktop.domain.clock import SystemClock
    from pod_desktop.services.profile import require_can_join, start_joining

    profile, clock = Profile(arguments.folder), SystemClock()
    require_can_join(profile, clock, passphrase=passphrase)
    sync.require_can_ask(arguments.place, arguments.code, arguments.author)

    def ask(journal: Journal) -> None:
        sync.ask_to_join(
            journal,
            arguments.place,
            arguments.code,
            arguments.author,
            profession=arguments.profession,
            peer=arguments.peer,
        )

    profile.make()
    with held(profile):
        start_joining(profile, ask, passphrase=passphrase, clock=clock).close()
    answer(
        f"The data of {arguments.author} is in “{arguments.folder}” and has asked to join. Once the laptop "
        "that gave the words has exchanged with the folder, “sync” here makes it a member.",
        {"profile": str(arguments.folder), "place": str(arguments.place), "waiting": True},
        as_json=arguments.json,
    )
    return 0


def list_(arguments: Namespace) -> int:
    """Say which laptops there are. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync

        laptops = sync.status(journal).laptops
    answer(
        "\n".join(_in_words(each, laptops) for each in laptops)
        or "There are no laptops: no team folder was chosen yet.",
        {
            "laptops": [
                {
                    "id": each.id,
                    "name": each.name,
                    "author": each.author,
                    "this": each.this,
                    "revoked": each.revoked,
                    "last_heard": None if each.last_heard is None else each.last_heard.isoformat(),
                    "steward": each.steward,
                    "awaited": each.awaited,
                    "lacks": each.lacks,
                }
                for each in laptops
            ]
        },
        as_json=arguments.json,
    )
    return 0


def revoke(arguments: Namespace) -> int:
    """Lock a laptop out. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync
        from pod_desktop.sync.revoking import laptop_named

        laptop = laptop_named(journal, arguments.name)
        sync.revoke(journal, laptop)
        name = _name_of(journal, laptop)
    answer(
        f"“{name}” is locked out. The other laptops hear of it once this one has exchanged: “sync”. What is "
        "on it stays readable for whoever has it and its passphrase.",
        {"name": name, "revoked": True},
        as_json=arguments.json,
    )
    return 0


def adopt(arguments: Namespace) -> int:
    """Let what a locked-out laptop left in the folder count. Raises PodError children."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop import sync
        from pod_desktop.sync.revoking import laptop_named

        laptop = laptop_named(journal, arguments.name)
        found = sync.adopt(journal, laptop)
        name = _name_of(journal, laptop)
    answer(
        f"{found} parts of “{name}” count from now on; “sync” takes them in."
        if found
        else f"Nothing of “{name}” waits in the folder.",
        {"name": name, "adopted": found},
        as_json=arguments.json,
    )
    return 0


def _name_of(journal: Journal, laptop: bytes) -> str:
    from pod_desktop import sync

    return next((each.name for each in sync.status(journal).laptops if each.id == laptop.hex()), "")


def _in_words(laptop: LaptopView, all_: tuple[LaptopView, ...]) -> str:
    said = [laptop.author or "nobody known yet"]
    if laptop.shares_name(all_):
        said.append(f"in the team since {laptop.admitted:%Y-%m-%d %H:%M} UTC, id {laptop.id}")
    said += [word for word, holds in (("this one", laptop.this), ("steward", laptop.steward)) if holds]
    if laptop.revoked:
        said.append("locked out")
    if not laptop.this:
        heard = laptop.last_heard
        said.append("nothing has come of it" if heard is None else f"last heard {heard:%Y-%m-%d %H:%M} UTC")
    return f"{laptop.name}: {', '.join(said)}"
