"""One visit: the stations in their order, played one after the other, and the report about them."""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from pod_desktop import __version__, app
from pod_desktop.domain.clock import ManualClock
from pod_desktop.errors import PodError
from pod_desktop.logs import describe
from pod_desktop.paths import Profile
from pod_desktop.services import demo as family_script
from pod_desktop.services import profile as profiles
from pod_desktop.tour import (
    between,
    closing,
    entering,
    eyes_up,
    family,
    in_the_room,
    interrupted,
    joining,
    keeping,
    keys_at_the_table,
    listening,
    mapping,
    mapping_more,
    meeting_again,
    next_time,
    own_words,
    planning,
    recording,
    reflecting,
    talking,
    turn_files,
)
from pod_desktop.tour.hand import let_go, settle
from pod_desktop.tour.report import Report, Station
from pod_desktop.tour.stage import PASSPHRASE, Stage
from pod_desktop.tour.story import FAMILY, HARBOUR, Story
from pod_desktop.tour.watch import Watch
from pod_desktop.ui import theme
from pod_desktop.ui.jobs import Jobs


class Play(Protocol):
    """Does something, and tells the stage what it did and what it found."""

    def __call__(self, stage: Stage) -> None:
        """Raises PodError where the visit cannot go on like this."""
        ...


@dataclass(frozen=True, slots=True)
class Stop:
    """A station, and the one without which it cannot be reached."""

    name: str
    play: Play
    after: str = ""


