"""The word list that comes with the program, for the recovery sheet and what else is told in words."""

from functools import lru_cache

from pod_desktop.bundled import MissingPart, bundled
from pod_desktop.domain.secret_words import WordList

_FILE = "words/english.txt"


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The English list of BIP-39. Raises MissingPart when its file is missing or is another one."""
    try:
        return WordList(bundled(_FILE).read_text(encoding="ascii").split())
    except (OSError, ValueError) as error:
        raise MissingPart(_FILE) from error
