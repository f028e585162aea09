"""`field=value` and `@FILE` as the values of an edit.

`title.fr=…` names a language, `countries=SN,TG` states a whole set (what is not named is taken out), `countries=SN:60,TG:40`
one with shares, `countries.SN=60` or `countries.SN=` one element, `field=` empties. A file holds `{field: value}`, as
`record show --json` prints `values`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from baseldesk.errors import FileRefused, UsageError
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind, RecordType

FindRecord = Callable[[str, str], bytes]  # (type, what names the record) → id
LARGEST_FILE = 16 << 20


class Assignments:
    """Reads what stands on the line, against what the record holds now."""

    def __init__(self, declared: RecordType, held: Mapping[str, Any], find: FindRecord) -> None:
        self._declared, self._held, self._find = declared, held, find

    def read(self, arguments: Iterable[str]) -> dict[str, object]:
        """Gives {field: value} as an edit takes it.

        Raises:
            UsageError: an argument is no assignment, or names a field that the type does not have.
            FileRefused: a file is no JSON object.
        """
        out: dict[str, object] = {}
        for argument in arguments:
            for name, value in self._pairs(argument):
                one, key = self._field(name)
                self._put(out, one, key, value)
        return out

    def _pairs(self, argument: str) -> Iterable[tuple[str, Any]]:
        if argument.startswith("@"):
            return read_json(Path(argument[1:])).items()
        name, equals, value = argument.partition("=")
        if not equals or not name:
            raise UsageError("cli.not_an_assignment", text=argument[:80])
        return [(name.strip(), value)]

    def _field(self, name: str) -> tuple[Field, str]:
        """The field, and the language or element named after a dot or slash."""
        base = name.replace("/", ".").split(".", 1)[0]
        one = self._declared.by_name.get(base)
        if one is None or (base != name and not one.is_mapped):
            raise UsageError("field.unknown", field=name, type=self._declared.name)
        key = name[len(base) + 1 :]
        if one.translatable and key and not vocabulary.has("language", key):
            raise UsageError("cli.language_unknown", language=key[:20], field=base)
        return one, key

    def _put(self, out: dict[str, object], one: Field, key: str, value: Any) -> None:
        if not one.is_mapped:
            out[one.name] = self._single(one, value)
            return
        named = {key: _element(one, value)} if key else self._mapped(one, value)
        held = out.setdefault(one.name, {})
        if not isinstance(held, dict) or not isinstance(named, dict):
            out[one.name] = named  # the core says what is wrong with it
        else:
            held.update(named)

    def _single(self, one: Field, value: Any) -> object:
        if one.kind is Kind.RECORD and isinstance(value, str) and value.strip():
            return self._find(one.target, value)
        return value

    def _mapped(self, one: Field, value: Any) -> object:
        """A whole mapping: {} and "" empty it, a list states a set, an object touches what it names."""
        if value is None or value in ("", []):
            return dict.fromkeys(self._held.get(one.name) or ())
        if one.is_set and isinstance(value, str):
            value = dict(_split_share(one, item) for item in split_list(value))
        elif one.is_set and isinstance(value, list):
            value = {str(item): True for item in value}
        elif isinstance(value, dict):
            return {key: _element(one, item) for key, item in value.items()}
        else:
            return value
        return {**dict.fromkeys(self._held.get(one.name) or ()), **value}


def split_list(text: str) -> list[str]:
    """The items of a comma-separated list; one with a comma in it stands in double quotes."""
    items = next(csv.reader([text], skipinitialspace=True), [])
    return [item.strip() for item in items if item.strip()]


def _split_share(one: Field, item: str) -> tuple[str, object]:
    element, colon, share = item.rpartition(":")
    return (element.strip(), share.strip()) if colon and one.shares else (item, True)


def _element(one: Field, value: Any) -> object:
    """One element of a set: yes and no as words, or a share; a text is taken as it is."""
    if not one.is_set or not isinstance(value, str):
        return value
    return {"": None, "no": None, "false": None, "yes": True, "true": True}.get(value.strip().lower(), value)


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file; numbers with a point as decimals.

    Raises:
        FileRefused: it cannot be read, or is no object, or names a field twice.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileRefused("cli.json_malformed", file=path.name, reason=f"> {LARGEST_FILE >> 20} MiB")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileRefused("cli.file_unreadable", file=path.name, reason=error.strerror or "") from error
    except UnicodeDecodeError:
        raise FileRefused("cli.json_malformed", file=path.name, reason="UTF-8") from None
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_without_doubles)
    except (ValueError, RecursionError) as error:
        raise FileRefused("cli.json_malformed", file=path.name, reason=str(error)[:120]) from None
    if not isinstance(found, dict):
        raise FileRefused("cli.json_malformed", file=path.name, reason=type(found).__name__)
    return found


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found
