"""The installers of Windows, built from a few small files and tried in Wine.

There is no Windows here: PodDesktop.exe is a stand-in (stand_in.nsi) that holds the program's mutexes, and
Wine stands in for Windows. The workflow installs the real ones on a real Windows.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.scripts import script
from tests.packaging.wine import Windows, missing, template

NEEDED = missing("makensis", "wine", "wineserver")
pytestmark = [
    pytest.mark.skipif(bool(NEEDED), reason=NEEDED),
    pytest.mark.slow,
]

build = script("windows/build.py")
msi = script("windows/msi.py")

ARP = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\PodDesktop"
ARP_FOR_EVERYBODY = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
MARK = r"HKLM\Software\POD Desktop"
FAILED = 1603 & 0xFF  # of Windows Installer, as Linux sees it
UNINSTALL = "PodDesktop-uninstall.exe"
OLD, NEW = "0.1.0", "0.2.0"


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """A folder for all processes of this test run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The setups of two versions that do not wait long, and one that asks for more room than any disk has."""
    folder = tmp_path_factory.mktemp("installers")
    stand_in = folder / "stand_in.exe"
    subprocess.run(
        ["makensis", "-V2", f"-DOUT={stand_in}", Path(__file__).with_name("stand_in.nsi")], check=True
    )
    icon = folder / "PodDesktop.ico"
    shutil.copy("/usr/share/nsis/Contrib/Graphics/Icons/modern-install.ico", icon)
    shutil.copy("/usr/share/nsis/Contrib/Graphics/Wizard/win.bmp", folder / "setup-side.bmp")
    for version, files in ((OLD, ("both.txt", "sub/old.txt")), (NEW, ("both.txt", "sub/new.txt"))):
        program = folder / version
        for name in files:
            file = program / "_internal" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{name} of {version}")
        shutil.copy(stand_in, program / "PodDesktop.exe")
        build.build_setup(build.Program(program, version, "The Tests", icon), folder, tries=2)
    (folder / "full").mkdir()
    build.build_setup(build.Program(folder / NEW, NEW, "The Tests", icon), folder / "full", room_kib=1 << 50)
    return folder


@pytest.fixture(scope="session")
def packages(made, tmp_path_factory):
    """The MSIs of the same two versions."""
    if lacking := missing(*build.TOOLS, "msiinfo"):
        pytest.skip(lacking)
    folder = tmp_path_factory.mktemp("packages")
    for version in (OLD, NEW):
        icon = made / "PodDesktop.ico"
        build.build_msi(build.Program(made / version, version, "The Tests", icon), folder)
    return folder


@pytest.fixture
def windows(shared, tmp_path):
    windows = Windows.copy(template(shared), tmp_path / "wine")
    yield windows
    windows.end()


def setup(made, version):
    return made / f"PodDesktop-{version}-setup-unsigned.exe"


def package(packages, version):
    return packages / f"PodDesktop-{version}-x64-unsigned.msi"


def mine(windows):
    return windows.local / "Programs/POD Desktop"


def everybodys(windows):
    return windows.disk / "Program Files/POD Desktop"


def files(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def program(version):
    other = "old" if version == OLD else "new"
    return {"PodDesktop.exe", "_internal/both.txt", f"_internal/sub/{other}.txt"}


def install_in(windows, setup, place):
    copy = windows.disk / "setup.exe"
    shutil.copy(setup, copy)
    return windows.line(f"set OneDriveConsumer=C:\\Cloud\r\n@C:\\setup.exe /S /D={place}")


def remove_and_wait(windows, folder=None):
    remover = windows.path(mine(windows) / UNINSTALL)
    return windows.line(f'"{remover}" /S _?={folder or windows.path(mine(windows))}')


def beside(windows, ending):
    return mine(windows).with_name(f"POD Desktop.pod-setup-{ending}")


def with_data(windows):
    data = windows.local / "POD Desktop"
    data.mkdir(parents=True)
    (data / "data.pod").write_text("of the team")
    return data


@pytest.fixture
def running(windows):
    """The program runs, from a place of its own."""
    place = windows.disk / "elsewhere"
    place.mkdir()

    def start(stand_in):
        shutil.copy(stand_in, place / "stand_in.exe")
        process = windows.start(place / "stand_in.exe")
        while not (place / "running").exists():
            assert process.poll() is None
        return lambda: ((place / "running").unlink(), process.wait())

    return start


def test_setup_installs_for_the_account_and_names_itself_once(windows, made):
    assert windows.run(setup(made, OLD), "/S").code == 0

    assert files(mine(windows)) == program(OLD) | {UNINSTALL}
    assert windows.shortcuts() == ["POD Desktop.lnk"]
    said = windows.registry(ARP)
    assert (said["DisplayName"], said["DisplayVersion"], said["Publisher"]) == (
        "POD Desktop",
        OLD,
        "The Tests",
    )
    assert said["InstallLocation"] == windows.path(mine(windows))
    assert said["DisplayIcon"].startswith(said["InstallLocation"])
    assert int(said["EstimatedSize"], 16) > 100
    assert windows.registry(MARK) == {}


def test_setup_over_the_same_version_repairs_it_and_leaves_what_is_not_its_own(windows, made):
    windows.run(setup(made, OLD), "/S")
    (mine(windows) / "_internal/both.txt").unlink()
    (mine(windows) / "_internal/stray.txt").write_text("left by a fault")
    (mine(windows) / "note.txt").write_text("somebody's own")

    assert windows.run(setup(made, OLD), "/S").code == 0

    assert files(mine(windows)) == program(OLD) | {UNINSTALL, "note.txt"}
    assert [folder.name for folder in mine(windows).parent.iterdir()] == ["POD Desktop"]


def test_setup_of_a_newer_version_leaves_nothing_of_the_old_one(windows, made):
    windows.run(setup(made, OLD), "/S")

    assert windows.run(setup(made, NEW), "/S").code == 0

    assert files(mine(windows)) == program(NEW) | {UNINSTALL}
    assert (mine(windows) / "_internal/both.txt").read_text() == f"both.txt of {NEW}"
    assert [folder.name for folder in mine(windows).parent.iterdir()] == ["POD Desktop"]
    assert windows.shortcuts() == ["POD Desktop.lnk"]
    assert windows.registry(ARP)["DisplayVersion"] == NEW


def test_setup_of_an_older_version_is_refused(windows, made):
    windows.run(setup(made, NEW), "/S")

    answer = windows.run(setup(made, OLD), "/S")

    assert answer.code == 4
    assert "POD Desktop 0.2.0 is installed, which is newer than 0.1.0." in answer.said
    assert files(mine(windows)) == program(NEW) | {UNINSTALL}


def test_nothing_is_installed_or_removed_while_the_program_runs(windows, made, running):
    windows.run(setup(made, OLD), "/S")
    stop = running(made / "stand_in.exe")

    upgraded = windows.run(setup(made, NEW), "/S")
    removed = remove_and_wait(windows)
    stop()

    assert (upgraded.code, removed.code) == (3, 3)
    assert "POD Desktop is running. Please close it" in upgraded.said
    assert files(mine(windows)) == program(OLD) | {UNINSTALL}
    assert windows.registry(ARP)["DisplayVersion"] == OLD


def test_removing_the_program_keeps_the_data_and_says_where_they_are(windows, made):
    data = with_data(windows)
    windows.run(setup(made, OLD), "/S")
    (mine(windows) / "note.txt").write_text("somebody's own")
    (mine(windows) / "_internal/link").symlink_to(data)

    answer = remove_and_wait(windows)

    assert answer.code == 0
    assert windows.path(data) in answer.said
    assert files(data) == {"data.pod"}
    assert files(mine(windows)) == {"note.txt", UNINSTALL}  # which runs from there
    assert windows.shortcuts() == []
    assert windows.registry(ARP) == {}

    shutil.rmtree(beside(windows, "old"))  # Wine cannot remove a link
    (mine(windows) / UNINSTALL).unlink()
    assert windows.run(setup(made, OLD), "/S").code == 0
    assert files(mine(windows)) == program(OLD) | {UNINSTALL, "note.txt"}


def test_a_removal_that_meets_a_file_in_use_changes_nothing_and_can_be_done_later(windows, made):
    windows.run(setup(made, OLD), "/S")
    before = windows.registry(ARP)
    # Wine lets files in use be moved, so something lies in the way of the second of two.
    (beside(windows, "old") / "PodDesktop.exe/in the way").mkdir(parents=True)

    answer = remove_and_wait(windows)
    assert answer.code == 3
    assert "Nothing has been changed." in answer.said
    assert files(mine(windows)) == program(OLD) | {UNINSTALL}
    assert windows.registry(ARP) == before
    assert windows.shortcuts() == ["POD Desktop.lnk"]

    shutil.rmtree(beside(windows, "old"))
    assert remove_and_wait(windows).code == 0
    assert files(mine(windows).parent) == {f"POD Desktop/{UNINSTALL}"}


def test_only_pod_desktop_is_removed(windows, made):
    windows.run(setup(made, OLD), "/S")
    other = windows.disk / "Other"
    (other / "_internal").mkdir(parents=True)
    (other / "_internal/library.dll").write_text("of somebody else")

    answer = remove_and_wait(windows, windows.path(other))

    assert answer.code == 8
    assert "is not installed in C:\\Other" in answer.said
    assert files(other) == {"_internal/library.dll"}


def test_an_upgrade_that_meets_files_in_use_changes_nothing_or_says_where_the_old_program_lies(windows, made):
    windows.run(setup(made, OLD), "/S")
    old = beside(windows, "old")
    old.mkdir()
    for folder in (mine(windows), old):
        (folder / "note.txt").write_text("of somebody")  # the second is not removed, and is in the way

    answer = windows.run(setup(made, NEW), "/S")
    assert answer.code == 3
    assert "are in use" in answer.said
    assert files(mine(windows)) == program(OLD) | {UNINSTALL, "note.txt"}
    assert not beside(windows, "new").exists()

    shutil.rmtree(old)
    mine(windows).rename(old)
    mine(windows).write_text("in the way")
    answer = windows.run(setup(made, NEW), "/S")
    assert answer.code == 2
    assert "The old program lies there now" in answer.said
    assert files(old) == program(OLD) | {UNINSTALL, "note.txt"}


def test_removing_the_program_takes_its_folder_along(windows, made):
    windows.run(setup(made, OLD), "/S")

    windows.run(mine(windows) / UNINSTALL, "/S")
    windows.wait()

    assert list(mine(windows).parent.iterdir()) == []


def test_a_setup_that_was_broken_off_leaves_a_whole_program_or_is_mended(windows, made):
    windows.run(setup(made, OLD), "/S")
    half = beside(windows, "new")
    (half / "_internal").mkdir(parents=True)
    (half / "_internal/both.txt").write_text("half of it")
    old = beside(windows, "old")

    mine(windows).rename(old)  # between the two renames
    assert windows.run(setup(made, NEW), "/S").code == 0
    assert files(mine(windows).parent) == {f"POD Desktop/{name}" for name in (*program(NEW), UNINSTALL)}

    old.mkdir()  # a removal between its two
    (mine(windows) / "_internal").rename(old / "_internal")
    (mine(windows) / "PodDesktop.exe").rename(old / "PodDesktop.exe")
    assert windows.run(setup(made, NEW), "/S").code == 0
    assert files(mine(windows).parent) == {f"POD Desktop/{name}" for name in (*program(NEW), UNINSTALL)}

    shutil.copytree(mine(windows), old)  # after both
    assert windows.run(setup(made, NEW), "/S").code == 0
    assert files(mine(windows).parent) == {f"POD Desktop/{name}" for name in (*program(NEW), UNINSTALL)}


def test_another_folder_is_taken_when_it_is_empty_and_nobodys_data_lie_there(windows, made):
    data = with_data(windows)
    others = windows.disk / "others"
    others.mkdir()
    (others / "letter.txt").write_text("a letter")
    free = windows.disk / "Tools/POD"

    for place, why in (
        (data, "where its data are"),
        (data / "sub", "where its data are"),
        (others, "other files"),
        (windows.local / "Programs/../POD Desktop", "where its data are"),
        (windows.disk / "Cloud/sub", "synchronised"),
    ):
        answer = install_in(windows, setup(made, OLD), windows.path(place))
        assert (answer.code, why in answer.said) == (8, True)
    assert install_in(windows, setup(made, OLD), windows.path(free)).code == 0
    assert windows.run(setup(made, NEW), "/S").code == 0  # goes where the old version is

    assert files(free) == program(NEW) | {UNINSTALL}
    assert files(others) == {"letter.txt"}
    assert files(data) == {"data.pod"}
    assert install_in(windows, setup(made, NEW), "C:\\Elsewhere").code == 8


def test_a_full_disk_is_said_in_words_before_anything_is_changed(windows, made):
    windows.run(setup(made, OLD), "/S")

    answer = windows.run(setup(made / "full", NEW), "/S")

    assert answer.code == 7
    assert "The disk is too full" in answer.said
    assert files(mine(windows).parent) == {f"POD Desktop/{name}" for name in (*program(OLD), UNINSTALL)}


def test_an_older_windows_is_refused(windows, made, packages):
    windows.run("winecfg", "-v", "win81")
    windows.wait()

    answer = windows.run(setup(made, OLD), "/S")
    by_it = windows.run("msiexec", "/i", package(packages, OLD), "/qn")

    assert answer.code == 5
    assert "Windows 10 version 1809" in answer.said
    assert by_it.code == FAILED
    assert not mine(windows).exists()
    assert not everybodys(windows).exists()


def test_the_msi_installs_for_everybody_repairs_and_goes_without_the_data(windows, packages):
    data = with_data(windows)
    code = "{" + msi.product_code(OLD) + "}"

    assert windows.run("msiexec", "/i", package(packages, OLD), "/qn").code == 0
    assert files(everybodys(windows)) == program(OLD)
    assert windows.shortcuts() == ["POD Desktop.lnk"]
    assert windows.registry(MARK) == {"InstallFolder": "C:\\Program Files\\POD Desktop\\", "Version": OLD}
    said = windows.registry(rf"{ARP_FOR_EVERYBODY}\{code}")
    assert (said["DisplayName"], said["DisplayVersion"], said["Publisher"]) == (
        "POD Desktop",
        OLD,
        "The Tests",
    )
    assert said["InstallLocation"] == "C:\\Program Files\\POD Desktop\\"
    assert "data in %LOCALAPPDATA%\\POD Desktop" in said["Comments"]

    (everybodys(windows) / "_internal/both.txt").write_text("damaged")
    # What `msiexec /fa` stands for; Wine knows it only in these words.
    again = windows.run("msiexec", "/i", package(packages, OLD), "REINSTALL=ALL", "REINSTALLMODE=amus", "/qn")
    assert again.code == 0
    assert (everybodys(windows) / "_internal/both.txt").read_text() == f"both.txt of {OLD}"

    assert windows.run("msiexec", "/x", package(packages, OLD), "/qn").code == 0
    assert not everybodys(windows).exists()
    assert windows.shortcuts() == []
    assert windows.registry(MARK) == {}
    assert windows.registry(ARP_FOR_EVERYBODY) == {}
    assert files(data) == {"data.pod"}


def test_the_msi_of_a_newer_version_replaces_the_old_one_and_the_older_is_refused(windows, packages):
    windows.run("msiexec", "/i", package(packages, OLD), "/qn", "INSTALLDIR=C:\\Tools\\POD")
    place = windows.disk / "Tools/POD"
    stray = place / "_internal/both.txt"
    stray.write_text("damaged")

    assert windows.run("msiexec", "/i", package(packages, NEW), "/qn").code == 0
    assert files(place) == program(NEW)  # where the old one was
    assert not everybodys(windows).exists()
    assert stray.read_text() == f"both.txt of {NEW}"
    assert windows.registry(ARP_FOR_EVERYBODY)["DisplayVersion"] == NEW
    assert windows.registry(rf"{ARP_FOR_EVERYBODY}\{{{msi.product_code(OLD)}}}") == {}

    back = windows.run("msiexec", "/i", package(packages, OLD), "/qn")
    assert back.code == FAILED
    assert files(place) == program(NEW)


def test_the_msi_changes_nothing_while_the_program_runs(windows, made, packages, running):
    windows.run("msiexec", "/i", package(packages, OLD), "/qn")
    stop = running(made / "stand_in.exe")

    upgraded = windows.run("msiexec", "/i", package(packages, NEW), "/qn")
    removed = windows.run("msiexec", "/x", package(packages, OLD), "/qn")
    stop()

    assert (upgraded.code, removed.code) == (FAILED, FAILED)
    assert files(everybodys(windows)) == program(OLD)
    assert windows.run("msiexec", "/i", package(packages, NEW), "/qn").code == 0
    assert files(everybodys(windows)) == program(NEW)


def table(file, name):
    """The rows of a table of an MSI, by their first cell."""
    lines = subprocess.run(["msiinfo", "export", file, name], check=True, capture_output=True, text=True)
    rows = [line.split("\t") for line in lines.stdout.splitlines()[3:]]
    return {row[0]: row[1:] for row in rows}


def test_the_msi_refuses_in_sentences_and_removes_the_old_version_first(packages):
    refusals = table(package(packages, NEW), "LaunchCondition")
    steps = table(package(packages, NEW), "InstallExecuteSequence")
    order = sorted(steps, key=lambda name: int(steps[name][1]))

    assert set(refusals) == {
        "NOT WIX_DOWNGRADE_DETECTED",
        "NOT PODRUNNING OR UPGRADINGPRODUCTCODE",
        "Installed OR (VersionNT64 AND WINDOWSBUILDNUMBER >= 17763)",
    }
    assert all(sentence.endswith(" Nothing has been changed.") for (sentence,) in refusals.values())
    assert order.index("LookWhetherRunning") < order.index("AppSearch") < order.index("LaunchConditions")
    assert order.index("RemoveExistingProducts") == order.index("InstallInitialize") + 1
    properties = table(package(packages, NEW), "Property")
    assert {"PODRUNNING", "WINDOWSBUILDNUMBER", "OLDDIR"} <= set(
        properties["SecureCustomProperties"][0].split(";")
    )
    assert properties["REBOOT"] == ["ReallySuppress"]


def test_no_file_of_the_msi_stays_out_because_an_older_version_of_it_seems_newer(packages):
    files = table(package(packages, NEW), "File")

    assert len(files) == len(program(NEW))
    # Component, name, size, version: what Windows compares with the file on the disk before it removes that.
    assert {row[3] for row in files.values()} == {"65535.65535.65535.65535"}
    tables = subprocess.run(
        ["msiinfo", "tables", package(packages, NEW)], check=True, capture_output=True, text=True
    )
    assert "MsiFileHash" not in tables.stdout.split()


def test_what_it_has_for_everybody_keeps_the_setup_out_and_not_the_other_way_round(windows, made, packages):
    windows.run(setup(made, OLD), "/S")

    assert windows.run("msiexec", "/i", package(packages, NEW), "/qn").code == 0
    answer = windows.run(setup(made, NEW), "/S")
    assert answer.code == 6
    assert "installed on this computer for everybody" in answer.said

    assert windows.run(mine(windows) / UNINSTALL, "/S").code == 0
    windows.wait()
    assert not mine(windows).exists()
    assert files(everybodys(windows)) == program(NEW)


@pytest.mark.skipif(bool(missing("osslsigncode", "openssl")), reason=missing("osslsigncode", "openssl"))
def test_the_program_that_removes_it_is_signed_as_well(windows, made, certificate, tmp_path, monkeypatch):
    for name, value in certificate.items():
        monkeypatch.setenv(name, value)
    signed = build.build_setup(build.Program(made / OLD, OLD, "The Tests", made / "PodDesktop.ico"), tmp_path)
    windows.run(signed, "/S")

    check = ["osslsigncode", "verify", "-CAfile", certificate["cert"], "-in", mine(windows) / UNINSTALL]
    said = subprocess.run(check, capture_output=True, text=True, check=False)

    assert "Signature verification: ok" in said.stdout
    assert signed.name == f"PodDesktop-{OLD}-setup.exe"
