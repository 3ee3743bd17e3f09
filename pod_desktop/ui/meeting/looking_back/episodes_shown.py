"""Topical episodes to look at: each in words, and what may be counted in it. `episodes_part` marks them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.looking_back import EpisodeView, LookingBack
from pod_desktop.outputs.figures import Stretch
from pod_desktop.ui.meeting.looking_back.episode_form import since_words
from pod_desktop.ui.meeting.looking_back.made_anew import put_in, take_away, told_widgets
from pod_desktop.ui.meeting.looking_back.measures import not_counted_in
from pod_desktop.ui.meeting.looking_back.tables import PartPeopleTable, PartsTable
from pod_desktop.ui.meeting.looking_back.words import log_names
from pod_desktop.ui.widgets import Card, Heading, Quiet, Sentence


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("LookingBack", text, None, n)


def episode_words(number: int, episode: EpisodeView, began: Instant) -> tuple[str, str]:
    """What it is about, and from when to when, with who introduced it."""
    about = f"{number}. {episode.words or _tr('No words yet')}"
    since, until = since_words(episode.began, began), since_words(episode.ended, began)
    where = _tr("{since} to {until}").format(since=since, until=until)
    if episode.introduced_by is not None:
        where += ". " + _tr("Introduced by {name}").format(name=episode.introduced_by.name)
    return about, where


def episode_tables(view: LookingBack) -> tuple[list[QWidget], list[PartsTable]]:
    """The tables of each log with what is said below them, and which of them are of the episodes."""
    widgets: list[QWidget] = []
    tables = []
    for log in view.logs:
        if not log.episodes:
            continue
        name = log_names(view)[log.id]
        table = PartsTable(name or _tr("By episode"))
        table.show_parts(log.episodes, _tr("Introduced by"), _tr("No words yet"))
        people = PartPeopleTable(_tr("By episode and person"))
        titles = [str(number) for number in range(1, len(log.episodes) + 1)]
        people.show_parts(view.people, log.episodes, titles, first_voice=True)
        tables.append(table)
        said = not_counted_in(log.episodes, titles)
        if log.outside_episodes:
            said.append(_tr("Turns in no episode: %n.", log.outside_episodes))
        widgets += [*([Heading(name, 3)] if name else []), table, people, *map(Sentence, said)]
    return widgets, tables


class EpisodesShown(Card):
    """Nothing is marked here. It is there where somebody marked an episode."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_tr("Topical episodes"))
        self._parts: list[QWidget] = []

    def set_view(self, view: LookingBack) -> None:
        """The episodes as they are now."""
        take_away(self._parts)
        self._parts = []
        for number, episode in enumerate(view.episodes, 1):
            about, where = episode_words(number, episode, view.began)
            self._parts += [Sentence(about), Quiet(where)]
        self._parts += episode_tables(view)[0]
        self.setVisible(bool(self._parts))
        put_in(self.body, self._parts)


def told_episodes(view: LookingBack) -> Stretch:
    """The same as it goes onto paper; nothing where nobody marked any."""
    lines: list[QWidget] = [
        Sentence(": ".join(episode_words(number, episode, view.began)))
        for number, episode in enumerate(view.episodes, 1)
    ]
    return told_widgets(_tr("Topical episodes"), [*lines, *episode_tables(view)[0]])
