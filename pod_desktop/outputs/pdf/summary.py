"""The summary of a meeting to hand over to everybody who was there: large plain type, tagged (PDF/UA-1)."""

from pathlib import Path
from typing import Any

from pod_desktop.domain.views import MeetingBrief, MeetingView, Someone
from pod_desktop.durable_files import replace_file
from pod_desktop.errors import PodError
from pod_desktop.outputs.account import (
    Account,
    DecisionTold,
    TopicTold,
    chosen_sentence,
    place_words,
    tell,
)
from pod_desktop.outputs.pdf.legible import MAIN_FONT, MARK, Legible
from pod_desktop.outputs.pdf.typesetting import typeset
from pod_desktop.outputs.presence import There, coming_and_going
from pod_desktop.outputs.saying import listed, on_one_line, sentence, spoken_span, spoken_time

_LONG = 900
"""Characters. A longer part may go over the end of a page."""


class CannotMakeSummary(PodError):
    """The document could not be made."""

    def __init__(self) -> None:
        super().__init__(
            "The summary could not be made as a PDF. Nothing was lost; "
            "the text for the record has the same words."
        )


def write_summary(path: Path, meeting: MeetingView, team: str) -> None:
    """Write the summary of a meeting to `path`; it appears whole or not at all.

    Raises CannotMakeSummary, MissingPart, and CannotStore when the disk refuses.
    """
    replace_file(path, summary_pdf(meeting, team))


def summary_pdf(meeting: MeetingView, team: str) -> bytes:
    """The same as bytes; equal for equal meetings. Raises CannotMakeSummary, MissingPart."""
    return typeset("summary", _data(tell(meeting), team), CannotMakeSummary())


def _data(account: Account, team: str) -> dict[str, Any]:
    """Everything the template says. What somebody typed is in runs (see `Legible`)."""
    brief, legible = account.brief, Legible()
    data: dict[str, Any] = {
        "title": account.title,
        "team": on_one_line(team),
        "font": MAIN_FONT[0],
        "heading": legible(account.title),
        "when": _when(brief),
        "place": legible(sentence(_capital(place_words(brief)))),
        "chosen": legible(chosen_sentence(brief, account.person)),
        "standing": [legible(words) for words in account.standing],
        "there": [_there(there, brief.zone, legible) for there in account.there],
        "heard": legible(account.may_be_heard),
        "idea": legible(account.idea),
        "wishes": [_said(wish.who, _with_late(wish.words, wish.late), legible) for wish in account.wishes],
        "topics": [_topic(topic, account, legible) for topic in account.topics],
        "notes": [_said(note.who, _with_late(note.words, note.late), legible) for note in account.notes],
        "became": [legible(words) for words in account.became],
        "reflections": [
            {
                "words": legible(each.sentence),
                "responses": [
                    _said(note.who, _with_late(note.words, note.late), legible) for note in each.responses
                ],
            }
            for each in account.reflections
        ],
        "added": [legible(words) for words in account.added],
        "decisions": [_decision(decision, legible) for decision in account.decisions],
        "nothing_decided": legible(account.nothing_decided),
        "tasks": [
            {
                **_name(task.who, legible),
                "what": legible(sentence(task.what)),
                "by_when": legible(_with_late(sentence(task.by_when), task.late)),
            }
            for task in account.tasks
        ],
        "left_open": [legible(words) for words in _left_open(account)],
        "nothing_left_open": account.nothing_left_open,
        "next": _next(account, legible),
    }
    data["description"] = f"{data['title']}. {data['when']}. A summary by {data['team']}."
    data["closing"] = _closing(data["team"], legible)
    return data


def _when(brief: MeetingBrief) -> str:
    if brief.when is None:
        return ""
    planned = "Planned for " if brief.began is None else ""
    return planned + spoken_span(brief.when, brief.closed, brief.zone)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _name(who: Someone, legible: Legible) -> dict[str, Any]:
    return {"name": legible(on_one_line(who.name)), "hue": who.hue}


def _said(who: Someone, words: str, legible: Legible) -> dict[str, Any]:
    return {**_name(who, legible), "words": legible(words)}


def _there(there: There, zone: str, legible: Legible) -> dict[str, Any]:
    return {**_name(there.who, legible), "moves": coming_and_going(there, zone, spoken_time)}


def _topic(topic: TopicTold, account: Account, legible: Legible) -> dict[str, Any]:
    raised = [f"raised by {on_one_line(topic.raised_by.name)}"] if topic.raised_by else []
    raised += [topic.earlier] if topic.earlier else []
    became = topic.became
    if topic.decisions and len(account.decisions) > 1:
        became += f"; see decision {listed([str(number) for number in topic.decisions])}"
    elif topic.decisions:
        became += "; see what was decided"
    notes = [_said(note.who, _with_late(note.words, note.late), legible) for note in topic.notes]
    return {
        "words": legible(topic.words),
        "raised": legible(", ".join(raised)),
        "became": became,
        "notes": notes,
    }


def _decision(decision: DecisionTold, legible: Legible) -> dict[str, Any]:
    return {
        "number": decision.number,
        "words": legible(decision.words),
        "room": legible(_with_late(decision.there, decision.late)),
        "chain": [legible(words) for words in decision.chain],
        "views": [_said(view.who, _with_late(view.words, view.late), legible) for view in decision.views],
    }


def _with_late(words: str, late: str) -> str:
    """The words, and that it was recorded late, as a sentence of its own where there is none."""
    return " ".join(part for part in (words, sentence(_capital(late))) if part)


def _left_open(account: Account) -> list[str]:
    topics = [topic.words for topic in account.left_open]
    return topics + [f"Put into words, but not accepted: {words}" for words in account.not_accepted]


def _next(account: Account, legible: Legible) -> dict[str, Any]:
    following = account.next_meeting
    if following is None:
        return {"set": False, "sentence": "No next meeting has been set."}
    when = "The time is still to be found."
    if (at := following.planned or following.began) is not None:
        when = spoken_span(at, None, following.zone)
    if account.next_then:
        when = f"{when}. {account.next_then}"
    when = f"{when} {account.next_unclear}".strip()
    invited = legible(listed(list(account.next_invited)))
    place = legible(sentence(_capital(place_words(following))))
    return {
        "set": True,
        "when": when,
        "became": legible(account.next_became),
        "place": place,
        "chosen": legible(chosen_sentence(following, account.person)),
        "invited": invited,
        "asks": legible(account.next_asks),
        "long": len(following.place) + len("".join(account.next_invited)) + len(account.next_asks) > _LONG,
    }


def _closing(team: str, legible: Legible) -> list[Any]:
    sentences = [
        "This is what was said and decided, as it was written down in the meeting. "
        "Is something missing, or not as you remember it? Please say so, and it can be put right.",
        f"Made by {sentence(team)} It is a working copy; the trust’s own record is the legal one.",
    ]
    shown = [legible(words) for words in sentences]
    if legible.marked:
        shown.append(
            legible(
                f"{MARK} stands for signs that cannot be printed here. They are kept as they were written."
            )
        )
    return shown
