"""Standing still before every change in a folder, so that a kill can come between any two of them.

Python tells an audit hook before it opens, renames, links or removes a file. What SQLite does by itself is
not told; for that there are kills at random moments.
"""

import json
import os
import sys
from pathlib import Path

CHANGES = {"os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}


def stop_before_each_change(folder: Path) -> None:
    """From now on: say what comes on stdout, and wait for a byte on stdin."""
    inside = str(folder)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in CHANGES or (event == "open" and writes(arguments)):
            names = [os.fspath(one) for one in arguments if isinstance(one, str | os.PathLike)]
            if any(str(name).startswith(inside) for name in names):
                what = " ".join([event, *(Path(str(name)).name for name in names)])
                os.write(1, json.dumps(what).encode() + b"\n")
                if not os.read(0, 1):  # nobody listens any more
                    os._exit(3)

    sys.addaudithook(hook)


def writes(arguments: tuple[object, ...]) -> bool:
    """Of `open` and `os.open`: (path, mode, flags)."""
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
