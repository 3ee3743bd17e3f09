"""The team's own words for relationships: what its maps propose, before what the program brings along.

They are the team's, not a record's: every laptop of the team hears of them. Words only; nobody's name.
"""

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind, Sector
from pod_desktop.domain.relationships import LONGEST, Meaning, TeamWord, folded_words
from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import RelationWord


def team_words(journal: Journal) -> tuple[TeamWord, ...]:
    """The team's words, in the order of the alphabet. Of a word that two laptops gave, there is one."""
    with journal.read() as reading:
        rows = {folded_words(row.words): row for row in reading.all(RelationWord)}
    found = [TeamWord(row.id, row.words, row.sector, row.member_kind) for row in rows.values()]
    return tuple(sorted(found, key=lambda each: (folded_words(each.words), each.id)))


def meanings(journal: Journal) -> dict[str, Meaning]:
    """What the team's words mean, by word. A part of the map or a kind not known here is left out."""
    known = {
        word: Meaning(word.sector, word.member_kind)
        for word in team_words(journal)
        if word.sector in {*Sector, ""} and word.member_kind in set(MemberKind)
    }
    return {word.words: meaning for word, meaning in known.items()}


def say(journal: Journal, words: str, sector: str, member_kind: str = MemberKind.PERSON) -> EntityId:
    """From now on the maps propose this part of the map ("" for none) and this kind for a word or a phrase.

    A word that the team has already gets another meaning. Raises BadInput for no words, more of them than
    are looked for, or a part or a kind that the map does not know.
    """
    folded = folded_words(words)
    if not folded:
        raise BadInput("Which word is it?")
    if len(folded) > LONGEST:
        raise BadInput(f"At most {LONGEST} words can be looked for together.")
    if sector not in {*Sector, ""} or member_kind not in set(MemberKind):
        raise BadInput("That is no part of the map, or no kind of member.")
    with journal.act() as act:
        there = _rows(act, folded)
        for row in there:
            act.change(RelationWord, row.id, sector=sector, member_kind=member_kind)
        if there:
            return there[-1].id
        return act.create(
            RelationWord, words=" ".join(words.split()), sector=sector, member_kind=member_kind
        ).id


def forget(journal: Journal, words: str) -> None:
    """The team has no word of its own for it any more; what the program brings along holds again."""
    with journal.act() as act:
        for row in _rows(act, folded_words(words)):
            act.strike(RelationWord, row.id, "taken off the team’s words")


def _rows(reading: Reading, folded: tuple[str, ...]) -> list[RelationWord]:
    return [row for row in reading.all(RelationWord) if folded_words(row.words) == folded]
