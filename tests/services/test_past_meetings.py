from datetime import timedelta

import pytest

from pod_desktop.errors import BadInput
from pod_desktop.services import measures, people, turn_log
from pod_desktop.services.past_meetings import PastTurn, import_meeting
from tests.services.visit import Visit


def turn(speaker: str, start: float, end: float) -> PastTurn:
    return PastTurn(speaker, timedelta(seconds=start), timedelta(seconds=end))


def test_an_import_is_one_closed_reconstructed_meeting_with_the_person_beside_the_speakers(visit: Visit):
    made = import_meeting(
        visit.journal, [turn("A", 1, 3), turn("B", 2, 4), turn("Aunt May", 5, 6)], person_id=visit.sam
    )
    log = turn_log.log_view(visit.journal, made.meeting_id)
    assert (log.log_kind, len(log.turns)) == ("reconstructed", 3)
    assert people.record(visit.journal, visit.sam).members == 4
    result = measures.measure_meeting(visit.journal, made.meeting_id)
    assert {p.name: p.turns for p in result.people} == {"Sam Okafor": 0, "A": 1, "B": 1, "Aunt May": 1}


def test_an_import_that_fails_stores_nothing(visit: Visit):
    before = people.people(visit.journal)
    with pytest.raises(BadInput):
        import_meeting(visit.journal, [], new_person="Zoë")
    with pytest.raises(BadInput):
        import_meeting(visit.journal, [turn("A", 0, 1), turn(" ", 1, 2)], new_person=" ")
    assert people.people(visit.journal) == before
