"""Days as they are stored: text such as 2026-11-26, which sorts as days follow each other."""

from datetime import date

from pod_desktop.errors import BadInput


def stored(day: date | None) -> str:
    """The day as it is stored; "" for none."""
    return "" if day is None else day.isoformat()


def day_of(text: str) -> date | None:
    """The day behind a stored text; None for "" and for what is no day (another laptop may send any text)."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-26") else None
    except ValueError:
        return None


def is_readable(text: str) -> bool:
    """Whether a stored text is a day or none: a newer version may write days otherwise."""
    return not text or day_of(text) is not None


def require_order(since: date, until: date | None) -> None:
    """Raises BadInput where something ends before it began."""
    if until is not None and until < since:
        raise BadInput("The last day cannot be before the first one.")
