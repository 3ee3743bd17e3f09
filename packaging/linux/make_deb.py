"""Makes dist/pod-desktop_VERSION_amd64.deb of dist/PodDesktop, as `python3 dev.py freeze` left it.

python3 packaging/linux/make_deb.py    needs dpkg-deb and objdump; writes a line for SHA256SUMS

The same frozen folder and SOURCE_DATE_EPOCH (else: the time of the last commit) give the same bytes.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import libraries

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent))
import contents  # noqa: E402 # it lies one folder up

FROZEN = ROOT / "dist" / "PodDesktop"
ICONS = ROOT / "build" / "icons" / "hicolor"
MAINTAINER = f"{contents.author()} <noreply@poddesktop.invalid>"
CONTROL = """\
Package: pod-desktop
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: network map, meeting agenda and speaking-turn log
 For teams who practise Peer-supported Open Dialogue. It works without a
 network, and what is written is encrypted on the laptop.
 .
 The package brings its own Python and Qt.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Comment: Everything that is bundled and under which terms is told in
 /usr/lib/pod-desktop/_internal/pod_desktop/resources/LICENCES.txt

Files: *
Copyright: 2026 {author}
License: Expat

License: Expat
{terms}
"""


def moment() -> datetime:
    """The time that all files and the change log bear."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        command = ["git", "log", "-1", "--format=%ct"]
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return datetime.fromtimestamp(int(said), UTC)


def lay_out(tree: Path, when: datetime) -> None:
    """Put every file where the package has it."""
    shutil.copytree(FROZEN, tree / "usr/lib/pod-desktop", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/pod-desktop").symlink_to("../lib/pod-desktop/pod-desktop")
    shutil.copytree(ICONS, tree / "usr/share/icons/hicolor")
    _put(
        tree / "usr/share/applications/pod-desktop.desktop", (HERE / "pod-desktop.desktop").read_text("utf-8")
    )
    about = "org.poddesktop.PodDesktop.metainfo.xml"
    _put(tree / "usr/share/metainfo" / about, _filled((HERE / about).read_text("utf-8"), when))
    terms = "\n".join(f" {line or '.'}" for line in (ROOT / "LICENSE").read_text("utf-8").splitlines()[4:])
    documents = tree / "usr/share/doc/pod-desktop"
    _put(documents / "copyright", COPYRIGHT.format(author=contents.author(), terms=terms))
    changes = (
        f"pod-desktop ({contents.VERSION}) stable; urgency=medium\n\n  * Version {contents.VERSION}.\n\n"
        f" -- {MAINTAINER}  {format_datetime(when)}\n"
    )
    (documents / "changelog.gz").write_bytes(gzip.compress(changes.encode(), mtime=0))


def describe(tree: Path, when: datetime) -> None:
    """Write what dpkg reads: the control file, sums, and the scripts."""
    files = sorted(file for file in tree.rglob("*") if file.is_file() and not file.is_symlink())
    control = CONTROL.format(
        version=contents.VERSION,
        maintainer=MAINTAINER,
        size=sum(-(-file.stat().st_size // 1024) for file in files),
        depends=", ".join(libraries.depends(FROZEN)),
        recommends=", ".join(libraries.RECOMMENDED),
    )
    sums = [
        f"{hashlib.md5(f.read_bytes(), usedforsecurity=False).hexdigest()}  {f.relative_to(tree)}\n"
        for f in files
    ]
    _put(tree / "DEBIAN/control", control)
    _put(tree / "DEBIAN/md5sums", "".join(sums))
    closed = (HERE / "not_while_it_runs.sh").read_text("utf-8")
    for name in ("preinst", "prerm"):
        script = f"#!/bin/sh\nset -e\n{closed}{(HERE / name).with_suffix('.sh').read_text('utf-8')}"
        _put(tree / "DEBIAN" / name, _filled(script, when))
        (tree / "DEBIAN" / name).chmod(0o755)


def _filled(text: str, when: datetime) -> str:
    return text.replace("@VERSION@", contents.VERSION).replace("@DATE@", f"{when:%Y-%m-%d}")


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def build() -> Path:
    """Make the package; gives back where it is."""
    when = moment()
    package = FROZEN.parent / f"pod-desktop_{contents.VERSION}_amd64.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        lay_out(tree, when)
        describe(tree, when)
        for each in [tree, *tree.rglob("*")]:
            if not each.is_symlink():
                each.chmod(0o755 if each.is_dir() or os.access(each, os.X_OK) else 0o644)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(package)]
        epoch = str(int(when.timestamp()))
        subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    return package


def main(arguments: list[str]) -> int:
    """Make the package and write its sum; gives back the exit code."""
    if arguments:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    missing = [each for each in (FROZEN, ICONS) if not each.is_dir()]
    if missing:
        print(f"{missing[0]} is missing; make it with: python3 dev.py freeze", file=sys.stderr)
        return 1
    made = build()
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1_000_000:.1f} MB", file=sys.stderr)
    print(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
