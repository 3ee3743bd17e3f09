"""What to call people of one name so that a sentence tells them apart."""

from collections import Counter

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView


def names_apart(*views: MapView) -> dict[EntityId, str]:
    """For everybody on looks at one map, their name in the last that has them.

    Who shares it with somebody is called with their relationship, "Auntie Bev, Mum’s sister", or, where that
    does not tell them apart either, with the letters of their badge, "Mum (Mu2)".
    """
    words: dict[EntityId, tuple[str, str]] = {}
    letters: dict[EntityId, str] = {}
    for view in views:
        words[view.person.id] = (view.person.name, "")
        for member in view.members:
            words[member.id] = (member.name, member.words.strip())
            words |= {kept.card.id: (kept.card.name, kept.card.words.strip()) for kept in member.joined}
        letters |= letters_on_map(view)
    same_name = Counter(name.casefold() for name, _ in words.values())
    same_words = Counter((name.casefold(), said.casefold()) for name, said in words.values())
    found = {}
    for id_, (name, said) in words.items():
        if same_name[name.casefold()] == 1:
            found[id_] = name
        elif said and same_words[name.casefold(), said.casefold()] == 1:
            found[id_] = f"{name}, {said}"
        else:
            found[id_] = f"{name} ({letters[id_]})" if id_ in letters else name
    return found
