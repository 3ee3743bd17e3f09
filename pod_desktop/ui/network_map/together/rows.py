"""One member and the person's word on inviting them; and who was asked already."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.map_views import AskedView, WordView
from pod_desktop.domain.views import Someone
from pod_desktop.ui import times
from pod_desktop.ui.widgets import Choice, Heading, Quiet, Sentence

_WORDS = {None: "", True: "yes", False: "no"}


class WordRow(QWidget):
    """A name, three answers, and when the one that stands was given."""

    said = Signal(str, str)
    """The member's id, and "yes", "no" or "" for nothing said."""

    def __init__(self, member: Someone) -> None:
        super().__init__()
        self._name = Heading(member.name, 3)
        self.choice = Choice(
            [
                ("", self.tr("Not said yet")),
                ("yes", self.tr("Yes")),
                ("no", self.tr("Not to be invited, or not yet")),
            ],
            member.name,
            meeting=True,
        )
        self.when = Quiet("\u00a0")  # as high as what will be said there
        keeps = self.when.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # else all below moves under the hand that chose
        self.when.setSizePolicy(keeps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self.choice)
        column.addWidget(self.when)
        self.choice.chosen.connect(lambda word: self.said.emit(member.id, word))

    def show_word(self, word: WordView, now: Instant) -> None:
        """Shows the word that stands."""
        self._name.setText(word.member.name)
        self.choice.setAccessibleName(word.member.name)
        if self.choice.value() != _WORDS[word.yes]:
            self.choice.set_value(_WORDS[word.yes])
        self.when.setVisible(word.said is not None)
        if word.said is not None:
            ago = times.ago_words(word.said, now, QCoreApplication.translate)
            self.when.setText(self.tr("Said {ago}.").format(ago=ago))

    def take_focus(self) -> None:
        """The keyboard comes to the answer that stands."""
        for option in self.choice.findChildren(QRadioButton):
            if option.isChecked():
                option.setFocus(Qt.FocusReason.OtherFocusReason)


class AskedLines(QWidget):
    """Who was asked since the last meeting: whoever is not to come after all has to be told."""

    def __init__(self, person_name: str) -> None:
        super().__init__()
        self._lines = Sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Heading(self.tr("Asked already"), 2))
        column.addWidget(self._lines)
        why = self.tr("Whoever was asked and is not to come after all has to be told. {person} says who.")
        column.addWidget(Quiet(why.format(person=person_name)))

    def show_asked(self, asked: Sequence[AskedView], now: Instant) -> None:
        """Everybody who was asked, whatever was said since."""
        self.setVisible(bool(asked))
        self._lines.setText(
            "\n".join(
                self.tr("{who} asked {name} {ago}.").format(
                    who=each.asked_by.name,
                    name=each.member.name,
                    ago=times.ago_words(each.asked, now, QCoreApplication.translate),
                )
                for each in asked
            )
        )
