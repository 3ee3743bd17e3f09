"""Words that are typed and not stored yet: kept while the program is unlocked."""

from collections.abc import Mapping

from pod_desktop.domain.ids import EntityId


class Drafts:
    """What was being typed in a meeting, by its place. One object for one unlocked time.

    Screens put words down here when they go away and take them up when they come back. What can be stored is
    stored by the screens themselves. `left` is what was being typed when the program was stopped.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[EntityId, str], str] = {}
        self._marks: set[tuple[EntityId, str]] = set()
        self.left: dict[str, str] = {}
        self.is_taken_up = False
        """Whether it was looked for what an earlier run of the program left."""

    def words(self, thing: EntityId, place: str) -> str:
        """What was being typed at that place about `thing`; "" when nothing was."""
        return self._kept.get((thing, place), "")

    def keep(self, thing: EntityId, place: str, words: str) -> None:
        """Keep the words as they are; empty ones are forgotten."""
        if words.strip():
            self._kept[thing, place] = words
        else:
            self._kept.pop((thing, place), None)

    def by_place(self) -> tuple[tuple[str, str], ...]:
        """What is kept here and nowhere else, with its place, without what an earlier run left."""
        return tuple((place, words) for (_, place), words in self._kept.items())

    def unstored(self) -> tuple[str, ...]:
        """Everything that is kept here and nowhere else."""
        return tuple(words.strip() for words in (*self._kept.values(), *self.left.values()))

    def take_up_left(self, left: Mapping[str, str]) -> None:
        """This was left by an earlier run of the program."""
        self.left, self.is_taken_up = dict(left), True

    def marked(self, thing: EntityId, mark: str) -> bool:
        """Whether this was marked: an opening question put away, a topic held."""
        return (thing, mark) in self._marks

    def mark(self, thing: EntityId, mark: str, *, on: bool = True) -> None:
        """Mark it, or take the mark away."""
        if on:
            self._marks.add((thing, mark))
        else:
            self._marks.discard((thing, mark))
