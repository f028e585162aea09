"""Makes the golden store, bundle and receipt of this release; run once before it, never for a release that is out.

python -m tests.merge.make_golden [FOLDER]
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from baseldesk import __version__
from baseldesk.desk.author import Scribe
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit
from baseldesk.journal.apply import apply_changes
from baseldesk.journal.change import Set, change_id, decode_change, encode_op
from baseldesk.journal.port import Arrival
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync import joining
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.key_store import AGE_KEY, DEVICE_KEY, ROOT_KEY, keys_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.opening import open_desk
from baseldesk.sync.sealing import new_identity
from baseldesk.sync.station import found_centre, found_secretariat
from tests.merge.laptop import at_home
from tests.merge.people import CENTRES, key_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "golden"
SEEDS = {"secretariat": 2, "centre": 3}  # of the device keys; the root key has 1
SCOPES = ("public", "shared", "centre")
ACTIVITY, CONTACT, PARTNER = (key_of(CENTRES[0], kind, 0) for kind in ("activity", "contact", "partner"))


def give_keys(folder: Path, name: str, ages: dict[str, str]) -> None:
    """The signing keys of the golden desks follow from numbers; their age keys, which open nothing else, are noted."""
    if name in ages:
        keys_of(folder).keep(AGE_KEY, ages[name])
    keys_of(folder).keep(DEVICE_KEY, DeviceKey.from_seed(bytes([SEEDS[name]]) * 32))
    if name == "secretariat":
        keys_of(folder).keep(ROOT_KEY, DeviceKey.from_seed(bytes([1]) * 32))


def digests(desk: Desk) -> dict[str, str]:
    """What a desk shows, by scope."""
    return {scope: desk.digest(scope).digest for scope in SCOPES}


def found(place: Path, ages: dict[str, str]) -> tuple[Desk, Desk]:
    """The secretariat and one centre, registered."""
    for name in SEEDS:
        (place / name).mkdir()
        give_keys(place / name, name, ages)
    options: dict[str, Any] = {"clock": lambda: 1_770_000_000_000, "device_name": "golden"}
    secretariat = found_secretariat(place / "secretariat", random=random.Random(2).randbytes, **options)
    centre = found_centre(place / "centre", CENTRES[0], random=random.Random(3).randbytes, **options)
    joining.join(
        centre, joining.read_answer(centre, joining.accept(secretariat, read_request(joining.ask_to_join(centre))).reply)
    )
    return secretariat, centre


def fill(desk: Desk) -> None:
    """Texts in six languages, numbers, sets, personal values, a delete and an undo."""
    title = {"fr": "Atelier", "en": "Workshop", "ar": "ورشة", "zh": "讲习班", "ru": "Семинар", "es": "Taller"}
    countries = {"SN": True, "TG": "12.5"}
    desk.save([Edit(*ACTIVITY, {"title": title, "city": "Dakar", "countries": countries})])
    desk.save([Edit(*CONTACT, {"person": "Nobody", "email": "nobody@example.org", "languages": ["fr"]})])
    desk.save([Edit(*PARTNER, {"acronym": "ONG", "name": {"fr": "Une organisation"}})])
    desk.save([Edit(*ACTIVITY, {"city": "Thiès"})])
    desk.undo()
    desk.save([Edit(*PARTNER, life=False)])


class _Hand(Scribe):
    """Gives away where the own chain ends."""


def write_newer(desk: Desk) -> list[bytes]:
    """Changes as a later version may write them: a higher number, features, more elements, fields, types and ops unknown here."""
    audience = f"shared/{desk.owner}"
    with desk.write() as writer:
        store = JournalStore(writer)
        seq, prev = _Hand(writer, desk.identity, hlc=0, wall=0).tip(audience)
        assert prev is not None
        before = decode_change(store.raw(store.numbers([prev])[prev]))
        ops = [
            encode_op(Set(*ACTIVITY, {"carbon": 5, "city/x": "?", "newsletter": "text"}, {})),
            encode_op(Set("hologram", ACTIVITY[1], {"colour": "blue"}, {})),
            msgspec.Raw(msgspec.msgpack.encode(["zap", "activity", ACTIVITY[1], {"how": [1, 2, {"deep": None}]}])),
        ]
        newer = msgspec.structs.replace(before, v=7, seq=seq + 1, prev=prev, schema=9, app="7.0", features=["holograms"], ops=ops)
        raw = msgspec.msgpack.encode([*msgspec.structs.astuple(newer), "an element of a later version", 1.5])
        arrival = Arrival(change_id(raw), raw, decode_change(raw))
        apply_changes(store, [arrival], desk.organisation_of(writer))
    return [arrival.id]


def make(target: Path) -> None:
    """Writes the golden files and what they must give."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, at_home(Path(folder)):
        ages = {name: new_identity() for name in SEEDS}
        secretariat, centre = found(Path(folder), ages)
        fill(centre)
        noted: dict[str, object] = {"app": __version__, "ages": ages, "centre": digests(centre)}
        for name, desk in (("secretariat", secretariat), ("centre", centre)):
            (target / f"{name}.db").unlink(missing_ok=True)
            desk.database.copy_to(target / f"{name}.db")
        export_bundle(centre, SECRETARIAT, target / "bundle.bdesk")
        assert not import_bundle(secretariat, [target / "bundle.bdesk"]).refused
        noted["secretariat"] = digests(secretariat)
        export_receipt(secretariat, CENTRES[0], target / "receipt.bdesk")
        write_newer_and_note(centre, secretariat, target, noted)
        centre.close()
        secretariat.close()
    (target / "noted.json").write_text(json.dumps(noted, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_newer_and_note(centre: Desk, secretariat: Desk, target: Path, noted: dict[str, object]) -> None:
    """The bundle of a later version, and what this version makes of it."""
    noted["newer_changes"] = [one.hex() for one in write_newer(centre)]
    export_bundle(centre, SECRETARIAT, target / "newer.bdesk", everything=True)
    taken = import_bundle(secretariat, [target / "newer.bdesk"])
    assert not taken.refused
    noted["newer_unknown_ops"] = sum(one.totals.unknown_ops for one in taken.bundles)
    noted["newer"] = digests(secretariat)
    noted["files"] = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in sorted(target.glob("*.bdesk"))}


def open_golden(source: Path, name: str, folder: Path) -> Desk:
    """A copy of a golden desk with its key, open."""
    folder.mkdir()
    (folder / "desk.db").write_bytes((source / f"{name}.db").read_bytes())
    noted = source / "noted.json"
    give_keys(folder, name, json.loads(noted.read_text(encoding="utf-8")).get("ages", {}) if noted.exists() else {})
    return open_desk(folder)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else FOLDER / __version__)
