"""Why two may be one, and what is known of each, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.duplicates import MayBeOne, Reason
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import Known
from pod_desktop.domain.relationships import folded_words
from pod_desktop.services.network import NewName
from pod_desktop.ui.network_map.words import known_words, place_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("duplicates", text)


def reason_words(found: MayBeOne) -> str:
    """Why these two may be one, in a sentence or more."""
    words = {
        Reason.SAME_NAME: _tr("Both have the same name."),
        Reason.SAME_CONTACT: _tr("Both are reached in the same way."),
        Reason.NAME_IN_NAME: _tr("One name is in the other."),
        Reason.NAME_IS_WORDS: _tr("One has as a name what the other is called."),
        Reason.ALIKE_NAMES: _tr("The names are alike."),
        Reason.SAME_WORDS: _tr("Both are called “{words}”.").format(words=found.stays.words),
    }
    return " ".join(words[reason] for reason in found.reasons)


def told_apart(one: MemberView, other: MemberView) -> tuple[str, str]:
    """What the two are called where one of them is chosen: by name, and by more where that is the same."""
    for named in (
        (one.name, other.name),
        tuple(f"{each.name}, {each.words}" if each.words else each.name for each in (one, other)),
        tuple(f"{each.name}, {place_words(each)}" for each in (one, other)),
    ):
        if named[0].casefold() != named[1].casefold():
            return named[0], named[1]
    return _tr("{name} (the first)").format(name=one.name), _tr("{name} (the second)").format(name=other.name)


def facts(member: MemberView, view: MapView | None = None) -> list[str]:
    """What the card says, but for inviting; with `view`, on which they are, also their ties there."""
    asked = (
        (_tr("Knows about this: {answer}"), member.knows),
        (_tr("Is worried: {answer}"), member.worried),
        (_tr("Could help: {answer}"), member.could_help),
    )
    needs = (member.needs, member.needs_format, member.needs_support, member.needs_language)
    said = [
        place_words(member) if member.placed or view is not None else "",
        f"“{member.words}”" if member.words else "",
        *(words.format(answer=known_words(known)) for words, known in asked if known != Known.NOT_KNOWN),
        _listed(_tr("Needs: {all}"), needs),
        _listed(_tr("To reach them: {all}"), [member.contact]),
        _listed(_tr("Ties with {all}"), _tied(member, view)) if view is not None else "",
        _listed(_tr("Joined with {all}"), [kept.card.name for kept in member.joined]),
    ]
    return [words for words in said if words]


def _listed(words: str, all_: Sequence[str]) -> str:
    """The sentence with all that is said; "" where nothing is."""
    said = [each for each in all_ if each]
    return words.format(all=", ".join(said)) if said else ""


def _tied(member: MemberView, view: MapView) -> list[str]:
    names = {view.person.id: view.person.name, **{each.id: each.name for each in view.members}}
    ends = [{tie.a_id, tie.b_id} for tie in view.ties if tie.known == Known.YES]
    return sorted(names[other] for both in ends if member.id in both for other in both - {member.id})


def twice_words(members: Iterable[MemberView], given: Iterable[NewName]) -> str:
    """That a name just given is there more than once now; "" where none is. People say who is one."""
    called = Counter(folded_words(member.name) for member in members)
    twice = next((each.name for each in given if called[folded_words(each.name)] > 1), None)
    if twice is None:
        return ""
    return _tr("There is more than one “{name}” now. Are they one? “More” leads there.").format(name=twice)
