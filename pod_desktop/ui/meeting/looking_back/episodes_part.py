"""Topical episodes: marked together, from one moment to another, with words and who introduced each."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.log_views import TurnView
from pod_desktop.domain.looking_back import EpisodeView, LookingBack
from pod_desktop.services.topical_episodes import TopicalEpisodes
from pod_desktop.ui.left_keyboard import ONLY_MEANT
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.looking_back.episode_form import EpisodeForm, moment_of
from pod_desktop.ui.meeting.looking_back.episodes_shown import episode_tables, episode_words
from pod_desktop.ui.meeting.looking_back.left_forms import TypedEpisode
from pod_desktop.ui.meeting.looking_back.made_anew import put_in, take_away
from pod_desktop.ui.meeting.looking_back.tables import PartsTable
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
    bring_into_view,
)


class EpisodesPart(Card):
    """The episodes in their order, each with what may be counted in it, and the form for one."""

    def __init__(self, episodes: TopicalEpisodes, attempts: Attempts) -> None:
        super().__init__()
        self.set_title(self.tr("Topical episodes"))
        self._episodes, self._attempts = episodes, attempts
        self._view: LookingBack | None = None
        self._changed: EpisodeView | None = None
        self._chosen: TurnView | None = None
        self.tables: list[PartsTable] = []
        self.rows: list[EpisodeRow] = []
        self._parts: list[QWidget] = []
        self._below = QVBoxLayout()
        self._below.setSpacing(12)
        self.mark = SecondaryButton(self.tr("Mark an episode"), "plus")
        self.undo = QuietButton(self.tr("Undo"), "undo-2")
        self.redo = QuietButton(self.tr("Redo"), "redo-2")
        self.form = EpisodeForm(lambda: self._chosen)
        self.add(
            Quiet(
                self.tr(
                    "Stretches of talk about one thing, marked afterwards together. Who introduced each is "
                    "what people say. Turns that began in it are counted; first: from its beginning to "
                    "somebody’s first turn. At a turn above, [ begins an episode and ] ends it."
                )
            )
        )
        self.add_layout(self._below)
        row = FlowLayout(spacing=12)
        for button in (self.mark, self.undo, self.redo):
            row.addWidget(button)
        self.add_layout(row)
        self.add(self.form)
        self.form.hide()
        self.mark.clicked.connect(lambda: self._open(None))
        self.undo.clicked.connect(self.take_back)
        self.redo.clicked.connect(self.do_again)
        self.form.keep.clicked.connect(self._keep)
        self.form.leave.clicked.connect(self._leave)

    def set_view(self, view: LookingBack) -> None:
        """The episodes as they are now. What is being written stays."""
        self._view = view
        take_away(self._parts)
        self._parts, self.tables, self.rows = [], [], []
        self.setVisible(bool(view.logs) and not view.is_totals)
        for number, episode in enumerate(view.episodes, 1):
            line = EpisodeRow(number, episode, view.began)
            line.change.clicked.connect(partial(self._open, episode))
            line.take_out.clicked.connect(partial(self._take_out, episode))
            self.rows.append(line)
            self._parts.append(line)
        widgets, self.tables = episode_tables(view)
        self._parts += widgets
        put_in(self._below, self._parts)
        self.form.who.set_people(view.people)
        self.show_undo()

    def set_chosen(self, turn: TurnView | None) -> None:
        """The turn that is chosen on a strip: its beginning and its end can be taken."""
        self._chosen = turn
        self.form.set_can_take(turn is not None)

    def take_from_strip(self, ends: bool) -> None:
        """An episode begins, or ends, with the chosen turn. The keyboard stays at the strip until its end."""
        if self._view is None or not self.isVisible():
            return
        if self.form.isHidden():
            self._show_form(None)
        if not ends:
            self.form.take_since.click()
            return
        self.form.take_until.click()
        self.form.about.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Undo the latest act on episodes."""
        self._attempts.attempt(self._episodes.undo_stack.undo)
        self.show_undo()

    def do_again(self) -> None:
        """Redo what was undone last."""
        self._attempts.attempt(self._episodes.undo_stack.redo)
        self.show_undo()

    def show_undo(self) -> None:
        """What can be taken back now, of episodes and of turns that were put right."""
        stack = self._episodes.undo_stack
        self.undo.setEnabled(bool(stack.undo_label))
        self.redo.setEnabled(bool(stack.redo_label))
        self.undo.setVisible(bool(stack.undo_label or stack.redo_label))
        self.redo.setVisible(self.undo.isVisibleTo(self))

    def left(self) -> tuple[TypedEpisode | None, EpisodeView | None]:
        """What is half typed as the page is left, and of which episode."""
        return (None if self.form.isHidden() else self.form.typed()), self._changed

    def take_up(self, typed: TypedEpisode, changed: EpisodeView | None) -> None:
        """Goes on with it; the keyboard stays where it is."""
        self._show_form(changed)
        self.form.take_up(typed)

    def _open(self, episode: EpisodeView | None, _checked: bool = False) -> None:
        self._show_form(episode)
        self.form.since.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.form)

    def _show_form(self, episode: EpisodeView | None) -> None:
        if self._view is None:
            return
        self._changed = episode
        self.form.fill(episode, self._view.began, self._chosen)
        self.form.show()
        self.mark.hide()
        self.form.set_can_take(self._chosen is not None)

    def _keep(self) -> None:
        view, form, changed = self._view, self.form, self._changed
        if view is None:
            return

        def act() -> None:
            began = moment_of(
                form.since.text(), view.began, form.taken_since, changed.began if changed else None
            )
            ended = moment_of(
                form.until.text(), view.began, form.taken_until, changed.ended if changed else None
            )
            who = EntityId(form.who.value() or "") or None
            if changed is None:
                self._episodes.mark(began, ended, form.about.text(), who)
            else:
                self._episodes.change(changed, began, ended, form.about.text(), who)

        if self._attempts.attempt(act):
            self._leave()
        else:
            bring_into_view(self._attempts)
        self.show_undo()

    def _leave(self) -> None:
        self._changed = None
        self.form.hide()
        self.mark.show()
        self.mark.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_out(self, episode: EpisodeView, _checked: bool = False) -> None:
        self.mark.setFocus(Qt.FocusReason.OtherFocusReason)
        self._attempts.attempt(lambda: self._episodes.take_out(episode))
        self.show_undo()


class EpisodeRow(QWidget):
    """One episode in words."""

    def __init__(self, number: int, episode: EpisodeView, began: Instant) -> None:
        super().__init__()
        about, where = episode_words(number, episode, began)
        self.change = QuietButton(self.tr("Change"), "pencil")
        self.take_out = QuietButton(self.tr("Take out"), "x")
        self.take_out.setProperty(ONLY_MEANT, True)
        for button in (self.change, self.take_out):
            button.setAccessibleDescription(about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Sentence(about))
        column.addWidget(Quiet(where))
        row = FlowLayout(spacing=8)
        row.addWidget(self.change)
        row.addWidget(self.take_out)
        column.addLayout(row)
