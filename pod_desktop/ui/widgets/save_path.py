"""Where to save a file: the ending is the program's, and nothing is written over without the question."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def documents() -> str:
    """Where people keep their files, for a window that asks for one; "" where there is no such folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if found and Path(found).is_dir() else ""


def in_documents(name: str) -> str:
    """A file of that name there."""
    return str(Path(documents(), name))


def ask_where_to_save(parent: QWidget, title: str, suggested: str, suffix: str, kinds: str) -> Path | None:
    """The path that was chosen, with `suffix`; None when it was left.

    `kinds` is the dialog's filter. A name without the ending gets it; where there is such a file already, the
    dialog comes again with the whole name in it, for only then does it ask whether to write over it.
    """
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, suggested, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() == suffix.lower():
            return path
        path = path.with_name(f"{path.name}{suffix}")
        if not path.exists():
            return path
        suggested = str(path)
