"""Zoe's map with one of every kind, as outputs get it."""

from datetime import UTC, datetime

import pytest

from pod_desktop.domain.ids import EntityId as E
from pod_desktop.domain.map_views import MapView, MemberView, TieView
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone


def member(id_: str, name: str, **fields: object) -> MemberView:
    values: dict[str, object] = dict.fromkeys(
        (
            *("words", "contact", "needs", "needs_format", "needs_support", "needs_language"),
            *("sector", "answer"),
        ),
        "",
    )
    values |= dict.fromkeys(("knows", "worried", "could_help"), "not_known")
    values |= dict.fromkeys(
        (
            *("angle", "distance", "needs_asked", "needs_review"),
            *("invite_idea", "invite_yes", "asked_by", "asked", "answered"),
        )
    )
    values |= {"person_id": E("zoe"), "member_kind": "person", "hue": 1, "seen": {}} | fields
    return MemberView(id=E(id_), name=name, **values)  # type: ignore[arg-type]


@pytest.fixture
def zoes() -> MapView:
    when = datetime(2026, 3, 3, tzinfo=UTC)
    kinds = tuple(
        member(
            kind.value,
            f"The {kind.value}",
            member_kind=kind.value,
            hue=hue,
            sector="friends",
            angle=150.0 + 10 * hue,
            distance=0.3 + hue / 10,
        )
        for hue, kind in enumerate(MemberKind)
    )
    may = member(
        "may",
        "Aunt <May> & Co",
        words="aunt",
        sector="relatives",
        angle=108.0,
        distance=0.5,
        invite_idea=when,
        invite_yes=when,
        asked=when,
        answer="yes",
    )
    tom = member("tom", "=Tom", words="brother")
    ties = (
        TieView(E("t1"), E("may"), E("zoe"), "yes", "rings on Sundays", "a_to_b", "strained"),
        TieView(E("t2"), E("may"), E("pet"), "not_known", ""),
        TieView(E("t3"), E("pet"), E("group"), "no", ""),
    )
    return MapView(Someone(E("zoe"), "Zoe", 0, "person"), (*kinds, may, tom), ties)
