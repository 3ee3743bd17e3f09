"""Where to save a file: the ending is the program's, and nothing is written over without the question."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from pod_desktop.surroundings import stays_on_this_laptop

_USUAL = (
    QStandardPaths.StandardLocation.DocumentsLocation,
    QStandardPaths.StandardLocation.DownloadLocation,
    QStandardPaths.StandardLocation.HomeLocation,
)


def documents() -> str:
    """Where a window begins that asks for a file: Documents, if they stay on this laptop.

    OneDrive and iCloud like to take Documents with them, and what is saved is not encrypted; so where a
    service keeps them in step it is Downloads, then home. People can still go elsewhere. "" where there is no
    folder.
    """
    usual = [QStandardPaths.writableLocation(each) for each in _USUAL]
    there = [Path(each) for each in usual if each and Path(each).is_dir()]
    return next((str(each) for each in there if stays_on_this_laptop(each)), "")


def ask_where_to_save(parent: QWidget, title: str, name: str, suffix: str, kinds: str) -> Path | None:
    """The path that was chosen, with `suffix`; None when it was left. `name` is offered, in `documents`.

    `kinds` is the dialog's filter. A name without the ending gets it; where there is such a file already, the
    dialog comes again with the whole name in it, for only then does it ask whether to write over it.
    """
    suggested = str(Path(documents(), name))
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
