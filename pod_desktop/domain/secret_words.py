"""A secret as words that people can write down, read out and type: the scheme of BIP-39.

The secret's bits, followed by the first bits of its SHA-256 (one for every 32 of the secret), are cut into
elevens; each eleven is the place of a word in a list of 2048. So 16 bytes are 12 words and 32 bytes 24. Only
the words are taken from BIP-39, not its way from words to a key. Source: Palatinus, Rusnak, Voisine, Bowe,
"BIP-39: Mnemonic code for generating deterministic keys", 2013.
"""

import difflib
import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from pod_desktop.errors import BadInput

_LIST_LENGTH = 2048
_BITS = 11
_TELLING = 4
"""Letters by which every word of the list is known."""
_COUNTS = (12, 15, 18, 21, 24)
_LONGEST_QUOTED = 20
_MOST_NAMED = 3
_PIECE = re.compile(r"[^\W_]+")
_TYPED = re.compile(r"\S+")
_LEADING_DIGITS = re.compile(r"^\d+")


class UnreadableWords(BadInput):
    """What was typed is not the words of a secret."""

    def __init__(self, sentence: str, places: Sequence[int] = ()) -> None:
        super().__init__(sentence)
        self.places = tuple(places)
        """Which words, counted from 0, are on no list; empty where another thing is wrong."""


class SecretWords:
    """The words of a secret. Nothing that prints, logs or stores an object shows them."""

    __slots__ = ("_words",)

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)

    def reveal(self) -> tuple[str, ...]:
        """The words, to be shown to whoever may have them."""
        return self._words

    # `override` is in the standard library only from Python 3.12 on.
    def __repr__(self) -> str:  # type: ignore[explicit-override]
        return f"SecretWords({len(self._words)} hidden)"

    def __reduce__(self) -> str:  # type: ignore[explicit-override]
        raise TypeError("secret words are never pickled or copied")


