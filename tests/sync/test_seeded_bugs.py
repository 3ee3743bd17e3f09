"""The classic bugs can still be put in. That the machine finds each is thorough, and is run seldom."""

import pytest

from tests.sync.laptops import Laptops, add_person
from tests.sync.seeded_bugs import BUGS, Bug


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_rounds_with_a_classic_bug_go_on(laptops: Laptops, monkeypatch: pytest.MonkeyPatch, bug: Bug):
    """One that breaks the round itself would be found by anything, or names what is called otherwise now."""
    bug(monkeypatch)
    laptops.join()
    add_person(laptops.ana)
    laptops.meet()
