"""The map as two tables for a spreadsheet: people, and what joins them."""

import csv
import io
from collections.abc import Iterable

from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.network import ring_of
from pod_desktop.outputs.saying import typed

PEOPLE = (
    *("id", "name", "kind", "words", "sector", "ring", "angle_degrees", "distance"),
    *("knows", "worried", "could_help"),
)
TIES = ("id", "from_id", "from_name", "to_id", "to_name", "known", "direction", "words")
_FORMULA = ("=", "+", "-", "@")

Cell = str | int | float | None


def people_csv(view: MapView) -> bytes:
    """people.csv: a row for each member, UTF-8 with the mark that spreadsheets look for.

    `ring` is 1 (inner) to 3, `angle_degrees` clockwise from the top, `distance` 0 to 1 (outer edge);
    all three are empty without a place. `knows`, `worried` and `could_help` are yes, no or not_known.
    """
    return _table(PEOPLE, (_person(member) for member in view.members))


def ties_csv(view: MapView, *, quality: bool = False) -> bytes:
    """ties.csv: a row for each tie. `direction` is a_to_b (from … to), b_to_a or empty for neither.

    `quality` (strong, thin, strained) is a column only if it is asked for.
    """
    names = {view.person.id: view.person.name} | {member.id: member.name for member in view.members}
    rows = (
        (
            *(tie.id, tie.a_id, names[tie.a_id], tie.b_id, names[tie.b_id]),
            *(tie.known, tie.direction, tie.words),
            *((tie.quality,) if quality else ()),
        )
        for tie in view.ties
    )
    return _table((*TIES, "quality") if quality else TIES, rows)


def _person(member: MemberView) -> tuple[Cell, ...]:
    ring = None if member.distance is None else ring_of(member.distance)
    return (
        *(member.id, member.name, member.member_kind, member.words, member.sector),
        *(ring, member.angle, member.distance),
        *(member.knows, member.worried, member.could_help),
    )


def _table(heading: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> Cell:
    """A spreadsheet must not take for a formula what somebody typed: an apostrophe keeps it text.

    Also where apostrophes are typed before it, so that taking one away gives what was typed.
    """
    if not isinstance(cell, str):
        return cell
    words = typed(cell)
    return f"'{words}" if words.lstrip("'").startswith(_FORMULA) else words
