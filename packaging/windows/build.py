"""Makes the two installers of Windows from the frozen program, on Linux.

    python3 packaging/windows/build.py FROZEN_FOLDER OUT --icon PodDesktop.ico

writes into OUT

    PodDesktop-VERSION-setup.exe   for one account, without rights (NSIS)
    PodDesktop-VERSION-x64.msi     for all accounts of a computer, for IT (wixl)
    SHA256SUMS                     their sums, and those of what else is named there

It needs Debian's or Ubuntu's `nsis` (which makes 64-bit setups; NSIS's own for Windows does not), `wixl`,
`msitools`, `gcc-mingw-w64-x86-64-win32` (for running.c) and, to sign, `osslsigncode`. The frozen folder comes
from `python3 dev.py freeze` on Windows. authenticode.py says what signs; without that the installers are
unsigned, and so are their names: they end in `-unsigned.exe` and `-unsigned.msi`. The frozen folder itself is
never changed.
"""

import argparse
import hashlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # packaging/

import authenticode
import contents
import msi

HERE = Path(__file__).resolve().parent

ICON = contents.ROOT / "build/icons/PodDesktop.ico"
_KIB = 1024
_TRIES = 20  # half seconds that a setup waits for whoever holds a file
_ROOM = 1.25  # of what the files take: the new program lies beside the old one until it is whole
_TOP = re.compile(r"PodDesktop[A-Za-z-]*\.exe|_internal")
_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,5})")
_MOST = (255, 255, 65535)  # of its three numbers, for Windows Installer
_COMPILER = "x86_64-w64-mingw32-gcc"
_BARE = ("-ffreestanding", "-nostdlib", "-mwindows", "-Wl,--entry=look,--no-insert-timestamp")
TOOLS = {
    "makensis": "nsis",
    "wixl": "wixl",
    "msibuild": "msitools",
    _COMPILER: "gcc-mingw-w64-x86-64-win32",
}
"""What must be installed, with the packages of Debian and Ubuntu that have it."""


class CannotBuild(Exception):
    """What is given is no frozen program, or a tool is missing or refuses."""


@dataclass(frozen=True)
class Program:
    """What goes into the installers."""

    folder: Path
    version: str
    publisher: str
    icon: Path
    licence: Path = contents.ROOT / "LICENSE"

    @property
    def picture(self) -> Path:
        """What the setup shows at the side of its first and last page: drawn beside the icon."""
        return self.icon.with_name("setup-side.bmp")

    @property
    def size_kib(self) -> int:
        """All files together."""
        return -(-sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file()) // _KIB)

    def check(self) -> None:
        """Raises CannotBuild unless the installers can carry this and remove it again."""
        if not (self.folder / "PodDesktop.exe").is_file() or not (self.folder / "_internal").is_dir():
            raise CannotBuild(
                f"{self.folder} is no frozen program: PodDesktop.exe and _internal are looked for."
            )
        strange = sorted(path.name for path in self.folder.iterdir() if not _TOP.fullmatch(path.name))
        if strange:
            raise CannotBuild(
                f"The setup would not remove {', '.join(strange)}: see RemoveProgram in setup.nsi."
            )
        found = _VERSION.fullmatch(self.version)
        if found is None or any(int(part) > most for part, most in zip(found.groups(), _MOST, strict=True)):
            raise CannotBuild(f"Windows Installer takes no version like {self.version}: it wants 1.2.3.")
        for file in (self.icon, self.picture, self.licence):
            if not file.is_file():
                raise CannotBuild(f"{file} is not there.")


