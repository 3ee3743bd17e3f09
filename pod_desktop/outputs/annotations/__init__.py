"""Turn annotations in files: RTTM, CSV, Praat TextGrid, ELAN .eaf and BORIS, each in a module of its own.

A file is read whole and checked before anything is returned: a bad one is refused with one sentence that
names the place, and nothing of it is stored. What a format cannot say, its writer says in sentences.
"""

from pod_desktop.outputs.annotations.files import SeveralThere
from pod_desktop.outputs.annotations.formats import Format, format_for, read_annotation, write_annotation

__all__ = ["Format", "SeveralThere", "format_for", "read_annotation", "write_annotation"]
