"""Erasing everywhere what is stored about somebody: one practitioner asks, another confirms.

ErasurePage(desk, about_kind, about_id)      left()   erased(sentence)

The same page asks for it, tells who asked, takes the request back and confirms it, as things stand.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.erasing import ErasurePreview, ErasureView, waiting
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import NotFound, PodError
from pod_desktop.services import Facts, erasure
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people import erasure_words as words
from pod_desktop.ui.widgets import (
    Card,
    Field,
    FlowLayout,
    Notice,
    Question,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
    bring_into_view,
)


class ErasurePage(ScrollColumn):
    """About one person or one network member."""

    left = Signal()
    """Not now."""
    erased = Signal(str)
    """It was confirmed, here or elsewhere, and is gone: what to say of it on the page that comes instead."""

    def __init__(
        self, desk: Desk, about_kind: str, about_id: EntityId, parent: QWidget | None = None
    ) -> None:
        super().__init__(640, parent)
        self._desk, self._about = desk, (about_kind, about_id)
        self._waiting: ErasureView | None = None
        self._preview: ErasurePreview | None = None
        self.question: Question | None = None
        self.card = Card()
        self.what_for, self.asked = Quiet(words.what_for()), Sentence()
        self.gone, self._stays = Sentence(), Quiet()
        self._takes_two = Quiet(
            self.tr(
                "It takes two: another practitioner confirms it, on their own laptop. Until then nothing is "
                "erased, and it can be taken back."
            )
        )
        self.reason = Field(
            self.tr("Why it is to be erased"),
            hint=self.tr("The reason stays when everything else is gone, so please say it without the name."),
        )
        self.said = Notice("")
        self._make_buttons()
        self._lay_out()
        self._show()
        self._look_what_would_go()
        desk.facts.changed.connect(self._facts_changed)

    def _make_buttons(self) -> None:
        self.ask = SecondaryButton(self.tr("Ask for it"))
        self.confirm = SecondaryButton(self.tr("Confirm: erase everywhere"))
        self.take_back = QuietButton(self.tr("Take it back"))
        self.leave = QuietButton(self.tr("Not now"))
        self.ask.clicked.connect(self._ask)
        self.reason.submitted.connect(lambda _: self._ask())
        self.confirm.clicked.connect(self._question_first)
        self.take_back.clicked.connect(self._take_back)
        self.leave.clicked.connect(self.left)

    def _lay_out(self) -> None:
        for part in (
            self.what_for,
            self.asked,
            self.gone,
            self._stays,
            self._takes_two,
            self.reason,
            self.said,
        ):
            self.card.add(part)
        row = FlowLayout(spacing=12)
        for button in (self.ask, self.confirm, self.take_back, self.leave):
            row.addWidget(button)
        self.card.add_layout(row)
        self.add(self.card)
        self.add_stretch()

    # --- what is shown ------------------------------------------------------------------------------------

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & {"erasure", "member", "meeting"}:
            self._show()

    def _show(self, said: str = "") -> None:
        """The request that waits, or the form that asks for one."""
        views = [each for each in erasure.erasures(self._desk.journal) if each.about_id == self._about[1]]
        if any(each.confirmed is not None for each in views):
            self._end()
            return
        was_waiting, asked_for = self._waiting, waiting(views)
        view = self._waiting = next((each for each in asked_for if not each.refusal), None) or next(
            iter(asked_for), None
        )
        if was_waiting is not None and view is None and not said:
            said = self.tr("It was taken back. Nothing has been erased.")
        name = view.name if view is not None else self._preview.name if self._preview is not None else ""
        self._show_title(name)
        self.asked.setText(words.asked(view, self._desk.clock.now()) if view is not None else "")
        self.asked.setVisible(view is not None)
        for part in (self.what_for, self._takes_two, self.reason, self.ask):
            part.setVisible(view is None)
        self.take_back.setVisible(view is not None)
        self.confirm.setVisible(view is not None and not view.refusal)
        self._say(said or (view.refusal if view is not None else ""))
        self._set_can_go_on()
        self.leave.setText(self.tr("Not now") if view is None or not view.refusal else self.tr("Back"))
        self.setFocusProxy(self._first)

    def _show_title(self, name: str) -> None:
        if self._waiting is None:
            title = self.tr("Erase everywhere what is stored about {name}")
        elif name:
            title = self.tr("All that is stored about {name} is to be erased")
        else:
            title = self.tr("All that is stored about somebody is to be erased")
        self.card.set_title(title.format(name=name))

    def _look_what_would_go(self) -> None:
        """Behind the screen: it goes through all that is stored."""
        kind, id_ = self._about
        journal = self._desk.journal
        self.gone.setText(self.tr("Looking for what would go…"))
        self._stays.hide()
        self._desk.jobs.run(
            lambda: erasure.preview(journal, kind, id_), done=self._show_preview, failed=self._no_preview
        )

    def _show_preview(self, found: ErasurePreview) -> None:
        if isValid(self):
            self._preview = found
            self.gone.setText(words.would_go(found, self._about[0]))
            self._stays.setText(words.would_stay(found))
            self._stays.show()
            self._show_title(found.name)
            self._set_can_go_on()

    def _no_preview(self, error: PodError) -> None:
        if not isValid(self):
            return
        self.gone.hide()
        if not isinstance(error, NotFound):  # a record that was taken off here: the refusal says so
            self._say(str(error))

    def _set_can_go_on(self) -> None:
        """Nobody asks or confirms before it is shown what would go."""
        for button in (self.ask, self.confirm):
            button.setEnabled(self._preview is not None)

    def _say(self, sentence: str) -> None:
        self.said.set_sentence(sentence)
        self.said.setVisible(bool(sentence))

    def _end(self) -> None:
        """It is erased, here or elsewhere."""
        self._desk.facts.changed.disconnect(self._facts_changed)
        self.erased.emit(words.erased(self._about[0]))

    # --- what is done -------------------------------------------------------------------------------------

    def _ask(self) -> None:
        if not self.ask.isEnabled():
            return
        try:
            erasure.ask_erasure(self._desk.journal, *self._about, self.reason.text())
        except PodError as error:
            self.reason.set_error(str(error))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.reason)
            return
        self.reason.set_text("")
        self._keyboard_to_first()

    def _take_back(self) -> None:
        if self._waiting is None:
            return
        try:
            erasure.take_request_back(self._desk.journal, self._waiting.id)
        except PodError as error:
            self._say(str(error))
            return
        self._keyboard_to_first()

    @property
    def _first(self) -> QWidget:
        """Where the keyboard begins: one more Enter does nothing that matters."""
        return self.reason if self._waiting is None else self.leave

    def _keyboard_to_first(self) -> None:
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question_first(self) -> None:
        view = self._waiting
        if view is None:
            return
        self.question = Question(
            self.tr("Erase everywhere what is stored about {name}?").format(name=view.name),
            self.tr(
                "It goes from this laptop now, and from each other laptop of the team as soon as it hears of "
                "it. It cannot be undone, and nobody can bring it back."
            ),
            (("leave", self.tr("Leave it")), ("erase", self.tr("Erase everywhere"))),
            self,
        )
        self.question.answered.connect(self._answered)
        self.question.open()

    def _answered(self, answer: str) -> None:
        view = self._waiting
        if answer != "erase" or view is None:
            return
        self.card.setEnabled(False)
        self._say(self.tr("It is being erased…"))
        journal, erasure_id = self._desk.journal, view.id
        self._desk.jobs.run(
            lambda: erasure.confirm_erasure(journal, erasure_id),
            done=lambda _entries: None,  # the facts tell this page, or the shell, that it is gone
            failed=self._refused,
            broken=self._go_on,
        )

    def _refused(self, error: PodError) -> None:
        self._go_on()
        if isValid(self):
            self._say(str(error))

    def _go_on(self) -> None:
        if isValid(self):
            self.card.setEnabled(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
