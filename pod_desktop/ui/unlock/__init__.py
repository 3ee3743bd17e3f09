"""The way in: start a team, join, open, bring back, or look around. Knows nothing of services or storage."""

from pod_desktop.ui.unlock.refusal import Refusal
from pod_desktop.ui.unlock.screen import UnlockScreen
from pod_desktop.ui.unlock.start_form import StartTeam
from pod_desktop.ui.unlock.wanted import BringBack, JoinTeam, NewPassphrase

__all__ = ["BringBack", "JoinTeam", "NewPassphrase", "Refusal", "StartTeam", "UnlockScreen"]
