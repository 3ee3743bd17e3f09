"""How care began: the first contact of a person's episode, and when a first meeting was offered."""

from collections.abc import Sequence
from dataclasses import replace

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.response import FirstContact, require_possible
from pod_desktop.domain.views import Seen
from pod_desktop.errors import NotAllowed
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.tables import Episode


def note_first_offer(
    journal: Journal, person_id: EntityId, when: Instant, *, seen: Seen | None = None
) -> None:
    """A first meeting was offered, which the person may have wanted later.

    Raises BadInput for a time ahead or before the first contact, NotAllowed where that is not said.
    """
    with journal.act() as act:
        episode = first_episode(act.all(Episode, person_id=person_id))
        contact = contact_of(episode)
        if episode is None or contact is None:
            raise NotAllowed("Please say first when help was asked for; then when a meeting was offered.")
        require_possible(replace(contact, offered=when), journal.clock.now())
        act.change(Episode, episode.id, seen=seen, first_offer=when)


def first_episode(episodes: Sequence[Episode]) -> Episode | None:
    """The one that began first, where two laptops have begun one each: help was first asked for then."""

    def begun(each: Episode) -> tuple[bool, float, EntityId]:
        since = each.first_contact
        return since is None, since.timestamp() if since else 0.0, each.id

    return min(episodes, key=begun, default=None)


def contact_of(episode: Episode | None) -> FirstContact | None:
    """The first contact of an episode; None while nobody said when it was."""
    if episode is None or episode.first_contact is None:
        return None
    return FirstContact(
        episode.first_contact, episode.first_contact_by, episode.first_contact_words, episode.first_offer
    )
