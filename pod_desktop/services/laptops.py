"""What the team's laptops are called."""

from pod_desktop.domain.ids import EntityId
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.sharing import keys


def laptop_name(reading: Reading, laptop_id: EntityId) -> str:
    """What people call a laptop, as it stands inside a sentence: as its admission to the team names it."""
    if laptop_id == reading.laptop():
        return "this laptop"
    member = keys.members(reading.session).get(keys.raw(laptop_id))
    return member.admission.name if member is not None else "another laptop"
