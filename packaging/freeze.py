"""Freezes the program into dist/; `python3 dev.py freeze` runs this with the libraries of the build's lock.

On Windows and Linux dist/PodDesktop is the program; on macOS it is dist/POD Desktop.app.
"""

import os
import subprocess
import sys
from pathlib import Path

import weights

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FROZEN = DIST / ("POD Desktop.app" if sys.platform == "darwin" else "PodDesktop")


def freeze() -> int:
    """Draw icons, gather licences, run PyInstaller, weigh. Returns 0, or what the step that failed did."""
    environment = {
        **os.environ,
        "POD_MADE": str(BUILD),
        "PYTHONHASHSEED": "1",  # so that the same sources give the same bytes
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    pyinstaller = [
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
        str(PACKAGING / "pod_desktop.spec"),
    ]
    steps = [
        [str(PACKAGING / "icons.py"), str(BUILD / "icons")],
        [str(PACKAGING / "licences.py"), str(BUILD / "LICENCES.txt")],
        [*pyinstaller, "--distpath", str(DIST), "--workpath", str(BUILD)],
    ]
    for step in steps:
        code = subprocess.call([sys.executable, *step], cwd=ROOT, env=environment)
        if code != 0:
            return code
    print(weights.report(FROZEN))
    print(f"Frozen: {FROZEN.relative_to(ROOT)}")
    if weights.size(FROZEN) > weights.LIMIT:
        print(f"That is more than {weights.LIMIT // weights.MB} MB.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(freeze())
