"""Documents to hand over, as tagged PDF (PDF/UA-1)."""

from pod_desktop.outputs.pdf.recovery_sheet import CannotMakeSheet, recovery_sheet_pdf
from pod_desktop.outputs.pdf.summary import CannotMakeSummary, summary_pdf, write_summary

__all__ = [
    "CannotMakeSheet",
    "CannotMakeSummary",
    "recovery_sheet_pdf",
    "summary_pdf",
    "write_summary",
]
