"""The passphrase on the command line: from a file, never from an argument, which other accounts can see."""

from pathlib import Path

from pod_desktop.errors import BadInput, why_words

_LONGEST = 8 * 1024


def read_passphrase(path: Path) -> str:
    """The first line of the file, without its line end. Raises BadInput."""
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST)
    except OSError as error:
        raise BadInput(f"The passphrase file “{path}” cannot be read: {why_words(error)}.") from error
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"The passphrase file “{path}” is not plain text in UTF-8.") from error
    if not passphrase.strip():
        raise BadInput(f"The first line of the passphrase file “{path}” is empty.")
    return passphrase
