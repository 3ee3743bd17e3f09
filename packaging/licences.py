"""The licences of everything that is bundled, gathered in one file: `python packaging/licences.py FILE`.

Most texts come from the installed libraries themselves. What those do not bring lies in packaging/licences/.
"""

import json
import re
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import contents

TEXTS = contents.PACKAGING / "licences"
_A_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice)")
_RULE = "=" * 78
QT = """\
Qt and its binding PySide6 are used under the GNU Lesser General Public License, version 3, which follows with
the General Public License that it refers to. The program is linked to them dynamically: their libraries are
files of their own in the folder PySide6 (and shiboken6) of the installed program, as the packages
PySide6-Essentials and shiboken6 have them. You may replace them with builds of your own, of the same version
or one that is compatible with it, by putting your files in the place of these; on macOS the program has to be
signed again then, for which your own or an ad-hoc signature will do. You may change them and look into how
they work with the program. Their source is at https://download.qt.io/official_releases/ and
https://code.qt.io/cgit/pyside/pyside-setup.git/.

Qt holds work of others under terms of their own; https://doc.qt.io/qt-6/licenses-used-in-qt.html lists them.
"""
SQLCIPHER = """\
The library sqlcipher3 has SQLCipher and SQLite compiled into it, and OpenSSL, which is used under the Apache
License 2.0 (its text stands elsewhere in this file). SQLite is in the public domain.
"""


class NoLicence(Exception):
    """Something is bundled without the text of its licence."""


@dataclass(frozen=True)
class Part:
    """Something that is bundled, and what its licence says."""

    name: str
    texts: tuple[str, ...]


def library(name: str) -> Part:
    """An installed library, by its name in the lock. Raises NoLicence."""
    package = metadata.distribution(name)
    said = package.metadata.json
    files = [file for file in package.files or () if ".dist-info" in str(file) and _A_TEXT.search(file.name)]
    texts = [Path(str(package.locate_file(file))).read_text("utf-8") for file in files]
    if name in {"pyside6-essentials", "shiboken6"}:
        texts.append(QT)
    elif (TEXTS / f"{name}.txt").exists():
        texts.append((TEXTS / f"{name}.txt").read_text("utf-8"))
    if not any(text.strip() for text in texts):
        raise NoLicence(f"{name} brings no licence text; put it into packaging/licences/{name}.txt.")
    terms = str(said.get("license_expression") or said.get("license") or "")
    title = f"{package.name} {package.version}"
    return Part(f"{title} ({terms})" if 0 < len(terms) < 100 else title, tuple(texts))


def typst_crates() -> Part:
    """What is compiled into typst, as its wheel lists it."""
    package = metadata.distribution("typst")
    (file,) = [file for file in package.files or () if file.name.endswith(".cyclonedx.json")]
    listed = json.loads(Path(str(package.locate_file(file))).read_text("utf-8"))["components"]
    lines = [f"{each['name']} {each['version']}: {_terms(each)}{_author(each)}" for each in listed]
    about = (
        "Each under one of the licences named, with texts in this file or at https://spdx.org/licenses/.\n"
        "Their sources are at https://crates.io/. typst also holds fonts: Libertinus, New Computer Modern\n"
        "and DejaVu, under the SIL Open Font License, the GUST Font License and Bitstream Vera’s.\n\n"
    )
    return Part("Compiled into typst", (about + "\n".join(lines), _kept("MPL-2.0")))


def _terms(component: dict[str, list[dict[str, str]]]) -> str:
    said = [each.get("expression", "") for each in component.get("licenses", [])]
    if not any(said):
        raise NoLicence(f"typst’s list says no licence of {component['name']}.")
    return ", ".join(said)


def _author(component: dict[str, str]) -> str:
    return f" (by {component['author']})" if component.get("author") else ""


def python() -> Part:
    """Python itself. Raises NoLicence."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    for place in (stdlib / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if place.exists():
            return Part(f"Python {sys.version.split()[0]}", (place.read_text("utf-8"),))
    raise NoLicence(f"This Python brings no LICENSE.txt ({stdlib}).")


def resources() -> list[Part]:
    """Fonts, icons and words of others in resources/. Raises NoLicence."""
    folder = contents.ROOT / "resources"
    others = sorted({file.parent for file in folder.rglob("*") if file.suffix == ".ttf"})
    return [_resource(each) for each in [*others, folder / "icons", folder / "words"]]


def _resource(folder: Path) -> Part:
    texts = [file for file in sorted(folder.iterdir()) if file.name.startswith(("LICEN", "OFL"))]
    if not texts:
        raise NoLicence(f"{folder.relative_to(contents.ROOT)} has no licence beside its files.")
    files = ", ".join(
        file.stem for file in sorted(folder.iterdir()) if file.suffix in {".ttf", ".txt"} - set(texts)
    )
    name = folder.relative_to(contents.ROOT).as_posix()
    return Part(
        f"{name}: {files}" if "fonts" in name else name, tuple(text.read_text("utf-8") for text in texts)
    )


def _kept(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text("utf-8")


def parts() -> Iterator[Part]:
    """Everything that is bundled, the program first. Raises NoLicence."""
    yield Part(f"POD Desktop {contents.VERSION}", ((contents.ROOT / "LICENSE").read_text("utf-8"),))
    yield from resources()
    yield python()
    for name in (*contents.locked(), "pyinstaller"):  # whose starter is a part of each frozen program
        yield library(name)
    yield Part("SQLCipher, SQLite and OpenSSL", (SQLCIPHER, _kept("sqlcipher")))
    yield typst_crates()
    yield Part("GNU Lesser General Public License, for Qt and PySide6", (_kept("LGPL-3.0"), _kept("GPL-3.0")))
    yield Part("Apache License 2.0", (_kept("Apache-2.0"),))


def gathered() -> str:
    """The whole file. Raises NoLicence when a text is missing."""
    found = list(parts())
    said = [
        f"{_RULE}\n{part.name}\n{_RULE}\n\n" + "\n\n".join(text.strip() for text in part.texts)
        for part in found
    ]
    names = "\n".join(f"- {part.name}" for part in found)
    return (
        f"POD Desktop and what it brings along, each with its licence:\n\n{names}\n\n"
        + "\n\n\n".join(said)
        + "\n"
    )


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(gathered(), encoding="utf-8")
