"""The libraries that the frozen program takes from a Linux system, and the packages that they come in.

python packaging/linux/libraries.py DIR    writes them out
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# Where a package was renamed with 64-bit times (Debian 13, Ubuntu 24.04), both names stand.
PACKAGES = {
    "ld-linux-x86-64.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libc.so.6": "libc6",
    "libcrypto.so.3": "libssl3t64 | libssl3",
    "libcups.so.2": "libcups2t64 | libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "liblzma.so.5": "liblzma5",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libuuid.so.1": "libuuid1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
AS_GNOME_HAS_IT = "libqgtk3.so"
"""The one part that is used only where its libraries are: file dialogs and fonts as GNOME has them."""

RECOMMENDED = ("libgtk-3-0t64 | libgtk-3-0", "xdg-utils")


class UnknownLibrary(Exception):
    """A library of which this file does not say what package it is in."""


def binaries(folder: Path) -> Iterator[Path]:
    """The programs and libraries in the folder, each once."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(4) == b"\x7fELF":
                    yield file


def headers(file: Path) -> str:
    """What objdump says about the libraries and versions that a file needs."""
    command = ["objdump", "-p", str(file)]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={"LC_ALL": "C.UTF-8"}
    ).stdout


def needed(said: str) -> set[str]:
    """The sonames in what objdump said."""
    return set(re.findall(r"^  NEEDED +(\S+)$", said, re.MULTILINE))


def newest_libc(said: Iterable[str]) -> str:
    """The version of the C library without which the program would not start."""
    found = {
        tuple(map(int, each.split("."))) for text in said for each in re.findall(r"\bGLIBC_([0-9.]+)", text)
    }
    return ".".join(map(str, max(found)))


def depends(folder: Path) -> list[str]:
    """What the package depends on, in Debian's words. Raises UnknownLibrary."""
    said = {file: headers(file) for file in binaries(folder) if file.name != AS_GNOME_HAS_IT}
    own = {file.name for file in folder.rglob("*.so*")}
    wanted = set().union(*map(needed, said.values())) - own
    unknown = sorted(wanted - PACKAGES.keys())
    if unknown:
        raise UnknownLibrary(f"No package is named in {Path(__file__).name} for {', '.join(unknown)}.")
    packages = {PACKAGES[soname] for soname in wanted} - {"libc6"}
    return sorted({*packages, f"libc6 (>= {newest_libc(said.values())})"})


if __name__ == "__main__":
    print("\n".join(depends(Path(sys.argv[1]))))
