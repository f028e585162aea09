"""Keeps the gettext catalogues under ``translations/`` in step with the texts of the program.

    make_catalogues.py              collect the texts, bring every catalogue up to date, put in the words of the glossary
    make_catalogues.py --check      change nothing: 1 where a catalogue is behind the program or wrong; list the untranslated
    make_catalogues.py --missing    print what is untranslated as a table to be filled in: one column per language
    make_catalogues.py --fill FILE  put such a table's translations into the catalogues

Texts are collected from ``baseldesk/`` and ``ui/``; ``find_texts.py`` says where a text is looked for. In a table, line
breaks are written ``\\n``, the forms of a plural are separated by ``|||``, and a context stands before the text with ``^^^``.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from find_texts import find_texts

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from baseldesk.catalogues import placeholders  # noqa: E402  (the checkout need not be installed)

PACKAGES = ("baseldesk", "ui")
TRANSLATIONS = ROOT / "translations"
LOCALES = {"fr": "fr", "es": "es", "ar": "ar", "zh": "zh_Hans", "ru": "ru"}
# Pinned, so that no tool writes another one: zero, one, two, few, many, other.
ARABIC_PLURALS = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
HEADING = "# Texts of BaselDesk. Licensed as the program itself: Apache-2.0. Terms: translations/glossary.tsv.\n#"
# A fixed date keeps a catalogue the same when nothing in it changed.
DATED = datetime(2026, 11, 22, tzinfo=UTC)
# As Babel has an original or a translation: one text, or the forms of a plural.
Forms = str | Sequence[object] | None
FORMS, CONTEXT = "|||", "^^^"
FUZZY = "fuzzy"  # gettext's mark on a translation of what was another text before


def main() -> int:
    """Does what the options ask; 0 where all is well."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--check", "--missing"):
        options.add_argument(name, action="store_true")
    options.add_argument("--fill", type=Path, metavar="FILE")
    chosen = options.parse_args()
    if chosen.check:
        return check()
    if chosen.missing:
        print_missing()
    elif chosen.fill:
        fill(chosen.fill)
    else:
        update_all()
    return 0


def extract() -> Catalog:
    """All texts of the program, by file, without line numbers: those change with every edit."""
    template = new_catalogue(None)
    for package in PACKAGES:
        for source in sorted((ROOT / package).rglob("*.py")):
            for text in find_texts(source):
                msgid = (text.msgid, text.plural) if text.plural else text.msgid
                template.add(msgid, None, [(source.relative_to(ROOT).as_posix(), 0)], context=text.context or None)
    return template


def update_all() -> None:
    """Writes the template and brings every catalogue up to date with it."""
    write(extract(), template_path())
    for language in LOCALES:
        catalogue = read(language)
        # Read anew for each: a catalogue takes over the template's own messages, and what is filled in stays in them.
        catalogue.update(read_file(template_path()), no_fuzzy_matching=True)
        for message in untranslated(catalogue):
            message.string = from_glossary(message, language) or message.string
        write(catalogue, path_of(language))
        print(f"{language}: {len(list(untranslated(catalogue)))} of {len(catalogue)} untranslated")


def check() -> int:
    """Says what is behind the program, untranslated or wrong; 1 where a catalogue is behind or wrong."""
    wanted = {key_of(message) for message in extract() if message.id}
    faults = [] if wanted == keys(read_file(template_path())) else ["translations/baseldesk.pot is behind the program"]
    for language in LOCALES:
        catalogue = read(language)
        if wanted != keys(catalogue):
            faults.append(f"{language}: the catalogue is behind the program")
        faults += [
            f"{language}: placeholders differ: {key_of(message)}" for message in catalogue if has_other_placeholders(message)
        ]
        missing = [key_of(message) for message in untranslated(catalogue)]
        print(f"{language}: {len(missing)} of {len(catalogue)} untranslated", *missing, sep="\n    ")
    print(*faults, sep="\n")
    return 1 if faults else 0


def print_missing() -> None:
    """The table of what is untranslated in any language; what one language has already stands in its column."""
    catalogues = {language: read(language) for language in LOCALES}
    print("msgid", *LOCALES, sep="\t")
    wanted = dict.fromkeys(key_of(message) for catalogue in catalogues.values() for message in untranslated(catalogue))
    by_key = {language: {key_of(message): message.string for message in catalogue} for language, catalogue in catalogues.items()}
    for key in wanted:
        print(key, *(text_of(by_key[language].get(key)) for language in LOCALES), sep="\t")


