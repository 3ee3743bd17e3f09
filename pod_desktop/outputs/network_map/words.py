"""What a map's parts are called in outputs, and names as files can hold them."""

import unicodedata

from pod_desktop.domain.network import MemberKind, Sector
from pod_desktop.outputs.saying import on_one_line

SECTORS = {
    Sector.FAMILY.value: "Family",
    Sector.RELATIVES.value: "Relatives",
    Sector.FRIENDS.value: "Friends and neighbours",
    Sector.WORK.value: "Work or school",
    Sector.PROFESSIONALS.value: "Professionals",
}
KINDS = {
    MemberKind.PERSON.value: "person",
    MemberKind.GROUP.value: "group",
    MemberKind.PET.value: "pet",
    MemberKind.DIED.value: "died",
    MemberKind.INNER_VOICE.value: "inner voice",
    MemberKind.ABSENT_VOICE.value: "absent voice",
}
RINGS = ("inner ring", "middle ring", "outer ring")


def plain(words: str) -> str:
    """What somebody typed, on one line, without signs that XML cannot hold (U+FFFE and its like)."""
    return "".join(c for c in on_one_line(words) if unicodedata.category(c) != "Cn")
