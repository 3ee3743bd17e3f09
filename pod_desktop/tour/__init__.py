"""The tour: a whole visit played through the real windows with synthetic input events.

    play(out, demo=False) -> 0 when every station is ok, else 1

It is the demo on a machine without a display, the source of the pictures in the docs, and an end-to-end test.
Each station does something as a person would, and then reads back what it did from the files on the disk,
opened once more with the passphrase. The first visit goes on with a second laptop: apart, and together again.
"""

from pod_desktop.tour.visit import play

__all__ = ["play"]
