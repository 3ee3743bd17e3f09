"""How much room there is, as text sees it: large text in a wide window is like a narrow window."""

from pod_desktop.ui import theme


def room(pixels: int) -> float:
    """A width or height as it would be with text at its usual size."""
    return pixels * theme.BODY_PT / theme.font().pointSizeF()
