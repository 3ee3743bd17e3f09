from pathlib import Path

import pytest

from pod_desktop.domain.annotation import AnnotatedSpan, Annotation
from pod_desktop.domain.turns import SpanKind
from pod_desktop.errors import BadInput
from pod_desktop.outputs.annotations import read_annotation, textgrid

SHORT = """File type = "ooTextFile"
Object class = "TextGrid"

0
2.5
<exists>
2
"IntervalTier"
"Kim"
0
2.5
3
0
1
""
1
2.25
"She said ""no""."
2.25
2.5
" "
"TextTier"
"clicks"
0
2.5
1
1.5
"click"
"""
HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


def textgrid_file(folder: Path, content: str | bytes) -> Path:
    path = folder / "visit.TextGrid"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_short_format_is_read_and_tiers_of_points_are_told(tmp_path: Path) -> None:
    taken = read_annotation(textgrid_file(tmp_path, SHORT))
    assert taken.annotation.spans == (AnnotatedSpan(1_000_000, 2_250_000, "Kim", words='She said "no".'),)
    assert taken.left_out == ("Tiers of points that are not taken in: “clicks”.",)


def test_a_file_in_utf_16_as_praat_writes_it_is_read(tmp_path: Path) -> None:
    found = read_annotation(textgrid_file(tmp_path, SHORT.replace("Kim", "Zoë").encode("utf-16")))
    assert found.annotation.speakers == ("Zoë",)


def test_overlapping_turns_of_one_speaker_get_a_further_tier_and_that_is_said() -> None:
    spans = (
        AnnotatedSpan(0, 2_000_000, "Kim", topic="Nights"),
        AnnotatedSpan(1_000_000, 3_000_000, "Kim"),
        AnnotatedSpan(2_000_000, 2_000_000, "Lee", addressed_to="Kim"),
        AnnotatedSpan(4_000_000, None, "Lee"),
        AnnotatedSpan(3_000_000, 4_000_000, kind=SpanKind.SILENCE),
    )
    written = textgrid.write(Annotation("visit", spans))
    content = written.content.decode()
    tiers = [line.partition("name = ")[2] for line in content.splitlines() if "name = " in line]
    assert tiers == ['"Kim"', '"Kim [2]"', '"Lee"', '"silence"', '"Lee, end not known"']
    assert written.left_out == (
        "1 span shorter than 1 ms was written as 1 ms.",
        "1 span overlaps another of the same speaker or kind and was put into a further tier.",
        "TextGrid has no place for the topic: left out of 1 turn.",
        "TextGrid has no place for to whom it was said, who invited it, whom it answers or whose words it "
        "has: left out of 1 turn.",
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            'File type = "ooTextFile"\nObject class = "Pitch 1"\n',
            "“visit.TextGrid” is not a TextGrid of Praat",
        ),
        (HEAD + "0\n1\n<absent>\n", "There are no tiers in “visit.TextGrid”"),
        (HEAD + '0\n1\n<exists>\n1\n"IntervalTier"\n"Kim"\n', "The file ends where a number, the beginning,"),
        (HEAD + "0\n1\n<exists>\n900000000\n", "Line 7 says that there are 900,000,000 tiers"),
        (HEAD + '0\n1\n<exists>\n1\n"Other"\n', "Line 8 has a tier of the class “Other”"),
        (SHORT.replace('1\n2.25\n"She', '2\n1.25\n"She'), "Line 16 begins an interval that ends before it"),
        (SHORT.replace('no"".', 'no".'), "Line 18 has the start “.”, which is not"),
        (SHORT.replace('"click"', '"click'), "Line 28 opens a quotation mark that is never closed"),
        (SHORT.replace("2.25\n2.5", "x\n2.5"), "Line 21 has “ ” where a number, the end, should be"),
        (SHORT.replace("1\n2.25", "-1\n2.25"), "Line 16 has the start “-1”; it cannot be negative"),
        (SHORT.replace("Kim", "K\x1bim"), "Line 9 has a speaker's name with signs that cannot be printed"),
        (SHORT.encode().replace(b"Kim", b"Zo\xeb"), "Line 9 has letters that are not in UTF-8"),
        (SHORT.replace('"IntervalTier"', '"TextTier"'), "Line 14 has “1” where a text should be"),
    ],
)
def test_a_bad_textgrid_gets_one_sentence_with_the_place(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    with pytest.raises(BadInput) as refused:
        read_annotation(textgrid_file(tmp_path, content))
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("nothing was imported.")
