"""The drawing with its legend and what can be chosen of it: counts or shares, everybody's arrows or one's."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pod_desktop.domain.following_layer import Arrow, arrows
from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.looking_back import LookedAt, LookingBack
from pod_desktop.domain.network import Place
from pod_desktop.ui.meeting.looking_back.on_map.drawing import FollowingDrawing
from pod_desktop.ui.meeting.looking_back.on_map.legend import ArrowsLegend
from pod_desktop.ui.meeting.looking_back.which_log import WhichOne
from pod_desktop.ui.meeting.looking_back.words import log_names, share_words
from pod_desktop.ui.widgets import ScrollColumn

HOW_OFTEN, SHARE, INVITED = "count", "share", "invited"
EVERYBODY = ""


class FollowingLayer(QWidget):
    """Of one log at a time. The same as a table is on the page it is opened from."""

    def __init__(self) -> None:
        super().__init__()
        self._view: LookingBack | None = None
        self._places: Mapping[EntityId, Place] = {}
        self.drawing = FollowingDrawing()
        self.legend = ArrowsLegend()
        self.log = WhichOne(self.tr("Which log?"))
        self.what = WhichOne(self.tr("What do the arrows show?"))
        self.whose = WhichOne(self.tr("Whose arrows?"))
        beside = ScrollColumn()
        for part in (self.what, self.whose, self.log, self.legend):
            beside.add(part)
            if isinstance(part, WhichOne):
                part.chosen.connect(lambda _id: self._draw())
        beside.add_stretch()
        beside.setFixedWidth(max(340, 22 * self.fontMetrics().averageCharWidth() * 2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.drawing, 1)
        row.addWidget(beside)

    def show_view(self, view: LookingBack, places: Mapping[EntityId, Place]) -> None:
        """The logs as they are now, with the places on the map. What was chosen stays where it can."""
        self._view, self._places = view, places
        names = log_names(view)
        logs = [log for log in view.logs if not log.is_totals]
        self.log.offer([(log.id, names[log.id]) for log in logs], _kept(self.log, [log.id for log in logs]))
        self.log.setVisible(len(logs) > 1)
        what = [(HOW_OFTEN, self.tr("How often")), (SHARE, self.tr("Share of whoever spoke before"))]
        if any(log.marks is not None and log.marks.invitations for log in logs):
            what.append((INVITED, self.tr("Who invited whom, as marked")))
        self.what.offer(what, _kept(self.what, [key for key, _words in what]))
        people = [(EVERYBODY, self.tr("Everybody’s")), *((who.id, who.name) for who in view.people)]
        self.whose.offer(people, _kept(self.whose, [id_ for id_, _name in people]))
        self._draw()

    def _draw(self) -> None:
        view = self._view
        log = next((each for each in view.logs if each.id == self.log.value()), None) if view else None
        if view is None or log is None:
            return
        invited, by_share = self.what.value() == INVITED, self.what.value() == SHARE
        found = arrows(_counts(log, invited=invited))
        said = self.tr("{name} after {before}: {n}")
        if invited:
            said = self.tr("{name} invited by {before}: {n}")
        only = EntityId(self.whose.value() or "") or None
        self.drawing.show_arrows(view, self._places, found, by_share=by_share, only=only, said=said)
        self._explain(found, invited=invited, by_share=by_share, log=log)

    def _explain(self, found: tuple[Arrow, ...], *, invited: bool, by_share: bool, log: LookedAt) -> None:
        drawn = self.drawing.arrows
        values = sorted({each.share if by_share else float(each.count) for each in drawn})
        most = values[-1] if values else 0.0
        samples = [
            (value, most, share_words(value) if by_share else self.tr("{n} ×").format(n=round(value)))
            for value in ([values[0], most] if len(values) > 1 else values)
        ]
        n = sum(each.count for each in found)
        if invited and log.marks is not None:
            what = self.tr("From whoever invited a turn to whoever spoke it, as it was marked.")
            over = self.tr("n = {n} of {turns} turns.").format(n=n, turns=log.marks.turns)
        elif by_share:
            what = self.tr("From whoever spoke to whoever spoke next.")
            over = self.tr(
                "How often one followed the other ÷ all changes from the first. Changes of speaker: n = {n}."
            ).format(n=n)
        else:
            what = self.tr("From whoever spoke to whoever spoke next.")
            over = self.tr("Changes of speaker: n = {n}.").format(n=n)
        self.legend.explain(
            samples,
            [
                what,
                self.tr("The width follows the number at the arrow."),
                over,
                self.tr(
                    "Practitioners, and whoever has no place on the map, stand outside the rings. The map "
                    "is as it stood at the end of the meeting."
                ),
                *([] if drawn else [self.tr("There are no such arrows.")]),
            ],
        )


def _kept(which: WhichOne, offered: list[str]) -> str | None:
    chosen = which.value()
    return chosen if chosen in offered else next(iter(offered), None)


def _counts(log: LookedAt, *, invited: bool) -> Mapping[EntityId, Mapping[EntityId, int]]:
    if invited:
        return log.marks.invitations if log.marks is not None else {}
    return log.measures.transitions
