"""How somebody likes to work with a screen: kept on this laptop with the settings, nobody's data in it."""

from collections.abc import Callable

import msgspec

from pod_desktop.settings import Scheme, Settings


class Habits:
    """Without `keep`, as with the made-up family, they last until the program locks.

    Each `set_…` raises CannotStore when the disk refuses; it holds until the lock then.
    """

    def __init__(
        self, settings: Settings | None = None, keep: Callable[[Settings], None] | None = None
    ) -> None:
        self._settings, self._keep = settings or Settings(), keep

    @property
    def names_one_at_a_time(self) -> bool:
        """Whether those who wait for a place on the map are shown one at a time."""
        return self._settings.names_one_at_a_time

    def set_names_one_at_a_time(self, on: bool) -> None:
        """The same from now on."""
        self._set(msgspec.structs.replace(self._settings, names_one_at_a_time=on))

    def set_text_scale(self, scale: float) -> None:
        """How large text is from the next start on; the window itself is told by `Theme`."""
        self._set(msgspec.structs.replace(self._settings, text_scale=scale))

    def set_scheme(self, scheme: Scheme) -> None:
        """The same for light and dark."""
        self._set(msgspec.structs.replace(self._settings, scheme=scheme))

    @property
    def turns_by_holding(self) -> bool:
        """Whether at the table a held key says who speaks, and for how long."""
        return self._settings.turns_by_holding

    def set_turns_by_holding(self, on: bool) -> None:
        """The same from now on."""
        self._set(msgspec.structs.replace(self._settings, turns_by_holding=on))

    @property
    def slip_ms(self) -> int:
        """The same tap again within so many milliseconds is a slip."""
        return self._settings.slip_ms

    def set_slip_ms(self, milliseconds: int) -> None:
        """The same from now on: 0 to 1000."""
        self._set(msgspec.structs.replace(self._settings, slip_ms=milliseconds))

    def _set(self, settings: Settings) -> None:
        self._settings = settings
        if self._keep is not None:
            self._keep(settings)
