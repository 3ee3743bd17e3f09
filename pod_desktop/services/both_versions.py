"""Of which words both versions can be kept, and the text in which they then stand."""

import re
from collections.abc import Mapping, Sequence

from pod_desktop.domain.differences import Alternative
from pod_desktop.domain.own_words import NOTED

WORDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"address", "contact", "needs"}),
    "episode": frozenset({"first_contact_by", "first_contact_words"}),
    "member": frozenset({"words", "contact", "needs"}),
    "tie": frozenset({"words"}),
    "meeting": frozenset({"place", "reason", "idea_words"}),
    "wish": frozenset({"words"}),
    "topic": frozenset({"words"}),
    "decision": frozenset({"words"}),
    "opinion": frozenset({"words"}),
    "task": frozenset({"what", "by_when"}),
    "turn": frozenset({"words"}),
    "topical_episode": frozenset({"words"}),
    "practitioner": frozenset({"profession"}),
    "outcome": frozenset({"words"}),
    "quote": frozenset({"words"}),
    "setting": frozenset({"place"}),
    "episode_end": frozenset({"reason", "reopened_reason"}),
    "medication": frozenset({"words"}),
    "outside": frozenset({"what", "who", "why"}),
    "to_bring": frozenset({"words"}),
}
"""Free text of which two can be kept, one below the other. A name or a number can only be one."""

SPOKEN: Mapping[str, frozenset[str]] = {
    "member": frozenset({"words"}),
    "meeting": frozenset({"idea_words"}),
    "episode": frozenset({"first_contact_words"}),
    **dict.fromkeys(("tie", "wish", "topic", "opinion", "turn", "quote", "to_bring"), frozenset({"words"})),
}
"""Somebody's own words."""

_KEPT_LINE = re.compile(r"\[as .+? wrote it down:\] ")


def both(kind: str, fields: Sequence[str], alternatives: Sequence[Alternative]) -> str:
    """All the words on lines of their own, where they can be kept side by side; else "".

    Before each line of somebody's own words stands who wrote it down, in the brackets of what is not theirs:
    two versions on two lines would be read as one thing said. It is in the text itself, so that it stays
    where the words are shown, printed and exported, and while they are written on. Where on one laptop they
    said that these are not their words, only one can be kept.
    """
    are_disputed = tuple(fields) == NOTED and len({each.values[1] for each in alternatives}) > 1
    if fields[0] not in WORDS.get(kind, ()) or are_disputed:
        return ""
    by: dict[str, list[str]] = {}
    for each in alternatives:
        if words := each.values[0]:
            by.setdefault(words, []).extend(said.who for said in each.said_by)
    spoken = fields[0] in SPOKEN.get(kind, ())
    lines = [_as_written_down(words, who) if spoken else words for words, who in by.items()]
    return "\n".join(lines) if len(lines) > 1 else ""


def _as_written_down(words: str, who: Sequence[str]) -> str:
    """What was put together by `both` says it already; whatever else begins with a bracket does not."""
    lines = words.splitlines(keepends=True)
    said = [line for line in lines if line.strip()]
    if len(said) > 1 and all(map(_KEPT_LINE.match, said)):
        return words
    names = " and ".join(dict.fromkeys(who))
    return "".join(f"[as {names} wrote it down:] {line}" if line.strip() else line for line in lines)
