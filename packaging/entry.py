"""What a frozen POD Desktop starts with; unfrozen it is `python -m pod_desktop`."""

import os
import sys


def forget_the_folder() -> None:
    """Let programs that this one starts (a file manager, a PDF viewer) load their own libraries.

    On Linux the frozen program starts with LD_LIBRARY_PATH set to its folder. The loader has read it by now.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if not sys.platform.startswith("linux"):
        return
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


if __name__ == "__main__":
    forget_the_folder()
    from pod_desktop.__main__ import main

    sys.exit(main())