def build_setup(program: Program, out: Path, *, room_kib: int | None = None, tries: int = _TRIES) -> Path:
    """Make the setup. It asks for `room_kib` of the disk, or for what the files take. Raises CannotBuild."""
    made = out / f"PodDesktop-{program.version}-setup{_unsigned()}.exe"
    room = int(program.size_kib * _ROOM) if room_kib is None else room_kib
    values = {
        "OUT": made,
        "PAYLOAD": program.folder.resolve(),
        "ICON": program.icon.resolve(),
        "PICTURE": program.picture.resolve(),
        "LICENCE": program.licence.resolve(),
        "SIZE_KIB": program.size_kib,
        "TRIES": tries,
        "ROOM_KIB": room,
        "ROOM_MIB": -(-room // _KIB),
    }
    if authenticode.can_sign():
        values["SIGN"] = shlex.join([sys.executable, str(HERE / "authenticode.py")])
    _makensis("setup.nsi", program, values)
    return _signed(made)


def build_msi(program: Program, out: Path) -> Path:
    """Make the MSI. Raises CannotBuild."""
    made = out / f"PodDesktop-{program.version}-x64{_unsigned()}.msi"
    with tempfile.TemporaryDirectory(prefix="pod-msi-") as name:
        folder = Path(name)  # wixl looks for files here, and takes no absolute names
        shutil.copy(program.icon, folder / "PodDesktop.ico")
        (folder / "program").symlink_to(program.folder.resolve())
        (folder / "files.wxs").write_bytes(msi.files(program.folder, "program"))
        make_running(folder / "running.exe")
        _signed(folder / "running.exe")
        values = {
            "ProductCode": msi.product_code(program.version),
            "Publisher": program.publisher,
            "Version": program.version,
        }
        defined = [part for name, value in values.items() for part in ("-D", f"{name}={value}")]
        _call(
            ["wixl", "--arch", "x64", *defined, "-o", str(made), str(HERE / "product.wxs"), "files.wxs"],
            folder,
        )
    _call(["msibuild", str(made), *(part for query in msi.WHAT_WIXL_CANNOT for part in ("-q", query))])
    return _signed(made)


def make_running(made: Path) -> None:
    """Make the small program by which the MSI sees that POD Desktop runs. Raises CannotBuild."""
    strict = ("-Os", "-s", "-Wall", "-Wextra", "-Werror")
    source = str(HERE / "running.c")
    _call([_COMPILER, *strict, *_BARE, "-o", str(made), source, "-lkernel32", "-ladvapi32"])


def build(program: Program, out: Path) -> list[Path]:
    """Make both, signed where there is a way to sign, and the sums. Raises CannotBuild or CannotSign."""
    program.check()
    missing = {tool: package for tool, package in TOOLS.items() if shutil.which(tool) is None}
    if missing:
        raise CannotBuild(f"{', '.join(missing)} is missing: apt-get install {' '.join(missing.values())}")
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    # In OUT itself comes only what is whole and signed: nobody must hand out what a signer has refused.
    with tempfile.TemporaryDirectory(prefix=".pod-made-", dir=out) as name:
        aside = Path(name)
        if authenticode.can_sign():
            program = _signed_copy(program, aside / "PodDesktop")
        made = [build_setup(program, aside), build_msi(program, aside)]
        made = [file.replace(out / file.name) for file in made]
    write_sums(out, made)
    return made


def _signed_copy(program: Program, copy: Path) -> Program:
    shutil.copytree(program.folder, copy)
    for file in authenticode.unsigned_programs(copy):
        authenticode.sign(file)
    return replace(program, folder=copy)


def write_sums(out: Path, made: list[Path]) -> None:
    """Put the files' SHA-256 into OUT/SHA256SUMS, beside what other systems' installers have there."""
    sums = out / "SHA256SUMS"
    lines = sums.read_text("utf-8").splitlines() if sums.exists() else []
    known = {line.split(maxsplit=1)[1].lstrip("*"): line.split()[0] for line in lines}
    for file in made:
        with file.open("rb") as stream:
            known[file.name] = hashlib.file_digest(stream, "sha256").hexdigest()
    sums.write_text("".join(f"{known[name]}  {name}\n" for name in sorted(known)), "utf-8")


def _makensis(script: str, program: Program, values: dict[str, object]) -> None:
    values = {"VERSION": program.version, "PUBLISHER": program.publisher, **values}
    defined = [f"-D{name}={value}" for name, value in values.items()]
    _call(["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(HERE / script)])


def _unsigned() -> str:
    """What the name of an installer says that nobody signed."""
    return "" if authenticode.can_sign() else "-unsigned"


def _signed(file: Path) -> Path:
    if authenticode.can_sign():
        authenticode.sign(file)
    return file


def _call(command: list[str], folder: Path = HERE) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode != 0:
        raise CannotBuild(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns 0, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="build.py", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("frozen", type=Path, help="dist/PodDesktop, frozen on Windows")
    parser.add_argument("out", type=Path, help="where the installers go")
    parser.add_argument("--icon", type=Path, default=ICON, help="from packaging/icons.py")
    parser.add_argument("--version", default=contents.VERSION, help="another, to try an upgrade")
    given = parser.parse_args(arguments)
    try:
        made = build(Program(given.frozen, given.version, contents.author(), given.icon), given.out)
    except (CannotBuild, authenticode.CannotSign) as error:
        print(error, file=sys.stderr)
        return 1
    for file in made:
        print(f"{file.name}: {file.stat().st_size / _KIB**2:.1f} MiB")
    if not authenticode.can_sign():
        print(
            "UNSIGNED: Windows will warn whoever starts these. See packaging/windows/authenticode.py.",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
