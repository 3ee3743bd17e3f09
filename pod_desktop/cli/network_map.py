"""`map export` and `map import`: a network map out of the program and in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer
from pod_desktop.errors import BadInput

if TYPE_CHECKING:
    from pod_desktop.domain.map_draft import MapDraft
    from pod_desktop.domain.map_views import MapView


def export_map(arguments: Namespace) -> int:
    """Write a person's map as the kind of file that its ending names. Nothing about inviting is in it."""
    make = _maker(arguments)
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services.network import network_map

        view = network_map(journal, arguments.person)

    from pod_desktop.durable_files import replace_file

    replace_file(arguments.to, make(view))
    found = {"people": len(view.members), "ties": len(view.ties)}
    answer(
        f"The map was written to “{arguments.to}”: people {len(view.members)}, ties {len(view.ties)}.",
        {"person": arguments.person, "file": str(arguments.to), **found},
        as_json=arguments.json,
    )
    return 0


def _maker(arguments: Namespace) -> Callable[[MapView], bytes]:
    from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv
    from pod_desktop.outputs.network_map.graphml import map_graphml
    from pod_desktop.outputs.network_map.svg import map_svg
    from pod_desktop.outputs.pdf.network_map import map_pdf, map_png

    quality = arguments.quality
    makers: dict[str, Callable[[MapView], bytes]] = {
        ".pdf": lambda view: map_pdf(view, paper=arguments.paper, large=arguments.large, quality=quality),
        ".png": lambda view: map_png(view, quality=quality),
        ".svg": lambda view: map_svg(view, quality=quality),
        ".csv": lambda view: ties_csv(view, quality=quality) if arguments.ties else people_csv(view),
        ".graphml": lambda view: map_graphml(view, quality=quality),
    }
    ending = arguments.to.suffix.lower()
    if ending not in makers:
        raise BadInput(f"“{arguments.to.name}” has to end in one of {', '.join(makers)}.")
    return makers[ending]


def import_map(arguments: Namespace) -> int:
    """Take a file's people and ties in, all or nothing; whose names are on the map already are left out."""
    from pod_desktop.domain.kinship import seen_from
    from pod_desktop.services.map_files import read_draft

    read = read_draft(arguments.file, arguments.ties)
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services.map_files.taking_in import same_names, take_in
        from pod_desktop.services.network import network_map

        view = network_map(journal, arguments.person)
        draft = read if read.person else seen_from(read, _centre(read, arguments.who))
        there = same_names(draft, view)
        same = there if arguments.same else {}
        chosen = draft.of({each.key for each in draft.members if each.key not in there} | same.keys())
        people, ties = len(chosen.members) - len(same), len(chosen.ties)
        kept = 0
        if not arguments.dry_run:
            made = take_in(journal, arguments.person, chosen, same=same)
            people, ties, kept = len(made.members), made.ties, made.ties_kept
    figures = f"people {people}, ties {ties}."
    lines = [f"Taken in: {figures}"]
    if arguments.dry_run:
        lines = [f"Would be taken in: {figures} Nothing was stored."]
    if there:
        names = ", ".join(each.name for each in draft.members if each.key in there)
        lines.append(f"On the map already, by their names: {names}.")
    if kept:
        lines.append(f"Ties between two who have one already, which stays as it is: {kept}.")
    answer(
        "\n".join([*lines, *draft.left_out]),
        {"people": people, "ties": ties, "there": len(there), "stored": not arguments.dry_run},
        as_json=arguments.json,
    )
    return 0


def _centre(read: MapDraft, name: str) -> str:
    """The key of the one called so; "" for nobody."""
    if not name:
        return ""
    from pod_desktop.services.people import folded

    found = [each.key for each in read.members if folded(each.name) == folded(name)]
    if len(found) != 1:
        raise BadInput(f"The file names {len(found) or 'nobody'} as “{name}”; it has to be one.")
    return found[0]
