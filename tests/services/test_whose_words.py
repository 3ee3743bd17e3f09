"""A wrong name destroys nobody's words, and shows none that are left out."""

from collections.abc import Callable

import pytest

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotAllowed
from pod_desktop.services import conflicts, not_my_words, own_words, second_taps, turn_log
from pod_desktop.services.turn_repair import TurnRepairs, turns_to_repair
from tests.services.laptops import Laptops
from tests.services.noted_words import stored, words
from tests.services.test_own_words import closed, spoken
from tests.services.test_own_words_on_two import both, close_both, destroy_on
from tests.services.visit import Visit

__all__ = ["both", "spoken"]


@pytest.fixture
def left_out(spoken: Visit) -> Visit:
    """Sam, May and Sam again have spoken; Sam has asked to have his words left out."""
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    return spoken


def name(turn: int, who: str) -> Callable[[Visit], None]:
    def act(visit: Visit) -> None:
        second_taps.name_speaker(visit.live(), visit.log.turns[turn].id, visit.someone(getattr(visit, who)))

    return act


def nobody(visit: Visit) -> None:
    second_taps.name_speaker(visit.live(), visit.log.turns[2].id, None)


def sams_words(visit: Visit) -> None:
    visit.live().says_words_of(visit.log.turns[1], visit.someone(visit.sam))


@pytest.mark.parametrize("act", [name(1, "sam"), name(2, "may"), name(0, "ana"), nobody, sams_words])
def test_at_the_table_no_name_makes_words_left_out_or_shows_those_that_are(
    left_out: Visit, act: Callable[[Visit], None]
):
    before = [(turn.speaker, turn.voice_of) for turn in left_out.log.turns]
    with pytest.raises(NotAllowed):
        act(left_out)
    assert [(turn.speaker, turn.voice_of) for turn in left_out.log.turns] == before
    assert words(left_out) == ["", "Quince", ""]
    assert stored(left_out.journal) == {"Plum", "Plum jam", "Quince", "Medlar"}


def test_a_tap_gives_no_words_that_are_there_already_to_a_voice_that_is_left_out(left_out: Visit):
    live = left_out.live()
    live.tap(left_out.someone(left_out.may))
    turn_log.set_words(left_out.journal, left_out.log.turns[3].id, "Sloe")
    left_out.clock.advance(seconds=2)
    for tap in (live.tap, live.holds):
        with pytest.raises(NotAllowed, match="would be lost"):
            tap(left_out.someone(left_out.may), voice_of=left_out.someone(left_out.sam))
    assert words(left_out)[3] == "Sloe"


def test_a_turn_without_words_is_named_as_ever(left_out: Visit):
    live = left_out.live()
    live.tap(left_out.someone(left_out.may))
    turn = left_out.log.turns[3]
    live.nobody()
    for who in (left_out.sam, left_out.ana, left_out.sam):
        second_taps.name_speaker(live, turn.id, left_out.someone(who))
    named = left_out.log.turns[3].speaker
    assert named is not None
    assert named.id == left_out.sam


def test_whose_words_a_hidden_turn_says_besides_can_be_put_right_and_it_stays_hidden(left_out: Visit):
    live = left_out.live()
    live.says_words_of(left_out.log.turns[2], left_out.someone(left_out.may))
    assert words(left_out) == ["", "Quince", ""]
    live.undo_stack.undo()
    assert words(left_out) == ["", "Quince", ""]


def test_an_undo_says_no_words_that_are_left_out_by_now(spoken: Visit):
    live = spoken.live()
    not_my_words.of_turn(live, spoken.log.turns[2].id)
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    with pytest.raises(NotAllowed, match="left out, as they asked"):
        live.undo_stack.undo()
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam, words_left_out=False)
    live.undo_stack.undo()
    assert words(spoken)[2] == "Medlar"


def test_an_undo_gives_no_words_to_whoever_has_asked_since(spoken: Visit):
    live = spoken.live()
    second_taps.name_speaker(live, spoken.log.turns[2].id, spoken.someone(spoken.may))
    own_words.leave_out(spoken.journal, spoken.meeting_id, spoken.sam)
    with pytest.raises(NotAllowed, match="would be lost"):
        live.undo_stack.undo()
    assert words(spoken)[2] == "Medlar"


@pytest.mark.parametrize("who", ["may", "ana", None])
def test_afterwards_a_hidden_turn_stays_theirs_until_its_words_are_destroyed(
    left_out: Visit, who: str | None
):
    closed(left_out, minutes=1)
    repairs = TurnRepairs(left_out.journal, left_out.meeting_id)
    wanted: EntityId | None = getattr(left_out, who) if who else None

    def third_is() -> None:
        repairs.reassign(turns_to_repair(left_out.journal, left_out.meeting_id)[2], wanted)

    with pytest.raises(NotAllowed, match="until those are destroyed"):
        third_is()
    left_out.clock.advance(minutes=10)
    own_words.destroy_due(left_out.journal)
    third_is()
    assert words(left_out) == ["", "Quince", ""]
    assert stored(left_out.journal) == {"Quince"}


def test_nothing_is_destroyed_while_laptops_disagree_on_who_said_it(
    laptops: Laptops, both: tuple[Visit, Visit]
):
    ana, ben = both
    close_both(laptops, both)
    turn = next(each for each in ana.log.turns if each.words == "Quince")
    for visit, who in ((ana, ana.ana), (ana, ana.may), (ben, ben.sam)):
        shown = next(each for each in turns_to_repair(visit.journal, visit.meeting_id) if each.id == turn.id)
        TurnRepairs(visit.journal, visit.meeting_id).reassign(shown, who)
        ana.clock.advance(seconds=1)
    own_words.leave_out(ana.journal, ana.meeting_id, ana.sam)
    laptops.hear()
    ana.clock.advance(minutes=11)
    destroy_on(*laptops.all)
    laptops.agree()
    assert stored(ana.journal) == {"Quince", "Sloe"}
    assert "Quince" not in words(ana)  # it may be Sam's
    (said,) = [each for each in conflicts.to_settle(ana.journal).differences if each.kind == "turn"]
    sams = next(each for each in said.alternatives if each.words.startswith("Sam"))
    conflicts.settle(ana.journal, said, sams)
    laptops.hear()
    destroy_on(*laptops.all)
    assert all(stored(laptop.journal) == {"Sloe"} for laptop in laptops.all)
