"""The locks: each library with its hashes, and as another system reads them."""

import re

import pytest

from tests.packaging.scripts import ROOT, script

wheels = script("wheels.py")
LOCKS = ("requirements-run.lock", "requirements-build.lock", "requirements-test.lock")
ENTRY = re.compile(
    r"^[a-z0-9][^ ]*==[^ ]+( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", re.MULTILINE
)
LOCK = """\
# by hand
cffi==2.1.1 ; platform_python_implementation != 'PyPy' \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via pynacl
macholib==1.16.4 ; sys_platform == 'darwin' \\
    --hash=sha256:bb
pefile==2024.8.26 ; sys_platform == 'win32' \\
    --hash=sha256:cc
typst==0.15.2 \\
    --hash=sha256:dd
"""


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_in_a_lock_has_its_hashes(lock):
    text = (ROOT / "packaging" / lock).read_text("utf-8")
    names = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]

    assert len(ENTRY.findall(text)) == len(names) > 0


@pytest.mark.parametrize("lock", LOCKS[:2])
def test_nothing_of_a_lock_is_lost_when_it_is_read_for_another_system(lock):
    text = (ROOT / "packaging" / lock).read_text("utf-8")
    without = re.sub(r" ; [^\\]+ \\", r" \\", text)

    read = wheels.for_system(without, {"sys_platform": "linux"}, "3.11")

    assert re.findall(r"^[a-z0-9][^ ]*", read, re.MULTILINE) == re.findall(
        r"^[a-z0-9][^ ]*", text, re.MULTILINE
    )
    assert read.count("--hash") == text.count("--hash")


@pytest.mark.parametrize(
    ("system", "names"),
    [
        ("win_amd64", ["cffi", "pefile", "typst"]),
        ("macosx_arm64", ["cffi", "macholib", "typst"]),
        ("manylinux_x86_64", ["cffi", "typst"]),
    ],
)
def test_markers_are_those_of_the_system_asked_about(system, names):
    read = wheels.for_system(LOCK, wheels.SYSTEMS[system][1], "3.12")

    assert re.findall(r"^([a-z]+)==", read, re.MULTILINE) == names
    assert ";" not in read


def test_a_system_that_nobody_knows_is_refused(capsys):
    assert wheels.main(["win_arm64"]) == 2
    assert "win_arm64 is not one of win_amd64" in capsys.readouterr().err
