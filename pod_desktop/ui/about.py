"""What this program is, which version, and whose work is in it.

show_about(window)        opens it over the window
AboutButton()             a quiet button that does so
"""

import platform
import sys

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtGui import QShowEvent, QTextOption
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pod_desktop import __version__
from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.ui.widgets import FlowLayout, Heading, PrimaryButton, Quiet, QuietButton, Sentence

LICENCES = "LICENCES.txt"
"""Made when the program is frozen: the licences of everything that it brings along."""


class About(QDialog):
    """Version, purpose and licences. Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About POD Desktop"))
        self.setMinimumWidth(min(560, parent.width()) if parent is not None else 560)
        self.close_it = PrimaryButton(self.tr("Close"))
        self.close_it.clicked.connect(self.accept)
        self.show_licences = QuietButton(self.tr("Licences"))
        self.show_licences.clicked.connect(self._show_licences)
        self.licences = QPlainTextEdit()
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.licences.setAccessibleName(self.tr("Licences"))
        self.licences.hide()
        version = Quiet(versions())
        version.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )  # to send it to somebody
        version.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Heading("POD Desktop", 2))
        column.addWidget(Sentence(purpose()))
        column.addWidget(version)
        column.addWidget(self.licences, 1)
        row = FlowLayout()
        row.addWidget(self.close_it)
        row.addWidget(self.show_licences)
        column.addLayout(row)
        self.setAccessibleDescription(f"{purpose()} {versions()}")
        self.close_it.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.layout()
        if column is not None and self.licences.isHidden():  # as high as the sentences need at this width
            self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def _show_licences(self) -> None:
        self.licences.setPlainText(licences())
        self.licences.setMinimumHeight(160)
        self.licences.show()
        self.show_licences.hide()
        self.licences.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(self.width(), max(self.height(), 440))


def purpose() -> str:
    """What it is and is not, in two sentences."""
    return QCoreApplication.translate(
        "About",
        "A network map, a meeting agenda and a speaking-turn log for Peer-supported Open Dialogue. It keeps "
        "everything encrypted on this laptop and never uses the internet; it is no medical device.",
    )


def versions() -> str:
    """The version, with what it runs on, for whoever is asked for help."""
    return QCoreApplication.translate(
        "About", "Version {version} · Python {python} · Qt {qt} · {system}"
    ).format(
        version=__version__,
        python=platform.python_version(),
        qt=qVersion(),
        system=f"{platform.system() or sys.platform} {platform.release()}".strip(),
    )


def licences() -> str:
    """The licences of what is brought along, or where they lie."""
    try:
        return bundled(LICENCES).read_text(encoding="utf-8")
    except MissingPart:
        return QCoreApplication.translate(
            "About",
            "POD Desktop is free software under the MIT licence, which stands in the file LICENSE of its "
            "source. It runs from that source here, so the licences of the libraries it uses lie beside each "
            "of them, in the folders of this Python that end in “.dist-info”.",
        )


def show_about(window: QWidget) -> About:
    """Opens it over the window; what is half typed there stays."""
    about = About(window)
    about.finished.connect(about.deleteLater)
    about.open()
    return about


class AboutButton(QuietButton):
    """Opens it over the window in which the button is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("About", "About POD Desktop"), parent=parent)
        self.clicked.connect(lambda: show_about(self.window()))
