"""The files of the MSI, as wixl wants them, and its codes.

A component's code is made of the file's place, so that it is the same in every version that has the file, and
a product's of its version, so that IT can name a version before it is built.
"""

import hashlib
import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

_OURS = uuid.UUID("c7e3a2af-1100-48a0-958e-d599f77ee216")
_WIX = "http://schemas.microsoft.com/wix/2006/wi"

_SECURE = ("WIX_UPGRADE_DETECTED", "WIX_DOWNGRADE_DETECTED", "PODRUNNING", "WINDOWSBUILDNUMBER", "OLDDIR")
_RUN_AND_GO_ON = (
    2 + 64
)  # a program out of the MSI; what it answers is in the registry, so its exit code says nothing
_SET = "51"  # a property from text
_ACTION = "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('{}', {}, '{}', '{}')"
_SEQUENCE = "INSERT INTO `{}` (`Action`, `Condition`, `Sequence`) VALUES ('{}', '{}', {})"
_PROPERTY = "UPDATE `Property` SET `Value` = '{}' WHERE `Property` = '{}'"
WHAT_WIXL_CANNOT = (
    # Where it is, for the list of installed programs; after CostFinalize (1000), which works out the folder.
    _ACTION.format("SayWhere", _SET, "ARPINSTALLLOCATION", "[INSTALLDIR]"),
    "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('SayWhere', 1001)",
    # Where the old version was, before CostInitialize (800) looks at folders.
    _ACTION.format("StayThere", _SET, "INSTALLDIR", "[OLDDIR]"),
    _SEQUENCE.format("InstallUISequence", "StayThere", "OLDDIR AND NOT INSTALLDIR", 790),
    _SEQUENCE.format("InstallExecuteSequence", "StayThere", "OLDDIR AND NOT INSTALLDIR", 790),
    _ACTION.format("LookWhetherRunning", _RUN_AND_GO_ON, "running.exe", ""),
    # What the half of Windows Installer with few rights may tell the other; wixl names only its own two.
    _PROPERTY.format(";".join(_SECURE), "SecureCustomProperties"),
    # The old version goes first and in the same transaction (right after InstallInitialize, 1500), so that a
    # failure or a power cut brings it back whole.
    "UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'",
    # But before that, at CostFinalize, Windows looks at what lies on the disk, and does not install a file
    # that is older than that one, or has no version where that one has: then neither would be there. wixl
    # writes no versions, so every file says the highest; then sums, which are for files without version,
    # must go (msibuild's DELETE leaves every other row).
    "UPDATE `File` SET `Version` = '65535.65535.65535.65535'",
    "DROP TABLE `MsiFileHash`",
)
"""Changes to the tables, in SQL as msibuild takes it."""


def product_code(version: str) -> str:
    """The code by which Windows knows this version: other for each, the same for whoever builds it."""
    return str(uuid.uuid5(_OURS, f"product {version}")).upper()


def component_code(place: str) -> str:
    """The code of the file at `place`, relative to the program's folder, with "/"."""
    return str(uuid.uuid5(_OURS, f"file {place}")).upper()


def files(folder: Path, called: str) -> bytes:
    """A WiX fragment with a component for every file below the folder, which wixl sees as `called`."""
    ET.register_namespace("", _WIX)
    root = ET.Element(f"{{{_WIX}}}Wix")
    fragment = ET.SubElement(root, f"{{{_WIX}}}Fragment")
    top = ET.SubElement(fragment, f"{{{_WIX}}}DirectoryRef", Id="INSTALLDIR")
    group = ET.SubElement(fragment, f"{{{_WIX}}}ComponentGroup", Id="Files")
    folders = {Path(): top}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        name = place.as_posix()
        above = folders[place.parent]
        if path.is_dir():
            folders[place] = ET.SubElement(above, f"{{{_WIX}}}Directory", Id=_id("d", name), Name=path.name)
            continue
        code = component_code(name)
        part = ET.SubElement(above, f"{{{_WIX}}}Component", Id=_id("c", name), Guid=code, Win64="yes")
        ET.SubElement(
            part,
            f"{{{_WIX}}}File",
            Id=_id("f", name),
            Name=path.name,
            Source=f"{called}/{name}",
            KeyPath="yes",
        )
        ET.SubElement(group, f"{{{_WIX}}}ComponentRef", Id=_id("c", name))
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _id(kind: str, name: str) -> str:
    return kind + hashlib.sha256(name.encode()).hexdigest()[:30]
