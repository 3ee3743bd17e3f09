import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.bundled import bundled
from pod_desktop.domain.network import MemberKind, Sector
from pod_desktop.domain.relationships import NO_GUESS, Guess, Meaning, Vocabulary, folded_words, table_of

ENTRIES = json.loads(bundled("network/relationships.json").read_text(encoding="utf-8"))["entries"]
KNOWN = Vocabulary(table_of(ENTRIES))


def of(words, name="Sam"):
    guess = KNOWN.guess(name, words, person="Zoë Marsh")
    return (guess.sector, guess.kind) if guess.kind != "person" else guess.sector


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("mum", "family"),
        ("my mam", "family"),
        ("Step-dad", "family"),
        ("stepdad", "family"),
        ("big brother", "family"),
        ("ex-husband", "family"),
        ("her fiancé", "family"),
        ("Nan", "relatives"),
        ("nana", "relatives"),
        ("AUNTIE", "relatives"),
        ("mother-in-law", "relatives"),
        ("mother in law", "relatives"),
        ("godmother", "relatives"),
        ("lives next door", "friends"),
        ("boy next door", "friends"),
        ("best friend from school", "friends"),
        ("neighbour", "friends"),
        ("boss", "work"),
        ("friend from work", "friends"),
        ("head of year", "work"),
        ("line manager", "work"),
        ("the G.P.", "professionals"),
        ("GP", "professionals"),
        ("CPN", "professionals"),
        ("key-worker", "professionals"),
        ("school nurse", "professionals"),
        ("social worker", "professionals"),
        ("lady from church", "friends"),
        ("", ""),
        ("someone I met", ""),
    ],
)
def test_a_word_for_the_relationship_proposes_a_part_of_the_map(words, sector):
    assert of(words) == sector


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("Mum’s boyfriend", "family"),
        ("mums boyfriend", "family"),
        ("mum's sister", "relatives"),
        ("Mum’s brother", "relatives"),
        ("nan's carer", ""),
        ("nan's social worker", "professionals"),
        ("brother's wife", "relatives"),
        ("Zoë’s mum", "family"),
        ("Zoe's mum", "family"),
        ("Tom’s mum", ""),
        ("mum of Tom", ""),
        ("a friend of mine", "friends"),
        ("best friend's mum", "friends"),
        ("mum's friend", "friends"),
        ("mum's boss", ""),
        ("neighbour's dog", ("friends", "pet")),
        ("gran's cat", ("relatives", "pet")),
        ("Tom's dog", ("", "pet")),
        ("mother of my children", "family"),
        ("like a sister to me", ""),
        ("not my dad", ""),
    ],
)
def test_whose_somebody_is_counts(words, proposed):
    assert of(words) == proposed


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("dog", ("family", "pet")),
        ("our guinea-pig", ("family", "pet")),
        ("brothers", ("family", "group")),
        ("the choir", ("friends", "group")),
        ("crisis team", ("professionals", "group")),
        ("my late husband", ("family", "died")),
        ("grandad, died in 2019", ("relatives", "died")),
        ("an inner voice", ("", "inner_voice")),
    ],
)
def test_some_words_propose_what_somebody_is_too(words, proposed):
    assert of(words) == proposed


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Mum", "family"),
        ("Dr Hallam", "professionals"),
        ("Dr. Hallam", "professionals"),
        ("Auntie Jean", "relatives"),
        ("Nan Pearl", "relatives"),
        ("Mum’s boyfriend", "family"),
        ("Nan’s social worker", "professionals"),
        ("Jo next door", "friends"),
        ("Dave from work", "work"),
        ("Jean (aunt)", "relatives"),
        ("Ali the dog", ("family", "pet")),
        ("The choir", ("friends", "group")),
        ("Cat", ""),
        ("Ma Belle", ""),
        ("Bishop", ""),
        ("Sister Agnes", ""),
        ("Kit Partner", ""),
        ("Jo", ""),
    ],
)
def test_a_name_proposes_by_its_title_or_what_it_says_besides(name, proposed):
    assert of("", name) == proposed


def test_the_words_go_before_the_name():
    assert of("teacher", "Auntie Jean") == "work"


def test_only_whole_words_count():
    assert of("mumbles a lot") == of("the scatter") == of("dogged") == of("unfriendly") == ""


def test_a_teams_own_word_is_known_and_can_take_one_away():
    team = Vocabulary({"mum": Meaning("family"), "Bámpí": Meaning("relatives")} | {"Mum": Meaning()})
    assert team.guess("", "bampi").sector == "relatives"
    assert team.guess("", "mum") == NO_GUESS


def test_the_table_says_only_what_the_map_knows_and_nothing_twice():
    table = table_of(ENTRIES)
    assert {meaning.sector for meaning in table.values()} <= {*Sector, ""}
    assert {meaning.kind for meaning in table.values()} <= set(MemberKind)
    written = [
        " ".join(folded_words(words))
        for e in ENTRIES
        for words in (*e.get("words", ()), *e.get("titles", ()))
    ]
    assert sorted(written) == sorted(set(written))
    assert all(len(words.split()) <= 6 for words in written)


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_can_be_typed(name, words):
    guess = KNOWN.guess(name, words)
    assert isinstance(guess, Guess)
    assert KNOWN.guess(name.upper(), words.upper()) is not None


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Biscuit, dog", "Biscuit", "dog"),
        ("Dr Patel, GP", "Dr Patel", "GP"),
        ("Dr Patel, my GP", "Dr Patel", "my GP"),
        ("Tamsin,Best friend", "Tamsin", "Best friend"),
        ("Tamsin, good friend", "Tamsin", "good friend"),
        ("Ben, who lives next door", "Ben", "who lives next door"),
        ("Jean, auntie from Cardiff", "Jean", "auntie from Cardiff"),
        ("Jean, my aunt, mum’s side", "Jean", "my aunt, mum’s side"),
        ("Jo, like a sister to me", "Jo", "like a sister to me"),
        ("Tom, Zoe’s Cousin", "Tom", "Zoe’s Cousin"),
    ],
)
def test_known_words_after_the_first_comma_are_words(text, name, words):
    assert KNOWN.parted(text) == (name, words)


@pytest.mark.parametrize(
    "text",
    ["Smith, John", "Hallam, Dr John", "Smith, Auntie Jean", "Bell, Mary Church", "Mum, Dad", "Gran, grandad",
     ", dog", "Biscuit,", "Biscuit", "", "Ali, Bo, Cy"],
)  # fmt: skip
def test_a_name_with_a_comma_of_its_own_stays_whole(text):
    assert KNOWN.parted(text) == (text, "")


def test_the_teams_own_words_part_a_name_and_those_that_propose_nothing_too():
    team = KNOWN.with_words({"my rock": Meaning("friends"), "xylem": Meaning()})
    assert team.parted("Ann, my rock") == ("Ann", "my rock")
    assert team.parted("Ann, xylem") == ("Ann", "xylem")
    assert KNOWN.parted("Ann, xylem") == ("Ann, xylem", "")
