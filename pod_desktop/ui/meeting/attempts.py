"""The line that says why something could not be done. It stays until the next act, and takes no focus."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pod_desktop.errors import PodError
from pod_desktop.ui.widgets import Notice


class Attempts(Notice):
    """Does acts; where one cannot be done, shows the sentence. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.sentence = ""
        self.hide()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Whether `act` could be done. What an earlier one said goes away."""
        try:
            act()
        except PodError as error:
            self.say(str(error))
            return False
        self.say("")
        return True

    def say(self, sentence: str) -> None:
        """Shows a sentence; "" takes it away."""
        self.sentence = sentence
        self.set_sentence(sentence)
        self.setVisible(bool(sentence))
