"""Makes dist/PodDesktop-VERSION-ARCH.dmg of `dist/POD Desktop.app`, on a Mac: python packaging/macos/dmg.py.

With all five of these variables set, app and disk image are signed, notarised and stapled:

MACOS_CERTIFICATE            a Developer ID Application certificate with its key: a .p12 in base64
MACOS_CERTIFICATE_PASSWORD   what opens it
MACOS_NOTARY_KEY             a key of App Store Connect: the text of its .p8
MACOS_NOTARY_KEY_ID          its id
MACOS_NOTARY_ISSUER          its issuer's id

With none of them the app is signed ad hoc, and the file's name ends in `-unsigned.dmg`. With some of them
nothing is made, since macOS blocks what is signed and not notarised.
"""

from __future__ import annotations

import os
import platform
import plistlib
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from apple_tools import ToolFailed, call
from keychain import signing_identity
from notary import NotaryKey, notarise
from signing import AD_HOC, sign

ROOT = Path(__file__).resolve().parents[2]
APP_NAME = "POD Desktop.app"
VARIABLES = (
    "MACOS_CERTIFICATE",
    "MACOS_CERTIFICATE_PASSWORD",
    "MACOS_NOTARY_KEY",
    "MACOS_NOTARY_KEY_ID",
    "MACOS_NOTARY_ISSUER",
)


def layout(app: Path, icons: Path) -> dict[str, object]:
    """Settings of dmgbuild: the app, a link to Applications beside it, and a picture behind both."""
    return {
        "format": "UDZO",
        "filesystem": "HFS+",
        "files": [str(app)],
        "symlinks": {"Applications": "/Applications"},
        "icon": str(icons / "PodDesktop.icns"),
        "background": str(icons / "dmg-background.png"),  # dmgbuild finds the one with @2x beside it
        # As packaging/icons.py draws the background; the window's own bar takes 28 points more.
        "window_rect": ((200, 200), (640, 428)),
        "icon_locations": {app.name: (170, 180), "Applications": (470, 180)},
        "icon_size": 128,
        "text_size": 14,
    }


def build(app: Path, dmg: Path) -> None:
    """Write the disk image, with the icons drawn anew. Raises ToolFailed."""
    from dmgbuild import core  # on macOS only

    dmg.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="pod-icons-") as folder:
        call(sys.executable, str(ROOT / "packaging/icons.py"), folder)
        try:
            core.build_dmg(str(dmg), "POD Desktop", settings=layout(app, Path(folder)))
        except (core.DMGError, OSError, ValueError) as error:
            raise ToolFailed(f"The disk image could not be made: {error}") from error
    call("hdiutil", "verify", str(dmg))


def make_signed(app: Path, dmg: Path, given: Mapping[str, str]) -> None:
    """Sign, notarise and staple the app, then the disk image that holds it. Raises ToolFailed."""
    key = NotaryKey(given["MACOS_NOTARY_KEY"], given["MACOS_NOTARY_KEY_ID"], given["MACOS_NOTARY_ISSUER"])
    certificate, password = given["MACOS_CERTIFICATE"], given["MACOS_CERTIFICATE_PASSWORD"]
    with signing_identity(certificate, password) as identity:
        sign(app, identity)
        notarise(app, key)
        call("spctl", "--assess", "--type", "execute", "--verbose=2", str(app))
        build(app, dmg)
        call("codesign", "--sign", identity, "--timestamp", str(dmg))
        notarise(dmg, key)
        opening = ["--type", "open", "--context", "context:primary-signature"]
        call("spctl", "--assess", *opening, "--verbose=2", str(dmg))


def make_unsigned(app: Path, dmg: Path) -> None:
    """Sign ad hoc and say so loudly. Raises ToolFailed."""
    mark = "::warning title=Unsigned::" if os.environ.get("GITHUB_ACTIONS") else "Unsigned: "
    print(f"{mark}{dmg.name} is not signed and not notarised. macOS blocks it until somebody allows it.")
    sign(app, AD_HOC)
    build(app, dmg)


def make(dist: Path, environment: Mapping[str, str]) -> Path:
    """Make the disk image in the folder of the app; gives back where it is. Raises ToolFailed."""
    app = dist / APP_NAME
    if not app.is_dir():
        raise ToolFailed(f"{app} is missing; make it with: python3 dev.py freeze")
    given = {name: environment[name] for name in VARIABLES if environment.get(name)}
    missing = [name for name in VARIABLES if name not in given]
    if given and missing:
        raise ToolFailed(f"To sign, {', '.join(missing)} must be set, too. Nothing was made.")
    version = plistlib.loads((app / "Contents/Info.plist").read_bytes())["CFBundleShortVersionString"]
    dmg = dist / f"PodDesktop-{version}-{platform.machine()}{'' if given else '-unsigned'}.dmg"
    try:
        if given:
            make_signed(app, dmg, given)
        else:
            make_unsigned(app, dmg)
    except ToolFailed:
        dmg.unlink(missing_ok=True)  # nobody must hand out what was refused
        raise
    return dmg


def main(arguments: list[str]) -> int:
    """Make the disk image; gives back the exit code."""
    if arguments:
        print((__doc__ or "").strip(), file=sys.stderr)
        return 2
    try:
        print(make(ROOT / "dist", os.environ))
    except ToolFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
