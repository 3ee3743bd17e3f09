"""What goes into the installers of Windows, and how they are signed."""

import re
import shutil
import subprocess

import pytest

from tests.packaging.scripts import script
from tests.packaging.wine import missing

authenticode = script("windows/authenticode.py")
build = script("windows/build.py")
msi = script("windows/msi.py")


@pytest.fixture
def frozen(tmp_path):
    folder = tmp_path / "PodDesktop"
    (folder / "_internal").mkdir(parents=True)
    for name in ("PodDesktop.exe", "PodDesktop-cli.exe", "_internal/python311.dll"):
        (folder / name).write_bytes(b"MZ")
    icon = tmp_path / "PodDesktop.ico"
    icon.touch()
    (tmp_path / "setup-side.bmp").touch()
    return build.Program(folder, "1.2.3", "The Tests", icon)


def draw(program):
    """Pictures that makensis takes, in place of empty files."""
    pictures = build.Path("/usr/share/nsis/Contrib/Graphics")
    shutil.copy(pictures / "Icons/modern-install.ico", program.icon)
    shutil.copy(pictures / "Wizard/win.bmp", program.picture)


def test_a_frozen_program_is_taken(frozen):
    frozen.check()


@pytest.mark.parametrize("name", ["notes.txt", "share", "PodDesktop.ini"])
def test_what_the_setup_could_not_remove_again_is_not_installed(frozen, name):
    (frozen.folder / name).touch()

    with pytest.raises(build.CannotBuild, match=name):
        frozen.check()


@pytest.mark.parametrize("version", ["1.2", "1.2.3rc1", "256.0.0", "1.2.65536", "1.2.3.4"])
def test_a_version_that_windows_installer_cannot_compare_is_refused(frozen, version):
    odd = build.Program(frozen.folder, version, frozen.publisher, frozen.icon)

    with pytest.raises(build.CannotBuild, match=version):
        odd.check()


def test_codes_stay_what_they_are():
    assert msi.product_code("0.1.0") == "60B004E8-5EAB-51AA-87E1-D9DF73BA1F8E"
    assert msi.component_code("PodDesktop.exe") == "F85E40CE-AC1D-5BE5-B92A-0C44CB132F51"
    assert "2118CC6B-41BE-4212-9937-7FA7F6F7C565" in (build.HERE / "product.wxs").read_text("utf-8")


def test_every_file_is_a_component_of_its_own(frozen):
    written = msi.files(frozen.folder, "program").decode()

    assert written.count("<Component ") == written.count("<ComponentRef ") == 3
    assert 'Source="program/_internal/python311.dll"' in written


def test_the_sums_of_other_systems_installers_stay(tmp_path):
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  pod-desktop_1.2.3_amd64.deb\n{'1' * 64}  setup.exe\n")
    (tmp_path / "setup.exe").write_bytes(b"")

    build.write_sums(tmp_path, [tmp_path / "setup.exe"])

    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / "SHA256SUMS").read_text() == (
        f"{'0' * 64}  pod-desktop_1.2.3_amd64.deb\n{empty}  setup.exe\n"
    )


def test_any_tool_may_sign_and_its_refusal_is_told(tmp_path):
    file = tmp_path / "a program.exe"
    file.write_bytes(b"MZ")

    authenticode.sign(file, {"POD_SIGN_COMMAND": """sh -c 'printf signed > "$0"' "{file}" """})
    assert file.read_bytes() == b"signed"
    with pytest.raises(authenticode.CannotSign, match="no such key"):
        authenticode.sign(file, {"POD_SIGN_COMMAND": "sh -c 'echo no such key >&2; exit 1' {file}"})
    assert not authenticode.can_sign({})


def test_a_file_that_is_no_program_is_not_taken_for_an_unsigned_one(tmp_path):
    (tmp_path / "text.dll").write_text("text")

    with pytest.raises(ValueError, match=r"text\.dll"):
        list(authenticode.unsigned_programs(tmp_path))


def without(tools):
    return {"condition": bool(missing(*tools)), "reason": missing(*tools)}


@pytest.mark.skipif(**without(["x86_64-w64-mingw32-gcc"]))
def test_what_may_run_as_system_loads_nothing_but_two_parts_of_windows(tmp_path):
    build.make_running(tmp_path / "running.exe")

    loaded = set(re.findall(rb"[\w-]+\.dll", (tmp_path / "running.exe").read_bytes().lower()))
    assert loaded == {b"kernel32.dll", b"advapi32.dll"}


def test_a_missing_tool_is_told_with_the_package_that_has_it(tmp_path, frozen, monkeypatch):
    monkeypatch.setattr(build.shutil, "which", lambda tool: None if "mingw" in tool else tool)

    with pytest.raises(build.CannotBuild, match="apt-get install gcc-mingw-w64-x86-64-win32"):
        build.build(frozen, tmp_path / "out")


@pytest.mark.skipif(**without(["osslsigncode", "openssl", *build.TOOLS]))
def test_with_a_certificate_everything_unsigned_is_signed_and_the_frozen_folder_stays(
    tmp_path, frozen, certificate, monkeypatch
):
    for name in ("PodDesktop.exe", "PodDesktop-cli.exe", "_internal/python311.dll"):
        file = frozen.folder / name
        stand_in = build.contents.ROOT / "tests/packaging/stand_in.nsi"
        subprocess.run(["makensis", "-V2", f"-DOUT={file}", stand_in], check=True)
    before = {file: file.read_bytes() for file in frozen.folder.rglob("*.*")}
    draw(frozen)
    for name, value in certificate.items():
        monkeypatch.setenv(name, value)

    made = build.build(frozen, tmp_path / "out")

    assert {file: file.read_bytes() for file in frozen.folder.rglob("*.*")} == before
    for file in made:
        check = ["osslsigncode", "verify", "-CAfile", certificate["cert"], "-in", file]
        said = subprocess.run(check, capture_output=True, text=True, check=False)
        assert "Signature verification: ok" in said.stdout, said.stdout


def test_what_a_signer_refuses_is_not_left_under_the_name_of_a_signed_file(tmp_path, frozen, monkeypatch):
    def half(name):
        def make(_program, out):
            made = out / name
            made.touch()
            return build._signed(made)

        return make

    for program in [*frozen.folder.rglob("*.exe"), *frozen.folder.rglob("*.dll")]:
        program.unlink()
    monkeypatch.setattr(build.shutil, "which", lambda tool: tool)
    monkeypatch.setattr(build.Program, "check", lambda _: None)
    monkeypatch.setattr(build, "build_setup", half("setup.exe"))
    monkeypatch.setattr(build, "build_msi", half("x.msi"))
    monkeypatch.setenv("POD_SIGN_COMMAND", "sh -c 'case $0 in *.msi) exit 1;; esac' {file}")

    with pytest.raises(build.authenticode.CannotSign, match=r"x\.msi was not signed"):
        build.build(frozen, tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(**without(build.TOOLS))
def test_unsigned_installers_are_told_loudly(tmp_path, frozen, capsys, monkeypatch):
    draw(frozen)
    monkeypatch.delenv("POD_SIGN_COMMAND", raising=False)
    monkeypatch.delenv("POD_SIGN_PFX", raising=False)

    code = build.main([str(frozen.folder), str(tmp_path / "out"), "--icon", str(frozen.icon)])

    assert code == 0
    assert capsys.readouterr().err.startswith("UNSIGNED")


def test_what_is_no_frozen_program_is_a_sentence_and_an_exit_code(tmp_path, capsys):
    assert build.main([str(tmp_path), str(tmp_path / "out")]) == 1
    assert "is no frozen program" in capsys.readouterr().err
