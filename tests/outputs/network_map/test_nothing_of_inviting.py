"""A map that is handed over is the same whether the person said no to inviting somebody or nothing yet."""

from collections.abc import Callable

import pytest

from pod_desktop.domain.map_views import MapView
from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv
from pod_desktop.outputs.network_map.graphml import map_graphml
from pod_desktop.outputs.network_map.svg import map_svg
from pod_desktop.services import invitations, network, people
from pod_desktop.storage.journal import Journal

OUTPUTS: list[Callable[[MapView], object]] = [map_svg, people_csv, ties_csv, map_graphml]


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_persons_no_leaves_no_trace(journal: Journal, output: Callable[[MapView], object]) -> None:
    zoe = people.add_person(journal, "Zoe")
    may = network.add_member(journal, zoe, "Aunt May", sector="relatives")
    network.place_member(journal, may, 108.0, 0.5)
    before = output(network.network_map(journal, zoe))
    invitations.person_said_no(journal, may)
    assert output(network.network_map(journal, zoe)) == before
    invitations.person_said_yes(journal, may)
    assert output(network.network_map(journal, zoe)) == before
