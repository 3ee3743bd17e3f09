"""packaging/macos with tools that only write down how they were called; no Mac is needed."""

import base64
import os
import plistlib
import sys
import types
from pathlib import Path

import pytest

from pod_desktop import __version__
from tests.packaging.scripts import ROOT, script

info = script("macos/info.py")
dmg = script("macos/dmg.py")
signing = script("macos/signing.py")
icons = script("icons.py")

MACHO = bytes.fromhex("cffaedfe") + bytes(28)
SECRETS = {
    "MACOS_CERTIFICATE": base64.b64encode(b"a certificate").decode(),
    "MACOS_CERTIFICATE_PASSWORD": "opens it",
    "MACOS_NOTARY_KEY": "a key",
    "MACOS_NOTARY_KEY_ID": "KEYID",
    "MACOS_NOTARY_ISSUER": "the-issuer",
}
IDENTITY = "0123456789ABCDEF0123456789ABCDEF01234567"
# Writes its arguments down, one call a line, and then does what is in the file named after the tool.
FAKE = """#!/bin/sh
tool=$(basename "$0")
line=$tool
for part in "$@"; do line="$line|$part"; done
printf '%s\\n' "$line" >> "$FAKES/calls"
if [ -f "$FAKES/$tool.does" ]; then . "$FAKES/$tool.does"; fi
"""
SECURITY = f"""
case "$1" in
  list-keychains) [ "$4" = -s ] || echo '    "/Users/me/login.keychain-db"' ;;
  find-identity) echo '  1) {IDENTITY} "Developer ID Application: Somebody (TEAM)"' ;;
esac
"""
XCRUN = """
[ "$1" = notarytool ] && [ "$2" = submit ] && echo '{"id": "number-1", "status": "Accepted"}'
[ "$1" = stapler ] || [ "$2" = submit ] || echo 'no hardened runtime: Contents/MacOS/pod-desktop'
true
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for Apple's tools are shell scripts")


class Mac:
    """A folder of stand-ins for Apple's tools, and what they were asked."""

    def __init__(self, folder):
        self.folder = folder
        self.layout = {}
        self.library = types.SimpleNamespace(build_dmg=self.build_dmg, DMGError=RuntimeError)

    def build_dmg(self, filename, volume_name, settings):
        """As dmgbuild does it."""
        self.layout = settings
        with (self.folder / "calls").open("a", encoding="utf-8") as calls:
            calls.write(f"dmgbuild|{volume_name}|{filename}\n")
        Path(filename).write_bytes(b"an image")

    def does(self, tool, what):
        (self.folder / f"{tool}.does").write_text(what, encoding="utf-8")

    def calls(self, *tools):
        written = self.folder / "calls"
        lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
        calls = [line.split("|") for line in lines]
        return [call for call in calls if not tools or call[0] in tools]


@pytest.fixture
def mac(tmp_path, monkeypatch):
    fakes = tmp_path / "fakes"
    fakes.mkdir()
    for tool in ("codesign", "security", "xcrun", "ditto", "spctl", "hdiutil"):
        (fakes / tool).write_text(FAKE, encoding="utf-8")
        (fakes / tool).chmod(0o755)
    monkeypatch.setenv("FAKES", str(fakes))
    monkeypatch.setenv("PATH", f"{fakes}:{os.environ['PATH']}")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    mac = Mac(fakes)
    monkeypatch.setitem(sys.modules, "dmgbuild", types.SimpleNamespace(core=mac.library))
    monkeypatch.setattr(dmg.sys, "executable", "true")  # the icons have tests of their own
    mac.does("security", SECURITY)
    mac.does("xcrun", XCRUN)
    return mac


@pytest.fixture
def dist(tmp_path):
    """An app as PyInstaller lays it out, with a framework and a link to code."""
    app = tmp_path / "dist/POD Desktop.app"
    for name in (
        "MacOS/pod-desktop",
        "Frameworks/Core.abi3.so",
        "Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
    ):
        code = app / "Contents" / name
        code.parent.mkdir(parents=True, exist_ok=True)
        code.write_bytes(MACHO)
    framework = app / "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    (framework / "Versions/Current").symlink_to("A")
    (framework / "QtCore").symlink_to("Versions/Current/QtCore")
    resources = app / "Contents/Resources"
    resources.mkdir()
    (resources / "words.txt").write_text("words", encoding="utf-8")
    (resources / "Core.abi3.so").symlink_to("../Frameworks/Core.abi3.so")
    entries = {**info.info_plist("1.2.3", "© Somebody"), "CFBundleExecutable": "pod-desktop"}
    (app / "Contents/Info.plist").write_bytes(plistlib.dumps(entries))
    return tmp_path / "dist"