_FAULTS = (AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What a fault of the program, or of a station, may raise. The report says so, and the tour goes on."""

_BETWEEN = 2
"""Minutes of the visit's own time from one station to the next."""

_MEETING = (
    Stop("Opening questions", talking.opening_questions, "Begin the meeting"),
    Stop("Topics", talking.topics, "Opening questions"),
    Stop("Decide", talking.decide, "Topics"),
    Stop("The meeting for everybody", in_the_room.for_everybody, "Decide"),
    Stop("The person leaves the room", talking.the_person_leaves, "Decide"),
    Stop("May we note who speaks when?", listening.the_question_aloud, "Begin the meeting"),
    Stop("Turns", listening.turns, "May we note who speaks when?"),
    Stop("Keys that are held", keys_at_the_table.held_keys, "Turns"),
    Stop("Another key", keys_at_the_table.another_key, "Turns"),
    Stop("A voice that may be heard", keys_at_the_table.a_voice, "Turns"),
    Stop("Words of turns", listening.words_of_turns, "Turns"),
    Stop("Own words at the table", own_words.at_the_table, "Words of turns"),
    Stop("Somebody, and second taps", eyes_up.somebody_and_second_taps, "Words of turns"),
    Stop("Cover in the meeting", interrupted.cover_in_the_meeting, "Begin the meeting"),
    Stop("Stopped in the middle", interrupted.stopped_in_the_middle, "Words of turns"),
    Stop("Closing page", closing.closing_page, "The person leaves the room"),
    Stop("Summary", closing.summary, "Closing page"),
    Stop("Looking back together", reflecting.looking_back, "Summary"),
    Stop("Own words", own_words.looking_back, "Looking back together"),
    Stop("Turns as a file", turn_files.turns_as_a_file, "Own words"),
    Stop("Who followed whom", reflecting.onto_the_map, "Looking back together"),
    Stop("Between meetings", between.between_meetings, "Summary"),
    Stop("A past meeting from a file", turn_files.a_past_meeting_from_a_file, "Turns as a file"),
    Stop("Happened outside, on the next agenda", next_time.on_the_next_agenda, "Between meetings"),
    Stop("A conversation without the person", next_time.without_the_person, "Between meetings"),
    Stop("Words found again", between.words_found_again, "Summary"),
    Stop("Lock at the end", entering.lock_at_the_end, "Summary"),
)

_TWO_LAPTOPS = (
    Stop("A team folder", joining.a_team_folder, "Lock at the end"),
    Stop("A second laptop", joining.a_second_laptop, "A team folder"),
    Stop("A meeting on two laptops", meeting_again.a_meeting_on_two_laptops, "A second laptop"),
    Stop("Apart", meeting_again.apart, "A meeting on two laptops"),
    Stop("They meet again", meeting_again.they_meet_again, "Apart"),
    Stop("Side by side", meeting_again.side_by_side, "They meet again"),
    Stop("Everything is with the team", meeting_again.everything_is_with_the_team, "Side by side"),
)

FIRST_VISIT: tuple[Stop, ...] = (
    Stop("Start a team", entering.start_a_team),
    Stop("Lock and unlock", entering.lock_and_unlock, "Start a team"),
    Stop("The team", entering.the_team, "Lock and unlock"),
    Stop("A recovery sheet", keeping.recovery_sheet, "The team"),
    Stop("Back up, and back again", keeping.backup_and_back, "A recovery sheet"),
    Stop("A new person", recording.a_new_person, "Back up, and back again"),
    Stop("Found by search", recording.found_by_search, "A new person"),
    Stop("The person’s details", recording.the_details, "Found by search"),
    Stop("Names first", mapping.names_first, "Found by search"),
    Stop("Places on the map", mapping.places, "Names first"),
    Stop("Ties", mapping.ties, "Places on the map"),
    Stop("A member’s card", mapping.the_card, "Places on the map"),
    Stop("Undo and redo", mapping.undo_and_redo, "Places on the map"),
    Stop("One way, in focus, tidied", mapping_more.focus_and_ways, "Ties"),
    Stop("The map as a table", mapping_more.in_the_table, "Ties"),
    Stop("Two cards of one person", mapping_more.two_cards_of_one, "Places on the map"),
    Stop("With the person", mapping_more.with_the_person, "Places on the map"),
    Stop("Plan a meeting", planning.plan_a_meeting, "A member’s card"),
    Stop("A meeting every day", planning.every_day, "Plan a meeting"),
    Stop("Begin the meeting", planning.begin_the_meeting, "Plan a meeting"),
    *_MEETING,
    *_TWO_LAPTOPS,
)

VISIT_TO_THE_FAMILY: tuple[Stop, ...] = (
    Stop("Open the made-up family", family.open_the_made_up_family),
    Stop("The family’s map", family.the_familys_map, "Open the made-up family"),
    Stop("A past meeting", family.a_past_meeting, "The family’s map"),
    Stop("Plan a meeting", planning.change_the_plan, "The family’s map"),
    Stop("Begin the meeting", planning.begin_the_meeting, "Plan a meeting"),
    *_MEETING,
)


def play(out: Path, *, demo: bool = False) -> int:
    """Play a visit and write its pictures, its summary and `report.json` into `out`.

    With `demo` it is a visit to the made-up family. Returns 0 when every station is ok, else 1.
    """
    stops, story = (VISIT_TO_THE_FAMILY, FAMILY) if demo else (FIRST_VISIT, HARBOUR)
    _make_room(out)
    with Watch() as watch, _stage(out, story, prepared=demo) as stage:
        report = Report(__version__, QApplication.platformName(), [])
        for stop in stops:
            report.stations.append(_played(stop, stage, watch, report.stations))
            _say(report.stations[-1])
        for window in stage.windows():
            let_go(window)
        if unseen := watch.take():
            report.stations.append(Station("Closing the window", "", "", False, 0.0, " ".join(unseen), []))
            _say(report.stations[-1])
    report.store(out / "report.json")
    print(out.resolve())
    return 0 if report.ok else 1


def _played(stop: Stop, stage: Stage, watch: Watch, before: Sequence[Station]) -> Station:
    if stop.after and not any(one.name == stop.after and one.ok for one in before):
        return Station(stop.name, "", "", False, 0.0, f"Not reached, because “{stop.after}” is not ok.", [])
    stage.clock.advance(minutes=_BETWEEN)
    began, problem = monotonic(), ""
    try:
        stop.play(stage)
    except PodError as error:
        problem = str(error)
    except _FAULTS as error:
        problem = describe(error)
    settle()
    problem = " ".join([problem, *watch.take()]).strip()
    did, found, pictures = stage.take_told()
    if not problem and not (did and found):
        problem = "Nothing was read back."
    if problem:
        _leave_questions()
    return Station(stop.name, did, found, not problem, round(monotonic() - began, 2), problem, pictures)


def _leave_questions() -> None:
    """So that what comes next is not hidden by what failed."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
    settle()


def _say(station: Station) -> None:
    words = f"{station.seconds:5.1f} s  {station.name}: "
    print(words + ("ok" if station.ok else f"NOT OK. {station.problem}"), file=sys.stderr)


@contextmanager
def _stage(out: Path, story: Story, *, prepared: bool) -> Iterator[Stage]:
    """A window on a temporary profile; with `prepared` the made-up family lives in it."""
    app.paint_offscreen_without_a_display()
    application = app.application()
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    theme.apply(application, scheme=theme.Scheme.LIGHT, by_window=True)
    folder = Path(tempfile.mkdtemp(prefix="pod-tour-"))
    clock, jobs = ManualClock(story.now), Jobs()
    profile = Profile(folder / "profile")
    try:
        profile.make()
        if prepared:
            _invent(profile, clock, story)
        yield Stage(profile, clock, story, out, jobs)
    finally:
        jobs.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _invent(profile: Profile, clock: ManualClock, story: Story) -> None:
    """The made-up family, two days before the meeting that is planned with them."""
    made = story.now - timedelta(days=2)
    clock.set_wall(made - timedelta(weeks=11))
    journal = profiles.start_team(
        profile,
        team=story.team,
        author=story.me,
        profession=story.profession,
        passphrase=PASSPHRASE,
        clock=clock,
    )
    try:
        family_script.make_demo(journal, clock, made)
    finally:
        journal.close()


def _make_room(out: Path) -> None:
    """A folder for what is written; what an earlier tour left in it goes."""
    out.mkdir(parents=True, exist_ok=True)
    for old in (*out.glob("[0-9][0-9][0-9]-*.png"), out / "report.json", out / closing.SUMMARY):
        old.unlink(missing_ok=True)
