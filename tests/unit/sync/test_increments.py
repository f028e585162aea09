"""An increment is small, rests on what its receivers have said they hold, and costs by what is in it, not by the store."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from baseldesk.cli.bench import yardsticks
from baseldesk.cli.bench.desks import Desks, size_of, two_desks
from baseldesk.cli.bench.workload import edit_pass, edits, saving_clock
from baseldesk.desk import database
from baseldesk.desk.columns import column_names
from baseldesk.desk.shown import Edit
from baseldesk.records.types import TYPES
from baseldesk.records.values import registers
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.container import open_container
from baseldesk.sync.framing import Header
from baseldesk.sync.joining import membership_of
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.packing import Wanted, pack

ACTIVITIES, EDITS = 150, 100


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """W(150) at a centre and the secretariat, receipted both ways; nothing new since."""
    with two_desks(tmp_path_factory.mktemp("desks")) as desks:
        desks.load(edits(ACTIVITIES))
        desks.receive(desks.send())
        desks.answer()
        desks.receive(desks.send())
        desks.answer()
        yield desks


def edit(desks: Desks, count: int, seed: int) -> list[Edit]:
    """Edits activities, one save each, as a person would."""

    def summary(activity: bytes) -> str:
        shown = desks.centre.record("activity", activity)
        assert shown is not None
        return str(shown.values["summary"]["fr"])

    before, desks.centre.clock = desks.centre.clock, saving_clock(desks.centre.clock())
    done = []
    for one in edit_pass(ACTIVITIES, count, summary, seed=seed):
        desks.centre.save([one], numbered=False, checked=False)
        done.append(one)
    desks.centre.clock = before
    return done


def header_of(path: Path) -> Header:
    """The header of a file of ours."""
    with open_container(path, find_key=None, spool=path.parent) as opened:  # type: ignore[arg-type]
        return opened.header


def patchset_of(done: list[Edit]) -> int:
    """The bytes that a patchset of SQLite's session extension has for these edits, through zstd-19."""
    columns = [one for one in column_names("activity") if one != "unknown"]
    changed = []
    for one in done:
        held: dict[str, Any] = {}
        for register, wire in registers(TYPES["activity"], one.values).items():
            held[register.partition("/")[0]] = wire
        changed.append((one.record, held))
    return len(zstd.compress(yardsticks.patchset("activity", columns, changed), 19))


# --- sizes
def test_an_empty_bundle_has_at_most_600_bytes(exchanged: Desks) -> None:
    assert size_of(exchanged.send()) <= 600


def test_an_increment_is_smaller_than_a_patchset_of_the_same_rows(exchanged: Desks) -> None:
    done = edit(exchanged, EDITS, seed=5)
    bundle = exchanged.send()
    assert bundle.changes == EDITS
    assert size_of(bundle) <= 0.90 * patchset_of(done)
    exchanged.receive(bundle)
    exchanged.answer()
    assert exchanged.centre.digest(owner="BCRC-SEN") == exchanged.secretariat.digest(owner=exchanged.centre.owner)


def test_a_first_bundle_and_everything_stand_alone(exchanged: Desks) -> None:
    edit(exchanged, 3, seed=6)
    assert packed_base(exchanged) != []
    assert packed_base(exchanged, everything=True) == []


def packed_base(desks: Desks, *, everything: bool = False) -> list[bytes]:
    """The base heads of the next bundle."""
    centre = desks.centre
    return pack(centre, own_key(centre), membership_of(centre), Wanted("SECRETARIAT", everything), io.BytesIO()).base


# --- a receiver without the base
def test_a_receiver_put_back_from_a_backup_is_healed_by_its_next_receipt(exchanged: Desks, tmp_path: Path) -> None:
    from baseldesk.sync.opening import open_desk

    backup = exchanged.copy_secretariat("before")
    edit(exchanged, 4, seed=7)
    exchanged.receive(exchanged.send())
    exchanged.answer()
    edit(exchanged, 4, seed=8)
    bundle = exchanged.send()
    with open_desk(backup) as restored:
        taken = import_bundle(restored, [path for path, _ in bundle.files])
        assert taken.changes["new"] == 0
        assert restored.digest(owner="BCRC-SEN") != exchanged.centre.digest(owner="BCRC-SEN")
        (tmp_path / "back").mkdir()
        back = export_bundle(restored, "BCRC-SEN", tmp_path / "back", encrypted=False)
        assert import_bundle(exchanged.centre, [path for path, _ in back.files]).refused == []
        again = exchanged.send()
        import_bundle(restored, [path for path, _ in again.files])
        assert restored.digest(owner="BCRC-SEN") == exchanged.centre.digest(owner="BCRC-SEN")


# --- growth
@contextmanager
def counted_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How many steps SQLite takes for its answers, in hundreds, and how many rows it hands out."""
    counts: Counter[str] = Counter()
    real = database.Reader.rows

    def rows(self: database.Reader, sql: str, **named: object) -> database.Rows:
        self._connection.set_progress_handler(lambda: counts.update(steps=1), 100)
        try:
            found = real(self, sql, **named)
        finally:
            self._connection.set_progress_handler(None, 0)
        counts["rows"] += len(found)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(database.Reader, "rows", rows)
        yield counts


def test_what_an_increment_reads_follows_the_increment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight times the journal, the same increment: the store is asked for no more."""
    found = []
    for number, many in enumerate((1100, 8800)):
        with two_desks(tmp_path / str(number)) as desks:
            load_small_changes(desks, many)
            desks.receive(desks.send())
            desks.answer()
            pack_once(desks)
            for n in range(20):
                desks.centre.save([Edit("activity", desks.centre.new_id(), {"title": {"fr": f"Atelier {n}"}})])
            with counted_rows(monkeypatch) as counts:
                assert pack_once(desks) >= 20
            found.append(counts)
        shutil.rmtree(tmp_path / str(number))
    small, large = found
    assert large["rows"] <= small["rows"] + 50
    assert large["steps"] <= 1.5 * small["steps"] + 50


def pack_once(desks: Desks) -> int:
    """Packs what the secretariat lacks; gives how many changes."""
    centre = desks.centre
    return len(pack(centre, own_key(centre), membership_of(centre), Wanted("SECRETARIAT"), io.BytesIO()).plan.numbers)


def load_small_changes(desks: Desks, many: int) -> None:
    """So many saves of one record each, in one transaction."""
    from baseldesk.desk.author import Scribe
    from baseldesk.desk.journal_store import JournalStore
    from baseldesk.journal.apply import apply_changes
    from baseldesk.journal.change import Set

    centre = desks.centre
    with centre.write() as writer:
        audience, arrivals = f"shared/{centre.owner}", []
        scribe = Scribe(writer, centre.identity, hlc=0, wall=centre.clock())
        seq, prev = scribe.tip(audience)
        for n in range(many):
            block = [(Set("activity", centre.new_id(), {"city": f"{n}"}, {}), None)]
            arrivals.append(scribe._change(audience, seq + 1, prev, block))
            seq, prev, scribe.action = seq + 1, arrivals[-1].id, b""
        apply_changes(JournalStore(writer), arrivals, centre.organisation_of(writer))
        writer.set_meta("hlc", scribe.hlc.to_bytes(8, "big"))
