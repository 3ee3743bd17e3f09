"""The system's own clocks tell of sleep."""

from pod_desktop.domain.sleeping import asleep


def test_no_sleep_is_told_between_two_looks_of_a_program_that_runs():
    assert abs(asleep() - asleep()) < 1.0
