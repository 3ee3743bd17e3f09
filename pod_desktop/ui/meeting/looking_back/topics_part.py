"""What was spoken about each topic, by turns that carry it."""

from PySide6.QtWidgets import QWidget

from pod_desktop.domain.looking_back import LookingBack
from pod_desktop.outputs.figures import Stretch
from pod_desktop.ui.meeting.looking_back.made_anew import put_in, take_away, told_widgets
from pod_desktop.ui.meeting.looking_back.measures import not_counted_in
from pod_desktop.ui.meeting.looking_back.tables import PartPeopleTable, PartsTable
from pod_desktop.ui.meeting.looking_back.words import log_names
from pod_desktop.ui.widgets import Card, Heading, Quiet, Sentence


class TopicsPart(Card):
    """The topics in the room's order; the card is there where turns carry topics."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("By topic"))
        self._how = Quiet(
            self.tr(
                "The topic of a turn is the one that was talked about on the agenda when it began. "
                "Voices: people with at least one turn, of everybody who came. Share: somebody’s floor "
                "time ÷ everybody’s in that topic."
            )
        )
        self.add(self._how)
        self.tables: list[PartsTable] = []
        self.of_people: list[PartPeopleTable] = []
        self._logs: list[QWidget] = []

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now."""
        take_away(self._logs)
        self._logs, self.tables, self.of_people = [], [], []
        for log in view.logs:
            if not log.topics:
                continue
            name = log_names(view)[log.id]
            table, people = (
                PartsTable(name or self.tr("By topic")),
                PartPeopleTable(self.tr("By topic and person")),
            )
            table.show_parts(log.topics, self.tr("Raised by"), self.tr("No topic"))
            titles = [part.words or self.tr("No topic") for part in log.topics]
            people.show_parts(view.people, log.topics, titles, first_voice=False)
            self.tables.append(table)
            self.of_people.append(people)
            said = not_counted_in(log.topics, titles)
            self._logs += [*([Heading(name, 3)] if name else []), table, people, *map(Sentence, said)]
        self.setVisible(bool(self._logs))
        put_in(self.body, self._logs)

    def told(self) -> Stretch:
        """The same as it goes onto paper; nothing where no turn carries a topic."""
        return told_widgets(self.accessibleName(), [self._how, *self._logs] if self._logs else [])
