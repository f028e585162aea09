"""A hash as six short words, to be read out and compared over a bad telephone line.

Each word carries 11 bits: two syllables of 16 each and one of 8. Every place in a word has consonants of its own, chosen so
that speakers of all six languages keep them apart; six words carry the first 66 bits of the hash, which nobody can imitate by
trying keys. Example: `dorisu manavi mibavi loroso lonusa dobosa`.
"""

from __future__ import annotations

WORDS_SHOWN = 6
_BITS = 11


def _syllables(consonants: str, vowels: str = "aiou") -> list[str]:
    return [consonant + vowel for consonant in consonants for vowel in vowels]


_FIRST, _SECOND, _THIRD = _syllables("dlmt"), _syllables("bknr"), _syllables("sv")


def word(number: int) -> str:
    """The word that stands for a number from 0 to 2047."""
    return _FIRST[number >> 7 & 15] + _SECOND[number >> 3 & 15] + _THIRD[number & 7]


def fingerprint_words(hashed: bytes, count: int = WORDS_SHOWN) -> str:
    """The first bits of a key id or hash as words, separated by spaces."""
    bits = int.from_bytes(hashed, "big")
    size = len(hashed) * 8
    return " ".join(word(bits >> (size - _BITS * (place + 1)) & 2047) for place in range(count))
