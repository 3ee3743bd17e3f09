"""Secrets as words. The vectors are the published ones of BIP-39 (python-mnemonic, vectors.json, MIT)."""

import copy
import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.bundled import bundled
from pod_desktop.domain.secret_words import SecretWords, UnreadableWords, WordList

LIST = WordList(bundled("words/english.txt").read_text(encoding="ascii").split())
VECTORS = json.loads((Path(__file__).parent / "bip39_vectors.json").read_text(encoding="ascii"))
GOOD = VECTORS[-1]["words"]
SECRET = bytes.fromhex(VECTORS[-1]["secret"])


def secret_in(text: str, count: int = 24) -> bytes:
    return LIST.secret_of(LIST.read(text, count))


def refusal(text: str, count: int = 24) -> str:
    with pytest.raises(UnreadableWords) as caught:
        secret_in(text, count)
    return str(caught.value)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["secret"][:8])
def test_the_published_vectors_hold_both_ways(vector):
    words, secret = vector["words"].split(), bytes.fromhex(vector["secret"])
    assert list(LIST.words_for(secret).reveal()) == words
    assert secret_in(vector["words"], len(words)) == secret


@given(st.sampled_from([16, 20, 24, 28, 32]).flatmap(lambda n: st.binary(min_size=n, max_size=n)))
def test_every_secret_comes_back_from_its_words_and_from_their_first_four_letters(secret):
    words = LIST.words_for(secret).reveal()
    assert len(words) == len(secret) * 3 // 4
    assert secret_in(" ".join(words), len(words)) == secret
    assert secret_in(" ".join(word[:4] for word in words), len(words)) == secret


@pytest.mark.parametrize("length", [0, 1, 15, 17, 33, 36])
def test_a_secret_of_another_length_has_no_words(length):
    with pytest.raises(ValueError, match="16, 20, 24, 28 or 32"):
        LIST.words_for(bytes(length))


def numbered(join: str, after: str) -> str:
    return after.join(f"{place}{join}{word}" for place, word in enumerate(GOOD.split(), start=1))


@pytest.mark.parametrize(
    "typed",
    [
        GOOD.upper(),
        GOOD.title(),
        f"  {GOOD}\n".replace(" ", "   "),
        GOOD.replace(" ", "\r\n"),
        GOOD.replace(" ", ", "),
        GOOD.replace(" ", "-"),
        numbered(". ", "\n"),
        numbered(".", " "),
        numbered(") ", "\t"),
        numbered(" ", " "),
        numbered("", " "),
        numbered(". ", ".\n") + ".",
        f"“{GOOD}”",
        "\ufeff" + GOOD.replace("a", "\u00ada"),
        "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in GOOD),
    ],
)
def test_how_the_words_are_typed_does_not_matter(typed):
    assert secret_in(typed) == SECRET


def with_word(place: int, word: str) -> str:
    words = GOOD.split()
    words[place - 1] = word
    return " ".join(words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abandn", "Word 7, “abandn”, is not on the list; did it mean “abandon”?"),
        ("aba", "Word 7, “aba”, is not on the list; did it mean "),
        ("ab4ndon", "Word 7, “ab4ndon”, is not on the list; did it mean “abandon”?"),
        ("ebandon", "Word 7, “ebandon”, is not on the list; did it mean “abandon”?"),
        ("abandoned", "Word 7, “abandoned”, is not on the list; did it mean “abandon”?"),
        ("qqqq", "Word 7, “qqqq”, is not on the list."),
        ("слово", "Word 7, “слово”, is not on the list."),
        ("x" * 21, f"Word 7, “{'x' * 20}…”, is not on the list."),
    ],
)
def test_a_wrong_word_is_named_with_its_place(typed, said):
    assert refusal(with_word(7, typed)).startswith(said)


def test_a_wrong_word_keeps_its_place_among_numbers():
    text = "\n".join(f"{n}. {word}" for n, word in enumerate(with_word(7, "abandn").split(), start=1))
    assert refusal(text).startswith("Word 7, “abandn”")


def test_several_wrong_words_are_named_together_and_never_the_right_ones():
    said = refusal(" ".join(["qqqq", "wwww", "abandn", "zzzz", "yyyy", *GOOD.split()[5:]]))
    assert said.startswith("Word 1, “qqqq”, is not on the list. Word 2, “wwww”")
    assert said.endswith(
        "Word 3, “abandn”, is not on the list; did it mean “abandon”? 2 more words are not on the list."
    )
    assert not any(f"“{word}”" in said for word in GOOD.split())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There should be 24 words, and here are none."),
        ("1. 2. 3.", "There should be 24 words, and here are none."),
        ("abandon", "There should be 24 words, and here is one."),
        (GOOD.rsplit(" ", 1)[0], "There should be 24 words, and here are 23."),
        (GOOD + " abandon", "There should be 24 words, and here are 25."),
    ],
)
def test_too_few_or_too_many_words_are_counted(text, said):
    assert refusal(text) == said


def test_two_words_that_changed_places_are_noticed():
    words = GOOD.split()
    words[2], words[3] = words[3], words[2]
    assert "changed places" in refusal(" ".join(words))


def test_the_last_bit_of_the_check_counts():
    words = GOOD.split()
    places = {word: place for place, word in enumerate(LIST)}
    words[-1] = list(LIST)[places[words[-1]] ^ 1]
    assert "do not belong together" in refusal(" ".join(words))


def near(words: list[str]) -> set[tuple[str, ...]]:
    return {found.reveal() for found in LIST.near(SecretWords(words))}


def test_among_the_near_ones_are_those_before_a_swap_and_before_a_wrong_word():
    words = GOOD.split()
    swapped = [*words[:2], words[9], *words[3:9], words[2], *words[10:]]
    assert tuple(words) in near(swapped)
    for place in range(24):
        assert tuple(words) in near([*words[:place], "zoo", *words[place + 1 :]]) or words[place] == "zoo"


def test_all_near_ones_pass_the_check_and_differ_in_one_word_or_by_one_swap():
    words = GOOD.split()
    words[5] = "zoo"
    found = near(words)
    assert 100 < len(found) < 300
    for each in found:
        assert LIST.secret_or_none(SecretWords(each)) is not None
        differing = [place for place in range(24) if each[place] != words[place]]
        assert len(differing) == 1 or sorted(each) == sorted(words)
        assert 1 <= len(differing) <= 2


def test_no_way_of_showing_secret_words_shows_them():
    words = LIST.words_for(SECRET)
    shown = f"{words} {words!r} {[words]} {words:}"
    assert not any(word in shown for word in GOOD.split())


@pytest.mark.parametrize("carry", [pickle.dumps, copy.copy, copy.deepcopy])
def test_secret_words_are_never_pickled_or_copied(carry):
    with pytest.raises(TypeError):
        carry(SecretWords(["abandon"]))


@pytest.mark.parametrize(
    "change", [lambda w: w[:-1], lambda w: [*w, "zzzzz"], lambda w: [*w[:-1], w[0] + "s"]]
)
def test_a_list_that_is_not_2048_words_known_by_four_letters_is_none(change):
    with pytest.raises(ValueError, match="2048"):
        WordList(change(list(LIST)))
