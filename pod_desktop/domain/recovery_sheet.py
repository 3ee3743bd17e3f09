"""The team's recovery sheet: 24 words on paper."""

from dataclasses import dataclass

from pod_desktop.domain.clock import Instant
from pod_desktop.domain.secret_words import SecretWords


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is printed: the words, and what tells this sheet from the one before it."""

    team: str
    words: SecretWords
    mark: str
    made: Instant


def mark_of(public_key: str) -> str:
    """Eight digits of the public key in two groups, such as "3F9A 21C0": no secret, and on the sheet."""
    return f"{public_key[:4]} {public_key[4:8]}".upper()
