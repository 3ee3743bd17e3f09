"""What the text for the trust's record tells of the person: how care began, medication, and their details.

It goes into the record alone. The summary for the network, maps, calendars and the shared view have nothing
of it.
"""

from collections.abc import Iterable, Iterator

from pod_desktop.domain import nhs_number
from pod_desktop.domain.care import MedicationStep
from pod_desktop.domain.care_views import MedicationView
from pod_desktop.domain.clock import Instant
from pod_desktop.domain.closed_set import NEWER
from pod_desktop.domain.record_views import PersonDetails
from pod_desktop.outputs.differing import DIFFERS_HERE
from pod_desktop.outputs.saying import (
    HOME_ZONE,
    date_words,
    day,
    exact_span,
    in_zone,
    on_one_line,
    quoted,
    sentence,
    typed,
)

_STEPS = {
    MedicationStep.BEGUN: "Begun",
    MedicationStep.CHANGED: "Changed",
    MedicationStep.STOPPED: "Stopped",
    MedicationStep.NOT_TAKEN: "Not taken",
}


def how_care_began(details: PersonDetails) -> Iterator[str]:
    """When, by whom and in whose words help was first asked for; when a meeting was offered."""
    began = details.began
    if began is None:
        return
    by = f" by {on_one_line(began.by)}" if began.by else ""
    yield f"Help was first asked for{by}: {_moment(began.at)}"
    if began.words:
        yield f"What was asked for: {_indented(quoted(began.words))}"
    if began.offered is not None:
        yield f"A first meeting was offered: {_moment(began.offered)}"


def about_the_person(details: PersonDetails) -> Iterator[str]:
    """Each detail that is known, with a word where laptops of the team say different things of it."""
    told = (
        ("born", "Date of birth", date_words(details.born) if details.born is not None else ""),
        ("nhs_number", "NHS number", nhs_number.display(details.nhs_number) if details.nhs_number else ""),
        ("address", "Address", details.address),
        ("contact", "How to reach them", details.contact),
        ("needs", "What they need to take part", details.needs),
        ("needs_format", "How they read best", details.needs_format),
        ("needs_support", "Who or what helps them to take part", details.needs_support),
        ("needs_language", "Their language, and an interpreter", details.needs_language),
    )
    for name, called, words in told:
        if words:
            differs = f" ({DIFFERS_HERE})" if name in details.differs else ""
            yield f"{called}: {_indented(typed(words))}{differs}"
    if details.needs_asked is not None:
        asked = day(in_zone(details.needs_asked, HOME_ZONE))
        yield sentence(f"They were asked what they need on {asked}")


def about_medication(decided: Iterable[MedicationView]) -> Iterator[str]:
    """What was decided about medication, each with its day, and where it was decided if somebody said so."""
    for each in decided:
        step = _STEPS.get(MedicationStep(each.step), NEWER)
        on = f" on {date_words(each.day)}" if each.day is not None else ""
        where = ""
        if each.in_a_meeting:
            at = f" on {date_words(each.decided_on)}" if each.decided_on is not None else ""
            where = f" (decided in the meeting{at})"
        elif each.outside_a_meeting:
            by = f": {on_one_line(each.decided_by)}" if each.decided_by else ""
            where = f" (decided outside a meeting{by})"
        differs = f" ({DIFFERS_HERE})" if each.differs else ""
        yield f"- {step}{on}: {_indented(typed(each.words))}{where}{differs}"


def _moment(at: Instant) -> str:
    return exact_span(at, None, HOME_ZONE)


def _indented(words: str) -> str:
    return words.replace("\n", "\n   ")
