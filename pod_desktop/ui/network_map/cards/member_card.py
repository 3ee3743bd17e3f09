"""The member card: everything the map knows of one member. A form whose fields are stored when left."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.clock import Clock
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.domain.needs import review_day
from pod_desktop.domain.network import Known, MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.ui import theme, times
from pod_desktop.ui.network_map.acts import MapActs
from pod_desktop.ui.network_map.cards.fold import Fold
from pod_desktop.ui.network_map.cards.invite_steps import InviteSteps
from pod_desktop.ui.network_map.cards.joined_list import JoinedList
from pod_desktop.ui.network_map.cards.needs_review import NeedsReview
from pod_desktop.ui.network_map.cards.ties_list import TiesList
from pod_desktop.ui.network_map.cards.written import Written
from pod_desktop.ui.network_map.table.rows import Badge, badge_picture
from pod_desktop.ui.network_map.words import kind_words, known_options, place_words, sector_options
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import (
    Choice,
    Field,
    FlowLayout,
    Heading,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
    WordsField,
    leave_the_wheel,
)

_BADGE = 48
_PAUSE_MS = 1_500
"""So long nothing is typed before what is typed is kept."""
_FOLDED = {"needs_format", "needs_support", "needs_language"}


class MemberCard(QWidget):
    """Shows a member, and gives every change to the acts with what its field had shown."""

    removal_requested = Signal()
    list_requested = Signal()
    place_requested = Signal()
    sector_requested = Signal(str)
    erasure_requested = Signal()

    def __init__(self, acts: MapActs, person_name: str, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts, self._clock = acts, clock
        self._member: MemberView | None = None
        self._letters = ""
        self._marks = Marks()
        self._make_head()
        self._make_fields(person_name)
        self.invite_steps = InviteSteps(person_name)
        self.ties = TiesList()
        self.joined = JoinedList()
        self._make_actions()
        self._lay_out()
        self._connect()
        self._run = 0
        """Counts what was written to its end: undo takes each back by itself."""
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._keep_while_writing)
        for field in self._fields.values():
            field.changed.connect(lambda _text: self._pause.start())
        self.needs.changed.connect(self._pause.start)

    @property
    def member_id(self) -> EntityId | None:
        """Whose card this is."""
        return self._member.id if self._member else None

    def show_member(self, view: MapView, member: MemberView, letters: str, askers: Sequence[Someone]) -> None:
        """Shows a member as they are now. What is being written stays, and is stored later."""
        if self.member_id not in {None, member.id}:
            self.commit()
            for written in self._written:
                written.shown = None
            self.name_field.set_error("")
        self._member, self._letters = member, letters
        for written in self._written:
            written.show(member)
        self.setAccessibleName(self.tr("Card of {name}").format(name=member.name))
        self._heading.setText(member.name)
        self._where.setText(place_words(member))
        self._marks.show(member.differs, member.id)
        self._tint()
        self.sector_choice.show_stored(member.sector)
        self.kind_box.setCurrentIndex(self.kind_box.findData(member.member_kind))
        for name, choice in self.questions.items():
            choice.show_stored(getattr(member, name))
        self._show_what_can_be_asked(member)
        self.invite_steps.show_member(member, askers, self._clock.now())
        self.needs_review.show_member(member, self._clock.now())
        if member.differs & _FOLDED:
            self.rare.set_open(True)
        self.ties.show_ties(view, member.id)
        self.joined.show_joined(member)
        self._remove_button.setText(
            self.tr("Take off the map…") if member.placed else self.tr("Take off the list…")
        )
        self._place_button.setVisible(not member.placed)
        self._list_button.setVisible(member.placed)

    def _show_what_can_be_asked(self, member: MemberView) -> None:
        """Of somebody who died nothing is asked that only the living can do; what was stored is shown.

        Nor is it asked how to reach a pet or an inner voice, and what they need to take part.
        """
        has_died = member.member_kind == MemberKind.DIED
        nobody_to_reach = has_died or member.member_kind in {MemberKind.PET, MemberKind.INNER_VOICE}
        for name, parts in self._of_the_living.items():
            left_out = has_died if name in self.questions else nobody_to_reach
            said = getattr(member, name) not in ("", Known.NOT_KNOWN, None)
            for part in parts:
                part.setVisible(not left_out or said or name in member.differs)

    @property
    def is_writing(self) -> bool:
        """Whether something is written and not stored yet."""
        return any(written.touched for written in self._written)

    def commit(self) -> None:
        """Stores whatever was written and not stored yet."""
        for written in self._written:
            self._store(written)

    def leave(self) -> None:
        """The card shows nobody any more."""
        self.commit()
        self._member = None
        for written in self._written:
            written.shown = None

    # --- storing ------------------------------------------------------------------------------------------

    def _keep_while_writing(self) -> None:
        """After a pause, so that a battery that dies takes no words with it. The field stays as it is typed.

        Not the name, which would change on the map with half of it.
        """
        for written in self._written:
            if written.name != "name" and written.shown is not None and written.touched:
                shown = written.shown
                sentence = self._hand_in(written, shown)
                now = self._now_shown()
                if not sentence and now is not None and now.id == shown.id:
                    written.shown = now

    def _hand_in(self, written: Written, shown: MemberView) -> str:
        joins = f"write {written.name} of {shown.id} {self._run}"
        if written.name.startswith("needs"):
            return self._acts.record_needs(shown, joins=joins, **{written.name: written.read()})
        return self._acts.change(shown, joins=joins, **{written.name: written.read()})

    def _store(self, written: Written) -> None:
        """Stores one field, if it was touched, over what the field had shown."""
        if self._member is None or written.shown is None or not written.touched:
            return
        shown = written.shown
        sentence = self._hand_in(written, shown)
        self._run += 1
        if written.name == "name":
            self.name_field.set_error(sentence)
        now = self._now_shown()
        if not sentence and now is not None and now.id == shown.id:
            written.load(now)

    def _now_shown(self) -> MemberView | None:
        """Whose card it is after an act, which may have brought a newer look."""
        return self._member

    def _change(self, **fields: str) -> None:
        if self._member is not None:
            self._acts.change(self._member, **fields)

    def _needs_asked_again(self) -> None:
        self.commit()  # with what the field had shown, which may be less than the card has heard since
        if self._member is not None:
            self._acts.record_needs(self._member)

    def _review_planned(self, chosen: int | date | None) -> None:
        if self._member is not None:
            day = review_day(self._clock.now(), chosen, times.HOME_ZONE)
            self._acts.plan_needs_review(self._member, day)

    def _invited(self, act: Callable[..., str], *more: str) -> None:
        if self._member is not None:
            act(self._member, *more)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.needs.edit and event.type() == QEvent.Type.FocusOut:
            self._store(next(each for each in self._written if each.name == "needs"))
        return super().eventFilter(watched, event)

    # --- looks --------------------------------------------------------------------------------------------

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()

    def _tint(self) -> None:
        if self._member is not None:
            badge = Badge(self._letters, self._member.hue, self._member.member_kind)
            self._badge.setPixmap(badge_picture(badge, _BADGE))

    def _make_head(self) -> None:
        self._badge = QLabel()
        self._badge.setFixedSize(_BADGE, _BADGE)
        self._heading, self._where = Heading("", 2), Quiet()

    def _make_fields(self, person_name: str) -> None:
        self.name_field = Field(self.tr("Name"))
        self.words_field = Field(
            self.tr("Who they are, in {person}’s words").format(person=person_name),
            placeholder=self.tr("mum, next door, GP"),
        )
        self.sector_choice = Choice(sector_options(), self.tr("Part of the map"))
        self.kind_box = QComboBox()
        leave_the_wheel(self.kind_box)
        self.kind_box.setMinimumHeight(theme.TARGET)
        self.kind_box.setAccessibleName(self.tr("What they are"))
        for kind in MemberKind:
            self.kind_box.addItem(kind_words(kind.value), kind.value)
        self.questions = {
            "knows": Choice(known_options(), self.tr("Knows about this?")),
            "worried": Choice(known_options(), self.tr("Is worried?")),
            "could_help": Choice(known_options(), self.tr("Could help?")),
        }
        self.needs = WordsField(
            self.tr("What they need to take part"),
            placeholder=self.tr("large print, an interpreter for Polish, somebody beside them"),
            lines=2,
            quoted=False,
        )
        self.needs_parts = {
            "needs_format": Field(self.tr("How they read best"), placeholder=self.tr("large print")),
            "needs_support": Field(self.tr("Who or what helps them to take part")),
            "needs_language": Field(self.tr("Their language, and an interpreter")),
        }
        self.needs_review = NeedsReview()
        self.rare = Fold(self.tr("More about them"), self.tr("Less about them"))
        self.contact_field = Field(self.tr("How to reach them"))
        fields = {"name": self.name_field, "words": self.words_field, "contact": self.contact_field}
        self._fields = fields | self.needs_parts
        self._of_the_living: dict[str, tuple[QWidget, ...]] = {
            "needs": (self.needs,),
            "needs_review": (self.needs_review,),
            "contact": (self.contact_field,),
            **{name: (field,) for name, field in self.needs_parts.items()},
        }
        """By field, what only the living can be asked."""
        self._written = [Written(name, each.text, each.set_text) for name, each in self._fields.items()]
        self._written.append(Written("needs", self.needs.words, self.needs.set_words))

    def _make_actions(self) -> None:
        self._place_button = SecondaryButton(self.tr("Put on the map"), "map-pin")
        self._list_button = QuietButton(self.tr("Back to the list of names"))
        self._remove_button = QuietButton(self.tr("Take off the map…"), "user-minus")
        self._erase_button = QuietButton(self.tr("Erase everywhere…"))

    def _connect(self) -> None:
        for field, written in zip(self._fields.values(), self._written[:-1], strict=True):
            field.edit.editingFinished.connect(lambda written=written: self._store(written))
        self.needs.edit.installEventFilter(self)
        self.sector_choice.chosen.connect(self.sector_requested)
        self.kind_box.activated.connect(
            lambda index: self._change(member_kind=str(self.kind_box.itemData(index)))
        )
        for name, choice in self.questions.items():
            choice.chosen.connect(lambda value, name=name: self._change(**{name: value}))
        self.needs_review.asked_again.connect(self._needs_asked_again)
        self.needs_review.planned.connect(self._review_planned)
        steps, acts = self.invite_steps, self._acts
        steps.idea_noted.connect(lambda: self._invited(acts.note_idea))
        steps.yes_given.connect(lambda: self._invited(acts.person_said_yes))
        steps.yes_taken_back.connect(lambda: self._invited(acts.take_yes_back))
        steps.asked_by_chosen.connect(lambda who: self._invited(acts.record_asked, who))
        steps.answer_chosen.connect(lambda answer: self._invited(acts.record_answer, answer))
        self._place_button.clicked.connect(self.place_requested)
        self._list_button.clicked.connect(self.list_requested)
        self._remove_button.clicked.connect(self.removal_requested)
        self._erase_button.clicked.connect(self.erasure_requested)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head, names = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(12)
        names.setSpacing(0)
        names.addWidget(self._heading)
        names.addLayout(self._marks.beside(self._where, "angle", "distance"))
        head.addWidget(self._badge)
        head.addLayout(names, 1)
        column.addLayout(head)
        column.addWidget(self._place_button)
        column.addLayout(self._marks.beside(self.name_field, "name"))
        column.addLayout(self._marks.beside(self.words_field, "words"))
        column.addLayout(self._under(self.tr("Part of the map"), self.sector_choice, "sector"))
        column.addLayout(self._under(self.tr("What they are"), self.kind_box, "member_kind"))
        for name, choice in self.questions.items():
            column.addLayout(self._under(choice.accessibleName(), choice, name))
        column.addWidget(self.invite_steps)
        column.addWidget(self.ties)
        column.addLayout(self._marks.beside(self.needs, "needs"))
        column.addLayout(self._marks.beside(self.needs_review, "needs_review"))
        column.addLayout(self._marks.beside(self.contact_field, "contact"))
        column.addWidget(self.rare)
        self._lay_out_rare(self.rare.body)
        column.addWidget(self.joined)
        row = FlowLayout()
        row.addWidget(self._list_button)
        row.addWidget(self._remove_button)
        column.addLayout(row)
        column.addStretch(1)

    def _lay_out_rare(self, column: QVBoxLayout) -> None:
        for name, field in self.needs_parts.items():
            column.addLayout(self._marks.beside(field, name))
        row = FlowLayout()
        row.addWidget(self._erase_button)
        column.addLayout(row)

    def _under(self, question: str, answer: QWidget, field: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        words = Sentence(question)
        if field in self.questions:
            self._of_the_living[field] = (words, answer)
        column.addLayout(self._marks.beside(words, field))
        column.addWidget(answer)
        return column
