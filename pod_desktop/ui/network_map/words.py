"""What the map's sectors, rings, kinds and answers are called on the screen."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.invitations import can_be_invited
from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.domain.network import (
    RINGS,
    Direction,
    Known,
    MemberKind,
    Quality,
    Sector,
    ring_of,
    ring_span,
)
from pod_desktop.ui.network_map.drawing.model import MapModel


def _tr(text: str) -> str:
    return QCoreApplication.translate("network_map", text)


def _newer() -> str:
    return _tr("Not known to this version of the program")


def sector_words(sector: str) -> str:
    """The name of a sector; "" is one that nobody has named yet."""
    return {
        Sector.FAMILY.value: _tr("Family"),
        Sector.RELATIVES.value: _tr("Relatives"),
        Sector.FRIENDS.value: _tr("Friends and neighbours"),
        Sector.WORK.value: _tr("Work or school"),
        Sector.PROFESSIONALS.value: _tr("Professionals"),
        "": _tr("Not said yet"),
    }.get(sector, _newer())


def sector_options() -> list[tuple[str, str]]:
    """The sectors to choose from, and none."""
    return [(sector.value, sector_words(sector.value)) for sector in Sector] + [("", sector_words(""))]


def kind_words(kind: str) -> str:
    """What a member is."""
    return {
        MemberKind.PERSON.value: _tr("A person"),
        MemberKind.GROUP.value: _tr("A group"),
        MemberKind.PET.value: _tr("A pet"),
        MemberKind.DIED.value: _tr("Someone who died"),
        MemberKind.INNER_VOICE.value: _tr("An inner voice"),
        MemberKind.ABSENT_VOICE.value: _tr("An absent voice"),
    }.get(kind, _newer())


def short_ring_words(distance: float) -> str:
    """The ring at a distance, where a heading says that it is a ring."""
    return (_tr("inner"), _tr("middle"), _tr("outer"))[ring_of(distance) - 1]


def ring_words(distance: float) -> str:
    """The ring at a distance."""
    return (_tr("inner ring"), _tr("middle ring"), _tr("outer ring"))[ring_of(distance) - 1]


def known_words(known: str) -> str:
    """An answer to a question."""
    return {
        Known.YES.value: _tr("Yes"),
        Known.NO.value: _tr("No"),
        Known.NOT_KNOWN.value: _tr("Not known"),
    }.get(known, _newer())


def known_options() -> list[tuple[str, str]]:
    """Yes, no, not known."""
    return [(known.value, known_words(known.value)) for known in Known]


def way_options(one: str, other: str) -> list[tuple[str, str]]:
    """Which way a tie can go, from its `a`, called `one`, to its `b`, called `other`."""
    only = _tr("Only from {one} to {other}")
    return [
        (Direction.NONE.value, _tr("Both ways")),
        (Direction.A_TO_B.value, only.format(one=one, other=other)),
        (Direction.B_TO_A.value, only.format(one=other, other=one)),
    ]


def way_words(direction: str, one: str, other: str) -> str:
    """Which way a tie goes from its `a`, called `one`, to its `b`, in a cell: "May to Jo"."""
    from_to = _tr("{one} to {other}")
    return {
        Direction.NONE.value: _tr("Both ways"),
        Direction.A_TO_B.value: from_to.format(one=one, other=other),
        Direction.B_TO_A.value: from_to.format(one=other, other=one),
    }.get(direction, _newer())


def ring_options() -> list[tuple[str, str]]:
    """The rings to choose from, and none."""
    rings = [(str(ring), short_ring_words(ring_span(ring)[1])) for ring in RINGS]
    return [*rings, ("", _tr("Not on the map yet"))]


def kind_options() -> list[tuple[str, str]]:
    """What a member can be."""
    return [(kind.value, kind_words(kind.value)) for kind in MemberKind]


def quality_options() -> list[tuple[str, str]]:
    """How a tie can be, and nothing said."""
    return [
        ("", _tr("Not said")),
        (Quality.STRONG.value, _tr("Strong")),
        (Quality.THIN.value, _tr("Thin")),
        (Quality.STRAINED.value, _tr("Strained")),
    ]


def place_words(member: MemberView) -> str:
    """Where a member stands: "Family, inner ring"; "Not on the map yet"."""
    if member.distance is None:
        return _tr("Not on the map yet")
    return _tr("{sector}, {ring}").format(
        sector=sector_words(member.sector), ring=ring_words(member.distance)
    )


def invite_words(member: MemberView) -> str:
    """How far inviting has come, in a word or two; nothing of whom nobody can ask to come, as on the card."""
    if not can_be_invited(member.member_kind):
        return ""
    if member.invite_yes is None:
        return _tr("An idea") if member.invite_idea else ""
    if member.answer:
        return {
            "yes": _tr("Comes"),
            "no": _tr("Does not come"),
            "not_sure": _tr("Not sure yet"),
        }.get(member.answer, _newer())
    return _tr("Asked") if member.asked_by else _tr("The person said yes")


def names_of(model: MapModel, tie: TieView) -> str:
    """Whose tie it is: "Aunt May and Jo"."""
    one, other = model.someone(tie.a_id).name, model.someone(tie.b_id).name
    return _tr("{one} and {other}").format(one=one, other=other)
