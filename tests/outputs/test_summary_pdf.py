"""The summary as a tagged PDF."""

import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pod_desktop.bundled import bundled
from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.views import MeetingView, OpinionView, TopicView, WishView
from pod_desktop.durable_files import CannotStore
from pod_desktop.outputs.pdf import summary_pdf, write_summary
from pod_desktop.ui.palette import LIGHT
from tests.outputs.conftest import ANA, DAD, MO

TEAM = "Harbour team"

MARKUP = r"#let x = 1; #panic() $x^2$ @ref \u{41} <b>bold</b> &amp; _em_ *st* `raw` // c /* */ = h -- ~"


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} of poppler-utils is not on this machine.")
    done = subprocess.run(  # noqa: S603 # a tool of the test itself
        [program, *options, "-", "-"] if tool == "pdftotext" else [program, *options, "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def words_of(pdf: bytes) -> str:
    """The text as it would be copied, on one line."""
    text = poppler("pdftotext", pdf)
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def with_wish(meeting: MeetingView, words: str) -> MeetingView:
    return replace(meeting, wishes=(WishView(E("w"), meeting.person, words),))


def test_it_says_that_it_is_tagged_in_british_english_and_pdf_ua(meeting):
    pdf = summary_pdf(meeting, TEAM)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked true", pdf)
    assert re.search(rb"/Lang\s*\(en-GB\)", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"Network meeting with Mara" in pdf


def test_poppler_finds_a_title_headings_and_real_lists(meeting):
    pdf = summary_pdf(meeting, TEAM)
    information = poppler("pdfinfo", pdf)
    assert re.search(r"^Title: +Network meeting with Mara$", information, re.MULTILINE)
    assert re.search(r"^Tagged: +yes$", information, re.MULTILINE)
    structure = poppler("pdfinfo", pdf, "-struct-text")
    assert re.search(r'^  H1 "Network meeting with Mara"', structure, re.MULTILINE)
    assert re.findall(r'^ +H2 "(.*)" \(block\)$', structure, re.MULTILINE) == [
        "Who was there",
        "How the idea of this meeting came about",
        "How each of us wanted to use the meeting",
        "What we talked about",
        "What was decided",
        "Who does what",
        "What we left open",
        "Next meeting",
    ]
    people = structure[structure.index('H2 "Who was there"') : structure.index('H2 "How the idea')]
    assert people.count("LI (block)") == people.count("LBody (block)") == 5


def test_everything_in_the_account_is_in_the_document(meeting):
    text = words_of(summary_pdf(meeting, TEAM))
    for words in (
        "Tuesday 3 March 2026, 10am to 11:25am",
        "The kitchen at home. Mara chose the place.",
        "Mara: was out of the room from 10:40am to 10:45am",
        "Auntie Mo: came at 10:20am",
        "Mara rang us on Sunday night.",
        "Mara: “I want to sleep in my own bed”",
        "1. “Where Mara sleeps” (raised by Mara) – talked about; see what was decided",
        "Mara sleeps at home this week, and Dad stays downstairs.",
        "Auntie Mo: “I would rather she came to me.”",
        "Sam: rings the GP about the letter. By when: Friday.",
        "Wednesday 1 April 2026, 2pm Auntie Mo's. The place was chosen together. Invited: Auntie Mo and Dad",
        "Made by Harbour team. It is a working copy; the trust’s own record is the legal one.",
    ):
        assert words in text


def test_what_was_planned_together_with_the_next_meeting_is_in_the_document(meeting):
    assert meeting.next_meeting is not None
    assert meeting.next_meeting.planned is not None
    last = meeting.next_meeting.planned + timedelta(days=3)
    text = words_of(summary_pdf(replace(meeting, next_more=3, next_daily_until=last), TEAM))
    assert "2pm. Then every day at the same time until Saturday 4 April 2026." in text


def test_that_the_next_meeting_did_not_happen_is_in_the_document(meeting):
    became = replace(meeting.next_meeting, state="did_not_happen", reason="Dad was ill")
    text = words_of(summary_pdf(replace(meeting, next_meeting=became), TEAM))
    assert "It did not happen. The reason: Dad was ill." in text


def test_who_asks_whom_to_come_to_the_next_meeting_is_in_the_document(meeting):
    text = words_of(summary_pdf(replace(meeting, next_asks=((DAD, MO), (DAD, ANA))), TEAM))
    assert f"{DAD.name} asks {MO.name} and {ANA.name}." in text


@pytest.mark.parametrize(
    "words",
    [
        MARKUP,
        "a" * 300,
        "https://example.org/" + "path/" * 40 + "?q=1&r=2",
        "Ẹ̀kọ́ Việt Жанна",
        "مرحبا أمل",
        "שלום עולם",
        "🙂 👍🏽 ♥",
        "ትግርኛ",
    ],
)
def test_what_was_typed_comes_out_as_it_was_typed(meeting, words):
    before = words_of(summary_pdf(with_wish(meeting, "!"), TEAM))
    after = words_of(summary_pdf(with_wish(meeting, words), TEAM))
    # Letters are counted, for poppler puts lines of right-to-left text in another order, and the typesetter
    # gives an accent that is a glyph of its own the text of its whole letter.
    found = Counter(re.sub(r"\s", "", after)) - Counter(re.sub(r"\s", "", before.replace("!", "")))
    typed = Counter(re.sub(r"\s", "", unicodedata.normalize("NFC", words)))
    assert not typed - found
    assert found.keys() == typed.keys()


def test_words_in_every_place_are_never_markup(meeting):
    person = replace(meeting.person, name=MARKUP)
    everywhere = replace(
        meeting,
        person=person,
        idea_words=MARKUP,
        attendances=tuple(replace(stay, who=person) for stay in meeting.attendances[:1]),
        wishes=(WishView(E("w"), person, MARKUP),),
        topics=(TopicView(E("t"), E("m"), MARKUP, person, "left_open", "a", None),),
        decisions=(
            replace(meeting.decisions[0], words=MARKUP, opinions=(OpinionView(E("o"), person, MARKUP),)),
        ),
        tasks=(replace(meeting.tasks[0], who=person, what=MARKUP, by_when=MARKUP),),
        next_meeting=replace(meeting.brief, place=MARKUP, reason=MARKUP),
        next_invited=(person,),
    )
    text = words_of(summary_pdf(everywhere, MARKUP))
    assert re.sub(r"\s", "", text).count(re.sub(r"\s", "", MARKUP)) >= 16


def test_a_long_word_is_broken_and_not_cut_off_at_the_edge(meeting):
    boxes = poppler("pdftotext", summary_pdf(with_wish(meeting, "a" * 300), TEAM), "-bbox")
    edges = [float(x) for x in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert max(edges) <= 595.3 - 60


def test_very_long_decisions_and_sixty_topics_go_over_pages(meeting):
    topics = tuple(
        TopicView(E(f"t{i}"), E("m"), f"Topic number {i}.", None, "talked_about", f"a{i:02}", None)
        for i in range(60)
    )
    decision = replace(meeting.decisions[0], words="We talked it over again and again. " * 300)
    pdf = summary_pdf(replace(meeting, topics=topics, decisions=(decision,)), TEAM)
    text = words_of(pdf)
    assert len(re.findall(r"\bover\b", text)) == 300
    assert all(f"{i + 1}. Topic number {i}." in text for i in range(60))


def test_signs_that_cannot_be_printed_are_marked_and_the_page_says_so(meeting):
    text = words_of(summary_pdf(with_wish(meeting, "谢谢 thank you"), TEAM))
    assert "“[?] thank you”" in text
    assert "[?] stands for signs that cannot be printed here." in text


def test_a_conversation_without_the_person_says_so_first(meeting):
    alone = replace(
        meeting,
        brief=replace(meeting.brief, meeting_kind="conversation", reason="Mara was asleep"),
        attendances=meeting.attendances[1:3],
        decisions=(),
    )
    text = words_of(summary_pdf(alone, TEAM))
    assert text.startswith("Conversation without Mara")
    assert text.index("Mara was not there. The reason: Mara was asleep.") < text.index("Who was there")
    assert "Nothing was decided, because Mara was not there." in text


def test_a_meeting_that_did_not_happen_has_no_empty_headings(meeting):
    called_off = replace(
        meeting,
        brief=replace(meeting.brief, state="did_not_happen", began=None, closed=None, reason="Snow"),
        idea_words="",
        attendances=(),
        wishes=(),
        topics=(),
        decisions=(),
        tasks=(),
        next_meeting=None,
    )
    structure = poppler("pdfinfo", summary_pdf(called_off, TEAM), "-struct-text")
    assert re.findall(r'^ +H2 "(.*)" \(block\)$', structure, re.MULTILINE) == ["Next meeting"]


def test_equal_meetings_make_equal_bytes(meeting):
    assert summary_pdf(meeting, TEAM) == summary_pdf(meeting, TEAM)


def test_no_other_fonts_than_the_bundled_ones_are_in_it(meeting):
    fonts = poppler("pdffonts", summary_pdf(with_wish(meeting, "أمل 🙂"), TEAM)).split("\n")[2:]
    names = {line.split()[0].split("+")[1] for line in fonts if line}
    assert names
    assert all(re.match(r"AtkinsonHyperlegibleNext-|NotoSansArabic|NotoEmoji", name) for name in names)


def test_people_have_the_hues_of_the_screen():
    template = bundled("pdf/summary.typ").read_text(encoding="utf-8")
    (hues,) = re.findall(r"#let hues = \(([^)]*)\)", template)
    assert re.findall(r'"(#\w+)"', hues) == [hue.fill for hue in LIGHT.hues]


def test_the_file_appears_whole_or_the_old_one_stays(meeting, tmp_path: Path):
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"old")
    write_summary(path, meeting, TEAM)
    assert path.read_bytes() == summary_pdf(meeting, TEAM)
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_in_words(meeting, tmp_path: Path):
    with pytest.raises(CannotStore, match="could not be stored"):
        write_summary(tmp_path / "gone" / "summary.pdf", meeting, TEAM)


def test_the_typesetter_is_loaded_only_when_a_document_is_made():
    code = "import sys, pod_desktop.outputs.pdf; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
