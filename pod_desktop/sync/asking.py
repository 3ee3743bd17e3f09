"""Asking once more, where the first code was used by somebody else, too old or of another folder."""

from pathlib import Path

from pod_desktop.errors import BadInput
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files, keys
from pod_desktop.sync.joining import ask_with, secret_of_code


def ask_again(journal: Journal, code: str, place: Path | None = None) -> None:
    """Ask with another code, and through another folder if one is given, under the name given before.

    Without a code the one of before is asked with again. Raises what `ask_to_join` raises, and BadInput where
    this laptop does not wait.
    """
    with files.looking(journal) as session:
        asked = files.joining(session)
        if asked is None or keys.root_of(session) is not None:
            raise BadInput("This laptop does not wait to be let in. Nothing has been changed.")
        before, name, profession, peer = Path(asked.place), asked.name, asked.profession, asked.peer
        same = asked.secret
    secret = secret_of_code(code) if code.strip() else same
    ask_with(journal, place or before, secret, name, profession, peer=peer)
