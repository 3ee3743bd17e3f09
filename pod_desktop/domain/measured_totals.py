"""What may be counted where the room kept only totals: without order no first voice and no transitions."""

from collections.abc import Iterable, Mapping, Sequence

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.participation import (
    Participation,
    PersonTurns,
    Present,
    gini,
    normalised_entropy,
    unique_names,
)
from pod_desktop.domain.turns import Total


def measure_totals(present: Iterable[Present], totals: Mapping[EntityId | None, Total]) -> Participation:
    """The measures over everybody who was `present`, from the totals of each one's turns (None: unnamed).

    Shares of reflecting and silence need to know what overlapped, so they are undefined, as is whatever needs
    the order of turns.
    """
    people = {person.id: person for person in present}
    own = [totals.get(who, Total()) for who in people]
    floor = [total.microseconds for total in own]
    everybody, numbers = sum(floor), [total.turns for total in own]
    teams = [amount for amount, person in zip(floor, people.values(), strict=True) if person.practitioner]
    return Participation(
        people=_people(people, own, everybody),
        turns=sum(total.turns for total in totals.values()),
        unended_turns=sum(total.unknown_ends for total in totals.values()),
        unnamed_turns=totals.get(None, Total()).turns,
        voices_heard=sum(number > 0 for number in numbers) / len(numbers) if numbers else None,
        entropy=normalised_entropy(floor),
        gini=gini(floor),
        turn_entropy=normalised_entropy(numbers),
        turn_gini=gini(numbers),
        transitions={},
        network_to_network=None,
        practitioner_share=sum(teams) / everybody if everybody else None,
        reflecting_share=None,
        silence_share=None,
    )


def _people(
    people: Mapping[EntityId, Present], own: Sequence[Total], everybody: int
) -> tuple[PersonTurns, ...]:
    names = unique_names(people)
    rows = []
    for (who, person), total in zip(people.items(), own, strict=True):
        seconds, ended = total.microseconds / 1_000_000, total.turns - total.unknown_ends
        rows.append(
            PersonTurns(
                id=who,
                name=names[who],
                practitioner=person.practitioner,
                turns=total.turns,
                unended_turns=total.unknown_ends,
                seconds=seconds,
                share=total.microseconds / everybody if everybody else None,
                mean_seconds=seconds / ended if ended else None,
                first_voice_seconds=None,
            )
        )
    return tuple(rows)
