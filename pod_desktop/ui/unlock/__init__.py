"""The way in: start a team, open its data, or look around. It knows nothing of services or storage."""

from pod_desktop.ui.unlock.refusal import Refusal
from pod_desktop.ui.unlock.screen import UnlockScreen
from pod_desktop.ui.unlock.start_form import StartTeam

__all__ = ["Refusal", "StartTeam", "UnlockScreen"]
