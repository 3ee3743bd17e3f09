"""What a page was about is not stored any more: what is said, and what the program lets go of."""

from pod_desktop.domain.erasing import About
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotFound
from pod_desktop.services import Journal, erasure, people
from pod_desktop.ui.people import erasure_words


def is_gone(journal: Journal, person_id: EntityId) -> bool:
    """Whether nothing of this person is stored on this laptop."""
    try:
        people.record(journal, person_id)
    except NotFound:
        return True
    return False


def why_gone(journal: Journal, person_id: EntityId) -> str:
    """A sentence for the people page that comes instead; of a record taken off it tells anyway, so ""."""
    erased = {each.about_id for each in erasure.erasures(journal) if each.confirmed is not None}
    return erasure_words.erased(About.PERSON) if person_id in erased else ""