def fill(table: Path) -> None:
    """Takes the translations of a table into the catalogues; an empty cell leaves what stands there."""
    heading, *rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line.strip())
    for column, language in enumerate(heading[1:], start=1):
        given = {row[0]: unescape(row[column]) for row in rows if len(row) > column and row[column]}
        catalogue = read(language)
        for message in catalogue:
            text = given.get(key_of(message)) if message.id else None
            if text:
                message.string = tuple(text.split(FORMS)) if message.pluralizable else text
                message.flags.discard(FUZZY)
        write(catalogue, path_of(language))


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """The messages of which any form is empty, or that the program passes over as doubtful."""
    for message in catalogue:
        if message.id and (FUZZY in message.flags or not all(forms_of(message.string))):
            yield message


def has_other_placeholders(message: Message) -> bool:
    """Whether a translation has not the placeholders of its original; a form of a plural may leave the number out."""
    wanted = placeholders(forms_of(message.id)[-1]) if message.id else frozenset()
    least = wanted - {"n"} if message.pluralizable else wanted
    return any(form and not least <= placeholders(form) <= wanted for form in forms_of(message.string) if message.id)


def from_glossary(message: Message, language: str) -> str | None:
    """The glossary's translation of a text that is one of its terms, with the first letter as in the text."""
    original = forms_of(message.id)[0]
    text = original.removesuffix("…")
    term = glossary().get(text.lower(), {}).get(language)
    if message.pluralizable or not term:
        return None
    return (term[0].upper() + term[1:] if text[0].isupper() else term) + original[len(text) :]


@cache
def glossary() -> dict[str, dict[str, str]]:
    """The terms of the glossary in lower case, with their translations by language."""
    heading, *rows = (line.split("\t") for line in (TRANSLATIONS / "glossary.tsv").read_text(encoding="utf-8").splitlines())
    return {row[heading.index("en")].lower(): dict(zip(heading, row, strict=False)) for row in rows}


def forms_of(text: Forms) -> tuple[str, ...]:
    """A text as its forms: one, or those of a plural."""
    return (text,) if isinstance(text, str) else tuple(str(form or "") for form in text or ("",))


def key_of(message: Message) -> str:
    """The text of a message on one line, with its context and plural."""
    return (f"{message.context}{CONTEXT}" if message.context else "") + text_of(message.id)


def keys(catalogue: Catalog) -> set[str]:
    """The keys of all messages."""
    return {key_of(message) for message in catalogue if message.id}


def text_of(text: Forms) -> str:
    """One text, or the forms of one, on one line."""
    return FORMS.join(forms_of(text)).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def unescape(text: str) -> str:
    """The text with its line breaks and tabs again."""
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")


def new_catalogue(language: str | None) -> Catalog:
    """An empty catalogue with our heading."""
    return Catalog(
        locale=LOCALES[language] if language else None,
        project="BaselDesk",
        version="1",
        header_comment=HEADING,
        msgid_bugs_address="the tracker of the project",
        creation_date=DATED,
        revision_date=DATED,
        last_translator="BaselDesk contributors",
        language_team=language or "none",
        fuzzy=False,
    )


def read(language: str) -> Catalog:
    """A language's catalogue, empty where there is none yet."""
    catalogue = new_catalogue(language)
    if path_of(language).exists():
        for message in read_file(path_of(language)):
            if message.id:
                catalogue[message.id] = message
    if language == "ar":
        catalogue.mime_headers = [("Plural-Forms", ARABIC_PLURALS)]
    return catalogue


def read_file(path: Path) -> Catalog:
    """The catalogue as it stands in a file; empty where there is none."""
    with BytesIO(path.read_bytes() if path.exists() else b"") as file:
        return read_po(file)


def write(catalogue: Catalog, path: Path) -> None:
    """Writes a catalogue in the order of its texts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "baseldesk.po"


def template_path() -> Path:
    """Where the template lies."""
    return TRANSLATIONS / "baseldesk.pot"


if __name__ == "__main__":
    sys.exit(main())
