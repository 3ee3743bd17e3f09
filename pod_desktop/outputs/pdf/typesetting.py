"""A PDF from a template of `resources/pdf` and what it says."""

import json
from collections.abc import Mapping
from typing import Any

from pod_desktop.bundled import bundled
from pod_desktop.errors import PodError


def typeset(template: str, data: Mapping[str, Any], cannot: PodError) -> bytes:
    """A tagged PDF (PDF/UA-1); equal for equal data. Raises `cannot` where it cannot be made, MissingPart."""
    import typst

    try:
        return typst.compile(
            bundled(f"pdf/{template}.typ"),
            font_paths=[bundled("fonts"), bundled("pdf/fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            format="pdf",
            pdf_standards="ua-1",
        )
    except typst.TypstError:
        # Not chained: the typesetter's message may quote what it was given.
        raise cannot from None
