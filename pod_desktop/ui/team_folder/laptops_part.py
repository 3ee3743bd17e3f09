"""The laptops of the team: who uses which, when it was last heard, and what stewards can do about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from pod_desktop import sync
from pod_desktop.errors import PodError
from pod_desktop.sync import FolderStatus, LaptopView, Standing
from pod_desktop.ui.desk import Desk
from pod_desktop.ui.team_folder import words
from pod_desktop.ui.team_folder.called import called
from pod_desktop.ui.team_folder.courier import Courier
from pod_desktop.ui.widgets import (
    Card,
    FlowLayout,
    Heading,
    Notice,
    Question,
    Quiet,
    QuietButton,
    SecondaryButton,
    Sentence,
)


class LaptopsPart(Card):
    """A row for each laptop. There only in a team with a folder."""

    invite_requested = Signal()

    def __init__(self, desk: Desk, courier: Courier, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("The team’s laptops"))
        self._desk, self._courier = desk, courier
        self.rows: dict[str, LaptopRow] = {}
        self.question: Question | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.hint = Notice(
            self.tr(
                "Only one laptop is a steward’s. If it is lost, nobody can let another laptop in or lock one "
                "out. Make a second one a steward’s."
            )
        )
        self.status = Notice("")
        self.status.hide()
        self.invite = SecondaryButton(self.tr("Let a laptop in…"), "plus")
        self.invite.clicked.connect(self.invite_requested)
        self._who_can = Quiet(
            self.tr("Letting laptops in and locking them out is done on a steward’s laptop.")
        )
        self.add_layout(self._list)
        self.add(self.hint)
        self.add(self.status)
        self.add(self._who_can)
        row = FlowLayout()
        row.addWidget(self.invite)
        self.add_layout(row)
        courier.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show them as they are now; a row that is there stays, so that the keyboard stays where it is."""
        status = self._courier.status
        there = status is not None and status.standing in (Standing.MEMBER, Standing.LOCKED_OUT)
        self.setVisible(there)
        if status is None or not there:
            return
        may = status.is_steward and status.standing == Standing.MEMBER
        self.invite.setVisible(may)
        self._who_can.setVisible(not may)
        self.hint.setVisible(may and words.is_one_steward(status))
        self._show_rows(status, may=may)

    def _show_rows(self, status: FolderStatus, *, may: bool) -> None:
        now = self._desk.clock.now()
        wanted = {each.id: each for each in status.laptops}
        for id_ in [id_ for id_ in self.rows if id_ not in wanted]:
            gone = self.rows.pop(id_)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, laptop in enumerate(status.laptops):
            row = self.rows.get(laptop.id)
            if row is None:
                row = self.rows[laptop.id] = LaptopRow(laptop)
                row.steward.clicked.connect(lambda _on=False, row=row: self._ask_steward(row))
                row.lock_out.clicked.connect(lambda _on=False, row=row: self._ask_lock_out(row))
                row.take_in.clicked.connect(lambda _on=False, row=row: self._take_in(row))
            self._list.insertWidget(place, row)
            name = called(laptop, status.laptops, now)
            row.show_laptop(laptop, name, " ".join(words.laptop_words(laptop, now)), may=may)

    def _ask_lock_out(self, row: "LaptopRow") -> None:
        laptop, name = row.laptop, row.laptop.name
        self._ask(
            self.tr("Lock out “{name}”?").format(name=row.called),
            self.tr(
                "From now on nothing that is entered on “{name}” counts, and it gets nothing new. Until it "
                "next exchanges, whoever has it and knows its passphrase can read all that it has; tell "
                "those whose words it holds. Then its passphrase counts no longer. Copies made before, in "
                "another place say, still open with it. A turn log whose choice was not final is on that "
                "laptop only. What it put into the folder before stays; what is entered on it later can be "
                "taken in if it comes back. It cannot be let in again as it is."
            ).format(name=name),
            self.tr("Lock out “{name}”").format(name=name),
            lambda: self._do(
                lambda: sync.revoke(self._desk.journal, bytes.fromhex(laptop.id)),
                lambda _: self.tr("“{name}” is locked out. The others hear of it when they exchange.").format(
                    name=row.called
                ),
            ),
        )

    def _ask_steward(self, row: "LaptopRow") -> None:
        laptop, name = row.laptop, row.called
        self._ask(
            self.tr("Make “{name}” a steward’s laptop?").format(name=name),
            self.tr(
                "It can then let laptops in and lock them out, also this one. It learns so when it exchanges "
                "next, and it cannot be taken back but by locking it out."
            ),
            self.tr("Make it a steward’s"),
            lambda: self._do(
                lambda: sync.make_steward(self._desk.journal, bytes.fromhex(laptop.id)),
                lambda _: self.tr("“{name}” is a steward’s laptop now.").format(name=name),
            ),
        )

    def _ask(self, title: str, sentence: str, yes: str, act: Callable[[], None]) -> None:
        question = self.question = Question(
            title, sentence, (("leave", self.tr("Leave it as it is")), ("do", yes)), self
        )
        question.finished.connect(lambda _result: act() if question.given == "do" else None)
        question.finished.connect(question.deleteLater)
        question.open()

    def _take_in(self, row: "LaptopRow") -> None:
        laptop, name = row.laptop, row.called

        def told(found: int) -> str:
            if not found:
                return self.tr("Nothing of “{name}” waits in the folder.").format(name=name)
            return self.tr("What was entered on “{name}” and lies in the folder is taken in.").format(
                name=name
            )

        self._do(lambda: sync.adopt(self._desk.journal, bytes.fromhex(laptop.id)), told)

    def _do(self, work: Callable[[], object], told: Callable[[int], str]) -> None:
        def done(result: object) -> None:
            if isValid(self):
                self.say(told(result if isinstance(result, int) else 0))

        def failed(error: PodError) -> None:
            if isValid(self):
                self.say(str(error))

        self._courier.do(work, done=done, failed=failed)

    def say(self, sentence: str) -> None:
        """Says what came of it."""
        self.status.set_sentence(sentence)
        self.status.show()


