"""Documents to hand over, as tagged PDF (PDF/UA-1)."""

from pod_desktop.outputs.pdf.summary import CannotMakeSummary, summary_pdf, write_summary

__all__ = ["CannotMakeSummary", "summary_pdf", "write_summary"]
