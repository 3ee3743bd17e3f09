"""Signs an app from the inside out; never with `--deep`, which would give inner code the entitlements, too.

What `codesign` signs by itself is a Mach-O file or a bundle (a framework, the app), whose own executable is
signed with it. All else that the bundle holds is sealed by its signature, so it must be signed before.
"""

from __future__ import annotations

import plistlib
from pathlib import Path

from apple_tools import call

ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")
AD_HOC = (
    "-"  # no identity: runs on this Mac and, after a person's consent, on others; arm64 starts nothing less
)

_MACH_O = {
    bytes.fromhex(magic) for magic in ("feedface", "feedfacf", "cefaedfe", "cffaedfe", "cafebabe", "cafebabf")
}


def is_mach_o(file: Path) -> bool:
    """Whether the file is code for macOS: for one processor or for several."""
    with file.open("rb") as opened:
        return opened.read(4) in _MACH_O


def code_inside(app: Path) -> list[Path]:
    """What is to be signed before the app, in that order: files, the innermost first, then frameworks."""
    frameworks = [path for path in app.rglob("*.framework") if path.is_dir() and not path.is_symlink()]
    with_their_bundle = {app / "Contents/MacOS" / _executable(app)}
    for framework in frameworks:
        with_their_bundle.update(framework.glob(f"Versions/*/{framework.stem}"))
    files = [path for path in app.rglob("*") if path.is_file() and not path.is_symlink()]
    code = [path for path in files if path not in with_their_bundle and is_mach_o(path)]
    return [*_innermost_first(code), *_innermost_first(frameworks)]


def _innermost_first(paths: list[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (-len(path.parts), path.as_posix()))


def _executable(app: Path) -> str:
    entries = plistlib.loads((app / "Contents/Info.plist").read_bytes())
    return str(entries["CFBundleExecutable"])


def sign(app: Path, identity: str) -> None:
    """Sign all code in the app and then the app, and look whether all is whole. Raises ToolFailed.

    With an identity, in the hardened runtime and with Apple's time stamp. Ad hoc without either: library
    validation knows no two ad-hoc signatures as the same signer's, so the app would not start.
    """
    hardened = [] if identity == AD_HOC else ["--options", "runtime", "--timestamp"]
    command = ["codesign", "--force", "--sign", identity, *hardened]
    programs = app / "Contents/MacOS"
    for path in code_inside(app):
        entitled = ["--entitlements", str(ENTITLEMENTS)] if path.parent == programs else []
        call(*command, *entitled, str(path))
    call(*command, "--entitlements", str(ENTITLEMENTS), str(app))
    call("codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app))
