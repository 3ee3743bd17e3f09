"""What a frozen POD Desktop starts with; unfrozen it is `python -m pod_desktop`."""

import os
import sys


def keep_to_itself() -> None:
    """Let programs that this one starts (a file manager, a PDF viewer) load their own libraries and plugins.

    The frozen program starts with variables that name its folder: LD_LIBRARY_PATH on Linux, which the loader
    has read by now, and Qt's.
    """
    plugins = os.environ.pop("QT_PLUGIN_PATH", "")
    os.environ.pop("QML2_IMPORT_PATH", None)
    if plugins:
        from PySide6.QtCore import QCoreApplication

        QCoreApplication.addLibraryPath(plugins)
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if not sys.platform.startswith("linux"):
        return
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    keep_to_itself()
    from pod_desktop.__main__ import main

    sys.exit(main())
