"""The meeting of the page *Looking back*, to be saved as a file."""

from tests.ui.meeting.conftest import clock, desk, family, journal, me, shown
from tests.ui.meeting.looking_back.conftest import held, kept

__all__ = ["clock", "desk", "family", "held", "journal", "kept", "me", "shown"]
