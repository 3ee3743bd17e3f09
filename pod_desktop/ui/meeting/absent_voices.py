"""Who is not here, and may be heard all the same: named for the map, never counted among who is here."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone
from pod_desktop.ui.meeting.faces import badge, by_name
from pod_desktop.ui.widgets import Field, FlowLayout, Quiet, SecondaryButton, distinct_initials

_VOICES = frozenset({MemberKind.INNER_VOICE, MemberKind.ABSENT_VOICE, MemberKind.DIED})


class AbsentVoices(QWidget):
    """A question that can be left alone, the voices that are known, and a place to name one more."""

    named = Signal(str)
    """A name was given. Whoever takes it empties the field by `taken`."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Someone] | None = None
        self._known: frozenset[str] = frozenset()
        """The names of everybody on the map, as they are compared."""
        self._faces: list[QWidget] = []
        self.name = Field(
            self.tr("Who is not here, and may be heard all the same?"),
            placeholder=self.tr("Their name, or what the voice is called"),
            meeting=True,
        )
        self.name.setMaximumWidth(480)
        self.add = SecondaryButton(self.tr("Name them"), "plus", meeting=True)
        self._flow = FlowLayout(spacing=16)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name, 3)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(
            Quiet(self.tr("Nobody has to be named. They come on the map, and are not counted as here."))
        )
        column.addLayout(self._flow)
        self.name.submitted.connect(lambda _name: self.name_now())
        self.add.clicked.connect(self.name_now)

    def set_people(self, people: Iterable[Someone]) -> None:
        """Of everybody on the map, the voices are shown; nobody is named twice."""
        people = tuple(people)
        self._known = frozenset(each.name.casefold() for each in people)
        voices = by_name(each for each in people if each.member_kind in _VOICES)
        if voices == self._shown:
            return
        self._shown = voices
        for gone in self._faces:
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        letters = distinct_initials([each.name for each in voices])
        self._faces = [_face(each, short) for each, short in zip(voices, letters, strict=True)]
        for face in self._faces:
            self._flow.addWidget(face)
            face.show()

    def shown(self) -> list[str]:
        """The names that are shown."""
        return [each.name for each in self._shown or ()]

    def taken(self) -> None:
        """The name is noted; there may be another."""
        self.name.set_text("")

    def name_now(self) -> None:
        """What is typed is a name."""
        name = " ".join(self.name.text().split())
        if name.casefold() in self._known:
            words = self.tr("{name} is on the map. Their words can be noted under their name.")
            self.name.set_error(words.format(name=name))
        elif name:
            self.named.emit(name)


def _face(someone: Someone, letters: str) -> QWidget:
    """A badge and a name, nothing to press."""
    face = QWidget()
    row = QHBoxLayout(face)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(badge(someone, 32, letters))
    row.addWidget(Quiet(someone.name))
    return face
