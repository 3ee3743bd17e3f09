"""A past meeting is taken in from a file: shown first, matched to people, stored whole, taken out again."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.ids import EntityId
from pod_desktop.outputs.annotations import Format, write_annotation
from pod_desktop.services import looking_back, measures, meeting_views, people, turn_log
from pod_desktop.services.past_meetings import can_be_taken_out
from pod_desktop.services.past_voices import Voice
from pod_desktop.ui.jobs import Jobs
from pod_desktop.ui.meeting.summary.page import SummaryPage
from pod_desktop.ui.people.record import MEETINGS, RecordPage
from pod_desktop.ui.shell import Shell
from pod_desktop.ui.turn_files.take_in import TakeInTurns
from tests.ui.network_map.out.test_dialog import Later

TABLE = (
    "speaker,start,end,words,kind,answers\n"
    "Sam Penrose,0,10,I slept,turn,\n"
    "MAY,10,15,,turn,Gran\n"
    "X1,15,,,turn,\n"
    ",16,20,,silence,\n"
    "X2,20,30,,turn,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "visit.csv"
    path.write_text(TABLE, "utf-8")
    return path


@pytest.fixture
def form(desk, family, shown, file) -> TakeInTurns:
    """The form, with what was understood of the file."""
    form = TakeInTurns(desk, family.sam)
    shown(form).begin(file)
    return form


def _choose(form: TakeInTurns, name: str, words: str) -> None:
    box = form.who.boxes[name]
    box.setCurrentIndex(box.findText(words))


def _silent(form: TakeInTurns) -> list[str]:
    return [form.about.silent.item(row).text() for row in range(form.about.silent.count())]


def _taken(form: TakeInTurns) -> EntityId:
    made: list[EntityId] = []
    form.taken_in.connect(made.append)
    QTest.mouseClick(form.take, Qt.MouseButton.LeftButton)
    (meeting_id,) = made
    return meeting_id


def _stored(desk, family) -> int:
    return len(people.record(desk.journal, family.sam).meetings)


def test_what_was_understood_is_shown_and_nothing_is_stored_yet(form, desk, family):
    assert form.understood.text() == (
        "4 turns in 30 s. Turns without a known end: 1. Together in silence: 1. "
        "The file does not say when it was."
    )
    assert list(form.who.boxes) == ["Sam Penrose", "MAY", "X1", "X2", "Gran"]
    assert _stored(desk, family) == 0
    assert form.about.silent.isVisible()


def test_who_has_the_name_is_proposed_and_everybody_else_is_somebody_new(form, family):
    assert form.who.chosen() == {
        "Sam Penrose": family.sam,
        "MAY": family.may,
        "X1": Voice.NEW,
        "X2": Voice.NEW,
        "Gran": Voice.NEW,
    }


def test_voices_are_matched_to_a_practitioner_somebody_new_or_nobody_named(form, desk):
    _choose(form, "X1", "Lee Okafor")
    _choose(form, "X2", "A voice that is not named")
    log = turn_log.log_view(desk.journal, _taken(form))
    said = [(turn.speaker.name if turn.speaker else None, turn.turn_kind) for turn in log.turns]
    assert said == [
        ("Sam Penrose", "turn"),
        ("May", "turn"),
        ("Lee Okafor", "turn"),
        (None, "silence"),
        (None, "turn"),
    ]
    assert log.log_kind == "reconstructed"
    assert log.turns[1].answers is not None
    assert log.turns[1].answers.name == "Gran"


def test_day_time_and_place_are_what_was_said_and_the_silent_count(form, desk):
    form.about.day.setDate(QDate(2026, 7, 3))
    form.about.at.setTime(QTime(14, 30))
    form.about.place.set_text("Sam’s kitchen")
    assert "Jo" in _silent(form)
    assert not {"May", "Nan"} & set(_silent(form)), "May speaks, and Nan has died"
    form.about.silent.item(_silent(form).index("Jo")).setCheckState(Qt.CheckState.Checked)
    meeting_id = _taken(form)
    view = meeting_views.meeting(desk.journal, meeting_id)
    assert view.brief.began is not None
    assert view.brief.began.isoformat() == "2026-07-03T13:30:00+00:00"
    assert view.brief.place == "Sam’s kitchen"
    counts = {p.name: p.turns for p in measures.measure_meeting(desk.journal, meeting_id).people}
    assert counts["Jo"] == 0


def test_without_the_person_it_is_a_conversation_and_says_why(desk, family, shown, tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("speaker,start,end\nMay,0,10\nTom,10,12\n", "utf-8")
    form = shown(TakeInTurns(desk, family.sam))
    form.begin(path)
    QTest.keyClick(form.about.was_there, Qt.Key.Key_Space)
    assert form.about.reason.isVisible()
    QTest.mouseClick(form.take, Qt.MouseButton.LeftButton)
    assert "say why" in form.said.sentence
    assert _stored(desk, family) == 0
    form.about.reason.set_text("Sam asked us to")
    brief = meeting_views.meeting(desk.journal, _taken(form)).brief
    assert (brief.meeting_kind, brief.reason) == ("conversation", "Sam asked us to")


def test_the_person_who_speaks_was_there(form):
    assert not form.about.was_there.isEnabled()
    _choose(form, "Sam Penrose", "A voice that is not named")
    assert form.about.was_there.isEnabled()


def test_a_meeting_that_would_still_go_on_is_refused_and_nothing_is_stored(form, desk, family, clock):
    form.about.day.setDate(QDate(clock.now().year + 1, 1, 1))
    QTest.mouseClick(form.take, Qt.MouseButton.LeftButton)
    assert "still to come" in form.said.sentence
    assert form.take.isEnabled()
    assert _stored(desk, family) == 0
    assert {row.name for row in people.people(desk.journal)} == {"Sam Penrose"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("speaker,start,end\nKim,9,3\n", "Line 2 ends before it begins; nothing was imported."),
        ("SPEAKER v 1 0 x <NA> <NA> kim <NA> <NA>\n", "Line 1 has the duration “x”"),
        ("", "There are no turns"),
    ],
)
def test_a_bad_file_is_said_with_its_line_and_another_one_can_be_chosen(
    desk, family, shown, file, tmp_path, qtbot, content, why
):
    bad = tmp_path / "bad.csv"
    bad.write_text(content, "utf-8")
    form = shown(TakeInTurns(desk, family.sam, choose_file=lambda _parent: file))
    form.begin(bad)
    assert why in form.said.sentence
    assert not form.take.isVisible()
    assert QApplication.focusWidget() is form.other
    qtbot.keyClick(form.other, Qt.Key.Key_Space)
    assert form.take.isVisible()
    assert form.understood.text().startswith("4 turns")


def test_of_several_observations_of_boris_it_is_asked_which_one_is_meant(desk, family, shown, tmp_path):
    path = tmp_path / "visits.tsv"
    write_annotation(path, Annotation("one", (AnnotatedSpan(0, 10, "May"),)), Format.BORIS)
    first = path.read_text("utf-8")
    write_annotation(path, Annotation("two", (AnnotatedSpan(0, 10, "Jo"),)), Format.BORIS)
    path.write_text(first + path.read_text("utf-8").partition("\n")[2], "utf-8")
    form = shown(TakeInTurns(desk, family.sam))
    form.begin(path)
    assert form.several is not None
    QTest.mouseClick(form.several._options["two"], Qt.MouseButton.LeftButton)
    assert list(form.who.boxes) == ["Jo"]


def test_the_file_is_read_and_stored_behind_the_screen(desk, family, shown, file):
    later = Later()
    form = shown(TakeInTurns(replace(desk, jobs=Jobs(later)), family.sam))
    form.begin(file)
    assert form.said.sentence == "Reading the file…"
    assert not form.take.isVisible()
    for work in later.waiting:
        work()
    QApplication.processEvents()
    assert form.take.isVisible()


def test_the_keyboard_alone_takes_a_meeting_in_and_out_of_the_record(
    desk, family, shell_shown, file, qtbot, monkeypatch
):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(file), ""))
    shell = shell_shown(Shell(desk))
    shell.show_record(family.sam)
    page = shell.page
    assert isinstance(page, RecordPage)
    page.go_to(MEETINGS)
    page.meetings.past.setFocus()
    qtbot.keyClick(page.meetings.past, Qt.Key.Key_Space)
    form = page.take_in_form
    assert QApplication.focusWidget() is form.who.boxes["Sam Penrose"]
    _tab_to(qtbot, form.take)
    qtbot.keyClick(form.take, Qt.Key.Key_Space)
    summary = shell.page
    assert isinstance(summary, SummaryPage)
    meeting_id = summary._meeting_id
    assert looking_back.can_look_back(desk.journal, meeting_id)
    assert can_be_taken_out(desk.journal, meeting_id)
    summary.log.take_out.setFocus()
    qtbot.keyClick(summary.log.take_out, Qt.Key.Key_Space)
    assert summary.log.question is not None
    summary.log.question.answer("out")
    assert _stored(desk, family) == 0
    assert not isinstance(shell.page, SummaryPage)
    assert not looking_back.can_look_back(desk.journal, meeting_id)


@pytest.fixture
def shell_shown(shown):
    """Shows a shell, and stops it at the end."""
    shells: list[Shell] = []

    def show(shell: Shell) -> Shell:
        shells.append(shell)
        shown(shell)
        return shell

    yield show
    for each in shells:
        each.stop()


def _tab_to(qtbot, wanted: QWidget) -> None:
    for _ in range(40):
        if wanted.hasFocus():
            return
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come to it")


def test_esc_leaves_everything_as_it_was(form, desk, family, qtbot):
    with qtbot.waitSignal(form.left):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert _stored(desk, family) == 0


def test_a_meeting_that_was_held_is_never_offered_to_be_taken_out(desk, kept):
    assert not can_be_taken_out(desk.journal, kept.id)


def test_whoever_went_elsewhere_while_it_was_stored_is_let_be(form, desk, family):
    later, opened = Later(), list[EntityId]()
    form._desk = replace(desk, jobs=Jobs(later))
    form.taken_in.connect(opened.append)
    form.take.click()
    form.hide()
    for work in later.waiting:
        work()
    QApplication.processEvents()
    assert _stored(desk, family) == 1
    assert opened == []
