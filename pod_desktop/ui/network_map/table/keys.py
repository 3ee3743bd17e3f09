"""How the tables are used from the keyboard, in words."""

from PySide6.QtCore import QCoreApplication


def table_keys() -> str:
    """How the tables are used from the keyboard."""
    return QCoreApplication.translate(
        "MapTable",
        "Enter or F2: write in a cell. Tab: store it and go on. Esc: leave it as it was.\n"
        "Type to find a name. Ctrl+Shift with an arrow: move somebody. Ctrl+N: place the next one.\n"
        "Ctrl+K: a tie. Delete: off the map. Ctrl with Down or Up: sort by this column.\n"
        "Ctrl+Enter: the card. Ctrl+T: the drawing.",
    )
