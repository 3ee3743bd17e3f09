"""For now: the views live in pod_desktop.domain.views."""

from pod_desktop.domain.views import *  # noqa: F403
