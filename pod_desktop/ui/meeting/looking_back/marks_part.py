"""Who brought in what others took up, and who invited whom: counted from what people marked alone.

After Seikkula, Laitila and Rober (see domain/dominance). The method's own word is not on the screen: it would
be heard as a judgement of somebody.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pod_desktop.domain.dominance import FEW, BroughtIn, Marks
from pod_desktop.domain.looking_back import LookedAt, LookingBack
from pod_desktop.outputs.figures import Stretch
from pod_desktop.ui.meeting.looking_back.made_anew import put_in, take_away, told_widgets
from pod_desktop.ui.meeting.looking_back.tables import BroughtTable, MarksTable
from pod_desktop.ui.meeting.looking_back.words import log_names
from pod_desktop.ui.widgets import Card, Heading, Quiet, Sentence


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("LookingBack", text, None, n)


class MarksPart(Card):
    """Of each log by itself; where nobody marked anything, that is what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Who brought in what, and who invited whom"))
        self._how = Quiet(how_marks_are_counted())
        self.add(self._how)
        self.brought: list[BroughtTable] = []
        self.marks: list[MarksTable] = []
        self._logs: list[QWidget] = []

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now; of totals there are no marks."""
        take_away(self._logs)
        self._logs, self.brought, self.marks = [], [], []
        for log in view.logs:
            if log.marks is not None:
                name = log_names(view)[log.id]
                self._logs += [Heading(name, 3)] if name else []
                self._add(view, log, log.marks)
        self.setVisible(bool(self._logs))
        put_in(self.body, self._logs)

    def told(self) -> Stretch:
        """The same as it goes onto paper; nothing of totals."""
        return told_widgets(self.accessibleName(), [self._how, *self._logs] if self._logs else [])

    def _add(self, view: LookingBack, log: LookedAt, marks: Marks) -> None:
        names = [one.name for one in log.measures.people]
        for title, brought, none in (
            (self.tr("Topics"), log.topics_brought, no_turn_has_a_topic()),
            (self.tr("Topical episodes"), log.episodes_brought, no_episode()),
        ):
            self._logs.append(Heading(title, 3))
            if brought is not None and brought.themes:
                table = BroughtTable(title)
                table.show_brought(view.people, names, brought)
                self.brought.append(table)
                self._logs.append(table)
            self._logs.append(Sentence(brought_words(brought) if brought is not None else none))
        self._logs.append(Heading(self.tr("Turns"), 3))
        if marks.invited or marks.addressed or marks.answering:
            table_of_marks = MarksTable(self.tr("Marks of turns"))
            table_of_marks.show_marks(view.people, names, marks)
            self.marks.append(table_of_marks)
            self._logs.append(table_of_marks)
        self._logs.append(Sentence(marks_words(marks)))


def how_marks_are_counted() -> str:
    """Where the counts come from, and what they are not."""
    return _tr(
        "Only what people said or marked is counted: who raised a topic, who introduced an episode, who "
        "invited a turn, to whom it was said, whom it answers. Nothing is worked out from who spoke after "
        "whom. Taken up: somebody else has a turn in it. Who spoke how often and how long stands above. The "
        "three ways of looking are those of Seikkula, Laitila and Rober (2012)."
    )


def no_turn_has_a_topic() -> str:
    """Said instead of counts of topics."""
    return _tr("No turn carries a topic, so it cannot be said whose topics were taken up.")


def no_episode() -> str:
    """Said instead of counts of episodes."""
    return _tr("Nobody has marked an episode.")


def brought_words(brought: BroughtIn) -> str:
    """How many themes were counted, and what was left out."""
    if not brought.themes:
        said = [_tr("Nobody said who of those here brought them in.")]
    else:
        said = [_tr("n = {n}, with the name of who brought it in.").format(n=brought.themes)]
        said += [_few()] if brought.themes < FEW else []
    if brought.by_nobody_named and brought.themes:
        said.append(_tr("Without a name, and not counted: %n.", brought.by_nobody_named))
    if brought.by_others:
        said.append(_tr("Brought in by somebody who was not here: %n.", brought.by_others))
    if brought.unnamed_turns:
        said.append(
            _tr(
                "Turns in them whose speaker nobody named, and which are not counted: %n.",
                brought.unnamed_turns,
            )
        )
    return " ".join(said)


def marks_words(marks: Marks) -> str:
    """At how many of all turns each mark was made; where at none, that."""
    said = []
    for count, some, none in (
        (
            marks.invited,
            _tr("Who invited it was marked at {count} of n = {n} turns."),
            _tr("Nobody marked who invited turns."),
        ),
        (
            marks.addressed,
            _tr("To whom it was said was marked at {count} of n = {n} turns."),
            _tr("Nobody marked to whom turns were said."),
        ),
        (
            marks.answering,
            _tr("Whom it answers was marked at {count} of n = {n} turns."),
            _tr("Nobody marked whom turns answer."),
        ),
    ):
        said.append(some.format(count=count, n=marks.turns) if count else none)
        said += [_few()] if 0 < count < FEW else []
    return " ".join(said)


def _few() -> str:
    return _tr("These are too few to say anything about the whole.")
