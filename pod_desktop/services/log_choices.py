"""What rooms chose for a meeting's turn logs, on which laptop, and what is left to choose (SYNC §6)."""

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.log_views import ChosenElsewhere
from pod_desktop.domain.meeting import MeetingState
from pod_desktop.domain.turns import LogChoice, choices_offered, stricter, strictest
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.laptops import laptop_name
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.sayings import Saying
from pod_desktop.storage.tables import Meeting


def chosen_here(reading: Reading, row: Meeting) -> str:
    """What the room chose on this laptop; "" where nobody chose here."""
    here = [LogChoice(said.value) for said in _choices(reading, row) if said.laptop_id == reading.laptop()]
    return str(strictest(here)) if here else ""


def chosen_elsewhere(reading: Reading, row: Meeting) -> ChosenElsewhere | None:
    """The strictest of what other laptops chose for the meeting's turn logs; None where none did."""
    others = [said for said in _choices(reading, row) if said.laptop_id != reading.laptop()]
    if not others:
        return None
    choice = strictest(LogChoice(said.value) for said in others)
    where = {said.laptop_id: laptop_name(reading, said.laptop_id) for said in others if said.value == choice}
    return ChosenElsewhere(str(choice), tuple(sorted(where.values())))


def offered(reading: Reading, row: Meeting, now: Instant) -> tuple[LogChoice, ...]:
    """What can be chosen on this laptop now."""
    elsewhere = chosen_elsewhere(reading, row)
    return choices_offered(row.began or now, now, LogChoice(elsewhere.choice) if elsewhere else None)


def require_offered(reading: Reading, row: Meeting, choice: LogChoice, now: Instant) -> None:
    """Raises BadInput for *keep* without the room, and NotAllowed for more than another laptop keeps."""
    if choice not in choices_offered(row.began or now, now):
        raise BadInput("After seven days without the room, a turn log can only be totals only or discarded.")
    elsewhere = chosen_elsewhere(reading, row)
    if elsewhere is not None and stricter(choice, LogChoice(elsewhere.choice)) is not choice:
        raise NotAllowed(
            f"On {' and '.join(elsewhere.laptops)} less of this meeting’s turn log was to be kept, and the "
            "stricter choice holds."
        )


def gives_up(row: Meeting) -> bool:
    """Whether the room chose that words and order of the meeting's turn logs are not kept.

    From then on they are shown nowhere, also while the choice can still be taken back.
    """
    return row.state == MeetingState.CLOSED and row.log_choice in {LogChoice.TOTALS, LogChoice.DISCARD}


def _choices(reading: Reading, row: Meeting) -> list[Saying]:
    """Every choice that stands, each laptop's own."""
    said = reading.sayings(Meeting, row.id, "log_choice")
    return [each for each in said if each.speaks and each.value in set(LogChoice)]
