"""The memory of this process. Imports nothing of the program, so that a bare window can ask, too."""

import os
import subprocess
import sys
from pathlib import Path


def resident_mb() -> float:
    """What it holds now, in megabytes (10^6 bytes); NaN where nobody says."""
    status = Path("/proc/self/status")
    if status.exists():
        fields = dict(row.split(":", 1) for row in status.read_text().splitlines() if ":" in row)
        return int(fields["VmRSS"].split()[0]) * 1024 / 1e6
    if os.name == "posix":
        asked = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, check=True, text=True
        )
        return int(asked.stdout) * 1024 / 1e6
    return float("nan")


def peak_mb() -> float:
    """The most that it ever held, in megabytes; NaN where nobody says."""
    if os.name != "posix":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
