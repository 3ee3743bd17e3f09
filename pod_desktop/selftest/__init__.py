"""Whether this installation works, seen from inside: for frozen builds and whoever installs them.

    run(report) -> 0 when everything works, else 1; `report` becomes JSON

A frozen build may lack a library, a font or a step of the database without anybody noticing until a visit. So
each check does the thing itself, in a temporary profile that is gone afterwards.
"""

import platform
import sys
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path

import msgspec
from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from pod_desktop import __version__, app, paths
from pod_desktop.domain.clock import SystemClock
from pod_desktop.durable_files import replace_file
from pod_desktop.errors import PodError
from pod_desktop.outputs.pdf import write_summary
from pod_desktop.paths import Profile
from pod_desktop.profile_door import ProfileDoor
from pod_desktop.selftest import parts
from pod_desktop.selftest.bench import PASSPHRASE, Bench, require
from pod_desktop.services import agenda, audit, decisions, meeting_views, meetings, people
from pod_desktop.services import profile as profiles
from pod_desktop.storage import migrate, migrations
from pod_desktop.tour import pdf_text
from pod_desktop.tour.hand import Hand, let_go
from pod_desktop.tour.watch import Watch
from pod_desktop.ui import assets, theme
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.main_window import MainWindow

_PERSON = "Self Test Canary"
_WORDS = "We keep the kettle on."
_PLAIN_SQLITE = b"SQLite format 3"
_LEAST_COLOURS = 8
_LIBRARIES = (
    "PySide6-Essentials", "SQLAlchemy", "alembic", "msgspec", "PyNaCl", "sqlcipher3", "typst", "nhs-number",
    "icalendar",
)  # fmt: skip


class Check(msgspec.Struct, frozen=True):
    """One thing that was tried."""

    name: str
    ok: bool
    detail: str


