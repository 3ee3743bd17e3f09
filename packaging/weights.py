"""What each part of a frozen program weighs.

python packaging/weights.py DIR
"""

import sys
from collections import Counter
from pathlib import Path

MB = 1_000_000
LIMIT = 260 * MB


def size(folder: Path) -> int:
    """Bytes of all files below, a link counting nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def parts(folder: Path) -> Counter[str]:
    """Bytes of each part: a library, a folder of Qt, or a file beside them."""
    weights: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            weights[_part(file.relative_to(folder))] += file.stat().st_size
    return weights


def _part(file: Path) -> str:
    steps = [step for step in file.parts if step not in {"_internal", "Contents", "Frameworks", "Resources"}]
    return "/".join(steps[: 3 if steps[0] == "PySide6" else 1])


def report(folder: Path) -> str:
    """A line for each part of 0.1 MB and more, the heaviest first, and the sum."""
    heavy = [(part, weight) for part, weight in parts(folder).most_common() if weight > MB / 10]
    return "\n".join(f"{weight / MB:8.1f} MB  {part}" for part, weight in [*heavy, ("in all", size(folder))])


if __name__ == "__main__":
    sys.stdout.write(report(Path(sys.argv[1])) + "\n")
