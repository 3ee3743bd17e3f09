"""Two cards beside each other: why they may be one, what each says, and which name stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from pod_desktop.domain.duplicates import MayBeOne
from pod_desktop.domain.map_views import MapView, MemberView
from pod_desktop.ui.network_map.duplicates.words import facts, reason_words, told_apart
from pod_desktop.ui.widgets import (
    Card,
    Choice,
    FlowLayout,
    Heading,
    PrimaryButton,
    Quiet,
    SecondaryButton,
    Sentence,
)


class PairRow(Card):
    """Asks whether two are one."""

    join_requested = Signal(str)
    """The id of who stays."""
    two_requested = Signal()
    """They are two different people."""

    def __init__(self, found: MayBeOne, view: MapView) -> None:
        super().__init__()
        self.found = found
        names = told_apart(found.stays, found.other)
        about = self.tr("{one} and {other}").format(one=names[0], other=names[1])
        self.set_title(about)
        both = (found.stays, found.other)
        self.stays = Choice(
            [(each.id, name) for each, name in zip(both, names, strict=True)],
            self.tr("Which name stays?"),
            value=found.stays.id,
        )
        self.join_button = PrimaryButton(self.tr("Join"))
        self.two_button = SecondaryButton(self.tr("Two different people"))
        for button in (self.join_button, self.two_button):
            button.setAccessibleDescription(about)
            button.setAutoDefault(False)
        self.add(Sentence(reason_words(found)))
        beside = QHBoxLayout()
        beside.setSpacing(24)
        for each, name in zip(both, names, strict=True):
            beside.addWidget(self._facts(each, name, view), 1)
        self.body.addLayout(beside)
        self.add(Quiet(self.tr("Which name stays?")))
        self.add(self.stays)
        row = FlowLayout()
        row.addWidget(self.join_button)
        row.addWidget(self.two_button)
        self.body.addLayout(row)
        self.join_button.clicked.connect(lambda: self.join_requested.emit(self.stays.value()))
        self.two_button.clicked.connect(self.two_requested)

    def take_focus(self) -> None:
        """The keyboard comes to the name that is proposed: a key that bounces changes nothing there."""
        for option in self.stays.findChildren(QRadioButton):
            if option.isChecked():
                option.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _facts(member: MemberView, name: str, view: MapView) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = facts(member, view)
        side.setAccessibleName(name)
        side.setAccessibleDescription("\n".join(said))
        column.addWidget(Heading(name, 3))
        for words in said:
            column.addWidget(Sentence(words))
        return side
