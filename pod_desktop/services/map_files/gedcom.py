"""A family from GEDCOM 5.5 or 5.5.1, with ged4py: people with their names, and the families that join them.

Of each person the name is taken, and that they died; of each family who is partner and who is parent of
whom. Dates, places, notes and everything else is left in the file: only the lines needed are given to ged4py.
"""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.kinship import own_forebears
from pod_desktop.domain.map_draft import DraftMember, DraftTie, Kin, MapDraft
from pod_desktop.domain.network import MemberKind, pair
from pod_desktop.errors import BadInput
from pod_desktop.services.map_files.checks import require_few, require_short

if TYPE_CHECKING:
    from ged4py.model import Individual, Record

_LINE = re.compile(rb"[ \t]*(\d{1,2})[ \t]+(?:(@[^@\s][^@]*@)[ \t]*)?(\w+)(?: .*)?", re.DOTALL)
_POINTS = re.compile(rb" @[^@]*@[ ]*\Z")
_CHAR = re.compile(r"(?m)^([ \t]*1[ \t]+CHAR[ \t]).*?$")
_BREAK = re.compile(rb"\r\n|\n|\r")
_RECORDS = {b"HEAD", b"INDI", b"FAM", b"TRLR"}
_PARTS = {
    *(b"CHAR", b"SOUR", b"NAME", b"SEX", b"DEAT", b"BURI", b"CREM"),
    *(b"HUSB", b"WIFE", b"CHIL", b"MARR", b"DIV"),
}
_WITHIN = {b"NAME"}
"""Parts of which the parts are needed, too."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DIED = ("DEAT", "BURI", "CREM")


def read_gedcom(content: bytes) -> MapDraft:
    """The family of a GEDCOM file. Raises BadInput with one sentence, and the line where it is known."""
    needed, lines = _needed(_as_bytes_of_letters(content))
    people, families = _records(needed)
    numbers = {key: lines[key] for key in people if key in lines}
    unnamed = 0
    members, kin = [], {}
    for key, person in people.items():
        name = " ".join(normalize("NFC", person.name.format()).split())
        require_short(numbers.get(key, 1), name)
        if not name or name == "?":
            unnamed += 1
            continue
        died = any((found := person.sub_tag(tag)) and found.value != "N" for tag in _DIED)
        kind = MemberKind.DIED if died else MemberKind.PERSON
        members.append(DraftMember(key, name, kind=kind.value))
        sex = person.sub_tag("SEX", follow=False)
        kin[key] = Kin(sex=str(sex.value) if sex and sex.value in ("F", "M") else "")
    if not members:
        raise BadInput("There is nobody with a name in this file.")
    ties = tuple(_ties(families, kin))
    require_few(len(members), len(ties))
    left_out: tuple[str, ...] = ("Dates, places, notes and everything else in the file is not taken in.",)
    if unnamed:
        left_out += (f"People without a name, who are left out: {unnamed}.",)
    circle = own_forebears(kin)
    if circle:
        names = ", ".join(each.name for each in members if each.key in circle)
        left_out += (f"By this file these are their own forebears, so please check their ties: {names}.",)
    return MapDraft(tuple(members), ties, left_out=left_out, kin=kin)


# --- the file ---------------------------------------------------------------------------------------------


def _as_bytes_of_letters(content: bytes) -> bytes:
    """UTF-16 as UTF-8, for lines are looked for in bytes; everything else as it is."""
    if not content.startswith(_UTF_16):
        return content
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        raise BadInput("The letters of this file cannot be read: it is not whole.") from None
    return codecs.BOM_UTF8 + _CHAR.sub(r"\1UTF-8", text).encode(errors="replace")


def _needed(content: bytes) -> tuple[bytes, dict[str, int]]:
    """The lines that tell of people and families, and on which line each record begins."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    kept, begins, level, path = list[bytes](), dict[str, int](), -1, list[bytes]()
    people = 0
    for number, line in enumerate(_BREAK.split(content[len(mark) :]), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None or int(found[1]) > level + 1:
            raise BadInput(f"Line {number} is no line of GEDCOM.")
        level, tag = int(found[1]), found[3]
        if level == 0 and not path and tag != b"HEAD":
            raise BadInput(f"Line {number}: a GEDCOM file begins with “0 HEAD”.")
        path = [*path[:level], tag]
        if level == 0 and found[2]:
            key = found[2].decode("ascii", "replace")
            if key in begins and tag in _RECORDS:
                raise BadInput(f"Line {number}: “{key[:40]}” is there twice.")
            begins[key] = number
        people += level == 0 and tag == b"INDI"
        require_few(people)
        # Only families point to others; ged4py stumbles over a name that does.
        if _is_needed(path) and (path[0] == b"FAM" or len(path) == 1 or not _POINTS.search(line)):
            kept.append(line.lstrip())
    if not kept:
        raise BadInput("There is nobody in this file.")
    return mark + b"\n".join(kept) + b"\n", begins


def _is_needed(path: list[bytes]) -> bool:
    if path[0] not in _RECORDS or len(path) > 3:
        return False
    return len(path) == 1 or (path[1] in _PARTS and (len(path) == 2 or path[1] in _WITHIN))


def _records(content: bytes) -> tuple[dict[str, "Individual"], list["Record"]]:
    from ged4py.parser import GedcomReader, IntegrityError, ParserError, guess_codec

    try:
        encoding, _mark = guess_codec(BytesIO(content), warn=False)
        with GedcomReader(BytesIO(content), encoding=encoding) as reader:
            people = {str(each.xref_id): each for each in reader.records0("INDI") if each.xref_id}
            families = list(reader.records0("FAM"))
    except (UnicodeError, LookupError):
        raise BadInput("The letters of this file are not in the encoding that it names (CHAR).") from None
    except ParserError:
        raise BadInput("The file names an encoding (CHAR) that is not known, or is not its own.") from None
    except (IntegrityError, OSError, ValueError):
        raise BadInput("This GEDCOM file is not whole.") from None
    return people, families  # type: ignore[return-value]  # records of INDI are Individuals


# --- families ---------------------------------------------------------------------------------------------


def _ties(families: list["Record"], kin: dict[str, Kin]) -> Iterator[DraftTie]:
    """A tie for each two; `kin` gets parents and partners."""
    joined = set[tuple[str, str]]()
    for family in families:
        couple = _named(family, kin, "HUSB", "WIFE")[:2]
        children = _named(family, kin, "CHIL")
        told = [(*couple, _of_couple(family))] if len(couple) == 2 else []
        told += [(one, child, _of_child(kin[one], kin[child])) for one in couple for child in children]
        for one, other, words in told:
            if one == other or pair(EntityId(one), EntityId(other)) in joined:
                continue
            joined.add(pair(EntityId(one), EntityId(other)))
            yield DraftTie(one, other, words=words)
        for one in couple:
            others = [each for each in couple if each != one]
            kin[one] = Kin(kin[one].parents, (*kin[one].partners, *others), kin[one].sex)
        for child in children:
            parents = dict.fromkeys((*kin[child].parents, *(each for each in couple if each != child)))
            kin[child] = Kin(tuple(parents), kin[child].partners, kin[child].sex)


def _named(family: "Record", kin: dict[str, Kin], *tags: str) -> list[str]:
    """Those of these tags who are in the file with a name, each once."""
    found = (str(each.value) for each in family.sub_tags(*tags, follow=False))
    return list(dict.fromkeys(key for key in found if key in kin))


def _of_couple(family: "Record") -> str:
    if family.sub_tag("DIV"):
        return "divorced"
    return "married" if family.sub_tag("MARR") else "partners"


def _of_child(parent: Kin, child: Kin) -> str:
    one = {"F": "mother", "M": "father"}.get(parent.sex, "parent")
    other = {"F": "daughter", "M": "son"}.get(child.sex, "child")
    return f"{one} and {other}"
