import pytest

from pod_desktop.domain.relationships import Meaning, Vocabulary
from pod_desktop.errors import BadInput
from pod_desktop.services import conflicts, relation_words
from pod_desktop.storage.tables import RelationWord
from tests.services.laptops import Laptops


def test_a_word_that_the_team_gives_replaces_what_the_program_brings_along(journal):
    own = Vocabulary({"carer": Meaning("professionals"), "nan": Meaning("relatives")})
    relation_words.say(journal, "  My   Carer ", "family")
    relation_words.say(journal, "carer", "family")
    relation_words.say(journal, "the Tuesday lot", "friends", "group")
    merged = own.with_words(relation_words.meanings(journal))
    assert merged.guess("Ann", "carer").sector == "family"
    assert merged.guess("Ann", "nan").sector == "relatives"
    guess = merged.guess("them", "the tuesday lot")
    assert (guess.sector, guess.kind) == ("friends", "group")
    assert [each.words for each in relation_words.team_words(journal)] == [
        "carer",
        "My Carer",
        "the Tuesday lot",
    ]


def test_a_word_can_be_kept_from_proposing_anything(journal):
    own = Vocabulary({"minister": Meaning("friends")})
    relation_words.say(journal, "minister", "")
    merged = own.with_words(relation_words.meanings(journal))
    assert not merged.guess("Ann", "minister").says_something


def test_the_same_word_gets_another_meaning_and_is_not_there_twice(journal):
    first = relation_words.say(journal, "Nain", "family")
    assert relation_words.say(journal, "nain", "relatives") == first
    (word,) = relation_words.team_words(journal)
    assert (word.words, word.sector) == ("Nain", "relatives")


def test_a_word_taken_off_leaves_what_the_program_brings_along(journal):
    relation_words.say(journal, "nan", "family")
    relation_words.forget(journal, "Nan")
    assert relation_words.team_words(journal) == ()


@pytest.mark.parametrize(
    ("words", "sector", "kind"),
    [
        ("…", "family", "person"),
        ("one two three four five six seven", "family", "person"),
        ("nan", "attic", "person"),
        ("nan", "family", "ghost"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(journal, words, sector, kind):
    with pytest.raises(BadInput):
        relation_words.say(journal, words, sector, kind)
    assert relation_words.team_words(journal) == ()


def test_a_part_of_the_map_that_only_a_newer_version_knows_is_kept_and_proposes_nothing(journal):
    word = relation_words.say(journal, "nan", "family")
    with journal.act() as act:
        act.change(RelationWord, word, sector="newer")
    assert relation_words.team_words(journal)[0].sector == "newer"
    assert relation_words.meanings(journal) == {}


def test_two_laptops_that_gave_the_same_word_have_one_and_nothing_to_settle(tmp_path, clock):
    with Laptops.of_one_team(tmp_path, clock) as laptops:
        relation_words.say(laptops.ana.journal, "nain", "family")
        clock.advance(minutes=1)
        relation_words.say(laptops.ben.journal, "Nain", "relatives")
        laptops.agree()
        here, there = (relation_words.team_words(each.journal) for each in (laptops.ana, laptops.ben))
        assert here == there
        assert len(here) == 1
        clock.advance(minutes=1)
        relation_words.say(laptops.ana.journal, "nain", "work")
        relation_words.say(laptops.cem.journal, "nain", "friends")
        laptops.agree()
        waits = conflicts.to_settle(laptops.ana.journal)
        assert (waits.differences, waits.came_back) == ((), ())
        relation_words.forget(laptops.ben.journal, "nain")
        laptops.agree()
        assert relation_words.team_words(laptops.ana.journal) == ()
