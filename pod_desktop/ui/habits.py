"""How somebody likes to work with a screen: kept on this laptop with the settings, nobody's data in it."""

from collections.abc import Callable

import msgspec

from pod_desktop.settings import Settings


class Habits:
    """Without `keep`, as with the made-up family, they last until the program locks."""

    def __init__(
        self, settings: Settings | None = None, keep: Callable[[Settings], None] | None = None
    ) -> None:
        self._settings, self._keep = settings or Settings(), keep

    @property
    def names_one_at_a_time(self) -> bool:
        """Whether those who wait for a place on the map are shown one at a time."""
        return self._settings.names_one_at_a_time

    def set_names_one_at_a_time(self, on: bool) -> None:
        """The same from now on. Raises CannotStore when the disk refuses; it holds until the lock then."""
        self._settings = msgspec.structs.replace(self._settings, names_one_at_a_time=on)
        if self._keep is not None:
            self._keep(self._settings)
