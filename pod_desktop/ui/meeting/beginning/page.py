"""Beginning a meeting: who is here. The person first; without them it is a conversation, and says so."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.ids import EntityId, new_id
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import PractitionerView, Someone
from pod_desktop.errors import NotFound
from pod_desktop.services import (
    Facts,
    Journal,
    meeting_views,
    meetings,
    network,
    people,
    planning,
    roster,
    voices,
)
from pod_desktop.ui import theme
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.absent_voices import AbsentVoices
from pod_desktop.ui.meeting.attempts import Attempts
from pod_desktop.ui.meeting.beginning.which_meeting import WhichMeeting
from pod_desktop.ui.meeting.beginning.without_person import WithoutPersonPart
from pod_desktop.ui.meeting.faces import Faces, by_name, can_be_here
from pod_desktop.ui.meeting.planning.where import WherePart
from pod_desktop.ui.meeting.team_here import TeamHere
from pod_desktop.ui.widgets import (
    Card,
    Field,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    QuietButton,
    ScrollColumn,
    SecondaryButton,
    Sentence,
)


@dataclass(frozen=True, slots=True)
class _Team:
    """The practitioners, as `FactsRelay.look` takes them."""

    practitioners: tuple[PractitionerView, ...]

    @classmethod
    def of(cls, journal: Journal) -> "_Team":
        """As they are now."""
        return cls(people.practitioners(journal))


class BeginPage(QWidget):
    """Faces to tap, one act to begin. Nothing else is asked.

    `meeting_id` is a planned meeting; without it one begins that nobody planned.
    """

    begun = Signal(str)
    cancelled = Signal()

    def __init__(self, desk: Desk, person_id: EntityId, meeting_id: EntityId | None = None) -> None:
        super().__init__()
        self._desk, self._person_id, self._meeting_id = desk, person_id, meeting_id
        self._map = network.network_map(desk.journal, person_id)
        self._plan = meeting_views.meeting(desk.journal, meeting_id) if meeting_id is not None else None
        self._team = _Team.of(desk.journal)
        self._me = next(each.id for each in self._team.practitioners if each.is_me)
        self._shown: dict[EntityId, Someone] = {}
        self._here: set[EntityId] = {self._me}
        self._newcomers: list[Someone] = []
        self._absent: list[Someone] = []
        """Voices that are on no map yet."""
        self._heard: set[EntityId] = set()
        """Who is not here and may be heard."""
        self._name = self._map.person.name
        self.faces = Faces(self.tr("Who is here"))
        self.newcomer = Field(
            self.tr("Someone else is here"), placeholder=self.tr("Their name"), meeting=True
        )
        self.add_newcomer = SecondaryButton(self.tr("Add"), "user-plus", meeting=True)
        self.team_here = TeamHere()
        self.absent = AbsentVoices()
        self.which, self._offers_plans = WhichMeeting(), meeting_id is None
        self.where: WherePart | None = None
        if meeting_id is None:
            self.where = WherePart(self._name, planning.places(desk.journal, person_id), meeting=True)
        self.begin = PrimaryButton(self.tr("Begin the meeting"), "play", meeting=True)
        self.cancel = QuietButton(self.tr("Not now"), meeting=True)
        self.without = WithoutPersonPart(self._name)
        self.attempts = Attempts()
        self._team_line = Quiet()
        self._lay_out()
        self._refresh()
        self._connect()

    def team_line(self) -> str:
        """The gentle line about how many of the team are here, or ""."""
        return "" if self._team_line.isHidden() else self._team_line.text()

    def _lay_out(self) -> None:
        theme.as_meeting(self)
        column = ScrollColumn(max_width=960)
        column.add(Heading(self.tr("Who is here?"), 1))
        column.add(self.which)
        column.add(Quiet(self.tr("Tap the face of everybody in the room.")))
        column.add(self.faces)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.newcomer.setMaximumWidth(480)
        row.addWidget(self.newcomer, 1)
        row.addWidget(self.add_newcomer, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column.add_layout(row)
        others = FlowLayout()
        others.addWidget(self.team_here)
        column.add_layout(others)
        column.add(self._team_line)
        buttons = FlowLayout(spacing=12)
        buttons.addWidget(self.begin)
        buttons.addWidget(self.cancel)
        column.add_layout(buttons)
        column.add(self.attempts)
        column.add(self.without)
        column.add(self.absent)
        if self.where is not None:
            card = Card(self.tr("Where are you?"))
            card.add(Sentence(self.tr("This can wait.")))
            card.add(self.where)
            self.where_card = card
            column.add(card)
        column.add_stretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _connect(self) -> None:
        self.faces.tapped.connect(self._tapped)
        self.which.chosen.connect(self._choose_meeting)
        self.newcomer.submitted.connect(lambda _name: self._add_newcomer())
        self.add_newcomer.clicked.connect(self._add_newcomer)
        self.absent.named.connect(self._name_absent)
        self.absent.chosen.connect(self._choose_absent)
        self.team_here.clicked.connect(self._offer_everybody)
        self.begin.clicked.connect(lambda: self._begin(""))
        self.cancel.clicked.connect(self.cancelled)
        self.without.begin_requested.connect(self._begin)
        shortcut = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.begin.click)
        self._desk.facts.changed.connect(self._facts_changed)

    def _facts_changed(self, facts: Facts) -> None:
        if facts.kinds() & {"member", "person", "practitioner", "invitee", "meeting"}:
            with self._desk.facts.looking():
                self._look_again(facts)
                self._refresh()

    def _look_again(self, facts: Facts) -> None:
        journal, look = self._desk.journal, self._desk.facts.look
        self._map = look(partial(network.network_map, journal, self._person_id), self._map, facts)
        if self._plan is not None:
            self._plan = look(partial(meeting_views.meeting, journal, self._plan.id), self._plan, facts)
        self._team = look(partial(_Team.of, journal), self._team, facts)

    def _choose_meeting(self, meeting_id: EntityId | None) -> None:
        self._meeting_id, journal = meeting_id, self._desk.journal
        self._plan = meeting_views.meeting(journal, meeting_id) if meeting_id is not None else None
        self._refresh()

    def _show_which(self) -> None:
        near = planning.plans_near(self._desk.journal, self._person_id) if self._offers_plans else ()
        plan = self._plan.brief if self._plan is not None else None
        self.which.show_meeting(plan, near, self._desk.clock.now())
        if self.where is not None:
            said = bool(self.where.place() or self.where.who_chose())
            self.where_card.setVisible(plan is None or said)  # what was said goes with what is begun

    def _refresh(self) -> None:
        self._show_which()
        self.faces.set_people(self._people(), self._here)
        self.absent.set_people(
            [*(each.someone for each in self._map.members), *self._absent], self._heard, self._here
        )
        self._judge()

    def _people(self) -> list[Someone]:
        """The person, who is invited, the other members, newcomers, the team."""
        on_map = {each.id: each.someone for each in self._map.members}
        for who in (self._here & self._shown.keys()) - on_map.keys():
            if (staying := self._off_the_map(who)) is not None:
                on_map[who] = staying
        members = by_name(each for each in on_map.values() if can_be_here(each))
        invited = {each.id for each in self._plan.invited} if self._plan is not None else set()
        members.sort(key=lambda each: each.id not in invited)
        self._shown = {each.id: each for each in members}
        today = roster.day_of(self._desk.clock.now())
        team = self.team_here.offered(self._team.practitioners, today, self._here)
        return [self._map.person, *members, *self._newcomers, *team]

    def _offer_everybody(self) -> None:
        self._refresh()
        self.faces.tile(self.team_here.left_out[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _off_the_map(self, who: EntityId) -> Someone | None:
        """Somebody who was tapped and is taken off the map since: they are in the room all the same.

        None for who is not stored any more.
        """
        try:
            return network.member(self._desk.journal, who).someone
        except NotFound:
            self._here.discard(who)
            return None

    def _tapped(self, who: EntityId, on: bool) -> None:
        if on:
            self._here.add(who)
        else:
            self._here.discard(who)
        self._refresh()

    def _judge(self) -> None:
        person_here = self._person_id in self._here
        self.begin.setEnabled(person_here)
        self.without.setVisible(not person_here)
        team = len({each.id for each in self._team.practitioners} & self._here)
        words = {
            0: self.tr("Nobody of the team is marked as here."),
            1: self.tr("One of the team is here. With two, you can reflect together."),
        }.get(team, "")
        self._team_line.setText(words)
        self._team_line.setVisible(bool(words))

    def _add_newcomer(self) -> None:
        name = " ".join(self.newcomer.text().split())
        if not name:
            self.newcomer.set_error(self.tr("Please give a name; it can be what they like to be called."))
            return
        # Until the meeting begins they are only here; then they get their place on the map's list.
        someone = self._somebody(name)
        self._newcomers.append(someone)
        self._here.add(someone.id)
        self.newcomer.set_text("")
        self._refresh()

    def _name_absent(self, name: str) -> None:
        someone = self._somebody(name, MemberKind.ABSENT_VOICE)
        self._absent.append(someone)
        self._heard.add(someone.id)
        self.absent.taken()
        self._refresh()

    def _choose_absent(self, who: EntityId, on: bool) -> None:
        if on:
            self._heard.add(who)
        else:
            self._heard.discard(who)
            self._absent = [each for each in self._absent if each.id != who]
        self._refresh()

    def _somebody(self, name: str, kind: str = MemberKind.PERSON) -> Someone:
        """Somebody who is on no map yet, with a hue that nobody has."""
        known = [*self._people(), *(each.someone for each in self._map.members), *self._absent]
        hue = max(each.hue for each in known if each.role != "practitioner") + 1
        return Someone(new_id(), name, hue, "member", kind)

    def _begin(self, without_person_reason: str) -> None:
        if self.newcomer.text():
            self._add_newcomer()
        self.absent.name_now()
        self.attempts.attempt(lambda: self._begin_or_raise(without_person_reason))

    def _begin_or_raise(self, without_person_reason: str) -> None:
        journal, new = self._desk.journal, {each.id for each in self._newcomers}
        meeting_id = meetings.begin_meeting(
            journal,
            self._person_id,
            here=[who for who in self.faces.on() if who not in new],
            meeting_id=self._meeting_id,
            without_person_reason=without_person_reason,
            place=self.where.place() if self.where is not None else "",
            place_chosen_by=self.where.who_chose() if self.where is not None else "",
        )
        for someone in self._newcomers:
            if someone.id in self._here:
                meetings.somebody_else_is_here(journal, meeting_id, someone.name)
        for someone in self._absent:
            voices.new_voice_may_be_heard(journal, meeting_id, someone.name)
        on_map = {each.id for each in self._map.members}
        for who in sorted((self._heard & on_map) - set(self.faces.on())):
            voices.may_be_heard(journal, meeting_id, who)
        self.begun.emit(meeting_id)
