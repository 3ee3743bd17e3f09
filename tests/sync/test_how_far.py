"""How far a stream is here without a gap."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from pod_desktop.storage.sharing import traffic


@given(known=st.integers(0, 6), beyond=st.sets(st.integers(1, 12)))
@settings(suppress_health_check=list(HealthCheck))
def test_what_is_known_to_be_held_is_not_counted_again_and_changes_nothing(known: int, beyond: set[int]):
    here = {*range(1, known + 1), *beyond}
    expected = next(seq for seq in range(20) if seq + 1 not in here)
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE event (stream_no INTEGER, seq INTEGER)")
        rows = [(stream, seq) for seq in here for stream in (1, 2)] + [(2, 19)]
        connection.exec_driver_sql("INSERT INTO event VALUES (?, ?)", [(3, 5), *rows])
        assert traffic.upto(connection, 1, known) == expected
        assert traffic.upto(connection, 1) == expected
