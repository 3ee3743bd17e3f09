"""Made-up network maps, wide ones and three from life, as the services store them.

The networks from life are those that networkx brings along: who meets whom in Les Misérables, the women of
Davis's Southern club and what they went to, and Zachary's karate club.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import networkx as nx

from pod_desktop.domain.clock import ManualClock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import Place, Sector, pair, sector_at, sector_span
from pod_desktop.domain.network_tidy import tidied
from pod_desktop.services import Journal, network, people
from pod_desktop.storage.tables import Member, Tie
from tests.benchmarks.made_up import START, kept, started
from tests.benchmarks.sizes import Size

_RINGS = (0.17, 0.5, 0.83)


def maps(size: Size) -> Path:
    """A team in which each person has one of the maps."""
    return kept(f"maps-{size.members}-{size.most_members}", lambda at: _build(at, size))


def _build(folder: Path, size: Size) -> None:
    journal = started(folder, ManualClock(START))
    try:
        for members, ties in ((size.members, 10 / 3), (size.most_members, 3.0)):
            person = people.add_person(
                journal, f"Made up: {members:,} members, {round(members * ties):,} ties"
            )
            _store_wide(journal, person, members, round(members * ties))
        for name, graph in (
            ("Les Misérables", nx.les_miserables_graph()),
            ("Davis southern women", nx.davis_southern_women_graph()),
            ("Karate club", nx.karate_club_graph()),
        ):
            _store_graph(journal, people.add_person(journal, name), graph)
    finally:
        journal.close()


def _store_wide(journal: Journal, person: EntityId, how_many: int, ties: int) -> None:
    places = [Place((137.5 * n) % 360, 0.15 + 0.8 * n / how_many) for n in range(how_many)]
    joined: dict[tuple[int, int], None] = {}
    number = 0
    while len(joined) < min(ties, how_many * (how_many - 1) // 2):
        one, other = number % how_many, (number * 7 + 1 + number // how_many) % how_many
        if one != other:
            joined[min(one, other), max(one, other)] = None
        number += 1
    _store(journal, person, [f"Member {n}" for n in range(how_many)], places, joined)


def _store_graph(journal: Journal, person: EntityId, graph: "nx.Graph") -> None:
    """Those with the most ties in the inner ring, the sectors in turn, then tidied."""
    names = [str(node) for node in graph]
    by_ties = sorted(graph, key=lambda node: -graph.degree(node))
    ring = {node: _RINGS[min(2, 3 * place // len(by_ties))] for place, node in enumerate(by_ties)}
    sectors = list(Sector)
    stand = {
        EntityId(f"{place:032x}"): (
            sectors[place % len(sectors)],
            Place(sum(sector_span(sectors[place % len(sectors)])) / 2, ring[node]),
        )
        for place, node in enumerate(graph)
    }
    index = {node: place for place, node in enumerate(graph)}
    ties = [(index[one], index[other]) for one, other in graph.edges if one != other]
    ids = list(stand)
    places = tidied(stand, [(ids[one], ids[other]) for one, other in ties])
    _store(journal, person, names, [places[id_] for id_ in ids], ties)


def _store(
    journal: Journal,
    person: EntityId,
    names: Sequence[str],
    places: Sequence[Place],
    ties: Iterable[tuple[int, int]],
) -> None:
    with journal.act() as act:
        act.create_many(
            Member,
            (
                [
                    {
                        "person_id": person,
                        "name": name,
                        "hue": number + 1,
                        "sector": sector_at(place.angle).value,
                    },
                    {"angle": place.angle, "distance": place.distance},
                ]
                for number, (name, place) in enumerate(zip(names, places, strict=True))
            ),
        )
    members = {member.name: member.id for member in network.network_map(journal, person).members}
    ids = [members[name] for name in names]
    with journal.act() as act:
        act.create_many(
            Tie,
            (
                [{"person_id": person, "a_id": a, "b_id": b, "known": "yes", "words": ""}]
                for a, b in (pair(ids[one], ids[other]) for one, other in ties)
            ),
        )
