"""What is said about erasing somebody's data everywhere."""

from PySide6.QtCore import QCoreApplication

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.erasing import About, ErasurePreview, ErasureView
from pod_desktop.ui import times

translate = QCoreApplication.translate


def what_for() -> str:
    """What erasing is for, and what it is not for."""
    return translate(
        "erasure",
        "This is for a request under data protection law. It is not for a record that was filed: that one is "
        "taken off each laptop by itself.",
    )


def would_go(preview: ErasurePreview, about_kind: str) -> str:
    """What is erased, and how much that is as far as this laptop knows."""
    if about_kind == About.PERSON:
        sentence = translate(
            "erasure", "{name}’s whole record would go, on every laptop of the team: {entries} on this one."
        )
    else:
        sentence = translate(
            "erasure",
            "Who {name} is, and what {name} said, would go, on every laptop of the team: {entries} on this "
            "one.",
        )
    return sentence.format(name=preview.name, entries=_entries(preview.events))


def would_stay(preview: ErasurePreview) -> str:
    """What others said with the name in it, and what no program can take back."""
    if preview.mentions == 1:
        others = translate("erasure", "In one other place the name stands in somebody else’s words.")
    elif preview.mentions:
        others = translate("erasure", "In {n} other places the name stands in somebody else’s words.")
    else:
        others = translate("erasure", "Nobody else’s words have the name in them.")
    if preview.mentions:
        others += " " + translate("erasure", "That stays, and is put right by hand.")
    rest = translate(
        "erasure",
        "It stays who asked for it and who confirmed it, when, and the reason. What was printed, saved as a "
        "PDF or pasted elsewhere stays where it is.",
    )
    return f"{others.format(n=preview.mentions)} {rest}"


def asked(view: ErasureView, now: Instant) -> str:
    """Who asked and when, with the reason."""
    when = times.when_words(view.asked, times.HOME_ZONE, now, translate=translate)
    sentence = translate("erasure", "{who} asked for it {when}: “{reason}”")
    return sentence.format(who=view.asked_by, when=when, reason=view.reason)


def erased(about_kind: str) -> str:
    """Said once it is done, on the page that comes instead."""
    if about_kind == About.PERSON:
        return translate(
            "erasure",
            "All that was stored about this person was erased, as two practitioners confirmed, so the page "
            "was closed.",
        )
    return translate(
        "erasure",
        "All that was stored about this network member was erased, as two practitioners confirmed, so the "
        "page was closed.",
    )


def was_erased(view: ErasureView, now: Instant) -> str:
    """A confirmed one: who, when and why, and never the name."""
    if view.confirmed is None:
        return ""
    what = (
        translate("erasure", "A person’s record.")
        if view.about_kind == About.PERSON
        else translate("erasure", "What was stored about a network member.")
    )
    days = [times.day_words(day, times.HOME_ZONE, now, translate) for day in (view.asked, view.confirmed)]
    sentence = translate(
        "erasure", "{asked_by} asked {asked}, {confirmed_by} confirmed {confirmed}: “{reason}”"
    )
    return f"{what} " + sentence.format(
        asked_by=view.asked_by,
        asked=days[0],
        confirmed_by=view.confirmed_by,
        confirmed=days[1],
        reason=view.reason,
    )


def _entries(number: int) -> str:
    if number == 1:
        return translate("erasure", "1 entry")
    return translate("erasure", "{n} entries").format(n=number)
