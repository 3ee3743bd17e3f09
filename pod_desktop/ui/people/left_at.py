"""Where in a record somebody was, for a page that goes on there."""

from dataclasses import dataclass

from pod_desktop.ui.searching.page import Kept


@dataclass(frozen=True, slots=True)
class LeftAt:
    """The part, and where in it."""

    place: str
    entry: str = ""
    """On the timeline."""
    search: Kept | None = None
