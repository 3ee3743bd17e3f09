"""What a text that was found is called, and where it was said, in words."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.found_views import Found
from pod_desktop.ui import times


def _tr(text: str) -> str:
    return QCoreApplication.translate("searching", text)


def _kinds() -> dict[str, str]:
    return {
        "turn": _tr("Said in a turn"),
        "topical_episode": _tr("What the talk was about"),
        "quote": _tr("Words that were noted"),
        "decision": _tr("A decision"),
        "opinion": _tr("A view on a decision"),
        "wish": _tr("A wish for the meeting"),
        "topic": _tr("A topic"),
        "task": _tr("Who does what"),
        "outcome": _tr("What became of it"),
        "meeting": _tr("About the meeting"),
        "outside": _tr("Happened outside a meeting"),
        "to_bring": _tr("To bring to a meeting"),
        "medication": _tr("About medication"),
        "episode": _tr("First contact"),
        "episode_end": _tr("The end of the episode"),
        "amendment": _tr("Added after a meeting"),
    }


KINDS = frozenset(_kinds())
"""The kinds of things whose words are found."""


def kind_words(kind: str) -> str:
    """What kind of thing it is."""
    return _kinds().get(kind, kind.replace("_", " "))


def who_words(found: Found) -> str:
    """Whose words they are, of a voice also through whom; "" where they are nobody's own."""
    if found.who is None or found.through is None:
        return found.who.name if found.who is not None else ""
    return _tr("{voice}, through {speaker}").format(voice=found.who.name, speaker=found.through.name)


def story(found: Found, now: Instant, *, with_person: bool) -> str:
    """Who said it, what it is, when; and, where several records are searched, in whose."""
    kind = kind_words(found.kind) if found.accepted else _tr("Words that the room has not accepted")
    parts = [who_words(found), kind]
    if found.when is not None:
        parts.append(times.day_words(found.when, found.zone, now, QCoreApplication.translate))
    if found.topic:
        parts.append(_tr("at “{topic}”").format(topic=found.topic))
    if with_person:
        parts.append(_tr("{name}’s record").format(name=found.person))
    return " · ".join(part for part in parts if part)
