"""What is seen through the services, in a form that goes over a pipe and can be compared."""

import json
from dataclasses import asdict
from typing import Any

Seen = dict[str, Any]


def plain(value: object) -> Any:
    """Only what JSON knows; instants, tuples and bytes as text or lists."""
    return json.loads(json.dumps(value, default=str))


def spread(name: str, view: Any) -> Seen:
    """A frozen view, one entry for each of its fields."""
    return {f"{name}: {field}": plain(value) for field, value in asdict(view).items()}


def difference(before: Seen, after: Seen) -> Seen:
    """What is new or other in `after`; None for what is gone."""
    changed = {key: value for key, value in after.items() if key not in before or before[key] != value}
    return {**changed, **{key: None for key in before if key not in after}}


def followed(before: Seen, told: Seen) -> Seen:
    """`before` after such a difference."""
    return {key: value for key, value in {**before, **told}.items() if value is not None}
