import pytest

from pod_desktop.domain.erasing import require_may_confirm, require_reason
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed

ANA, BEN = EntityId("aa" * 16), EntityId("bb" * 16)
ONE, OTHER = EntityId("11" * 16), EntityId("22" * 16)


def test_an_erasure_needs_a_reason():
    with pytest.raises(BadInput):
        require_reason("  ", ["Aunt May"])
    assert require_reason(" asked for in a letter ", ["Aunt May"]) == "asked for in a letter"


@pytest.mark.parametrize(
    "reason",
    ["May asked for it", "by letter of AUNT may", "asked by Jose", "see 999 000 0018", "her phone 0113-4960"],
)
def test_the_reason_must_not_tell_who_it_was_about(reason: str):
    with pytest.raises(BadInput, match="stays when everything else is gone"):
        require_reason(reason, ["Aunt May", "José"], ["9990000018", "0113 496 0000"])


@pytest.mark.parametrize("reason", ["a letter of 3 May 2026 asked for it", "see page 999", "by law 2016/679"])
def test_what_is_no_name_and_no_number_of_theirs_may_stand_in_it(reason: str):
    assert require_reason(reason, ["Joy Al"], ["9990000018"]) == reason


def test_nobody_confirms_their_own_request_and_not_on_the_laptop_where_it_was_asked():
    with pytest.raises(NotAllowed, match="another practitioner"):
        require_may_confirm(asked_by=ANA, asked_on=ONE, me=ANA, here=OTHER, is_confirmed=False)
    with pytest.raises(NotAllowed, match="own laptop"):
        require_may_confirm(asked_by=ANA, asked_on=ONE, me=BEN, here=ONE, is_confirmed=False)
    with pytest.raises(NotAllowed, match="already"):
        require_may_confirm(asked_by=ANA, asked_on=ONE, me=BEN, here=OTHER, is_confirmed=True)
    require_may_confirm(asked_by=ANA, asked_on=ONE, me=BEN, here=OTHER, is_confirmed=False)
