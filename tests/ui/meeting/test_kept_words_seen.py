"""What stands behind the words that a field shows, while somebody writes on."""

from typing import Any

import pytest

from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.widgets import WordsField


@pytest.fixture
def stored() -> list[tuple[str, Any]]:
    return []


@pytest.fixture
def kept(qtbot: Any, stored: list[tuple[str, Any]]) -> KeptWords:
    field = WordsField(lines=1, quoted=False, meeting=True)
    qtbot.addWidget(field)
    made = KeptWords(field, lambda words: stored.append((words, made.seen)))
    made.show("first", {"words": (b"1",)})
    return made


def write(kept: KeptWords, words: str) -> None:
    kept._field.edit.setPlainText(words)  # type: ignore[union-attr]


def test_what_came_while_somebody_wrote_is_not_taken_for_seen(kept: KeptWords, stored: list[tuple[str, Any]]):
    write(kept, "first and more")
    kept.show("somebody else", {"words": (b"2",)})
    kept.store_now()
    assert stored == [("first and more", {"words": (b"1",)})]


def test_ones_own_words_are_seen_as_soon_as_they_are_stored(kept: KeptWords, stored: list[tuple[str, Any]]):
    write(kept, "second")
    kept.store_now()
    write(kept, "second and more")
    kept.show("second", {"words": (b"2",)})
    kept.store_now()
    assert stored[1] == ("second and more", {"words": (b"2",)})


def test_before_anybody_says_what_stands_there_now_the_old_is_not_named_again(
    kept: KeptWords, stored: list[tuple[str, Any]]
):
    for words in ("second", "third"):
        write(kept, words)
        kept.store_now()
    assert stored[1] == ("third", None)
