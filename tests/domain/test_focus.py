import pytest

from pod_desktop.domain.focus import Focus, FocusKind, in_focus, out_of_focus
from pod_desktop.services import joining_members, network, people


@pytest.fixture
def view(journal):
    zoe = people.add_person(journal, "Zoe")
    ids = {
        name: network.add_member(journal, zoe, name, words=words, sector=sector)
        for name, words, sector in (
            ("Aunt May", "aunt", "relatives"),
            ("René", "next door", "friends"),
            ("Jo", "best friend", "friends"),
        )
    }
    network.tie(journal, zoe, ids["Aunt May"], ids["Jo"])
    network.tie(journal, zoe, ids["Aunt May"], ids["René"], known="not_known")
    network.change_member(journal, ids["Jo"], knows="yes", worried="no", could_help="yes")
    return network.network_map(journal, zoe), ids


def names(focus, view):
    return [member.name for member in in_focus(focus, view)]


@pytest.mark.parametrize(
    ("kind", "subject", "expected"),
    [
        (FocusKind.SECTOR, "friends", ["Jo", "René"]),
        (FocusKind.KNOWS, "", ["Jo"]),
        (FocusKind.WORRIED, "", []),
        (FocusKind.COULD_HELP, "", ["Jo"]),
        (FocusKind.FOUND, "rene", ["René"]),
        (FocusKind.FOUND, "DOOR", ["René"]),
        (FocusKind.FOUND, "ma au", ["Aunt May"]),
        (FocusKind.FOUND, "unt", []),
    ],
)
def test_each_focus_shows_whom_it_names_and_nobody_else(view, kind, subject, expected):
    view, ids = view
    assert names(Focus(kind, subject), view) == expected
    out = out_of_focus(Focus(kind, subject), view)
    assert out == {id_ for name, id_ in ids.items() if name not in expected}


def test_neighbours_are_those_with_a_tie_that_is_known_to_be_there(view):
    view, ids = view
    assert names(Focus(FocusKind.NEIGHBOURS, ids["Aunt May"]), view) == ["Aunt May", "Jo"]


def test_without_a_focus_nobody_stands_back(view):
    assert out_of_focus(None, view[0]) == frozenset()


def test_inviting_is_no_focus():
    """It would tell whom the person does not want here."""
    assert not [kind for kind in FocusKind if "invit" in kind or "here" in kind or "yes" in kind]


def test_who_was_joined_is_found_by_the_name_of_the_card_behind_too(journal, view):
    view, ids = view
    joining_members.join(journal, ids["René"], ids["Jo"])
    joined = network.network_map(journal, view.person.id)
    assert names(Focus(FocusKind.FOUND, "rene"), joined) == ["Jo"]
