"""Where in a record somebody was, for a page that goes on there."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from pod_desktop.ui.searching.page import Kept


@dataclass(frozen=True, slots=True)
class LeftAt:
    """The part, and where in it."""

    place: str
    entry: str = ""
    """On the timeline."""
    search: Kept | None = None


def first_of(part: QWidget) -> QWidget:
    """What of a part the keyboard comes to first when the record opens on it.

    Afterwards Tab comes to all of the part: from the rail, Qt would go past what stands before its proxy.
    """
    first = part.focusProxy() or part
    part.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes it; the stub has forgotten it
    return first
