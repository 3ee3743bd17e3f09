"""What the team's laptops are called."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.reading import Reading


def laptop_name(reading: Reading, laptop_id: EntityId) -> str:
    """What people call a laptop, as it stands inside a sentence."""
    return "this laptop" if laptop_id == reading.laptop() else "another laptop"
