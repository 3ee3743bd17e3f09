"""What stands before the team's data: the way in.

    UnlockScreen(has_team)
        start_requested(StartTeam)  join_requested(JoinTeam)  unlock_requested(str)  look_around_requested()
        bring_back_requested(BringBack)  sheet_given(NewPassphrase)  mend_requested(str)  stop_requested()
        .show_harm(sentence, passphrase="")  .tell_locked_out(sentence)
        .working(sentence, can_stop=False)  .refuse(sentence, wait_seconds=0)  .ready()

A passphrase is in the screen only while it is being typed, or while whoever typed it is asked whether damaged
files are to be made anew.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pod_desktop.ui.unlock.bring_back_form import BringBackForm, ChooseFolder, ask_backup
from pod_desktop.ui.unlock.form import Form
from pod_desktop.ui.unlock.harm_form import HarmForm
from pod_desktop.ui.unlock.join_form import JoinForm, ask_team_folder
from pod_desktop.ui.unlock.open_form import OpenForm
from pod_desktop.ui.unlock.secret_words_field import CheckWords, any_words
from pod_desktop.ui.unlock.sheet_form import SheetForm
from pod_desktop.ui.unlock.start_form import StartForm
from pod_desktop.ui.unlock.welcome import Welcome

_Page = Welcome | StartForm | OpenForm | Form


class UnlockScreen(QWidget):
    """Opens the data where there is a team, else offers to start one, to join one and the like."""

    start_requested = Signal(object)
    """A StartTeam."""
    unlock_requested = Signal(str)
    look_around_requested = Signal()
    join_requested = Signal(object)
    """A JoinTeam."""
    bring_back_requested = Signal(object)
    """A BringBack."""
    sheet_given = Signal(object)
    """A NewPassphrase."""
    mend_requested = Signal(str)
    """With the passphrase."""
    stop_requested = Signal()
    """Somebody wants what is going on to end."""

    def __init__(
        self,
        has_team: bool,
        choose_backup: ChooseFolder = ask_backup,
        choose_team_folder: ChooseFolder = ask_team_folder,
        check_code: CheckWords = any_words,
        check_sheet: CheckWords = any_words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choose_backup, self._choose_team_folder = choose_backup, choose_team_folder
        self._check_code, self._check_sheet = check_code, check_sheet
        self._places = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._places)
        self._first: _Page = self._add_open_form() if has_team else self._add_first_start()
        self.setFocusProxy(self._first)

    def working(self, sentence: str, *, can_stop: bool = False) -> None:
        """Says what is going on; nothing else can be done meanwhile."""
        page = self._page()
        if isinstance(page, Form):
            page.working(sentence, can_stop=can_stop)
        else:
            page.working(sentence)

    def refuse(self, sentence: str, wait_seconds: float = 0) -> None:
        """Says why it did not work. For so many seconds no passphrase is taken."""
        page = self._page()
        if isinstance(page, OpenForm):
            page.refuse(sentence, wait_seconds)
        else:
            page.refuse(sentence)

    def ready(self) -> None:
        """Ready for a person again."""
        self._page().ready()

    def show_harm(self, sentence: str, passphrase: str = "") -> None:
        """Asks whether what is damaged is to be made anew; “Not now” goes back to where it was."""
        self.ready()
        form = HarmForm(sentence, passphrase)
        form.mend_requested.connect(self.mend_requested)
        self._show_for_now(form)

    def tell_locked_out(self, sentence: str) -> None:
        """Says, before any passphrase, that this laptop was locked out; the keyboard is at no field then."""
        if isinstance(self._first, OpenForm):
            self._first.tell_locked_out(sentence)

    def _page(self) -> _Page:
        page = self._places.currentWidget()
        if not isinstance(page, _Page):
            raise TypeError(page)
        return page

    def _add_open_form(self) -> _Page:
        opening = OpenForm()
        opening.unlock_requested.connect(self.unlock_requested)
        opening.sheet_wanted.connect(self._ask_for_sheet)
        self._places.addWidget(opening)
        return opening

    def _add_first_start(self) -> _Page:
        welcome, form = Welcome(), StartForm()
        self._places.addWidget(welcome)
        self._places.addWidget(form)
        welcome.look_around_wanted.connect(self.look_around_requested)
        welcome.start_wanted.connect(lambda: self._go_to(form))
        welcome.join_wanted.connect(self._ask_to_join)
        welcome.bring_back_wanted.connect(self._ask_for_backup)
        form.left.connect(lambda: self._go_to(welcome))
        form.start_requested.connect(self.start_requested)
        return welcome

    def _ask_for_sheet(self) -> None:
        form = SheetForm(self._check_sheet)
        form.sheet_given.connect(self.sheet_given)
        self._show_for_now(form)

    def _ask_to_join(self) -> None:
        form = JoinForm(self._choose_team_folder, self._check_code)
        form.join_requested.connect(self.join_requested)
        self._show_for_now(form)

    def _ask_for_backup(self) -> None:
        form = BringBackForm(self._choose_backup, self._check_sheet)
        form.bring_back_requested.connect(self.bring_back_requested)
        self._show_for_now(form)

    def _show_for_now(self, form: Form) -> None:
        """Until it is left; then it goes, with what was typed on it."""
        form.stop_requested.connect(self.stop_requested)
        form.left.connect(lambda: self._leave(form))
        self._places.addWidget(form)
        self._go_to(form)

    def _leave(self, form: Form) -> None:
        self._go_to(self._first)
        self._places.removeWidget(form)
        form.deleteLater()

    def _go_to(self, page: _Page) -> None:
        self._places.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
