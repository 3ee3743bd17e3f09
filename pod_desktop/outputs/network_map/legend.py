"""What the signs on a drawing mean, row by row below it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from pod_desktop.domain.map_views import MemberView, TieView
from pod_desktop.domain.network import Known, MemberKind, Quality
from pod_desktop.outputs.network_map.badges import draw_badge, number
from pod_desktop.outputs.network_map.labels import Box
from pod_desktop.outputs.network_map.lettering import LINE, text_width, wrapped
from pod_desktop.outputs.network_map.ties import draw_arrow, draw_tie_line
from pod_desktop.outputs.network_map.words import KINDS

Key = tuple[str, str]


def legend_keys(members: Iterable[MemberView], ties: Sequence[TieView], quality: bool) -> Iterator[Key]:
    """What is drawn of them and is not plain by itself: its key and its words."""
    known = {tie.known == Known.YES for tie in ties}
    kinds = {member.member_kind for member in members}
    if True in known:
        yield "tie", "know each other"
    if False in known:
        yield "not_known", "not known whether they do"
    if any(tie.goes_one_way for tie in ties):
        yield "direction", "one way: towards the arrow"
    if quality:
        qualities = {tie.quality for tie in ties}
        yield from ((each.value, f"a {each.value} tie") for each in Quality if each in qualities)
    yield from ((kind, KINDS[kind]) for kind in KINDS if kind in kinds and kind != MemberKind.PERSON)


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries and lines of words, set out below a drawing that is as wide as `box`."""

    box: Box
    text: float
    keys: Sequence[Key]
    lines: Sequence[str] = ()

    @property
    def height(self) -> float:
        """So high all of it is."""
        rows = 1 + max((row for _key, _x, row in self._places()), default=-1)
        if not rows and not self.lines:
            return 0.0
        return self._row * (rows + 0.5) + LINE * self.text * len(self._wrapped())

    @property
    def _row(self) -> float:
        return 1.7 * self.text

    def _wrapped(self) -> list[str]:
        width = self.box.right - self.box.left
        return [each for line in self.lines for each in wrapped(line, self.text, width)]

    def _places(self) -> Iterator[tuple[Key, float, int]]:
        x, row, width = 0.0, 0, self.box.right - self.box.left
        for key in self.keys:
            wide = 3.4 * self.text + text_width(key[1], self.text)
            if x and x + wide > width:
                x, row = 0.0, row + 1
            yield key, self.box.left + x, row
            x += wide + 1.2 * self.text

    def draw(self, root: Element) -> None:
        """Adds it below the box."""
        group, text = SubElement(root, "g", {"id": "legend"}), self.text
        bottom = self.box.bottom + self._row * 0.5
        for (key, words), left, row in self._places():
            x, y = left + 1.4 * text, self.box.bottom + self._row * (row + 1)
            bottom = self.box.bottom + self._row * (row + 1.5)
            entry = SubElement(group, "g", {"id": f"legend-{key}"})
            if key in KINDS:
                draw_badge(entry, x, y, 1.5 * text, 5, key)
            else:
                known = Known.NOT_KNOWN if key == "not_known" else Known.YES
                draw_tie_line(
                    entry, (x - 1.2 * text, y), (x + 1.2 * text, y), known, key if key in set(Quality) else ""
                )
                if key == "direction":
                    draw_arrow(entry, (x - 1.2 * text, y), (x + 1.2 * text, y), 0)
            SubElement(
                entry,
                "text",
                {"x": number(x + 1.8 * text), "y": number(y + 0.35 * text), "font-size": number(text)},
            ).text = words
        for index, line in enumerate(self._wrapped()):
            y = bottom + LINE * text * (index + 0.75)
            at = {"x": number(self.box.left), "y": number(y), "font-size": number(text)}
            SubElement(group, "text", at).text = line
