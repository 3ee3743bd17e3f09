"""What a page does before it goes, so that no word is lost."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class PutsDown(Protocol):
    """A page on which something may be typed that is not stored yet."""

    def put_down(self) -> None:
        """Store it, or keep it as a draft."""
        ...


def put_down(page: QWidget | None) -> None:
    """Ask `page` to store what is typed on it; for many there is nothing to do."""
    asked: object = page
    if isinstance(asked, PutsDown):
        asked.put_down()
