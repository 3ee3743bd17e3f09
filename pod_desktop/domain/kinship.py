"""What somebody of a family is to one of them, in a word, and which part of the map that proposes.

By blood the word follows from how many steps go up to the nearest forebear of both and how many down again:
(1, 1) is a sister or brother, (2, 1) an aunt or uncle. Beyond that it goes by partners: "sister’s partner".
"""

from collections.abc import Mapping
from dataclasses import replace

from pod_desktop.domain.map_draft import Kin, MapDraft
from pod_desktop.domain.network import Sector

_FURTHEST = 4
_BLOOD = {
    (1, 0): ("mother", "father", "parent"),
    (2, 0): ("grandmother", "grandfather", "grandparent"),
    (3, 0): ("great-grandmother", "great-grandfather", "great-grandparent"),
    (0, 1): ("daughter", "son", "child"),
    (0, 2): ("granddaughter", "grandson", "grandchild"),
    (0, 3): ("great-granddaughter", "great-grandson", "great-grandchild"),
    (1, 1): ("sister", "brother", "sister or brother"),
    (2, 1): ("aunt", "uncle", "aunt or uncle"),
    (3, 1): ("great-aunt", "great-uncle", "great-aunt or great-uncle"),
    (1, 2): ("niece", "nephew", "niece or nephew"),
    (1, 3): ("great-niece", "great-nephew", "great-niece or great-nephew"),
    (2, 2): ("cousin", "cousin", "cousin"),
}
_NEAREST = {(1, 0), (0, 1), (1, 1)}
PARTNER = "partner"

Told = tuple[str, Sector]


def seen_from(draft: MapDraft, key: str) -> MapDraft:
    """The draft with this one as the person at the centre, and the words for the others as they see them.

    Whoever is no kin of theirs keeps what the draft has; so do all where `key` is "".
    """
    told = kinship(draft.kin, key)
    centred = draft.centred(key)
    members = tuple(
        replace(each, words=told[each.key][0], sector=told[each.key][1].value) if each.key in told else each
        for each in centred.members
    )
    return replace(centred, members=members)


def kinship(kin: Mapping[str, Kin], root: str) -> dict[str, Told]:
    """For everybody near enough the word for them, and a part of the map. Blood goes before marriage."""
    if root not in kin:
        return {}
    children: dict[str, list[str]] = {}
    for key, each in kin.items():
        for parent in each.parents:
            children.setdefault(parent, []).append(key)
    blood = _by_blood(kin, children, root)
    told = {
        key: (_word(kin, root, key, steps), Sector.FAMILY if steps in _NEAREST else Sector.RELATIVES)
        for key, steps in blood.items()
        if steps in _BLOOD
    }
    told = dict.fromkeys(kin[root].partners, (PARTNER, Sector.FAMILY)) | told
    told = _partners_of(kin, root, told, blood) | told
    return _of_partners(kin, children, root) | told


def own_forebears(kin: Mapping[str, Kin]) -> set[str]:
    """Who is among their own parents, grandparents and so on, as only a mistake in a file can have it."""
    left = dict(kin)
    while left:  # whoever has no forebears left, or no descendants, is on no circle
        parents = {parent for each in left.values() for parent in each.parents}
        clear = {k for k, each in left.items() if k not in parents or not left.keys() & set(each.parents)}
        if not clear:
            break
        left = {key: each for key, each in left.items() if key not in clear}
    return set(left)


def _partners_of(
    kin: Mapping[str, Kin], root: str, told: Mapping[str, Told], blood: Mapping[str, tuple[int, int]]
) -> dict[str, Told]:
    """Whoever is partner of somebody by blood: "sister’s partner"."""
    return {
        partner: (
            f"{told[key][0]}’s {PARTNER}",
            Sector.FAMILY if steps in {(1, 0), (0, 1)} else Sector.RELATIVES,
        )
        for key, steps in blood.items()
        if key in told
        for partner in kin[key].partners
        if partner != root
    }


def _of_partners(kin: Mapping[str, Kin], children: Mapping[str, list[str]], root: str) -> dict[str, Told]:
    """Whoever is nearest to a partner: "partner’s mother"."""
    return {
        key: (
            f"{PARTNER}’s {_word(kin, partner, key, steps)}",
            Sector.FAMILY if steps == (0, 1) else Sector.RELATIVES,
        )
        for partner in kin[root].partners
        for key, steps in _by_blood(kin, children, partner).items()
        if steps in _NEAREST and key != root
    }


def _by_blood(
    kin: Mapping[str, Kin], children: Mapping[str, list[str]], root: str
) -> dict[str, tuple[int, int]]:
    """The fewest steps (up, down) to each forebear, descendant and kin of `root`, without themselves."""
    found: dict[str, tuple[int, int]] = {}
    forebears, up = {root: 0}, [root]
    for height in range(1, _FURTHEST):
        up = [
            parent for key in up for parent in kin[key].parents if parent in kin and parent not in forebears
        ]
        forebears |= dict.fromkeys(up, height)
    for forebear, height in forebears.items():
        down, depth, met = [forebear], 0, {forebear}
        while down and depth < _FURTHEST:
            for key in down:
                found.setdefault(key, (height, depth))
            down = [child for key in down for child in children.get(key, ()) if child not in met]
            met |= set(down)
            depth += 1
    found.pop(root, None)
    return found


def _word(kin: Mapping[str, Kin], root: str, key: str, steps: tuple[int, int]) -> str:
    word = _BLOOD[steps][{"F": 0, "M": 1}.get(kin[key].sex, 2)]
    one, other = set(kin[root].parents), set(kin[key].parents)
    half = steps == (1, 1) and len(one) == len(other) == 2 and len(one & other) == 1
    return f"half-{word}" if half and kin[key].sex else word
