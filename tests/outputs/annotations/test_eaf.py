from pathlib import Path

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import eaf, read_annotation

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT>\n'
SLOTS = """<TIME_ORDER>
<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>
<TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2500"/>
<TIME_SLOT TIME_SLOT_ID="ts3"/>
</TIME_ORDER>
"""


def tier(name: str, annotations: str, more: str = "") -> str:
    return f'<TIER TIER_ID="{name}" LINGUISTIC_TYPE_REF="utterance"{more}>\n{annotations}</TIER>\n'


def aligned(id_: str, one: str, other: str, words: str = "") -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{id_}" TIME_SLOT_REF1="{one}" '
        f'TIME_SLOT_REF2="{other}"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>'
        "</ANNOTATION>\n"
    )


def eaf_file(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "visit.eaf"
    path.write_text(f"{head}{body}</ANNOTATION_DOCUMENT>\n", "utf-8")
    return path


def test_a_file_as_others_make_it_is_read_and_what_is_below_a_tier_is_told(tmp_path: Path) -> None:
    path = eaf_file(
        tmp_path,
        SLOTS
        + tier("utt-1", aligned("a1", "ts1", "ts2", "No &amp; yes"), ' PARTICIPANT="Zoë"')
        + tier("Lee", aligned("a2", "ts2", "ts3"))
        + tier("words", aligned("a3", "ts1", "ts2", "No"), ' PARENT_REF="utt-1"')
        + tier(
            "gloss",
            '<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a4" ANNOTATION_REF="a1"><ANNOTATION_VALUE>x'
            "</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n",
            ' PARENT_REF="utt-1"',
        ),
    )
    taken = read_annotation(path)
    assert taken.annotation.spans == (
        AnnotatedSpan(1_000_000, 2_500_000, "Zoë", words="No & yes"),
        AnnotatedSpan(2_500_000, None, "Lee"),
    )
    assert taken.left_out == (
        "Tiers below others that are not taken in: “words”, “gloss”.",
        "1 time slot has no time: where a turn ends there, its end is not known.",
    )


def test_what_elan_cannot_say_is_told() -> None:
    spans = (
        AnnotatedSpan(1_400, 2_600, "Kim", words="bell \x07"),
        AnnotatedSpan(2_600, None, "Kim"),
        AnnotatedSpan(4_000, 5_000, kind=SpanKind.SILENCE),
    )
    written = eaf.write(Annotation("visit", spans))
    assert b'TIME_VALUE="1"' in written.content
    assert b'TIME_VALUE="3"' in written.content
    assert written.left_out == (
        "ELAN counts in milliseconds: the times of 2 spans were rounded, and none is shorter than 1 ms.",
        "1 span without a known end was written as 1 ms, in tiers of their own.",
        "Signs that XML cannot hold were left out of the words of 1 turn.",
    )


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "bbbb">]>\n<ANNOTATION_DOCUMENT>\n'


@pytest.mark.parametrize(
    ("body", "head", "sentence"),
    [
        ("", BOMB, "Line 2 has a document type, and such files are not read"),
        ("", "<html>\n", "This is not a file of ELAN"),
        ("<TIER>\n", HEAD, "Line 4 has at column 3 what no .eaf has, or the file is not whole"),
        ("&b;", HEAD, "Line 3 has at column 1 what no .eaf has"),
        ("<A>" * 40, HEAD, "Line 3 is nested more than 30 deep"),
        (aligned("a1", "ts1", "ts2"), HEAD, "Line 3 has an annotation in no tier"),
        (SLOTS + tier("Kim", aligned("a1", "ts1", "ts9")), HEAD, "Line 9 names the time slot “ts9”"),
        (
            SLOTS + tier("Kim", aligned("a1", "ts2", "ts1")),
            HEAD,
            "Line 9 begins an annotation that ends before",
        ),
        (
            SLOTS + tier("Kim", aligned("a1", "ts3", "ts1")),
            HEAD,
            "Line 9 begins an annotation at a time slot",
        ),
        (
            SLOTS + tier("Kim", aligned("a", "ts1", "ts2") * 2),
            HEAD,
            "Line 10 has the annotation “a”, which is there",
        ),
        (
            SLOTS.replace("2500", "-5"),
            HEAD,
            "Line 5 has the time “-5”, which is not a number of milliseconds",
        ),
        (
            SLOTS.replace("2500", "9" * 12),
            HEAD,
            "Line 5 has the time “999999999999”, which is more than a week",
        ),
        (SLOTS * 2, HEAD, "Line 9 has the time slot “ts1”, which is there twice"),
        ('<HEADER TIME_UNITS="PAL-frames"/>', HEAD, "Line 3 counts time in “PAL-frames”"),
        (SLOTS, HEAD, "There are no turns in “visit.eaf”"),
        ("", HEAD.replace("UTF-8", "klingon"), "Line 1 "),
    ],
)
def test_a_bad_file_gets_one_sentence_with_the_place(
    tmp_path: Path, body: str, head: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_annotation(eaf_file(tmp_path, body, head))
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("nothing was imported.")
