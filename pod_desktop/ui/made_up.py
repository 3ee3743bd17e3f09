"""What says, for as long as the made-up family is shown, that it is made up."""

from PySide6.QtCore import QCoreApplication


def made_up_words() -> str:
    """For whoever begins to work in it."""
    return QCoreApplication.translate(
        "MadeUp", "A made-up family. What is entered here is gone when it is closed."
    )


def window_title(*, made_up: bool) -> str:
    """What the window is called, with the team's data or with the made-up family."""
    if made_up:
        return QCoreApplication.translate("MadeUp", "POD Desktop – a made-up family")
    return QCoreApplication.translate("MadeUp", "POD Desktop")