class WordList:
    """A list of 2048 words, each known by its first four letters. Raises ValueError for any other list."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self._places = {word: place for place, word in enumerate(self._words)}
        self._by_start: dict[str, str] = {word[:_TELLING]: word for word in self._words}
        if len(self._by_start) != _LIST_LENGTH or len(self._words) != _LIST_LENGTH:
            raise ValueError("a word list has 2048 words that differ in their first four letters")

    def words_for(self, secret: bytes) -> SecretWords:
        """The words of a secret of 16, 20, 24, 28 or 32 bytes. Raises ValueError for another length."""
        if len(secret) * 3 not in (count * 4 for count in _COUNTS):
            raise ValueError("a secret has 16, 20, 24, 28 or 32 bytes")
        check_bits = len(secret) // 4
        bits = int.from_bytes(secret, "big") << check_bits | _check(secret, check_bits)
        count = (len(secret) * 8 + check_bits) // _BITS
        places = ((bits >> _BITS * (count - 1 - at)) % _LIST_LENGTH for at in range(count))
        return SecretWords([self._words[place] for place in places])

    def read(self, text: str, count: int) -> SecretWords:
        """The `count` words in what somebody typed.

        Capital letters, spaces, line ends, stops and numbers before the words do not matter, and the first
        four letters of a word are enough. Whether the words belong together is not asked; see `secret_of`.
        Raises UnreadableWords, which names words that are not on the list by their place.
        """
        typed = list(_pieces(text))
        found = [self._meant(piece) for piece in typed]
        wrong = [place for place, word in enumerate(found) if word is None]
        if wrong:
            said = [self._not_on_the_list(place + 1, typed[place]) for place in wrong[:_MOST_NAMED]]
            more = len(wrong) - len(said)
            raise UnreadableWords(" ".join([*said, *([_more(more)] if more else [])]), wrong)
        if len(found) != count:
            raise UnreadableWords(f"There should be {count} words, and here {_number_of(len(found))}.")
        return SecretWords([word for word in found if word is not None])

    def secret_of(self, words: SecretWords) -> bytes:
        """The secret behind words of this list. Raises UnreadableWords when they do not belong together."""
        secret = self.secret_or_none(words)
        if secret is None:
            raise UnreadableWords(
                f"All {len(words.reveal())} words are on the list, but they do not belong together. Perhaps "
                "two have changed places, or one is not the right one. Please compare each with the paper."
            )
        return secret

    def secret_or_none(self, words: SecretWords) -> bytes | None:
        """The secret behind words of this list, or None when they do not belong together."""
        count = len(words.reveal())
        bits = _bits_of([self._places[word] for word in words.reveal()])
        return _secret_in(bits, count) if _passes(bits, count) else None

    def near(self, words: SecretWords) -> Iterator[SecretWords]:
        """Words that pass the check and are these but for two that changed places, or one that is another.

        About 190 of 24 words: where it is known which secret is looked for, a slip of the pen can be named.
        """
        given = [self._places[word] for word in words.reveal()]
        for one, other in itertools.combinations(range(len(given)), 2):
            swapped = given.copy()
            swapped[one], swapped[other] = given[other], given[one]
            if swapped != given and _passes(_bits_of(swapped), len(given)):
                yield SecretWords([self._words[place] for place in swapped])
        bits = _bits_of(given)
        for at, place in enumerate(given):
            shift = _BITS * (len(given) - 1 - at)
            without = bits - (place << shift)
            for another in range(_LIST_LENGTH):
                if another != place and _passes(without | another << shift, len(given)):
                    yield SecretWords([*words.reveal()[:at], self._words[another], *words.reveal()[at + 1 :]])

    def __iter__(self) -> Iterator[str]:
        """The words of the list, in its order."""
        return iter(self._words)

    def _meant(self, piece: str) -> str | None:
        if piece in self._places:
            return piece
        word = self._by_start.get(piece[:_TELLING])
        return word if word and len(piece) >= _TELLING and word.startswith(piece) else None

    def _not_on_the_list(self, place: int, piece: str) -> str:
        near = self._by_start.get(piece[:_TELLING]) or next(
            iter(difflib.get_close_matches(piece, self._words, n=1)), None
        )
        mean = f"; did it mean “{near}”?" if near else "."
        return f"Word {place}, “{_shortened(piece)}”, is not on the list{mean}"


def where_typed(text: str, place: int) -> tuple[int, int]:
    """Where the word of that place, counted from 0, begins and ends in what was typed; else at its end."""
    words = 0
    for typed in _TYPED.finditer(text):
        words += len(list(_pieces(typed.group())))
        if words > place:
            return typed.span()
    return len(text), len(text)


def _bits_of(places: Sequence[int]) -> int:
    bits = 0
    for place in places:
        bits = bits << _BITS | place
    return bits


def _passes(bits: int, count: int) -> bool:
    check_bits = count // 3
    return bits % (1 << check_bits) == _check(_secret_in(bits, count), check_bits)


def _secret_in(bits: int, count: int) -> bytes:
    return (bits >> count // 3).to_bytes(count * 4 // 3, "big")


def _check(secret: bytes, bits: int) -> int:
    return hashlib.sha256(secret).digest()[0] >> (8 - bits)


def _pieces(text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).lower()
    # Marks that nobody sees come along when text is copied: soft hyphens, joiners, a byte order mark.
    seen = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    for piece in _PIECE.findall(seen):
        word = _LEADING_DIGITS.sub("", piece)
        if word:
            yield word


def _shortened(piece: str) -> str:
    return piece if len(piece) <= _LONGEST_QUOTED else f"{piece[:_LONGEST_QUOTED]}…"


def _more(count: int) -> str:
    return "One more word is not on the list." if count == 1 else f"{count} more words are not on the list."


def _number_of(words: int) -> str:
    match words:
        case 0:
            return "are none"
        case 1:
            return "is one"
        case _:
            return f"are {words}"
