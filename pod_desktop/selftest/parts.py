"""Parts of the program that a frozen build could lack: each is used once."""

import sys
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from importlib.util import find_spec
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

from pod_desktop.bundled import bundled
from pod_desktop.cli.arguments import parser
from pod_desktop.outputs.calendar_file import calendar_file
from pod_desktop.outputs.network_map.graphml import map_graphml
from pod_desktop.outputs.pdf.network_map import map_pdf
from pod_desktop.selftest.bench import PASSPHRASE, Bench, require
from pod_desktop.services import network, people, planning, searching, series
from pod_desktop.services.demo_script import read_script
from pod_desktop.services.map_files.gedcom import read_gedcom
from pod_desktop.storage import migrations
from pod_desktop.storage.migrations import versions
from pod_desktop.storage.recovery_words import word_list
from pod_desktop.tour import pdf_text
from pod_desktop.ui.network_map.names.guessing import known_words
from pod_desktop.ui.times import HOME_ZONE

_FROZEN = bool(getattr(sys, "frozen", False))
_FAMILY = b"""\
0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Ada /Canary/
0 @I2@ INDI
1 NAME Bo /Canary/
0 @F1@ FAM
1 HUSB @I1@
1 WIFE @I2@
0 TRLR
"""


def brought_along() -> str:
    """Words, the made-up family and every step of the database; frozen also the licences, and no way out."""
    word_list()
    family = read_script()
    steps = [step.__name__ for step in versions.IN_ORDER]
    require(len(steps) == len(migrations.KNOWN), f"There are {len(steps)} of {len(migrations.KNOWN)} steps.")
    known_words()  # of relationships; raises where they are missing
    said = f"{len(steps)} steps of the database"
    if _FROZEN:
        require(find_spec("ssl") is None, "A way to the network is bundled.")
        said += f", {bundled('LICENCES.txt').stat().st_size // 1024} KiB of licences"
    return f"{said}, {len(family.people)} made-up people, the words of recovery sheets and of families."


def network_map(bench: Bench) -> str:
    """A map with one member and a tie, as PDF, and as a graph."""
    with bench.journal() as journal:
        (person,) = people.people(journal)
        network.add_member(journal, person.id, "Aunt Canary")
        view = network.network_map(journal, person.id)
    pdf = map_pdf(view)
    require(pdf_text.is_tagged(pdf), "The map’s PDF is not tagged.")
    graph = map_graphml(view)
    require(b"Aunt Canary" in graph, "The member is not in the graph.")
    return f"{len(pdf) // 1024} KiB of PDF, and a graph."


def words_found(bench: Bench) -> str:
    """What was decided is found by its words."""
    with bench.journal() as journal:
        found = searching.search(journal, "kettle")
    require(found, "What was decided is not found.")
    return f"Found {len(found)} times."


def calendar(bench: Bench) -> str:
    """A planned meeting as a file for calendars, in a zone with summer time."""
    with bench.journal() as journal:
        (person,) = people.people(journal)
        summer = datetime(2026, 7, 1, 10, tzinfo=ZoneInfo(HOME_ZONE))
        require(summer.utcoffset() == timedelta(hours=1), f"{HOME_ZONE} has no summer time.")
        meeting_id = planning.plan_meeting(journal, person.id, planned=summer)
        file = calendar_file(series.for_calendar(journal, meeting_id), summer)
    require(b"BEGIN:VEVENT" in file, "The calendar file has no event.")
    return f"{len(available_timezones())} time zones, {len(file)} bytes."


def family_file(_bench: Bench) -> str:
    """A family tree as another program writes it."""
    draft = read_gedcom(_FAMILY)
    require(len(draft.members) == 2, "The family was not read.")
    return f"{len(draft.members)} people read."


def commands(bench: Bench) -> str:
    """A command of the command line, as a person types it."""
    passphrase = bench.folder / "passphrase"
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    given = parser().parse_args(
        ["check", str(bench.profile.dir), "--passphrase-file", str(passphrase), "--json"]
    )
    with redirect_stdout(StringIO()) as said:
        code = given.command(given)
    require(code == 0, said.getvalue())
    return f"check: {code}."
