"""How the two tables look, and what they leave to their own keys."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

_NARROW, _WIDEST = 9, 16
"""Widest column that grows with its words, in heights of a line: in a narrow table and in a wide one."""
_SHARE = 5
"""No column takes more than this part of the width, so that several are seen at once."""


def dress(table: QTableView, name: str) -> None:
    """Whole rows are chosen, one at a time; columns are as wide as their words, within reason."""
    table.setAccessibleName(name)
    table.setIconSize(QSize(32, 32))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setCornerButtonEnabled(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(True)
    header.setSortIndicatorShown(True)
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setResizeContentsPrecision(50)
    header.setMinimumSectionSize(56)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    fit_to_font(table)


def fit_to_font(table: QTableView) -> None:
    """Rows high enough for the font, and for a cell that is open; columns as wide as it needs."""
    line = table.fontMetrics().height()
    table.verticalHeader().setDefaultSectionSize(max(40, line + 16))
    fit_to_width(table)


def fit_to_width(table: QTableView) -> None:
    """Columns narrower where the table is."""
    line, share = table.fontMetrics().height(), table.viewport().width() // _SHARE
    widest = max(_NARROW * line, min(_WIDEST * line, share))
    if widest != table.horizontalHeader().maximumSectionSize():
        table.horizontalHeader().setMaximumSectionSize(widest)
