"""Records for other programs: a Tabular Data Package (CSV tables and a descriptor), alone in a ZIP or inside a BagIt bag.

Tables have the field names and codes of the declarations: one column per field; a text in several languages and a set have one
as JSON. The bag (RFC 8493) adds the documents and the checksum of every file, for an archive that outlives the program.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from baseldesk import __version__
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery, Row
from baseldesk.errors import Cancelled, UsageError
from baseldesk.formats.sheets.formulas import defuse
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.identity import id_text

_BLOCK = 500
_TYPES = {
    Kind.DATE: "date", Kind.INSTANT: "datetime", Kind.INTEGER: "integer", Kind.DECIMAL: "number", Kind.YES_NO: "boolean",
}  # fmt: skip
_STAMP = (1980, 1, 1, 0, 0, 0)  # of every entry: the same records give the same file
IsCancelled = Callable[[], bool]


def write_package(
    desk: Desk, kinds: list[RecordType], place: Path, *, people: bool = False, cancelled: IsCancelled | None = None
) -> dict[str, int]:
    """Writes a data package as a ZIP; gives the number of records of each type.

    Args:
        kinds: the types to write; one without records has no table.
        people: also fields that hold personal data.

    Raises:
        OSError: the place cannot be written; what was there is untouched.
        Cancelled: a person stopped it.
    """
    waiting = place.with_name(f"{place.name}.part")
    try:
        with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
            counts = dict(_write(desk, kinds, people, cancelled, lambda name, raw: archive.writestr(_entry(name), raw)))
        waiting.replace(place)
    finally:
        waiting.unlink(missing_ok=True)
    return counts


def write_bag(
    desk: Desk, kinds: list[RecordType], folder: Path, *, people: bool = False, cancelled: IsCancelled | None = None
) -> dict[str, int]:
    """Writes a bag: the tables, their descriptor and every document, with their checksums. The folder must not be there.

    Raises:
        UsageError: something is there already.
        OSError: the place cannot be written; nothing is left behind.
        Cancelled: a person stopped it.
    """
    waiting = folder.with_name(f"{folder.name}.part")
    if folder.exists():
        raise UsageError("package.exists", file=folder.name)
    shutil.rmtree(waiting, ignore_errors=True)
    (waiting / "data" / "documents").mkdir(parents=True)
    try:
        counts = dict(_write(desk, kinds, people, cancelled, lambda name, raw: (waiting / "data" / name).write_bytes(raw)))
        _copy_documents(desk, waiting / "data" / "documents", cancelled)
        _write_tags(waiting, desk.owner)
        waiting.rename(folder)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    return counts


def _write(
    desk: Desk, kinds: list[RecordType], people: bool, cancelled: IsCancelled | None, put: Callable[[str, bytes], object]
) -> Iterator[tuple[str, int]]:
    """Writes the tables, then the descriptor."""
    resources = []
    for declared in kinds:
        fields = [one for one in declared.fields if people or not one.personal]
        rows = list(_rows(desk, declared, cancelled))
        if rows:
            raw = _table(declared, fields, rows)
            put(f"{declared.name}.csv", raw)
            resources.append(_resource(declared, fields, raw))
            yield declared.name, len(rows)
    put("datapackage.json", _json(_descriptor(desk.owner, resources)))


def _rows(desk: Desk, declared: RecordType, cancelled: IsCancelled | None) -> Iterator[Row]:
    query = ListQuery(declared.name, columns=tuple(declared.by_name), each=True)
    order = sorted(desk.order(query))
    for start in range(0, len(order), _BLOCK):
        if cancelled and cancelled():
            raise Cancelled
        yield from desk.rows_by_number(query, order[start : start + _BLOCK])


def _table(declared: RecordType, fields: list[Field], rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    written = csv.writer(out)
    written.writerow(["id", "owner", *(one.name for one in fields)])
    for row in sorted(rows, key=lambda one: one.id):
        written.writerow([id_text(row.id), row.owner, *(_cell(one, row.values.get(one.name)) for one in fields)])
    return out.getvalue().encode()


def _cell(one: Field, held: Any) -> str:
    if held is None:
        return ""
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, dict):
        return json.dumps(held, ensure_ascii=False, sort_keys=True, default=str)
    if isinstance(held, bytes):
        return id_text(held) if one.kind is Kind.RECORD else held.hex()
    if isinstance(held, date | datetime):
        return held.isoformat()
    return format(held, "f") if isinstance(held, Decimal) else str(held) if isinstance(held, int) else defuse(str(held))


def _resource(declared: RecordType, fields: list[Field], raw: bytes) -> dict[str, Any]:
    columns = [{"name": "id", "type": "string", "format": "uuid"}, {"name": "owner", "type": "string"}]
    columns += [{"name": one.name, "type": _type_of(one), "title": one.label} for one in fields]
    references = [
        {"fields": one.name, "reference": {"resource": one.target.replace("_", "-"), "fields": "id"}}
        for one in fields
        if one.target
    ]
    schema: dict[str, Any] = {"fields": columns, "primaryKey": "id", "missingValues": [""]}
    if references:
        schema["foreignKeys"] = references
    return {
        "name": declared.name.replace("_", "-"), "title": declared.plural, "path": f"{declared.name}.csv",
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "schema": schema,
    }  # fmt: skip


def _type_of(one: Field) -> str:
    return "object" if one.is_mapped else _TYPES.get(one.kind, "string")


def _descriptor(owner: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The package; foreign keys to a table that is not in it would make it invalid."""
    there = {one["name"] for one in resources}
    for one in resources:
        keys = [key for key in one["schema"].pop("foreignKeys", []) if key["reference"]["resource"] in there]
        if keys:
            one["schema"]["foreignKeys"] = keys
    about = {"name": f"baseldesk-{owner.lower()}", "profile": "tabular-data-package", "title": f"BaselDesk records of {owner}"}
    return {**about, "baseldesk": {"version": __version__}, "resources": resources}


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


# --- the bag
def _copy_documents(desk: Desk, folder: Path, cancelled: IsCancelled | None) -> None:
    """Every document that is here, under its hash: the table of documents says which is which."""
    for row in desk.rows(ListQuery("document", columns=("hash",), each=True), limit=10_000_000):
        if cancelled and cancelled():
            raise Cancelled
        hashed = row.values.get("hash")
        if hashed and not (folder / hashed.hex()).exists():
            desk.documents.copy_out(hashed, folder / hashed.hex())


def _write_tags(bag: Path, owner: str) -> None:
    """The declaration, what the bag is about, and the checksums of its payload and of these files."""
    payload = sorted(one for one in (bag / "data").rglob("*") if one.is_file())
    size = sum(one.stat().st_size for one in payload)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", encoding="utf-8", newline="\n")
    info = f"Source-Organization: {owner}\nBag-Software-Agent: BaselDesk {__version__}\nPayload-Oxum: {size}.{len(payload)}\n"
    (bag / "bag-info.txt").write_text(info, encoding="utf-8", newline="\n")
    _write_manifest(bag, "manifest-sha256.txt", payload)
    _write_manifest(bag, "tagmanifest-sha256.txt", [bag / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")])


def _write_manifest(bag: Path, name: str, files: list[Path]) -> None:
    lines = (f"{_hash(one)}  {one.relative_to(bag).as_posix()}\n" for one in files)
    (bag / name).write_text("".join(lines), encoding="utf-8", newline="\n")


def _hash(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
