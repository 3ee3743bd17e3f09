"""Names and numbers as parts of sentences about the team folder."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pod_desktop.ui.keeping.words import counted


def listed(names: Sequence[str]) -> str:
    """As in “Ana’s laptop, Ben’s laptop and Cara’s laptop”."""
    if len(names) < 2:
        return "".join(names)
    return QCoreApplication.translate("team folder", "{names} and {last}").format(
        names=", ".join(names[:-1]), last=names[-1]
    )


def some(count: int, one: str, more: str) -> str:
    """The sentence for one, or for more with their number."""
    return one if count == 1 else more.format(count=counted(count))
