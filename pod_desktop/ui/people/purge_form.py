"""The question before a record is taken off this laptop: what would be gone, and what would stay."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import PodError
from pod_desktop.services import purging, put_aside
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.people import words
from pod_desktop.ui.people.record_forms import RecordForm
from pod_desktop.ui.widgets import Notice, Question, Quiet, QuietButton, SecondaryButton, Sentence


class PurgeForm(RecordForm):
    """What would go, a tick that all is filed, one more question. Afterwards the record page leaves."""

    def __init__(self, desk: Desk, person_id: EntityId, parent: QWidget | None = None) -> None:
        super().__init__(desk, person_id, "", parent)
        self._name = ""
        self.question: Question | None = None
        self.gone, self._stays = Sentence(), Quiet()
        self.said = Notice("")
        self.filed = QCheckBox(self.tr("Everything that belongs in the trust’s record is filed there."))
        self.filed.toggled.connect(lambda _on: self._say(""))
        self.card.add(
            Quiet(self.tr("This laptop holds a working copy; the trust’s record stays the legal record."))
        )
        for part in (self.gone, self._stays, self.filed, self.said):
            self.card.add(part)
        self.add_buttons()
        self.setFocusProxy(self.filed)

    @override
    def add_buttons(self) -> None:
        self.take_off = SecondaryButton(self.tr("Take it off this laptop"))
        self.leave = QuietButton(self.tr("Not now"))
        self.take_off.clicked.connect(self.keep)
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.take_off)
        row.addWidget(self.leave)
        row.addStretch(1)
        self.card.add_layout(row)

    def begin(self) -> None:
        """Shows what would be gone as things stand now, or why the record has to stay."""
        asked = purging.record_to_purge(self._desk.journal, self._person_id)
        self._name = asked.name
        self.card.set_title(self.tr("Take {name}’s record off this laptop").format(name=asked.name))
        self.gone.setText(words.would_be_gone(asked))
        self._stays.setText(words.would_stay(asked, put_aside=self._has_put_aside()))
        self.filed.setChecked(False)
        for part in (self.gone, self._stays, self.filed, self.take_off):
            part.setVisible(not asked.refusal)
        self._say(asked.refusal)

    @override
    def keep(self) -> None:
        if not self.filed.isChecked():
            self._say(
                self.tr(
                    "Please tick first that everything is filed. What is not filed would be lost for good."
                )
            )
            self.filed.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.question = Question(
            self.tr("Take {name}’s record off this laptop?").format(name=self._name),
            self.tr(
                "It goes from this laptop at once, and nothing here brings it back; a backup in another "
                "place may hold it until the next one is made there."
            ),
            (("leave", self.tr("Leave it here")), ("off", self.tr("Take it off"))),
            self,
        )
        self.question.answered.connect(self._answered)
        self.question.open()

    def _answered(self, answer: str) -> None:
        if answer != "off":
            return
        self.setEnabled(False)
        self._say(self.tr("The record is being taken off this laptop…"))
        journal, person_id = self._desk.journal, self._person_id
        self._desk.jobs.run(
            lambda: purging.purge_record(journal, person_id, is_filed=True),
            done=lambda _none: None,  # the record page hears that it is gone, and leaves
            failed=self._refused,
        )

    def _refused(self, error: PodError) -> None:
        if isValid(self):
            self.setEnabled(True)
            self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.said.set_sentence(sentence)
        self.said.setVisible(bool(sentence))

    def _has_put_aside(self) -> bool:
        keeper = self._desk.keeper
        return keeper is not None and bool(put_aside.put_aside_files(keeper.profile))