def signed(mac):
    """What was signed, in that order, by its last part."""
    return [Path(call[-1]).name for call in mac.calls("codesign") if "--sign" in call]


def keychain_of(mac):
    """The path of the temporary keychain."""
    return next(call[-1] for call in mac.calls("security") if call[1] == "create-keychain")


def test_inner_code_is_signed_before_what_holds_it_and_no_link_twice(mac, dist):
    signing.sign(dist / "POD Desktop.app", IDENTITY)

    assert signed(mac) == ["libqcocoa.dylib", "Core.abi3.so", "QtCore.framework", "POD Desktop.app"]
    assert mac.calls("codesign")[-1][1:4] == ["--verify", "--deep", "--strict"]


def test_only_the_app_has_entitlements_and_nothing_is_signed_deep(mac, dist):
    signing.sign(dist / "POD Desktop.app", IDENTITY)

    signings = [call for call in mac.calls("codesign") if "--sign" in call]
    assert [Path(call[-1]).name for call in signings if "--entitlements" in call] == ["POD Desktop.app"]
    assert not any("--deep" in call for call in signings)
    assert all(call[call.index("--options") + 1] == "runtime" and "--timestamp" in call for call in signings)


def test_ad_hoc_code_is_not_in_the_hardened_runtime_which_would_refuse_its_libraries(mac, dist):
    signing.sign(dist / "POD Desktop.app", signing.AD_HOC)

    signings = [call for call in mac.calls("codesign") if "--sign" in call]
    assert {call[call.index("--sign") + 1] for call in signings} == {"-"}
    assert not any("--options" in call or "--timestamp" in call for call in signings)


def test_the_app_is_notarised_before_it_is_put_into_the_image_and_the_image_after(mac, dist):
    made = dmg.make(dist, SECRETS)

    assert made.name == f"PodDesktop-1.2.3-{dmg.platform.machine()}.dmg"
    told = ["codesign", "xcrun", "spctl", "dmgbuild", "hdiutil"]
    steps = [f"{call[0]} {call[2] if call[0] == 'xcrun' else ''}".strip() for call in mac.calls(*told)]
    assert steps[steps.index("xcrun submit") - 1 :] == [
        "codesign",
        "xcrun submit",
        "xcrun staple",
        "xcrun validate",
        "spctl",
        "dmgbuild",
        "hdiutil",
        "codesign",
        "xcrun submit",
        "xcrun staple",
        "xcrun validate",
        "spctl",
    ]
    assert [Path(call[3]).suffix for call in mac.calls("xcrun") if call[2] == "submit"] == [".zip", ".dmg"]


def test_the_keychain_is_there_only_while_something_is_signed(mac, dist):
    dmg.make(dist, SECRETS)

    keychain = keychain_of(mac)
    security = mac.calls("security")
    assert security[-2:] == [
        ["security", "list-keychains", "-d", "user", "-s", "/Users/me/login.keychain-db"],
        ["security", "delete-keychain", keychain],
    ]
    assert not Path(keychain).parent.exists()
    assert [call[1] for call in security][:7] == [
        "list-keychains",
        "create-keychain",
        "set-keychain-settings",
        "unlock-keychain",
        "import",
        "set-key-partition-list",
        "list-keychains",
    ]


@pytest.mark.parametrize("refuses", ["codesign", "ditto", "spctl", "hdiutil"])
def test_whatever_fails_the_keychain_goes_and_no_image_stays(mac, dist, refuses):
    mac.does(refuses, "echo it is refused >&2; exit 3")

    with pytest.raises(dmg.ToolFailed, match="it is refused"):
        dmg.make(dist, SECRETS)

    assert mac.calls("security")[-1] == ["security", "delete-keychain", keychain_of(mac)]
    assert not list(dist.glob("*.dmg"))


def test_an_image_that_cannot_be_made_is_told_and_the_keychain_goes(mac, dist, monkeypatch):
    def refuse(*_, **__):
        raise RuntimeError("Unable to attach disk image")

    monkeypatch.setattr(mac.library, "build_dmg", refuse)

    with pytest.raises(dmg.ToolFailed, match="could not be made: Unable to attach"):
        dmg.make(dist, SECRETS)

    assert mac.calls("security")[-1][1] == "delete-keychain"


def test_a_certificate_that_cannot_be_imported_leaves_no_keychain_either(mac, dist):
    mac.does("security", SECURITY + '[ "$1" != import ] || { echo wrong password >&2; exit 1; }')

    with pytest.raises(dmg.ToolFailed, match="wrong password") as failed:
        dmg.make(dist, SECRETS)

    assert mac.calls("security")[-1][1] == "delete-keychain"
    assert SECRETS["MACOS_CERTIFICATE_PASSWORD"] not in str(failed.value)


