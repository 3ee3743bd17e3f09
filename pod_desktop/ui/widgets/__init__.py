"""Small pieces every screen is made of. Each module's docstring gives its constructor and signals."""

from pod_desktop.domain.initials import distinct_initials, initials
from pod_desktop.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from pod_desktop.ui.widgets.calendar import Calendar
from pod_desktop.ui.widgets.chip import Chip, ToggleChip
from pod_desktop.ui.widgets.choice import Choice
from pod_desktop.ui.widgets.field import Field, WordsField
from pod_desktop.ui.widgets.flow import FlowLayout
from pod_desktop.ui.widgets.notice import EmptyState, Notice
from pod_desktop.ui.widgets.person import Kind, PersonBadge, State, paint_person, person_pixmap, shape_path
from pod_desktop.ui.widgets.question import Question
from pod_desktop.ui.widgets.rail import Rail
from pod_desktop.ui.widgets.sheet import Card, ScrollColumn, bring_into_view
from pod_desktop.ui.widgets.text import Heading, Quiet, Sentence
from pod_desktop.ui.widgets.wheel import leave_the_wheel

__all__ = [
    "Calendar", "Card", "Chip", "Choice", "EmptyState", "Field", "FlowLayout", "Heading",
    "IconButton", "Kind", "Notice",
    "PersonBadge", "PrimaryButton", "Question", "Quiet", "QuietButton", "Rail", "ScrollColumn",
    "SecondaryButton", "Sentence", "State", "ToggleChip", "WordsField", "bring_into_view",
    "distinct_initials", "initials", "leave_the_wheel", "paint_person", "person_pixmap", "shape_path",
]  # fmt: skip
