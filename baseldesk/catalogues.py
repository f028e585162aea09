"""The gettext catalogues, and the rule that a translation has the placeholders of its original."""

import re
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from baseldesk.resources import is_checkout, translations

DOMAIN = "baseldesk"
# A name in braces; a brace that shall be printed is written twice.
PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z_][a-z0-9_]*)\}")


@lru_cache(maxsize=4096)
def placeholders(text: str) -> frozenset[str]:
    """The names that stand in braces in a text."""
    return frozenset(name for name in PLACEHOLDER.findall(text) if name)


@lru_cache(maxsize=4096)
def begins_with_value(text: str) -> bool:
    """Whether a value stands in a text before any letter that would say which way the text runs."""
    value = PLACEHOLDER.search(text)
    return value is not None and value[0] != text and not any(sign.isalpha() for sign in text[: value.start()])


def checked(text: str, msgid: str) -> str:
    """The translation, or the original where filling the translation in would lose or miss a value."""
    return text if placeholders(text) == placeholders(msgid) else msgid


def checked_plural(text: str, original: str, many: str) -> str:
    """As ``checked``, for one form of a plural: that form may leave the number out («one activity»)."""
    needed = placeholders(many) - {"n"}
    return text if needed <= placeholders(text) <= placeholders(many) else original


def read_catalogue(language: str) -> NullTranslations:
    """The compiled catalogue; in a checkout, the text catalogue where that is newer. English stands in the program."""
    folder = translations() / language / "LC_MESSAGES"
    compiled, written = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    if is_checkout() and written.exists() and not _is_newer(compiled, written):
        return _compile(written)
    if not compiled.exists():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def _is_newer(compiled: Path, written: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= written.stat().st_mtime


def _compile(written: Path) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with written.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)
