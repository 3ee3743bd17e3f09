"""The arguments of `pod-desktop`."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from typing_extensions import override

from pod_desktop import __version__
from pod_desktop.cli import (
    backup,
    check,
    folder,
    laptop,
    network_map,
    profile,
    recovery,
    replay,
    sync,
    synth,
    turns,
)
from pod_desktop.domain.ids import EntityId, is_id
from pod_desktop.errors import BadInput

_DESCRIPTION = "Network map, meeting agenda and speaking-turn log for Peer-supported Open Dialogue."
_ANSWERS = "Answers 0 when all is well, 1 when a check failed, and 2 for bad input."


class _Parser(argparse.ArgumentParser):
    """Raises what is wrong as one sentence and prints no usage."""

    @override
    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}; see “{self.prog} --help”.")


def parser() -> argparse.ArgumentParser:
    """The whole command line. `command`, where one is given, is a function of the arguments."""
    top = _Parser(prog="pod-desktop", description=_DESCRIPTION, epilog=_ANSWERS, allow_abbrev=False)
    top.set_defaults(command=None)
    top.add_argument("--version", action="version", version=f"POD Desktop {__version__}")
    top.add_argument("--profile", type=Path, metavar="DIR", help="open the data in this folder")
    top.add_argument("--demo", action="store_true", help="open a made-up family; nothing real, nothing kept")
    ways = top.add_mutually_exclusive_group()
    ways.add_argument(
        "--tour", type=Path, metavar="OUT", help="play a whole visit and write its pictures and report to OUT"
    )
    ways.add_argument(
        "--self-test", type=Path, metavar="FILE", help="try this installation out and write a report"
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _add_profile(commands)
    _command(commands, "check", check.check, "see whether everything stored, or a backup, is whole")
    _add_backups(commands)
    _add_recovery(commands)
    _add_turns(commands)
    _add_map(commands)
    _add_synth(commands)
    _add_team_folder(commands)
    _add_laptops(commands)
    return top


def _add_profile(commands: "argparse._SubParsersAction[Any]") -> None:
    inner = _group(commands, "profile", "a team's data")
    new = _command(inner, "new", profile.new, "start a team")
    new.add_argument("--team", required=True, metavar="T", help="the team's name")
    new.add_argument("--author", required=True, metavar="A", help="who uses this laptop")


def _add_backups(commands: "argparse._SubParsersAction[Any]") -> None:
    making = _command(commands, "backup", backup.backup, "bring the backup of a team's data up to date")
    making.add_argument("--to", type=Path, metavar="PLACE", help="in this folder, not beside the data")
    about = "make a team's data in a new folder from a backup"
    restoring = commands.add_parser(
        "restore", help=about, description=about, epilog=_ANSWERS, allow_abbrev=False
    )
    restoring.set_defaults(command=backup.restore)
    restoring.add_argument("backup", type=Path, metavar="BACKUP", help="the folder of the backup")
    restoring.add_argument("folder", type=Path, metavar="DIR", help="the folder of the team's data")
    for name, letter, help_ in (
        ("--passphrase-file", "F", "a file whose first line is the passphrase of then"),
        ("--words-file", "W", "a file with the words of the recovery sheet"),
        ("--new-passphrase-file", "N", "with --words-file: the passphrase from now on"),
    ):
        restoring.add_argument(name, type=Path, metavar=letter, help=help_)
    restoring.add_argument("--json", action="store_true", help="answer with one JSON object")
    bringing = _command(commands, "bring-in", backup.bring_in, "take what a backup elsewhere has more")
    bringing.add_argument(
        "--from", dest="place", type=Path, required=True, metavar="PLACE", help="its folder"
    )
    _command(commands, "mend", backup.mend, "put damaged files aside and make them anew")


def _add_recovery(commands: "argparse._SubParsersAction[Any]") -> None:
    making = _command(commands, "recovery", recovery.recovery, "make the sheet whose 24 words open the data")
    making.add_argument(
        "--to", type=Path, required=True, metavar="SHEET.pdf", help="where to write it; - says just the words"
    )


def _add_turns(commands: "argparse._SubParsersAction[Any]") -> None:
    inner = _group(commands, "turns", "speaking turns in and out")
    importing = _command(
        inner, "import", turns.import_turns, "store a file of turns as a reconstructed meeting"
    )
    whose = importing.add_mutually_exclusive_group(required=True)
    whose.add_argument("--person", type=_id, metavar="ID", help="whose meeting it was")
    whose.add_argument("--new", metavar="NAME", help="the same, somebody new")
    for what in ("observation", "behaviour"):
        importing.add_argument(
            f"--{what}", default="", metavar="NAME", help=f"which {what}, where a file of BORIS has several"
        )
    importing.add_argument(
        "file", type=Path, metavar="FILE", help="RTTM, CSV, Praat TextGrid, ELAN .eaf or a BORIS project"
    )
    exporting = _command(inner, "export", turns.export_turns, "write a meeting's turns as a file")
    exporting.add_argument("--meeting", type=_id, required=True, metavar="ID")
    exporting.add_argument(
        "--format", choices=("csv", "rttm", "textgrid", "eaf", "boris"), help="else as the file's name ends"
    )
    exporting.add_argument(
        "--laptop", type=_id, metavar="ID", help="whose log, where several laptops logged the meeting"
    )
    exporting.add_argument("--without-words", action="store_true", help="neither words nor topics")
    exporting.add_argument(
        "--letters",
        action="store_true",
        help="Person, P1… for practitioners and N1… for the network; no date",
    )
    exporting.add_argument("file", type=Path, metavar="OUT", help=".csv, .rttm, .TextGrid, .eaf or .tsv")
    _add_replay(inner)
    measuring = _command(inner, "measures", turns.measure_turns, "who spoke, and who followed whom")
    measuring.add_argument("--meeting", type=_id, required=True, metavar="ID")


def _add_replay(inner: "argparse._SubParsersAction[Any]") -> None:
    about = "play a file of turns through the live log, as if people were talking"
    replaying = _command(inner, "replay", replay.replay, about)
    replaying.add_argument("--meeting", choices=("NEW", "new"), required=True, help="a meeting of its own")
    replaying.add_argument("--from", dest="file", type=Path, required=True, metavar="FILE", help="the turns")
    replaying.add_argument(
        "--speed",
        type=float,
        required=True,
        metavar="S",
        help="1 as they spoke, 10 ten times as fast, 0 at once",
    )
    whose = replaying.add_mutually_exclusive_group()
    whose.add_argument("--person", type=_id, metavar="ID", help="whose meeting it is")
    whose.add_argument("--new", default="", metavar="NAME", help="the same, somebody new")


def _add_map(commands: "argparse._SubParsersAction[Any]") -> None:
    inner = _group(commands, "map", "network maps in and out")
    exporting = _command(inner, "export", network_map.export_map, "write a person's map")
    exporting.add_argument("--person", type=_id, required=True, metavar="ID", help="whose map")
    exporting.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help=".pdf, .png, .svg, .csv or .graphml"
    )
    exporting.add_argument("--paper", choices=("a4", "a3"), default="a4", help="of a PDF")
    exporting.add_argument("--large", action="store_true", help="a PDF in large print, with a list in words")
    exporting.add_argument("--ties", action="store_true", help="a CSV of the ties, not of the people")
    exporting.add_argument("--quality", action="store_true", help="also how ties are")
    importing = _command(inner, "import", network_map.import_map, "take people and ties of a file in")
    importing.add_argument("--person", type=_id, required=True, metavar="ID", help="onto whose map")
    importing.add_argument("--who", default="", metavar="NAME", help="who of the file the person is")
    importing.add_argument(
        "--same", action="store_true", help="who is on the map by name is the same, and gets the ties"
    )
    importing.add_argument(
        "--ties", type=Path, metavar="FILE", help="the table of ties that belongs to a table of people"
    )
    importing.add_argument("--dry-run", action="store_true", help="only say what would be taken in")
    importing.add_argument("file", type=Path, metavar="FILE", help=".csv, .graphml or .ged")


def _add_synth(commands: "argparse._SubParsersAction[Any]") -> None:
    making = _command(commands, "synth", synth.synth, "add made-up people, meetings and turns, to try it out")
    for name, letter, about in (
        ("--seed", "N", "what it is made up from: the same numbers, the same names, words and times"),
        ("--people", "P", "how many people"),
        ("--meetings", "M", "how many meetings each of them has"),
        ("--turns", "T", "how many turns each meeting has"),
    ):
        making.add_argument(name, type=int, required=True, metavar=letter, help=about)


def _add_team_folder(commands: "argparse._SubParsersAction[Any]") -> None:
    exchanging = _command(commands, "sync", sync.sync, "exchange with the team folder once")
    exchanging.add_argument(
        "--fill",
        action="store_true",
        help="fill a folder that shows nothing of this team: it is the right one",
    )
    inner = _group(commands, "folder", "the shared folder through which the team’s laptops exchange")
    connecting = _command(inner, "connect", folder.connect, "choose it")
    connecting.add_argument("place", type=Path, metavar="FOLDER", help="the shared folder")
    connecting.add_argument("--name", default="", metavar="LAPTOP", help="what this laptop is called")
    _command(inner, "status", folder.status, "say how things stand")
    _command(inner, "repair", folder.repair, "read it all again and put there at once what it lacks")


def _add_laptops(commands: "argparse._SubParsersAction[Any]") -> None:
    inner = _group(commands, "laptop", "the laptops of the team")
    inviting = _command(inner, "invite", laptop.invite, "say 12 words that let one laptop in")
    inviting.add_argument("--steward", action="store_true", help="one that may let in and lock out itself")
    joining = _command(inner, "join", laptop.join, "make data for a laptop that asks to be let in")
    joining.add_argument("place", type=Path, metavar="FOLDER", help="the team’s shared folder")
    joining.add_argument("--code", required=True, metavar="WORDS", help="the 12 words that were told")
    joining.add_argument("--author", required=True, metavar="A", help="who uses this laptop")
    joining.add_argument("--profession", default="", metavar="P", help="what they are")
    joining.add_argument("--peer", action="store_true", help="they are a peer worker")
    _command(inner, "list", laptop.list_, "say which there are")
    for name, does, about in (
        ("revoke", laptop.revoke, "lock a lost one out"),
        ("adopt", laptop.adopt, "let what was found of a locked-out one count"),
    ):
        doing = _command(inner, name, does, about)
        doing.add_argument("name", metavar="NAME", help="what the laptop is called, or its id")


def _id(text: str) -> EntityId:
    if not is_id(text.lower()):
        raise argparse.ArgumentTypeError(f"“{text}” is no id; an id has 32 digits 0 to 9 and a to f")
    return EntityId(text.lower())


def _group(
    commands: "argparse._SubParsersAction[Any]", name: str, about: str
) -> "argparse._SubParsersAction[Any]":
    group = commands.add_parser(name, help=about, description=about, allow_abbrev=False)
    inner: argparse._SubParsersAction[Any] = group.add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    return inner


def _command(
    commands: "argparse._SubParsersAction[Any]", name: str, does: Any, about: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=about, description=about, epilog=_ANSWERS, allow_abbrev=False
    )
    command.set_defaults(command=does)
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder of the team's data")
    command.add_argument(
        "--passphrase-file", type=Path, required=True, metavar="F", help="a file whose first line it is"
    )
    command.add_argument("--json", action="store_true", help="answer with one JSON object")
    return command
