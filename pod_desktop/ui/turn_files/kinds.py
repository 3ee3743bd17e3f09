"""The formats of turn logs, as people choose among them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from pod_desktop.outputs.annotations import Format


@dataclass(frozen=True, slots=True)
class TurnFile:
    """One format: how it is called, and what it can say."""

    format_: Format
    suffix: str
    words: str
    about: str
    has_words: bool = True


def turn_files() -> dict[str, TurnFile]:
    """All of them by their key, the one that every spreadsheet opens first."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("turn_files", text)

    no_marks = tr("It has no place for topics, nor for who invites or answers whom.")
    kinds = (
        TurnFile(
            Format.CSV, ".csv", tr("Table (CSV)"), tr("For any spreadsheet. It can say all of the log.")
        ),
        TurnFile(
            Format.RTTM,
            ".rttm",
            tr("RTTM"),
            tr(
                "For programs that compare who spoke when, and it says no more than that. A turn whose "
                "end is not known becomes a point."
            ),
            has_words=False,
        ),
        TurnFile(Format.TEXTGRID, ".TextGrid", tr("Praat TextGrid"), tr("For Praat.") + " " + no_marks),
        TurnFile(
            Format.ELAN, ".eaf", tr("ELAN .eaf"), tr("For ELAN. It can say all of the log, in milliseconds.")
        ),
        TurnFile(
            Format.BORIS,
            ".tsv",
            tr("BORIS"),
            tr("For BORIS, as tabular events.") + " " + no_marks,
        ),
    )
    return {str(kind.format_): kind for kind in kinds}
