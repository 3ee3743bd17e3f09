"""How each person would like to use the meeting: a wish under each name, and a topic of it in one act."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import MeetingView, Someone, WishView, person_first
from pod_desktop.outputs.saying import quoted
from pod_desktop.services import agenda
from pod_desktop.ui.meeting.agenda.taking_back import in_short
from pod_desktop.ui.meeting.faces import badge
from pod_desktop.ui.meeting.kept_words import KeptWords
from pod_desktop.ui.meeting.room import Room
from pod_desktop.ui.team_folder.mark import Marks
from pod_desktop.ui.widgets import Heading, QuietButton, Sentence, WordsField, distinct_initials

_WISHLESS = frozenset({MemberKind.PET})


class WishList(QWidget):
    """A row for everybody here who can be asked, the person first."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._rows: dict[EntityId, WishRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def set_view(self, view: MeetingView) -> None:
        """Shows who is here and what they wish; nobody's half-written wish is lost."""
        wishes: dict[EntityId, list[WishView]] = {}
        for wish in view.wishes:
            wishes.setdefault(wish.holder.id, []).append(wish)
        people = asked(view)
        letters = distinct_initials([each.name for each in people])
        for gone in self._rows.keys() - {each.id for each in people}:
            row = self._rows.pop(gone)
            row.store_now()
            row.hide()
            row.deleteLater()
        for place, (someone, short) in enumerate(zip(people, letters, strict=True)):
            row = self._rows.get(someone.id) or WishRow(self._room, someone, short)
            self._rows[someone.id] = row
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            own = wishes.get(someone.id, [])
            first = own[0] if own else None
            row.show_wish(first, is_topic(first, view), own[1:])

    def row(self, holder: EntityId) -> "WishRow":
        """Somebody's row. Raises KeyError for who is not asked."""
        return self._rows[holder]

    def has_words(self) -> bool:
        """Whether anybody's wish is written down, or is being."""
        return any(row.field.words() for row in self._rows.values())

    def store_now(self) -> None:
        """Stores what is being typed."""
        for row in self._rows.values():
            row.store_now()


class WishRow(QWidget):
    """One person's wish, in their words, stored when it is left."""

    def __init__(self, room: Room, someone: Someone, letters: str) -> None:
        super().__init__()
        self._room, self._someone = room, someone
        self._wish: WishView | None = None
        self.field = WordsField(lines=1, meeting=True)
        self.field.edit.setAccessibleName(self.tr("{name} would like").format(name=someone.name))
        self.kept = KeptWords(self.field, self._store, room.attempts.say)
        self.make_topic = QuietButton(self.tr("Topic"), "plus", meeting=True)
        # Where nothing can be made a topic the button keeps its room, so that nothing moves under a finger.
        policy = self.make_topic.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.make_topic.setSizePolicy(policy)
        self.make_topic.clicked.connect(self._make_topic)
        self.make_topic.installEventFilter(self)
        self.field.changed.connect(self._judge)
        written = QHBoxLayout()
        written.setSpacing(4)
        self._marks = Marks(meeting=True)
        written.addWidget(self.field, 1)
        written.addWidget(self._marks.mark("words", "holder_id"), 0, Qt.AlignmentFlag.AlignTop)
        written.addWidget(self.make_topic, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Heading(someone.name, 3))
        words.addLayout(written)
        self.others = Sentence()
        self.others.hide()
        words.addWidget(self.others)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(badge(someone, 48, letters), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self._topic = False

    def show_wish(self, wish: WishView | None, topic: bool, others: Sequence[WishView] = ()) -> None:
        """What is stored, and whether a topic has come of it. `others` another laptop wrote beside it."""
        said = [self.tr("{wish} on another laptop").format(wish=quoted(each.words)) for each in others]
        self.others.setText("\n".join(said))
        self.others.setVisible(bool(said))
        self._wish, self._topic = wish, topic
        self.kept.show(wish.words if wish is not None else "", wish.seen if wish is not None else {})
        if wish is not None:
            self._marks.show(wish.differs, wish.id)
        else:
            self._marks.show(())
        self._judge()

    def store_now(self) -> bool:
        """Stores what is being typed."""
        return self.kept.store_now()

    def _store(self, words: str) -> None:
        room, seen = self._room, self.kept.seen
        with room.attempts.keep(self.tr("the wish of {name}").format(name=self._someone.name)):
            agenda.set_wish(room.journal, room.meeting_id, self._someone.id, words, seen=seen)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._judge()
        return super().eventFilter(watched, event)

    def _is_done(self) -> bool:
        return self._topic and not self.kept.is_being_typed()

    def _judge(self) -> None:
        done = self._is_done()
        name = self.tr("On the agenda") if done else self.tr("Make it a topic")
        self.make_topic.setAccessibleName(name)
        self.make_topic.setToolTip(name)
        self.make_topic.set_icon("check" if done else "plus")
        # While the keyboard is at it, it only does nothing: disabled, Qt would put the keyboard into the wish
        # of whoever comes next, and what is typed then would be theirs.
        held = self.window().focusWidget() is self.make_topic
        self.make_topic.setEnabled(held or not done)
        self.make_topic.setVisible(bool(self.kept.typed()))

    def _make_topic(self) -> None:
        if self._is_done() or not self.store_now() or self._wish is None:
            return
        wish_id = self._wish.id
        self._room.attempts.attempt(
            lambda: agenda.wish_becomes_topic(self._room.journal, wish_id),
            self.tr("raise {topic}").format(topic=in_short(self._wish.words)),
        )


def asked(view: MeetingView) -> list[Someone]:
    """Who is asked: who is here, the person first, then the network, then the team; and who left a wish."""
    here = {stay.who.id: stay.who for stay in view.present}
    others = {wish.holder.id: wish.holder for wish in view.wishes if wish.holder.id not in here}
    people = [*person_first(here.values()), *others.values()]
    return [each for each in people if each.member_kind not in _WISHLESS]


def heard(view: MeetingView) -> list[Someone]:
    """Whose words and tasks there can be: who is asked, and who was in the room and has gone out of it."""
    here = asked(view)
    ids = {each.id for each in here}
    return [*here, *(who for who in view.came if who.id not in ids and who.member_kind not in _WISHLESS)]


def is_topic(wish: WishView | None, view: MeetingView) -> bool:
    """Whether a topic made from these words, raised by the wish's holder, is on the agenda, in any words."""
    return wish is not None and any(
        topic.raised_by is not None
        and topic.raised_by.id == wish.holder.id
        and wish.words in (topic.words, topic.made_from)
        for topic in view.topics
    )
