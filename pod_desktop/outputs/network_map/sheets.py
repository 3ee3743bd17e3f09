"""Which sheets a map is drawn on, and how large."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pod_desktop.domain.initials import letters_on_map
from pod_desktop.domain.map_views import MapView, TieView
from pod_desktop.domain.network import Known, Sector, sector_at
from pod_desktop.outputs.network_map.badges import LETTERS
from pod_desktop.outputs.network_map.labels import Box
from pod_desktop.outputs.network_map.layout import (
    EVEN_RINGS,
    ROOMY_RINGS,
    Ground,
    Placed,
    Sheet,
    Sizes,
    laid_out,
    may_fit,
    placed,
)
from pod_desktop.outputs.network_map.legend import Legend, legend_keys
from pod_desktop.outputs.network_map.lettering import text_width

LARGE_PRINT = 16.0
"""The smallest letters of large print, in points."""

_NORMAL, _LARGE = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0, 9.0), (20.0, 18.0, LARGE_PRINT)
_NARROW = 42.0
"""On a sheet so many times as wide as the letters of names they are as large as they get."""
_PER_LETTER = (2.4, 2.0, 1.6)
"""How wide badges are: so many times the size of the letters of names, less where there is no room."""

_SHARE = 0.35
"""Where more of the names than this have no room, moving people apart was never seen to make it."""


def one_sheet(view: MapView, width: float, height: float, *, quality: bool = False) -> Sheet:
    """The whole map with names as large as there is room for; who has none beside the badge is in `key`.

    With its legend it is `width` wide and at most `height` high. Raises MissingPart.
    """
    texts = [each for each in _NORMAL if each <= width / _NARROW + 0.01]
    smallest = texts[-1]
    there, ground = placed(view), _ground(view, width, height, texts[0] * 0.92, quality)
    tried = [(text, _PER_LETTER[0]) for text in texts] + [(smallest, times) for times in _PER_LETTER[1:]]
    clear: Sheet | None = None
    for text, times in tried:
        sizes = Sizes(text, text * times, 0.8 * text)
        if not may_fit(there, ground, sizes, named=text > smallest):
            continue
        for room in (False, True):
            sheet = laid_out(view, there, ground, sizes, room=room)
            if sheet.told:
                return sheet
            clear = sheet if sheet.clear else clear
            if not _nearly_told(sheet):
                break
    return clear or _counted(view, ground, Sizes(smallest, smallest * _PER_LETTER[0], 0.8 * smallest))


def large_sheets(view: MapView, width: float, height: float, *, quality: bool = False) -> Iterator[Sheet]:
    """The map in large print, each sheet `width` wide and with its legend at most `height` high.

    One sheet, or where that has no room for the names an overview with letters only, and then a sheet or more
    for each part of the map that has people. Raises MissingPart.
    """
    there, ground = placed(view), _ground(view, width, height, LARGE_PRINT, quality)
    for text in _LARGE:
        if not may_fit(there, ground, _large_sizes(view, text)):
            continue
        sheet = _large(view, there, ground, text)
        if sheet.told:
            yield sheet
            return
    yield _overview(view, there, ground)
    for sector in Sector:
        of_part = [each for each in there if sector_at(each.place.angle) is sector]
        if of_part:
            yield from _part(view, of_part, replace(ground, sector=sector))


def drawn_ties(view: MapView, sheet: Sheet) -> list[TieView]:
    """The ties between those who are drawn, without those of which is known that there is none."""
    return [t for t in view.ties if t.known != Known.NO and {t.a_id, t.b_id} <= sheet.points.keys()]


def _ground(view: MapView, width: float, height: float, text: float, quality: bool) -> Ground:
    there = placed(view)
    ids = {view.person.id, *(each.member.id for each in there)}
    ties = [tie for tie in view.ties if tie.known != Known.NO and {tie.a_id, tie.b_id} <= ids]
    keys = list(legend_keys((each.member for each in there), ties, quality))
    legend = Legend(Box(0, 0, width, 0), text, keys)
    return Ground(width, height - legend.height, text)


def _part(view: MapView, there: Sequence[Placed], ground: Ground) -> Iterator[Sheet]:
    """On as few sheets as it takes to tell every name, in the order of the angles."""
    in_order = sorted(there, key=lambda each: (each.place.angle, each.member.id))
    for count in range(1, len(in_order) + 1):
        size = -(-len(in_order) // count)
        groups = [in_order[at : at + size] for at in range(0, len(in_order), size)]
        for text in _LARGE if count == 1 else _LARGE[-1:]:
            if size > 1 and not all(may_fit(each, ground, _large_sizes(view, text)) for each in groups):
                continue
            made: list[Sheet] = []
            for group in groups:
                made.append(_large(view, group, ground, text))
                # Alone on a sheet there is a name that is too long for any; it is told below.
                if not made[-1].told and (size > 1 or text > LARGE_PRINT):
                    break
            else:
                yield from made
                return


def _large(view: MapView, there: Sequence[Placed], ground: Ground, text: float) -> Sheet:
    """With everybody where they are or, where that leaves a name without room, moved apart."""
    sizes = _large_sizes(view, text)
    sheet = laid_out(view, there, ground, sizes)
    if sheet.told or not _nearly_told(sheet):
        return sheet
    return laid_out(view, there, ground, sizes, room=True)


def _nearly_told(sheet: Sheet) -> bool:
    """Whether moving people apart may make room for the names that have none. For many it does not."""
    return len(sheet.key) <= max(3, _SHARE * len(sheet.points))


def _large_sizes(view: MapView, text: float) -> Sizes:
    letters = max(LARGE_PRINT, 0.8 * text)
    return Sizes(text, _badge(view, 2.2 * text, letters), letters)


def _overview(view: MapView, there: Sequence[Placed], ground: Ground) -> Sheet:
    wide, narrow = (
        _badge(view, 2.2 * LARGE_PRINT, LARGE_PRINT),
        _badge(view, 1.9 * LARGE_PRINT, LARGE_PRINT, LETTERS),
    )
    for badge in (wide, narrow):
        for rings in (EVEN_RINGS, ROOMY_RINGS):
            sizes = Sizes(LARGE_PRINT, badge, LARGE_PRINT)
            if not may_fit(there, ground, sizes, named=False):
                continue
            sheet = laid_out(view, there, replace(ground, rings=rings), sizes, named=False)
            if sheet.clear:
                return sheet
    return _counted(view, ground, Sizes(LARGE_PRINT, wide, LARGE_PRINT))


def _counted(view: MapView, ground: Ground, sizes: Sizes) -> Sheet:
    parts = [sector_at(each.place.angle) for each in placed(view)]
    counted = {sector: parts.count(sector) for sector in Sector}
    return replace(laid_out(view, [], ground, sizes), counted=counted)


def _badge(view: MapView, least: float, letters: float, part: float = 0.85) -> float:
    """How wide a badge is of which letters of this size take up only so large a part."""
    widest = max(text_width(each, letters, bold=True) for each in letters_on_map(view).values())
    return max(least, widest / part)
