"""Several laptops' logs of one meeting, for training: how far two agree, and which is looked at first."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Signal

from pod_desktop.domain.log_agreement import LogAgreement, log_agreement
from pod_desktop.domain.looking_back import LookedAt, LookingBack
from pod_desktop.errors import PodError
from pod_desktop.services.turn_log import span_of
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.meeting.looking_back.seconds import seconds_written
from pod_desktop.ui.meeting.looking_back.which_log import WhichOne
from pod_desktop.ui.meeting.looking_back.words import figure_words, log_names, share_words
from pod_desktop.ui.newest_look import NewestLook
from pod_desktop.ui.widgets import Card, Field, Quiet, Sentence


class TwoLogsPart(Card):
    """They stand beside each other and are never made one. Any two can be compared."""

    first_chosen = Signal(str)
    """The id of the log that is to be looked at first; "" for none."""
    compared = Signal()
    """What is said of the two that are compared is another sentence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.set_title(self.tr("The logs of several laptops, for training"))
        self._view: LookingBack | None = None
        self._looks = NewestLook(desk, self)
        self._said, self._joined = (
            Sentence(),
            Quiet(
                self.tr(
                    "Two laptops noted this meeting as two, and somebody joined them. Each log stays by "
                    "itself."
                )
            ),
        )
        self.one = WhichOne(self.tr("Compare this log"))
        self.other = WhichOne(self.tr("with this one"))
        self.ahead = Field(
            self.tr("Seconds by which the second log’s clock was ahead"),
            hint=self.tr("With − where it was behind. It changes nothing but the comparison."),
        )
        self.ahead.set_text("0")
        self.choice = WhichOne(self.tr("Which log is looked at first?"))
        how = Quiet(
            self.tr(
                "Each log is asked in the middle of every second that both cover who speaks, or whether it "
                "is silent. Agreement: the seconds of which both say the same ÷ all of them. Kappa: "
                "(agreement − agreement by chance) ÷ (1 − agreement by chance). Taps are compared, not "
                "people."
            )
        )
        self._lost = Quiet(self.tr("Nothing is lost by looking at one first, and none counts more."))
        for part in (
            self._joined, self.one, self.other, self.ahead, self._said, how, self.choice, self._lost,
        ):  # fmt: skip
            self.add(part)
        self.ahead.changed.connect(lambda _text: self._compare())
        self.one.chosen.connect(lambda _id: self._chose(self.one, self.other))
        self.other.chosen.connect(lambda _id: self._chose(self.other, self.one))
        self.choice.chosen.connect(self.first_chosen)

    @property
    def is_comparing(self) -> bool:
        """Whether a comparison is on its way."""
        return self._looks.is_looking

    def said(self) -> str:
        """The sentence about how far the two that are compared agree."""
        return self._said.text()

    def set_view(self, view: LookingBack) -> None:
        """The logs as they are now; with one there is nothing to say. What is compared stays compared."""
        self._view = view
        self.setVisible(len(view.logs) > 1)
        if len(view.logs) < 2:
            self._looks.leave_off()
            return
        names = log_names(view)
        self._joined.setVisible(view.is_joined)
        as_they_began = ("", self.tr("As they began"))
        self.choice.offer((as_they_began, *sorted((log.id, names[log.id]) for log in view.logs)), view.first)
        ordered = [log for log in view.logs if log.turns]
        offered = sorted((log.id, names[log.id]) for log in ordered)
        for which, place in ((self.one, 0), (self.other, 1)):
            kept = which.value() if which.value() in {log.id for log in ordered} else None
            which.offer(offered, kept or (ordered[place].id if len(ordered) > place else None))
            which.setVisible(len(ordered) > 2)
        self.ahead.setVisible(len(ordered) > 1)
        self._compare()

    def _chose(self, which: WhichOne, beside: WhichOne) -> None:
        """A log is not compared with itself: the other one gives way."""
        if which.value() == beside.value():
            beside.choose(next(id_ for id_ in which.ids if id_ != which.value()))
        self._compare()

    def _log(self, which: WhichOne) -> LookedAt | None:
        logs = self._view.logs if self._view is not None else ()
        return next((log for log in logs if log.turns and log.id == which.value()), None)

    def _compare(self) -> None:
        one, other = self._log(self.one), self._log(self.other)
        ahead = seconds_written(self.ahead.text())
        self.ahead.set_error("" if ahead is not None else self.tr("Write seconds, such as 3 or −1.5."))
        if one is None or other is None:
            self._looks.leave_off()
            self._tell(self.tr("Only totals were kept, so how far the logs agree cannot be said."))
        elif ahead is not None:
            by, names = timedelta(seconds=ahead), self._names(one, other)
            say = partial(self._say, names, ahead)
            self._looks.look(lambda: _agreement(one, other, by), say, self._not_compared)

    def _names(self, one: LookedAt, other: LookedAt) -> tuple[str, str]:
        names = log_names(self._view) if self._view is not None else {}
        return names.get(one.id, one.laptop), names.get(other.id, other.laptop)

    def _say(self, names: tuple[str, str], ahead: float, found: LogAgreement) -> None:
        words = self.tr(
            "Agreement of “{one}” with “{other}”: {same}, Cohen’s kappa {kappa}, over n = {seconds} seconds."
        ).format(
            one=names[0],
            other=names[1],
            same=share_words(found.same),
            kappa=figure_words(found.kappa),
            seconds=found.seconds,
        )
        if ahead:
            how = (
                self.tr("The clock of “{other}” is taken to have been {seconds} s ahead.")
                if ahead > 0
                else self.tr("The clock of “{other}” is taken to have been {seconds} s behind.")
            )
            words += " " + how.format(other=names[1], seconds=f"{abs(ahead):g}")
        if any(found.unended):
            words += " " + self.tr(
                "Turns without a known end have no seconds here: {one} and {other}."
            ).format(one=found.unended[0], other=found.unended[1])
        self._tell(words)

    def _not_compared(self, error: PodError) -> None:
        self._tell(str(error))

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self.compared.emit()


def _agreement(one: LookedAt, other: LookedAt, ahead: timedelta) -> LogAgreement:
    return log_agreement(
        [span_of(turn) for turn in one.turns], [span_of(turn) for turn in other.turns], ahead=ahead
    )
