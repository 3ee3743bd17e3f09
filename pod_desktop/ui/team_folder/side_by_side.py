"""What laptops say differently, side by side: the same size for each, and a choice that nobody makes for us.

DifferenceCard(difference, now)    keep_requested(alternative)  keep_both_requested()
CameBackCard(struck, now)          keep_requested()  strike_requested()
"""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.differences import Alternative, Difference, SaidBy, StruckUnseen
from pod_desktop.outputs.saying import quoted
from pod_desktop.ui import times
from pod_desktop.ui.meeting.even_columns import EvenColumns
from pod_desktop.ui.widgets import Card, FlowLayout, Heading, Quiet, SecondaryButton, Sentence


def said_words(said: SaidBy, now: Instant) -> str:
    """Who, where and when: "Ana Reyes, on this laptop, today at 10:00"."""
    return QCoreApplication.translate("SideBySide", "{who}, on {laptop}, {when}").format(
        who=said.who, laptop=said.laptop, when=_when(said, now)
    )


def _when(said: SaidBy, now: Instant) -> str:
    return times.when_words(said.when, times.HOME_ZONE, now, translate=QCoreApplication.translate)


class AlternativeSheet(Card):
    """One value with who says it. All of a difference look the same, whoever says it."""

    def __init__(self, alternative: Alternative, keep: str, now: Instant, *, spoken: bool) -> None:
        super().__init__()
        self.alternative = alternative
        words = alternative.words
        shown = quoted(words) if spoken and words else words or self.tr("Nothing: it was left empty")
        self.words = Heading(shown, 3)
        self.keep = SecondaryButton(keep)
        self.keep.setAccessibleName(f"{keep}: {shown}")
        self.add(self.words)
        self.said = [Quiet(said_words(each, now)) for each in alternative.said_by]
        for each in self.said:
            self.add(each)
        if alternative.is_shown:
            self.add(Quiet(self.tr("Shown for the time being")))
        self.body.addStretch(1)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(". ".join([shown, *(each.text() for each in self.said)]))


class DifferenceCard(Card):
    """One difference, with the ways to settle it."""

    keep_requested = Signal(object)
    """With an `Alternative`."""
    keep_both_requested = Signal()

    def __init__(self, difference: Difference, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(difference.belongs_to, parent)
        self.difference = difference
        self.add(Sentence(difference.what))
        if difference.waits or difference.advice:
            self.add(Quiet(difference.waits or difference.advice))
        two = len(difference.alternatives) == 2
        names = [self.tr("Keep this"), self.tr("Keep that") if two else self.tr("Keep this")]
        self.sheets = [
            AlternativeSheet(each, names[min(place, 1)], now, spoken=difference.is_spoken)
            for place, each in enumerate(difference.alternatives)
        ]
        for sheet in self.sheets:
            if difference.waits:
                sheet.keep.hide()
            sheet.keep.clicked.connect(lambda _on=False, s=sheet: self.keep_requested.emit(s.alternative))
        columns = EvenColumns()
        columns.set_things(self.sheets)
        self.add(columns)
        both = self.tr("Keep both words") if two else self.tr("Keep all these words")
        self.keep_both = SecondaryButton(both)
        self.keep_both.setToolTip(
            self.tr("One below the other, each with who wrote it down")
            if difference.is_spoken
            else self.tr("One below the other, each as it was said")
        )
        self.keep_both.setAccessibleDescription(self.keep_both.toolTip())
        self.keep_both.setVisible(False)
        if difference.both and not difference.waits:
            row = FlowLayout()
            row.addWidget(self.keep_both)
            self.add_layout(row)
            self.keep_both.setVisible(True)
            self.keep_both.clicked.connect(lambda _on: self.keep_both_requested.emit())
        else:
            self.keep_both.setParent(self)
        self.setAccessibleName(f"{difference.belongs_to}. {difference.what}")
        if difference.waits:
            self.setAccessibleDescription(difference.waits)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self if self.difference.waits else self.sheets[0].keep


class CameBackCard(Card):
    """Something that was struck out by who did not know what another laptop says of it."""

    keep_requested = Signal()
    strike_requested = Signal()

    def __init__(self, struck: StruckUnseen, now: Instant, parent: QWidget | None = None) -> None:
        super().__init__(struck.belongs_to, parent)
        self.struck = struck
        words = QVBoxLayout()
        words.setSpacing(4)
        for said, reason in zip(struck.struck_by, struck.reasons, strict=True):
            sentence = self.tr("{who} struck this out on {laptop} {when}: {reason}")
            if not reason:
                sentence = self.tr("{who} struck this out on {laptop} {when}.")
            words.addWidget(
                Sentence(
                    sentence.format(
                        who=said.who, laptop=said.laptop, when=_when(said, now), reason=quoted(reason)
                    )
                )
            )
        self.add_layout(words)
        self.add(
            Quiet(self.tr("Something else was stored about it without knowing of that, so it is still here."))
        )
        self.keep = SecondaryButton(self.tr("Keep it"))
        if struck.waits:
            self.add(Quiet(struck.waits))
        self.strike = SecondaryButton(self.tr("Strike it out again"))
        row = FlowLayout()
        for button in (self.keep, self.strike):
            button.setAccessibleName(f"{button.text()}: {struck.belongs_to}")
            row.addWidget(button)
        self.add_layout(row)
        if struck.waits:
            self.strike.hide()
        self.keep.clicked.connect(lambda _on: self.keep_requested.emit())
        self.strike.clicked.connect(lambda _on: self.strike_requested.emit())

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.keep
