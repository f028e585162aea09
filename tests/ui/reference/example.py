"""The desk that the reference pictures show: the made-up year of the example, the same to the last id on every machine."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest import mock

from baseldesk.cli.demo import year
from baseldesk.desk import tables
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit
from baseldesk.journal.apply import apply_changes
from baseldesk.records.identity import derived_id
from baseldesk.sync import station
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle, import_receipt
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.keys import DeviceKey
from tests.unit.desk.test_convergence import changes_of

OWNER = "BCRC-SEN"
TODAY = date(2026, 2, 15)
_MARK = re.compile(rb"-[0-9A-F]{8}\.")
NOON = 1_771_156_800_000  # of that day, in milliseconds


def ticking(start: int) -> Callable[[], int]:
    """A clock that goes on by a second at each look."""
    times = itertools.count(start, 1000)
    return lambda: next(times)


@contextmanager
def make_desks(folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """The centre's desk and the secretariat's: a year sent and acknowledged, then a week's work here and one conflict."""
    with same_keys():
        centre = station.found_centre(
            folder / "desk", OWNER, device_name="Office", officer_name="Example officer",
            clock=ticking(NOON - 20 * 86_400_000), random=random.Random(1).randbytes,
        )  # fmt: skip
        secretariat = station.found_secretariat(
            folder / "secretariat", device_name="Secretariat", clock=ticking(NOON - 20 * 86_400_000),
            random=random.Random(2).randbytes,
        )  # fmt: skip
        with centre, secretariat:
            _live(centre, secretariat, folder)
            yield centre, secretariat


@contextmanager
def same_keys() -> Iterator[None]:
    """What is made meanwhile has the keys, and so the six words, that it always has here."""
    keys = (DeviceKey.from_seed(bytes([number]) * 32) for number in itertools.count(1))
    with mock.patch.object(DeviceKey, "generate", side_effect=keys):
        yield


def identity(kind: str, *names: object) -> bytes:
    """The id of a record of the year."""
    return derived_id(OWNER, kind, "example", *map(str, names))


def _live(centre: Desk, secretariat: Desk, folder: Path) -> None:
    """What is on the desk in the end."""
    join(centre, read_answer(centre, accept(secretariat, read_request(ask_to_join(centre))).reply))
    centre.save(list(year.edits(OWNER)), numbered=False)
    post = folder / "post"
    post.mkdir()
    sent = export_bundle(centre, "SECRETARIAT", post, encrypted=False)
    import_bundle(secretariat, [file for file, _size in sent.files])
    import_receipt(centre, export_receipt(secretariat, OWNER, post).path)
    for desk in (centre, secretariat):
        _name_files(desk)
    centre.save(list(_week()), numbered=False)
    _disagree(centre, folder)


def _name_files(desk: Desk) -> None:
    """A bundle's name comes from what it holds, and that from a fresh key of the secretariat: here it is always the same."""
    with desk.write() as writer:
        for number, told in writer.rows("SELECT n, detail FROM exchange"):
            writer.run("UPDATE exchange SET detail = :told WHERE n = :n", told=_MARK.sub(b"-5DFBAD9A.", bytes(told)), n=number)


def _week() -> Iterator[Edit]:
    """What was recorded since: of every list that the year leaves empty a line or two."""
    activity, partner, text = identity("activity", 0), identity("partner", 0), "Training of customs officers in Thiès"
    several = {"en": text, "fr": "Formation de douaniers à Thiès", "ar": "تدريب موظفي الجمارك في تييس", "zh": "捷斯海关人员培训"}
    yield Edit("interaction", identity("interaction", 0), {
        "title": several, "kind": "meeting", "held_on": date(2026, 2, 10), "country": "SN", "place": "Thiès",
    })  # fmt: skip
    yield Edit("follow_up", identity("follow_up", 0), {
        "activity": activity, "what": "Ask the participants who uses the checklist", "who": "Training unit",
        "due_on": date(2026, 1, 31),
    })  # fmt: skip
    yield Edit("opportunity", identity("opportunity", 0), {
        "title": several, "partner": partner, "received_on": date(2026, 2, 3), "answer_due": date(2026, 3, 1),
    })  # fmt: skip
    yield Edit("feedback", identity("feedback", 0), {
        "country": "SN", "given_on": date(2026, 2, 5), "by_whom": "Focal point", "activity": activity, "services": text,
    })  # fmt: skip
    yield Edit("session", identity("session", 0), {"activity": activity, "title": text, "held_on": date(2025, 1, 2)})
    yield Edit("activity", activity, {"city": "Thiès"})


def _disagree(centre: Desk, folder: Path) -> None:
    """Another laptop of the centre has another title for one activity."""
    record, key = identity("activity", 3), DeviceKey.from_seed(b"\x77" * 32)
    known = {"key_id": key.key_id, "public_key": b"", "organisation": OWNER, "name": "Field laptop", "revoked": False}
    with centre.write() as writer:
        writer.insert(tables.device, [known])
    other = Desk.create(folder / "laptop", OWNER, key=key, clock=ticking(NOON), random=random.Random(3).randbytes)
    with other:
        with other.write() as writer:
            writer.insert(tables.device, [known, {**known, "key_id": centre.device, "name": "Office"}])
        _take(other, centre)
        other.save([Edit("activity", record, {"title": {"en": "Information on PCBs in transformers (Burkina Faso)"}})])
        centre.save([Edit("activity", record, {"title": {"en": "Information on PCBs in capacitors (Burkina Faso and Mali)"}})])
        _take(centre, other)


def _take(into: Desk, of: Desk) -> None:
    arrivals = changes_of(of)
    with into.write() as writer:
        apply_changes(JournalStore(writer), arrivals, into.organisation_of(writer))
