"""A field of a card: what it showed, and whether somebody wrote since."""

from collections.abc import Callable

from pod_desktop.domain.map_views import MemberView


class Written:
    """One thing to write in: what it showed, and whether somebody wrote since."""

    def __init__(self, name: str, read: Callable[[], str], write: Callable[[str], None]) -> None:
        self.name, self.read, self._write = name, read, write
        self.shown: MemberView | None = None

    @property
    def touched(self) -> bool:
        """Whether it holds something that it did not show."""
        return self.shown is not None and self.read() != self._of(self.shown)

    def show(self, member: MemberView) -> None:
        """Shows the member's words, unless somebody is writing others."""
        if self.shown is None or not self.touched or self.read() == self._of(member):
            self.load(member)

    def load(self, member: MemberView) -> None:
        """Shows the member's words in any case."""
        self.shown = member
        if self.read() != self._of(member):
            self._write(self._of(member))

    def _of(self, member: MemberView) -> str:
        return str(getattr(member, self.name))
