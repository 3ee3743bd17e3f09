"""Use cases: one function each. They take ids and values, return frozen views, and raise `PodError` children.

Screens get the journal from `app` and hand it back here; they never look inside.
"""

from pod_desktop.domain.views import Seen
from pod_desktop.storage.act import Facts
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.key_slots import WrongPassphrase

__all__ = ["Facts", "Journal", "Seen", "WrongPassphrase"]