def run(report: Path) -> int:
    """Try everything and write the report. Returns 0 when all of it works, else 1."""
    app.paint_offscreen_without_a_display()
    application = app.application()
    checks = [
        _tried("the look", lambda: _look(application)),
        _tried("what it brings along", parts.brought_along),
    ]
    with paths.temporary_profile() as profile, Watch() as watch:
        bench = Bench(Profile(profile.dir / "team"), profile.dir)
        for name, try_it in (
            ("encrypted round trip", _encrypted_round_trip),
            ("database steps", _database_steps),
            ("window", _window),
            ("summary as PDF", _summary),
            ("network map", parts.network_map),
            ("searching", parts.words_found),
            ("calendar and time zones", parts.calendar),
            ("a family from a file", parts.family_file),
            ("commands", parts.commands),
        ):
            checks.append(_tried(name, partial(try_it, bench)))
        unseen = watch.take()
    checks.append(Check("nothing went wrong unseen", not unseen, " ".join(unseen)))
    ok = all(check.ok for check in checks)
    whole = {
        "ok": ok,
        "checks": msgspec.to_builtins(checks),
        "version": __version__,
        "platform": f"{platform.platform()}, Qt on {QApplication.platformName()}",
        "frozen": bool(getattr(sys, "frozen", False)),
        "versions": _versions(),
    }
    replace_file(report, msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    return 0 if ok else 1


def _tried(name: str, try_it: Callable[[], str]) -> Check:
    try:
        return Check(name, True, try_it())
    except PodError as error:
        return Check(name, False, str(error))
    except Exception as error:  # noqa: BLE001 # whatever a broken installation raises belongs in the report
        return Check(name, False, f"{type(error).__name__}: {error}")


def _look(application: QApplication) -> str:
    """Fonts, icons and the stylesheet: there, and in use."""
    theme.apply(application, scheme=theme.Scheme.LIGHT)
    used = QFontInfo(theme.font()).family()
    require(used == assets.FONT_FAMILY, f"Text is shown in {used} and not in {assets.FONT_FAMILY}.")
    styles = QFontDatabase.styles(assets.FONT_FAMILY)
    icons = assets.icon_names()
    require(icons, "There are no icons.")
    require(not assets.pixmap(icons[0], 24).isNull(), f"The icon “{icons[0]}” cannot be drawn.")
    require(application.styleSheet(), "There is no stylesheet.")
    return f"{used} in {len(styles)} styles, {len(icons)} icons."


def _encrypted_round_trip(bench: Bench) -> str:
    """Written, closed, opened again; and on the disk there is neither a name nor a plain database."""
    started = profiles.start_team(
        bench.profile, team="Self test", author="Nobody", passphrase=PASSPHRASE, clock=SystemClock()
    )
    try:
        people.add_person(started, _PERSON)
    finally:
        started.close()
    with bench.journal() as journal:
        found = [row.name for row in people.people(journal)]
        report = audit.look_through(journal)
    require(found == [_PERSON], f"Written was {_PERSON}, read was {found}.")
    require(report.ok, " ".join(report.faults))
    files = [file for file in bench.profile.dir.rglob("*") if file.is_file()]
    for file in files:
        content = file.read_bytes()
        require(_PERSON.encode() not in content, f"The name can be read in {file.name}.")
        require(not content.startswith(_PLAIN_SQLITE), f"{file.name} is not encrypted.")
    return f"{report.events} events in {len(files)} files, none of them readable without the passphrase."


def _database_steps(bench: Bench) -> str:
    with bench.journal() as journal:
        require(not migrate.upgrade(journal.engine), "The database is not in its newest shape.")
    return f"{len(migrations.KNOWN)} known, the newest is {migrations.HEAD}."


def _window(bench: Bench) -> str:
    """The real window: its first screen, and the people page behind the passphrase."""
    jobs = Jobs()
    window = MainWindow(ProfileDoor(bench.profile, SystemClock()), jobs)
    try:
        hand = Hand(window)
        window.show()
        hand.wait_for(window.isVisible, "The window did not come.")
        door = _colours(window.grab().toImage())
        hand.write("Passphrase", PASSPHRASE, enter=True)
        hand.wait_for(lambda: window.shell is not None, "The passphrase did not open the data.")
        inside = _colours(window.grab().toImage())
        size = f"{window.width()} × {window.height()} pixels"
    finally:
        let_go(window)
        jobs.stop()
    require(min(door, inside) >= _LEAST_COLOURS, "The window is blank.")
    return f"{size}, {door} colours at the door and {inside} inside."


def _summary(bench: Bench) -> str:
    """A meeting with one decision, written as a tagged PDF that says its words."""
    with bench.journal() as journal:
        (person,) = people.people(journal)
        here = [person.id, journal.author_id]
        meeting_id = meetings.begin_meeting(journal, person.id, here=here)
        topic = agenda.add_topic(journal, meeting_id, "Tea", person.id)
        decisions.accept_decision(journal, decisions.word_decision(journal, meeting_id, _WORDS, topic))
        meetings.close_meeting(journal, meeting_id, "")
        meeting = meeting_views.meeting(journal, meeting_id)
        path = bench.folder / "summary.pdf"
        write_summary(path, meeting, people.team_name(journal))
    pdf = path.read_bytes()
    require(pdf_text.is_tagged(pdf), "The PDF is not tagged.")
    require(pdf_text.says(pdf, _WORDS), "The PDF does not say what was decided.")
    return f"{len(pdf) // 1024} KiB, tagged, and it says what was decided."


def _versions() -> dict[str, str]:
    versions = {"Python": platform.python_version(), "Qt": qVersion()}
    for library in _LIBRARIES:
        try:
            versions[library] = metadata.version(library)
        except metadata.PackageNotFoundError:  # a frozen build need not carry these notes along
            versions[library] = "not said"
    return versions


def _colours(image: QImage) -> int:
    """How many colours there are among some hundred points of a picture."""
    across, down = range(0, image.width(), 7), range(0, image.height(), 7)
    return len({image.pixel(x, y) for x in across for y in down})