class LaptopRow(QWidget):
    """One laptop."""

    def __init__(self, laptop: LaptopView) -> None:
        super().__init__()
        self.laptop, self.called = laptop, laptop.name
        self._name = Heading("", 3)
        self.words = Sentence()
        self.steward = QuietButton(self.tr("Make it a steward’s…"))
        self.lock_out = QuietButton(self.tr("Lock it out…"))
        self.take_in = SecondaryButton(self.tr("Take in its work"))
        self._buttons = QWidget()
        buttons = FlowLayout(self._buttons)
        for button in (self.steward, self.lock_out, self.take_in):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self.words)
        column.addWidget(self._buttons)

    def show_laptop(self, laptop: LaptopView, name: str, sentences: str, *, may: bool) -> None:
        """As it is now, called `name`; `may`: whether this laptop can do something about it."""
        self.laptop, self.called = laptop, name
        title = self.tr("{name} (this laptop)").format(name=name) if laptop.this else name
        if self._name.text() != title:
            self._name.setText(title)
            self.steward.setAccessibleName(self.tr("Make “{name}” a steward’s laptop…").format(name=name))
            self.lock_out.setAccessibleName(self.tr("Lock out “{name}”…").format(name=name))
            self.take_in.setAccessibleName(self.tr("Take in the work of “{name}”").format(name=name))
        self.words.setText(sentences)
        self.setAccessibleName(f"{title}. {sentences}")
        shown = {
            self.steward: may and not laptop.this and not laptop.revoked and not laptop.steward,
            self.lock_out: may and not laptop.this and not laptop.revoked,
            self.take_in: may and bool(laptop.late),
        }
        for button, there in shown.items():
            button.setVisible(there)
        self._buttons.setVisible(any(shown.values()))
