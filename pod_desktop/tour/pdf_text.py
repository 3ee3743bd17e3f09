"""The words of a PDF as this program writes it, read back: enough to see that they are really in it.

ISO 32000-1: 9.4.3 (showing text), 7.3.4.2 (literal strings) and 9.10.3 (ToUnicode CMaps). It knows two-byte
codes, literal strings and deflated streams, which is what the typesetter writes.
"""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
_PART_OF_STRING = re.compile(rb"[^()\\]+|\\.|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_OCTAL = b"01234567"


def is_tagged(pdf: bytes) -> bool:
    """Whether it says that it is tagged and has a structure, in the way of PDF/UA-1."""
    marked = re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    return bool(marked) and b"/StructTreeRoot" in pdf and b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def says(pdf: bytes, words: str) -> bool:
    """Whether these words are printed in it, wherever their lines break."""
    return _without_blanks(words) in _without_blanks("".join(_texts(pdf)))


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _texts(pdf: bytes) -> Iterator[str]:
    """What is shown, string by string, page after page."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    for page in objects.values():
        if b"/Type/Page/" not in page:
            continue
        resources = objects[_reference(page, b"Resources")]
        fonts = {
            name: _characters(_content(objects[_reference(objects[int(at)], b"ToUnicode")]))
            for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
        }
        _before, *parts = _FONT.split(_content(objects[_reference(page, b"Contents")]))
        for font, drawn in zip(parts[::2], parts[1::2], strict=True):
            for string in _strings(drawn):
                codes = _ESCAPED.sub(_unescaped, string)
                yield "".join(fonts[font].get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _strings(drawn: bytes) -> Iterator[bytes]:
    """Literal strings, escapes and all. Brackets in pairs are part of a string without being escaped."""
    depth, string = 0, b""
    for part in _PART_OF_STRING.findall(drawn):
        depth += {b"(": 1, b")": -1}.get(part, 0)
        if depth and (part != b"(" or depth > 1):
            string += part
        elif part == b")":
            yield string
            string = b""


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    return int(found[1]) if found else 0


def _content(body: bytes) -> bytes:
    found = _STREAM.search(body)
    packed = found[1] if found else b""
    return zlib.decompress(packed) if b"/FlateDecode" in body else packed


def _unescaped(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    if escaped[:1] in {bytes((digit,)) for digit in _OCTAL}:
        return bytes((int(escaped, 8),))
    return _LETTERS.get(escaped, escaped)


def _characters(cmap: bytes) -> dict[bytes, str]:
    """From two-byte codes to text, as the CMap's bfchar and bfrange lines say."""
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = chr(int(text, 16) + step)
    return found