def test_a_certificate_for_another_purpose_signs_nothing(mac, dist):
    mac.does("security", SECURITY.replace("Developer ID Application", "Apple Development"))

    with pytest.raises(dmg.ToolFailed, match="Developer ID Application"):
        dmg.make(dist, SECRETS)

    assert not mac.calls("codesign")
    assert mac.calls("security")[-1][1] == "delete-keychain"


def test_what_apple_refuses_is_told_with_its_log(mac, dist):
    mac.does("xcrun", XCRUN.replace("Accepted", "Invalid"))

    with pytest.raises(dmg.ToolFailed, match="no hardened runtime: Contents/MacOS/pod-desktop"):
        dmg.make(dist, SECRETS)

    assert [call[1:3] for call in mac.calls("xcrun")] == [["notarytool", "submit"], ["notarytool", "log"]]
    assert mac.calls("security")[-1][1] == "delete-keychain"
    assert not list(dist.glob("*.dmg"))


def test_an_answer_that_cannot_be_read_is_no_yes(mac, dist):
    mac.does("xcrun", "echo 'Service Unavailable'")

    with pytest.raises(dmg.ToolFailed, match="Service Unavailable"):
        dmg.make(dist, SECRETS)


def test_without_a_certificate_the_file_is_named_and_told_unsigned(mac, dist, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    made = dmg.make(dist, {})

    assert made.name == f"PodDesktop-1.2.3-{dmg.platform.machine()}-unsigned.dmg"
    assert capsys.readouterr().out.startswith(f"::warning title=Unsigned::{made.name} is not signed")
    assert not mac.calls("security", "xcrun", "spctl")


@pytest.mark.parametrize("missing", list(SECRETS))
def test_with_only_some_of_what_signing_needs_nothing_is_made(mac, dist, missing):
    with pytest.raises(dmg.ToolFailed, match=f"To sign, {missing} must be set"):
        dmg.make(dist, {**SECRETS, missing: ""})

    assert not mac.calls()


def test_the_window_of_the_image_shows_both_icons_where_the_picture_leaves_room(mac, dist):
    dmg.make(dist, {})

    window = mac.layout["window_rect"][1]
    assert (window[0], window[1] - 28) == icons.DMG_WINDOW
    places = {"POD Desktop.app": icons.DMG_APP, "Applications": icons.DMG_APPLICATIONS}
    assert mac.layout["icon_locations"] == places
    assert mac.layout["symlinks"] == {"Applications": "/Applications"}


def test_without_an_app_the_sentence_says_how_to_get_one(tmp_path):
    with pytest.raises(dmg.ToolFailed, match=r"dev\.py freeze"):
        dmg.make(tmp_path, {})


def test_the_hardened_runtime_is_loosened_in_one_place_only():
    entitlements = plistlib.loads((ROOT / "packaging/macos/entitlements.plist").read_bytes())

    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_the_app_takes_no_files_and_no_links_and_asks_for_no_device():
    entries = info.info_plist("1.2.3", "© Somebody")

    assert entries["CFBundleIdentifier"] == "org.poddesktop.PodDesktop"
    assert entries["CFBundleShortVersionString"] == entries["CFBundleVersion"] == "1.2.3"
    assert entries["NSHighResolutionCapable"] is True
    assert entries["NSRequiresAquaSystemAppearance"] is False
    refused = ("UsageDescription", "DocumentTypes", "URLTypes", "TypeDeclarations", "AppTransportSecurity")
    assert not [name for name in entries if name.endswith(refused)]
    plistlib.loads(plistlib.dumps(entries))


def test_the_spec_makes_the_app_that_is_signed_with_these_entries(monkeypatch):
    """packaging/pod_desktop.spec as on a Mac, with PyInstaller's parts doing nothing."""
    made = {}

    def part(name):
        def keep(*_, **given):
            made[name] = given
            return types.SimpleNamespace(binaries=[], datas=[], pure=[], scripts=[])

        return keep

    spec = ROOT / "packaging/pod_desktop.spec"
    given = {name: part(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    monkeypatch.setenv("POD_MADE", "build")
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "platform", "darwin")
    exec(  # noqa: S102 # as PyInstaller does it
        compile(spec.read_text("utf-8"), spec, "exec"),
        {**given, "SPECPATH": str(spec.parent), "workpath": "build"},
    )

    assert made["BUNDLE"]["name"] == dmg.APP_NAME
    entries = made["BUNDLE"]["info_plist"]
    assert entries == info.info_plist(__version__, entries["NSHumanReadableCopyright"])
    assert not made["EXE"]["console"]
