"""The Debian package, as far as it can be told without freezing."""

import shutil
import subprocess
from pathlib import Path

import pytest

import dev
from tests.packaging.scripts import ROOT, script

HERE = ROOT / "packaging" / "linux"
libraries = script("linux/libraries.py")
SAID = """\
  NEEDED               libQt6Core.so.6
  NEEDED               libc.so.6
Version References:
  required from libc.so.6:
    0x06969194 0x00 03 GLIBC_2.34
    0x09691a75 0x00 02 GLIBC_2.2.5
"""


def test_what_objdump_says_is_understood():
    assert libraries.needed(SAID) == {"libQt6Core.so.6", "libc.so.6"}
    assert libraries.newest_libc([SAID, SAID.replace("2.34", "2.9")]) == "2.34"


def frozen(folder: Path) -> Path:
    """A folder with one library, and a link to another that is bundled."""
    (folder / "libone.so").write_bytes(b"\x7fELF")
    (folder / "libQt6Core.so.6").write_text("not looked at")
    return folder


def test_only_what_is_not_bundled_is_depended_on(monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "headers", lambda _: SAID + "  NEEDED               libcrypto.so.3\n")
    assert libraries.depends(frozen(tmp_path)) == ["libc6 (>= 2.34)", "libssl3t64 | libssl3"]


def test_a_library_in_an_unknown_package_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(libraries, "headers", lambda _: SAID + "  NEEDED               libnew.so.7\n")
    with pytest.raises(libraries.UnknownLibrary, match=r"libnew\.so\.7"):
        libraries.depends(frozen(tmp_path))


def test_the_package_and_the_set_up_name_the_same_packages():
    for soname, package in {**dev.LIBRARIES, **dev.SCREEN_LIBRARIES}.items():
        assert package in libraries.PACKAGES[soname].split(" | ")


@pytest.mark.parametrize("name", ["not_while_it_runs.sh", "preinst.sh", "prerm.sh", "try_in_chroot.sh"])
def test_scripts_are_clean(name):
    if shutil.which("shellcheck") is None:
        pytest.skip("shellcheck is not installed.")
    command = ["shellcheck", "--shell=sh", str(HERE / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_the_desktop_file_is_the_one_that_the_window_names():
    assert 'setDesktopFileName("pod-desktop")' in (ROOT / "pod_desktop" / "app.py").read_text("utf-8")
    lines = (HERE / "pod-desktop.desktop").read_text("utf-8").splitlines()
    assert {"Exec=pod-desktop", "Icon=pod-desktop", "Type=Application"} <= set(lines)
    assert not [line for line in lines if line.startswith("MimeType=")]
